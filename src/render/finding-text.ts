import type { Finding } from "../model/finding.ts";
import { safe } from "./safe.ts";

/** So much of a message, and half of it of a hint, is shown by a host; GitHub cuts the two of them at 4,096 UTF-16 units. */
const LONGEST = 2000;

/** What was found and what to do about it, on two lines, fit for a host to show. */
export function findingText({ message, hint }: Pick<Finding, "message" | "hint">): string {
  return `${cut(safe(message), LONGEST)}\n→ ${cut(safe(hint), LONGEST / 2)}`;
}

/** Text of at most so many UTF-16 units; what is cut shows as `…`. Never cuts through a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = /[\ud800-\udbff]/.test(text.charAt(most - 2));
  return `${text.slice(0, most - (half ? 2 : 1))}…`;
}
