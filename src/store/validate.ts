import checkIn from "../../schemas/check-in.schema.json" with { type: "json" };
import objective from "../../schemas/objective.schema.json" with { type: "json" };
import okr from "../../schemas/okr.schema.json" with { type: "json" };
import retrospective from "../../schemas/retrospective.schema.json" with { type: "json" };
import strategy from "../../schemas/strategy.schema.json" with { type: "json" };
import team from "../../schemas/team.schema.json" with { type: "json" };
import type { Fix, Pointer } from "../model/finding.ts";
import { closest } from "../model/id.ts";
import { bareName, nameMeant } from "../model/spelling.ts";
import { decode, freeProperties, hasType, locate, type Schema, type Spot } from "./schema.ts";
import {
  foreignWords,
  groupForeign,
  missingWords,
  nameWords,
  typeWords,
  unknownWords,
  valueWords,
  type Words,
} from "./schema-words.ts";
import { type Kind, validatorOf } from "./valid.ts";
import type * as validators from "./validators.js";

export type { Kind } from "./valid.ts";

/** Something in a file's data that its schema does not allow. */
export interface Problem {
  readonly pointer: Pointer;
  readonly part: "key" | "value";
  /** What was found; text of the data stands in it as it is. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  /** The repair, where only the spelling is wrong. */
  readonly fix?: Fix;
}

const SCHEMAS: Readonly<Record<Kind | "okr", Schema>> = {
  okr: okr as Schema,
  strategy: strategy as Schema,
  team: team as Schema,
  objective: objective as Schema,
  "check-in": checkIn as Schema,
  retrospective: retrospective as Schema,
};

/** A value with all that the validator says of it. */
interface Trouble extends Spot {
  readonly errors: validators.SchemaError[];
  /** Properties that do not go with the value of another property. */
  readonly foreign: string[];
}

/** What the schema of its kind does not allow in a file's data: one problem for each mistake, none when it is valid. */
export function validate(kind: Kind | "okr", data: unknown): Problem[] {
  const validator = validatorOf(kind);
  const root = SCHEMAS[kind];
  if (validator(data)) return [];
  const troubles = new Map<string, Trouble>();
  const refused = new Set<string>();
  for (const error of validator.errors ?? []) {
    // An `if` only says that its `then` failed; errors in a name are summed up by `propertyNames`.
    if (error.keyword === "if" || error.propertyName !== undefined) continue;
    const foreign = error.keyword === "false schema";
    const [above, name] = splitPath(error.instancePath);
    const path = foreign ? above : error.instancePath;
    const trouble = troubles.get(path) ?? { ...locate(root, data, path), errors: [], foreign: [] };
    troubles.set(path, trouble);
    if (foreign) {
      refused.add(error.instancePath);
      trouble.foreign.push(name);
    } else trouble.errors.push(error);
  }
  const isRefused = (path: string): boolean =>
    path !== "" && (refused.has(path) || isRefused(splitPath(path)[0]));
  const problems = [...troubles].flatMap(([path, trouble]) => (isRefused(path) ? [] : explain(trouble)));
  return problems.length > 0 ? problems : [UNEXPLAINED];
}

const UNEXPLAINED: Problem = {
  pointer: [],
  part: "value",
  message: "this does not have the form that its schema asks for",
  hint: "compare it with the examples in the schema",
};

/** A JSON pointer without its last step, and that step. */
function splitPath(path: string): [above: string, name: string] {
  const at = path.lastIndexOf("/");
  return [path.slice(0, Math.max(at, 0)), decode(path.slice(at + 1))];
}

/** The problems of one value. */
function explain(trouble: Trouble): Problem[] {
  const { pointer, errors, foreign, schema } = trouble;
  const here = (words: Words): Problem => ({ pointer, part: "value", ...words });
  const atKey = (name: string, words: Words, to: string | null = null): Problem => ({
    ...{ pointer: [...pointer, name], part: "key", ...words },
    ...(to === null ? {} : { fix: { pointer: [...pointer, name], part: "key", to } }),
  });
  if (!hasType(trouble)) return [here(typeWords(trouble))];
  const problems = groupForeign(trouble, foreign).map((names) =>
    atKey(names[0] as string, foreignWords(trouble, names)),
  );
  const meant = new Set<string>();
  const spellings = countSpellings(errors);
  for (const { keyword, params } of errors) {
    if (keyword === "propertyNames") {
      const name = String(params.propertyName);
      problems.push(atKey(name, nameWords(name)));
    }
    if (keyword === "additionalProperties") {
      const name = String(params.additionalProperty);
      const same = propertyMeant(trouble, name, spellings);
      const near = same ?? closest(name.toLowerCase().replaceAll("-", "_"), freeProperties(trouble));
      if (near !== null) meant.add(near);
      problems.push(atKey(name, unknownWords(trouble, name, near), same));
    }
  }
  for (const { keyword, params, schemaPath } of errors) {
    const name = String(params.missingProperty);
    // Whoever misspelt a property or took those of another metric has not left one out as well.
    const moot = meant.has(name) || (foreign.length > 0 && schemaPath.includes("/then/"));
    if (keyword === "required" && !moot) problems.push(here(missingWords(trouble, name)));
  }
  const keywords = errors.map(({ keyword }) => keyword).filter((keyword) => keyword in schema);
  const words = valueWords(trouble, keywords);
  if (words === null) return problems;
  const choice = choiceMeant(trouble, keywords);
  const fix: Fix | null = choice === null ? null : { pointer, part: "value", to: choice };
  return [...problems, { ...here(words), ...(fix === null ? {} : { fix }) }];
}

/** The free property that an unknown name is but for its spelling; null where another name here is that as well. */
function propertyMeant(
  trouble: Trouble,
  name: string,
  spellings: ReadonlyMap<string, number>,
): string | null {
  return spellings.get(bareName(name)) === 1 ? nameMeant(name, freeProperties(trouble)) : null;
}

/** How often each unknown name is here, however it is spelt. */
function countSpellings(errors: readonly validators.SchemaError[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { keyword, params } of errors) {
    if (keyword !== "additionalProperties") continue;
    const name = bareName(String(params.additionalProperty));
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** The allowed value that a refused one is but for its spelling: `two-weeks` for `Two Weeks`. */
function choiceMeant({ value, schema }: Trouble, keywords: readonly string[]): string | null {
  if (typeof value !== "string" || !keywords.some((keyword) => keyword === "enum" || keyword === "const"))
    return null;
  const choices = schema.enum ?? [schema.const];
  return nameMeant(
    value,
    choices.filter((choice) => typeof choice === "string"),
  );
}
