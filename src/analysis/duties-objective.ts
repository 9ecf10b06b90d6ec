import type { Cycle } from "../model/cycle.ts";
import { addDays, type Day, daysBetween } from "../model/day.ts";
import type { KeyResult, Objective, Team } from "../model/plan.ts";
import { type Duty, dutyOf } from "./duties-kinds.ts";
import { checkInDays, closeBy, middleOf } from "./duties-rhythm.ts";
import { Former, writtenOn } from "./former.ts";
import { accountableFor } from "./parts.ts";
import { hasValue } from "./readings.ts";
import type { Survey } from "./survey.ts";

/** A check-in counts for a check-in day that comes at most so many days after it. */
const AHEAD = 3;
/** So many days after the middle of a cycle people are still reminded to look back. */
const LOOK_BACK_DAYS = 14;

/** What is to be done about each objective, in file order. */
export function* objectiveDuties(survey: Survey, until: Day): Iterable<Duty> {
  const { snapshot } = survey;
  const former = new Former(snapshot.history);
  const lookedBack = new Set(
    snapshot.retrospectives.filter(({ date }) => date <= snapshot.day).map(({ objective }) => objective),
  );
  for (const objective of survey.objectives) {
    const cycle = survey.cycle(objective);
    if (cycle === null || survey.lacksRecords(objective)) continue;
    const stage = survey.stage(objective);
    if (stage === "running") {
      yield* checkInDuty(objective, { cycle, until, former, survey });
      if (!lookedBack.has(objective.id)) yield* lookBackDuty(objective, cycle, until, survey);
    }
    if (stage === "running" || stage === "closing") yield* readingDuties(objective, cycle, survey);
    if (stage === "planned" || stage === "running" || stage === "closing")
      yield* ownerDuty(objective, cycle, former, survey);
    if (stage === "closing" || stage === "over") yield* closeDuty(objective, cycle, former, survey);
    if (stage === "closed") yield* gradeDuty(objective, cycle, survey);
  }
}

/** Who answers for an objective: its owner, or who leads the team where the owner has left it. */
export function personFor({ owner, team: id }: Objective, survey: Survey): string {
  const team = survey.snapshot.plan.team(id);
  return isHere(owner, survey) || team === undefined ? owner : (leaderOf(team) ?? owner);
}

/** Who speaks for a team: its lead, else its coach. */
export function leaderOf({ lead, coach }: Team): string | null {
  return lead ?? coach;
}

/** Late is what the rule stale-check-in reports; before the first check-in, days count from the day on which the objective was written down. */
function* checkInDuty(
  objective: Objective,
  at: { cycle: Cycle; until: Day; former: Former; survey: Survey },
): Iterable<Duty> {
  const { cycle, until, former, survey } = at;
  const { snapshot } = survey;
  const { day, settings } = snapshot;
  const lastCheckIn = survey.story.checkIns(objective.id, day).at(-1)?.date ?? null;
  const begins = addDays(cycle.start, -1);
  const sign = lastCheckIn ?? addDays(writtenOn(former, "objective", objective.id, day) ?? cycle.start, -1);
  // A check-in made while planning is not stale in the first days of the cycle.
  const fresh = addDays(sign < begins ? begins : sign, settings.checkIn.staleAfterDays);
  const covered = lastCheckIn === null ? sign : addDays(lastCheckIn, AHEAD);
  const [beat = null] = checkInDays(cycle, snapshot, addDays(covered, 1));
  const due = beat === null || beat > fresh ? fresh : beat;
  if (due > until || due > cycle.end) return;
  const state = day > fresh ? "late" : due > day ? "soon" : "due";
  yield dutyOf("check-in", objective, {
    state,
    due,
    lastCheckIn,
    cycle,
    person: personFor(objective, survey),
  });
}

/** Key results that nobody has read yet; before the first check-in only those of others, because the owner is reminded of that one. */
function* readingDuties(objective: Objective, cycle: Cycle, survey: Survey): Iterable<Duty> {
  const checkIns = survey.story.checkIns(objective.id, survey.snapshot.day);
  const responsible = personFor(objective, survey);
  const unread = new Map<string, KeyResult[]>();
  for (const keyResult of objective.keyResults) {
    if (hasValue(keyResult, checkIns)) continue;
    const owner = accountableFor(keyResult, objective);
    const person = isHere(owner, survey) ? owner : responsible;
    const list = unread.get(person);
    if (list) list.push(keyResult);
    else unread.set(person, [keyResult]);
  }
  if (checkIns.length === 0) unread.delete(responsible);
  for (const [person, keyResults] of unread)
    yield dutyOf("reading", objective, { person, keyResults, cycle });
}

function* lookBackDuty(objective: Objective, cycle: Cycle, until: Day, survey: Survey): Iterable<Duty> {
  const { day } = survey.snapshot;
  const due = middleOf(cycle);
  if (due === null || due > until || daysBetween(due, day) > LOOK_BACK_DAYS) return;
  const state = due > day ? "soon" : "due";
  const person = personFor(objective, survey);
  yield dutyOf("look-back", objective, { state, due, optional: true, cycle, person });
}

/** The end retrospective; what was over when it was written down is kept for the record, as the rule ungraded-objective has it. */
function* closeDuty(objective: Objective, cycle: Cycle, former: Former, survey: Survey): Iterable<Duty> {
  const { day, settings } = survey.snapshot;
  const due = closeBy(cycle, settings);
  const late = day > due;
  if (late && (writtenOn(former, "objective", objective.id, day) ?? due) > due) return;
  const state = late ? "late" : due > day ? "soon" : "due";
  yield dutyOf("close", objective, { state, due, cycle, person: personFor(objective, survey) });
}

/** The grades that an end retrospective left open. */
function* gradeDuty(objective: Objective, cycle: Cycle, survey: Survey): Iterable<Duty> {
  const { day, settings } = survey.snapshot;
  const closed = survey.story.closed(objective.id, day);
  if (closed === null || closed.outcome === "abandoned" || survey.isSettled(objective)) return;
  const keyResults = objective.keyResults.filter(({ id }) => !closed.grades.has(id));
  if (keyResults.length === 0) return;
  const due = closeBy(cycle, settings);
  const state = day > due ? "late" : due > day ? "soon" : "due";
  yield dutyOf("grade", objective, { state, due, keyResults, cycle, person: personFor(objective, survey) });
}

/** Owners of an objective or of its key results who are in no team. */
function* ownerDuty(objective: Objective, cycle: Cycle, former: Former, survey: Survey): Iterable<Duty> {
  const { owner, keyResults } = objective;
  const owners = new Set([owner, ...keyResults.map((one) => accountableFor(one, objective))]);
  const absent = [...owners]
    .filter((person) => !isHere(person, survey))
    .map((person) => {
      const last = former.last("person", person);
      return { person, until: last === "never" ? null : last };
    });
  if (absent.length === 0) return;
  const team = survey.snapshot.plan.team(objective.team);
  const person = team === undefined ? null : leaderOf(team);
  yield dutyOf("owner", objective, { absent, cycle, person });
}

/** Whether a team lists a person, as far as the files can be read; where no team lists anybody, nobody is missed. */
function isHere(person: string, { snapshot: { plan } }: Survey): boolean {
  return plan.person(person) !== undefined || plan.damaged.has(person) || plan.people.length === 0;
}
