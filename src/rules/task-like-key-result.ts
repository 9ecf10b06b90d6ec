import { findQuantity } from "../analysis/quantities.ts";
import { isOtherLanguage, Phrases, wordsOf } from "../analysis/words.ts";
import { type KeyResult, keyResultRef } from "../model/plan.ts";
import { defineRule } from "./define.ts";
import { keyResult, objective, retrospective } from "./examples.ts";

const list = (text: string): readonly string[] => text.split(/,\s+/);

/** What work begins with. */
const VERBS = list(
  `launch, ship, build, write, create, implement, deploy, migrate, hire, recruit, finish, complete, release, deliver, develop, design,
  set up, roll out, put in place, introduce, organise, organize, prepare, define, draft, document, publish, produce, establish, integrate,
  install, automate, refactor, rewrite, rebuild, redesign, upgrade, plan, conduct, analyse, analyze, evaluate, investigate, research`,
);
const OURS = new Set(VERBS);
/** Those of ours that are nouns as well: "Release notes are read", "Build is green", "Complete coverage". */
const NOUNS = new Set(
  list("launch, ship, build, hire, release, design, draft, document, plan, upgrade, complete, research"),
);
/** After such a noun, these show that it is one. */
const AFTER_NOUN = new Set(
  list(
    `adherence, capacity, cost, costs, output, price, prices, readiness, retention, sales, share, wins, process, processes, pipeline, pipelines, system, systems, notes, date, dates, time, times, cycle, cycles, train, coverage, picture,
    overview, transparency, review, reviews, partner, partners, candidate, candidates, page, pages, team, teams, quality, rate, fast, in, of,
    for, with, by, at, on, has, have, was, were`,
  ),
);
/** Verbs in forms that no order has: with one of them, the title tells how something is, and not what to do. */
const STATING = new Set(
  list(
    "is, are, was, were, has, have, can, runs, works, passes, meets, gets, stays, remains, takes, serves, supports, follows, doubles, rises, falls",
  ),
);
/** A deliverable that is to come every time, in time or without something is a standard. */
const STANDARD = new Set(list("every, each, always, never, within, without"));
/** What nobody delivers, though people say that they build or create it. */
const OUTCOMES = new Set(
  list(
    "value, trust, confidence, loyalty, awareness, demand, culture, profit, profits, ebitda, savings, returns, surplus, revenue, jobs",
  ),
);
/** What may follow where the outcome itself is meant, and not a "value proposition". */
const AFTER_OUTCOME = new Set(list("in, with, for, of, among, from, by, on, at, to, that, and, again"));
/** Whoever finishes there has reached a place, or the end of a time. */
const FINISHED = new Set(list("in, as, among, first, second, third, year, quarter, season"));
/** Of people so many are a measure; so many features are not. */
const PEOPLE = new Set(list("hire, recruit"));
/** Between a verb and how many it is about. */
const BEFORE_COUNT = new Set(list("at, least, up, to, more, than, about, over, another, all, the"));
/** What may stand before the verb. */
const BEFORE = new Set(list("we, to, successfully, fully, finally, please"));
const NUMBERING = /^(?:kr|p)?\d{1,3}$/;

