import { resolve } from "node:path";
import type { Command as Program } from "commander";
import type { Command } from "./commands/define.ts";
import { aliases, commands } from "./commands/index.ts";
import { Cancelled, type Clock, type Context } from "./context.ts";
import { exitCode, type Outcome, UserError } from "./errors.ts";
import { fromNumber } from "./model/day.ts";
import { safe, safeLines } from "./render/safe.ts";
import { createTerminal } from "./terminal.ts";

declare const __OKR_VERSION__: string | undefined;

/** Runs the program of this process: arguments in, exit code out. */
export async function main(): Promise<void> {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  const argv = process.argv.slice(2);
  process.exitCode = await runCommand(createContext(argv, systemClock), argv);
}

/** The world of this process, as the options that stand before everything else shape it. */
export function createContext(argv: readonly string[], clock: Clock): Context {
  const { directory, colour } = leadingOptions(argv);
  const { env } = process;
  const cwd = resolve(process.cwd(), directory);
  const store = async () => (await import("./store/store.ts")).openStore(cwd, env);
  const version = typeof __OKR_VERSION__ === "string" ? __OKR_VERSION__ : "0.0.0";
  return {
    cwd,
    env,
    clock,
    version,
    terminal: createTerminal(process, colour),
    store,
  };
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
  const { terminal } = context;
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
    .configureOutput({
      writeOut: (text) => terminal.write(text),
      writeErr: (text) => terminal.note(text),
      outputError: (text, write) =>
        write(
          `okr: ${safe(
            text
              .replace(/^error: /, "")
              .replace(/\n/g, " ")
              .trim(),
          )}\n`,
        ),
      getOutHelpWidth: () => terminal.columns,
    })
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

async function wantedCommands(argv: readonly string[]): Promise<Command[]> {
  const word = argv.find((token, index) => !token.startsWith("-") && argv[index - 1] !== "-C");
  const load = word === undefined ? undefined : commands[aliases[word] ?? word];
  if (load) return [await load()];
  if (argv[0] === "--version") return [];
  return Promise.all(Object.values(commands).map((one) => one()));
}

/** The options that shape the context, wherever they stand. */
function leadingOptions(argv: readonly string[]): { directory: string; colour: boolean | null } {
  const end = argv.includes("--") ? argv.indexOf("--") : argv.length;
  const words = argv.slice(0, end);
  const at = words.lastIndexOf("-C");
  const colour = words.lastIndexOf("--color") - words.lastIndexOf("--no-color");
  return { directory: at === -1 ? "." : (words[at + 1] ?? "."), colour: colour === 0 ? null : colour > 0 };
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

const systemClock: Clock = {
  today() {
    const now = new Date();
    return fromNumber(Math.floor((now.getTime() - now.getTimezoneOffset() * 60_000) / 86_400_000));
  },
  timeOfDay() {
    const now = new Date();
    return (now.getHours() * 3600 + now.getMinutes() * 60 + now.getSeconds()) / 86_400;
  },
  random: Math.random,
};
