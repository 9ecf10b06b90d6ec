import { closest } from "../id.ts";
import { atLatest, latest, type Metric, type Value } from "./metric.ts";

/** Steps to reach, each with a weight; the weights need not add up to anything. */
export interface MilestonesMetric {
  readonly metric: "milestones";
  readonly milestones: readonly Milestone[];
}

/** One step; its weight is 1 when absent. */
export interface Milestone {
  readonly id: string;
  readonly title: string;
  readonly weight?: number;
}

/** Progress is the weight of the milestones reached ÷ the weight of all. A reading names every milestone reached so far. */
export const milestones: Metric<MilestonesMetric> = {
  metric: "milestones",
  summary: "Steps to reach; a reading names every step reached so far.",
  properties: {
    milestones: {
      type: "array",
      description: "The steps, in the order they are expected.",
      minItems: 1,
      items: {
        type: "object",
        additionalProperties: false,
        patternProperties: { "^x-": {} },
        required: ["id", "title"],
        properties: {
          id: { $ref: "#/$defs/id" },
          title: { $ref: "#/$defs/title" },
          weight: { type: "number", exclusiveMinimum: 0, description: "Its share; 1 when absent." },
        },
      },
      examples: [
        [
          { id: "draft", title: "Draft agreed" },
          { id: "live", title: "Live for everyone", weight: 2 },
        ],
      ],
    },
  },
  required: ["milestones"],
  value: {
    type: "array",
    items: { $ref: "#/$defs/id" },
    description: "The ids of all milestones reached so far.",
    examples: [["draft", "live"]],
  },
  problem({ milestones }) {
    const ids = milestones.map((milestone) => milestone.id);
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined)
      return {
        property: "milestones",
        message: `names the milestone "${twice}" twice`,
        hint: "give each its own id",
      };
    return Number.isFinite(milestones.reduce((sum, { weight = 1 }) => sum + weight, 0))
      ? null
      : {
          property: "milestones",
          message: "has weights too large to add up",
          hint: "use weights such as 1 and 2",
        };
  },
  valueProblem: ({ milestones }, value) =>
    Array.isArray(value)
      ? unknown(milestones, value)
      : { message: "is not a list of milestones", hint: `write [${milestones[0]?.id}], or [] for none` },
  progress: atLatest((definition, value) => {
    const { done, all } = weigh(definition, value);
    return done / all;
  }),
  derivation(definition, observations) {
    const { done, all } = weigh(definition, latest(observations));
    const weighted = definition.milestones.some(({ weight = 1 }) => weight !== 1);
    return `${done} of ${all} ${weighted ? "by weight" : "milestones"}`;
  },
  parse(definition, text) {
    const ids = text
      .replace(/^\[|\]$/g, "")
      .split(/[\s,]+/)
      .filter((word) => word !== "" && word !== "none");
    if (text.trim() === "")
      return { message: "is empty", hint: "name every milestone reached so far, or write none" };
    return unknown(definition.milestones, ids) ?? ids;
  },
  describe: ({ milestones }) =>
    `${milestones.length} ${milestones.length === 1 ? "milestone" : "milestones"}`,
  show: ({ milestones }, value) => `${(value as readonly string[]).length}/${milestones.length}`,
};

/** The weight of the milestones reached, and of all. */
function weigh({ milestones }: MilestonesMetric, value: Value): { done: number; all: number } {
  const reached = new Set(value as readonly string[]);
  let done = 0;
  let all = 0;
  for (const { id, weight = 1 } of milestones) {
    all += weight;
    if (reached.has(id)) done += weight;
  }
  return { done, all };
}

function unknown(milestones: readonly Milestone[], ids: readonly string[]) {
  const known = milestones.map((milestone) => milestone.id);
  const stranger = ids.find((id) => !known.includes(id));
  if (stranger === undefined) return null;
  const near = closest(stranger, known);
  return {
    message: `names "${stranger}", which is not a milestone of this key result`,
    hint: near ? `did you mean "${near}"?` : `its milestones: ${known.join(", ")}`,
  };
}
