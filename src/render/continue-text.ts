import type { CarriedKeyResult, CarriedLink, Carrying } from "../analysis/carrying.ts";
import type { Objective } from "../model/plan.ts";
import { landedLines } from "./check-in-text.ts";
import type { Medium } from "./index.ts";
import { safe } from "./safe.ts";
import type { Style } from "./style.ts";
import { width, wrap } from "./width.ts";
import { count, movement } from "./words.ts";

/** An objective of the next cycle. */
export interface Carried {
  readonly carrying: Carrying;
  /** Relative to the OKR root. */
  readonly path: string;
  /** How many initiatives are done and left behind. */
  readonly ticked: number;
}

/** What `okr continue` wrote. */
export interface ContinueReport {
  readonly carried: readonly Carried[];
  /** Those that nobody named and that have nothing left to carry on. */
  readonly leftOut: readonly Objective[];
  readonly commit: string | null;
  /** Null on a detached HEAD, and without a commit. */
  readonly branch: string | null;
  readonly pushed: { readonly remote: string; readonly branch: string; readonly rebased: number } | null;
  readonly warnings: readonly string[];
}

/** What was carried over, objective by objective, and what to look at next. */
export function continueText(report: ContinueReport, { style }: Pick<Medium, "style">): string {
  const { carried, commit, branch, pushed } = report;
  const wrote = commit === null ? "written, not committed:" : "wrote";
  const parts = carried.map((one) =>
    [
      ...wrap(carriedHead(one.carrying), style.columns).map((line) => style.colour.bold(line)),
      ...carriedLines(one, style),
      `${wrote} ${safe(one.path)}`,
    ].join("\n"),
  );
  const landed = landedLines({ commit, branch, pushed }, []);
  const last = carried.length > 1 && landed.length > 0 ? ["", ...landed] : landed;
  const files = carried.length === 1 ? "this file" : "these files";
  const targets = [
    "",
    ...wrap(`Next: set new targets in ${files}, where the old ones do not fit any more`, style.columns),
    "  okr check",
  ];
  return `${[parts.join("\n\n"), ...last, ...targets].join("\n")}\n`;
}

/** What carries on what, and from when to when. */
export function carriedHead({ objective, id, cycle }: Carrying): string {
  return `${safe(id)} carries ${safe(objective.id)} on into ${safe(cycle.id)} (${cycle.start} to ${cycle.end})`;
}

/** What goes into the next cycle, key result by key result; what is left behind; what somebody has to look at. */
export function carriedLines({ carrying, ticked }: Carried, style: Style): string[] {
  const { keyResults, reached, alignsTo, dependsOn } = carrying;
  const { dim } = style.colour;
  const done = ticked === 0 ? [] : [`  ${dim(`${count(ticked, "ticked initiative")} left behind`)}`];
  return [
    ...keyResults.flatMap((one) => keyResultLines(one, style)),
    ...reached.map((one) => `  ${dim(`${safe(one.id)}  reached, left behind`)}`),
    ...done,
    ...linkLines("aligns to", alignsTo, style),
    ...linkLines("depends on", dependsOn, style),
  ];
}

function keyResultLines(
  { keyResult, title, baseline, milestones, remark }: CarriedKeyResult,
  style: Style,
): string[] {
  const { measure } = keyResult;
  const { colour } = style;
  const now =
    measure.metric === "number" && baseline !== null
      ? { ...keyResult, measure: { ...measure, baseline } }
      : measure.metric === "milestones" && milestones !== null
        ? {
            ...keyResult,
            measure: {
              ...measure,
              milestones: measure.milestones.filter((one) => milestones.includes(one.id)),
            },
          }
        : keyResult;
  const was = now === keyResult ? "" : `  ${colour.dim(`(was ${movement(keyResult)})`)}`;
  return [
    `  ${safe(keyResult.id)}  ${movement(now)}${was}`,
    ...(title === null ? [] : below("    ", title, style)),
    ...remarkLines(remark, style),
  ];
}

function remarkLines(remark: string | null, style: Style): string[] {
  return remark === null ? [] : below(`    ${style.colour.yellow("!")} `, remark, style);
}

function below(start: string, text: string, { columns }: Style): string[] {
  const indent = width(start);
  const lines = wrap(safe(text), columns - indent);
  return lines.map((line, index) => (index === 0 ? start : " ".repeat(indent)) + line);
}

function linkLines(words: string, links: readonly CarriedLink[], style: Style): string[] {
  return links.flatMap(({ from, to, remark }) => {
    if (from === to && remark === null) return [];
    const head = from === to ? to : `${to}, which carries on ${from}`;
    return [...below("  ", `${words} ${head}`, style), ...remarkLines(remark, style)];
  });
}

const SUBJECT = 72;

/** The commit message. */
export function continueMessage(carried: readonly Carried[]): string {
  const [first] = carried;
  if (first !== undefined && carried.length === 1) {
    const { objective, id, cycle } = first.carrying;
    return [`okr: continue ${objective.id} as ${id} in ${cycle.id}`, messageBody(first.carrying)].join(
      "\n\n",
    );
  }
  const names = `okr: continue ${carried.map(({ carrying }) => carrying.objective.id).join(", ")}`;
  const subject = names.length > SUBJECT ? `okr: continue ${count(carried.length, "objective")}` : names;
  const bodies = carried.map(
    ({ carrying }) =>
      `${carrying.id} carries ${carrying.objective.id} on into ${carrying.cycle.id}\n${messageBody(carrying)}`,
  );
  return [subject, ...bodies].join("\n\n");
}

function messageBody({ keyResults, reached }: Carrying): string {
  const left = reached.map((one) => `- ${one.id}: reached, left behind`);
  const carried = keyResults.map(({ keyResult, baseline }) =>
    baseline === null ? `- ${keyResult.id}` : `- ${keyResult.id}: begins at ${baseline}`,
  );
  return [...carried, ...left].join("\n");
}
