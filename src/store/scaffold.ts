import type { KeyResult, Level, Priority } from "../model/plan.ts";
import type { Cadence, MONTHS } from "../model/settings.ts";
import type { Element } from "./edit.ts";
import { blockLines, flowText } from "./yaml-text.ts";

/** What a new okr.yaml says. */
export interface NewSettings {
  readonly name: string;
  readonly cadence: Cadence;
  readonly fiscalYearStarts: (typeof MONTHS)[number];
}

/** The text of a new okr.yaml. */
export function settingsText({ name, cadence, fiscalYearStarts }: NewSettings): string {
  return `# Settings of okr. This folder and what lies below it hold the OKRs.
version: 1
${blockLines({ name }).join("\n")}

# How long a cycle lasts (month, quarter, half or year), and the month in which the first one of a year starts.
cycles: { cadence: ${cadence}, fiscal_year_starts: ${fiscalYearStarts} }

# When check-ins are due, and after how many days without one an objective is called stale.
check_in: { every: week, day: friday, stale_after_days: 10 }
`;
}

/** What a new strategy says; null and empty where nobody said it yet. */
export interface NewStrategy {
  readonly mission: string | null;
  readonly vision: string | null;
  readonly priorities: readonly Priority[];
}

/** The text of a new strategy; it asks for what is missing. */
export function strategyText({ mission, vision, priorities }: NewStrategy): string {
  const open = [
    mission === null ? "`mission: …` – why we exist, in one sentence." : null,
    vision === null ? "`vision: …` – where we want to be in one, five or ten years." : null,
    priorities.length === 0
      ? "`priorities:` – the two or three things that matter most this year. Each has an id, which objectives name to say\n  what they serve, and a title:\n\n      priorities:\n        - id: simple-onboarding\n          title: Simplify onboarding for new customers"
      : null,
  ].filter((line) => line !== null);
  const todo = `Still to be written, between the two lines of dashes above:\n\n${open.map((line) => `- ${line}`).join("\n")}\n`;
  const why =
    "<!-- Why these priorities and not others? Write it so that every team can tell what serves them. -->\n";
  const properties = {
    kind: "strategy",
    ...(mission === null ? {} : { mission }),
    ...(vision === null ? {} : { vision }),
  };
  const lines = [
    ...blockLines(properties),
    ...(priorities.length === 0 ? [] : ["priorities:", ...listLines(priorities)]),
  ];
  return fenced(lines, `# Strategy\n\n${open.length > 0 ? todo : why}`);
}

/** A member of a new team: a new person, or the id of one that another team's file holds. */
export type NewMember = string | NewPerson;

/** A person who is about to be written into a team. */
export interface NewPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly mentor?: string | null;
}

/** What a new team's file says. */
export interface NewTeam {
  readonly id: string;
  readonly name: string;
  readonly level: Level;
  readonly parent: string | null;
  readonly lead: string | null;
  readonly coach: string | null;
  readonly members: readonly NewMember[];
}

/** The text of a new team's file. */
export function teamText({ members, ...team }: NewTeam): string {
  const lines = blockLines({ kind: "team", ...present(team) });
  if (members.length > 0) {
    lines.push("members:");
    for (const member of members)
      lines.push(`  - ${typeof member === "string" ? flowText(member) : flowText(personElement(member))}`);
  }
  return fenced(lines, "<!-- What does this team look after, and who decides what? -->\n");
}

/** A person as an element of a team's members. */
export function personElement({ id, name, email, mentor = null }: NewPerson): Element {
  return present({ id, name, email, mentor });
}

/** What a new objective's file says. */
export interface NewObjective {
  readonly id: string;
  readonly title: string;
  readonly team: string;
  readonly cycle: string;
  readonly type: string;
  readonly owner: string;
  /** The objective it carries on. */
  readonly continues?: string;
  readonly alignsTo: readonly string[];
  readonly dependsOn: readonly string[];
  readonly keyResults: readonly KeyResult[];
  /** Why it matters; null where nobody said it yet. */
  readonly why: string | null;
}

/** The text of a new objective's file. */
export function objectiveText({ alignsTo, dependsOn, keyResults, why, ...objective }: NewObjective): string {
  const lines = blockLines({
    kind: "objective",
    ...objective,
    ...(alignsTo.length > 0 ? { aligns_to: alignsTo } : {}),
    ...(dependsOn.length > 0 ? { depends_on: dependsOn } : {}),
  });
  lines.push("key_results:", ...listLines(keyResults.map(keyResultElement)));
  const reason =
    why ?? "<!-- Why does this matter, and why now? Write it for somebody from another team. -->";
  const initiatives =
    "<!-- The work this takes, as a task list with links to the backlog: - [ ] what is to be done -->";
  return fenced(lines, `${reason}\n\n## Initiatives\n\n${initiatives}\n`);
}

/** A key result as an element of an objective's key results. */
export function keyResultElement({ id, title, owner, backup, measure, unit, weight }: KeyResult): Element {
  const { metric, ...needs } = measure;
  return {
    id,
    title,
    ...present({ owner, backup }),
    metric,
    ...needs,
    ...present({ unit }),
    ...(weight === 1 ? {} : { weight }),
  };
}

function fenced(lines: readonly string[], body: string): string {
  return `---\n${lines.join("\n")}\n---\n\n${body}`;
}

function listLines(elements: readonly object[]): string[] {
  return elements.flatMap((element) =>
    blockLines(element as Element).map((line, index) => `  ${index === 0 ? "- " : "  "}${line}`),
  );
}

function present(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}
