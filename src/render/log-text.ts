import type { Entry } from "../analysis/journal/entry.ts";
import type { Answer } from "../analysis/journal.ts";
import type { Followed } from "../analysis/overview.ts";
import type { Objective } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { goalpostRemark } from "./goalpost-text.ts";
import type { Medium } from "./index.ts";
import { type Fact, factsOf, listFacts, type Words } from "./log-facts.ts";
import { type Block, groupEntries, headOf } from "./log-head.ts";
import { safe } from "./safe.ts";
import type { Style } from "./style.ts";
import { flow, pad, truncate, width, wrap } from "./width.ts";
import { decimal, movement } from "./words.ts";

/** What `okr log` shows. */
export interface LogReport {
  readonly answer: Answer;
  readonly snapshot: Snapshot;
  /** The objective asked for, as it was last; null where none was, or nobody ever defined it. */
  readonly objective: Objective | null;
  /** How it stands; null where it is not in the plan any more. */
  readonly followed: Followed | null;
  readonly keyResult: string | null;
  /** Whether more was asked than one objective, so that every entry has to name its own. */
  readonly many: boolean;
  /** What the bodies of the records say, by entry. */
  readonly words: ReadonlyMap<Entry, Words>;
}

const WIDEST = 120;
const INDENT = "    ";

/** The story, the newest first: a line on what happened, when, by whom and in which commit, then what it says. */
export function logText(report: LogReport, { style: terminal }: Pick<Medium, "style">): string {
  const style = { ...terminal, columns: Math.min(terminal.columns, WIDEST) };
  const { entries, more } = report.answer;
  const lines = titleLines(report, style);
  if (entries.length === 0)
    lines.push(...(lines.length > 0 ? [""] : []), ...wrap(nothingToTell(report), style.columns));
  const told = groupEntries(entries).map((block) => ({ block, facts: factsOfBlock(block, report) }));
  const labels = told.flatMap(({ facts }) =>
    facts.flatMap(({ label, kind }) => (kind === "heading" ? [] : width(label))),
  );
  const room = Math.min(Math.max(0, ...labels), 24, Math.floor(style.columns / 4));
  for (const { block, facts } of told) {
    if (lines.length > 0) lines.push("");
    lines.push(...headLines(block, report, style));
    for (const fact of facts) lines.push(...factLines(fact, room, style));
  }
  const marked = entries.some(({ changes }) => changes.some(({ goalpost }) => goalpost));
  const notes = [
    ...(marked ? ["◆ goalpost: changed what counts as success, after the cycle had begun"] : []),
    ...(more > 0 ? [`and ${more} older: leave out --limit to see ${more === 1 ? "it" : "them"}`] : []),
  ];
  if (notes.length > 0)
    lines.push(
      "",
      ...notes.flatMap((note) => wrap(note, style.columns).map((line) => style.colour.dim(line))),
    );
  return `${lines.join("\n")}\n`;
}

function factsOfBlock(block: Block, { words, many }: LogReport): Fact[] {
  const [entry] = block;
  return block.length > 1 ? listFacts(block, many) : factsOf(entry, words.get(entry) ?? null, !many);
}

function nothingToTell({ snapshot }: LogReport): string {
  const { plan, checkIns, findings } = snapshot;
  if (plan.objectives.length + checkIns.length > 0) return "Nothing happened that matches.";
  return findings.length > 0
    ? "Nothing can be read; okr check says what is wrong."
    : "Nothing has happened yet.";
}

/** The objective or key result asked for, how it stands, and how its goalposts moved. */
function titleLines({ objective, followed, keyResult }: LogReport, style: Style): string[] {
  if (objective === null) return [];
  const { colour, columns } = style;
  const measured = objective.keyResults.find(({ id }) => id === keyResult);
  const name = safe(keyResult === null ? objective.id : `${objective.id}/${keyResult}`);
  const title = wrap(safe(keyResult === null ? objective.title : (measured?.title ?? "")), columns - 2);
  const facts =
    keyResult === null
      ? [objective.team, objective.cycle, objective.type, objective.owner].map(safe).join(" · ")
      : ((measured && movement(measured)) ?? "no longer among the key results");
  const remark = keyResult === null && followed ? goalpostRemark(followed) : null;
  const scored = followed?.keyResults.find((one) => one.keyResult.id === keyResult) ?? followed;
  const score = scored
    ? [`score ${decimal(scored.score)}`]
    : ["no longer in the plan: this is how it was last"];
  return [
    colour.bold(truncate(name, columns)),
    ...[...title, ...wrap(facts, columns - 2).map((line) => colour.dim(line))].map((line) => `  ${line}`),
    ...wrap([...score, ...(remark === null ? [] : [remark])].join("; "), columns - 2).map(
      (line) => `  ${line}`,
    ),
  ];
}

/** `2026-11-20  check-in  first-week  Ana Souza  4c1f0e2`, and below it what a reader would not expect. */
function headLines(block: Block, report: LogReport, { colour, columns }: Style): string[] {
  const { day, what, who, remarks } = headOf(block, report.snapshot);
  const [{ commit, objective }] = block;
  const named = report.many && block.length === 1 && objective !== null;
  const pieces = [
    day ?? "no date",
    colour.bold(truncate(safe(what), columns)),
    ...(named ? [colour.cyan(truncate(safe(objective), columns))] : []),
    ...(who === null ? [] : [truncate(safe(who), Math.min(40, columns))]),
    colour.yellow(commit === null ? "not committed yet" : commit.id.slice(0, 7)),
  ];
  const below = remarks.flatMap((remark) => wrap(safe(remark), columns - INDENT.length));
  return [...flow(pieces, columns), ...below.map((line) => INDENT + colour.dim(line))];
}

/** A label with the lines of its text beside it, or below it where it is a heading or too long. */
function factLines({ label, lines, kind }: Fact, room: number, { colour, columns }: Style): string[] {
  const paint = kind === "key-result" ? colour.cyan : colour.dim;
  const above = kind === "heading" || width(label) > room;
  const indent = INDENT + " ".repeat(above ? 2 : room + 2);
  const texts = lines.flatMap((line) => wrap(line, columns - indent.length));
  if (above)
    return [INDENT + paint(truncate(label, columns - INDENT.length)), ...texts.map((line) => indent + line)];
  const [first = "", ...rest] = texts;
  return [`${INDENT}${paint(pad(label, room))}  ${first}`.trimEnd(), ...rest.map((line) => indent + line)];
}
