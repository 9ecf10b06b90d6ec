import { EventEmitter } from "node:events";
import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { Cancelled, type Prompts } from "../src/context.ts";
import { colourLevel, createTerminal, type Streams } from "../src/terminal.ts";

describe("colour", () => {
  const on = { TERM: "xterm" };
  test.each<[string, boolean | null, Record<string, string>, boolean, number]>([
    ["a terminal has it", null, on, true, 1],
    ["a pipe has none", null, on, false, 0],
    ["a dumb terminal has none", null, { TERM: "dumb" }, true, 0],
    ["256 colours", null, { TERM: "xterm-256color" }, true, 2],
    ["all of them", null, { ...on, COLORTERM: "truecolor" }, true, 3],
    ["or by the other name", null, { ...on, COLORTERM: "24bit" }, true, 3],
    ["a terminal without a name", null, {}, true, 1],
    ["NO_COLOR takes it away", null, { ...on, NO_COLOR: "1" }, true, 0],
    ["whatever it says", null, { ...on, NO_COLOR: "0" }, true, 0],
    ["but not when it is empty", null, { ...on, NO_COLOR: "" }, true, 1],
    ["FORCE_COLOR brings it to a pipe", null, { FORCE_COLOR: "1" }, false, 1],
    ["with its level", null, { FORCE_COLOR: "3" }, false, 3],
    ["in words", null, { FORCE_COLOR: "true" }, false, 1],
    ["or takes it away", null, { ...on, FORCE_COLOR: "0" }, true, 0],
    ["in words too", null, { ...on, FORCE_COLOR: "false" }, true, 0],
    ["a level there is not is one", null, { FORCE_COLOR: "9" }, false, 1],
    ["empty it says nothing", null, { FORCE_COLOR: "" }, false, 0],
    ["NO_COLOR wins over FORCE_COLOR", null, { NO_COLOR: "1", FORCE_COLOR: "3" }, true, 0],
    ["--color wins over both", true, { ...on, NO_COLOR: "1", FORCE_COLOR: "0" }, false, 1],
    ["with what the terminal can", true, { TERM: "xterm-256color" }, false, 2],
    ["even a dumb one", true, { TERM: "dumb" }, true, 1],
    ["--no-color wins over all", false, { ...on, FORCE_COLOR: "3" }, true, 0],
  ])("%s", (_, flag, env, isTerminal, level) => {
    expect(colourLevel(flag, env, isTerminal)).toBe(level);
  });
});

/** The streams of a process that is no process: what is written to it can be read, and the other way round. */
function createStreams(options: { tty?: boolean; columns?: number; env?: Record<string, string> } = {}) {
  const { tty = false, columns, env = {} } = options;
  const stream = () =>
    Object.assign(new PassThrough(), { isTTY: tty, columns, rows: 24, setRawMode: () => {} });
  const signals = new EventEmitter();
  const streams = {
    ...{ stdin: stream(), stdout: stream(), stderr: stream(), env },
    on: (name: string, listener: () => void) => signals.on(name, listener),
    off: (name: string, listener: () => void) => signals.off(name, listener),
  };
  return { ...streams, signals, streams: streams as unknown as Streams };
}

