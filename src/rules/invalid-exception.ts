import { keyResultRef } from "../model/plan.ts";
import type { ExceptionText, Snapshot } from "../model/snapshot.ts";
import { defineRule, type Misfit, suggester } from "./define.ts";
import { document, keyResult, objective } from "./examples.ts";
import {
  type Exception,
  IGNORE,
  NOT_IN_RECORDS,
  type Problem,
  readExceptions,
  UNEXCEPTIONABLE,
} from "./exceptions.ts";

const FORM =
  'write x-okr-ignore: { missing-backup: { reason: "why", until: 2027-01-31 } }; until may be left out';

const WORDS: Readonly<Record<Problem, (exception: Exception) => { message: string; hint: string }>> = {
  list: () => ({ message: `${IGNORE} names no rules`, hint: FORM }),
  shape: ({ rule }) => ({
    message: `the exception from ${tellRule(rule)} is not written as one`,
    hint: FORM,
  }),
  reason: ({ rule }) => ({
    message: `the exception from ${tellRule(rule)} has no reason`,
    hint: `say why it is fine here: ${tellRule(rule)}: { reason: "…" }; until then it does not hold`,
  }),
  until: ({ rule }) => ({
    message: `the exception from ${tellRule(rule)} ends on no day`,
    hint: "write until as 2027-01-31, or leave it out",
  }),
  over: ({ rule, until }) => ({
    message: `the exception from ${tellRule(rule)} ended on ${until}`,
    hint: "put right what it was for, give it a later day, or take it out",
  }),
};

export const invalidException = defineRule({
  id: "invalid-exception",
  group: "files",
  severity: "warning",
  presets: { minimal: "warning", strict: "error" },
  summary: "An exception (`x-okr-ignore`) names a rule, has a reason, and is not past its day.",
  why: "An exception is a decision that others have to live with: it says why, and it does not outlive its reason.",
  *check(snapshot, { known }) {
    const { exceptions, day } = snapshot;
    if (exceptions.length === 0) return;
    const near = suggester(known, "rule");
    const subjectOf = nameSubjects(snapshot);
    const records = new Set(
      [...snapshot.checkIns, ...snapshot.retrospectives].map(({ source }) => source.path),
    );
    for (const text of exceptions)
      for (const exception of readExceptions(text, day)) {
        const found = explain(exception, known, near) ?? explainPlace(exception, records);
        if (found !== null) yield { ...place(exception), subject: subjectOf(text), ...found };
      }
  },
  examples: {
    accepted: [
      [objective({ "x-okr-ignore": { "missing-backup": "There are two of us, and both know it." } })],
      [
        objective({
          "x-okr-ignore": { "vague-title": { reason: "It is our motto.", until: "2026-12-31" } },
          key_results: [keyResult({ "x-okr-ignore": { "missing-backup": "Ben joins in January." } })],
        }),
      ],
    ],
    reported: [
      [objective({ "x-okr-ignore": { "missing-backup": { until: "2027-01-31" } } })],
      [objective({ "x-okr-ignore": { "missing-backup": { reason: "Ben is away", until: "2026-12-30" } } })],
      [objective({ key_results: [keyResult({ "x-okr-ignore": { "missing-backups": "Ben is away" } })] })],
      [objective({ "x-okr-ignore": ["missing-backup"] })],
      [document({ kind: "strategy", "x-okr-ignore": { schema: "We like it so." } })],
      [objective({ "x-okr-ignore": { "missing-backup": { reason: "Away", until: "soon" } } })],
    ],
    misfires: [
      {
        why: "On its last day an exception still holds.",
        example: [
          objective({ "x-okr-ignore": { "missing-backup": { reason: "Away", until: "2026-12-31" } } }),
        ],
      },
    ],
  },
});

function explain(
  exception: Exception,
  known: ReadonlySet<string>,
  near: (rule: string) => string,
): Pick<Misfit, "message" | "hint"> | null {
  const { rule, problem } = exception;
  if (problem !== "list" && !known.has(rule)) {
    const hint = near(rule);
    return {
      message: `there is no rule "${tellRule(rule)}" to except from`,
      hint: hint.startsWith("did you mean") ? hint : "okr rules lists them all",
    };
  }
  if (UNEXCEPTIONABLE.has(rule))
    return { message: `${rule} knows no exceptions`, hint: "put right what it reports" };
  return problem === null ? null : WORDS[problem](exception);
}

/** What is wrong with where an exception stands; null where it may stand there. */
function explainPlace(
  { rule, text: { source } }: Exception,
  records: ReadonlySet<string>,
): Pick<Misfit, "message" | "hint"> | null {
  if (!NOT_IN_RECORDS.has(rule) || !records.has(source.path)) return null;
  return {
    message: `a record cannot except itself from ${rule}`,
    hint: "put the exception into its objective, where others agree to it",
  };
}

/** A name that is longer than any rule's is cut. */
function tellRule(rule: string): string {
  const letters = [...rule.slice(0, 200)];
  return letters.length > 64 ? `${letters.slice(0, 63).join("")}…` : rule;
}

/** The objective, key result, team or person that an exception stands at; null for the rest. */
function nameSubjects({ plan, checkIns, retrospectives }: Snapshot): (text: ExceptionText) => string | null {
  const files = new Map<string, string>();
  for (const { id, source } of [...plan.teams, ...plan.objectives]) files.set(source.path, id);
  for (const { objective, source } of [...checkIns, ...retrospectives]) files.set(source.path, objective);
  const parts = new Map<string, string>();
  for (const { id, source, index } of plan.people) parts.set(`${source.path} members ${index}`, id);
  for (const { id, source, keyResults } of plan.objectives)
    for (const [index, keyResult] of keyResults.entries())
      parts.set(`${source.path} key_results ${index}`, keyResultRef(id, keyResult.id));
  return ({ source: { path }, within }) =>
    (within.length === 0 ? files.get(path) : parts.get([path, ...within].join(" "))) ?? null;
}

function place({ rule, text: { source }, pointer, problem }: Exception) {
  return {
    source,
    pointer,
    part: "key" as const,
    key: `${rule} ${problem}`,
    ...(problem === "over" ? { fix: { pointer, part: "entry" as const, to: null } } : {}),
  };
}
