import { type BinaryMetric, binary } from "./binary.ts";
import { type LimitMetric, limit } from "./limit.ts";
import type { Metric } from "./metric.ts";
import { type MilestonesMetric, milestones } from "./milestones.ts";
import { type NumberMetric, number } from "./number.ts";

/** How a key result is measured, with what that metric needs. */
export type Measure = NumberMetric | LimitMetric | MilestonesMetric | BinaryMetric;

/** Every metric, by name. The first is the default. */
export const metrics = { number, limit, milestones, binary } as const;

/** The metric of a measure. */
export function metricOf<M extends Measure>(measure: M): Metric<M> {
  return metrics[measure.metric] as unknown as Metric<M>;
}

export type { Metric, MetricProblem, Observation, Schema, Value } from "./metric.ts";
export type { Milestone } from "./milestones.ts";
export type { BinaryMetric, LimitMetric, MilestonesMetric, NumberMetric };
