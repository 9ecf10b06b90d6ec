import { isUtf8 } from "node:buffer";
import type { Day } from "../model/day.ts";
import { type Finding, type Remark, type Source, sortFindings } from "../model/finding.ts";
import { closest } from "../model/id.ts";
import { createPlan, type Objective, type Person, type Strategy, type Team } from "../model/plan.ts";
import { type CheckIn, compareRecords, type Retrospective } from "../model/records.ts";
import { DEFAULT_SETTINGS, type Settings } from "../model/settings.ts";
import type { Snapshot } from "../model/snapshot.ts";
import {
  type RawObjective,
  type RawStrategy,
  type RawTeam,
  toObjective,
  toStrategy,
  toTeam,
} from "./definitions.ts";
import { splitFrontmatter } from "./frontmatter.ts";
import { type RawCheckIn, type RawRetrospective, toCheckIn, toRetrospective } from "./record-files.ts";
import { type RawSettings, toSettings } from "./settings.ts";
import { SETTINGS_FILE, type TreeFile } from "./tree.ts";
import { validate } from "./validate.ts";
import { readQuickly } from "./yaml.ts";

/** The kinds of file, as their frontmatter names them. */
export const KINDS = ["strategy", "team", "objective", "check-in", "retrospective"] as const;
type Kind = (typeof KINDS)[number];

/** A file whose YAML is taken out but not yet read. */
interface Sheet {
  readonly source: Source;
  readonly body: string;
}

/** Everything found so far, in the order of the files. */
class Collected {
  settings: Settings = DEFAULT_SETTINGS;
  strategy: Strategy | null = null;
  readonly teams: Team[] = [];
  readonly people: Person[] = [];
  readonly objectives: Objective[] = [];
  readonly checkIns: CheckIn[] = [];
  readonly retrospectives: Retrospective[] = [];
  readonly damaged = new Set<string>();
  readonly paths: string[] = [];
  readonly findings: Finding[] = [];
  readonly remarks: Remark[] = [];
}

/** Folds the files of one tree into a snapshot. Every file that cannot be read becomes a finding; none is skipped. */
export async function readSnapshot(
  files: AsyncIterable<TreeFile> | Iterable<TreeFile>,
  day: Day,
): Promise<Snapshot> {
  const found = new Collected();
  const unusual: Sheet[] = [];
  for await (const file of files) {
    found.paths.push(file.path);
    const sheet = openFile(file, found);
    if (!sheet) continue;
    const data = readQuickly(sheet.source.yaml);
    if (data === undefined) unusual.push(sheet);
    else place(sheet, data, found);
  }
  if (unusual.length > 0 || found.remarks.length > 0) await readTheRest(unusual, found);
  return {
    day,
    settings: found.settings,
    plan: createPlan(found),
    checkIns: found.checkIns.sort(compareRecords),
    retrospectives: found.retrospectives.sort(compareRecords),
    findings: sortFindings(found.findings),
    paths: found.paths,
  };
}

/** Loads the careful reader, which also knows where everything stands, only for trees that need it. */
async function readTheRest(unusual: readonly Sheet[], found: Collected): Promise<void> {
  const { placeAt, placeRemarks, readCarefully } = await import("./yaml-careful.ts");
  for (const sheet of unusual) {
    const read = readCarefully(sheet.source.yaml);
    if ("data" in read) place(sheet, read.data, found);
    else {
      markDamaged(sheet.source.yaml, found);
      for (const { offset, message, hint } of read.problems)
        found.findings.push({
          rule: "unreadable-file",
          severity: "error",
          ...placeAt(sheet.source, offset),
          message,
          hint,
          subject: null,
        });
    }
  }
  const places = placeRemarks(found.remarks);
  for (const [index, { rule, severity, message, hint, subject }] of found.remarks.entries())
    found.findings.push({
      rule,
      severity,
      message,
      hint,
      subject,
      ...(places[index] as (typeof places)[number]),
    });
}

/** Takes a file's YAML out; null when it has none or cannot be read, which is then a finding. */
function openFile(file: TreeFile, found: Collected): Sheet | null {
  const { path } = file;
  const report = (line: number, message: string, hint: string, rule = "unreadable-file") => {
    found.findings.push({ rule, severity: "error", path, line, column: 1, message, hint, subject: null });
    return null;
  };
  if ("problem" in file) return report(1, file.problem.message, file.problem.hint);
  if (!isUtf8(file.bytes)) return report(1, "is not UTF-8 text", "save it with the encoding UTF-8");
  const text = file.bytes.toString("utf8");
  const marker = conflictLine(text);
  if (path === SETTINGS_FILE) {
    if (marker > 0) return report(marker, CONFLICT.message, CONFLICT.hint, "conflict-marker");
    return { source: { path, yaml: text, line: 1 }, body: "" };
  }
  const parts = splitFrontmatter(text);
  if (marker > 0 && (parts !== null || marker === 1)) {
    markDamaged(text, found);
    return report(marker, CONFLICT.message, CONFLICT.hint, "conflict-marker");
  }
  if (parts === null) return null;
  if ("message" in parts) return report(parts.line, parts.message, parts.hint);
  return { source: { path, yaml: parts.yaml, line: parts.yamlLine }, body: parts.body };
}

