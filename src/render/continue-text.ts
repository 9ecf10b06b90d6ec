import type { CarriedKeyResult, CarriedLink, Carrying } from "../analysis/carrying.ts";
import { shellWord } from "../model/shell-word.ts";
import type { Medium } from "./index.ts";
import { safe } from "./safe.ts";
import type { Style } from "./style.ts";
import { movement } from "./words.ts";

/** What `okr continue` wrote. */
export interface ContinueReport {
  readonly carrying: Carrying;
  /** Relative to the OKR root. */
  readonly path: string;
  readonly commit: string | null;
  /** Null on a detached HEAD, and without a commit. */
  readonly branch: string | null;
  readonly pushed: { readonly remote: string; readonly branch: string; readonly rebased: number } | null;
  readonly warnings: readonly string[];
}

/** What was carried over, key result by key result; what was left behind; what somebody has to look at. */
export function continueText(report: ContinueReport, { style }: Pick<Medium, "style">): string {
  const { carrying, path, commit, branch, pushed } = report;
  const { objective, id, cycle, keyResults, reached } = carrying;
  const lines = [
    `${style.colour.bold(safe(id))} carries ${safe(objective.id)} on into ${safe(cycle.id)} (${cycle.start} to ${cycle.end})`,
    ...keyResults.flatMap((one) => keyResultLines(one, style)),
    ...reached.map((one) => `  ${style.colour.dim(`${safe(one.id)}  reached, left behind`)}`),
    ...linkLines("aligns to", carrying.alignsTo, style),
    ...linkLines("depends on", carrying.dependsOn, style),
    commit === null
      ? `written, not committed: ${safe(path)}`
      : `wrote ${safe(path)}\ncommitted ${commit.slice(0, 7)} ${branch === null ? "on a detached HEAD" : `on ${safe(branch)}`}`,
  ];
  if (pushed) lines.push(`pushed to ${safe(pushed.remote)}/${safe(pushed.branch)}`);
  lines.push(
    "",
    "Next: look at every target, it is the old one",
    `  okr check && okr log ${safe(shellWord(objective.id))}`,
  );
  return `${lines.join("\n")}\n`;
}

function keyResultLines(
  { keyResult, title, baseline, milestones, remark }: CarriedKeyResult,
  { colour }: Style,
): string[] {
  const { measure } = keyResult;
  const now =
    measure.metric === "number" && baseline !== null
      ? { ...keyResult, measure: { ...measure, baseline } }
      : measure.metric === "milestones" && milestones !== null
        ? {
            ...keyResult,
            measure: {
              ...measure,
              milestones: measure.milestones.filter((one) => milestones.includes(one.id)),
            },
          }
        : keyResult;
  const was = now === keyResult ? "" : `  ${colour.dim(`(was ${movement(keyResult)})`)}`;
  return [
    `  ${safe(keyResult.id)}  ${movement(now)}${was}`,
    ...(title === null ? [] : [`    ${safe(title)}`]),
    ...(remark === null ? [] : [`    ${colour.yellow("!")} ${safe(remark)}`]),
  ];
}

function linkLines(words: string, links: readonly CarriedLink[], { colour }: Style): string[] {
  return links.flatMap(({ from, to, remark }) => {
    if (from === to && remark === null) return [];
    const head = from === to ? safe(to) : `${safe(to)}, which carries on ${safe(from)}`;
    return [`  ${words} ${head}`, ...(remark === null ? [] : [`    ${colour.yellow("!")} ${safe(remark)}`])];
  });
}

/** The commit message. */
export function continueMessage({ objective, id, cycle, keyResults, reached }: Carrying): string {
  const left = reached.map((one) => `- ${one.id}: reached, left behind`);
  const carried = keyResults.map(({ keyResult, baseline }) =>
    baseline === null ? `- ${keyResult.id}` : `- ${keyResult.id}: begins at ${baseline}`,
  );
  return [`okr: continue ${objective.id} as ${id} in ${cycle.id}`, [...carried, ...left].join("\n")].join(
    "\n\n",
  );
}
