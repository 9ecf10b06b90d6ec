import { type Cycle, findCycle } from "../model/cycle.ts";
import { addDays, type Day } from "../model/day.ts";
import type { Team } from "../model/plan.ts";
import { checkInInterval } from "../model/settings.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Origins } from "./origins.ts";
import { type Counts, countObjectives, type Overview, overview, type Selection } from "./overview.ts";
import { listParticipation, type Participation } from "./report/participation.ts";
import { judgeObjective, type Verdict } from "./report/scorecard.ts";
import { compareSince, type Since } from "./report/since.ts";
import { type Bodies, type ObjectiveStory, Storyteller } from "./report/story.ts";
import { isStrategic, listStrategy, type StrategyPart } from "./report/strategy.ts";
import { mean } from "./score.ts";
import { Survey } from "./survey.ts";

export type { Participation } from "./report/participation.ts";
export type { Verdict } from "./report/scorecard.ts";
export type { Since, SinceObjective } from "./report/since.ts";
export type { Bodies, Grip, Look, Neighbour, ObjectiveStory, Point } from "./report/story.ts";
export type { Contribution, Served, StrategyPart } from "./report/strategy.ts";

/** For whom a report is written. */
export const REPORT_KINDS = ["cycle", "strategic", "team", "scorecard"] as const;
/** A cycle for everybody, the strategy for leadership, a team for its check-in, or a cycle that is over. */
export type ReportKind = (typeof REPORT_KINDS)[number];

/** What a page about the OKRs says: a function of one tree, its history and a day. */
export interface Report {
  readonly kind: ReportKind;
  readonly day: Day;
  /** The company's name. */
  readonly company: string | null;
  /** The team the report is about; null for all. */
  readonly team: Team | null;
  /** The cycles of the objectives shown that exist, the company's current one first. */
  readonly cycles: readonly Cycle[];
  /** The objectives shown, those that need attention first. */
  readonly overview: Overview;
  /** What the headline counts: the objectives shown, in a strategic report the strategic ones. */
  readonly headline: Headline;
  /** One for each objective shown, in the same order. */
  readonly stories: readonly ObjectiveStory[];
  /** Null where nothing is to be compared: in a scorecard, and where the history is cut off. */
  readonly since: Since | null;
  /** By team, in file order: teams that have people. */
  readonly participation: readonly Participation[];
  /** What the company wants, and who serves it; without what the report is not about. */
  readonly strategy: readonly StrategyPart[];
  /** How objectives ended; empty but in a scorecard. */
  readonly verdicts: readonly Verdict[];
  /** Where each number comes from. */
  readonly origins: Origins;
  readonly snapshot: Snapshot;
  /** What further questions about the same snapshot share with it. */
  readonly survey: Survey;
}

/** A whole in a few numbers. */
export interface Headline {
  readonly counts: Counts;
  /**
   * Mean of the scores (in a scorecard of the grades, where there are any), now and on the day of comparison (of those that were
   * there); null without any.
   */
  readonly mean: number | null;
  readonly before: number | null;
}

/** So many days a month's page looks back. */
const MONTH = 30;

/**
 * Composes a report.
 * @param survey what several reports of one snapshot share
 * @param since the day to compare with; null for the last interval between check-ins, or for a month in the strategic report
 */
export function composeReport(
  snapshot: Snapshot,
  { kind, selection, since }: { kind: ReportKind; selection: Selection; since: Day | null },
  bodies: Bodies,
  survey = new Survey(snapshot),
): Report {
  const { plan, settings, day, history } = snapshot;
  const whole = overview(snapshot, kind === "scorecard" ? over(snapshot, selection) : selection, survey);
  const teller = new Storyteller(survey, bodies);
  const stories = whole.objectives.map((followed) => teller.tell(followed));
  const before = since ?? addDays(day, kind === "strategic" ? -MONTH : -checkInInterval(settings));
  const compared =
    kind === "scorecard" || history.cutOff !== null ? null : compareSince(whole, before, survey);
  const verdicts = kind === "scorecard" ? stories.map((story) => judgeObjective(story, settings)) : [];
  return {
    kind,
    day,
    company: settings.name,
    team: selection.team === null ? null : (plan.team(selection.team) ?? null),
    cycles: whole.cycles.flatMap((id) => findCycle(id, settings.cycles) ?? []),
    overview: whole,
    headline: {
      ...headlineOf(kind, whole, compared, snapshot),
      ...(kind === "scorecard" && { mean: mean(verdicts.map(({ final }) => final)) }),
    },
    stories,
    since: compared,
    participation: listParticipation(whole, survey),
    strategy: kind === "scorecard" ? [] : listStrategy(whole, survey),
    verdicts,
    origins: survey.origins,
    snapshot,
    survey,
  };
}

function headlineOf(
  kind: ReportKind,
  { objectives }: Overview,
  since: Since | null,
  { plan }: Snapshot,
): Headline {
  const counted = objectives.flatMap((followed, index) =>
    kind === "strategic" && !isStrategic(plan.team(followed.objective.team)) ? [] : [{ followed, index }],
  );
  return {
    counts: countObjectives(counted.map(({ followed }) => followed)),
    mean: mean(counted.map(({ followed }) => followed.score)),
    before: mean(counted.flatMap(({ index }) => since?.objectives[index]?.before?.score ?? [])),
  };
}

/** A scorecard without a cycle is about the one that ended last with objectives in it. */
function over(snapshot: Snapshot, selection: Selection): Selection {
  if (selection.cycle !== null) return selection;
  const { plan, settings, day } = snapshot;
  const ended = [...new Set(plan.objectives.map(({ cycle }) => cycle))]
    .flatMap((id) => findCycle(id, settings.cycles) ?? [])
    .filter(({ end }) => end < day)
    .sort((a, b) => (a.end === b.end ? (a.start < b.start ? 1 : -1) : a.end < b.end ? 1 : -1));
  return ended[0] === undefined ? selection : { ...selection, cycle: ended[0].id };
}
