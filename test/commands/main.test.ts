import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { aliases, commands } from "../../src/commands/index.ts";
import type { Context } from "../../src/context.ts";
import { runCommand } from "../../src/program.ts";
import { createExplorer } from "../support/explorer.ts";
import { ensureBuilt, OKR, runProcess } from "../support/process.ts";
import { isolatedEnvironment, temporaryFolder } from "../support/repository.ts";
import { run, runIn } from "../support/run.ts";

beforeAll(ensureBuilt);

const company = createExplorer();
const NAMES = Object.keys(commands);

describe("help", () => {
  test("without words it shows what there is, on stderr", async () => {
    const { code, stdout, stderr } = await run(company);
    expect([code, stdout]).toEqual([2, ""]);
    for (const name of NAMES) expect(stderr).toMatch(new RegExp(`^  ${name}[ ,]`, "m"));
  });

  test.each([["--help"], ["-h"], ["help"]])("okr %s shows it on stdout", async (word) => {
    const { code, stdout, stderr } = await run(company, word);
    expect([code, stderr, stdout]).toEqual([0, "", (await run(company)).stderr]);
  });

  test.each([...NAMES, ...Object.keys(aliases)])(
    "okr %s --help has a summary, options and examples",
    async (name) => {
      const { code, stdout, stderr } = await run(company, name, "--help");
      expect([code, stderr]).toEqual([0, ""]);
      expect(stdout).toMatch(/^Usage: okr [\s\S]+\n\nExamples:\n(?: {2}\$ okr .+\n)+$/);
      expect((await run(company, "help", name)).stdout).toBe(stdout);
      const command = await commands[aliases[name] ?? name]?.();
      expect([command?.name, command?.summary.endsWith(".")]).toEqual([aliases[name] ?? name, false]);
    },
  );

  test("fits the terminal", async () => {
    for (const name of [...NAMES, ""]) {
      const { stdout } = await runIn({ columns: 64 }, company, ...(name === "" ? [] : [name]), "--help");
      const [text = ""] = stdout.split("\nExamples:");
      expect(text.split("\n").filter((line) => line.length > 64)).toEqual([]);
    }
  });

  test("--version", async () => {
    expect(await run(company, "--version")).toMatchObject({ code: 0, stdout: "0.0.0\n" });
  });
});

describe("what cannot be understood exits 2, in one line", () => {
  test.each<[string[], RegExp]>([
    [["stats"], /^okr: unknown command 'stats' \(Did you mean status\?\)\n$/],
    [["zzz"], /^okr: unknown command 'zzz'\n$/],
    [["toString"], /^okr: unknown command 'toString'\n$/],
    [["__proto__"], /^okr: unknown command '__proto__'\n$/],
    [["constructor"], /^okr: unknown command 'constructor'\n$/],
    [["\x1b[2J"], /^okr: unknown command '\\x1b\[2J'\n$/],
    [["status", "--tem", "x"], /^okr: unknown option '--tem' \(Did you mean --team\?\)\n$/],
    [["status", "--team"], /^okr: option '--team <id>' argument missing\n$/],
    [["status", "extra"], /^okr: too many arguments for 'status'/],
    [
      ["status", "--format", "xml"],
      /^okr: option '--format <name>' argument 'xml' is invalid\. Allowed choices are text, json\.\n$/,
    ],
    [["--colour"], /^okr: unknown option '--colour' \(Did you mean --color\?\)\n$/],
    [["-C"], /^okr: option '-C <dir>' argument missing\n$/],
    [
      ["status", "-C", "nowhere"],
      /^okr: there is no folder .*nowhere\n {2}name a folder that exists after -C\n$/,
    ],
  ])("okr %j", async (words, message) => {
    const { code, stdout, stderr } = await run(company, ...words);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
  });
});

