import { UserError } from "../errors.ts";
import { idProblem } from "../model/id.ts";
import { parseNumber } from "../model/metrics/metric.ts";
import type { Given, Option } from "./define.ts";
import { choice, flag, format, text, texts } from "./options.ts";

/** What `okr new` can write. */
export const NOUNS = ["objective", "key-result", "team", "person"] as const;
/** What `okr new` can write. */
export type Noun = (typeof NOUNS)[number];

/** Every option of `okr new`; a summary begins with the nouns that the option is for. */
export const newOptions = {
  id: id("--id <id>", "its id, where the one made from the title is not wanted"),
  team: text("--team <id>", "objective, person: the team; your own when left out"),
  cycle: text("--cycle <id>", "objective: the cycle; the current one when left out"),
  type: choice("--type <type>", "objective: aspirational (the default) or committed", [
    "aspirational",
    "committed",
  ]),
  owner: text(
    "--owner <person>",
    "objective, key-result: who answers for it; of an objective you, when left out",
  ),
  align: texts(
    "--align <ref>",
    "objective: the objective, key result or priority it serves; may be repeated",
  ),
  dependsOn: texts(
    "--depends-on <id>",
    "objective: an objective of another team that it needs; may be repeated",
  ),
  why: text("--why <text>", "objective: why it matters"),
  keyResult: texts("--key-result <title>", 'objective: "Increase … from 65 % to 90 %"; may be repeated'),
  backup: text(
    "--backup <person>",
    "objective, key-result: who takes over when the owner is away; of an objective for each --key-result",
  ),
  weight: amount("--weight <number>", "key-result: its share of the objective's score"),
  metric: choice("--metric <metric>", "key-result: number, limit, milestones or binary", [
    "number",
    "limit",
    "milestones",
    "binary",
  ]),
  baseline: amount("--baseline <number>", "key-result: the value today, where the title does not say it"),
  target: amount("--target <number>", "key-result: the value to reach"),
  atLeast: amount("--at-least <number>", "key-result: the lowest value that holds the limit"),
  atMost: amount("--at-most <number>", "key-result: the highest value that holds the limit"),
  milestone: texts("--milestone <title>", "key-result: a step to reach; may be repeated"),
  unit: text("--unit <unit>", "key-result: what values are counted in"),
  level: choice("--level <level>", "team: team (the default), unit or company", ["team", "unit", "company"]),
  parent: text("--parent <team>", "team: the unit or company it belongs to"),
  lead: text("--lead <person>", "team: who answers for its objectives"),
  coach: text("--coach <person>", "team: who keeps the practice alive"),
  member: texts(
    "--member <person>",
    'team: "Ana Souza <ana@example.com>", or the id of a known person; may be repeated',
  ),
  email: text("--email <address>", "person: the address they commit with"),
  mentor: text("--mentor <person>", "person: who helps this newcomer"),
  commit: flag("--commit", "commit the file as well"),
  dryRun: flag("--dry-run", "show the text of the file and write nothing"),
  format: format(["text", "json"]),
};

/** What the flags of `okr new` say. */
export type NewOptions = Given<typeof newOptions>;

type Name = keyof typeof newOptions;

/** How a key result is measured, as flags say it. */
export const MEASURE_OPTIONS: readonly Name[] = [
  "metric",
  "baseline",
  "target",
  "atLeast",
  "atMost",
  "milestone",
  "unit",
];
const ALWAYS: readonly Name[] = ["id", "commit", "dryRun", "format"];
const BELONGING: Readonly<Record<Noun, readonly Name[]>> = {
  objective: [
    "team",
    "cycle",
    "type",
    "owner",
    "align",
    "dependsOn",
    "why",
    "keyResult",
    "backup",
    ...MEASURE_OPTIONS,
  ],
  "key-result": ["owner", "backup", "weight", ...MEASURE_OPTIONS],
  team: ["level", "parent", "lead", "coach", "member"],
  person: ["team", "email", "mentor"],
};

/** Throws a UserError where an option is given that has nothing to do with the noun. */
export function requireBelonging(noun: Noun, options: NewOptions): void {
  const belonging = [...ALWAYS, ...BELONGING[noun]];
  const stray = (Object.keys(newOptions) as Name[]).find(
    (name) => isGiven(options[name]) && !belonging.includes(name),
  );
  if (stray === undefined) return;
  const nouns = NOUNS.filter((other) => BELONGING[other].includes(stray));
  throw new UserError(
    `${flagOf(stray)} says nothing about ${noun === "objective" ? "an" : "a"} ${noun}`,
    `it belongs to okr new ${nouns.join(" and okr new ")}`,
  );
}

/** Whether an option was given a value. */
export function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== false;
}

function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function amount(flags: string, summary: string): Option<number | null> {
  const option = text(flags, summary);
  return {
    install: option.install,
    read(given) {
      const typed = option.read(given);
      const number = typed === null ? null : parseNumber(typed);
      if (number === null || typeof number === "number") return number;
      throw new UserError(`${flags.split(" ")[0]} ${number.message}`, number.hint);
    },
  };
}

function id(flags: string, summary: string): Option<string | null> {
  const option = text(flags, summary);
  return {
    install: option.install,
    read(given) {
      const typed = option.read(given);
      const problem = typed === null ? null : idProblem(typed);
      if (problem === null) return typed;
      throw new UserError(
        `${flags.split(" ")[0]} is "${typed}", which ${problem}`,
        "write an id such as first-week",
      );
    },
  };
}
