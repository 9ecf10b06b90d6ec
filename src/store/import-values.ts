import { parseConfidence, unitProblem } from "../model/check-in.ts";
import { metricOf, type Value } from "../model/metrics/index.ts";
import type { KeyResult } from "../model/plan.ts";
import type { ImportColumn } from "./import-columns.ts";
import type { Line } from "./import-lines.ts";

/** The value that a line gives a key result, as its metric has it; null where it gives none, and where it is wrong, which is noted. */
export function valueIn(line: Line, keyResult: KeyResult): Value | null {
  const { measure } = keyResult;
  const own = { number: "value", limit: "value", milestones: "reached", binary: "done" } as const;
  const column: ImportColumn = line.says(own[measure.metric]) ? own[measure.metric] : "value";
  const text = line.text(column);
  const stray = (["reached", "done"] as const).find((one) => one !== own[measure.metric] && line.says(one));
  if (stray !== undefined)
    return line.error(
      stray,
      `found "${line.words(stray)}", but ${keyResult.id} is a ${measure.metric}`,
      `write it into the column ${own[measure.metric]}`,
    );
  if (text === "") return null;
  const isCounted = measure.metric === "number" || measure.metric === "limit";
  const number = isCounted ? line.readNumber(text) : null;
  if (typeof number === "object" && number !== null) return line.error(column, number.message, number.hint);
  const value = number ?? metricOf(measure).parse(measure, text);
  const problem =
    typeof value === "object" && "message" in value
      ? value
      : (unitProblem(text, keyResult) ?? metricOf(measure).valueProblem(measure, value));
  return problem === null
    ? (value as Value)
    : line.error(column, foundWords(text, problem.message), problem.hint);
}

/** `found "70 ms", but it is counted in %`: what was found, and what is said of it in words that continue "it …". */
function foundWords(text: string, message: string): string {
  const said = [`is "${text}"`, `names "${text}"`].find((start) => message.startsWith(start));
  return `found "${text}"${said === undefined ? `, which ${message}` : message.slice(said.length)}`;
}

/** The confidence of a cell, 0–1; null where it is empty, and where it is none, which is noted. */
export function confidenceIn(line: Line, column: "confidence" | "check_in_confidence"): number | null {
  const text = line.text(column).replace(/^(\d*),(\d+)/, "$1.$2");
  if (text === "") return null;
  const confidence = parseConfidence(text);
  return typeof confidence === "number" ? confidence : line.error(column, `found "${text}"`, confidence.hint);
}
