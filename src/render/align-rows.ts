import { isPlaced, type Landscape, type Placed, type Tie } from "../analysis/landscape.ts";
import type { Paced } from "../analysis/pace.ts";
import type { Priority } from "../model/plan.ts";
import type { Row } from "./align-tree.ts";
import { type AlignReport, mark, servedParts, standing, ticked } from "./align-words.ts";
import { safe } from "./safe.ts";
import { inStatus, type Style } from "./style.ts";
import { pad, truncate, width, wrap } from "./width.ts";
import { count, decimal } from "./words.ts";

/** With more objectives than this, each takes one line. */
const DETAILED = 40;
/** With more than this, initiatives are only counted. */
const WITH_INITIATIVES = 12;
/** A line keeps so many columns for text, however deep it stands. */
const ROOM = 34;
/** `◌ 0.63 off-track  `. */
const MARK = 18;

/** Whether there is so much that each objective takes one line. */
export function isCompact({ objectives }: Landscape): boolean {
  return objectives.length > DETAILED;
}

/** A place of the tree as lines of text. */
export function rowLines(row: Row, report: AlignReport, style: Style): string[] {
  const { node, tie, again } = row;
  if (!isPlaced(node)) return priorityLines(node, report.landscape, style);
  const [lead, stem] = [row.lead, row.stem].map((text) => withRoom(text, style)) as [string, string];
  const room = style.columns - width(lead);
  if (again) return [lead + againLine(node, tie, room, style)];
  return isCompact(report.landscape)
    ? [
        lead +
          compactLine(node, tie, report, {
            ...style,
            columns: room,
          }),
      ]
    : fullLines({ lead, stem, tie }, node, report, style);
}

/** What stands before a line, with its end where it would leave no room for text. */
function withRoom(lead: string, { columns }: Style): string {
  const most = Math.max(0, columns - ROOM);
  return lead.length <= most ? lead : lead.slice(lead.length - most);
}

function priorityLines(priority: Priority, { coverage, hidden: all }: Landscape, style: Style): string[] {
  const { bold, dim, yellow } = style.colour;
  const hidden = all.get(priority);
  const lines = wrap(safe(priority.title), style.columns - 2);
  const id = truncate(safe(priority.id), style.columns - 2);
  const last = lines.length - 1;
  const beside = 4 + width(lines[last] ?? "") + width(id) <= style.columns;
  return [
    ...lines.map(
      (line, at) => `${at === 0 ? "◆" : " "} ${bold(line)}${beside && at === last ? `  ${dim(id)}` : ""}`,
    ),
    ...(beside ? [] : [`  ${dim(id)}`]),
    ...(hidden === undefined ? [] : [`  ${dim(moreWords(hidden))}`]),
    ...(coverage.priorities.includes(priority) ? [`  ${yellow("nobody serves this priority")}`] : []),
  ];
}

/** What `--depth` leaves out below a node. */
function moreWords(hidden: number): string {
  return `… ${count(hidden, "objective")} ${hidden === 1 ? "serves" : "serve"} it`;
}

function inOwn(paced: Paced, text: string, style: Style): string {
  return inStatus(style, paced.closed ? null : paced.status, text);
}

function sign(tie: Tie | null, { colour }: Style): string {
  return tie?.contradicts ? ` ${colour.red("≠")}` : "";
}

/** An objective that is shown whole further up: where it stands, and what it serves here. */
function againLine(placed: Placed, tie: Tie | null, columns: number, style: Style): string {
  const served = tie === null ? [] : servedParts(tie);
  const what = served.length === 0 ? "" : `, serves ${served.join(", ")}`;
  const room = columns - MARK - (tie?.contradicts ? 2 : 0);
  const rest = truncate(safe(`${placed.objective.id} (see above)${what}`), room);
  return `${inOwn(placed, pad(mark(placed), MARK), style)}${style.colour.dim(rest)}${sign(tie, style)}`;
}

function compactLine(placed: Placed, tie: Tie | null, report: AlignReport, style: Style): string {
  const { objective } = placed;
  const done = ticked(report.initiatives.get(objective.id));
  const hidden = report.landscape.hidden.get(placed);
  const shown = pad(mark(placed), MARK);
  const more = hidden === undefined ? [] : [moreWords(hidden)];
  const facts = [objective.team, ...more, objective.id, ...(done === null ? [] : [done])]
    .map(safe)
    .join(" · ");
  const room = style.columns - MARK - 2 - (tie?.contradicts ? 2 : 0);
  const title = truncate(safe(objective.title), Math.max(Math.floor(room * 0.6), room - width(facts)));
  const after = truncate(facts, room - width(title));
  return `${inOwn(placed, shown, style)}${title}  ${style.colour.dim(after)}${sign(tie, style)}`;
}

/** Status and title, then what it is, what it serves by name, and its initiatives. */
function fullLines(
  { lead, stem, tie }: Pick<Row, "lead" | "stem" | "tie">,
  placed: Placed,
  report: AlignReport,
  style: Style,
): string[] {
  const { objective } = placed;
  const { colour } = style;
  const columns = style.columns - width(stem);
  const list = report.initiatives.get(objective.id) ?? [];
  const listed = report.landscape.objectives.length <= WITH_INITIATIVES;
  const done = listed ? null : ticked(list);
  const facts = [objective.id, objective.team, objective.cycle, ...(done === null ? [] : [done])];
  const parts = tie === null ? [] : servedParts(tie);
  const serves = parts.length === 0 ? [] : wrap(safe(`serves key result ${parts.join(", ")}`), columns);
  const under = [truncate(facts.map(safe).join(" · "), columns), ...serves].map((line) => colour.dim(line));
  if (tie?.contradicts && isPlaced(tie.parent))
    under.push(...wrap(contrast(placed, tie.parent), columns).map((line) => colour.red(line)));
  if (listed)
    for (const { done: ticked, text } of list)
      under.push(colour.dim(`${ticked ? "[x]" : "[ ]"} ${truncate(safe(text), columns - 4)}`));
  const hidden = report.landscape.hidden.get(placed);
  if (hidden !== undefined) under.push(colour.dim(moreWords(hidden)));
  return [...titleLines(lead, stem, placed, report, style), ...under.map((line) => stem + line)];
}

/** Beside the status, or below it where that leaves no room. What was not asked for, and only leads there, is not bold. */
function titleLines(
  lead: string,
  stem: string,
  placed: Placed,
  { landscape: { team, centre } }: AlignReport,
  style: Style,
): string[] {
  const apart = (team !== null || centre !== null) && !placed.asked;
  const paint = (text: string) => (apart ? text : style.colour.bold(text));
  const shown = inOwn(placed, pad(mark(placed), MARK), style);
  const room = style.columns - width(lead) - MARK;
  const title = safe(placed.objective.title);
  if (room < ROOM - MARK)
    return [
      lead + shown.trimEnd(),
      ...wrap(title, style.columns - width(stem)).map((line) => stem + paint(line)),
    ];
  const indent = stem + " ".repeat(Math.max(0, width(lead) + MARK - width(stem)));
  return wrap(title, room).map((line, at) => (at === 0 ? lead + shown : indent) + paint(line));
}

function contrast(child: Paced, parent: Paced): string {
  return `≠ ${standing(child)} with ${decimal(child.score)}, while what it serves is ${standing(parent)} with ${decimal(parent.score)}`;
}
