import type { DefinitionEntry, RecordEntry } from "../analysis/journal/entry.ts";
import { realignedIn, swappedIn } from "./diff-alignment.ts";
import type { DiffReport } from "./diff-report.ts";
import { untoldSettings } from "./diff-settings.ts";
import { valueWords } from "./log-words.ts";
import { safe } from "./safe.ts";
import { count, decimal } from "./words.ts";

/** What a change means, in one sentence that leaves nothing uncounted, what matters most first: `1 goalpost moved, 2 check-ins; company mean 0.52 → 0.54`. */
export function headlineOf(report: DiffReport): string {
  const parts = [
    ...brokenRecords(report.diff.records),
    ...goalposts(report),
    ...objectivesGone(report),
    ...alignment(report),
    ...rulesAndSettings(report),
    ...newRecords(report.diff.records),
    ...definitions(report, "objective"),
    ...definitions(report, "team"),
    ...definitions(report, "strategy"),
    ...(report.diff.definitions.some(isNewSettings) ? ["okr.yaml added"] : []),
  ];
  const told = [parts.join(", "), ...meanWords(report)].filter(Boolean).join("; ");
  const begins = report.base.hasOkrs ? "" : "the first OKRs: ";
  const sentence = told === "" ? restWords(report) : begins + told;
  // A file keeps its name.
  return sentence.startsWith("okr.yaml") ? sentence : sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function isNewSettings({ subject, event }: DefinitionEntry): boolean {
  return subject.kind === "settings" && event === "added";
}

/** Where all that differs has no part of its own, as a score that only an unread file changes. */
function restWords({ diff }: DiffReport): string {
  const { length } = diff.scores;
  return length === 0 ? "nothing changes in OKR terms" : `the scores of ${count(length, "objective")} differ`;
}

function brokenRecords(records: readonly RecordEntry[]): string[] {
  const broken = records.filter(({ event, repaired }) => event !== "added" && !repaired);
  const removed = broken.filter(({ event }) => event === "removed");
  const unreadable = broken.filter((one) => one.unreadable);
  const rewritten = broken.filter((one) => !one.unreadable && one.event === "changed");
  return [
    ...counted(removed, "removed"),
    ...counted(rewritten, "rewritten"),
    ...counted(unreadable, "made unreadable"),
  ];
}

function counted(records: readonly RecordEntry[], what: string): string[] {
  if (records.length === 0) return [];
  const noun = records.every(({ type }) => type === records[0]?.type)
    ? (records[0]?.type as string)
    : "record";
  return [`${count(records.length, noun)} ${what}`.trim()];
}

/** Everything that is changed about one key result moves one goalpost. */
function goalposts({ diff }: DiffReport): string[] {
  const moved = new Set(
    diff.goalposts.flatMap(({ after, entry }) =>
      entry.changes.map(({ keyResult }) => `${after.id}/${keyResult ?? ""}`),
    ),
  );
  return moved.size === 0 ? [] : [`${count(moved.size, "goalpost")} moved`];
}

function objectivesGone({ diff }: DiffReport): string[] {
  const gone = diff.definitions.filter(({ subject }) => subject.kind === "objective");
  const removed = gone.filter(({ event }) => event === "removed").length;
  const unreadable = gone.filter((one) => one.unreadable).length;
  return [
    ...(removed > 0 ? [`${count(removed, "objective")} removed`] : []),
    ...(unreadable > 0 ? [`${count(unreadable, "objective")} made unreadable`] : []),
  ];
}

function alignment(report: DiffReport): string[] {
  const { diff } = report;
  const swapped = swappedIn(diff.alignment);
  const about = (event: string, cause?: string) =>
    new Set(
      diff.alignment.flatMap((one) =>
        one.event === event && (cause === undefined || one.cause === cause) ? (one.objective ?? one.ref) : [],
      ),
    );
  const lost = [...about("lost", "edited")].filter((id) => !swapped.has(id)).length;
  const gained = [...about("gained", "edited")].filter((id) => !swapped.has(id)).length;
  const orphaned = about("orphaned").size;
  return [
    ...(lost > 0 ? [`alignment of ${count(lost, "objective")} lost`] : []),
    ...(orphaned > 0
      ? [`what ${count(orphaned, "objective")} ${orphaned === 1 ? "serves" : "serve"} is gone or closed`]
      : []),
    ...unsupported(report),
    ...(swapped.size > 0 ? [`alignment of ${count(swapped.size, "objective")} changed`] : []),
    ...(gained > 0 ? [`alignment of ${count(gained, "objective")} gained`] : []),
  ];
}

/** Priorities and strategic objectives that nothing serves any more. */
function unsupported({ diff, after }: DiffReport): string[] {
  const refs = diff.alignment.flatMap(({ event, ref }) => (event === "unsupported" ? [ref] : []));
  const objectives = refs.filter((ref) => after.plan.objective(ref) !== undefined).length;
  const priorities = refs.length - objectives;
  return [
    ...(priorities > 0
      ? [`${priorities} ${priorities === 1 ? "priority" : "priorities"} left without support`]
      : []),
    ...(objectives > 0 ? [`${count(objectives, "objective")} left without support`] : []),
  ];
}

function rulesAndSettings({ diff, rules, exceptions, team }: DiffReport): string[] {
  // What a preset does to rules is told as one thing.
  const named = rules.filter((one) => one.named);
  const weaker = named.filter((one) => one.weaker).length;
  const ended = exceptions.filter(({ event }) => event === "removed").length;
  const added = exceptions.length - ended;
  const entry =
    team === null ? diff.definitions.find(({ subject }) => subject.kind === "settings") : undefined;
  const settings = entry ? untoldSettings(entry, rules) : [];
  const preset = settings.filter(({ field }) => field === "preset");
  const other = entry?.repaired || settings.length > preset.length || named.length > weaker;
  return [
    ...(entry?.unreadable ? ["okr.yaml made unreadable"] : []),
    ...(weaker > 0 ? [`${count(weaker, "rule")} turned down or off`] : []),
    ...preset.map(({ from, to }) => `preset ${valueWords(from)} → ${valueWords(to)}`),
    ...(added > 0 ? [`${count(added, "exception")} from rules`] : []),
    ...(ended > 0 ? [`${count(ended, "exception")} taken back`] : []),
    ...(other ? ["settings changed"] : []),
  ];
}

/** Definitions that came or changed, and teams that went; what is told as a goalpost or as alignment does not count again. */
function definitions({ diff }: DiffReport, kind: "objective" | "team" | "strategy"): string[] {
  const entries = diff.definitions.filter(({ subject }) => subject.kind === kind);
  const realigned = realignedIn(diff.alignment);
  const isTold = (id: string | null, field: string) =>
    field === "aligns_to" && id !== null && realigned.has(id);
  const of = (event: string) =>
    entries.filter(
      (one) =>
        one.event === event &&
        (event !== "changed" ||
          one.repaired ||
          (one.unreadable && kind !== "objective") ||
          one.changes.some(({ goalpost, field }) => !goalpost && !isTold(one.objective, field))),
    ).length;
  const words = (event: string): string[] => {
    const number = of(event);
    if (number === 0) return [];
    return [`${kind === "strategy" ? "strategy" : count(number, kind)} ${event}`];
  };
  return [...words("added"), ...words("changed"), ...(kind === "objective" ? [] : words("removed"))];
}

function newRecords(records: readonly RecordEntry[]): string[] {
  const came = records.filter(({ event, repaired }) => event === "added" || repaired);
  return [
    ...counted(
      came.filter(({ type }) => type === "check-in"),
      "",
    ),
    ...counted(
      came.filter(({ type }) => type === "retrospective"),
      "",
    ),
  ];
}

/** The mean over all that counts, where two decimals tell a difference. */
function meanWords(report: DiffReport): string[] {
  const [all] = report.diff.means;
  if (all === undefined || all.team !== null) return [];
  const [before, after] = [meanText(all.before), meanText(all.after)];
  if (before === after) return [];
  if (all.before === null) return [`${meanName(report)} ${after} (none before)`];
  if (all.after === null) return [`no ${meanName(report)} any more (${before} before)`];
  return [`${meanName(report)} ${before} → ${after}`];
}

/** A mean with two decimals; a dash where there is no objective. */
export function meanText(value: number | null): string {
  return value === null ? "–" : decimal(value);
}

/** What the mean over all that is asked for is called. */
export function meanName({ team }: DiffReport): string {
  return team === null ? "company mean" : `mean of ${safe(team)}`;
}
