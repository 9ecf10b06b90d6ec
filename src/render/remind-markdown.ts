import { markdownCode, markdownText } from "./markdown.ts";
import { NOBODY, partsOf, type RemindReport, summaryOf } from "./remind-words.ts";

/** The same for a job summary, a page or a mail. */
export function remindMarkdown(report: RemindReport): string {
  const { reminder, snapshot } = report;
  const lines = [
    `## ${markdownText(snapshot.settings.name ?? "OKRs")}: what is to be done`,
    "",
    `${reminder.day}: ${markdownText(summaryOf(reminder))}`,
  ];
  for (const { team, people } of partsOf(report)) {
    lines.push("", `### ${markdownText(team)}`);
    for (const { person, duties } of people) {
      lines.push("", `**${markdownText(person ?? NOBODY)}**`, "");
      for (const { text, command } of duties)
        lines.push(`- ${markdownText(text)}${command === null ? "" : ` ${markdownCode(command)}`}`);
    }
  }
  return `${lines.join("\n")}\n`;
}
