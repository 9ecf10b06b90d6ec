import type { Prompts } from "../context.ts";
import { UserError } from "../errors.ts";
import { parseNumber } from "../model/metrics/metric.ts";
import { shortId, uniqueId } from "../model/naming.ts";
import type { KeyResult } from "../model/plan.ts";
import {
  describeTitle,
  type GivenMeasure,
  NOTHING_GIVEN,
  type Proposal,
  proposeMeasure,
} from "../model/proposal.ts";
import { measureText } from "../render/new-text.ts";
import { safe } from "../render/safe.ts";
import type { NewOptions } from "./new-options.ts";

type Settled = Extract<Proposal, { measure: unknown }>;
type Lack = Extract<Proposal, { lacks: unknown }>["lacks"];

/** What the flags say of a measure. */
export function measureGiven({
  metric,
  baseline,
  target,
  atLeast,
  atMost,
  milestone,
  unit,
}: NewOptions): GivenMeasure {
  return { metric, baseline, target, atLeast, atMost, milestones: milestone, unit };
}

/** How a key result is measured, as its title and the flags say it. Throws a UserError where that is not enough. */
export function settleMeasure(title: string, given: GivenMeasure): Settled {
  const proposal = proposeMeasure(title, given);
  if ("measure" in proposal) return proposal;
  if ("problem" in proposal)
    throw new UserError(`the key result "${title}" ${proposal.problem}`, proposal.hint);
  throw new UserError(
    `the key result "${title}" does not say ${LACKING[proposal.lacks]}`,
    ADVICE[proposal.lacks],
  );
}

const LACKING: Readonly<Record<Lack, string>> = {
  metric: "how it is measured",
  baseline: "where it stands today",
  target: "which value is to be reached",
  bound: "which limit is to be held",
  milestones: "which steps are to be reached",
};
const ADVICE: Readonly<Record<Lack, string>> = {
  metric:
    'write the movement into it, as "Increase sign-ups from 40 to 90", or add it with okr new key-result and --metric, --baseline, --target, …',
  baseline: "add --baseline with the value today",
  target: "add --target with the value to reach",
  bound: "add --at-least, --at-most or both",
  milestones: 'add --milestone "Draft agreed" for every step',
};

/** The same, asking for what is missing and saying what was understood. */
export async function askMeasure(prompts: Prompts, title: string, given: GivenMeasure): Promise<Settled> {
  let said = given;
  for (;;) {
    const proposal = proposeMeasure(title, said);
    if ("problem" in proposal)
      throw new UserError(`the key result "${title}" ${proposal.problem}`, proposal.hint);
    if ("measure" in proposal) {
      await prompts.section(`→ ${measureText({ ...draftOf(title), ...proposal })}`);
      return proposal;
    }
    said = { ...said, ...(await QUESTIONS[proposal.lacks](prompts, title, said)) };
  }
}

type Question = (prompts: Prompts, title: string, said: GivenMeasure) => Promise<Partial<GivenMeasure>>;

