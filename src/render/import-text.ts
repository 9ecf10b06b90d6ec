import type { ImportFinding } from "../model/import.ts";
import type { KeyResult } from "../model/plan.ts";
import type { Medium } from "./index.ts";
import { measureText } from "./new-text.ts";
import { safe, safeLines } from "./safe.ts";
import { inSeverity, type Style } from "./style.ts";
import { count } from "./words.ts";

/** One file that `okr import` wrote, or would write. */
export interface ImportFile {
  readonly kind: "objective" | "check-in";
  /** The objective's. */
  readonly id: string;
  /** Of an objective; a check-in has none. */
  readonly title: string | null;
  /** Relative to the OKR root. */
  readonly path: string;
  readonly text: string;
  /** The key results that it defines or reads. */
  readonly keyResults: readonly KeyResult[];
  /** The table, and the row in it, where it begins. */
  readonly from: { readonly file: string; readonly row: number };
}

/** What `okr import` did, or would do. */
export interface ImportReport {
  readonly files: readonly ImportFile[];
  /** Rows that were left out because what they say is there already. */
  readonly skipped: readonly { readonly file: string; readonly row: number; readonly id: string }[];
  readonly findings: readonly ImportFinding[];
  /** Nothing was written, as that was asked for. */
  readonly dryRun: boolean;
  /** Whether the text of every file is to be shown. */
  readonly whole: boolean;
  readonly commit: string | null;
  /** Null on a detached HEAD, and without a commit. */
  readonly branch: string | null;
  readonly pushed: { readonly remote: string; readonly branch: string } | null;
}

/** What was written, or would be, and the next step; "" where findings kept everything from being written. */
export function importText(report: ImportReport, { style }: Pick<Medium, "style">): string {
  const { files, skipped, findings, dryRun, whole, commit, branch, pushed } = report;
  const failed = findings.some(({ severity }) => severity === "error");
  if (failed && files.length === 0) return "";
  if (dryRun && whole)
    return files
      .map((file) => `${style.colour.bold(`# ${safe(file.path)}`)}\n${safeLines(file.text)}`)
      .join("\n");
  const objectives = files.filter(({ kind }) => kind === "objective");
  const lines = objectives.flatMap((file) => objectiveLines(file, style));
  if (commit === null)
    lines.push(...files.filter(({ kind }) => kind === "check-in").map(({ path }) => safe(path)));
  if (lines.length > 0) lines.push("");
  const left =
    skipped.length === 0
      ? ""
      : `; left out, as they are there already: ${listed([...new Set(skipped.map(({ id }) => id))])}`;
  if (files.length === 0) lines.push(`Nothing to import${left}`);
  else lines.push(`${dryRun ? "Would write" : "Wrote"} ${importCounts(files)}${left}`);
  if (dryRun && files.length > 0)
    lines.push(
      failed
        ? "Nothing was written; this is without the rows in which something is wrong"
        : "Nothing was written; --text shows the files in full, without --dry-run they are written and committed",
    );
  else if (commit !== null)
    lines.push(
      `committed ${commit.slice(0, 7)} ${branch === null ? "on a detached HEAD" : `on ${safe(branch)}`}`,
    );
  else if (!dryRun && files.length > 0) lines.push("Not committed yet: add and commit the files named above");
  if (pushed !== null) lines.push(`pushed to ${safe(pushed.remote)}/${safe(pushed.branch)}`);
  if (!dryRun && files.length > 0) lines.push("", "Next:", "  okr check", "  okr status");
  return `${lines.join("\n")}\n`;
}

function objectiveLines({ path, title, keyResults }: ImportFile, { colour }: Style): string[] {
  return [
    colour.bold(safe(path)),
    `  ${safe(title ?? "")}`,
    ...keyResults.map((one) => `    ${colour.dim("→")} ${safe(one.id)}: ${measureText(one)}`),
  ];
}

const NAMED = 10;

function listed(ids: readonly string[]): string {
  const more = ids.length > NAMED ? ` and ${ids.length - NAMED} more` : "";
  return `${ids.slice(0, NAMED).map(safe).join(", ")}${more}`;
}

/** How much there is: `2 objectives with 5 key results, 12 check-ins`. */
export function importCounts(files: readonly ImportFile[]): string {
  const objectives = files.filter(({ kind }) => kind === "objective");
  const keyResults = objectives.flatMap((one) => one.keyResults).length;
  const checkIns = files.length - objectives.length;
  return [
    objectives.length > 0 &&
      `${count(objectives.length, "objective")} with ${count(keyResults, "key result")}`,
    checkIns > 0 && count(checkIns, "check-in"),
  ]
    .filter(Boolean)
    .join(", ");
}

/** More findings than this are only counted. */
const MOST = 200;

/** Two lines a finding, as of files: where it is and what was found, then what to do. */
export function importFindingLines(findings: readonly ImportFinding[], style: Style): string[] {
  const lines = findings.slice(0, MOST).flatMap(({ file, row, column, header, severity, message, hint }) => {
    const place = `${safe(file)}:${row}${column === null ? "" : `:${column}`}`;
    const over = header === null ? "" : `column "${safe(header)}": `;
    return [
      `${place}  ${inSeverity(style, severity, severity)}  ${over}${safe(message)}`,
      `    ${style.colour.dim("→")} ${safe(hint)}`,
    ];
  });
  return findings.length > MOST
    ? [...lines, `… and ${findings.length - MOST} more; --json names them all`]
    : lines;
}