export const taskLikeKeyResult = defineRule({
  id: "task-like-key-result",
  group: "craft",
  severity: "warning",
  summary: "A key result is a change in a measure, and not something to be delivered.",
  why: "A delivery can be done in full and change nothing. What it is for is the key result; the delivery is one way there, and it can be replaced by a better one.",
  options: {
    verbs: { value: VERBS, meaning: "words and phrases with which tasks begin, in lower case" },
  },
  *check(_, { options: { verbs }, survey }) {
    const phrases = new Phrases(verbs);
    for (const { id, keyResults, source } of survey.drafts)
      for (const [index, one] of keyResults.entries()) {
        if (!isOnce(one)) continue;
        const verb = findTask(one.title, phrases);
        if (verb === null || isCounted(one)) continue;
        yield {
          source,
          pointer: ["key_results", index, "title"],
          message: `this is a task ("${verb} …") and not a change in a measure`,
          hint: "write what it is to change, from what to what, and put the task itself into the body under ## Initiatives",
          subject: keyResultRef(id, one.id),
          key: "task",
        };
      }
  },
  examples: {
    accepted: [
      [objective({})],
      [objective({ key_results: [once("Seats are easier to book than those on a train")] })],
    ],
    reported: [
      [objective({ key_results: [once("Launch the booking app")] })],
      [objective({ key_results: [once("Set up a second launch site")] })],
      [objective({ key_results: [keyResult({ title: "Build a simulator", baseline: 0, target: 1 })] })],
      [
        objective({
          key_results: [
            once("Write the safety manual", {
              metric: "milestones",
              milestones: [
                { id: "draft", title: "Draft" },
                { id: "final", title: "Final" },
              ],
            }),
          ],
        }),
      ],
    ],
    misfires: [
      {
        why: "Articles that are counted move from 0 to 20.",
        example: [
          objective({ key_results: [keyResult({ title: "Publish 20 articles", baseline: 0, target: 20 })] }),
        ],
      },
      {
        why: "To pass an audit is an outcome that others decide.",
        example: [objective({ key_results: [once("Pass the audit")] })],
      },
      {
        why: "It says how many, so there is a measure, though it is only told when all of them are there.",
        example: [objective({ key_results: [once("Hire 12 pilots")] })],
      },
      {
        why: "An audit without findings is an outcome, and so is trust.",
        example: [
          objective({
            key_results: [
              once("Complete the safety audit without findings"),
              { ...once("Build trust with the space agency"), id: "trust" },
            ],
          }),
        ],
      },
      {
        why: "To reach break-even is an outcome.",
        example: [objective({ key_results: [once("Reach break-even")] })],
      },
      {
        why: "How many customers have the release is a measure.",
        example: [
          objective({
            key_results: [keyResult({ title: "Release to 500 customers", baseline: 0, target: 500 })],
          }),
        ],
      },
      {
        why: "Here the word is a noun, and the sentence tells how things are.",
        example: [objective({ key_results: [once("Release notes are read before every launch")] })],
      },
      {
        why: "A market share that moves from 0 % to 1 % is no deliverable.",
        example: [
          objective({
            key_results: [
              keyResult({ title: "Build market share in Italy", baseline: 0, target: 1, unit: "%" }),
            ],
          }),
        ],
      },
      {
        why: "The objective is closed.",
        example: [
          objective({ key_results: [once("Launch the booking app")] }),
          retrospective({ date: "2026-12-01", grades: { once: 1 } }),
        ],
      },
    ],
  },
});

/** Whether it is reached all at once or in steps, and not counted. */
function isOnce({ measure, unit }: KeyResult): boolean {
  if (measure.metric === "number") return measure.baseline === 0 && measure.target === 1 && unit === null;
  return measure.metric !== "limit";
}

/** Whether the milestones are what the title counts: "Roll out to 5 countries", one after the other. */
function isCounted({ measure, title }: KeyResult): boolean {
  return measure.metric === "milestones" && wordsOf(title).includes(String(measure.milestones.length));
}

/** The verb with which a title begins as a task; null where it does not. */
function findTask(title: string, phrases: Phrases): string | null {
  const words = wordsOf(title);
  let start = 0;
  while (start < 3 && (NUMBERING.test(words[start] ?? "") || BEFORE.has(words[start] ?? ""))) start++;
  const verb = phrases.at(words, start);
  if (verb === null || !OURS.has(verb)) return verb;
  const rest = words.slice(start + verb.split(" ").length);
  if (isMeasured(title, verb, rest) || isOutcome(verb, rest)) return null;
  if (isOtherLanguage(words) || rest.some((word) => STANDARD.has(word))) return null;
  if (rest.some((word, index) => word === "on" && rest[index + 1] === "time")) return null;
  if (!NOUNS.has(verb)) return verb;
  // "Design system adopted", "Release 4.2 runs everywhere".
  const [next = "", last = ""] = [rest[0], rest.at(-1)];
  const stated = rest.some((word) => STATING.has(word)) || /..ed$/.test(last) || /^\d+\./.test(next);
  return stated || AFTER_NOUN.has(next) ? null : verb;
}

/** Whether a title says how much or how many, and so has a measure, whatever its metric is: "Hire 12 engineers", "Automate 60 % of it". */
function isMeasured(title: string, verb: string, rest: readonly string[]): boolean {
  const count = rest.find((word) => !BEFORE_COUNT.has(word)) ?? "";
  const people = PEOPLE.has(verb) && /^\d+$/.test(count) && Number(count) > 1;
  return /[%‰]/.test(title) || people || findQuantity(title) !== null;
}

/** Whether it begins like a task, but says what is to be so in the end. */
function isOutcome(verb: string, rest: readonly string[]): boolean {
  if (verb === "finish" && rest.slice(0, 2).some((word) => FINISHED.has(word))) return true;
  const at = rest.slice(0, 2).findIndex((word) => OUTCOMES.has(word));
  const next = rest[at + 1];
  return at >= 0 && (next === undefined || AFTER_OUTCOME.has(next));
}

function once(title: string, properties: object = { metric: "binary" }) {
  return { id: "once", title, owner: "ana", backup: "ben", ...properties };
}
