import { type Block, fitBlocks } from "./diff-fit.ts";
import { headlineOf } from "./diff-headline.ts";
import { type DiffReport, FILE, type Item, type Section } from "./diff-report.ts";
import { type ScoreRow, scoreRows } from "./diff-scores.ts";
import { sectionsOf } from "./diff-sections.ts";
import { sidesOf, unreadOf } from "./diff-text.ts";
import type { Fact } from "./log-facts.ts";
import { markdownCode, markdownText } from "./markdown.ts";
import { truncate } from "./width.ts";
import { count } from "./words.ts";

/** The first line of every comment: by it the one to bring up to date is found again. */
export const MARKER = "<!-- okr-diff -->";

/** In characters. GitHub takes 65,536 in a comment. */
const MOST = 60_000;

/** So many facts about one thing, and so many characters of one text: who wants more reads the files. */
const FACTS = 16;
const LONGEST = 240;
/** Of one that has several lines, so many lines, and of each at least so many characters. */
const LINES = 12;
const SHORTEST = 60;

/**
 * The comment on a pull request: a marker, what changes in one sentence, what needs a decision, the scores, and the rest folded. At most
 * 60,000 characters: what does not fit is counted, and what matters less goes first.
 */
export function diffMarkdown(report: DiffReport): string {
  const sections = sectionsOf(report);
  const head = [
    MARKER,
    `### ${markdownText(headlineOf(report))}`,
    ...unreadOf(report).map((text) => `**${markdownText(text)}**; ${markdownCode("okr check")} says why.`),
  ].join("\n\n");
  const blocks = [
    ...sections.filter(({ decision }) => decision).map(openBlock),
    ...scoreBlocks(scoreRows(report)),
    ...sections.filter(({ decision }) => !decision).map(foldedBlock),
  ];
  const foot = `<sub>${markdownCode("okr diff")}: ${markdownText(sidesOf(report))}</sub>\n`;
  return fitBlocks({ head, blocks, foot }, MOST);
}

function openBlock({ title, items }: Section): Block {
  return { open: `**${title}**\n\n`, ...listOf(items), close: "" };
}

function foldedBlock({ title, items }: Section): Block {
  const open = `<details>\n<summary>${title}: ${items.length}</summary>\n\n`;
  return { open, ...listOf(items), close: "\n</details>\n", minor: true };
}

function listOf(items: readonly Item[]): Pick<Block, "size" | "item" | "more"> {
  return { size: items.length, item: (index) => itemText(items[index] as Item), more: listMore };
}

function listMore(left: number): string {
  return `- and ${left} more, which do not fit here: ${markdownCode("okr diff")} shows them\n`;
}

/** An item of a list, what there is to say of it in a list below. */
function itemText({ sign, id, text, facts }: Item): string {
  const shown = facts.slice(0, FACTS).map((one) => `  - ${factText(one)}\n`);
  const more = facts.length > FACTS ? [`  - and ${facts.length - FACTS} more\n`] : [];
  const what = id === "" ? shorten(text) : `**${markdownCode(id)}** ${inline(text)}`;
  return [`- ${SIGNS[sign]}${what.trimEnd()}\n`, ...shown, ...more].join("");
}

/** Within a list `+` and `~` mean something else. */
const SIGNS = { "!": "", "◆": "◆ ", "+": "", "−": "", "~": "" } as const;

function factText({ label, lines, kind }: Fact): string {
  // What is no word of ours is a name in a file.
  const name = kind === "key-result" || /[_.]/.test(label) ? markdownCode(label) : markdownText(label);
  // What a terminal has below one another.
  if (label === FILE) return `${name}: ${markdownCode(lines.join(" "))}`;
  const text = shortened(lines).reduce(
    (all, line) => all + (all === "" ? "" : line.startsWith("→") ? " " : "; ") + line,
    "",
  );
  return `${name}: ${markdownText(`x ${text}`).slice("x ".length)}`;
}

/** Each line by itself, so that a long one cannot hide those that follow. */
function shortened(lines: readonly string[]): string[] {
  const most = Math.max(SHORTEST, Math.floor(LONGEST / lines.length));
  const shown = lines.slice(0, LINES).map((line) => truncate(line, most));
  return lines.length > LINES ? [...shown, `and ${lines.length - LINES} more`] : shown;
}

/** Text behind other text, where what means something at the beginning of a line does not. */
function inline(text: string): string {
  return shorten(`x ${text}`).slice("x ".length);
}

function shorten(text: string): string {
  return markdownText(truncate(text, LONGEST));
}

/** The table of scores: objectives by title and id. */
function scoreBlocks(rows: readonly ScoreRow[]): Block[] {
  if (rows.length === 0) return [];
  const [first, ...rest] = rows.filter(({ id }) => id === null);
  const own = rows.filter(({ id }) => id !== null);
  const sorted = [...(first ? [first] : []), ...own, ...rest];
  return [
    {
      open: "**Scores**\n\n| | before | after | | |\n| :-- | --: | --: | --: | :-- |\n",
      size: sorted.length,
      item: (index) => rowText(sorted[index] as ScoreRow),
      close: "",
      more: (left) => `| and ${count(left, "line")} more | | | | |\n`,
      minor: true,
    },
  ];
}

function rowText({ id, name, before, after, change, moved, note }: ScoreRow): string {
  const what =
    id === null ? `**${markdownText(name)}**` : `${markdownText(truncate(name, 80))} ${markdownCode(id)}`;
  const notes = [moved, note].filter(Boolean).join("; ");
  return `| ${what} | ${before} | ${after} | ${change} | ${markdownText(notes)} |\n`;
}
