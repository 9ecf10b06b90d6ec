import type { Fix, Remark, Source } from "../model/finding.ts";
import { closest } from "../model/id.ts";
import { nameMeant } from "../model/spelling.ts";
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
    const repair = fix ?? references.repair(file, problem.pointer, problem.part);
    return { ...common, ...problem, ...(repair === null ? {} : { fix: repair }) };
  });
  if (problems.length > MOST)
    remarks.push({
      ...common,
      pointer: [],
      message: `there are ${problems.length - MOST} more problems in this file`,
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
  if (!("kind" in properties))
    return {
      ...common,
      message: "the frontmatter has no kind",
      hint: `add kind: ${KINDS.join(", kind: ")}; a document that is not for okr goes without frontmatter`,
      ...fixed(nameOfKind(properties)),
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
