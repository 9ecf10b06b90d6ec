import { type Day, daysBetween } from "../model/day.ts";
import type { CheckIn } from "../model/records.ts";
import type { Settings } from "../model/settings.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Followed } from "./overview.ts";
import type { Bodies } from "./report/story.ts";
import { wordsOf } from "./words.ts";

/** A change that was larger than usual: of the score within a week, or of the confidence between two check-ins. */
export interface TurningPoint {
  readonly day: Day;
  readonly what: "score" | "confidence";
  readonly before: number;
  readonly after: number;
}

/** Something that was said in several check-ins in much the same words. */
export interface Refrain {
  /** As it was said last. */
  readonly text: string;
  /** Oldest first, at least two. */
  readonly days: readonly Day[];
}

/** What the records of an objective tell to whoever looks back at it. Found by plain rules; people know better. */
export interface LookingBack {
  readonly followed: Followed;
  readonly checkIns: number;
  /** Oldest first, the largest of each kind. */
  readonly turningPoints: readonly TurningPoint[];
  /** The longest time without a check-in, where it was longer than allowed. */
  readonly silence: { readonly from: Day; readonly to: Day; readonly days: number } | null;
  /** Issues that kept coming back, the most frequent first. */
  readonly issues: readonly Refrain[];
  /** Plans that were made again and again, the most frequent first. */
  readonly plans: readonly Refrain[];
  /** Plans of which no later record has a word. */
  readonly unheard: readonly { readonly text: string; readonly day: Day }[];
  /** Initiatives that are not ticked. */
  readonly openInitiatives: readonly string[];
}

/** What makes a turning point, and how many of a kind are told. */
const SCORE_STEP = 0.1;
const CONFIDENCE_STEP = 0.2;
const MOST = 3;
/** So many check-ins, the latest, are read, and so many sentences of each. */
const CHECK_INS = 40;
const SENTENCES = 20;
/** Words are compared by so many letters: endings differ. */
const STEM = 5;
/** Sentences say the same when they share this much of the shorter one. */
const SHARED = 0.5;
const SMALL: ReadonlySet<string> = new Set(
  "this that these those with from have still will what when where which their there them they than then been were into more some next week again need needs about after before until because only also very just over none nothing".split(
    " ",
  ),
);

/** A sentence of a check-in, and the words that tell it from others. */
interface Said {
  readonly text: string;
  readonly day: Day;
  readonly words: ReadonlySet<string>;
}

/** Looks back at one objective. */
export function lookBack(followed: Followed, bodies: Bodies, { settings, day }: Snapshot): LookingBack {
  const { checkIns, objective } = followed;
  const read = checkIns.slice(-CHECK_INS).map((one) => ({ one, sections: bodies.sections(one.body) }));
  const said = (name: string) =>
    read.flatMap(({ one, sections }) => sentencesOf(sections.get(name) ?? "", one.date));
  const texts = read.map(({ one }) => ({ day: one.date, words: wordsIn(textOf(one)) }));
  const plans = said("plan");
  const again = refrains(plans);
  return {
    followed,
    checkIns: checkIns.length,
    turningPoints: [...scoreTurns(followed), ...confidenceTurns(checkIns)].sort((a, b) =>
      a.day < b.day ? -1 : 1,
    ),
    silence: longestSilence(followed, settings, day),
    issues: refrains(said("issues")),
    plans: again,
    unheard: plans
      .filter((one) => isUnheard(one, texts) && !again.some(({ text }) => saysTheSame(one, wordsIn(text))))
      .slice(-MOST)
      .map(({ text, day }) => ({ text, day })),
    openInitiatives: bodies
      .initiatives(objective.body)
      .filter(({ done }) => !done)
      .map(({ text }) => text),
  };
}

function textOf({ body, results }: CheckIn): string {
  return [body, ...[...results.values()].map(({ note }) => note ?? "")].join("\n");
}

function wordsIn(text: string): ReadonlySet<string> {
  const words = wordsOf(text).filter((word) => word.length > 3 && !SMALL.has(word));
  return new Set(words.map((word) => word.slice(0, STEM)));
}

function sentencesOf(section: string, day: Day): Said[] {
  return section
    .split(/\n+|;\s+|(?<=[.!?])\s+/)
    .map((line) => line.replace(/^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?/, "").trim())
    .filter((line) => line !== "")
    .slice(0, SENTENCES)
    .map((text) => ({ text, day, words: wordsIn(text) }))
    .filter(({ words }) => words.size > 0);
}

/** What was said on several days; sentences are held against the first of their kind. */
function refrains(all: readonly Said[]): Refrain[] {
  const groups: [Said, ...Said[]][] = [];
  for (const one of all) {
    const group = groups.find(([first]) => saysTheSame(first, one.words));
    if (group) group.push(one);
    else groups.push([one]);
  }
  return groups
    .map((group) => ({ text: (group.at(-1) as Said).text, days: [...new Set(group.map(({ day }) => day))] }))
    .filter(({ days }) => days.length > 1)
    .sort((a, b) => b.days.length - a.days.length)
    .slice(0, MOST);
}

function saysTheSame({ words: some }: Said, others: ReadonlySet<string>): boolean {
  const least = Math.min(some.size, others.size);
  let shared = 0;
  for (const word of some) if (others.has(word)) shared++;
  return shared >= Math.max(Math.min(2, least), SHARED * least);
}

/** Whether later check-ins exist, and none of them has a word of it. */
function isUnheard(
  { day, words }: Said,
  texts: readonly { readonly day: Day; readonly words: ReadonlySet<string> }[],
): boolean {
  const later = texts.filter((one) => one.day > day);
  return later.length > 0 && later.every((one) => [...words].every((word) => !one.words.has(word)));
}

function largest(points: readonly TurningPoint[], step: number): TurningPoint[] {
  const size = ({ before, after }: TurningPoint) => Math.abs(after - before);
  return points
    .filter((one) => size(one) >= step - 1e-9)
    .sort((a, b) => size(b) - size(a))
    .slice(0, MOST);
}

function scoreTurns({ past }: Followed): TurningPoint[] {
  const weeks = past?.weeks ?? [];
  const points = weeks.flatMap(({ day, scored }, index): TurningPoint[] => {
    const before = weeks[index - 1]?.scored ?? null;
    return before === null || scored === null
      ? []
      : [{ day, what: "score", before: before.score, after: scored.score }];
  });
  return largest(points, SCORE_STEP);
}

function confidenceTurns(checkIns: readonly CheckIn[]): TurningPoint[] {
  const points: TurningPoint[] = [];
  let before: number | null = null;
  for (const { date, confidence } of checkIns) {
    if (confidence === null) continue;
    if (before !== null) points.push({ day: date, what: "confidence", before, after: confidence });
    before = confidence;
  }
  return largest(points, CONFIDENCE_STEP);
}

function longestSilence(
  { checkIns, cycle, closed }: Followed,
  { checkIn: { staleAfterDays } }: Settings,
  today: Day,
): LookingBack["silence"] {
  let longest: LookingBack["silence"] = null;
  const ends = [today, ...(cycle === null ? [] : [cycle.end]), ...(closed === null ? [] : [closed.date])];
  const days = [...checkIns.map(({ date }) => date), ends.sort()[0] as Day];
  for (const [index, to] of days.entries()) {
    const from = days[index - 1];
    if (from === undefined) continue;
    const between = daysBetween(from, to);
    if (between > (longest?.days ?? staleAfterDays)) longest = { from, to, days: between };
  }
  return longest;
}
