import { type Cycle, cycleDays, cycleOn } from "../model/cycle.ts";
import type { Objective, Plan } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { fold, meets } from "./health/gauge.ts";
import { rhythm } from "./health/rhythm.ts";
import { type Ruled, Scope } from "./health/scope.ts";
import {
  asked,
  ownLines,
  type Question,
  type ReadyLine,
  readTicks,
  someOf,
  type TaskReader,
  type Ticks,
  textToPaste,
  told,
} from "./readiness-lines.ts";
import { Survey } from "./survey.ts";

/** How far the company is with OKRs, and whether a further team may start. */
export interface Rollout {
  /** In their order. */
  readonly phases: readonly ReadyLine[];
  /** What has to be so before a further team starts. */
  readonly conditions: readonly ReadyLine[];
  /** What people added to the list themselves. */
  readonly own: readonly ReadyLine[];
  /** The file in which people tick; null where the company has no strategy yet. */
  readonly path: string | null;
  readonly paste: readonly string[];
  readonly snapshot: Snapshot;
}

const EXECUTIVES = {
  id: "executives",
  text: "Executives are on board",
  fits: /\bexecutives\b.*\bon board\b/i,
};
const TRAINING = { id: "training", text: "Pilot teams are trained", fits: /pilot.*train/i };
const COACHES = { id: "coaches", text: "Internal coaches are trained", fits: /coach(?:es)?\b.*trained/i };
const MASTER = { id: "master", text: "The OKR master is trained", fits: /okr master\b.*trained/i };
const CHIEF = {
  id: "chief",
  text: "The chief executive is behind it",
  fits: /chief executive|\bceo\b/i,
};
const PILOTS = /^pilot teams?(?: chosen)?\s*:\s*(.+)$/i;
const QUESTIONS: readonly Question[] = [EXECUTIVES, TRAINING, COACHES, MASTER, CHIEF];

/** Follows the phases of the rollout (PRACTICE.md, section 5) as far as the files tell them. */
export function assessRollout(snapshot: Snapshot, reader: TaskReader): Rollout {
  const { strategy } = snapshot.plan;
  const path = strategy?.source.path ?? null;
  const place = { body: strategy?.body ?? "", path: path ?? "the strategy's file" };
  const ticks = readTicks(place, ["Rollout"], reader);
  const pilots = findPilots(snapshot.plan, new Survey(snapshot), ticks);
  const phases = [
    coachLine(snapshot),
    asked(EXECUTIVES, ticks),
    kickoffLine(snapshot, pilots),
    asked(TRAINING, ticks),
    cycleLine(0, pilots),
    cycleLine(1, pilots),
    othersLine(pilots),
  ];
  const conditions = [successLine(pilots), asked(COACHES, ticks), asked(MASTER, ticks), asked(CHIEF, ticks)];
  return {
    phases,
    conditions,
    own: ownLines(ticks, [...QUESTIONS.map(({ fits }) => fits), PILOTS]),
    path,
    paste: textToPaste([...phases, ...conditions], ticks),
    snapshot,
  };
}

/** What a pilot team has gone through in one cycle. */
interface Lived {
  readonly cycle: Cycle;
  /** Whether the last day of the cycle is over. */
  readonly over: boolean;
  /** Objectives without an end retrospective. */
  readonly open: readonly string[];
  /** The share of the check-ins that were due and came; null where none was due. */
  readonly kept: number | null;
  /** Whether that is as much as okr health asks for. */
  readonly enough: boolean;
}

interface Pilots {
  /** Ids of teams, in file order. */
  readonly teams: readonly string[];
  /** Whether people named them; else they are those who were the first to have objectives. */
  readonly named: boolean;
  /** The cycles of each, the first one first. */
  readonly lived: ReadonlyMap<string, readonly Lived[]>;
  /** Other teams that have objectives. */
  readonly others: readonly string[];
}

