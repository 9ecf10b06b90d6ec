import type { LookingBack, Refrain, TurningPoint } from "../analysis/looking-back.ts";
import type { Phase } from "../model/records.ts";
import type { NewRetrospective } from "../model/retrospective.ts";
import { goalpostLines } from "./goalpost-text.ts";
import type { Medium } from "./index.ts";
import { safe, safeLines } from "./safe.ts";
import { sparkline } from "./sparkline.ts";
import type { Style } from "./style.ts";
import { wrap } from "./width.ts";
import { count, decimal } from "./words.ts";

/** What `okr retro` shows, and what it wrote. */
export interface RetroReport {
  readonly phase: Phase;
  readonly stories: readonly LookingBack[];
  readonly written: readonly { readonly record: NewRetrospective; readonly path: string }[];
  readonly commit: string | null;
  /** Null on a detached HEAD, and without a commit. */
  readonly branch: string | null;
  readonly pushed: { readonly remote: string; readonly branch: string; readonly rebased: number } | null;
}

const CELLS = 26;

/** The story of each objective, or, after something was written, only that. */
export function retroText(report: RetroReport, { style }: Pick<Medium, "style">): string {
  const { stories, written, commit, branch, pushed } = report;
  if (written.length === 0)
    return `${stories.map((one) => storyLines(one, style).join("\n")).join("\n\n")}\n`;
  const lines = written.map(
    ({ record, path }) =>
      `${style.colour.bold(safe(record.objective))}  ${record.phase}-cycle look back  ${safe(path)}`,
  );
  lines.push(
    commit === null
      ? "written, not committed"
      : `committed ${commit.slice(0, 7)} ${branch === null ? "on a detached HEAD" : `on ${safe(branch)}`}`,
  );
  if (pushed) lines.push(`pushed to ${safe(pushed.remote)}/${safe(pushed.branch)}`);
  return `${lines.join("\n")}\n`;
}

/** What history tells of one objective, before anybody is asked. */
export function storyLines(story: LookingBack, style: Style): string[] {
  const { followed, checkIns, turningPoints, silence, issues, plans, unheard, openInitiatives } = story;
  const { objective, score, past, closed } = followed;
  const { colour } = style;
  const part = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? []
      : [
          colour.bold(title),
          ...lines.flatMap((line) => wrap(line, style.columns - 4).map((one) => `  ${one}`)),
        ];
  const scores = (past?.weeks ?? []).map(({ scored }) => scored?.score ?? null);
  const moved = goalpostLines(followed, "  ", style);
  const ended = closed === null ? "" : ` · closed on ${closed.date}`;
  return [
    colour.bold(safe(objective.title)),
    `${safe(objective.id)} · ${safe(objective.cycle)} · ${objective.type} · score ${decimal(score)} · ${count(checkIns, "check-in")}${ended}`,
    ...(scores.length > 1
      ? [`${sparkline(scores, CELLS)} ${colour.dim("the score over the weeks of the cycle")}`]
      : []),
    ...(checkIns === 0 ? ["Nobody has checked in: there is no story to tell."] : []),
    ...(moved.length > 0 ? [`${colour.yellow("◆")} ${colour.bold("goalposts moved")}`, ...moved] : []),
    ...part("Turning points", turningPoints.map(turnWords)),
    ...part(
      "Silence",
      silence ? [`${silence.days} days without a check-in, ${silence.from} to ${silence.to}`] : [],
    ),
    ...part("Issues that kept coming back", issues.map(refrainWords)),
    ...part("Plans made again and again", plans.map(refrainWords)),
    ...part(
      "Plans nobody mentioned again",
      unheard.map(({ text, day }) => `${day} ${safe(text)}`),
    ),
    ...part("Initiatives that are still open", openInitiatives.map(safe)),
    ...(issues.length + plans.length + unheard.length === 0
      ? []
      : [colour.dim("Issues and plans are matched by their words alone: you know better.")]),
  ];
}

function turnWords({ day, what, before, after }: TurningPoint): string {
  return `${day} ${what} ${decimal(before)} → ${decimal(after)}`;
}

function refrainWords({ text, days }: Refrain): string {
  return `${days.length} × ${safe(text)} (${days.at(0)} to ${days.at(-1)})`;
}

/** The commit message of looks back in the middle of a cycle. */
export function retroMessage(records: readonly NewRetrospective[]): string {
  const names = records.map(({ objective }) => objective).join(", ");
  const subject = `retrospective: ${names.length > 50 ? count(records.length, "objective") : names}  mid`;
  const bodies = records.map(({ objective, date, by, answers }) =>
    [
      `${objective} on ${date} by ${by}`,
      ...[...answers].map(([name, text]) => `\n${name}: ${safeLines(text)}`),
    ].join("\n"),
  );
  return [subject, ...bodies].join("\n\n");
}
