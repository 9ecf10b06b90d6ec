import type { Medium } from "./index.ts";
import { safe, safeLines } from "./safe.ts";

/** A file that `okr init` has to do with; its path is relative to the OKR root. */
export interface InitFile {
  readonly path: string;
  /** The same path as it is called where the person stands. */
  readonly shown: string;
  readonly text: string;
  /** Whether something was there before, which stays. */
  readonly kept: boolean;
}

/** What `okr init` set up, or would set up. */
export interface InitReport {
  /** The OKR root, relative to the top of the repository; "." when they are the same. */
  readonly root: string;
  readonly files: readonly InitFile[];
  /** Nothing was written. */
  readonly dryRun: boolean;
  /** A git repository was created. */
  readonly repository: boolean;
  readonly commit: string | null;
  readonly branch: string | null;
  /** Sentences on what is to be known or done, and command lines. */
  readonly remarks: readonly string[];
  readonly next: readonly string[];
}

/** What was set up and the next step; for a dry run the text of every file. */
export function initText(report: InitReport, { style }: Pick<Medium, "style">): string {
  const { files, dryRun, repository, commit, branch, remarks, next } = report;
  const { colour } = style;
  if (dryRun)
    return files
      .map(({ shown, text, kept }) =>
        kept
          ? `${colour.bold(`# kept ${safe(shown)}`)}\n`
          : `${colour.bold(`# ${safe(shown)}`)}\n${safeLines(text)}`,
      )
      .join("\n");
  const lines = [
    ...(repository ? ["created a git repository"] : []),
    ...files.map(({ shown, kept }) => `${kept ? colour.dim("kept ") : "wrote"} ${safe(shown)}`),
  ];
  if (commit !== null)
    lines.push(
      `committed ${commit.slice(0, 7)} ${branch === null ? "on a detached HEAD" : `on ${safe(branch)}`}`,
    );
  if (remarks.length > 0) lines.push("", ...remarks.map(safe));
  lines.push("", "Next:", ...next.map((command) => `  ${safe(command)}`));
  return `${lines.join("\n")}\n`;
}
