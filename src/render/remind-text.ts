import type { Duty } from "../analysis/duties-kinds.ts";
import type { Medium } from "./index.ts";
import { NOBODY, partsOf, type RemindReport, summaryOf, type Told } from "./remind-words.ts";
import { safe } from "./safe.ts";
import type { Style } from "./style.ts";
import { wrap } from "./width.ts";
import { nothingToShow } from "./words.ts";

const WIDEST = 100;

/** Who has what to do, by team and person, late first; each with the command that does it. */
export function remindText(report: RemindReport, { style: terminal }: Pick<Medium, "style">): string {
  const { reminder, snapshot } = report;
  const style = { ...terminal, columns: Math.min(terminal.columns, WIDEST) };
  const head = [
    ...wrap(`${safe(snapshot.settings.name ?? "OKRs")} · ${reminder.day}`, style.columns).map((line) =>
      style.colour.bold(line),
    ),
    ...wrap(summaryOf(reminder), style.columns),
  ];
  const none = reminder.duties.length === 0 && snapshot.plan.objectives.length === 0;
  if (none) head.push(...wrap(nothingToShow(snapshot), style.columns));
  const teams = partsOf(report).map(({ team, people }) =>
    [
      ...wrap(safe(team), style.columns).map((line) => style.colour.bold(line)),
      ...people.flatMap(({ person, duties }) => [
        ...indented(safe(person ?? NOBODY), "  ", style),
        ...duties.flatMap((told) => dutyLines(told, style)),
      ]),
    ].join("\n"),
  );
  return `${[head.join("\n"), ...teams].join("\n\n")}\n`;
}

function dutyLines({ duty, text, command }: Told, style: Style): string[] {
  const [first = "", ...more] = wrap(safe(text), style.columns - 6);
  return [
    `    ${signOf(duty, style)} ${first}`,
    ...more.map((line) => `      ${line}`),
    // A command is copied: it stays on one line.
    ...(command === null ? [] : [`      ${style.colour.dim(safe(command))}`]),
  ];
}

/** Every state has a sign of its own, so that none is told by colour alone. */
function signOf({ state, optional }: Duty, { colour }: Style): string {
  if (optional) return colour.dim("○");
  return state === "late" ? colour.yellow("!") : state === "due" ? "•" : "·";
}

function indented(text: string, indent: string, { columns }: Style): string[] {
  return wrap(text, columns - indent.length).map((line) => indent + line);
}
