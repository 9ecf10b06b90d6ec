import { Chalk, type ChalkInstance } from "chalk";
import type { Status } from "../analysis/pace.ts";
import type { Severity } from "../model/finding.ts";

/** How text may look: the colours there are and the columns it has to fit in. */
export interface Style {
  readonly colour: ChalkInstance;
  readonly columns: number;
}

/** A style for a terminal of so many colours and columns. */
export function createStyle(terminal: { readonly colour: 0 | 1 | 2 | 3; readonly columns: number }): Style {
  return { colour: new Chalk({ level: terminal.colour }), columns: terminal.columns };
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
