import { type Cycle, cycleDays, findCycle } from "../model/cycle.ts";
import { addDays } from "../model/day.ts";
import { keyResultRef, type Objective, type Team, teamsWithin } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { cycleToPrepare } from "./duties-rhythm.ts";
import { Former, writtenOn } from "./former.ts";
import { accountableFor, findIdle, lacksBackup, lacksCoach, lacksOwner, peopleOf } from "./parts.ts";
import {
  asked,
  type Excuse,
  Excuses,
  ownLines,
  type ReadyLine,
  readTicks,
  someOf,
  type TaskReader,
  textToPaste,
  told,
  toldOrAsked,
} from "./readiness-lines.ts";
import { overlap } from "./spans.ts";
import { Survey } from "./survey.ts";

/** How ready a team is for a cycle. */
export interface TeamReadiness {
  readonly team: Team;
  readonly lines: readonly ReadyLine[];
  /** What to paste into the team's file, line by line. */
  readonly paste: readonly string[];
}

/** The warm-up checklist of some teams for a cycle. */
export interface Readiness {
  readonly cycle: Cycle;
  readonly teams: readonly TeamReadiness[];
  readonly snapshot: Snapshot;
}

/** Which teams and which cycle; null means all, and the cycle to be ready for. */
export interface AskedReadiness {
  readonly team: string | null;
  readonly cycle: string | null;
  /** Members from which on a team needs a coach. */
  readonly coachFrom: number;
  readonly excuse: Excuse;
}

/** What all lines of one answer are worked out from. */
interface Ground {
  readonly snapshot: Snapshot;
  readonly cycle: Cycle;
  readonly former: Former;
  readonly isIdle: (id: string) => boolean;
  readonly coachFrom: number;
  readonly excuse: Excuse;
}

/** Fills in the warm-up checklist (PRACTICE.md, section 5) of every team asked for, and of the units that have objectives themselves. */
export function assessReadiness(
  snapshot: Snapshot,
  { team: id, cycle: name, coachFrom, excuse }: AskedReadiness,
  reader: TaskReader,
): Readiness {
  const { plan, day, settings } = snapshot;
  const survey = new Survey(snapshot);
  const named = name === null ? null : findCycle(name, settings.cycles);
  const cycle = named ?? cycleToPrepare(day, settings);
  const running = survey.objectives.filter((objective) => {
    const own = survey.cycle(objective);
    return own !== null && overlap(own, cycle) && (cycle.end < day || survey.stage(objective) !== "closed");
  });
  const byTeam = new Map<string, Objective[]>();
  for (const objective of running) {
    const known = byTeam.get(objective.team);
    if (known) known.push(objective);
    else byTeam.set(objective.team, [objective]);
  }
  const within = id === null ? null : teamsWithin(plan, id);
  const former = new Former(snapshot.history);
  const ground: Ground = { snapshot, cycle, former, isIdle: findIdle(plan, running), coachFrom, excuse };
  const teams = plan.teams.filter(
    (team) =>
      plan.team(team.id) === team &&
      (within === null || within.has(team.id)) &&
      (team.level === "team" || byTeam.has(team.id)),
  );
  return {
    cycle,
    teams: teams.map((team) => assessTeam(team, byTeam.get(team.id) ?? [], ground, reader)),
    snapshot,
  };
}

const CHECK_IN_DAY = /check.?in day/i;
const MENTORS = /mentor/i;
const DECISIONS = { id: "decisions", text: "Decision rights are clear", fits: /decision rights?/i } as const;

function assessTeam(
  team: Team,
  objectives: readonly Objective[],
  ground: Ground,
  reader: TaskReader,
): TeamReadiness {
  const ticks = readTicks({ body: team.body, path: team.source.path }, ["Ready", "Warm-up"], reader);
  const lines = [
    leadLine(team, objectives, ground),
    ownersLine(team, objectives, ground),
    coachLine(team, ground),
    ...(team.level === "team" ? [partsLine(team, objectives, ground)] : []),
    toldOrAsked(mentorsLine(team, ground), MENTORS, ticks),
    asked(DECISIONS, ticks),
    toldOrAsked(checkInDayLine(ground), CHECK_IN_DAY, ticks),
  ];
  const texts = new Set(lines.map(({ text }) => text.toLowerCase()));
  const own = ownLines(ticks, [CHECK_IN_DAY, MENTORS, DECISIONS.fits]).filter(
    ({ text }) => !texts.has(text.toLowerCase()),
  );
  return { team, lines: [...lines, ...own], paste: textToPaste(lines, ticks) };
}

