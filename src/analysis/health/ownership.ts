import { keyResultRef } from "../../model/plan.ts";
import { accountableFor, peopleOf } from "../parts.ts";
import { aim, type Case, type Gauge, type Measure } from "./gauge.ts";
import type { Scope } from "./scope.ts";

const BACKUP: Gauge = {
  id: "with_backup",
  label: "of the key results have a backup",
  how: "A backup is somebody else than the owner; teams of one person are left out. The rule missing-backup names the same ones while they run.",
  unit: "share",
  fold: "mean",
  noun: "key result",
  byTeam: true,
  aim: aim(1, null),
  advise: () => "Name for each of these who takes over when its owner is away.",
  cases: listBackups,
};

const OVERLOAD: Gauge = {
  id: "overloaded",
  label: "of the owners answer for too much",
  how: "Of all who own an objective or a key result, those whom the rule owner-overload names on the last day of the cycle, or today.",
  unit: "share",
  fold: "mean",
  noun: "owner",
  byTeam: false,
  aim: aim(null, 0),
  advise: () => "Ask them which of their key results somebody else may own.",
  cases(scope) {
    const { snapshot } = scope.survey;
    const overloaded = scope.ruled.overloaded({ ...snapshot, day: scope.day });
    return [...listOwners(scope)].map(([name, team]) =>
      overloaded.has(name) ? { team, value: 1, name } : { team, value: 0 },
    );
  },
};

/** Whether somebody answers for everything, and somebody else can take over. */
export const ownership: Measure = {
  id: "ownership",
  title: "Ownership",
  history: false,
  ofScores: false,
  needs: "objectives with key results, of teams with two people or more",
  gauges: [BACKUP, OVERLOAD],
};

function listBackups({ survey, objectives }: Scope): Case[] {
  const { plan } = survey.snapshot;
  return objectives.flatMap((objective) => {
    const team = plan.team(objective.team);
    if (team === undefined || peopleOf(team).length < 2) return [];
    const live = survey.isLive(objective);
    return objective.keyResults.map((keyResult): Case => {
      const { id, backup } = keyResult;
      if (backup !== null && backup !== accountableFor(keyResult, objective))
        return { team: objective.team, value: 1 };
      return { team: objective.team, value: 0, ...(live ? { name: keyResultRef(objective.id, id) } : {}) };
    });
  });
}

/** Everybody known who owns something, with the team of the first thing they own. */
function listOwners({ survey, objectives }: Scope): Map<string, string> {
  const { plan } = survey.snapshot;
  const owners = new Map<string, string>();
  for (const objective of objectives)
    for (const id of [objective.owner, ...objective.keyResults.map((one) => accountableFor(one, objective))])
      if (plan.person(id) !== undefined && !owners.has(id)) owners.set(id, objective.team);
  return owners;
}
