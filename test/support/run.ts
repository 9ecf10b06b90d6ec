import { resolve } from "node:path";
import { Cancelled, type Context, type Prompts } from "../../src/context.ts";
import { runCommand } from "../../src/program.ts";
import { openStore } from "../../src/store/store.ts";
import { isolatedEnvironment, type TestRepository } from "./repository.ts";

/** What a person answers: to a question whose message holds these words, or fits, the next answer that is left. */
export type Answer = readonly [question: string | RegExp, answer: string | boolean];

/** The answer that gives up, as Ctrl-C does. */
export const CANCEL = "\u0003";

/** The world of one run; a test names only what matters to it. */
export interface World {
  /** Monday, 5 October 2026, by default: the fifth day of 2026-Q4. */
  readonly today?: string;
  readonly timeOfDay?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What happens while a command runs until it is stopped, which is when this ends; `stdout` is what it has printed by then. */
  readonly meanwhile?: (stdout: string) => Promise<void>;
  /** What standard input holds. */
  readonly input?: string;
  readonly columns?: number;
  readonly colour?: Context["terminal"]["colour"];
  /** With answers there is a terminal that asks; each answers one question. */
  readonly answers?: readonly Answer[];
}

/** What a run left behind. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The questions that were asked, and the headings between them as "# …". */
  readonly asked: readonly string[];
  /** The answers nobody wanted. */
  readonly unused: readonly Answer[];
}

/** Runs one command line of the program in this process: `run(repository, "checkin", "first-week", "completion=72")`. */
export async function run(where: TestRepository | string, ...argv: string[]): Promise<Ran> {
  return runIn({}, where, ...argv);
}

/** The same in a world of its own. */
export async function runIn(world: World, where: TestRepository | string, ...argv: string[]): Promise<Ran> {
  const at = argv.indexOf("-C");
  const shell = typeof where === "string" ? where : where.dir;
  const cwd = at === -1 ? shell : resolve(shell, argv[at + 1] ?? ".");
  const basis = typeof where === "string" ? isolatedEnvironment() : where.env;
  const env = { ...basis, PWD: shell, ...world.env };
  const asked: string[] = [];
  const answers = [...(world.answers ?? [])];
  let stdout = "";
  let stderr = "";
  const context: Context = {
    cwd,
    env,
    clock: createClock(world),
    version: "0.0.0",
    terminal: {
      holdSignals: (work) => work(),
      untilStopped: async () => world.meanwhile?.(stdout),
      write: (text) => {
        stdout += text;
      },
      page: async (text) => {
        stdout += text;
      },
      note: (text) => {
        stderr += text;
      },
      readInput: async () => world.input ?? "",
      columns: world.columns ?? 80,
      colour: world.colour ?? 0,
      prompts: world.answers ? createScript(answers, asked) : null,
    },
    store: () => openStore(cwd, env, at !== -1),
  };
  const code = await runCommand(context, argv);
  return { code, stdout, stderr, asked, unused: answers };
}

/** A clock that stands still, and chance that repeats: the same numbers in every run (mulberry32). */
function createClock({ today = "2026-10-05", timeOfDay = 0.4876 }: World): Context["clock"] {
  let state = 20261005;
  return {
    today: () => today,
    timeOfDay: () => timeOfDay,
    random() {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    },
  };
}

/** Prompts that a script answers. An answer that a question refuses is noted, and the next one that fits is taken. */
function createScript(answers: Answer[], asked: string[]): Prompts {
  const take = (message: string): string | boolean => {
    asked.push(message);
    const fits = ([question]: Answer) =>
      typeof question === "string" ? message.includes(question) : question.test(message);
    const index = answers.findIndex(fits);
    if (index === -1) throw new Error(`the script has no answer to "${message}"`);
    const [taken] = answers.splice(index, 1) as [Answer];
    if (taken[1] === CANCEL) throw new Cancelled();
    return taken[1];
  };
  return {
    async text({ message, check }) {
      for (;;) {
        const answer = String(take(message));
        const problem = check?.(answer) ?? null;
        if (problem === null) return answer;
        asked.push(`! ${problem}`);
      }
    },
    async choose({ message, options, initial }) {
      const answer = take(message);
      // Enter takes what is offered.
      const found =
        options.find(({ value }) => value === answer) ??
        options.find(({ value }) => answer === "" && value === (initial ?? options[0]?.value));
      if (found) return found.value;
      throw new Error(
        `"${message}" does not offer "${answer}", only ${options.map(({ value }) => value).join(", ")}`,
      );
    },
    async confirm({ message }) {
      return take(message) === true;
    },
    async section(title, lines = []) {
      asked.push([`# ${title}`, ...lines].join("\n"));
    },
  };
}
