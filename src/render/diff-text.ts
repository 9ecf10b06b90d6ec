import { headlineOf } from "./diff-headline.ts";
import { type DiffReport, FILE, type Item, type Section } from "./diff-report.ts";
import { type ScoreRow, scoreRows } from "./diff-scores.ts";
import { sectionsOf } from "./diff-sections.ts";
import type { Medium } from "./index.ts";
import type { Fact } from "./log-facts.ts";
import { safe } from "./safe.ts";
import { inStatus, type Style } from "./style.ts";
import { flow, pad, truncate, width, wrap } from "./width.ts";
import { count } from "./words.ts";

const WIDEST = 120;
const INDENT = "      ";
/** A longer label stands above its text. */
const LABEL = 20;
/** What the table of scores needs beside a name: three numbers, and a status that is another one now. */
const NUMBERS = 50;
/** With fewer columns there is no table. */
const NARROW = 48;

/** What a branch changes in OKR terms: in one sentence, then what needs a decision, the scores, and the rest. */
export function diffText(report: DiffReport, { style: terminal }: Pick<Medium, "style">): string {
  const style = { ...terminal, columns: Math.min(terminal.columns, WIDEST) };
  const { colour, columns } = style;
  const lines = [
    ...wrap(headlineOf(report), columns).map((line) => colour.bold(line)),
    ...wrap(sidesOf(report), columns).map((line) => colour.dim(line)),
    ...unreadOf(report).flatMap((text) => wrap(text, columns).map((line) => colour.yellow(line))),
  ];
  const sections = sectionsOf(report);
  const blocks = [
    ...sections.filter(({ decision }) => decision).map((section) => sectionLines(section, style)),
    scoreLines(scoreRows(report), style),
    ...sections.filter(({ decision }) => !decision).map((section) => sectionLines(section, style)),
  ];
  const parts = [lines, ...blocks].filter((block) => block.length > 0);
  return `${parts.map((block) => block.join("\n")).join("\n\n")}\n`;
}

/** What is held against what: `main (4c1f0e2) → working tree, both as of 2026-11-20`. */
export function sidesOf({ base, head, diff, team }: DiffReport): string {
  const start = base.commit.slice(0, 7);
  const old = base.commit.startsWith(base.name) ? start : `${safe(base.name)} (${start})`;
  const only = team === null ? "" : `; only team ${safe(team)}`;
  return `${old}${base.hasOkrs ? "" : ", without OKRs"} → ${headWords(head)}, both as of ${diff.day}${only}`;
}

function headWords({ name, commit, merged }: DiffReport["head"]): string {
  if (commit === null) return "working tree";
  if (name !== null) return `${safe(name)} (${commit.slice(0, 7)})`;
  // The merge itself nobody has ever seen.
  return merged === null ? commit.slice(0, 7) : `${merged.slice(0, 7)} merged into it`;
}

/** That files cannot be read, and are left out. */
export function unreadOf({ diff: { unread } }: DiffReport): string[] {
  const words = (number: number, where: string) =>
    number === 0
      ? []
      : [`${count(number, "file")} ${where} cannot be read and ${number === 1 ? "is" : "are"} left out`];
  return [...words(unread.after, "here"), ...words(unread.before, "at the base")];
}

function sectionLines({ title, decision, items }: Section, style: Style): string[] {
  const { colour, columns } = style;
  const most = Math.min(LABEL, Math.floor(columns / 4));
  const labels = items.flatMap(({ facts }) => facts.map(({ label }) => (label === FILE ? 0 : width(label))));
  const room = labels.reduce((widest, one) => (one > most ? widest : Math.max(widest, one)), 0);
  const head = wrap(title, columns).map((line) => colour.bold(decision ? colour.yellow(line) : line));
  return [...head, ...items.flatMap((item) => itemLines(item, room, style))];
}

const PAINTS = { "!": "red", "◆": "yellow", "+": "green", "−": "red", "~": "cyan" } as const;

