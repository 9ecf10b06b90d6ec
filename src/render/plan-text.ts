import type { Lesson, PlanningContext, Servable, Sign } from "../analysis/planning.ts";
import type { KeyResult } from "../model/plan.ts";
import { shellWord } from "../model/shell-word.ts";
import type { Medium } from "./index.ts";
import { measureText } from "./new-text.ts";
import { safe } from "./safe.ts";
import type { Style } from "./style.ts";
import { decimal } from "./words.ts";

/** An objective whose file was written. */
export interface WrittenObjective {
  readonly id: string;
  readonly title: string;
  /** Relative to the OKR root. */
  readonly path: string;
  readonly keyResults: readonly KeyResult[];
}

/** What `okr plan` shows, and what it wrote. */
export interface PlanReport {
  readonly planning: PlanningContext;
  readonly signs: readonly Sign[];
  /** Empty where it only shows. */
  readonly written: readonly WrittenObjective[];
  readonly commit: string | null;
  /** Null on a detached HEAD, and without a commit. */
  readonly branch: string | null;
}

/** What there is to look at before a team plans; or what was written, and what to do next. */
export function planText(report: PlanReport, { style }: Pick<Medium, "style">): string {
  const lines = report.written.length > 0 ? writtenLines(report, style) : contextLines(report, style);
  return `${lines.join("\n")}\n`;
}

function writtenLines({ planning, written, commit, branch }: PlanReport, { colour }: Style): string[] {
  const lines = written.flatMap(({ path, keyResults }) => [
    `wrote ${colour.bold(safe(path))}`,
    ...keyResults.flatMap((one) => [
      `  ${safe(one.title)}`,
      `    ${colour.dim("→")} ${safe(one.id)}: ${measureText(one)}`,
    ]),
  ]);
  lines.push(
    commit === null
      ? "not committed"
      : `committed ${commit.slice(0, 7)} ${branch === null ? "on a detached HEAD" : `on ${safe(branch)}`}`,
  );
  const pushes = branch?.startsWith("plan/") === true ? [`  git push -u origin ${safe(branch)}`] : [];
  lines.push("", "Next: talk it over with those above and beside you");
  return [...lines, ...pushes, `  okr align --team ${safe(shellWord(planning.team.id))}`];
}

function contextLines({ planning, signs }: PlanReport, style: Style): string[] {
  const { bold, dim } = style.colour;
  const { team, cycle, strategy, priorities, strategic, last, continues, planned } = planning;
  const lines = [
    `${bold(safe(team.name))} plans ${bold(safe(cycle.id))} ${dim(`(${cycle.start} to ${cycle.end})`)}`,
  ];
  const part = (title: string, found: readonly string[]) => {
    if (found.length > 0) lines.push("", bold(title), ...found);
  };
  part("Where we are going", [
    ...(strategy?.mission ? [`  ${dim("mission")} ${safe(strategy.mission)}`] : []),
    ...(strategy?.vision ? [`  ${dim("vision")}  ${safe(strategy.vision)}`] : []),
  ]);
  const nothing = "  nothing yet: the strategy has no priorities, and the teams above no objectives";
  const served = [...priorities, ...strategic].map((one) => servableLine(one, style));
  part("What there is to serve", served.length > 0 ? served : [nothing]);
  if (last !== null)
    part(
      `The last cycle: ${safe(last.cycle.id)}, ${decimal(last.score)}`,
      last.lessons.flatMap((one) => lessonLines(one, style)),
    );
  const open = continues.filter(({ heir }) => heir === null).map(({ objective }) => objective.id);
  part("What continues", [
    ...continues.map(({ objective: { id, title }, heir }) =>
      heir === null ? `  ${safe(id)}  ${safe(title)}` : `  ${safe(id)}  as ${safe(heir.id)}`,
    ),
    ...(open.length > 0
      ? [`    ${dim(`okr continue ${open.map(safe).join(" ")} --cycle ${safe(cycle.id)}`)}`]
      : []),
  ]);
  part(
    "Planned already",
    planned.map(({ id, title }) => `  ${safe(id)}  ${safe(title)}`),
  );
  part(
    "Signs in the stories",
    signs.map(
      ({ by, text, movement }, at) => `  ${at + 1}. ${safe(text)} ${dim(`${safe(by)}; ${safe(movement)}`)}`,
    ),
  );
  return lines;
}

function servableLine({ id, title, team, score }: Servable, { colour }: Style): string {
  const shown = score === null ? "  – " : decimal(score);
  return `  ${shown}  ${safe(title)} ${colour.dim(`${safe(id)}${team === null ? ", priority" : `, ${safe(team)}`}`)}`;
}

function lessonLines({ objective, score, outcome, learned, change }: Lesson, { colour }: Style): string[] {
  const told = (word: string, text: string | null) =>
    text === null ? [] : [`        ${colour.dim(word)} ${safe(text.replace(/\s+/g, " "))}`];
  return [
    `  ${decimal(score)}  ${safe(objective.title)} ${colour.dim(`${safe(objective.id)}, ${outcome ?? "not closed"}`)}`,
    ...told("learned:", learned),
    ...told("will change:", change),
  ];
}
