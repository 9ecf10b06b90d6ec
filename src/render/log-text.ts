import type { Asked } from "../analysis/journal/asked.ts";
import type { Bundle } from "../analysis/journal/bundles.ts";
import type { Entry } from "../analysis/journal/entry.ts";
import type { Answer } from "../analysis/journal.ts";
import type { Followed } from "../analysis/overview.ts";
import type { Objective } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { goalpostRemark } from "./goalpost-text.ts";
import type { Medium } from "./index.ts";
import { type Fact, factsOf, GOALPOST, listFacts, type Words } from "./log-facts.ts";
import { headOf } from "./log-head.ts";
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
  readonly asked: Asked;
  /** Outside git nobody knows who wrote what and when. */
  readonly inGit: boolean;
  /** What the bodies of the records say, by entry. */
  readonly words: ReadonlyMap<Entry, Words>;
}

const WIDEST = 120;
const INDENT = "    ";

/** The story, the newest first: a line on what happened, when, by whom and in which commit, then what it says. */
export function logText(report: LogReport, { style: terminal }: Pick<Medium, "style">): string {
  const style = { ...terminal, columns: Math.min(terminal.columns, WIDEST) };
  const { colour, columns } = style;
  const { bundles, more } = report.answer;
  const lines = [...titleLines(report, style), ...legendLines(report, style)];
  if (bundles.length === 0)
    lines.push(...(lines.length > 0 ? [""] : []), ...wrap(nothingToTell(report), columns));
  const told = bundles.map((bundle) => ({ bundle, facts: factsOfBundle(bundle, report) }));
  const labels = told.flatMap(({ facts }) =>
    facts.flatMap(({ label, kind }) => (kind === "heading" ? [] : width(label))),
  );
  const widest = labels.reduce((most, one) => Math.max(most, one), 0);
  const room = Math.min(widest, 24, Math.floor(columns / 4));
  for (const { bundle, facts } of told) {
    if (lines.length > 0) lines.push("");
    lines.push(...headLines(bundle, report, style));
    for (const fact of facts) for (const line of factLines(fact, room, style)) lines.push(line);
  }
  if (more.bundles > 0) {
    const rest = `and ${more.bundles} older: leave out --limit to see ${more.bundles === 1 ? "it" : "them"}`;
    lines.push("", ...wrap(rest, columns).map((line) => colour.dim(line)));
  }
  return `${lines.join("\n")}\n`;
}

/** What a reader has to know of the whole story: what the sign of a moved goalpost means, and that there is no git. */
function legendLines({ answer, inGit }: LogReport, { colour, columns }: Style): string[] {
  const marked = answer.bundles.some(([{ changes }]) => changes.some(({ goalpost }) => goalpost));
  const explained = wrap(
    `${GOALPOST} changed what counts as success, after the cycle had begun`,
    columns - 2,
  );
  return [
    ...(inGit ? [] : wrap("not in a git repository: who and when is not known", columns - 2)),
    ...(marked ? explained : []),
  ].map((line) => `  ${inMark(line, colour.dim, colour)}`);
}

/** A line that may begin with the sign of a moved goalpost, which stands out. */
function inMark(line: string, paint: (text: string) => string, colour: Style["colour"]): string {
  if (!line.startsWith(GOALPOST)) return paint(line);
  return colour.yellow(GOALPOST) + paint(line.slice(GOALPOST.length));
}

function factsOfBundle(bundle: Bundle, { words, asked }: LogReport): Fact[] {
  const [entry] = bundle;
  const many = asked.objective === null;
  return bundle.length > 1 ? listFacts(bundle, many) : factsOf(entry, words.get(entry) ?? null, !many);
}

function nothingToTell({ snapshot, asked }: LogReport): string {
  const { plan, checkIns, findings } = snapshot;
  if (plan.objectives.length + checkIns.length > 0) return nothingThatMatches(asked);
  return findings.length > 0
    ? "Nothing can be read; okr check says what is wrong."
    : "Nothing has happened yet.";
}