/** `  ◆ first-week  Make the first week seamless`, and below it what there is to say of it. */
function itemLines({ sign, id, text, facts }: Item, room: number, style: Style): string[] {
  const { colour, columns } = style;
  const name = truncate(id, columns - 4);
  const start = `  ${colour[PAINTS[sign]](sign)} ${colour.cyan(name)}`;
  const beside = columns - width(start) - 2;
  const head =
    beside >= Math.min(24, width(text))
      ? wrap(text, beside).map((line, index) =>
          index === 0 ? `${start}  ${line}` : `${" ".repeat(width(start) + 2)}${line}`,
        )
      : [start, ...wrap(text, columns - INDENT.length).map((line) => INDENT + line)];
  const lines = head.length === 0 ? [start] : head;
  return [...lines, ...facts.flatMap((one) => factLines(one, room, style))];
}

/** A label with its text beside it, or below it where the label is too long. */
function factLines({ label, lines, kind }: Fact, room: number, { colour, columns }: Style): string[] {
  // A path is there to be copied.
  if (label === FILE)
    return lines
      .flatMap((line) => wrap(line, columns - INDENT.length))
      .map((part) => INDENT + colour.dim(part));
  const paint = kind === "key-result" ? colour.cyan : colour.dim;
  const above = width(label) > room;
  const indent = INDENT + " ".repeat(above ? 2 : room + 2);
  const texts = lines.flatMap((line) => wrap(line, columns - indent.length));
  if (above)
    return [INDENT + paint(truncate(label, columns - INDENT.length)), ...texts.map((line) => indent + line)];
  const [first = "", ...rest] = texts;
  return [`${INDENT}${paint(pad(label, room))}  ${first}`.trimEnd(), ...rest.map((line) => indent + line)];
}

/** The table of scores; what there is to say of a row goes below it where there is no room. */
function scoreLines(rows: readonly ScoreRow[], style: Style): string[] {
  if (rows.length === 0) return [];
  const { colour, columns } = style;
  if (columns < NARROW) return [colour.bold("Scores"), ...rows.flatMap((row) => narrowLines(row, style))];
  const widest = rows.reduce((most, { id, name }) => Math.max(most, width(id ?? name)), 12);
  const room = Math.min(widest, Math.max(12, columns - NUMBERS));
  const head = `  ${pad("", room)}  ${pad("before", 6, "start")}  ${pad("after", 6, "start")}`;
  return [
    colour.bold("Scores") + colour.dim(head.slice(6)),
    ...rows.flatMap((row) => {
      const { id, before, after, change } = row;
      const name = pad(truncate(id ?? row.name, room), room);
      const numbers = `${pad(before, 6, "start")}  ${pad(after, 6, "start")}  ${pad(change, 5)}`;
      const line = `  ${id === null ? colour.bold(name) : colour.cyan(name)}  ${inChange(row, numbers, style)}`;
      const left = notesOf(row, style);
      let first = line;
      for (const note of left.slice()) {
        if (width(first) + 2 + width(note) > columns) break;
        first += `  ${left.shift()}`;
      }
      return [first.trimEnd(), ...(left.length === 0 ? [] : flow(left, columns, INDENT))];
    }),
  ];
}

/** A row where there is no room for a table. */
function narrowLines(row: ScoreRow, style: Style): string[] {
  const { id, name, before, after, change, moved } = row;
  const { colour, columns } = style;
  const step = before === after ? after : inChange(row, `${before} → ${after}`, style);
  const pieces = [step, ...(moved === "" ? [] : [inChange(row, change, style)]), ...notesOf(row, style)];
  return [`  ${colour.cyan(truncate(id ?? name, columns - 2))}`, ...flow(pieces, columns, INDENT)];
}

/** What there is to say of a row, in pieces that fit below it. */
function notesOf({ moved, note, status }: ScoreRow, style: Style): string[] {
  const room = style.columns - INDENT.length;
  return [
    ...(moved === "" ? [] : wrap(moved, room).map((part) => style.colour.yellow(part))),
    ...wrap(note, room).map((part) => inStatus(style, status, part)),
  ];
}

/** Green is what was achieved: not what a moved goalpost makes look so. */
function inChange({ change, moved }: ScoreRow, text: string, { colour }: Style): string {
  if (change.startsWith("−")) return colour.red(text);
  return change === "" || moved !== "" ? text : colour.green(text);
}
