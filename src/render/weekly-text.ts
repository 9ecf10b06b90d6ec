import type { Followed, Overview } from "../analysis/overview.ts";
import { mean } from "../analysis/score.ts";
import type { Week } from "../analysis/weeks.ts";
import { goalpostLines } from "./goalpost-text.ts";
import { safe } from "./safe.ts";
import type { Style } from "./style.ts";
import { type Row, weekTable } from "./week-table.ts";
import { flow, truncate, wrap } from "./width.ts";
import { count } from "./words.ts";

/** The weeks of one objective, and how its goalposts moved. */
export function weekLines(followed: Followed, style: Style): string[] {
  const { past, cycle, objective } = followed;
  const weeks = past?.weeks ?? [];
  if (weeks.length === 0) {
    const why =
      cycle === null
        ? `its cycle ${safe(objective.cycle)} does not exist`
        : `its cycle begins on ${cycle.start}`;
    return wrap(`no weeks yet: ${why}`, style.columns - 2).map((line) => `  ${line}`);
  }
  const parts = partsOf(followed, weeks);
  const rows = weeks.map((week) => rowOf(week, parts));
  const { lines, left } = weekTable({ whole: "score", parts: parts.map(safe), rows }, style);
  const more = [`and ${count(left, "more key result")}:`, `okr score ${safe(objective.id)} --weekly --json`];
  const moved = goalpostLines(followed, "    ", style);
  return [
    ...lines,
    ...(left > 0 ? indented(more, style) : []),
    ...(moved.length > 0 ? [`${style.colour.yellow("◆")} goalposts moved`] : []),
    ...moved,
  ];
}

/** Today's key results in file order, then those that were taken out. */
function partsOf({ objective }: Followed, weeks: readonly Week[]): string[] {
  const ids = new Set(objective.keyResults.map(({ id }) => id));
  for (const { scored } of weeks.toReversed())
    for (const { keyResult } of scored?.keyResults ?? []) ids.add(keyResult.id);
  return [...ids];
}

function rowOf({ day, scored, confidence, redefined }: Week, ids: readonly string[]): Row {
  const scores = new Map(
    scored?.keyResults.map((one) => [one.keyResult.id, one.reading === null ? null : one.score]),
  );
  const parts = ids.map((id) => (scored === null ? null : scores.get(id)));
  return { day, score: scored?.score ?? null, confidence, redefined, parts };
}

/** For each cycle with several objectives the mean of their scores, week by week. */
export function meanLines({ objectives, cycles }: Overview, style: Style): string[] {
  return cycles.flatMap((cycle) => {
    const all = objectives.filter(
      ({ objective, past }) => objective.cycle === cycle && past && past.weeks.length > 0,
    );
    if (all.length < 2) return [];
    const rows = meanRows(all.map(({ past }) => past?.weeks ?? []));
    const parts = all.map(({ objective }) => safe(objective.id));
    const { lines, left } = weekTable({ whole: "mean", parts, rows }, style);
    const title = `mean of ${count(all.length, "objective")} of ${safe(cycle)}`;
    const facts = "one without a reading counts 0; a closed one stays as it was";
    return [
      style.colour.bold(truncate(title, style.columns)),
      ...wrap(facts, style.columns - 2).map((line) => `  ${style.colour.dim(line)}`),
      ...lines,
      ...(left > 0 ? indented([`and ${count(left, "more objective")}, which count as well`], style) : []),
      "",
    ];
  });
}

/** The weeks of the objective that was followed for longest; of the others the last week until then counts. */
function meanRows(objectives: readonly (readonly Week[])[]): Row[] {
  const longest = objectives.reduce((a, b) => ((a.at(-1)?.day ?? "") >= (b.at(-1)?.day ?? "") ? a : b));
  return longest.map(({ day }, index) => {
    const since = longest[index - 1]?.day ?? "";
    const parts = objectives.map((weeks) => {
      const week = weeks.findLast((one) => one.day <= day);
      return week && (week.scored?.score ?? null);
    });
    const read = parts.some((score) => typeof score === "number");
    return {
      day,
      score: read ? mean(parts.map((score) => score ?? 0)) : null,
      confidence: null,
      redefined: objectives.some((weeks) =>
        weeks.some((week) => week.redefined && week.day > since && week.day <= day),
      ),
      parts,
    };
  });
}

function indented(pieces: readonly string[], { columns }: Style): string[] {
  return flow(
    pieces.flatMap((piece) => wrap(piece, columns - 2)),
    columns,
    "  ",
  );
}
