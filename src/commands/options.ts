import { Option as CommanderOption, InvalidArgumentError } from "commander";
import { UserError } from "../errors.ts";
import { isDay } from "../model/day.ts";
import type { Option } from "./define.ts";

/** A switch, true when it is given: `--push`, `--no-commit`. */
export function flag(flags: string, summary: string): Option<boolean> {
  const option = new CommanderOption(flags, summary);
  return {
    install: (program) => program.addOption(option),
    read: (given) => given[option.attributeName()] === !option.negate,
  };
}

/** An option with text: `--team <id>`; null when it is not given. */
export function text(flags: string, summary: string): Option<string | null> {
  const option = new CommanderOption(flags, summary);
  return {
    install: (program) => program.addOption(option),
    read: (given) => (given[option.attributeName()] as string | undefined) ?? null,
  };
}

/** A text option that may be given several times. */
export function texts(flags: string, summary: string): Option<readonly string[]> {
  const option = new CommanderOption(flags, summary).argParser(
    (value: string, before: string[] | undefined) => [...(before ?? []), value],
  );
  return {
    install: (program) => program.addOption(option),
    read: (given) => (given[option.attributeName()] as string[] | undefined) ?? [],
  };
}

/**
 * An option with one of a few words; null when it is not given. The words stand in the summary, which ends with them where it does not
 * name them itself: what commander would add to the help is said nowhere else.
 */
export function choice<T extends string>(
  flags: string,
  summary: string,
  words: readonly T[],
): Option<T | null> {
  const named = words.every((word) => summary.includes(word));
  const option = new CommanderOption(flags, named ? summary : `${summary}: ${words.join(", ")}`).argParser(
    (value: string) => {
      if ((words as readonly string[]).includes(value)) return value;
      throw new InvalidArgumentError(`Allowed choices are ${words.join(", ")}.`);
    },
  );
  return {
    install: (program) => program.addOption(option),
    read: (given) => (given[option.attributeName()] as T | undefined) ?? null,
  };
}

/** `--format NAME`, with `--json` for short. The first name is the default. */
export function format<T extends string>(names: readonly [T, ...T[]]): Option<T> {
  const named = choice("--format <name>", `how to show it: ${names.join(", ")}`, names);
  const json = flag("--json", "the same as --format json");
  return {
    install(program) {
      named.install(program);
      json.install(program);
    },
    read: (given) => (json.read(given) ? ("json" as T) : (named.read(given) ?? names[0])),
  };
}

/** A day: `--date 2026-11-20`. */
export function day(flags: string, summary: string): Option<string | null> {
  const option = text(flags, summary);
  return {
    install: option.install,
    read(given) {
      const value = option.read(given);
      if (value !== null && !isDay(value))
        throw new UserError(
          `${flags.split(" ")[0]} is "${value}", which is no day`,
          "write it as 2026-11-20",
        );
      return value;
    },
  };
}

/** A whole number from −1 on: `--max-warnings 10`; null when it is not given. */
export function count(flags: string, summary: string): Option<number | null> {
  const option = text(flags, summary);
  return {
    install: option.install,
    read(given) {
      const value = option.read(given);
      if (value !== null && !/^(?:-1|\d{1,9})$/.test(value))
        throw new UserError(
          `${flags.split(" ")[0]} is "${value}", which is no whole number from -1 on`,
          "write 0, 10, or -1",
        );
      return value === null ? null : Number(value);
    },
  };
}

/** `--at`: the tree and the day an answer is about. */
export const atOption = text("--at <rev|date>", "answer as of a commit or a day (2026-11-20)");
/** `--cycle`: the objectives of one cycle. */
export const cycleOption = text(
  "--cycle <id>",
  "only this cycle: 2026, 2026-H2, 2026-Q4, 2026-11 or an id of okr.yaml",
);
/** `--team`: the objectives of a team and the teams below it. */
export const teamOption = text("--team <id>", "only this team and the teams below it");
/** `--mine`: the objectives that the person at the keyboard has a part in. */
export const mineOption = flag("--mine", "only objectives you own or own a key result of");
/** `--output`: a file to write to instead of stdout. */
export const outputOption = text("--output <file>", "write to a file instead of the terminal");
