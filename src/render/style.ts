import type { Status } from "../analysis/pace.ts";
import type { Severity } from "../model/finding.ts";

type Paint = (text: string) => string;

/** The looks that text can have. */
export interface Colours
  extends Readonly<Record<"red" | "green" | "yellow" | "magenta" | "cyan" | "bold" | "dim", Paint>> {}

/** How text may look: the colours there are and the columns it has to fit in. */
export interface Style {
  readonly colour: Colours;
  readonly columns: number;
}

const same: Paint = (text) => text;
const PLAIN: Colours = {
  red: same,
  green: same,
  yellow: same,
  magenta: same,
  cyan: same,
  bold: same,
  dim: same,
};

/** A style without colours. */
export function plainStyle(columns: number): Style {
  return { colour: PLAIN, columns };
}

/** A style for a terminal of so many colours and columns; the library of colours is loaded where there are any. */
export function createStyle(terminal: {
  readonly colour: 0 | 1 | 2 | 3;
  readonly columns: number;
}): Promise<Style> {
  const { colour: level, columns } = terminal;
  if (level === 0) return Promise.resolve(plainStyle(columns));
  return import("chalk").then(({ Chalk }) => ({ colour: new Chalk({ level }), columns }));
}

/** Every status has a sign of its own, so that none is told by colour alone. */
export const STATUS_SIGNS: Readonly<Record<Status, string>> = {
  "on-track": "●",
  "at-risk": "◐",
  "off-track": "○",
  stale: "◌",
  early: "·",
};

/** Text in the colour of a status. */
export function inStatus({ colour }: Style, status: Status | null, text: string): string {
  if (status === "on-track") return colour.green(text);
  if (status === "at-risk") return colour.yellow(text);
  if (status === "off-track") return colour.red(text);
  if (status === "stale") return colour.magenta(text);
  return status === null ? text : colour.cyan(text);
}

/** Text in the colour of a severity. */
export function inSeverity({ colour }: Style, severity: Severity, text: string): string {
  return severity === "error" ? colour.red(text) : colour.yellow(text);
}
