import type { ObjectiveStory } from "../analysis/report/story.ts";
import { isStrategic } from "../analysis/report/strategy.ts";
import type { Report } from "../analysis/report.ts";
import type { Medium } from "./index.ts";
import { markdownText } from "./markdown.ts";
import { attentionItem, objectiveSection } from "./report-markdown-objective.ts";
import {
  objectiveTable,
  participationTable,
  strategySections,
  verdictSections,
} from "./report-markdown-tables.ts";
import { happened, headlines, needingAttention, reportTitle } from "./report-words.ts";
import { count } from "./words.ts";

/** With more objectives than this, only those that need attention are told in full. */
const DETAILED = 60;
/** So many that need attention are told. */
const ATTENTION = 30;
/** So many changes since the last report are told. */
const CHANGES = 60;

/** The report as Markdown that reads well in a repository and in a terminal. */
export function reportMarkdown(report: Report, _medium?: Medium): string {
  const blocks = [`# ${markdownText(reportTitle(report))}`, asOf(report), paragraph(headlines(report))];
  return `${[...blocks, ...SECTIONS[report.kind](report)].filter(Boolean).join("\n\n")}\n`;
}

const SECTIONS: Readonly<Record<Report["kind"], (report: Report) => string[]>> = {
  cycle: (report) => [
    ...attentionSection(report),
    ...sinceSection(report),
    ...tableSection(report),
    ...details(report),
    ...participationSection(report),
  ],
  team: (report) => [...sinceSection(report), ...details(report), ...participationSection(report)],
  strategic: (report) => [...strategySections(report), ...sinceSection(report, isStrategicStory(report))],
  scorecard: (report) => [...verdictSections(report), ...participationSection(report)],
};

function asOf({ day, overview }: Report): string {
  const after = overview.outside === "after" ? " The cycle is over." : "";
  return `As of ${day}.${after}`;
}

function paragraph(sentences: readonly string[]): string {
  return sentences.map(markdownText).join(" ");
}

function attentionSection(report: Report): string[] {
  const stories = needingAttention(report);
  if (stories.length === 0) {
    const calm = report.overview.objectives.some(({ closed }) => closed === null);
    return calm ? ["## Needs attention", "Nothing today."] : [];
  }
  const items = stories.slice(0, ATTENTION).map((story) => attentionItem(story, report));
  const more = stories.length - items.length;
  return ["## Needs attention", items.join("\n"), more > 0 ? `… and ${more} more: \`okr status\`` : ""];
}

function sinceSection(
  { since, stories, overview }: Report,
  told: (story: ObjectiveStory) => boolean = () => true,
): string[] {
  if (since === null) return [];
  const lines = stories.flatMap((story, index) => {
    const one = since.objectives[index];
    const parts = one === undefined || !told(story) ? [] : happened(one, story);
    const { title } = story.followed.objective;
    return parts.length === 0 ? [] : [`- ${markdownText(title)}: ${markdownText(parts.join("; "))}`];
  });
  const heading = `## Since ${since.day}`;
  if (lines.length === 0)
    return stories.length === 0 || overview.outside === "after" ? [] : [heading, "Nothing changed."];
  const more = lines.length - CHANGES;
  if (more > 0) lines.splice(CHANGES, more, `- … and ${more} more: \`okr log --since ${since.day}\``);
  return [heading, lines.join("\n")];
}

function tableSection(report: Report): string[] {
  if (report.stories.length === 0) return [];
  return ["## Objectives", objectiveTable(report)];
}

function details(report: Report): string[] {
  const { stories } = report;
  if (stories.length === 0) return [];
  const all = stories.length <= DETAILED;
  const told = all ? stories : needingAttention(report).slice(0, DETAILED);
  const left = stories.length - told.length;
  const rest =
    left === 0
      ? []
      : [`${count(left, "objective")} ${left === 1 ? "is" : "are"} left to \`okr report --team TEAM\`.`];
  return ["## In detail", ...told.map((story) => objectiveSection(story, report)), ...rest];
}

function participationSection(report: Report): string[] {
  return report.participation.length === 0
    ? []
    : [
        "## Taking part",
        "How many people have a part, and how many wrote a check-in or looked back. A healthy team has nine in ten.",
        participationTable(report),
      ];
}

function isStrategicStory({ snapshot: { plan } }: Report): (story: ObjectiveStory) => boolean {
  return ({ followed }) => isStrategic(plan.team(followed.objective.team));
}
