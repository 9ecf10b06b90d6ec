import type { Deed, Figure, Health, Shown, Taken, Thanks, Unit } from "../analysis/health.ts";
import type { Plan } from "../model/plan.ts";
import { personName, teamName } from "./report-words.ts";
import { change, count, decimal } from "./words.ts";

/*
 * What every format says of health in the same words: plain text, which may hold anything that stands in a file. Whoever shows it
 * escapes it as the format asks.
 */

/** So many teams and so many names are told; JSON has them all. */
const TEAMS = 12;
const NAMES = 5;

/** One figure in words: a sentence with its number, then what there is to say of it, each with what it is. */
export interface FigureWords {
  readonly sign: string;
  readonly sentence: string;
  readonly facts: readonly (readonly [name: string, text: string])[];
}

/** What is said at the top: `Horizon Bank · health of 2026-Q3`. */
export function healthTitle({ company, cycle, team, thanks }: Health): string {
  const about = thanks === null ? "health" : "thanks";
  return [company ?? "OKRs", team?.name ?? "", cycle === null ? about : `${about} · ${cycle.id}`]
    .filter(Boolean)
    .join(" · ");
}

/** What a reader has to know before the numbers. */
export function healthIntroduction({ day, cycle, objectives, measures }: Health): string[] {
  if (cycle === null) return ["No cycle with objectives has begun: there is nothing to look at yet."];
  const until = day > cycle.end ? `ended on ${cycle.end}` : `seen on ${day}`;
  const byTeam = measures.some(({ figures }) => figures.some(({ teams }) => teams.length > 1));
  const earlier = (measures[0]?.figures[0]?.trend.length ?? 1) > 1;
  return [
    `${count(objectives, "objective")} ran in ${cycle.id} (${cycle.start} to ${cycle.end}, ${until}), those of longer cycles included.`,
    ...(earlier ? [] : ["There is no earlier cycle to compare with."]),
    ...(byTeam ? ["Teams stand in the order of their files: this is no ranking."] : []),
  ];
}

/** What asks for a look, before all the numbers: a sentence each, and how many rest on too little. */
export function healthSummary({ measures }: Health): {
  readonly look: readonly string[];
  readonly rest: string;
} {
  const figures = measures.flatMap((taken) => (nothingToCount(taken) === null ? taken.figures : []));
  const withVerdict = (verdict: Figure["verdict"]) => figures.filter((one) => one.verdict === verdict);
  const [look, good, few] = [withVerdict("look"), withVerdict("good"), withVerdict("few")];
  const are = (number: number) => (number === 1 ? "is" : "are");
  return {
    look: look.map(tell),
    rest: [
      ...(look.length === 0 ? ["Nothing asks for a look."] : []),
      `Of ${count(figures.length, "number")} ${good.length} ${are(good.length)} as ${good.length === 1 ? "it" : "they"} should be; ${few.length} ${few.length === 1 ? "rests" : "rest"} on too few cases to judge.`,
    ].join(" "),
  };
}

/** What the signs mean. */
export const SIGNS_MEAN = [
  "● as it should be",
  "○ look at it",
  "· too few cases to judge, fewer than 5",
  "– no judgement",
];

const SIGNS = { good: "●", look: "○", few: "·" } as const;

/** A figure of a measure in words. */
export function figureWords(figure: Figure, { cycle, snapshot: { plan } }: Health): FigureWords {
  const { gauge, value, cases, small, aim, verdict, advice, names, trend, teams } = figure;
  const aimed = aim === null ? "" : `; the aim is ${aimWords(aim, gauge.unit)}`;
  const before =
    figure.cycle.id === cycle?.id ? "" : ` of ${figure.cycle.id}, as there is nothing to count since`;
  const rests = `${count(cases, gauge.noun)}${before}${small ? ", too few to judge" : ""}${aimed}`;
  const drawn = trend.slice(trend.findIndex((one) => one.value !== null));
  const facts: (readonly [string, string])[] = [
    ["Rests on", value === null ? "" : rests],
    ["How", gauge.how],
    [
      "Trend",
      drawn.length > 1 && value !== null
        ? drawn.map((one) => `${one.cycle.id} ${shownWords(one, gauge.unit)}`).join(", ")
        : "",
    ],
    ["Teams", teams.length > 1 ? teamWords(teams, gauge.unit, plan) : ""],
    ["Which", names.length > 0 ? someOf(names, NAMES) : ""],
    ["Do", advice ?? ""],
  ];
  return {
    sign: verdict === null ? "–" : SIGNS[verdict],
    sentence: tell(figure),
    facts: facts.filter(([, text]) => text !== ""),
  };
}