/** The pilot teams: named in a line "Pilot teams: explorer, support"; else the teams with objectives in the first cycle there is. */
function findPilots(plan: Plan, survey: Survey, { tasks }: Ticks): Pilots {
  const cycles = new Map<string, Map<string, { cycle: Cycle; objectives: Objective[] }>>();
  for (const objective of survey.objectives) {
    const cycle = survey.cycle(objective);
    if (cycle === null || plan.team(objective.team)?.level !== "team") continue;
    const known = cycles.get(objective.team) ?? new Map<string, { cycle: Cycle; objectives: Objective[] }>();
    cycles.set(objective.team, known);
    const one = known.get(cycle.id);
    if (one) one.objectives.push(objective);
    else known.set(cycle.id, { cycle, objectives: [objective] });
  }
  const words = tasks.flatMap(({ text, done }) => (done ? (PILOTS.exec(text)?.[1] ?? []) : []));
  const named = new Set(words.flatMap((word) => word.split(/[\s,;]+/)));
  const starts = new Map(
    [...cycles].map(([team, own]) => [
      team,
      [...own.values()].map(({ cycle }) => cycle.start).sort()[0] ?? "",
    ]),
  );
  const first = [...starts.values()].sort()[0];
  const isNamed = plan.teams.some(({ id }) => named.has(id));
  const teams = plan.teams
    .filter((team) => plan.team(team.id) === team)
    .map(({ id }) => id)
    .filter((id) => (isNamed ? named.has(id) : first !== undefined && starts.get(id) === first));
  const lived = new Map(
    teams.map((team) => [
      team,
      [...(cycles.get(team)?.values() ?? [])]
        .filter(({ cycle }) => isWhole(cycle, survey))
        .sort((a, b) => (a.cycle.start < b.cycle.start ? -1 : 1))
        .map(({ cycle, objectives }) => lookAt(cycle, objectives, survey)),
    ]),
  );
  return { teams, named: isNamed, lived, others: [...cycles.keys()].filter((id) => !teams.includes(id)) };
}

/** Days by which a cycle of the calendar may be shorter than another one of its length. */
const SLACK = 5;

/** What is shorter than the company's cycle is a trial, and what is longer runs beside it. */
function isWhole(cycle: Cycle, { snapshot: { day, settings } }: Survey): boolean {
  if (settings.cycles.list.some(({ id }) => id === cycle.id)) return true;
  return Math.abs(cycleDays(cycle) - cycleDays(cycleOn(day, settings.cycles))) <= SLACK;
}

/** A rollout asks nothing of the rules. */
const NO_RULES: Ruled = { lateDays: 0, overloaded: () => new Set() };

function lookAt(cycle: Cycle, objectives: readonly Objective[], survey: Survey): Lived {
  const { day, settings } = survey.snapshot;
  const scope = new Scope(cycle, objectives, { survey, ruled: NO_RULES, narrow: true });
  const [held] = rhythm.gauges;
  const kept = held === undefined ? null : fold(held, held.cases(scope)).value;
  const bounds = held?.aim(settings) ?? null;
  return {
    cycle,
    over: cycle.end < day,
    open: objectives.filter((one) => survey.stage(one) !== "closed").map(({ id }) => id),
    kept,
    enough: kept !== null && bounds !== null && meets(kept, bounds),
  };
}

function coachLine({ plan }: Snapshot): ReadyLine {
  const say = told.bind(null, "coach", "A coach is found");
  const coaches = plan.teams.filter(({ coach }) => coach !== null && plan.person(coach) !== undefined);
  if (coaches.length > 0)
    return say({
      answer: "yes",
      why: someOf([...new Set(coaches.map(({ coach, id }) => `${coach} (${id})`))]),
    });
  return say({
    answer: "no",
    why: "no team names one",
    todo: "name the OKR master in the company's file: coach: PERSON",
  });
}

