import type { Lesson, PlanningContext, Servable, Sign } from "../analysis/planning.ts";
import type { KeyResult } from "../model/plan.ts";
import { shellWord } from "../model/shell-word.ts";
import type { Medium } from "./index.ts";
import { measureText } from "./new-text.ts";
import { safe } from "./safe.ts";
import type { Style } from "./style.ts";
import { width, wrap } from "./width.ts";
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
  if (pushes.length > 0) lines.push("you are on that branch now; git switch - goes back");
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
  const told = (word: string, text: string | null | undefined) =>
    text ? hanging(`  ${dim(word)} `, text, "", style) : [];
  part("Where we are going", [...told("mission", strategy?.mission), ...told("vision ", strategy?.vision)]);
  const nothing = "nothing yet: the strategy has no priorities, and the teams above no objectives";
  const served = [...priorities, ...strategic].flatMap((one) => servableLines(one, style));
  part(
    "What there is to serve, and how it stands",
    served.length > 0 ? served : hanging("  ", nothing, "", style),
  );
  if (last !== null)
    part(
      `The last cycle: ${safe(last.cycle.id)}, mean ${decimal(last.score)}`,
      last.lessons.flatMap((one) => lessonLines(one, style)),
    );
  const open = continues.filter(({ heir }) => heir === null).map(({ objective }) => objective.id);
  part("What continues", [
    ...continues.flatMap(({ objective: { id, title }, heir }) =>
      hanging(`  ${safe(id)}  `, heir === null ? title : `as ${heir.id}`, "", style),
    ),
    // What is copied stays on one line.
    ...(open.length > 0
      ? [`    ${dim(`okr continue ${open.map(safe).join(" ")} --cycle ${safe(cycle.id)}`)}`]
      : []),
  ]);
  part(
    "Planned already",
    planned.flatMap(({ id, title }) => hanging(`  ${safe(id)}  `, title, "", style)),
  );
  part(
    "Signs in the stories",
    signs.flatMap(({ by, text, movement }, at) => [
      ...hanging(`  ${at + 1}. `, text, "", style),
      ...hanging(" ".repeat(4 + String(at + 1).length), `${by}; ${movement}`, "", style).map((line) =>
        dim(line),
      ),
    ]),
  );
  return lines;
}

/** So much room a text gets at least, however far it is indented. */
const LEAST = 24;

/** Text behind a beginning, with what belongs to it on the same line where there is room; below it otherwise. */
function hanging(start: string, text: string, more: string, { columns, colour }: Style): string[] {
  const indent = width(start);
  const room = Math.max(LEAST, columns - indent);
  const behind = more === "" ? "" : `(${safe(more)})`;
  if (width(`${safe(text)} ${behind}`.trimEnd()) <= room)
    return [`${start}${safe(text)}${behind === "" ? "" : ` ${colour.dim(behind)}`}`];
  const [first = "", ...rest] = wrap(safe(text), room);
  const below = [...rest, ...wrap(behind, room).map((line) => colour.dim(line))];
  return [`${start}${first}`, ...below.map((line) => " ".repeat(indent) + line)];
}

function servableLines({ id, title, team, score }: Servable, style: Style): string[] {
  const shown = score === null ? "  – " : decimal(score);
  return hanging(`  ${shown}  `, title, `${id}, ${team ?? "priority"}`, style);
}

function lessonLines({ objective, score, grade, outcome, learned, change }: Lesson, style: Style): string[] {
  const told = (word: string, text: string | null) =>
    text === null
      ? []
      : wrap(`${word} ${safe(text.replace(/\s+/g, " "))}`, Math.max(LEAST, style.columns - 8)).map(
          (line, at) => {
            const shown = at === 0 ? line.replace(word, (it) => style.colour.dim(it)) : line;
            return `        ${shown}`;
          },
        );
  return [
    ...hanging(
      `  ${decimal(grade ?? score)}  `,
      objective.title,
      `${objective.id}, ${outcome ?? "not closed"}`,
      style,
    ),
    ...told("learned:", learned),
    ...told("will change:", change),
  ];
}
