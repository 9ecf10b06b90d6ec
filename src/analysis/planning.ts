import { type Cycle, inCycle } from "../model/cycle.ts";
import { describeMovement, readMovement } from "../model/movement.ts";
import type { Objective, Priority, Strategy, Team } from "../model/plan.ts";
import type { Retrospective } from "../model/records.ts";
import { teamsAbove } from "./alignment.ts";
import type { Bodies } from "./report/story.ts";
import { mean, type Scored } from "./score.ts";
import { overlap } from "./spans.ts";
import type { Survey } from "./survey.ts";

/** What a team answers before it commits, by the name its answer has in flags and documents. */
export const PLAN_QUESTIONS = [
  {
    name: "goal",
    question: "What is the group's strategic goal?",
    heading: "The strategic goal",
  },
  {
    name: "relevant",
    question: "Which part of it is relevant to us?",
    heading: "What of it is relevant to us",
  },
  {
    name: "move",
    question: "What can we really move in this cycle?",
    heading: "What we can really move",
  },
  {
    name: "progress",
    question: "How will we know we are making progress?",
    heading: "How we will know",
  },
] as const;

/** The heading below which an objective keeps the stories of its planning. */
export const TIME_MACHINE = "Time machine";

/** Something above a team that its objectives may serve. */
export interface Servable {
  readonly id: string;
  readonly title: string;
  /** The team whose objective it is; null for a priority. */
  readonly team: string | null;
  /** Of a priority the mean of what serves it; null where nothing was read yet. */
  readonly score: number | null;
}

/** An objective of the last cycle, with what the team learned from it. */
export interface Lesson {
  readonly objective: Objective;
  readonly score: number;
  readonly grade: number | null;
  readonly outcome: Retrospective["outcome"];
  readonly learned: string | null;
  readonly change: string | null;
}

/** What a team looks at before it plans a cycle. */
export interface PlanningContext {
  readonly team: Team;
  readonly cycle: Cycle;
  readonly strategy: Strategy | null;
  readonly priorities: readonly Servable[];
  /** The objectives of the teams above that run in the cycle or on the day. */
  readonly strategic: readonly Servable[];
  /** The team's latest cycle before this one; null where it had none. */
  readonly last: {
    readonly cycle: Cycle;
    readonly score: number;
    readonly lessons: readonly Lesson[];
  } | null;
  /** What was closed as continued, and the objective of the cycle that carries it on, if one does yet. */
  readonly continues: readonly { readonly objective: Objective; readonly heir: Objective | null }[];
  /** What the team has written for the cycle already. */
  readonly planned: readonly Objective[];
}

/** A sentence of a story that names a measure. */
export interface Sign {
  /** The person whose story it stands in. */
  readonly by: string;
  readonly text: string;
  /** What was understood, in words. */
  readonly movement: string;
}

/** Gathers what there is to serve, what was learned and what continues, for a team and the cycle it plans. */
export function planningContext(team: Team, cycle: Cycle, bodies: Bodies, survey: Survey): PlanningContext {
  const { plan } = survey.snapshot;
  const own = survey.objectives.filter((one) => one.team === team.id);
  const last = lastCycle(own, cycle, survey);
  const before = last === null ? [] : own.filter((one) => survey.cycle(one)?.id === last.id);
  const lessons = before.map((one) => lessonOf(survey.scored(one), bodies));
  return {
    ...{ team, cycle, strategy: plan.strategy },
    priorities: (plan.strategy?.priorities ?? []).map((one) => priorityScore(one, cycle, survey)),
    strategic: strategicFor(team, cycle, survey),
    last: last && {
      cycle: last,
      score: mean(lessons.map(({ grade, score }) => grade ?? score)) ?? 0,
      lessons,
    },
    continues: lessons
      .filter(({ outcome }) => outcome === "continued")
      .map(({ objective }) => ({
        objective,
        heir: survey.alignment.heirs(objective.id).find((heir) => heir.cycle === cycle.id) ?? null,
      })),
    planned: own.filter((one) => one.cycle === cycle.id),
  };
}

function lastCycle(own: readonly Objective[], cycle: Cycle, survey: Survey): Cycle | null {
  const past = own
    .flatMap((one) => survey.cycle(one) ?? [])
    .filter(({ start, end }) => start < cycle.start && end < cycle.end);
  return past.reduce<Cycle | null>((last, one) => (last === null || one.end > last.end ? one : last), null);
}

function counts(objective: Objective, cycle: Cycle, survey: Survey): boolean {
  const its = survey.cycle(objective);
  return its !== null && (overlap(its, cycle) || inCycle(survey.snapshot.day, its));
}

function priorityScore({ id, title }: Priority, cycle: Cycle, survey: Survey): Servable {
  const serving = new Set(survey.alignment.to(id).map(({ from }) => from));
  const scores = [...serving]
    .filter((one) => counts(one, cycle, survey))
    .flatMap((one) => readScore(survey.scored(one)) ?? []);
  return { id, title, team: null, score: mean(scores) };
}

/** The score, where something was read: before that there is nothing to go by. */
function readScore({ score, keyResults }: Scored): number | null {
  return keyResults.some(({ reading }) => reading !== null) ? score : null;
}

/** What the teams above aim for; the nearest team first. */
function strategicFor({ id }: Team, cycle: Cycle, survey: Survey): Servable[] {
  const above = teamsAbove(survey.snapshot.plan, id);
  const byTeam = new Map<string, Servable[]>(above.map((team) => [team.id, []]));
  for (const objective of survey.objectives)
    if (byTeam.has(objective.team) && counts(objective, cycle, survey))
      byTeam.get(objective.team)?.push({
        ...{ id: objective.id, title: objective.title, team: objective.team },
        score: readScore(survey.scored(objective)),
      });
  return [...byTeam.values()].flat();
}

function lessonOf({ objective, score, grade, closed }: Scored, bodies: Bodies): Lesson {
  const sections = bodies.sections(closed?.body ?? "");
  return {
    ...{ objective, score, grade, outcome: closed?.outcome ?? null },
    learned: sections.get("what we learned") ?? null,
    change: sections.get("what we will change") ?? null,
  };
}

/** Longer sentences name no measure that anybody could read; so many signs are offered at most. */
const SENTENCE = 300;
const SIGNS = 100;

/** Every sentence of the stories that names a measure, by the id of the person who tells it. */
export function findSigns(stories: ReadonlyMap<string, string>): Sign[] {
  const signs: Sign[] = [];
  for (const [by, story] of stories)
    for (const text of sentencesOf(story)) {
      const movement = text.length > SENTENCE ? null : readMovement(text);
      if (movement !== null) signs.push({ by, text, movement: describeMovement(movement) });
    }
  return signs.slice(0, SIGNS);
}

/** The sentences of Markdown prose, whose paragraphs may be broken into lines. */
function sentencesOf(story: string): string[] {
  const paragraphs = story
    .replaceAll("\r\n", "\n")
    .split(/\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t])/)
    .map((one) => one.replace(/^\s*(?:[-*+]|\d{1,3}[.)]|#{1,6})[ \t]+/, ""));
  return paragraphs.flatMap((one) =>
    one
      .split(/\s+/)
      .join(" ")
      .split(/(?<=[.!?;])\s/)
      .map((sentence) => sentence.trim().replace(/[.!;]+$/, ""))
      .filter((sentence) => sentence !== ""),
  );
}
