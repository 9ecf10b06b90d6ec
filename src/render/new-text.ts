import type { Finding } from "../model/finding.ts";
import type { KeyResult } from "../model/plan.ts";
import { shellWord } from "../model/shell-word.ts";
import type { Medium } from "./index.ts";
import { safe, safeLines } from "./safe.ts";
import type { Style } from "./style.ts";
import { movement } from "./words.ts";

/** What `okr new` can write. */
export type NewKind = "objective" | "key-result" | "team" | "person";

/** What `okr new` wrote, or would write. */
export interface NewReport {
  readonly kind: NewKind;
  /** `objective/key-result` for a key result. */
  readonly id: string;
  /** Its file, relative to the OKR root. */
  readonly path: string;
  /** Whether the file was there before. */
  readonly edited: boolean;
  /** The key results that were written, with how they are measured. */
  readonly keyResults: readonly KeyResult[];
  /** The text of the file, where nothing was written. */
  readonly preview: string | null;
  readonly commit: string | null;
  /** Null on a detached HEAD, and without a commit. */
  readonly branch: string | null;
  /** What is wrong in the file, and was not before. */
  readonly findings: readonly Finding[];
  readonly advice: NewAdvice;
}

/** What to do next. */
export interface NewAdvice {
  /** The file, the folder it is relative to (null: where the person is), and the message to commit it with; null outside git. */
  readonly commit: { readonly folder: string | null; readonly file: string; readonly message: string } | null;
  /** Command lines. */
  readonly next: readonly string[];
}

/** What was written, how each key result is measured, and what to do next; for a dry run the text of the file. */
export function newText(report: NewReport, { style }: Pick<Medium, "style">): string {
  const { id, path, edited, keyResults, preview, commit, branch, advice } = report;
  if (preview !== null) return safeLines(preview);
  const lines = [
    `${edited ? `added ${safe(id)} to` : "wrote"} ${style.colour.bold(safe(path))}`,
    ...keyResultLines(keyResults, style),
  ];
  if (commit !== null)
    lines.push(
      `committed ${commit.slice(0, 7)} ${branch === null ? "on a detached HEAD" : `on ${safe(branch)}`}`,
    );
  else if (advice.commit !== null) {
    const { folder, message } = advice.commit;
    const file = safe(shellWord(advice.commit.file));
    const git = folder === null ? "git" : `git -C ${safe(shellWord(folder))}`;
    lines.push("", "Not committed yet; to commit it:");
    lines.push(`  ${git} add ${file}`, `  ${git} commit -m ${shellWord(message)} ${file}`);
  }
  if (advice.next.length > 0) lines.push("", "Next:", ...advice.next.map((command) => `  ${safe(command)}`));
  return `${lines.join("\n")}\n`;
}

/** A title, and below it what the program understood. */
function keyResultLines(keyResults: readonly KeyResult[], { colour }: Style): string[] {
  return keyResults.flatMap((keyResult) => [
    `  ${safe(keyResult.title)}`,
    `    ${colour.dim("→")} ${safe(keyResult.id)}: ${measureText(keyResult)}`,
  ]);
}

/** How a key result is measured: `number, 65 → 90 %`. */
export function measureText(keyResult: KeyResult): string {
  const { metric } = keyResult.measure;
  return metric === "binary" ? "binary, done or not" : `${metric}, ${movement(keyResult)}`;
}
