import type { Finding } from "../model/finding.ts";
import type { Medium } from "./index.ts";
import { safe } from "./safe.ts";
import { inSeverity, type Style } from "./style.ts";
import { count } from "./words.ts";

/** What `okr check` found in a tree. */
export interface CheckReport {
  readonly findings: readonly Finding[];
  /** How many files were looked at. */
  readonly files: number;
}

/** One line a finding, as compilers write them, so that editors and terminals can jump to the place; then what to do. */
export function checkText({ findings, files }: CheckReport, { style }: Pick<Medium, "style">): string {
  const lines = findings.flatMap((finding) => {
    const place = `${safe(finding.path)}:${finding.line}:${finding.column}`;
    const head = `${place}  ${inSeverity(style, finding.severity, finding.severity)}  ${style.colour.dim(finding.rule)}  `;
    return [
      `${head}${safe(finding.message)}`,
      `${" ".repeat(4)}${style.colour.dim("→")} ${safe(finding.hint)}`,
    ];
  });
  return `${[...lines, ...(lines.length > 0 ? [""] : []), summary(findings, files, style)].join("\n")}\n`;
}

function summary(findings: readonly Finding[], files: number, style: Style): string {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors;
  const looked = `${count(files, "file")} checked`;
  if (findings.length === 0) return `${style.colour.green("✓")} ${looked}, nothing to report`;
  const parts = [
    errors > 0 ? count(errors, "error") : "",
    warnings > 0 ? count(warnings, "warning") : "",
  ].filter(Boolean);
  return `${parts.join(", ")} in ${count(new Set(findings.map(({ path }) => path)).size, "file")}; ${looked}`;
}
