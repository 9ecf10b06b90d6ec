import { isUtf8 } from "node:buffer";
import { setImmediate as breathe } from "node:timers/promises";
import type { Day } from "../model/day.ts";
import { type Finding, type Remark, type Source, sortFindings } from "../model/finding.ts";
import { NO_HISTORY } from "../model/history.ts";
import { createPlan, type Objective, type Person, type Strategy, type Team } from "../model/plan.ts";
import { type CheckIn, compareRecords, type Retrospective } from "../model/records.ts";
import { DEFAULT_SETTINGS, type Settings } from "../model/settings.ts";
import type { ExceptionText, Snapshot } from "../model/snapshot.ts";
import type { BlobNames } from "./blob-name.ts";
import { toContent } from "./content.ts";
import { secondStrategy } from "./definitions.ts";
import { listExceptions } from "./exceptions.ts";
import { FRONTMATTER_BYTES, findLostFrontmatter, splitFrontmatter } from "./frontmatter.ts";
import type { RefusedFile } from "./refused.ts";
import { cycleRemarks, type RawSettings } from "./settings.ts";
import { claimsOkrs, SETTINGS_FILE, type TreeFile } from "./tree.ts";
import { isValid, KINDS, type Kind } from "./valid.ts";
import { readQuickly } from "./yaml.ts";

/** A file taken apart. */
interface Sheet {
  readonly source: Source;
  readonly body: string;
}

/** Everything found so far. */
class Collected {
  settings: Settings = DEFAULT_SETTINGS;
  readonly strategies: Strategy[] = [];
  readonly teams: Team[] = [];
  readonly people: Person[] = [];
  readonly objectives: Objective[] = [];
  readonly checkIns: CheckIn[] = [];
  readonly retrospectives: Retrospective[] = [];
  readonly damaged = new Set<string>();
  readonly exceptions: ExceptionText[] = [];
  readonly paths: string[] = [];
  readonly findings: Finding[] = [];
  readonly remarks: Remark[] = [];
  /** What only the careful reader can read. */
  readonly unusual: Sheet[] = [];
  /** What its schema refuses; the words for it are loaded only then. */
  readonly refused: RefusedFile[] = [];
}

/**
 * Folds the files of one tree into a snapshot. Every file that cannot be read becomes a finding; none is skipped, unless `about`
 * names the one id that is asked about: then objectives and records that do not mention it are passed over.
 * @param names takes down what git would call the contents, where that is wanted
 */
export async function readSnapshot(
  files: AsyncIterable<TreeFile> | Iterable<TreeFile>,
  day: Day,
  about: string | null = null,
  names: BlobNames | null = null,
): Promise<Snapshot> {
  const found = new Collected();
  for await (const file of files) {
    // What git tells meanwhile has to be taken in, or git waits.
    if (found.paths.push(file.path) % BREATH === 0) await breathe();
    if (about !== null && "bytes" in file && !mentions(file.bytes, about)) continue;
    if (names !== null && "bytes" in file) names.add(file.path, file.bytes);
    const sheet = openFile(file, found);
    const data = sheet && readQuickly(sheet.source.yaml);
    if (sheet && data === undefined) found.unusual.push(sheet);
    else if (sheet) place(sheet, data, found);
  }
  if (found.unusual.length > 0) await readTheRest(found);
  const [strategy = null] = found.strategies.sort(byPath);
  for (const { source } of found.strategies.slice(1))
    found.remarks.push(secondStrategy(source, strategy as Strategy));
  if (found.refused.length > 0) {
    const { explainRefused } = await import("./refused.ts");
    for (const remark of explainRefused(found.refused, found)) found.remarks.push(remark);
  }
  if (found.remarks.length > 0) await locate(found);
  const { teams, people, objectives, damaged } = found;
  return {
    day,
    settings: found.settings,
    // Of two with the same id the first counts, whichever reader read it.
    plan: createPlan({
      strategy,
      teams: teams.sort(byPath),
      people: people.sort(byPath),
      objectives: objectives.sort(byPath),
      damaged,
    }),
    checkIns: found.checkIns.sort(compareRecords),
    retrospectives: found.retrospectives.sort(compareRecords),
    history: NO_HISTORY,
    exceptions: found.exceptions.sort(byPath),
    findings: sortFindings(
      found.findings.filter(({ rule }) => rule !== NESTED || !allowsNested(found.settings)),
    ),
    paths: found.paths.sort(),
  };
}

/** So many files are read at a stretch. */
const BREATH = 128;

const NESTED = "nested-root";

function allowsNested({ rules }: Settings): boolean {
  return rules[NESTED]?.severity === "off";
}

/** False only for an objective or a record, plainly written, without a word of this id. */
function mentions(bytes: Buffer, id: string): boolean {
  const plain = /^---\r?\nkind: (?:objective|check-in|retrospective)\r?\n/.test(
    bytes.toString("latin1", 0, 32),
  );
  return !plain || bytes.includes(id) || bytes.includes("\\");
}

