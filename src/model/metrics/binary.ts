import { atLatest, latest, type Metric } from "./metric.ts";

/** Something that is done or not. */
export interface BinaryMetric {
  readonly metric: "binary";
}

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["yes", true],
  ["y", true],
  ["done", true],
  ["1", true],
  ["false", false],
  ["no", false],
  ["n", false],
  ["open", false],
  ["0", false],
]);

/** Progress is 1 when done, else 0. */
export const binary: Metric<BinaryMetric> = {
  metric: "binary",
  summary: "Something that is done or not.",
  properties: {},
  required: [],
  value: { type: "boolean", description: "Whether it is done.", examples: [true] },
  problem: () => null,
  valueProblem: (_, value) =>
    typeof value === "boolean"
      ? null
      : { message: "is not true or false", hint: "write true when it is done, else false" },
  progress: atLatest((_, value) => (value === true ? 1 : 0)),
  derivation: (_, observations) => (latest(observations) === true ? "done" : "not done yet"),
  parse: (_, text) =>
    WORDS.get(text.trim().toLowerCase()) ?? {
      message: `is "${text}"`,
      hint: "write yes when it is done, else no",
    },
  describe: () => "open → done",
  show: (_, value) => (value === true ? "done" : "open"),
};
