import type { MarkedFinding } from "../model/finding.ts";
import { type Counted, checkSummary } from "./check-summary.ts";
import { findingLines } from "./finding-lines.ts";
import type { Medium } from "./index.ts";

/** What `okr check` found in a tree. */
export interface CheckReport {
  readonly findings: readonly MarkedFinding[];
  /** How many files were looked at. */
  readonly files: number;
  /** How many findings an exception in the files keeps back. */
  readonly excepted: number;
  /** The commit held against, with how many findings it has already; null without `--base`. */
  readonly base: { readonly name: string; readonly commit: string; readonly known: number } | null;
  /** The way from the top of the repository to the OKR root: "" or ending in "/". Paths of findings are relative to the root. */
  readonly prefix: string;
  /** The way from the OKR root to where the person is, with `/`: "", "okrs/teams". Terminals and editors follow a place from there. */
  readonly here: string;
  /** The version of the program. */
  readonly version: string;
}

/** Every finding with its place and what to do, and one line that sums them up. */
export function checkText(counted: Counted, { style }: Pick<Medium, "style">): string {
  const lines = findingLines(counted.findings, style, counted.here ?? "");
  const start = lines.length > 0 ? "\n" : `${style.colour.green("✓")} `;
  return `${lines.map((line) => `${line}\n`).join("")}${start}${checkSummary(counted)}\n`;
}
