import { posix } from "node:path";
import type { MarkedFinding } from "../model/finding.ts";
import { type Counted, checkSummary } from "./check-summary.ts";
import type { Medium } from "./index.ts";
import { safe } from "./safe.ts";
import { inSeverity } from "./style.ts";

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

/** One line a finding, as compilers write them, so that editors and terminals can jump to the place; then what to do. */
export function checkText(counted: Counted, { style }: Pick<Medium, "style">): string {
  const { here = "" } = counted;
  const lines = counted.findings.flatMap((finding) => {
    const path = here === "" ? finding.path : posix.relative(`/${here}`, `/${finding.path}`);
    const place = `${safe(path)}:${finding.line}:${finding.column}`;
    const head = `${place}  ${inSeverity(style, finding.severity, finding.severity)}  ${style.colour.dim(finding.rule)}  `;
    return [
      `${head}${safe(finding.message)}`,
      `${" ".repeat(4)}${style.colour.dim("→")} ${safe(finding.hint)}`,
    ];
  });
  const start = lines.length > 0 ? "\n" : `${style.colour.green("✓")} `;
  return `${lines.map((line) => `${line}\n`).join("")}${start}${checkSummary(counted)}\n`;
}
