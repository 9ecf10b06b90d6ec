import { type ObjectiveStory, tickedShare } from "../analysis/report/story.ts";
import type { Neighbour, Report } from "../analysis/report.ts";
import type { KeyResultScore } from "../analysis/score.ts";
import { goalpostRemark } from "./goalpost-text.ts";
import { markdownCode, markdownRow, markdownText } from "./markdown.ts";
import { personName, STATUS_WORDS, teamName } from "./report-words.ts";
import { safeLines } from "./safe.ts";
import { STATUS_SIGNS } from "./style.ts";
import { capital, decimal, movement, shownValue } from "./words.ts";

/** So many lines of what people wrote are shown. */
const LINES = 12;
const INITIATIVES = 30;

/** One objective that needs attention: what is wrong, who is on it, what is in the way, what comes next. */
export function attentionItem(story: ObjectiveStory, { snapshot: { plan } }: Report): string {
  const { followed, reasons, grip } = story;
  const { objective } = followed;
  const remark = goalpostRemark(followed);
  const who = `${personName(plan, objective.owner)}, ${teamName(plan, objective.team)}`;
  return [
    `- **${markdownText(objective.title)}** (${markdownText(who)})`,
    `  - Why: ${markdownText(reasons.join("; "))}`,
    ...(remark === null ? [] : [`  - ⚑ ${markdownText(capital(remark))}`]),
    ...(grip?.issues ? [`  - In the way: ${prose(grip.issues, "    ")}`] : []),
    ...(grip?.plan ? [`  - Next: ${prose(grip.plan, "    ")}`] : []),
  ].join("\n");
}

/** One objective in full. */
export function objectiveSection(story: ObjectiveStory, report: Report): string {
  const { followed, grip, initiatives, looksBack } = story;
  const { objective } = followed;
  const { plan } = report.snapshot;
  const remark = goalpostRemark(followed);
  const ticked = tickedShare(story);
  return [
    `### ${markdownText(objective.title)}`,
    `${facts(story, report)}`,
    keyResultTable(followed.keyResults, report),
    ...(remark === null ? [] : [`⚑ ${markdownText(capital(remark))}.`]),
    ...(grip === null ? ["No check-in yet."] : [gripBlock(story, report)]),
    ...(ticked === null
      ? []
      : [
          `Initiatives, ${ticked.done} of ${ticked.all} done:`,
          initiatives
            .slice(0, INITIATIVES)
            .map(({ done, text }) => `- [${done ? "x" : " "}] ${markdownText(text)}`)
            .join("\n"),
        ]),
    ...neighbours(story),
    ...looksBack.flatMap(({ phase, date, by, path, sections }) => [
      `${phase === "end" ? "Looked back at the end" : "Looked back"} on ${date}, ${markdownText(personName(plan, by))} (${markdownCode(path)}):`,
      [...sections]
        .map(([name, text]) => `- ${markdownText(capital(name))}: ${prose(text, "  ")}`)
        .join("\n"),
    ]),
  ]
    .filter(Boolean)
    .join("\n\n");
}

