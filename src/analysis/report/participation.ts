import type { Day } from "../../model/day.ts";
import type { History } from "../../model/history.ts";
import type { Team } from "../../model/plan.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { Former } from "../former.ts";
import type { Followed, Overview } from "../overview.ts";
import { findIdle, peopleOf } from "../parts.ts";
import type { Survey } from "../survey.ts";

/** The share of a team that takes part where OKRs live; PRACTICE: a sign of health. */
export const TAKING_PART = 0.9;

/** How many people of a team take part in the objectives shown. Never who scored what. */
export interface Participation {
  readonly team: Team;
  /** Members, and a lead who is none; nobody who joined after the cycles shown. */
  readonly people: number;
  /** Those who own or back something, who lead or coach, and newcomers with a mentor: as the rule member-without-part sees it. */
  readonly withPart: number;
  /** Those who wrote a check-in or looked back in the cycles shown. */
  readonly wrote: number;
  /** The team's own objectives that are open, and those of them with a check-in that is not stale. */
  readonly open: number;
  readonly fresh: number;
}

/** By team, in file order: the teams of the objectives shown, and in a report about all of them every team with people. */
export function listParticipation({ objectives }: Overview, { snapshot, story }: Survey): Participation[] {
  const { plan, settings, day } = snapshot;
  const isIdle = findIdle(
    plan,
    objectives.map(({ objective }) => objective),
  );
  const writers = new Set(
    objectives.flatMap(({ objective }) => story.checkIns(objective.id, day).map(({ by }) => by)),
  );
  const shown = new Set(objectives.map(({ objective }) => objective.id));
  for (const look of snapshot.retrospectives)
    if (shown.has(look.objective) && look.date <= day) writers.add(look.by);
  const there = findThere(snapshot, lastDay(objectives, day));
  const own = new Map<string, Followed[]>();
  for (const followed of objectives) {
    const { team } = followed.objective;
    own.set(team, [...(own.get(team) ?? []), followed]);
  }
  return plan.teams.flatMap((team) => {
    const people = peopleOf(team).filter((id) => there(team.id, id));
    const open = (own.get(team.id) ?? []).filter(({ closed }) => closed === null);
    if (people.length === 0 || plan.team(team.id) !== team || !own.has(team.id)) return [];
    return {
      team,
      people: people.length,
      withPart: people.filter((id) => !isIdle(id)).length,
      wrote: people.filter((id) => writers.has(id)).length,
      open: open.length,
      fresh: open.filter(
        ({ daysSinceCheckIn: days }) => days !== null && days <= settings.checkIn.staleAfterDays,
      ).length,
    };
  });
}

/** The last day of the cycles shown, or today. */
function lastDay(objectives: readonly Followed[], day: Day): Day {
  const last = objectives.reduce((end, { cycle }) => (cycle && cycle.end > end ? cycle.end : end), "");
  return last === "" || last > day ? day : last;
}

const formers = new WeakMap<History, Former>();

/** Tells whether a person was in a team by a day; of a team that was written down later nobody knows, so all were. */
function findThere({ history }: Snapshot, day: Day): (team: string, person: string) => boolean {
  // Health asks of one cycle after the other.
  const former = formers.get(history) ?? new Former(history);
  formers.set(history, former);
  const after = (came: Day | "never" | null) => came !== null && came !== "never" && came > day;
  return (team, person) =>
    after(former.came("team", team)) || !after(former.came("member", `${team}/${person}`));
}
