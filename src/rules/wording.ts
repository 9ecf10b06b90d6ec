import type { FieldChange } from "../analysis/changes.ts";
import type { Day } from "../model/day.ts";
import type { Commit } from "../model/history.ts";
import type { OkrRecord } from "../model/records.ts";
import { dayOfStamp } from "../model/stamp.ts";

/** So many characters of a text, and so many changes, go into one message. */
const LONGEST = 50;
const MOST = 6;

/** A hint that asks for other words in a record, for one that is on the branch already as well: there nobody edits it. */
export function inRecord(hint: string): string {
  return `${hint} (once this file has landed: take it out in a commit of its own, and write another)`;
}

/** That something is not here any more, as the beginning of a hint; null where it never was. */
export function tellLast(last: Day | "never" | null, who = "it was"): string | null {
  if (last === "never") return null;
  return last === null ? `${who} here before` : `${who} here until ${last}`;
}

/** A commit as messages name it: `4c1f0e2 of 2026-11-20 by Ana Souza`. */
export function tellCommit({ id, authored, author }: Commit): string {
  const day = dayOfStamp(authored);
  return `${id.slice(0, 7)}${day === null ? "" : ` of ${day}`} by ${shorten(author.name)}`;
}

/** Who and in which commit, for brackets: `Ana Souza, 4c1f0e2`. */
export function tellAuthor({ id, author }: Commit): string {
  return `${shorten(author.name)}, ${id.slice(0, 7)}`;
}

/** So much of a commit's id as no other will begin with. */
export function longId({ id }: Commit): string {
  return id.slice(0, 12);
}

/** `check-in of 2026-11-20 on first-week`. */
export function tellRecord({ kind, date, objective }: OkrRecord): string {
  return `${kind} of ${date} on ${objective}`;
}

/** `completion target 90 → 80`, `tutorial added`. */
export function tellChange({ keyResult, property, from, to }: FieldChange): string {
  if (property === null) return `${keyResult} ${from === null ? "added" : "removed"}`;
  return tellMove(keyResult === null ? property : `${keyResult} ${property}`, from, to);
}

/** `completion 72 → 75`; of texts that differ only behind their beginning, that they changed. */
export function tellMove(name: string, from: unknown, to: unknown): string {
  const [before, after] = [tellValue(from), tellValue(to)];
  return before === after ? `${name} changed` : `${name} ${before} → ${after}`;
}

/** `1 day`, `11 days`. */
export function tellCount(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** Of all there are: `both key results`, `all 3 key results`. */
export function tellAll(number: number, nouns = ""): string {
  return [number === 2 ? "both" : `all ${number}`, nouns].filter(Boolean).join(" ");
}

/** The first few of many, and how many more there are. */
export function tellList(parts: readonly string[]): string {
  const more = parts.length - MOST;
  return more > 0 ? `${parts.slice(0, MOST).join(", ")} and ${more} more` : parts.join(", ");
}

/** A value in words; of milestones their ids, texts in quotes where they have spaces. */
function tellValue(value: unknown): string {
  if (value === null || value === undefined) return "none";
  if (Array.isArray(value)) return shorten(value.map(tellItem).join(", "));
  if (typeof value !== "string") return String(value);
  const short = shorten(value);
  return /^\S+$/.test(short) ? short : `"${short}"`;
}

function tellItem(item: unknown): string {
  return typeof item === "object" && item !== null && "id" in item ? String(item.id) : String(item);
}

/** One line of at most so many characters; no letter is cut in two. */
function shorten(text: string): string {
  const line = [...text.replace(/\s+/g, " ").trim()];
  return line.length > LONGEST
    ? `${line
        .slice(0, LONGEST - 1)
        .join("")
        .trimEnd()}…`
    : line.join("");
}
