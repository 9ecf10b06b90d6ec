import type { Finding } from "../model/finding.ts";
import type { CheckReport } from "./check-text.ts";
import { safe } from "./safe.ts";
import { count } from "./words.ts";

/** Findings, and what else is counted where it is known. */
export type Counted = Pick<CheckReport, "files"> &
  Partial<Pick<CheckReport, "excepted" | "base" | "here">> & { readonly findings: readonly Finding[] };

/** One line for all findings: `1 error in 1 file, new since main (4c1f0e2); 12 known before, 2 excepted; 38 files checked`. */
export function checkSummary(counted: Counted): string {
  const { findings, files, base } = counted;
  const since = base ? ` since ${safe(base.name)} (${base.commit.slice(0, 7)})` : "";
  const looked = `${count(files, "file")} checked`;
  const head =
    findings.length === 0
      ? [`${looked}, nothing ${since === "" ? "to report" : `new${since}`}`, setAside(counted)]
      : [countFindings(findings) + (since && `, new${since}`), setAside(counted), looked];
  return head.filter(Boolean).join("; ");
}

/** How many findings there are of each severity, and in how many files: `1 error, 2 warnings in 2 files`. */
export function countFindings(findings: readonly Finding[]): string {
  const files = new Set(findings.map(({ path }) => path)).size;
  return `${countSeverities(findings)} in ${count(files, "file")}`;
}

/** `1 error, 2 warnings`; "" for no finding. */
export function countSeverities(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors;
  return [errors > 0 && count(errors, "error"), warnings > 0 && count(warnings, "warning")]
    .filter(Boolean)
    .join(", ");
}

/** What is not among the findings though it was found: `12 known before, 2 excepted`; "" for nothing. */
export function setAside({ excepted = 0, base }: Pick<Counted, "excepted" | "base">): string {
  const known = base?.known ?? 0;
  return [known > 0 && `${known} known before`, excepted > 0 && `${excepted} excepted`]
    .filter(Boolean)
    .join(", ");
}