const CONFLICT = {
  message: "a merge left its conflict markers here",
  hint: "keep what is right of both sides, remove the lines <<<<<<<, ======= and >>>>>>>, and commit",
};

/** The line of the first conflict marker, or 0. */
function conflictLine(text: string): number {
  const at = text.startsWith("<<<<<<< ") ? 0 : text.indexOf("\n<<<<<<< ") + 1;
  if (at === 0 && !text.startsWith("<<<<<<< ")) return 0;
  return /^>>>>>>> /m.test(text) ? text.slice(0, at).split("\n").length : 0;
}

/** Remembers the ids of a file that cannot be read, so that what refers to them is not reported as well. */
function markDamaged(text: string, found: Collected): void {
  for (const match of text.matchAll(/^[\s-]*\{?\s*id:[ \t]*["']?([a-z0-9-]{1,64})/gm))
    found.damaged.add(match[1] as string);
}

/** Validates a file's data and puts it where it belongs. */
function place(sheet: Sheet, data: unknown, found: Collected): void {
  const { source } = sheet;
  const remark = (
    pointer: Remark["pointer"],
    part: "key" | "value",
    message: string,
    hint: string,
    subject: string | null,
  ) =>
    found.remarks.push({ rule: "schema", severity: "error", source, pointer, part, message, hint, subject });
  const kind = source.path === SETTINGS_FILE ? "okr" : kindOf(data);
  if (kind === null || typeof kind === "object") {
    const { message, hint } = kind ?? NO_KIND;
    remark(["kind"], "value", message, hint, null);
    return;
  }
  const problems = validate(kind, data);
  if (problems.length > 0) {
    const subject = subjectOf(data);
    for (const problem of problems)
      remark(problem.pointer, problem.part, problem.message, problem.hint, subject);
    markDamaged(source.yaml, found);
    return;
  }
  keep(kind, data, sheet, found);
}

const NO_KIND = {
  message: "the frontmatter has no kind",
  hint: `add kind: ${KINDS.join(", kind: ")}; a document that is not for okr goes without frontmatter`,
};

function kindOf(data: unknown): Kind | { message: string; hint: string } | null {
  if (typeof data !== "object" || data === null || !("kind" in data)) return null;
  const { kind } = data;
  if (KINDS.includes(kind as Kind)) return kind as Kind;
  const near = typeof kind === "string" ? closest(kind, KINDS) : null;
  return {
    message: `the kind ${JSON.stringify(kind)} is unknown`,
    hint: near ? `did you mean "${near}"?` : `the kinds are ${KINDS.join(", ")}`,
  };
}

function subjectOf(data: unknown): string | null {
  const { id, objective } = (data ?? {}) as { id?: unknown; objective?: unknown };
  if (typeof id === "string") return id;
  return typeof objective === "string" ? objective : null;
}

/** Turns data that its schema lets through into model data. */
function keep(kind: Kind | "okr", data: unknown, { source, body }: Sheet, found: Collected): void {
  switch (kind) {
    case "okr":
      found.settings = toSettings(data as RawSettings);
      return;
    case "strategy":
      if (found.strategy) found.remarks.push(secondStrategy(source, found.strategy));
      found.strategy ??= toStrategy(data as RawStrategy, body, source);
      return;
    case "team": {
      const { team, people } = toTeam(data as RawTeam, body, source);
      found.teams.push(team);
      found.people.push(...people);
      return;
    }
    case "objective":
      found.objectives.push(toObjective(data as RawObjective, body, source));
      return;
    case "check-in":
      found.checkIns.push(toCheckIn(data as RawCheckIn, body, source));
      return;
    case "retrospective":
      found.retrospectives.push(toRetrospective(data as RawRetrospective, body, source));
  }
}

function secondStrategy(source: Source, first: Strategy): Remark {
  return {
    rule: "duplicate-id",
    severity: "error",
    source,
    pointer: ["kind"],
    message: `there is a strategy in ${first.source.path} already`,
    hint: "merge the two: a company has one strategy file",
    subject: "strategy",
  };
}