const QUESTIONS: Readonly<Record<Lack, Question>> = {
  metric: async (prompts, title) => {
    await prompts.section(`I read ${safe(describeTitle(title))}.`);
    const metric = await prompts.choose({
      message: "How is it measured?",
      options: [
        { value: "number", label: "number", hint: "from a value today to a target" },
        { value: "limit", label: "limit", hint: "a bound to hold" },
        { value: "milestones", label: "milestones", hint: "steps to reach" },
        { value: "binary", label: "binary", hint: "done or not" },
      ],
    });
    return { metric: metric as NonNullable<GivenMeasure["metric"]> };
  },
  baseline: async (prompts, title, said) => {
    if (said.metric === null) await prompts.section(`I read ${safe(describeTitle(title))}.`);
    const problem = (baseline: number) => problemOf(title, { ...said, baseline });
    const { value, unit } = await askNumber(prompts, "Where does it stand today?", problem);
    return { baseline: value, unit: said.unit ?? unit };
  },
  target: async (prompts, title, said) => {
    const problem = (target: number) => problemOf(title, { ...said, target });
    const { value, unit } = await askNumber(prompts, "Which value is to be reached?", problem);
    return { target: value, unit: said.unit ?? unit ?? (await askUnit(prompts)) };
  },
  bound: async (prompts, _, said) => {
    const side = await prompts.choose({
      message: "Which limit is to be held?",
      options: [
        { value: "atLeast", label: "at least", hint: "≥" },
        { value: "atMost", label: "at most", hint: "≤" },
      ],
    });
    const message = side === "atLeast" ? "At least what?" : "At most what?";
    const { value, unit } = await askNumber(prompts, message, () => null);
    return { [side]: value, unit: said.unit ?? unit ?? (await askUnit(prompts)) };
  },
  milestones: async (prompts) => {
    const milestones: string[] = [];
    for (;;) {
      const first = milestones.length === 0;
      const check = (answer: string) => (first && answer.trim() === "" ? "name at least one step" : null);
      const answer = await prompts.text({
        message: first ? "First milestone?" : "Next milestone? (Enter when that is all)",
        check,
      });
      if (answer.trim() === "") return { milestones };
      milestones.push(answer.replace(/\s+/g, " ").trim());
    }
  },
};

/** What would be wrong with what was said so far, or null. */
function problemOf(title: string, said: GivenMeasure): string | null {
  const proposal = proposeMeasure(title, said);
  return "problem" in proposal ? safe(`it ${proposal.problem}`) : null;
}

async function askUnit(prompts: Prompts): Promise<string | null> {
  const answer = await prompts.text({
    message: "Counted in what?",
    placeholder: "%, ms, customers; Enter for none",
  });
  return answer.trim() || null;
}

/** A number, and the unit where one was typed behind it. */
async function askNumber(
  prompts: Prompts,
  message: string,
  problem: (value: number) => string | null,
): Promise<{ value: number; unit: string | null }> {
  const answer = await prompts.text({
    message,
    placeholder: "a number, as 72 or 72 %",
    check(text) {
      const value = parseNumber(text);
      return typeof value === "number" ? problem(value) : safe(`it ${value.message}; ${value.hint}`);
    },
  });
  return {
    value: parseNumber(answer) as number,
    unit: /\d\s*([^\d\s][^\d]*)$/.exec(answer.trim())?.[1] ?? null,
  };
}

/** A key result made of its title and its measure, with an id that none of its neighbours has. */
export function keyResultFrom(title: string, settled: Settled, neighbours: readonly KeyResult[]): KeyResult {
  return { ...draftOf(title, neighbours), ...settled };
}

function draftOf(title: string, neighbours: readonly KeyResult[] = []): KeyResult {
  const id = uniqueId(shortId(title, 3) || "key-result", (other) =>
    neighbours.some((one) => one.id === other),
  );
  return { id, title, owner: null, backup: null, measure: { metric: "binary" }, unit: null, weight: 1 };
}

/** Asks for key results until there are no more; at least one. */
export async function askKeyResults(prompts: Prompts): Promise<KeyResult[]> {
  const found: KeyResult[] = [];
  await prompts.section("Key results: how will you know?", [
    "Each is a movement of a measure, not a task:",
    "  Increase onboarding completion from 65 % to 90 %",
    "  Keep the sign-up page available at least 99.9 % of the time",
  ]);
  for (;;) {
    const first = found.length === 0;
    const answer = await prompts.text({
      message: first ? "First key result?" : "Another key result? (Enter when that is all)",
      check: (text) => (first && text.trim() === "" ? "an objective needs at least one" : null),
    });
    const title = answer.replace(/\s+/g, " ").trim();
    if (title === "") return found;
    found.push(keyResultFrom(title, await askMeasure(prompts, title, NOTHING_GIVEN), found));
  }
}
