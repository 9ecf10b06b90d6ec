import type { Fix, Remark, Source } from "../model/finding.ts";
import { closest } from "../model/id.ts";
import { nameMeant } from "../model/spelling.ts";
import { shorten } from "./phrases.ts";
import { type Defined, References, type Refused } from "./references.ts";
import { KINDS } from "./valid.ts";
import { validate } from "./validate.ts";

/** A file that its schema refuses, or that names no kind of file there is. */
export interface RefusedFile extends Refused {
  readonly source: Source;
}

/** So many problems of one file are worth reading; the rest is only counted. */
const MOST = 20;

/** Puts into words what the schemas refuse, with the repair where only the spelling is wrong. */
export function explainRefused(refused: readonly RefusedFile[], defined: Defined): Remark[] {
  const references = new References(defined, refused);
  return refused.flatMap((file) => explain(file, references));
}

function explain(file: RefusedFile, references: References): Remark[] {
  const { source, kind, data } = file;
  if (kind === null) return [explainKind(source, data)];
  const common = { rule: "schema", severity: "error", source, subject: subjectOf(data) } as const;
  const problems = validate(kind, data);
  const remarks = problems.slice(0, MOST).map(({ fix, ...problem }): Remark => {
    const { pointer, part } = problem;
    if (fix) return { ...common, ...problem, fix };
    const repair = references.repair(file, pointer, part);
    const id = repair?.to ?? references.named(file, pointer, part);
    return { ...common, ...problem, ...(id === null ? {} : { hint: `write ${id}` }), ...fixed(repair) };
  });
  const left = problems.length - MOST;
  if (left > 0)
    remarks.push({
      ...common,
      pointer: [],
      message: `there ${left === 1 ? "is 1 more problem" : `are ${left} more problems`} in this file`,
      hint: "put these right first, then run okr check again",
    });
  return remarks;
}

function subjectOf(data: unknown): string | null {
  const { id, objective } = (data ?? {}) as { id?: unknown; objective?: unknown };
  if (typeof id === "string") return id;
  return typeof objective === "string" ? objective : null;
}

function explainKind(source: Source, data: unknown): Remark {
  const properties = (typeof data === "object" && data !== null ? data : {}) as Readonly<
    Record<string, unknown>
  >;
  const common = { rule: "schema", severity: "error", source, pointer: ["kind"], subject: null } as const;
  const rename = nameOfKind(properties);
  const name = rename?.pointer[0] ?? misspeltKind(properties);
  if (!("kind" in properties) && name !== null)
    return {
      ...common,
      pointer: [name],
      part: "key",
      message: `there is no property "${shorten(String(name))}"`,
      hint: 'did you mean "kind"?',
      ...fixed(rename),
    };
  if (!("kind" in properties))
    return {
      ...common,
      message: "the frontmatter has no kind",
      hint: `add kind: ${KINDS.join(", kind: ")}; a document that is not for okr goes without frontmatter`,
    };
  const { kind } = properties;
  const same = typeof kind === "string" ? nameMeant(kind, KINDS) : null;
  const near = same ?? (typeof kind === "string" ? closest(kind, KINDS) : null);
  return {
    ...common,
    message: `the kind ${JSON.stringify(kind)} is unknown`,
    hint: near ? `did you mean "${near}"?` : `the kinds are ${KINDS.join(", ")}`,
    ...fixed(same === null ? null : { pointer: ["kind"], part: "value", to: same }),
  };
}

/** The property that must be the kind, for it names one, and there is no other; null where that is not certain. */
function misspeltKind(properties: Readonly<Record<string, unknown>>): string | null {
  const [only = null, ...others] = Object.entries(properties)
    .filter(([, value]) => typeof value === "string" && nameMeant(value, KINDS) !== null)
    .map(([name]) => name)
    .filter((name) => closest(name.toLowerCase(), ["kind"]) !== null);
  return others.length === 0 ? only : null;
}

/** The renaming of a `Kind` that names a kind there is; another document may mean something else by it. */
function nameOfKind(properties: Readonly<Record<string, unknown>>): Fix | null {
  const [only, ...others] = Object.entries(properties).filter(([name]) => nameMeant(name, ["kind"]) !== null);
  if (only === undefined || others.length > 0) return null;
  const [name, value] = only;
  if (typeof value !== "string" || nameMeant(value, KINDS) === null) return null;
  return { pointer: [name], part: "key", to: "kind" };
}

function fixed(fix: Fix | null): { fix?: Fix } {
  return fix === null ? {} : { fix };
}
