import type { Fix } from "../model/finding.ts";
import { safe } from "./safe.ts";
import type { Style } from "./style.ts";
import { count } from "./words.ts";

/** A repair of a file. */
export interface Repair {
  readonly path: string;
  /** Counted from 1, in the file as it was. */
  readonly line: number;
  readonly fix: Fix;
  /** The name or value that was there; null where it is no plain one. */
  readonly was: string | null;
}

/** Lines of a file that repairs change, and what they become. */
export interface Hunk {
  readonly path: string;
  /** The first of the lines before, counted from 1. */
  readonly line: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly repairs: readonly Repair[];
}

/** What was repaired, one line each: `okrs/grow.md:7: alignsTo → aligns_to`; then how many there are. */
export function repairsText(repairs: readonly Repair[]): string {
  const lines = repairs.map((repair) => `${place(repair)}: ${tell(repair)}`);
  return `${[...lines, summary(repairs)].join("\n")}\n`;
}

/** What repairs would change: the lines that go and those that come, each with its place. */
export function rehearsalText(hunks: readonly Hunk[], { colour }: Style): string {
  const lines = hunks.flatMap((hunk) => {
    const from = passedOver(hunk);
    return [
      `${colour.bold(place(hunk))}  ${hunk.repairs.map(tell).join(", ")}`,
      ...hunk.before.map((line) => colour.red(`- ${cut(line, from)}`)),
      ...hunk.after.map((line) => colour.green(`+ ${cut(line, from)}`)),
      "",
    ];
  });
  const repairs = hunks.flatMap((hunk) => hunk.repairs);
  const them = repairs.length === 1 ? "it" : "them";
  return `${[...lines, `${summary(repairs)}, nothing written; okr check --fix makes ${them}`].join("\n")}\n`;
}

function summary(repairs: readonly Repair[]): string {
  return `${count(repairs.length, "repair")} in ${count(new Set(repairs.map(({ path }) => path)).size, "file")}`;
}

function place({ path, line }: Pick<Repair, "path" | "line">): string {
  return `${safe(path)}:${line}`;
}

/** What a repair does, in a few words. */
function tell({ fix: { pointer, part, to }, was }: Repair): string {
  const names = pointer.filter((step) => typeof step === "string");
  const old = safe(shorten(was ?? "an entry"));
  if (part === "key") return `${old} → ${safe(to ?? "")}`;
  if (part === "value") return `${safe(shorten(names.at(-1) ?? ""))}: ${old} → ${safe(to ?? "")}`;
  const holder = typeof pointer.at(-1) === "string" ? names.at(-2) : names.at(-1);
  return `${old} taken out${holder === undefined ? "" : ` of ${safe(shorten(holder))}`}`;
}

/** So much of a name or value is told. */
const TOLD = 60;
/** So much of a line is shown, and so much of what stands before its first change. */
const SHOWN = 400;
const LEAD = 40;

function shorten(text: string): string {
  const characters = [...text.slice(0, 2 * TOLD + 2)];
  return characters.length <= TOLD ? text : `${characters.slice(0, TOLD - 1).join("")}…`;
}

/** How much of the beginning of long lines is passed over: a whole file may be one line. */
function passedOver({ before: [before = ""], after: [after = ""] }: Hunk): number {
  let same = 0;
  while (same < before.length && before[same] === after[same]) same++;
  return Math.max(before.length, after.length) <= SHOWN ? 0 : Math.max(0, same - LEAD);
}

function cut(line: string, from: number): string {
  const shown = line.slice(from, from + SHOWN);
  return `${from > 0 ? "…" : ""}${safe(shown)}${from + SHOWN < line.length ? "…" : ""}`;
}
