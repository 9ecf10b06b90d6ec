import type { Health } from "../analysis/health.ts";
import { thanksChapters } from "./health-thanks.ts";
import {
  figureWords,
  healthIntroduction,
  healthSummary,
  healthTitle,
  leftOutWords,
  NO_RANKING,
  nothingToCount,
  SIGNS_MEAN,
} from "./health-words.ts";
import { markdownText } from "./markdown.ts";

/** So many words of thanks for one deed. */
const MOST = 60;

/** The same as Markdown, for a page or a message. */
export function healthMarkdown(health: Health): string {
  const rest = health.thanks === null ? measureParts(health) : thanksParts(health);
  return `${[`# ${markdownText(healthTitle(health))}`, ...rest].join("\n\n")}\n`;
}

function measureParts(health: Health): string[] {
  const parts = [markdownText(healthIntroduction(health).join(" "))];
  if (health.cycle === null) return parts;
  const { look, rest } = healthSummary(health);
  if (look.length > 0)
    parts.push("## Look at", look.map((sentence) => `- ○ ${markdownText(sentence)}`).join("\n"));
  parts.push(markdownText(rest));
  for (const taken of health.measures) {
    const nothing = nothingToCount(taken);
    const figures = taken.figures.map((figure) => {
      const { sign, sentence, facts } = figureWords(figure, health);
      const lines = facts.map(([name, text]) => `  - ${name}: ${markdownText(text)}`);
      return [`- ${sign} **${markdownText(sentence)}**`, ...lines].join("\n");
    });
    parts.push(`## ${taken.measure.title}`, nothing ?? figures.join("\n"));
  }
  return [...parts, ...leftOutWords(health), SIGNS_MEAN.join(" · ")];
}

function thanksParts(health: Health): string[] {
  const { thanks, cycle } = health;
  if (thanks === null || cycle === null) return [markdownText(healthIntroduction(health).join(" "))];
  if (thanks.length === 0)
    return [
      `Nobody to thank in ${markdownText(cycle.id)} yet: check-ins, help and what was learned will stand here.`,
    ];
  const chapters = thanksChapters(health, MOST).flatMap(({ title, lines, more }) => [
    `## ${title}`,
    [...lines.map((line) => `- ★ ${markdownText(line)}`), ...more.map((line) => `- ${line}`)].join("\n"),
  ]);
  return [...chapters, NO_RANKING];
}
