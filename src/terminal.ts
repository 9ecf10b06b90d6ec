import { stripVTControlCharacters } from "node:util";
import type { ColourLevel, Prompts, Terminal } from "./context.ts";
import { Cancelled } from "./context.ts";

/** What of a process a terminal needs. */
export interface Streams {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  off(signal: NodeJS.Signals, listener: () => void): unknown;
}

/** Nothing can be laid out in fewer columns. */
const NARROWEST = 24;

const SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/** The terminal of a process. @param flag what `--color` or `--no-color` said, or null */
export function createTerminal(process: Streams, flag: boolean | null): Terminal {
  // Node sets up each stream when it is first touched: most commands never read.
  const { stdout, env } = process;
  return {
    async holdSignals(work) {
      const wait = () => {};
      for (const signal of SIGNALS) process.on(signal, wait);
      try {
        return await work();
      } finally {
        for (const signal of SIGNALS) process.off(signal, wait);
      }
    },
    untilStopped: () =>
      new Promise((resolve) => {
        const stop = () => {
          for (const signal of SIGNALS) process.off(signal, stop);
          resolve();
        };
        for (const signal of SIGNALS) process.on(signal, stop);
      }),
    write: (text) => void stdout.write(text),
    async page(text) {
      if (!isTooLong(text, stdout) || !(await pageThrough(text, process))) stdout.write(text);
    },
    note(text) {
      const { stderr } = process;
      // Where nobody listens any more there is nobody to tell.
      if (stderr.listenerCount("error") === 0) stderr.on("error", () => {});
      stderr.write(text);
    },
    readInput: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks).toString("utf8");
    },
    // A terminal that nobody told its size has 0.
    columns: Math.max(NARROWEST, (stdout.isTTY && stdout.columns) || Number(env.COLUMNS) || 80),
    colour: colourLevel(flag, env, stdout.isTTY === true),
    get prompts() {
      const { stdin, stderr } = process;
      return stdin.isTTY && stderr.isTTY ? createPrompts(stdin, stderr) : null;
    },
  };
}

/** Whether text takes more lines than a terminal has; its last line is empty, and left for what the person types next. */
function isTooLong(text: string, { isTTY, rows, columns }: NodeJS.WriteStream): boolean {
  if (!isTTY || !rows) return false;
  let lines = 0;
  for (const line of stripVTControlCharacters(text).split("\n")) {
    lines += Math.max(1, Math.ceil(line.length / (columns || 80)));
    if (lines > rows) return true;
  }
  return false;
}

/** Shows text in the person's pager; false where there is none. */
async function pageThrough(text: string, process: Streams): Promise<boolean> {
  const { pagerOf, showInPager } = await import("./pager.ts");
  const command = pagerOf(process.env);
  if (command === null) return false;
  // Ctrl-C is for the pager: it must not lose the terminal to us while it is drawing.
  const wait = () => {};
  process.on("SIGINT", wait);
  try {
    return await showInPager(command, text, process.env);
  } finally {
    process.off("SIGINT", wait);
  }
}

/** One policy for colour: `--color` wins over NO_COLOR, that over FORCE_COLOR, that over what the terminal says. */
export function colourLevel(
  flag: boolean | null,
  env: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): ColourLevel {
  if (flag === false) return 0;
  if (flag === true) return Math.max(1, terminalLevel(env)) as ColourLevel;
  if (env.NO_COLOR) return 0;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "") return forcedLevel(env.FORCE_COLOR);
  return isTerminal ? terminalLevel(env) : 0;
}

function forcedLevel(value: string): ColourLevel {
  if (value === "true") return 1;
  if (value === "false") return 0;
  const level = Number(value);
  return level === 0 || level === 1 || level === 2 || level === 3 ? level : 1;
}

function terminalLevel({ TERM, COLORTERM }: Readonly<Record<string, string | undefined>>): ColourLevel {
  if (TERM === "dumb") return 0;
  if (COLORTERM === "truecolor" || COLORTERM === "24bit") return 3;
  return TERM?.includes("256") ? 2 : 1;
}

/** Questions go to stderr, so that data on stdout stays clean. */
function createPrompts(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Prompts {
  const load = () => import("@clack/prompts");
  const ask = async <T>(question: (signal: AbortSignal) => Promise<T>): Promise<Exclude<T, symbol>> => {
    const ended = new AbortController();
    let open = true;
    // Ctrl-D on an empty line closes the input; nothing would ever answer, and the program would end without a word.
    const onKey = () => setImmediate(() => open && input.isPaused() && ended.abort());
    input.on("keypress", onKey);
    const given = await question(ended.signal).finally(() => {
      open = false;
      input.off("keypress", onKey);
    });
    if (typeof given === "symbol") throw new Cancelled();
    return given as Exclude<T, symbol>;
  };
  return {
    async text({ message, placeholder = "", initial = "", check }) {
      const { text } = await load();
      const validate = (value: string | undefined) => check?.(value ?? "") ?? undefined;
      const question = { message, placeholder, initialValue: initial, validate, input, output };
      return (await ask((signal) => text({ ...question, signal }))) ?? "";
    },
    async choose({ message, options, initial }) {
      const { select } = await load();
      const choices = options.map((option) => ({ ...option })) as Parameters<
        typeof select<string>
      >[0]["options"];
      const question = { message, options: choices, initialValue: initial, input, output };
      const given = await ask((signal) => select<string>({ ...question, signal }));
      return given as (typeof options)[number]["value"];
    },
    async confirm({ message, initial = true }) {
      const { confirm } = await load();
      return ask((signal) => confirm({ message, initialValue: initial, input, output, signal }));
    },
    async section(title, lines = []) {
      const { log } = await load();
      log.step([title, ...lines].join("\n"), { output });
    },
  };
}
