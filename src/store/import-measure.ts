import { idFromTitle, idProblem } from "../model/id.ts";
import { type Measure, type Milestone, metricOf, metrics } from "../model/metrics/index.ts";
import { uniqueId } from "../model/naming.ts";
import { type GivenMeasure, proposeMeasure } from "../model/proposal.ts";
import { bareName, nameMeant } from "../model/spelling.ts";
import type { ImportColumn } from "./import-columns.ts";
import type { Line } from "./import-lines.ts";

/** How a key result is measured. */
export interface Measured {
  readonly measure: Measure;
  readonly unit: string | null;
}

/** The columns that say how a key result is measured. */
export const MEASURE_COLUMNS = ["metric", "baseline", "target", "at_least", "at_most", "milestones"] as const;

/** What other programs call metrics. */
const OTHER_NAMES = new Map<string, Measure["metric"]>(
  Object.entries({
    numeric: "number",
    percent: "number",
    percentage: "number",
    currency: "number",
    boolean: "binary",
    task: "binary",
    yesno: "binary",
    milestone: "milestones",
    threshold: "limit",
  }),
);

const LACKING: Readonly<Record<string, readonly [column: ImportColumn, message: string, hint: string]>> = {
  metric: [
    "key_result",
    "does not say how it is measured",
    'fill baseline and target, write the movement into the title, as "Increase sign-ups from 40 to 90", or name a metric: binary, milestones',
  ],
  baseline: [
    "baseline",
    "is empty: it is not said where the key result stands at its start",
    "write the value at the start",
  ],
  target: ["target", "is empty: it is not said which value is to be reached", "write the value to reach"],
  bound: [
    "at_least",
    "is empty, and so is at_most: it is not said which limit is to be held",
    "fill at_least, at_most or both",
  ],
  milestones: [
    "milestones",
    "is empty: it is not said which steps are to be reached",
    "write one step a line",
  ],
};

/**
 * How the key result of a line is measured: as its columns say where they name a metric, else as columns and title say together. Null
 * where that is not enough or wrong, which is noted.
 */
export function readMeasure(line: Line, title: string): Measured | null {
  const metric = readMetric(line);
  const columns = ["baseline", "target", "at_least", "at_most"] as const;
  const [baseline, target, atLeast, atMost] = columns.map((column) => line.number(column)) as (
    | number
    | null
  )[];
  // What is wrong with a number is noted already; nothing is to be said of what it leaves open.
  if (
    metric === "" ||
    columns.some((column, index) => line.says(column) && [baseline, target, atLeast, atMost][index] === null)
  )
    return null;
  const milestones = readMilestones(line.text("milestones"));
  const unit = line.words("unit") || unitBehind(line) || null;
  const given: GivenMeasure = {
    ...{ metric, baseline: baseline ?? null, target: target ?? null },
    ...{ atLeast: atLeast ?? null, atMost: atMost ?? null },
    ...{ milestones: milestones.map((one) => one.title), unit },
  };
  const proposal = proposeMeasure(title, given);
  const literal = metric === null ? null : literally(given, milestones);
  if (literal !== null)
    return checked(line, { measure: literal, unit: metric === "number" || metric === "limit" ? unit : null });
  if ("problem" in proposal)
    return line.error("key_result", `found "${title}", which ${proposal.problem}`, proposal.hint);
  if ("lacks" in proposal) {
    const [column, message, hint] = LACKING[proposal.lacks] as (typeof LACKING)[string];
    return line.error(column, message, hint);
  }
  return checked(
    line,
    milestones.length > 0 ? { measure: { metric: "milestones", milestones }, unit: null } : proposal,
  );
}

/** The metric of a cell, null where it is empty, "" where it is none, which is noted. */
function readMetric(line: Line): Measure["metric"] | null | "" {
  const text = line.words("metric");
  if (text === "") return null;
  const found = OTHER_NAMES.get(bareName(text)) ?? nameMeant(text, Object.keys(metrics));
  if (found !== null) return found as Measure["metric"];
  line.error(
    "metric",
    `found "${text}", which is no metric`,
    `write ${Object.keys(metrics).join(", ")}, or leave it empty`,
  );
  return "";
}

/** The measure that the columns give in full, whatever the title says; null where they do not, or hold what is another metric's. */
function literally(given: GivenMeasure, milestones: readonly Milestone[]): Measure | null {
  const { metric, baseline, target, atLeast, atMost } = given;
  const isNumber = baseline !== null || target !== null;
  const isLimit = atLeast !== null || atMost !== null;
  if (metric === "number" && baseline !== null && target !== null && !isLimit && milestones.length === 0)
    return { metric, baseline, target };
  if (metric === "limit" && isLimit && !isNumber && milestones.length === 0)
    return {
      metric,
      ...(atLeast === null ? {} : { at_least: atLeast }),
      ...(atMost === null ? {} : { at_most: atMost }),
    };
  if (metric === "milestones" && milestones.length > 0 && !isNumber && !isLimit)
    return { metric, milestones };
  return metric === "binary" && milestones.length === 0 && !isNumber && !isLimit ? { metric } : null;
}

function checked(line: Line, measured: Measured): Measured | null {
  const { measure } = measured;
  const problem = metricOf(measure).problem(measure);
  if (problem === null) return measured;
  const column = problem.property as ImportColumn | undefined;
  return line.error(column ?? "key_result", problem.message, problem.hint);
}

/** The unit that stands behind a number: `90 %`. */
function unitBehind(line: Line): string {
  for (const column of ["target", "baseline", "at_least", "at_most"] as const) {
    const unit = /\d\s*([^\d\s.,'’+−-][^\d]*)$/u.exec(line.words(column))?.[1];
    if (unit !== undefined) return unit;
  }
  return "";
}

/** Milestones one a line, or with `;` between them: `Draft agreed`, `draft: Draft agreed`, `live (2): Live for everyone`. */
function readMilestones(text: string): Milestone[] {
  const parts = text.includes("\n") ? text.split("\n") : splitOnce(text);
  const titles = parts.map((part) => part.trim().replace(/\s+/g, " ")).filter(Boolean);
  const taken = new Set(titles.flatMap((one) => named(one)?.id ?? []));
  return titles.map((title) => {
    const one = named(title);
    if (one !== null) return one;
    const id = uniqueId(idFromTitle(title, 3) || "step", (other) => taken.has(other));
    taken.add(id);
    return { id, title };
  });
}

/** At each `;`, but not where only the first part has an id: then the others belong to its title. */
function splitOnce(text: string): string[] {
  const parts = text.split(";").map((part) => part.trim());
  const first = named(parts[0] ?? "") !== null;
  return first && parts.slice(1).some((part) => named(part) === null) ? [text] : parts;
}

/** A milestone with an id of its own. */
function named(text: string): Milestone | null {
  const [, id = "", weight, title = ""] =
    /^([a-z0-9-]+)(?: \((\d+(?:\.\d+)?(?:e[+-]?\d+)?)\))?: (\S.*)$/.exec(text) ?? [];
  if (title === "" || idProblem(id) !== null) return null;
  return weight === undefined || !(Number(weight) > 0)
    ? { id, title }
    : { id, title, weight: Number(weight) };
}
