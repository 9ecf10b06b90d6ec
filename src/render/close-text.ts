import type { Closing } from "../analysis/closing.ts";
import type { KeyResultScore } from "../analysis/score.ts";
import type { Objective } from "../model/plan.ts";
import { shellWord } from "../model/shell-word.ts";
import { type CheckInReport, landedLines } from "./check-in-text.ts";
import type { Medium } from "./index.ts";
import { safe, safeLines } from "./safe.ts";
import type { Style } from "./style.ts";
import { count, decimal } from "./words.ts";

/** What `okr close` wrote. */
export interface CloseReport extends Omit<CheckInReport, "effects"> {
  readonly closings: readonly Closing[];
}

/** So many objectives are named in a command, and so many commands are suggested. */
const MOST = 8;

/** Each objective with its grade, what that is called and what becomes of it; below it its key results. */
export function closeText(
  { closings, commit, branch, pushed }: CloseReport,
  { style }: Pick<Medium, "style">,
): string {
  const lines = closings.flatMap((closing) => closingLines(closing, style));
  lines.push(
    ...landedLines(
      { commit, branch, pushed },
      closings.map(({ path }) => path),
    ),
  );
  const continued = closings.filter(({ record }) => record.outcome === "continued");
  if (continued.length > 0)
    lines.push("", "Next:", ...continueCommands(continued.map(({ objective }) => objective)));
  return `${lines.join("\n")}\n`;
}

/** One command that carries all of them on together; by team, where they are many. */
function continueCommands(objectives: readonly Objective[]): string[] {
  const words = (names: readonly string[]) => names.map((name) => safe(shellWord(name))).join(" ");
  if (objectives.length <= MOST) return [`  okr continue ${words(objectives.map(({ id }) => id))}`];
  const teams = [...new Set(objectives.map(({ team }) => team))];
  const more = teams.length - MOST;
  return [
    ...teams.slice(0, MOST).map((team) => `  okr continue --team ${words([team])}`),
    ...(more > 0 ? [`  and the same for ${count(more, "more team")}`] : []),
  ];
}

function closingLines(closing: Closing, { colour }: Style): string[] {
  const { objective, record, scored, lookAgain, replaces } = closing;
  const { grade } = scored;
  const head = [colour.bold(safe(objective.id)), verdict(closing), record.outcome ?? ""];
  if (lookAgain) head.push(colour.yellow("must be looked at again"));
  // Grades that were taken as they were computed may differ from the score in the last digit, which would only look odd.
  if (grade !== null && !scored.keyResults.every(isAccepted))
    head.push(colour.dim(`(score ${decimal(scored.score)})`));
  return [
    head.join("  "),
    ...scored.keyResults.flatMap((one) => (one.grade === null ? [] : [`  ${keyResultText(one)}`])),
    ...(replaces === null ? [] : [`  reopened: takes the place of ${safe(replaces.source.path)}`]),
  ];
}

function verdict({ scored: { grade }, band }: Closing): string {
  return grade === null ? "not graded" : `${decimal(grade)} ${band}`;
}

function isAccepted({ grade, score }: KeyResultScore): boolean {
  return grade !== null && decimal(grade) === decimal(score);
}

function keyResultText({ keyResult, grade, score, reason }: KeyResultScore): string {
  const settled = decimal(grade ?? 0);
  const from = settled === decimal(score) ? "" : `  (score ${decimal(score)})`;
  return `${safe(keyResult.id)}  ${settled}${from}${reason === null ? "" : `  ${safe(reason)}`}`;
}

const SUBJECT = 72;

/** The commit message: the subject says what was settled, the rest repeats what is in the files. */
export function closeMessage(closings: readonly Closing[]): string {
  const verb = closings.every(({ replaces }) => replaces !== null) ? "close again" : "close";
  const names = closings.map(({ objective }) => objective.id).join(", ");
  const [only] = closings;
  const settled = only && closings.length === 1 ? `  ${verdict(only)}, ${only.record.outcome}` : "";
  let subject = `${verb}: ${names}${settled}`;
  if (subject.length > SUBJECT) subject = `${verb}: ${count(closings.length, "objective")}${settled}`;
  return [subject, ...closings.map(messageBody)].join("\n\n");
}

function messageBody(closing: Closing): string {
  const { objective, record, scored, replaces, lookAgain } = closing;
  const again = lookAgain ? ", must be looked at again" : "";
  const lines = [
    `${objective.id} on ${record.date} by ${record.by}: ${verdict(closing)}, ${record.outcome}${again}`,
  ];
  for (const one of scored.keyResults) if (one.grade !== null) lines.push(`- ${keyResultText(one)}`);
  if (replaces !== null)
    lines.push(
      "",
      `Reopened; this takes the place of ${safe(replaces.name)}: ${safeLines(record.reopened ?? "")}`,
    );
  return lines.join("\n");
}