/** What is said of a measure without any number, now and before; null where there is one. */
export function nothingToCount({ measure, figures }: Taken): string | null {
  const empty = figures.every(({ trend }) => trend.every(({ value }) => value === null));
  return empty ? `Nothing to count yet. It needs ${measure.needs}.` : null;
}

/** Why measures are left out, a sentence each. */
export function leftOutWords({ leftOut }: Health): string[] {
  return leftOut.map(({ measure, why }) =>
    why === "no history"
      ? `${measure.title} is left out: it needs the whole history of the repository, which is not here.`
      : `${measure.title} is left out: it would tell how one person scores, and okr tells that of nobody.`,
  );
}

function tell({ gauge: { label, unit }, value }: Figure): string {
  const named = unit === "points" || unit === "difference" || unit === "number";
  const title = named ? label.charAt(0).toUpperCase() + label.slice(1) : `… ${label}`;
  if (value === null) return `${title}: nothing to count yet`;
  const shown = valueWords(value, unit);
  return named ? `${title}: ${shown}` : `${shown} ${label}`;
}

/** With how many cases it rests on, where these are few. */
function shownWords({ value, cases, small }: Shown, unit: Unit): string {
  if (value === null) return "–";
  return `${valueWords(value, unit)}${small ? ` (of ${cases})` : ""}`;
}

/** A value as people read it. */
function valueWords(value: number, unit: Unit): string {
  switch (unit) {
    case "share":
      return `${Math.round(value * 100)} %`;
    case "points": {
      const points = Math.round(value * 100);
      return `${points < 0 ? "−" : points > 0 ? "+" : "±"}${Math.abs(points)} points`;
    }
    case "difference":
      return change(value);
    case "number":
      return decimal(value);
    case "times":
      return `${short(value)} ×`;
    case "days":
      return value === 1 ? "1 day" : `${short(value)} days`;
    case "check-ins":
      return value === 1 ? "1 check-in" : `${short(value)} check-ins`;
  }
}

/** A number with at most one decimal; one that is too long for a line without its digits. */
function short(value: number): string {
  if (Math.abs(value) >= 1e6) return value.toExponential(1).replace("-", "−");
  return String(Math.round(value * 10) / 10).replace("-", "−");
}

function aimWords({ atLeast, atMost }: NonNullable<Figure["aim"]>, unit: Unit): string {
  if (atLeast === null) return atMost === 0 ? "none" : `at most ${valueWords(atMost ?? 0, unit)}`;
  if (atMost === null)
    return atLeast === 1 && unit === "share" ? "all" : `at least ${valueWords(atLeast, unit)}`;
  return `between ${valueWords(atLeast, unit)} and ${valueWords(atMost, unit)}`;
}

function teamWords(teams: Figure["teams"], unit: Unit, plan: Plan): string {
  return someOf(
    teams.map((one) => `${teamName(plan, one.team)} ${shownWords(one, unit)}`),
    TEAMS,
  );
}

function someOf(texts: readonly string[], most: number): string {
  const more = texts.length - most;
  return more > 0 ? `${texts.slice(0, most).join(", ")} and ${more} more` : texts.join(", ");
}

/** The chapters of thanks, with the deeds in each. */
export const THANKED: readonly (readonly [title: string, deeds: readonly Deed[]])[] = [
  ["Kept the rhythm", ["rhythm"]],
  ["Helped others", ["helped", "stood-in"]],
  ["Learned in public", ["learned", "explained"]],
];

/** What is said below the thanks. */
export const NO_RANKING =
  "For taking part and for learning, in alphabetical order. What was reached plays no part in it.";

/** A word of thanks as a sentence. */
export function thanksWords({ deed, team, person, objective, helped }: Thanks, plan: Plan): string {
  const who = person === null ? teamName(plan, team ?? "") : personName(plan, person);
  switch (deed) {
    case "rhythm":
      return person === null
        ? `${who} kept its check-in days`
        : `${who} wrote check-ins all through the cycle`;
    case "helped":
      return `${who} moved ${objective} on, which ${teamName(plan, helped ?? "")} depends on`;
    case "stood-in":
      return `${who} checked in on ${objective} in place of ${personName(plan, helped ?? "")}`;
    case "learned":
      return `${who} wrote down for everybody what ${objective} taught`;
    case "explained":
      return `${who} moved the goalposts of ${objective} and wrote down why`;
  }
}