function leadLine(team: Team, objectives: readonly Objective[], { snapshot, cycle }: Ground): ReadyLine {
  const say = told.bind(null, "leads", "Every objective has its lead");
  if (objectives.length === 0)
    return say({
      answer: "no",
      why: `there is no open objective for ${cycle.id}`,
      todo: `okr new objective --team ${team.id} --cycle ${cycle.id}`,
    });
  const lost = objectives.filter(({ owner }) => snapshot.plan.person(owner) === undefined);
  if (lost.length > 0)
    return say({
      answer: "no",
      why: `in no team: ${someOf(lost.map(({ id, owner }) => `${owner} (${id})`))}`,
      todo: "name somebody who is in a team as the objective's owner: owner: PERSON",
    });
  return say({ answer: "yes", why: someOf(objectives.map(({ id, owner }) => `${owner} leads ${id}`)) });
}

function ownersLine(
  team: Team,
  objectives: readonly Objective[],
  { snapshot: { plan }, cycle, excuse }: Ground,
): ReadyLine {
  const say = told.bind(null, "owners", "Every key result has an owner and a backup");
  if (objectives.length === 0)
    return say({ answer: "unknown", why: `there are no open key results for ${cycle.id}` });
  const people = peopleOf(team);
  const unowned: string[] = [];
  const unbacked: string[] = [];
  const excuses = new Excuses(excuse);
  for (const objective of objectives)
    for (const [index, keyResult] of objective.keyResults.entries()) {
      const ref = keyResultRef(objective.id, keyResult.id);
      const gap = { source: objective.source, pointer: ["key_results", index], subject: ref };
      const { backup } = keyResult;
      const known = plan.person(accountableFor(keyResult, objective)) !== undefined;
      const alone = lacksOwner(keyResult, objective, people);
      if (!known || (alone && !excuses.cover("missing-owner", gap))) unowned.push(ref);
      const lost = backup !== null && plan.person(backup) === undefined;
      const unsafe = lacksBackup(keyResult, objective, people);
      if (lost || (unsafe && !excuses.cover("missing-backup", gap))) unbacked.push(ref);
    }
  const count = objectives.reduce((sum, { keyResults }) => sum + keyResults.length, 0);
  if (unowned.length + unbacked.length === 0)
    return say({
      answer: "yes",
      why:
        excuses.words[0] ?? (people.length < 2 ? "there is nobody else in the team" : `all ${count} of them`),
    });
  return say({
    answer: "no",
    why: [
      ...(unowned.length > 0 ? [`without an owner of its own: ${someOf(unowned)}`] : []),
      ...(unbacked.length > 0 ? [`without a backup: ${someOf(unbacked)}`] : []),
      ...excuses.words,
    ].join("; "),
    todo: `write at each key result ${[...(unowned.length > 0 ? ["owner: PERSON"] : []), ...(unbacked.length > 0 ? ["backup: PERSON"] : [])].join(" and ")}`,
  });
}

function coachLine(team: Team, { snapshot: { plan }, coachFrom, excuse }: Ground): ReadyLine {
  const say = told.bind(null, "coach", "A coach is named");
  const { id, coach, level, members, source } = team;
  if (coach !== null && plan.person(coach) === undefined)
    return say({
      answer: "no",
      why: `${coach} is in no team`,
      todo: `name a member in ${source.path}: coach: PERSON`,
    });
  if (coach !== null) return say({ answer: "yes", why: coach });
  const lacking = lacksCoach(team, coachFrom);
  const reason = lacking ? excuse("missing-coach", { source, pointer: ["id"], subject: id }) : null;
  if (reason !== null) return say({ answer: "yes", why: `excepted: ${reason}` });
  if (lacking)
    return say({
      answer: "no",
      why: `none, for ${members.length} members`,
      todo: `write in ${source.path} which member keeps the practice alive: coach: PERSON`,
    });
  const why =
    level === "team"
      ? `a team needs one from ${coachFrom} members on`
      : "units and the company have the OKR master";
  return say({ answer: "yes", why });
}

