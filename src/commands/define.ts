import type { Command as Program } from "commander";
import type { Context } from "../context.ts";
import type { Outcome } from "../errors.ts";

/** One option of a command: how it is written, and how its value is read. */
export interface Option<T> {
  install(program: Program): void;
  read(given: Readonly<Record<string, unknown>>): T;
}

/** The options of a command, by the name it reads them by. */
export type Options = Readonly<Record<string, Option<unknown>>>;

/** The values of a command's options. */
export type Given<O extends Options> = { readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never };

/** One subcommand. `run` is plumbing: it reads through the context, asks an analysis and writes what render made of it. */
export interface Command<O extends Options = Options> {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  /** Arguments as commander writes them: `[objective]`, `<kind>`, `[values...]`, each with its meaning. */
  readonly arguments?: readonly (readonly [name: string, meaning: string])[];
  readonly options: O;
  /** Lines shown under "Examples" in the help; the first is the most common use. */
  readonly examples: readonly string[];
  run(context: Context, options: Given<O>, words: readonly string[]): Promise<Outcome>;
}

/** Makes a command of its parts; its options' types follow from their definitions. */
export function defineCommand<O extends Options>(command: Command<O>): Command {
  return command as unknown as Command;
}
