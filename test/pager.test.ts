import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { pagerOf } from "../src/pager.ts";
import { createTerminal, type Streams } from "../src/terminal.ts";
import { temporaryFolder } from "./support/repository.ts";

const LONG = `${Array.from({ length: 30 }, (_, line) => `\u001b[1mline\u001b[0m ${line}`).join("\n")}\n`;

/** A shell script that stands for a pager: it leaves what it was shown, and how, in its folder. */
function createPager(script = 'cat > "$FOLDER/shown"; echo "$LESS,$LV,$*" > "$FOLDER/how"') {
  const folder = temporaryFolder();
  const path = join(folder, "pager");
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  const read = (name: string) =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : null;
  return { path, folder, shown: () => read("shown"), how: () => read("how")?.trim() };
}

/** Pages text on a terminal of 24 lines and 80 columns; gives back what came to stdout itself, and the signals held then. */
async function page(text: string, env: Record<string, string>, tty = true) {
  const stdout = Object.assign(new PassThrough(), { isTTY: tty, columns: 80, rows: 24 });
  const held: string[] = [];
  const released: string[] = [];
  const streams = {
    ...{ stdin: new PassThrough(), stdout, stderr: new PassThrough() },
    env: { PATH: process.env.PATH, ...env },
    on: (signal: string) => held.push(signal),
    off: (signal: string) => released.push(signal),
  };
  await createTerminal(streams as unknown as Streams, null).page(text);
  return { printed: String(stdout.read() ?? ""), held, released };
}

describe("a text that is longer than the terminal is high", () => {
  test("goes to the pager as it is, and Ctrl-C too", async () => {
    const pager = createPager();
    const ran = await page(LONG, { OKR_PAGER: `${pager.path} --some "two words"`, FOLDER: pager.folder });
    expect(ran).toEqual({ printed: "", held: ["SIGINT"], released: ["SIGINT"] });
    expect(pager.shown()).toBe(LONG);
    expect(pager.how()).toBe("FRX,-c,--some two words");
  });

  test("is shown by less as the person likes it", async () => {
    const pager = createPager();
    await page(LONG, { PAGER: pager.path, FOLDER: pager.folder, LESS: "S", LV: "" });
    expect(pager.how()).toBe("S,,");
  });

  test.each([1, 200])("may be left at once, %i × as long", async (times) => {
    const pager = createPager('touch "$FOLDER/shown"; exit 0');
    const ran = await page(LONG.repeat(times * 100), { OKR_PAGER: pager.path, FOLDER: pager.folder });
    expect(ran.printed).toBe("");
    expect(pager.shown()).toBe("");
  });

  test("is nobody's second time when the pager fails after it was shown", async () => {
    const pager = createPager('cat > "$FOLDER/shown"; exit 3');
    expect((await page(LONG, { PAGER: pager.path, FOLDER: pager.folder })).printed).toBe("");
    expect(pager.shown()).toBe(LONG);
  });

  test.each<[string, Record<string, string>]>([
    ["there is no less", { PATH: "/nowhere" }],
    ["there is no such program", { PAGER: createPager("exit 127").path }],
    ["it may not be run", { PAGER: createPager("exit 126").path }],
    ["none is wanted", { PAGER: "" }],
    ["cat is", { PAGER: " cat " }],
    ["okr is to have none", { OKR_PAGER: "", PAGER: "less" }],
  ])("is printed where %s", async (_, env) => {
    expect((await page(LONG, env)).printed).toBe(LONG);
  });
});

test.each<[string, string, boolean, boolean]>([
  ["twenty-three lines", "line\n".repeat(23), true, false],
  ["one more, which leaves no room for what is typed next", "line\n".repeat(24), true, true],
  ["few lines that are long", `${"x".repeat(800)}\n`.repeat(3), true, true],
  ["colours, which take no room", `${"\u001b[1m\u001b[0m".repeat(300)}\n`.repeat(3), true, false],
  ["a long text for a pipe", LONG, false, false],
])("%s", async (_, text, tty, paged) => {
  const pager = createPager();
  const { printed } = await page(text, { PAGER: pager.path, FOLDER: pager.folder }, tty);
  expect([printed, pager.shown()]).toEqual(paged ? ["", text] : [text, null]);
});

test.each<[Record<string, string>, string | null]>([
  [{}, "less"],
  [{ GIT_PAGER: "evil" }, "less"],
  [{ PAGER: "more" }, "more"],
  [{ PAGER: "more", OKR_PAGER: "most -s" }, "most -s"],
  [{ OKR_PAGER: "cat" }, null],
  [{ TERM: "dumb" }, null],
  [{ TERM: "dumb", PAGER: "more" }, "more"],
])("of %j the pager is %j", (env, pager) => expect(pagerOf(env)).toBe(pager));
