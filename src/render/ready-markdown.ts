import { markdownText } from "./markdown.ts";
import {
  pasteWords,
  READY_SIGNS,
  READY_SIGNS_MEAN,
  type ReadyReport,
  readyHead,
  readyParts,
} from "./ready-words.ts";

/** The same for a page, an issue or a mail. */
export function readyMarkdown(report: ReadyReport): string {
  const { title, summary } = readyHead(report);
  const lines = [`## ${markdownText(title)}`, "", markdownText(summary)];
  for (const part of readyParts(report)) {
    lines.push("", `### ${markdownText(part.title)}`, "");
    for (const { answer, text, why, todo } of part.lines)
      lines.push(
        `- ${READY_SIGNS[answer]} **${markdownText(text)}** – ${markdownText(why)}${todo === null ? "" : `; *to do:* ${markdownText(todo)}`}`,
      );
    if (part.lines.length === 0) lines.push("Nothing is open.");
    if (part.note !== null) lines.push("", markdownText(part.note));
    const words = pasteWords(part);
    if (words !== null) lines.push("", markdownText(words), "", ...part.paste.map((line) => `    ${line}`));
  }
  return `${[...lines, "", READY_SIGNS_MEAN.join(" · ")].join("\n")}\n`;
}
