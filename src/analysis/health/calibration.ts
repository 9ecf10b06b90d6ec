import { halfTime } from "../../model/cycle.ts";
import { elapsed, projected, statusOfProjection } from "../pace.ts";
import { scoreObjective } from "../score.ts";
import { aim, type Case, type Gauge, type Measure } from "./gauge.ts";
import type { Ended, Scope } from "./scope.ts";

/*
 * The score of a probability forecast f of an event o that happens (1) or not (0) is the mean of (f − o)²: 0 is perfect, always saying 0.5
 * earns 0.25. G. W. Brier, Verification of forecasts expressed in terms of probability, Monthly Weather Review 78 (1950) 1–3; there summed
 * over both classes, which doubles it; halved it is the form in use since.
 */

/** What was expected at half time, and what came. */
interface Forecast {
  readonly ended: Ended;
  /** The last one given until then, 0–1; null where none was. */
  readonly confidence: number | null;
  /** The score it was heading for, 0–1; null where nothing was read until then. */
  readonly projected: number | null;
  /** Whether that would have reached it. */
  readonly onTrack: boolean;
}

const SURENESS: Gauge = {
  id: "confidence_bias",
  label: "confidence at half time, against what was reached",
  how: "The mean of the last confidence given by the middle of the cycle, less the share of objectives reached (good or met); above 0 is too sure, below too careful.",
  unit: "difference",
  fold: "mean",
  noun: "ended objective",
  byTeam: true,
  aim: aim(-0.15, 0.15),
  advise: tellBias,
  cases: (scope) =>
    casesOf(scope, ({ confidence, ended }) =>
      confidence === null ? null : confidence - Number(ended.reached),
    ),
};

const BRIER: Gauge = {
  id: "confidence_brier",
  label: "Brier score of the confidence at half time",
  how: "The mean of (confidence − 1)² of what was reached and of confidence² of what was not (Brier 1950): 0 is perfect, and whoever always says 0.5 gets 0.25.",
  unit: "number",
  fold: "mean",
  noun: "ended objective",
  byTeam: true,
  aim: aim(null, 0.25),
  advise: () =>
    "The confidence tells less than a coin: in the check-in, ask what would have to happen, and how likely that is.",
  cases: (scope) =>
    casesOf(scope, ({ confidence, ended }) =>
      confidence === null ? null : (confidence - Number(ended.reached)) ** 2,
    ),
};

const PROJECTION: Gauge = {
  id: "projection_bias",
  label: "projection at half time, against the end",
  how: "The mean of the score each objective was heading for in the middle of the cycle, less its grade or else its final score.",
  unit: "difference",
  fold: "mean",
  noun: "ended objective",
  byTeam: true,
  aim: aim(-0.15, 0.15),
  advise: (value) =>
    value > 0
      ? "Progress slows down in the second half: ask at half time what is still in the way."
      : "Most is reached in the second half: read low projections at half time with patience.",
  cases: (scope) =>
    casesOf(scope, (one) => (one.projected === null ? null : one.projected - one.ended.final)),
};

const WRONG: Gauge = {
  id: "projection_brier",
  label: "of the projections at half time were wrong about what would be reached",
  how: "The Brier score of a forecast that says 1 for what is on track in the middle of the cycle and 0 for the rest: the share of those that came otherwise.",
  unit: "share",
  fold: "mean",
  noun: "ended objective",
  byTeam: true,
  aim: aim(null, 0.25),
  advise: () => "Do not decide by the projection alone: steady progress is not how these key results move.",
  cases: (scope) =>
    casesOf(scope, (one) => (one.projected === null ? null : Number(one.onTrack !== one.ended.reached))),
};

/** Whether what people and the pace expect comes about. */
export const calibration: Measure = {
  id: "calibration",
  title: "Calibration",
  history: false,
  ofScores: true,
  needs: "objectives that have ended, with a check-in before half time",
  gauges: [SURENESS, BRIER, PROJECTION, WRONG],
};

function tellBias(value: number): string {
  return value > 0
    ? "Teams are too sure: ask in each check-in what speaks against it."
    : "Teams are too careful: they reach more than they expect, and could aim for more.";
}

function casesOf(scope: Scope, take: (forecast: Forecast) => number | null): Case[] {
  return forecastsIn(scope).flatMap((forecast): Case[] => {
    const value = take(forecast);
    return value === null ? [] : [{ team: forecast.ended.objective.team, value }];
  });
}

const known = new WeakMap<Scope, readonly Forecast[]>();

/** What was expected of each objective that ended; one that was closed by half time was not forecast. */
function forecastsIn(scope: Scope): readonly Forecast[] {
  const found = known.get(scope);
  if (found) return found;
  const { story, snapshot } = scope.survey;
  const list = scope.ended.flatMap((ended): Forecast[] => {
    const { objective, cycle, closed } = ended;
    const middle = halfTime(cycle);
    if (closed !== null && closed.date <= middle) return [];
    const then = scoreObjective(objective, story, middle);
    const read = then.keyResults.some(({ reading }) => reading !== null);
    const heading = read ? projected(then.score, elapsed(cycle, middle)) : null;
    const status = statusOfProjection(heading ?? 0, objective.type, snapshot.settings);
    const confidence = then.checkIns.findLast((one) => one.confidence !== null)?.confidence ?? null;
    return [{ ended, confidence, projected: heading, onTrack: status === "on-track" }];
  });
  known.set(scope, list);
  return list;
}
