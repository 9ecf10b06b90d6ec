import type { MarkedFinding } from "../model/finding.ts";
import { type Counted, countFindings, countSeverities, setAside } from "./check-summary.ts";
import type { CheckReport } from "./check-text.ts";
import { cut } from "./finding-text.ts";
import type { Medium } from "./index.ts";
import { markdownCode, markdownText } from "./markdown.ts";
import { count } from "./words.ts";
import { worstFirst } from "./worst-first.ts";

/** Characters: well below the 65,536 that GitHub takes in a comment, so that something else has room beside it. */
const LIMIT = 50_000;

/** So many findings are shown at first sight. */
const OPEN = 12;

/** So much of a message, a hint and a path. */
const LONGEST = 400;

/** So much room is kept for what says how many findings are left out, and for the end of what is folded. */
const RESERVE = 300;

/**
 * The findings as Markdown for a comment or the summary of a job: the worst first, by file, most of them folded, and so many as fit.
 * @param limit how many characters it may have
 */
export function checkMarkdown(report: CheckReport, _medium?: Medium, limit = LIMIT): string {
  const { findings, prefix } = report;
  const head = `### ${headline(findings)}\n\n${facts(report)}\n`;
  const sorted = worstFirst(findings);
  const shown = new Listing(limit - head.length - RESERVE, prefix);
  const atSight = sorted.length > OPEN + 3 ? OPEN : sorted.length;
  const open = shown.list(sorted.slice(0, atSight));
  const folded = shown.list(sorted.slice(atSight));
  const left = sorted.length - shown.count;
  const parts = [head, open];
  if (folded !== "") {
    const summary = `${countSeverities(sorted.slice(atSight, shown.count))} more`;
    parts.push(`<details>\n<summary>${summary}</summary>\n\n${folded}\n</details>\n`);
  }
  if (left > 0) parts.push(`… and ${countSeverities(sorted.slice(-left))} more: run \`okr check\`\n`);
  return parts.filter(Boolean).join("\n");
}

function headline(findings: readonly MarkedFinding[]): string {
  if (findings.length === 0) return "✅ OKRs: nothing to report";
  const sign = findings.some(({ severity }) => severity === "error") ? "❌" : "⚠️";
  return `${sign} OKRs: ${countFindings(findings)}`;
}

/** `Only what is new since main (4c1f0e2); 12 known before, 2 excepted; 38 files checked.` */
function facts(counted: Counted): string {
  const { base, files } = counted;
  const since = base
    ? `only what is new since ${markdownCode(cut(base.name, LONGEST))} (\`${base.commit.slice(0, 7)}\`)`
    : "";
  const all = [since, setAside(counted), `${count(files, "file")} checked`].filter(Boolean).join("; ");
  return `${all.charAt(0).toUpperCase()}${all.slice(1)}.`;
}

/** Findings as lists, one under the name of each file, for as long as there is room. */
class Listing {
  /** How many findings are listed so far. */
  count = 0;
  private full = false;

  /** @param room how many characters there are left */
  constructor(
    private room: number,
    private readonly prefix: string,
  ) {}

  /** The beginning of these findings that fits, after everything listed before; "" for none. */
  list(findings: readonly MarkedFinding[]): string {
    const parts: string[] = [];
    let file: string | null = null;
    for (const finding of findings) {
      const item = itemOf(finding);
      const part =
        finding.path === file ? item : `${file === null ? "" : "\n"}${this.nameOf(finding)}\n\n${item}`;
      this.full ||= part.length > this.room;
      if (this.full) break;
      this.room -= part.length;
      this.count++;
      file = finding.path;
      parts.push(part);
    }
    return parts.join("");
  }

  private nameOf({ path }: MarkedFinding): string {
    return `**${markdownCode(cut(this.prefix + path, LONGEST))}**`;
  }
}

function itemOf({ severity, line, rule, message, hint }: MarkedFinding): string {
  const sign = severity === "error" ? "❌" : "⚠️";
  const said = markdownText(cut(message, LONGEST));
  const place = `- ${sign} ${severity}, line ${line}: `;
  return `${place}${said} (${markdownCode(rule)})\\\n  → ${markdownText(cut(hint, LONGEST))}\n`;
}
