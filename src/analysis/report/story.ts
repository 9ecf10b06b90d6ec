import type { Day } from "../../model/day.ts";
import type { Initiative } from "../../model/initiative.ts";
import { metricOf, type Observation, type Value } from "../../model/metrics/index.ts";
import type { KeyResult, Objective } from "../../model/plan.ts";
import type { CheckIn, Phase, Retrospective } from "../../model/records.ts";
import { type Link, servedBy } from "../alignment.ts";
import { attention } from "../attention.ts";
import { contradicts } from "../contradiction.ts";
import type { Followed } from "../overview.ts";
import type { Paced } from "../pace.ts";
import type { Survey } from "../survey.ts";

/** How Markdown bodies are read; the room that reads files lends it. */
export interface Bodies {
  /** The text below each second-level heading, by the heading in lower case. */
  readonly sections: (body: string) => ReadonlyMap<string, string>;
  readonly initiatives: (body: string) => readonly Initiative[];
}

/** An objective as a page tells it. */
export interface ObjectiveStory {
  readonly followed: Followed;
  /** Why it needs attention, most urgent first, in words; empty when it does not. */
  readonly reasons: readonly string[];
  /** The last check-in; null before the first. */
  readonly grip: Grip | null;
  /** The readings of each key result, by its id, oldest first. */
  readonly points: ReadonlyMap<string, readonly Point[]>;
  readonly initiatives: readonly Initiative[];
  /** What it serves, as it says itself. */
  readonly serves: readonly Neighbour[];
  /** Who says to serve it or one of its key results. */
  readonly servedBy: readonly Neighbour[];
  readonly dependsOn: readonly Neighbour[];
  readonly dependents: readonly Neighbour[];
  /** Oldest first. */
  readonly looksBack: readonly Look[];
}

/** The last word on an objective: goal confidence and results are numbers elsewhere, issues and plan are Markdown. */
export interface Grip {
  readonly date: Day;
  /** The person's id. */
  readonly by: string;
  readonly path: string;
  readonly issues: string | null;
  readonly plan: string | null;
  /** What people noted beside values, by key result id. */
  readonly notes: ReadonlyMap<string, string>;
}

/** One reading of a key result. */
export interface Point {
  readonly day: Day;
  readonly value: Value;
  /** Unclamped; null where the definition cannot be measured. */
  readonly progress: number | null;
  /** 0–1, of this key result alone. */
  readonly confidence: number | null;
  readonly path: string;
}

/** Something that an objective is connected with, and how it stands. */
export interface Neighbour {
  /** As the file names it: an objective, priority or `objective/key-result`; of what serves it, the objective's id. */
  readonly ref: string;
  /** Of the objective, key result or priority; null where there is none of that name. */
  readonly title: string | null;
  /** Null for a priority and for what does not exist. */
  readonly paced: Paced | null;
  /** Whether one serves the other and they tell opposite stories: one on track, the other off track. */
  readonly contradicts: boolean;
}

/** A retrospective: its sections by heading in lower case, in file order. */
export interface Look {
  readonly phase: Phase;
  readonly date: Day;
  readonly by: string;
  readonly path: string;
  readonly sections: ReadonlyMap<string, string>;
}

/** Tells objectives of one snapshot, each in time that grows with what is known of it. */
export class Storyteller {
  readonly #survey: Survey;
  readonly #bodies: Bodies;
  readonly #looks = new Map<string, Retrospective[]>();

  constructor(survey: Survey, bodies: Bodies) {
    this.#survey = survey;
    this.#bodies = bodies;
    const { retrospectives, day } = survey.snapshot;
    for (const look of retrospectives) {
      if (look.date > day) continue;
      const known = this.#looks.get(look.objective);
      if (known) known.push(look);
      else this.#looks.set(look.objective, [look]);
    }
  }

  tell(followed: Followed): ObjectiveStory {
    const { objective } = followed;
    const { alignment, snapshot } = this.#survey;
    const near = (id: string) => this.#neighbour(id, snapshot.plan.objective(id) ?? null);
    return {
      followed,
      reasons: attention(followed, snapshot),
      grip: this.#grip(followed.checkIns.at(-1)),
      points: new Map(objective.keyResults.map((one) => [one.id, listPoints(one, followed.checkIns)])),
      initiatives: this.#bodies.initiatives(objective.body),
      serves: alignment.of(objective.id).map((link) => this.#served(link)),
      servedBy: uniqueFrom(alignment.to(objective.id)).map((from) => ({
        ...this.#neighbour(from.id, from),
        contradicts: from !== objective && this.#contradict(objective, from),
      })),
      dependsOn: [...new Set(objective.dependsOn)].map(near),
      dependents: alignment.dependents(objective.id).map(({ id }) => near(id)),
      looksBack: (this.#looks.get(objective.id) ?? []).map((look) => this.#look(look)),
    };
  }

  #grip(checkIn: CheckIn | undefined): Grip | null {
    if (checkIn === undefined) return null;
    const { date, by, source, body, results } = checkIn;
    const sections = this.#bodies.sections(body);
    const notes = [...results].flatMap(([id, { note }]) => (note === null ? [] : [[id, note] as const]));
    const text = (name: string) => sections.get(name)?.trim() || null;
    return { date, by, path: source.path, issues: text("issues"), plan: text("plan"), notes: new Map(notes) };
  }

  #look({ phase, date, by, source, body }: Retrospective): Look {
    return { phase, date, by, path: source.path, sections: this.#bodies.sections(body) };
  }

  #served(link: Link): Neighbour {
    const objective = servedBy(link);
    const near = this.#neighbour(link.ref, objective);
    const title = link.keyResult?.title ?? link.priority?.title ?? near.title;
    return { ...near, title, contradicts: objective !== null && this.#contradict(objective, link.from) };
  }

  /** As the rule `contradiction` and `okr align` judge it. */
  #contradict(parent: Objective, child: Objective): boolean {
    const survey = this.#survey;
    if ([parent, child].some((one) => survey.stage(one) !== "running")) return false;
    const links = survey.alignment.of(child.id).filter((link) => servedBy(link) === parent);
    const refs = links.map(({ ref }) => ref);
    return contradicts(survey.paced(parent), survey.paced(child), refs, survey.snapshot.settings);
  }

  #neighbour(ref: string, objective: Objective | null): Neighbour {
    const paced = objective && this.#survey.paced(objective);
    return { ref, title: objective?.title ?? null, paced, contradicts: false };
  }
}

function uniqueFrom(links: readonly Link[]): Objective[] {
  return [...new Set(links.map(({ from }) => from))];
}

/** What was read of a key result, with the progress it meant by today's definition. */
function listPoints({ id, measure }: KeyResult, checkIns: readonly CheckIn[]): Point[] {
  const metric = metricOf(measure);
  const measurable = metric.problem(measure) === null;
  const seen: Observation[] = [];
  return checkIns.flatMap(({ date, results, source }) => {
    const result = results.get(id);
    if (!result || result.value === null || metric.valueProblem(measure, result.value) !== null) return [];
    const { value, confidence } = result;
    seen.push({ date, value });
    const until = seen as unknown as [Observation, ...Observation[]];
    const progress = measurable ? metric.progress(measure, until, date) : null;
    return [{ day: date, value, progress, confidence, path: source.path }];
  });
}

/** The share of an objective's initiatives that are ticked, in words a page may show; null without any. */
export function tickedShare({ initiatives }: ObjectiveStory): { done: number; all: number } | null {
  if (initiatives.length === 0) return null;
  return { done: initiatives.filter(({ done }) => done).length, all: initiatives.length };
}
