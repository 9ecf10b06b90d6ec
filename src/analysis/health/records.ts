import { daysBetween } from "../../model/day.ts";
import type { Commit } from "../../model/history.ts";
import { dayOfStamp } from "../../model/stamp.ts";
import { Provenance } from "../provenance.ts";
import type { Survey } from "../survey.ts";
import { filesExcepted } from "./excepted.ts";
import { aim, type Case, type Gauge, type Measure } from "./gauge.ts";
import type { Scope } from "./scope.ts";

const LATE: Gauge = {
  id: "late",
  label: "of the records were entered late",
  how: "Of the check-ins and retrospectives of the cycle, those whose author committed them more days after their date than the rule late-check-in allows.",
  unit: "share",
  fold: "mean",
  noun: "record",
  byTeam: true,
  aim: aim(null, 0.1),
  advise: () =>
    "Write the check-in in the meeting itself: what is written later is remembered, not measured.",
  cases: (scope) => casesOf(scope, scope.ruled.lateDays),
};

const BACKFILLED: Gauge = {
  id: "backfilled",
  label: "of the records were filled in afterwards",
  how: "Of the same records, those entered later than a check-in stays fresh (stale_after_days in okr.yaml).",
  unit: "share",
  fold: "mean",
  noun: "record",
  byTeam: false,
  aim: aim(null, 0.05),
  advise: () => "Leave a week empty rather than fill it in afterwards: a gap tells the truth.",
  cases: (scope) => casesOf(scope, scope.survey.snapshot.settings.checkIn.staleAfterDays),
};

/** Whether records are written when things happen. */
export const records: Measure = {
  id: "records",
  title: "Records",
  history: true,
  ofScores: false,
  needs: "check-ins that are committed",
  gauges: [LATE, BACKFILLED],
};

/** By record of the scope whose day of entry is known. What was imported, or came together with okr.yaml, was kept elsewhere before. */
function casesOf(scope: Scope, most: number): Case[] {
  const { snapshot } = scope.survey;
  const teams = new Map(scope.objectives.map(({ id, team }) => [id, team]));
  const provenance = provenanceOf(scope.survey);
  const excepted = filesExcepted(snapshot, "late-check-in");
  return [...snapshot.checkIns, ...snapshot.retrospectives].flatMap(({ objective, date, source }): Case[] => {
    const team = teams.get(objective);
    if (team === undefined || !scope.holds(date) || excepted.has(source.path)) return [];
    const commit = provenance.of(source.path);
    const entered = commit && dayOfStamp(commit.authored);
    if (entered === null || commit === null || beginsRoot(commit, snapshot.settings.source.path)) return [];
    const late = daysBetween(date, entered) > most;
    return [{ team, value: late ? 1 : 0, ...(late ? { name: objective } : {}) }];
  });
}

const known = new WeakMap<Survey, Provenance>();

function provenanceOf(survey: Survey): Provenance {
  const provenance = known.get(survey) ?? new Provenance(survey.snapshot.history);
  known.set(survey, provenance);
  return provenance;
}

function beginsRoot({ changes }: Commit, settings: string): boolean {
  return changes.some(({ path, before }) => path === settings && before === null);
}