function byPath(a: { readonly source: Source }, b: { readonly source: Source }): number {
  return a.source.path < b.source.path ? -1 : a.source.path > b.source.path ? 1 : 0;
}

/** Loads the careful reader only for trees that need it. What it cannot read either becomes findings. */
async function readTheRest(found: Collected): Promise<void> {
  const { placeAt, readCarefully } = await import("./yaml-careful.ts");
  for (const sheet of found.unusual) {
    const { source } = sheet;
    const read = readCarefully(source.yaml);
    if ("data" in read) {
      place(sheet, read.data, found);
      continue;
    }
    markDamaged(source.path, source.yaml, found);
    for (const { offset, message, hint } of read.problems)
      found.findings.push({
        rule: "unreadable-file",
        severity: "error",
        ...placeAt(source, offset),
        message,
        hint,
        subject: null,
      });
  }
}

/** Turns remarks into findings, with the help of the reader that knows where everything stands. */
async function locate({ remarks, findings }: Collected): Promise<void> {
  const { placeRemarks } = await import("./yaml-careful.ts");
  const places = placeRemarks(remarks);
  for (const [index, { source: _, pointer, part, ...said }] of remarks.entries())
    findings.push({ ...said, ...(places[index] as (typeof places)[number]) });
}

/** Takes a file's YAML out; null when it has none or cannot be read, which is then a finding. */
function openFile(file: TreeFile, found: Collected): Sheet | null {
  const { path } = file;
  const report = (line: number, message: string, hint: string, rule = "unreadable-file") => {
    markDamaged(path, "bytes" in file ? file.bytes.toString("latin1") : "", found);
    found.findings.push({ rule, severity: "error", path, line, column: 1, message, hint, subject: null });
    return null;
  };
  if ("problem" in file) {
    const { rule, message, hint } = file.problem;
    if (rule === undefined) return report(1, message, hint);
    found.findings.push({
      rule,
      severity: "warning",
      path,
      line: 1,
      column: 1,
      message,
      hint,
      subject: null,
    });
    return null;
  }
  if (!isUtf8(file.bytes))
    return claimsOkrs(path, file.bytes)
      ? report(1, "is not UTF-8 text", "save it with the encoding UTF-8")
      : null;
  const text = file.bytes.toString("utf8");
  if (path === SETTINGS_FILE && file.bytes.length > FRONTMATTER_BYTES)
    return report(1, `is larger than ${FRONTMATTER_BYTES / 1024} KiB`, "settings need no more than a page");
  const parts =
    path === SETTINGS_FILE
      ? { yaml: text, yamlLine: 1, body: "" }
      : (splitFrontmatter(text) ?? findLostFrontmatter(file.bytes));
  const marker = conflictLine(text);
  if (marker > 0 && (parts !== null || marker === 1))
    return report(marker, CONFLICT.message, CONFLICT.hint, "conflict-marker");
  if (parts === null) return null;
  if ("message" in parts) return report(parts.line, parts.message, parts.hint);
  const { yaml, yamlLine, body } = parts;
  return { source: { path, yaml, line: yamlLine }, body };
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

/** Remembers the ids of a file that cannot be read, and its name, so that what refers to them is not reported as well. */
function markDamaged(path: string, text: string, found: Collected): void {
  found.damaged.add(path.replace(/^.*\/|\.md$/gi, ""));
  for (const match of text.matchAll(/\bid["']?[ \t]*:[ \t]*["']?([A-Za-z0-9-]{1,64})/g))
    found.damaged.add(match[1] as string);
}

/** Puts a file's data where it belongs. */
function place(sheet: Sheet, data: unknown, found: Collected): void {
  const { source } = sheet;
  const kind = source.path === SETTINGS_FILE ? "okr" : kindOf(data);
  if (kind !== null && isValid(kind, data)) {
    keep(kind, data, sheet, found);
    return;
  }
  markDamaged(source.path, source.yaml, found);
  found.refused.push({ source, kind, data });
}

function kindOf(data: unknown): Kind | null {
  const kind = typeof data === "object" && data !== null && "kind" in data ? data.kind : null;
  return KINDS.find((one) => one === kind) ?? null;
}

/** Turns data that its schema lets through into model data. */
function keep(kind: Kind | "okr", data: unknown, { source, body }: Sheet, found: Collected): void {
  const content = toContent({ kind, data, body }, source);
  found.exceptions.push(...listExceptions(source, data as Record<string, unknown>));
  switch (content.kind) {
    case "settings":
      found.settings = content.settings;
      found.remarks.push(...cycleRemarks(source, data as RawSettings, found.settings));
      return;
    case "strategy":
      found.strategies.push(content.strategy);
      return;
    case "team":
      found.teams.push(content.team);
      found.people.push(...content.people);
      return;
    case "objective":
      found.objectives.push(content.objective);
      return;
    case "record":
      if (content.record.kind === "check-in") found.checkIns.push(content.record);
      else found.retrospectives.push(content.record);
  }
}
