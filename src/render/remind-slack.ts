/*
 * Slack's own limits (docs.slack.dev, block kit): 50 blocks in a message, 3,000 characters in the text of a section, 150 in a header. What
 * all blocks together may hold is not documented: `msg_blocks_too_long` was seen from 11,341 characters on (slackapi/bolt-js, issue 2867).
 * What begins with `<` would be a link or a mention there, so `&`, `<` and `>` are escaped in all that comes from files; `verbatim` keeps
 * Slack from making links and mentions of plain text. People are named as they are written: nobody is notified by their name.
 */
import { jsonText } from "./json.ts";
import { NOBODY, partsOf, type RemindReport, summaryOf, type TeamPart } from "./remind-words.ts";
import { safe } from "./safe.ts";

const BLOCKS = 50;
const SECTION = 3000;
const MESSAGE = 9000;
const HEADER = 150;
/** The most characters of one line, escaped. */
const LINE = 1000;

/** A message for an incoming webhook, or for chat.postMessage beside a channel. */
export function remindSlack(report: RemindReport): string {
  const { reminder, snapshot } = report;
  const title = `${safe(snapshot.settings.name ?? "OKRs")}: what is to be done on ${reminder.day}`;
  const summary = slackText(summaryOf(reminder), LINE);
  const sections = partsOf(report).flatMap(sectionsOf);
  const shown = fitting(sections, MESSAGE - title.length - 2 * summary.length);
  const left = sections.slice(shown.length).reduce((sum, { duties }) => sum + duties, 0);
  const rest = left === 0 ? [] : [context(`and ${left} more`)];
  const blocks = [
    { type: "header", text: { type: "plain_text", text: cut(title, HEADER), emoji: false } },
    section(summary),
    ...shown.map(({ text }) => section(text)),
    ...rest,
  ];
  return `${jsonText({ text: `${slackText(title, LINE)}. ${summary}`, blocks }, 2)}\n`;
}

/** As many of the sections as a message takes, beside header, summary and the line that says what is left out. */
function fitting<T extends { readonly text: string }>(sections: readonly T[], characters: number): T[] {
  let left = characters;
  const over = sections.findIndex(({ text }, index) => {
    left -= text.length;
    return index >= BLOCKS - 3 || left < 0;
  });
  return sections.slice(0, over === -1 ? sections.length : over);
}

/** What is said of a team, in as many pieces as it needs. */
function sectionsOf({ team, people }: TeamPart): { text: string; duties: number }[] {
  const heading = `*${slackText(team, LINE)}*`;
  const pieces: { text: string; duties: number }[] = [];
  let piece = { text: heading, duties: 0 };
  const add = (lines: string, duties: number) => {
    if (piece.text.length + 1 + lines.length > SECTION) {
      pieces.push(piece);
      piece = { text: heading, duties: 0 };
    }
    piece = { text: `${piece.text}\n${lines}`, duties: piece.duties + duties };
  };
  for (const { person, duties } of people)
    for (const [index, { text, command }] of duties.entries()) {
      const name = index === 0 ? `_${slackText(person ?? NOBODY, LINE / 2)}_\n` : "";
      const code = command === null ? "" : ` \`${slackText(command, LINE / 2)}\``;
      add(`${name}• ${slackText(text, LINE)}${code}`, 1);
    }
  return [...pieces, piece];
}

function section(text: string) {
  return { type: "section", text: { type: "mrkdwn", text, verbatim: true } };
}

function context(text: string) {
  return { type: "context", elements: [{ type: "mrkdwn", text: `${text}: \`okr remind\``, verbatim: true }] };
}

/** What would be bold, slanted, struck or code in a text of Slack, as signs that look much the same. */
const LOOKS: Readonly<Record<string, string>> = { "*": "∗", _: "＿", "~": "∼", "`": "ˋ" };
const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Text of files in a message: nothing in it is a mention, a link or a look of its own. */
function slackText(text: string, most: number): string {
  const plain = [...safe(text)].map((sign) => ESCAPES[sign] ?? LOOKS[sign] ?? sign);
  const whole = plain.join("");
  if (whole.length <= most) return whole;
  let kept = "";
  for (const sign of plain) {
    if (kept.length + sign.length + 1 > most) break;
    kept += sign;
  }
  return `${kept}…`;
}

function cut(text: string, most: number): string {
  return text.length <= most
    ? text
    : `${[...text.slice(0, most - 1)].join("").replace(/[\ud800-\udbff]$/, "")}…`;
}
