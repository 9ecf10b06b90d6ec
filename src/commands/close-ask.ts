import { needsReason } from "../analysis/closing.ts";
import { bandOf } from "../analysis/pace.ts";
import type { KeyResultScore } from "../analysis/score.ts";
import type { Prompts } from "../context.ts";
import type { Objective } from "../model/plan.ts";
import type { OutcomeWord, Phase } from "../model/records.ts";
import { type NewRetrospective, offeredGrade, parseGrade, QUESTIONS } from "../model/retrospective.ts";
import { safe } from "../render/safe.ts";
import { decimal, movement, shownValue } from "../render/words.ts";
import type { ClosingSession } from "./close-session.ts";

/** What the questions need beside the objective. */
export interface ClosingInterview {
  readonly session: ClosingSession;
  readonly prompts: Prompts;
  /** Keeps what was typed so far. */
  keep(record: NewRetrospective): Promise<void>;
}

/** Asks what becomes of one objective, its grades with the computed scores offered, a reason where they differ, and the four questions. */
export async function askClosing(
  objective: Objective,
  position: string,
  { session, prompts, keep }: ClosingInterview,
  begun: NewRetrospective,
): Promise<NewRetrospective> {
  const { book, snapshot, tolerance } = session;
  const scored = book.scored(objective, begun.date);
  const band = bandOf(scored.score, objective.type, snapshot.settings);
  const lines = [
    `${objective.id} · ${objective.cycle} · ${objective.type} · score ${decimal(scored.score)}, ${band}`,
  ];
  const before = book.closed(objective);
  if (before) lines.push(`closed on ${before.date} by ${before.by} (${before.outcome ?? "no outcome"})`);
  await prompts.section(`${safe(objective.title)}${position}`, lines.map(safe));
  let record = begun;
  const add = async (part: Partial<NewRetrospective>) => {
    record = { ...record, ...part };
    await keep(record);
  };
  const likely = band === "good" || band === "met" ? "done" : "continued";
  await add({ outcome: await askOutcome(prompts, record.outcome ?? likely) });
  const grades = new Map(record.grades);
  const reasons = new Map(record.reasons);
  for (const one of scored.keyResults) {
    const { id } = one.keyResult;
    const grade = await askGrade(prompts, one, {
      offered: record.outcome === "abandoned" ? null : offeredGrade(one.score, tolerance),
      begun: grades.get(id) ?? null,
    });
    if (grade === null) grades.delete(id);
    else grades.set(id, grade);
    if (grade !== null && needsReason(one, grade, tolerance))
      reasons.set(id, await askReason(prompts, one, grade, reasons.get(id) ?? ""));
    else reasons.delete(id);
    await add({ grades: new Map(grades), reasons: new Map(reasons) });
  }
  return askAnswers(record, "end", { prompts, keep });
}

/** Asks the questions of a phase; Enter leaves one open. */
export async function askAnswers(
  record: NewRetrospective,
  phase: Phase,
  { prompts, keep }: Pick<ClosingInterview, "prompts" | "keep">,
): Promise<NewRetrospective> {
  const answers = new Map(record.answers);
  for (const { name, question } of QUESTIONS.filter((one) => one.phase === phase)) {
    const initial = answers.get(name) ?? "";
    const answer = (await prompts.text({ message: question, placeholder: "Enter for none", initial })).trim();
    if (answer === "") answers.delete(name);
    else answers.set(name, answer);
    if (answers.size > 0) await keep({ ...record, answers: new Map(answers) });
  }
  return { ...record, answers };
}

function askOutcome(prompts: Prompts, initial: OutcomeWord): Promise<OutcomeWord> {
  return prompts.choose({
    message: "What becomes of it?",
    options: [
      { value: "done", label: "done", hint: "it ends here" },
      { value: "continued", label: "continued", hint: "in the next cycle; okr continue writes it" },
      { value: "abandoned", label: "abandoned", hint: "not worth going on; grades may be left out" },
    ],
    initial,
  });
}

async function askGrade(
  prompts: Prompts,
  { keyResult, score, reading }: KeyResultScore,
  { offered, begun }: { offered: number | null; begun: number | null },
): Promise<number | null> {
  const last = reading === null ? "never read" : `last ${shownValue(keyResult, reading.value)}`;
  const optional = offered === null;
  const answer = await prompts.text({
    message: `Grade: ${safe(keyResult.id)}  ${movement(keyResult)}, ${last}, score ${decimal(score)}?`,
    placeholder: optional ? "Enter to leave it without a grade" : "0.0–1.0",
    initial: String(begun ?? offered ?? ""),
    check(text) {
      if (text.trim() === "") return optional ? null : "write a number from 0.0 to 1.0";
      const grade = parseGrade(text);
      return typeof grade === "number" ? null : grade.hint;
    },
  });
  return answer.trim() === "" ? null : (parseGrade(answer) as number);
}

async function askReason(
  prompts: Prompts,
  { keyResult, score }: KeyResultScore,
  grade: number,
  initial: string,
): Promise<string> {
  const answer = await prompts.text({
    message: `Reason: why ${grade} and not ${decimal(score)} for ${safe(keyResult.id)}?`,
    placeholder: "what the readings do not show",
    initial,
    check: (text) => (text.trim() === "" ? "say it in a few words" : null),
  });
  return answer.trim();
}
