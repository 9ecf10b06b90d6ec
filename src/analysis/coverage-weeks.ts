import type { Day } from "../model/day.ts";
import type { Content, Step } from "../model/history.ts";
import { createPlan, type Objective, type Plan, type Strategy, type Team } from "../model/plan.ts";
import { Alignment } from "./alignment.ts";
import { isAligned, type Share, splitByLevel } from "./coverage.ts";
import type { Survey } from "./survey.ts";
import { weekEnds } from "./weeks.ts";

/** How many team objectives served something at the end of a week. */
export interface WeekShare extends Share {
  readonly day: Day;
}

/**
 * The share of team objectives that serve something at the end of each week of a cycle, each by the definitions that were in force
 * then; the last one by those of the snapshot. Null where the history is cut off; of the snapshot alone where there is none.
 * @param objectives those whose weeks are asked for: of their cycles, the one that begins last counts
 * @param teams only those of these teams; null for all
 */
export function coverageByWeek(
  objectives: readonly Objective[],
  teams: ReadonlySet<string> | null,
  survey: Survey,
): WeekShare[] | null {
  const { history, day, plan } = survey.snapshot;
  const asked = splitByLevel(plan, objectives).team;
  const cycles = asked.flatMap((one) => survey.cycle(one) ?? []);
  const [first, ...rest] = cycles;
  if (history.cutOff !== null) return null;
  if (first === undefined) return [];
  const cycle = rest.reduce((last, one) => (one.start > last.start ? one : last), first);
  if (day < cycle.start) return [];
  const ids = new Set(cycles.map(({ id }) => id));
  const wanted = (one: Objective) => ids.has(one.cycle) && (teams === null || teams.has(one.team));
  const past = new PastPlan(history.branch);
  const last = day < cycle.end ? day : cycle.end;
  const days = history.branch.length === 0 ? [last] : weekEnds(cycle.start, last, survey.snapshot);
  let judged: Judged[] = [];
  return days.map((end, index) => {
    if (index === days.length - 1) judged = judge(plan, asked, survey.alignment);
    else if (past.advance(end)) judged = past.judge(wanted);
    const held = judged.filter(({ id }) => survey.story.closed(id, end)?.outcome !== "abandoned");
    return { day: end, aligned: held.filter(({ aligned }) => aligned).length, all: held.length };
  });
}

interface Judged {
  readonly id: string;
  readonly aligned: boolean;
}

function judge(plan: Plan, objectives: readonly Objective[], alignment: Alignment): Judged[] {
  return objectives.map((one) => ({ id: one.id, aligned: isAligned(one, plan, alignment) }));
}

/** The definitions as the branch had them, from its beginning on. */
class PastPlan {
  readonly #branch: readonly Step[];
  readonly #files = new Map<string, Content>();
  #next = 0;

  constructor(branch: readonly Step[]) {
    this.#branch = branch;
  }

  /** Goes on to the end of a day; whether definitions changed by then. */
  advance(day: Day): boolean {
    let until = this.#next;
    for (let at = this.#next; at < this.#branch.length; at++) {
      const known = (this.#branch[at] as Step).day;
      if (known !== null && known > day) break;
      if (known !== null) until = at + 1;
    }
    let changed = false;
    for (; this.#next < until; this.#next++)
      for (const { path, before, after } of (this.#branch[this.#next] as Step).commit.changes) {
        changed ||= isDefinition(before) || isDefinition(after);
        if (isDefinition(after)) this.#files.set(path, after);
        else this.#files.delete(path);
      }
    return changed;
  }

  judge(wanted: (objective: Objective) => boolean): Judged[] {
    const objectives: Objective[] = [];
    const teams: Team[] = [];
    let strategy: Strategy | null = null;
    for (const [, content] of [...this.#files].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (content.kind === "objective") objectives.push(content.objective);
      else if (content.kind === "team") teams.push(content.team);
      else if (content.kind === "strategy") strategy ??= content.strategy;
    }
    const plan = createPlan({ strategy, teams, people: [], objectives, damaged: new Set() });
    const counted = objectives.filter((one) => plan.objective(one.id) === one && wanted(one));
    return judge(plan, splitByLevel(plan, counted).team, new Alignment(plan));
  }
}

function isDefinition(content: Content | null): content is Content {
  return content !== null && ["objective", "team", "strategy"].includes(content.kind);
}
