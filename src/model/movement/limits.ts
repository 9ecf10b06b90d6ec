import type { HeldLimit } from "./kinds.ts";
import { type Lead, leadOf } from "./leads.ts";
import { joinUnits } from "./quantities.ts";
import { ends, quantityAt, type Token, wordAt } from "./tokens.ts";
import { CONNECTORS, LEADS } from "./words.ts";

/** Whether a bound is a limit although no verb says so: "no more than 3 incidents", but not "in under 3 weeks". */
export function isClear(tokens: readonly Token[], index: number, { bound, phrase, word, at }: Lead): boolean {
  const { unit, noun } = quantityAt(tokens, index);
  if (!bound || phrase === "within" || LEADS.has(word)) return false;
  if (bound.side === "at_least") return bound.clear && !noun && ends(tokens, index);
  return bound.clear || at < 0 || (unit !== null && !noun) || ends(tokens, index);
}

/** The limit that a bound before a number sets; null without one. */
export function readBound(
  tokens: readonly Token[],
  index: number,
  { bound, phrase }: Lead,
): HeldLimit | null {
  const { value, unit, noun, scaled } = quantityAt(tokens, index);
  if (!bound || (phrase === "within" && wordAt(tokens, index + 1) === "of")) return null;
  // Of things that are counted, "fewer than 3" are 2 at most.
  const counted = bound.strict && (noun || phrase === "fewer than") && Number.isInteger(value) && !scaled;
  const limit = counted ? value + (bound.side === "at_most" ? -1 : 1) : value;
  return { kind: "limit", metric: "limit", [bound.side]: limit, unit };
}

/** Two numbers to keep between: "between 18 and 22", "above 18 and below 22". */
export function readRange(tokens: readonly Token[], first: number, second: number): HeldLimit | null {
  const [x, y] = [quantityAt(tokens, first), quantityAt(tokens, second)];
  const unit = joinUnits(x, y);
  if (unit === undefined) return null;
  const leads = [leadOf(tokens, first), leadOf(tokens, second)] as const;
  const joint = wordAt(tokens, second - 1);
  const between = wordAt(tokens, first - 1) === "between" && joint === "and";
  const near = second === first + 2 || (x.noun && second === first + 3);
  if (near && (between || (CONNECTORS.has(joint) && joint !== "→")))
    return x.value < y.value
      ? { kind: "limit", metric: "limit", at_least: x.value, at_most: y.value, unit }
      : null;
  const [one, other] = [readBound(tokens, first, leads[0]), readBound(tokens, second, leads[1])];
  if (!one || !other || leads[0].bound?.side === leads[1].bound?.side) return null;
  const both: HeldLimit = { ...one, ...other, unit };
  return (both.at_least as number) < (both.at_most as number) ? both : null;
}