function facts({ followed }: ObjectiveStory, { snapshot: { plan }, origins }: Report): string {
  const { objective, status, closed } = followed;
  const commit = origins.ofDefinition(objective)?.id.slice(0, 7);
  const word = closed
    ? `closed on ${closed.date}${closed.outcome ? `, ${closed.outcome}` : ""}`
    : status === null
      ? "in no cycle"
      : `${STATUS_SIGNS[status]} ${STATUS_WORDS[status]}`;
  const numbers = [
    `score ${decimal(followed.score)}`,
    ...(followed.grade === null ? [] : [`grade ${decimal(followed.grade)}`]),
    ...(followed.projected === null || closed || followed.elapsed === 1
      ? []
      : [`projected ${decimal(followed.projected)}`]),
    ...(followed.confidence === null ? [] : [`confidence ${followed.confidence}`]),
  ];
  const who = `${personName(plan, objective.owner)}, ${teamName(plan, objective.team)}, ${objective.cycle}, ${objective.type}`;
  return [
    `**${word}** · ${numbers.join(" · ")}  `,
    `${markdownText(who)}  `,
    `${markdownCode(objective.source.path)}${commit === undefined ? "" : ` @ \`${commit}\``}`,
  ].join("\n");
}

function keyResultTable(
  keyResults: readonly KeyResultScore[],
  { snapshot: { plan }, origins }: Report,
): string {
  const weighted = new Set(keyResults.map(({ keyResult }) => keyResult.weight)).size > 1;
  const rows = keyResults.map(({ keyResult, reading, score, grade, reason, confidence }) => {
    const commit = reading && origins.ofRecord(reading.path)?.id.slice(0, 7);
    const graded = grade === null ? "" : `, grade ${decimal(grade)}${reason ? `: ${reason}` : ""}`;
    return markdownRow([
      `${markdownText(keyResult.title)}${weighted ? ` (weight ${keyResult.weight})` : ""}`,
      markdownText(movement(keyResult)),
      reading === null
        ? "no reading yet"
        : `${tellValue(shownValue(keyResult, reading.value))} on ${reading.date}${commit ? ` @ \`${commit}\`` : ""}`,
      reading === null ? "0.00" : `${decimal(score)}${markdownText(graded)}`,
      confidence === null ? "" : `${confidence}`,
      keyResult.owner === null ? "" : markdownText(personName(plan, keyResult.owner)),
    ]);
  });
  return [
    markdownRow(["Key result", "From → to", "Now", "Score", "Confidence", "Owner"]),
    "|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}

/** A number as it is: in the middle of a cell it begins no list. */
function tellValue(value: string): string {
  return /^[−\d][\d.,]*$/.test(value) ? value : markdownText(value);
}

function gripBlock({ grip }: ObjectiveStory, { snapshot: { plan }, origins }: Report): string {
  if (grip === null) return "";
  const commit = origins.ofRecord(grip.path)?.id.slice(0, 7);
  const notes = [...grip.notes].map(([id, note]) => `- ${markdownText(`${id}: ${note}`)}`);
  return [
    `Last check-in ${grip.date}, ${markdownText(personName(plan, grip.by))} (${markdownCode(grip.path)}${commit ? ` @ \`${commit}\`` : ""}):`,
    "",
    `- In the way: ${grip.issues === null ? "nothing was named" : prose(grip.issues, "  ")}`,
    `- Next: ${grip.plan === null ? "nothing was named" : prose(grip.plan, "  ")}`,
    ...notes,
  ].join("\n");
}

function neighbours({ serves, servedBy, dependsOn, dependents, followed }: ObjectiveStory): string[] {
  const groups: [string, readonly Neighbour[]][] = [
    ["Serves", serves],
    ["Served by", servedBy],
    ["Depends on", dependsOn],
    ["Needed by", dependents],
  ];
  const lines = groups.flatMap(([name, some]) =>
    some.map(
      (one) => `- ${name} ${tellNeighbour(one)}${one.contradicts ? contradiction(followed.status) : ""}`,
    ),
  );
  return lines.length === 0 ? [] : [lines.join("\n")];
}

function tellNeighbour({ ref, title, paced }: Neighbour): string {
  const name = title === null ? `${markdownCode(ref)}, which does not exist` : markdownText(title);
  if (paced === null) return name;
  const word = paced.closed ? "closed" : paced.status === null ? "in no cycle" : STATUS_WORDS[paced.status];
  return `${name} (${decimal(paced.score)}, ${word})`;
}

function contradiction(status: string | null): string {
  return `: **contradicts**, this one is ${status === "on-track" ? "on track" : "off track"}`;
}

/** What people wrote, shortened, as lines of the item it stands in. */
function prose(text: string, indent: string): string {
  const lines = safeLines(text)
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  const shown = lines.slice(0, LINES).map((line) => markdownText(line.replace(/^[-*+]\s+/, "")));
  if (lines.length > LINES) shown.push("…");
  return shown.join(`  \n${indent}`);
}