function partsLine(
  { id, members, source }: Team,
  objectives: readonly Objective[],
  { snapshot: { plan }, cycle, isIdle, excuse }: Ground,
): ReadyLine {
  const say = told.bind(null, "parts", "Every member has a part in a key result");
  if (members.length === 0)
    return say({
      answer: "unknown",
      why: "its file names no members",
      todo: `okr new person "NAME" --team ${id}`,
    });
  if (objectives.length === 0)
    return say({ answer: "unknown", why: `there are no open key results for ${cycle.id}` });
  const excuses = new Excuses(excuse);
  const idle = members.filter((member, index) => {
    const person = plan.person(member);
    if (person === undefined || !isIdle(member)) return false;
    const here = { source, pointer: ["members", index], subject: member };
    const own = { ...here, source: person.source, pointer: ["members", person.index] };
    return !excuses.cover("member-without-part", here, own);
  });
  const parts = "as owner or backup; the lead, the coach and newcomers with a mentor have theirs already";
  if (idle.length === 0) return say({ answer: "yes", why: excuses.words[0] ?? parts });
  return say({
    answer: "no",
    why: [`neither owner nor backup of anything: ${someOf(idle)}`, ...excuses.words].join("; "),
    todo: "share something with them: owner: PERSON or backup: PERSON at a key result",
  });
}

/** Newcomers are those who were written into the team within one cycle; who came with the team itself founded it. */
function mentorsLine({ id, members, source }: Team, { snapshot, cycle, former }: Ground): ReadyLine {
  const say = told.bind(null, "mentors", "Newcomers have mentors");
  const { day, plan } = snapshot;
  const founded = writtenOn(former, "team", id, day);
  if (founded === null)
    return say({
      answer: "unknown",
      why: "without the whole history nobody can tell who is new",
      todo: `read a clone with the whole history, or tick it: - [x] Newcomers have mentors, in ${source.path}`,
    });
  const since = addDays(day, -cycleDays(cycle));
  const newcomers = members.filter((member) => {
    const joined = writtenOn(former, "member", `${id}/${member}`, day);
    return joined !== null && joined > since && joined > founded && plan.person(member) !== undefined;
  });
  const alone = newcomers.filter((member) => {
    const mentor = plan.person(member)?.mentor ?? null;
    return mentor === null || mentor === member || plan.person(mentor) === undefined;
  });
  if (newcomers.length === 0) return say({ answer: "yes", why: `nobody has joined since ${since}` });
  if (alone.length === 0) return say({ answer: "yes", why: someOf(newcomers) });
  return say({
    answer: "no",
    why: `joined since ${since}, without a mentor: ${someOf(alone)}`,
    todo: `name one at their entry in ${source.path}: mentor: PERSON`,
  });
}

const EVERY = { week: "every week", "two-weeks": "every two weeks", month: "every month" } as const;

function checkInDayLine({ snapshot: { settings } }: Ground): ReadyLine {
  const say = told.bind(null, "check-in-day", "Check-in day is set");
  const { checkIn, source } = settings;
  const day = checkIn.day.charAt(0).toUpperCase() + checkIn.day.slice(1);
  if (/(?:^|[{,]\s*)["']?check_in["']?\s*:/m.test(source.yaml))
    return say({ answer: "yes", why: `${day}, ${EVERY[checkIn.every]}, in ${source.path}` });
  return say({
    answer: "unknown",
    why: `${source.path} does not say; until it does, ${day} is taken`,
    todo: `write it in ${source.path}: check_in: { every: ${checkIn.every}, day: ${checkIn.day} }`,
  });
}