describe("a terminal", () => {
  test.each([
    ["its own", { tty: true, columns: 100 }, 100],
    ["not told", { tty: true, columns: 0 }, 80],
    ["a pipe's", { columns: 100 }, 80],
    ["a pipe's from the environment", { env: { COLUMNS: "60" } }, 60],
    ["nonsense in the environment", { env: { COLUMNS: "wide" } }, 80],
  ])("columns: %s", (_, options, columns) => {
    expect(createTerminal(createStreams(options).streams, null).columns).toBe(columns);
  });

  test("data goes to stdout, all else to stderr", () => {
    const { streams, stdout, stderr } = createStreams();
    const terminal = createTerminal(streams, null);
    terminal.write("data");
    terminal.note("note");
    expect([String(stdout.read()), String(stderr.read())]).toEqual(["data", "note"]);
  });

  test("reads its input whole, also characters that are cut in two", async () => {
    const { streams, stdin } = createStreams();
    const read = createTerminal(streams, null).readInput();
    const bytes = Buffer.from("café 日本");
    for (const byte of bytes) stdin.write(Buffer.of(byte));
    stdin.end();
    expect(await read).toBe("café 日本");
  });

  test("asks only where both sides are a terminal", () => {
    expect(createTerminal(createStreams({ tty: true }).streams, null).prompts).not.toBeNull();
    expect(createTerminal(createStreams().streams, null).prompts).toBeNull();
    const { streams, stderr } = createStreams({ tty: true });
    stderr.isTTY = false;
    expect(createTerminal(streams, null).prompts).toBeNull();
  });

  test("holds signals back until the work is done, whether it succeeds or not", async () => {
    const { streams, signals } = createStreams();
    const terminal = createTerminal(streams, null);
    const held = () => ["SIGINT", "SIGTERM", "SIGHUP"].map((name) => signals.listenerCount(name));
    expect(await terminal.holdSignals(async () => held())).toEqual([1, 1, 1]);
    await expect(terminal.holdSignals(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(held()).toEqual([0, 0, 0]);
  });

  test("waits for a signal to end, once", async () => {
    const { streams, signals } = createStreams();
    const stopped = createTerminal(streams, null).untilStopped();
    signals.emit("SIGINT");
    await stopped;
    expect(["SIGINT", "SIGTERM", "SIGHUP"].map((name) => signals.listenerCount(name))).toEqual([0, 0, 0]);
  });
});

describe("questions", () => {
  /** Asks, and types keys once the question is there. */
  async function answer<T>(
    ask: (prompts: Prompts) => Promise<T>,
    ...keys: string[]
  ): Promise<{ given: T; shown: string }> {
    const { streams, stdin, stdout, stderr } = createStreams({ tty: true, columns: 80 });
    let shown = "";
    const pending = [...keys];
    stderr.on("data", (chunk: Buffer) => {
      shown += chunk;
      const key = pending.shift();
      if (key !== undefined) setImmediate(() => stdin.write(key));
    });
    const given = await ask(createTerminal(streams, null).prompts as Prompts);
    expect(stdout.read()).toBeNull();
    return { given, shown };
  }

  test("text, with what is wrong with it", async () => {
    const question = { message: "How many?", check: (text: string) => (text === "7" ? null : "write 7") };
    const { given, shown } = await answer((prompts) => prompts.text(question), "8", "\r", "\x7f", "7", "\r");
    expect([given, shown]).toEqual(["7", expect.stringMatching(/How many\?[\s\S]*write 7/)]);
  });

  test("text that is there already, or left empty", async () => {
    expect(
      (await answer((prompts) => prompts.text({ message: "?", initial: "as before" }), "\r")).given,
    ).toBe("as before");
    expect((await answer((prompts) => prompts.text({ message: "?" }), "\r")).given).toBe("");
  });

  test("a choice and a yes or no", async () => {
    const options = [
      { value: "a", label: "A" },
      { value: "b", label: "B", hint: "the other" },
    ] as const;
    expect((await answer((prompts) => prompts.choose({ message: "?", options }), "\x1b[B", "\r")).given).toBe(
      "b",
    );
    expect(
      (await answer((prompts) => prompts.choose({ message: "?", options, initial: "b" }), "\r")).given,
    ).toBe("b");
    expect((await answer((prompts) => prompts.confirm({ message: "?" }), "\r")).given).toBe(true);
    expect((await answer((prompts) => prompts.confirm({ message: "?", initial: false }), "\r")).given).toBe(
      false,
    );
    expect((await answer((prompts) => prompts.confirm({ message: "?" }), "n")).given).toBe(false);
  });

  test.each([
    ["Ctrl-C", "\x03"],
    ["Ctrl-D", "\x04"],
  ])("%s gives up, in each of them", async (_, key) => {
    for (const ask of [
      (prompts: Prompts) => prompts.text({ message: "?" }),
      (prompts: Prompts) => prompts.confirm({ message: "?" }),
      (prompts: Prompts) => prompts.choose({ message: "?", options: [{ value: "a", label: "A" }] }),
    ])
      await expect(answer<unknown>(ask, key)).rejects.toThrow(Cancelled);
  });

  test("a heading with its lines", async () => {
    const { shown } = await answer((prompts) => prompts.section("First week", ["score 0.14"]));
    expect(shown).toMatch(/First week[\s\S]*score 0\.14/);
  });
});