describe("errors of ours", () => {
  test("exit 3, say so, and are safe to show", async () => {
    let noted = "";
    const terminal: Context["terminal"] = {
      columns: 80,
      colour: 0,
      prompts: null,
      write: () => {},
      page: async () => {},
      note: (text: string) => {
        noted += text;
      },
      readInput: async () => "",
      holdSignals: (work) => work(),
      untilStopped: async () => {},
    };
    const clock = { today: () => "2026-11-20", timeOfDay: () => 0, random: () => 0 };
    const context = (thrown: unknown) => ({
      ...{ cwd: company.dir, env: {}, clock, version: "1", terminal },
      store: () => Promise.reject(thrown),
    });
    expect(await runCommand(context(new TypeError("no \x1b[2J such thing")), ["status"])).toBe(3);
    expect(noted).toMatch(
      /^okr: this is a bug in okr, please report it\n {2}TypeError: no \\x1b\[2J such thing\n/,
    );
    expect(await runCommand(context("thrown text"), ["status"])).toBe(3);
    expect(await runCommand(context(null), ["status"])).toBe(3);
  });
});

/** Runs the program in a process of its own. */
const okr = (words: readonly string[], more: Record<string, string | undefined> = {}, cwd = company.dir) =>
  runProcess([process.execPath, OKR, ...words], { cwd, env: isolatedEnvironment(more) });

describe("as a process", () => {
  test("-C stands before or after the command, apart or not; the last one counts", async () => {
    const outside = temporaryFolder();
    const expected = (await okr(["check"])).stdout;
    for (const words of [
      ["-C", company.dir, "check"],
      ["check", "-C", company.dir],
      [`-C${company.dir}`, "check"],
      ["check", `-C${company.dir}`],
      ["-C", "/nowhere", "check", "-C", company.dir],
    ])
      expect(await okr(words, {}, outside)).toMatchObject({ code: 0, stdout: expected, stderr: "" });
    expect((await okr(["check"], {}, outside)).code).toBe(2);
    expect((await okr(["-C", "okrs", "check"])).stdout).toBe(expected);
  });

  test("colour follows --color, NO_COLOR, FORCE_COLOR and the terminal, in this order", async () => {
    const coloured = async (words: string[], env = {}) => (await okr(words, env)).stdout.includes("\x1b[");
    const seen = await Promise.all([
      coloured(["check"]),
      coloured(["check"], { FORCE_COLOR: "1" }),
      coloured(["check"], { FORCE_COLOR: "1", NO_COLOR: "1" }),
      coloured(["check", "--color"], { NO_COLOR: "1" }),
      coloured(["--color", "check"]),
      coloured(["check", "--no-color"], { FORCE_COLOR: "1" }),
      coloured(["--color", "check", "--no-color"]),
    ]);
    expect(seen).toEqual([false, true, false, true, true, false, false]);
  });

  test("exit codes are 0, 1 and 2", async () => {
    const broken = createExplorer({ "okrs/a.md": "---\nkind: x\n---\n" });
    expect((await okr(["check"])).code).toBe(0);
    expect((await okr(["check"], {}, broken.dir)).code).toBe(1);
    expect((await okr(["chek"])).code).toBe(2);
  });

  /** Runs it with a pipe that nobody reads. */
  const unread = (words: readonly string[], closed: "stdout" | "stderr") =>
    new Promise<{ code: number | null; said: string }>((resolve) => {
      const child = spawn(process.execPath, [OKR, ...words], {
        cwd: company.dir,
        env: isolatedEnvironment(),
      });
      let said = "";
      child[closed].destroy();
      child[closed === "stdout" ? "stderr" : "stdout"].on("data", (chunk) => {
        said += chunk;
      });
      child.on("close", (code) => resolve({ code, said }));
    });

  test("an output that nobody reads any more ends it quietly", async () => {
    expect(await unread(["status"], "stdout")).toEqual({ code: 0, said: "" });
    expect(await unread(["status", "--json"], "stdout")).toEqual({ code: 0, said: "" });
    expect(await unread(["nonsense"], "stderr")).toEqual({ code: 2, said: "" });
  });

  test("an output that cannot be written is an error", async ({ skip }) => {
    if (!existsSync("/dev/full")) return skip("there is no /dev/full");
    const command = ["sh", "-c", '"$0" "$1" status > /dev/full', process.execPath, OKR];
    const ended = await runProcess(command, { cwd: company.dir, env: isolatedEnvironment() });
    expect(ended).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^okr: the output could not be written: ENOSPC/),
    });
  });

  test.each([["checkin", "first-week", "audit=yes"], ["status"], ["check"], ["log"]])(
    "without git it says so: %s",
    async (...argv) => {
      expect(await okr(argv, { PATH: temporaryFolder() })).toMatchObject({
        code: 2,
        stderr: expect.stringContaining("git was not found"),
      });
    },
  );

  test("a check-in read from standard input", async () => {
    const repo = createExplorer();
    const options = { cwd: repo.dir, env: repo.env, input: "objective: first-week\nissues: café 日本\n" };
    const { code, stdout } = await runProcess([process.execPath, OKR, "checkin", "--from", "-"], options);
    expect([code, stdout]).toEqual([0, expect.stringContaining("committed")]);
    expect(repo.read(repo.changes()[0]?.slice(2) ?? "")).toContain("café 日本");
    const bytes = await runProcess(
      [
        "sh",
        "-c",
        `printf 'objective: first-week\\nissues: caf\\351\\n' | "$0" "$1" checkin --from -`,
        process.execPath,
        OKR,
      ],
      options,
    );
    expect(bytes).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("standard input is not UTF-8 text"),
    });
  });
});

test("every command is a file of its own", () => {
  const files = readdirSync(join(import.meta.dirname, "../../src/commands"));
  for (const name of NAMES) expect(files).toContain(`${name}.ts`);
});
