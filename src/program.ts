import { resolve } from "node:path";
import type { OutputConfiguration, Command as Program } from "commander";
import type { Command } from "./commands/define.ts";
import { aliases, commands } from "./commands/index.ts";
import { Cancelled, type Clock, type Context } from "./context.ts";
import { exitCode, type Outcome, UserError } from "./errors.ts";
import { safe, safeLines } from "./render/safe.ts";
import { createTerminal, type Streams } from "./terminal.ts";

/** What of a process the program needs, with what only `main` may know. */
export interface Host {
  readonly process: Streams & { cwd(): string };
  readonly clock: Clock;
  readonly version: string;
}

/** The world of a process, as the options that stand before everything else shape it. */
export function createContext({ process, clock, version }: Host, argv: readonly string[]): Context {
  const { directory, named, colour } = leadingOptions(argv);
  const { env } = process;
  const cwd = resolve(process.cwd(), directory);
  const store = async () => (await import("./store/store.ts")).openStore(cwd, env, named);
  return { cwd, env, clock, version, terminal: createTerminal(process, colour), store };
}

/** Runs one command line in a context. The only place that prints an error or decides an exit code. */
export async function runCommand(context: Context, argv: readonly string[]): Promise<number> {
  const { terminal } = context;
  try {
    let outcome: Outcome = "ok";
    const program = await buildProgram(context, argv, (ended) => {
      outcome = ended;
    });
    await program.parseAsync([...argv], { from: "user" });
    return exitCode(outcome);
  } catch (error) {
    if (isCommanderExit(error)) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof Cancelled) {
      terminal.note(`okr: cancelled${error.message === "" ? "" : `; ${safeLines(error.message)}`}\n`);
      return 2;
    }
    if (error instanceof UserError)
      terminal.note(`okr: ${safeLines(error.message)}\n${indent(safeLines(error.hint))}`);
    else
      terminal.note(
        `okr: this is a bug in okr, please report it\n${indent(safeLines(String((error as Error)?.stack ?? error)))}`,
      );
    return exitCode(error);
  }
}

/** The commander program. It knows only the command asked for; help and typing errors load them all. */
async function buildProgram(
  context: Context,
  argv: readonly string[],
  done: (outcome: Outcome) => void,
): Promise<Program> {
  const { Command: CommanderProgram, Option } = await import("commander");
  const program = new CommanderProgram("okr");
  const shared = (target: Program) =>
    target
      .addOption(new Option("-C <dir>", "run as if started in this folder"))
      .addOption(new Option("--color", "colour even where it is not a terminal"))
      .addOption(new Option("--no-color", "no colour"));
  program
    .description("Keep a company's OKRs as Markdown files in git.")
    .version(context.version, "--version", "print the version")
    .helpOption("-h, --help", "show help")
    .helpCommand("help [command]", "show help for a command")
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .configureHelp({
      minWidthToWrap: 20,
      // Usage is for a command's own page.
      subcommandTerm: (command) => [command.name(), ...command.aliases()].join(", "),
    })
    .configureOutput(outputOf(context))
    .exitOverride();
  shared(program);
  for (const command of await wantedCommands(argv)) {
    const sub = program.command(command.name).summary(command.summary).description(`${command.summary}.`);
    for (const alias of command.aliases ?? []) sub.alias(alias);
    for (const [name, meaning] of command.arguments ?? []) sub.argument(name, meaning);
    for (const option of Object.values(command.options)) option.install(sub);
    shared(sub).helpOption("-h, --help", "show help");
    sub.addHelpText(
      "after",
      `\nExamples:\n${command.examples.map((example) => `  $ ${example}`).join("\n")}`,
    );
    sub.action(async () => {
      const given = sub.opts();
      const options = Object.fromEntries(
        Object.entries(command.options).map(([name, option]) => [name, option.read(given)]),
      );
      done(await command.run(context, options, sub.args));
    });
  }
  return program;
}

/** Where commander writes to, and how wide its help may be. */
function outputOf({ terminal }: Context): OutputConfiguration {
  return {
    writeOut: (text) => terminal.write(text),
    writeErr: (text) => terminal.note(text),
    outputError: (text, write) => {
      const sentence = text
        .replace(/^error: /, "")
        .replace(/\n/g, " ")
        .trim();
      write(`okr: ${safe(sentence)}\n`);
    },
    getOutHelpWidth: () => terminal.columns,
  };
}

async function wantedCommands(argv: readonly string[]): Promise<Command[]> {
  const word = argv.find((token, index) => !token.startsWith("-") && argv[index - 1] !== "-C");
  const load = word === undefined ? undefined : commands[aliases[word] ?? word];
  if (load) return [await load()];
  if (argv[0] === "--version") return [];
  return Promise.all(Object.values(commands).map((one) => one()));
}

/** The options that shape the context, wherever they stand. */
function leadingOptions(argv: readonly string[]): {
  directory: string;
  named: boolean;
  colour: boolean | null;
} {
  const end = argv.includes("--") ? argv.indexOf("--") : argv.length;
  const words = argv.slice(0, end);
  const command = words.findIndex((word, index) => word in commands && words[index - 1] !== "-C");
  // Before the command it is ours; behind it, it may be the beginning of what somebody says: --issues "-Customers …".
  const isOurs = (word: string, index: number) =>
    word === "-C" || (word.startsWith("-C") && (index < command || !words[index - 1]?.startsWith("--")));
  const at = words.findLastIndex(isOurs);
  // The folder is the next word, or the rest of the same one: -C acme, -Cacme.
  const directory = words[at]?.slice(2) || words[at + 1] || ".";
  const colour = words.lastIndexOf("--color") - words.lastIndexOf("--no-color");
  const named = at !== -1;
  return { directory: named ? directory : ".", named, colour: colour === 0 ? null : colour > 0 };
}

function isCommanderExit(error: unknown): error is { exitCode: number } {
  return (
    error instanceof Error &&
    "exitCode" in error &&
    "code" in error &&
    String(error.code).startsWith("commander.")
  );
}

function indent(text: string): string {
  return text
    .split("\n")
    .map((line) => `  ${line}\n`)
    .join("");
}