function kickoffLine({ plan: { strategy } }: Snapshot, { teams, named }: Pilots): ReadyLine {
  const say = told.bind(null, "kickoff", "Kickoff: mission, vision, strategies written; pilot teams chosen");
  const lacking = [
    ...(strategy?.mission ? [] : ["mission"]),
    ...(strategy?.vision ? [] : ["vision"]),
    ...(strategy?.priorities.length ? [] : ["priorities"]),
  ];
  const missing = [...lacking.map((what) => `no ${what}`), ...(teams.length > 0 ? [] : ["no pilot teams"])];
  if (missing.length === 0)
    return say({
      answer: "yes",
      why: `pilot teams: ${someOf(teams)}${named ? "" : " (the first with objectives)"}`,
    });
  const todo = [
    ...(lacking.length > 0
      ? [`write ${lacking.join(", ")} in ${strategy?.source.path ?? "a strategy.md"}`]
      : []),
    ...(teams.length > 0 ? [] : ['choose the pilots: - [x] Pilot teams: TEAM, TEAM, below "## Rollout"']),
  ];
  return say({ answer: "no", why: missing.join(", "), todo: todo.join("; ") });
}

function isComplete({ over, open }: Lived): boolean {
  return over && open.length === 0;
}

/** Whether every pilot team has gone through its first cycle, or its second. */
function cycleLine(index: 0 | 1, { teams, lived }: Pilots): ReadyLine {
  const ordinal = index === 0 ? "First" : "Second";
  const text = `${ordinal} cycle of the pilot teams is closed`;
  const say = told.bind(null, `${ordinal.toLowerCase()}-cycle`, text);
  if (teams.length === 0) return say({ answer: "no", why: "there is no pilot team yet" });
  const cycles = teams.map((team) => ({ team, one: lived.get(team)?.[index] }));
  const open = cycles.filter(({ one }) => one === undefined || !isComplete(one));
  if (open.length === 0)
    return say({
      answer: "yes",
      why: someOf(cycles.map(({ team, one }) => `${team} closed ${one?.cycle.id}`)),
    });
  const waiting = open.filter(({ one }) => one === undefined).map(({ team }) => team);
  const why = open.flatMap(({ team, one }) => {
    if (one === undefined) return [];
    return one.over ? `${team} has not closed ${someOf(one.open)}` : `${team} is in ${one.cycle.id}`;
  });
  const late = open.find(({ one }) => one?.over)?.one;
  return say({
    answer: "no",
    why: [
      ...(why.length > 0 ? [someOf(why, "; ")] : []),
      ...(waiting.length > 0 ? [`not begun by ${someOf(waiting)}`] : []),
    ].join("; "),
    todo: late ? `look back and close: okr close --cycle ${late.cycle.id}` : null,
  });
}

function othersLine({ others }: Pilots): ReadyLine {
  const say = told.bind(null, "others", "Other teams have begun");
  return others.length > 0
    ? say({ answer: "yes", why: someOf(others) })
    : say({ answer: "no", why: "only the pilot teams have objectives" });
}

/** A pilot has succeeded when every pilot team has closed a cycle in which it kept its check-ins. What it scored plays no part. */
function successLine({ teams, lived }: Pilots): ReadyLine {
  const say = told.bind(null, "pilot", "The pilot succeeded: a closed cycle, check-ins kept");
  if (teams.length === 0) return say({ answer: "no", why: "there is no pilot team yet" });
  const failing: string[] = [];
  const succeeded: string[] = [];
  for (const team of teams) {
    const cycles = lived.get(team) ?? [];
    const best = cycles.findLast((one) => isComplete(one) && one.enough);
    const complete = cycles.findLast(isComplete);
    if (best !== undefined)
      succeeded.push(`${team} in ${best.cycle.id} (${percent(best.kept)} of check-ins)`);
    else if (complete === undefined) failing.push(`${team} has closed no cycle yet`);
    else failing.push(`${team} kept ${percent(complete.kept)} of its check-ins in ${complete.cycle.id}`);
  }
  if (failing.length === 0) return say({ answer: "yes", why: someOf(succeeded) });
  return say({
    answer: "no",
    why: someOf(failing, "; "),
    todo: "every pilot team closes a cycle with retrospectives and as many check-ins as okr health asks for",
  });
}

function percent(share: number | null): string {
  return share === null ? "none" : `${Math.round(share * 100)} %`;
}