/** `No check-in by joao since 2026-11-01.` */
function nothingThatMatches({ kinds, author, since, until, team, cycle, person }: Asked): string {
  const parts = [
    kinds.length === 0 ? "Nothing" : `No ${[...new Set(kinds)].join(" or ")}`,
    ...(author === null ? [] : [`by ${safe(author)}`]),
    ...(team === null ? [] : [`of team ${safe(team)}`]),
    ...(person === null ? [] : [`of what ${safe(person)} has a part in`]),
    ...(cycle === null ? [] : [`in ${safe(cycle)}`]),
    ...(since === null ? [] : [`since ${since}`]),
    ...(until === null ? [] : [`until ${until}`]),
  ];
  return parts.length === 1 && kinds.length === 0 ? "Nothing happened that matches." : `${parts.join(" ")}.`;
}

/** The objective or key result asked for, how it stands, and how its goalposts moved. */
function titleLines({ objective, followed, asked, snapshot }: LogReport, style: Style): string[] {
  if (objective === null) return [];
  const { keyResult } = asked;
  const { colour, columns } = style;
  const measured = objective.keyResults.find(({ id }) => id === keyResult);
  const name = safe(keyResult === null ? objective.id : `${objective.id}/${keyResult}`);
  const title = wrap(safe(keyResult === null ? objective.title : (measured?.title ?? "")), columns - 2);
  const facts =
    keyResult === null
      ? [objective.team, objective.cycle, objective.type, objective.owner].map(safe).join(" · ")
      : ((measured && movement(measured)) ?? "no longer among the key results");
  const remark = keyResult === null && followed ? goalpostRemark(followed) : null;
  const scored = keyResult === null ? followed : findScored(followed, keyResult);
  const isDamaged = snapshot.plan.damaged.has(objective.id);
  const standing = isDamaged
    ? ["its file cannot be read now: okr check tells why"]
    : followed === null
      ? ["no longer in the plan: this is how it was last"]
      : scored
        ? [`score ${decimal(scored.score)}`]
        : [];
  return [
    colour.bold(truncate(name, columns)),
    ...[...title, ...wrap(facts, columns - 2).map((line) => colour.dim(line))].map((line) => `  ${line}`),
    ...wrap([...standing, ...(remark === null ? [] : [remark])].join("; "), columns - 2).map(
      (line) => `  ${line}`,
    ),
  ];
}

function findScored(followed: Followed | null, id: string) {
  return followed?.keyResults.find(({ keyResult }) => keyResult.id === id);
}

/** `2026-11-20  check-in  first-week  Ana Souza  4c1f0e2`, and below it what a reader would not expect. */
function headLines(bundle: Bundle, report: LogReport, { colour, columns }: Style): string[] {
  const { day, what, who, remarks } = headOf(bundle, report.snapshot, report.inGit);
  const [{ commit, objective }] = bundle;
  const named = report.asked.objective === null && bundle.length === 1 && objective !== null;
  const pieces = [
    ...(day === null && !report.inGit ? [] : [day ?? "no date"]),
    colour.bold(truncate(safe(what), columns)),
    ...(named ? [colour.cyan(truncate(safe(objective), columns))] : []),
    ...(who === null ? [] : [truncate(safe(who), Math.min(40, columns))]),
    ...(report.inGit ? [colour.yellow(commit?.id.slice(0, 7) ?? "not committed yet")] : []),
  ];
  const below = remarks.flatMap((remark) => wrap(safe(remark), columns - INDENT.length));
  return [...flow(pieces, columns), ...below.map((line) => INDENT + colour.dim(line))];
}

/** A label with the lines of its text beside it, or below it where it is a heading or too long. */
function factLines(
  { label, lines, kind, marked = false }: Fact,
  room: number,
  { colour, columns }: Style,
): string[] {
  const paint = kind === "key-result" ? colour.cyan : colour.dim;
  const above = kind === "heading" || width(label) > room;
  const indent = INDENT + " ".repeat(above ? 2 : room + 2);
  const painted = (line: string) => (marked ? inMark(line, (text) => text, colour) : line);
  const texts = lines.flatMap((line) => wrap(line, columns - indent.length)).map(painted);
  if (above)
    return [INDENT + paint(truncate(label, columns - INDENT.length)), ...texts.map((line) => indent + line)];
  const [first = "", ...rest] = texts;
  return [`${INDENT}${paint(pad(label, room))}  ${first}`.trimEnd(), ...rest.map((line) => indent + line)];
}
