import { fold, Phrases, partsOf, sentencesOf, shorten } from "../analysis/words.ts";
import type { Pointer, Source } from "../model/finding.ts";
import { keyResultRef } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { defineRule, type Run } from "./define.ts";
import { document, keyResult, objective, retrospective } from "./examples.ts";

const list = (text: string): readonly string[] => text.split(/,\s+/);

/** So many characters of a body are looked at. */
const MOST = 20_000;
/** Pay, score and what links them stand within so many words. */
const NEAR = 25;

const WORDS = {
  pay: list(
    `bonus, bonuses, salary, salaries, compensation, remuneration, appraisal, appraisals, performance review, performance reviews, pay rise,
    pay rises, pay raise, pay raises, a raise, variable pay, commission, commissions, promotion, promotions, get promoted, be promoted`,
  ),
  score: list(
    `okr, okrs, key result, key results, objectives, this objective, score, scores, grade, grades, target, targets, goals, achievement,
    achievements, attainment`,
  ),
  link: list(
    `if, whoever, depend, depends, depending, dependent, linked, links, tied, ties, tie, coupled, based, basis, according, per, for reaching,
    for each, for every, for a score, at a score, for 100, at 100, receive, receives, earn, earns, paid, pays, count, counts, decide, decides,
    decided, determine, determines, determined, drive, drives, affect, affects, influence, influences, feed, feeds, relevant, part of, calculated, derived, trigger, triggers, unlock, unlocks, qualify, qualifies, rewarded, in return for,
    subject to, goes into`,
  ),
  unless: list(
    `not, no, never, nobody, none, nothing, without, cannot, neither, nor, don't, doesn't, won't, isn't, aren't, shouldn't, mustn't, can't,
    independent, independently, regardless, irrespective, separate, separated, separately, decouple, decoupled, unrelated, avoid, stop, instead,
    rather than, customer, customers, user, users, client, clients, player, players, shopper, shoppers, subscriber, subscribers, merchant,
    merchants, visitor, visitors, audience, market, marketing, campaign, campaigns, product, products, loyalty, savings, sale, discount, credit,
    loan, loans, claim, claims, survey, surveys, satisfaction, benchmark, equity, gap, errors, payroll, pay grade, pay grades, salary grade,
    salary grades, property, properties, appraiser, appraisers, salary band, salary bands, target group, target groups, search`,
  ),
};
/** Those of ours that mean much else besides: one of them needs company that makes it clear. */
const UNCLEAR = {
  pay: new Set(
    list("salary, salaries, compensation, remuneration, commission, commissions, promotion, promotions"),
  ),
  score: new Set(
    list("score, scores, grade, grades, target, targets, goals, achievement, achievements, attainment"),
  ),
};
/** Whose pay is meant. */
const STAFF = new Set(
  list(
    "employee, employees, staff, everyone, everybody, manager, managers, lead, leads, colleague, colleagues, people, members",
  ),
);
/** Before "score" or "target", these do not say that it is one of something else, as in "comfort score". */
const PLAIN = new Set(
  list(
    `the, a, an, of, all, any, each, every, this, these, those, their, your, our, his, her, its, own, final, average, high, good, full, team, on, by,
    to, with, for, per, and, or, reaching, reach, reaches, hit, hits, hitting, meet, meets, meeting, annual, yearly, quarterly, individual`,
  ),
);
/** Whose score it may be: "the scores of the year". */
const OWNERS = new Set(list("year, quarter, cycle, team, teams, objective, objectives, okr, okrs, key"));

export const tiedToPay = defineRule({
  id: "tied-to-pay",
  group: "craft",
  severity: "warning",
  summary: "Nothing that people write of their OKRs makes pay or appraisal depend on scores.",
  why: "Where pay depends on the score, people aim at what they are certain to reach, and say that it goes well until it is too late. Then neither the targets nor the confidence tell anybody anything.",
  options: {
    pay: { value: WORDS.pay, meaning: "words and phrases for pay and appraisal, in lower case" },
    score: { value: WORDS.score, meaning: "words and phrases for scores and what is scored" },
    link: { value: WORDS.link, meaning: "words and phrases that make the one depend on the other" },
    unless: { value: WORDS.unless, meaning: "words and phrases with which a sentence means something else" },
  },
  *check(snapshot, { options, survey }) {
    const lists: Lists = {
      pay: new Phrases(options.pay, partsOf),
      score: new Phrases(options.score, partsOf),
      link: new Phrases(options.link, partsOf),
      unless: new Phrases(options.unless, partsOf),
    };
    for (const { text, source, pointer, subject, where } of textsOf(snapshot, survey)) {
      const sentence = findTie(text, lists);
      if (sentence === null) continue;
      yield {
        source,
        pointer,
        message: `${where} ties pay to scores: "${shorten(sentence, 80)}"`,
        hint: "keep the two apart: settle pay on other grounds, say so here, and recognise taking part and learning instead",
        subject,
        key: where,
      };
    }
  },
  examples: {
    accepted: [[withBody(objective({}), "More passengers pay for more ships.")]],
    reported: [
      [withBody(objective({}), "Everybody on the team gets a bonus if the score\nis 0.7 or better.")],
      [
        withBody(
          document({ kind: "strategy", mission: "Fly." }),
          "- Annual appraisals are based on the OKRs of the year.",
        ),
      ],
      [objective({ key_results: [keyResult({ title: "Earn the bonus for reaching all targets" })] })],
      [
        withBody(
          document({ kind: "team", id: "pilots", name: "Pilots (example)", lead: "ana" }),
          "Half of the salary increase depends on key results.",
        ),
      ],
    ],
    misfires: [
      ...[
        ["It says the opposite.", "We do not tie bonuses to scores, and never will if we can help it."],
        [
          "Whoever pays salaries has objectives about them.",
          "Pay salaries on time, and cut errors from 4 % to 1 % per month.",
        ],
        [
          "A new form of appraisal is the work of this team.",
          "Launch the new appraisal process in every office.",
        ],
        ["To raise a score is no raise.", "This raises the score of the landing if the wind is calm."],
        ["A promotion sells something.", "The promotion campaign is paid per target group reached."],
        [
          "It is the customers who get this bonus.",
          "Customers receive a bonus if they reach their savings target.",
        ],
      ].map(([why, body]) => ({ why: why as string, example: [withBody(objective({}), body as string)] })),
      {
        why: "The objective is closed, and its text stays as it was.",
        example: [
          withBody(objective({}), "The bonus depends on the score."),
          retrospective({ date: "2026-12-01" }),
        ],
      },
    ],
  },
});

interface Lists {
  readonly pay: Phrases;
  readonly score: Phrases;
  readonly link: Phrases;
  readonly unless: Phrases;
}

/** Something that people wrote, and where it is to be reported. */
interface Text {
  readonly text: string;
  readonly source: Source;
  readonly pointer: Pointer;
  readonly subject: string;
  /** What it is, as the beginning of a sentence. */
  readonly where: string;
}

/** The texts of what can still be changed; those below the frontmatter stand at the name of their document. */
function* textsOf({ plan: { strategy, teams } }: Snapshot, survey: Run["survey"]): Generator<Text> {
  const body = { where: "the body" };
  if (strategy !== null) {
    const { source, mission, vision, priorities } = strategy;
    const about = { source, subject: "strategy" };
    yield { ...about, ...body, text: strategy.body, pointer: ["kind"] };
    yield { ...about, text: mission ?? "", pointer: ["mission"], where: "the mission" };
    yield { ...about, text: vision ?? "", pointer: ["vision"], where: "the vision" };
    for (const [index, { id, title }] of priorities.entries())
      yield { source, subject: id, text: title, pointer: ["priorities", index, "title"], where: "the title" };
  }
  for (const { id, source, body: text } of teams)
    yield { ...body, text, source, pointer: ["name"], subject: id };
  for (const { id, source, title, body: text, keyResults } of survey.objectivesIn("planned", "running")) {
    yield { text: title, source, pointer: ["title"], subject: id, where: "the title" };
    yield { ...body, text, source, pointer: ["title"], subject: id };
    for (const [index, one] of keyResults.entries())
      yield {
        text: one.title,
        source,
        pointer: ["key_results", index, "title"],
        subject: keyResultRef(id, one.id),
        where: "the title",
      };
  }
}

/** The first sentence that ties pay to scores. */
function findTie(text: string, lists: Lists): string | null {
  const read = text.slice(0, MOST);
  if (!lists.pay.mayBeIn(fold(read))) return null;
  for (const sentence of sentencesOf(read))
    if (!sentence.endsWith("?") && ties(partsOf(sentence), lists))
      return sentence.replace(/^[\s>*+#|-]+/, "");
  return null;
}

/** Whether pay, score and a link stand near each other, in a sentence that has nothing of what makes it mean something else. */
function ties(words: readonly string[], { pay, score, link, unless }: Lists): boolean {
  const last = {
    pay: Number.NEGATIVE_INFINITY,
    score: Number.NEGATIVE_INFINITY,
    link: Number.NEGATIVE_INFINITY,
  };
  let near = false;
  let clear = false;
  for (const [index, word] of words.entries()) {
    if (unless.at(words, index) !== null) return false;
    const paid = pay.at(words, index);
    const scored = score.at(words, index);
    if (paid !== null) last.pay = index;
    if (scored !== null && !isOfSomethingElse(words, index, scored)) last.score = index;
    if (link.at(words, index) !== null) last.link = index;
    clear ||= STAFF.has(word) || (paid !== null && !UNCLEAR.pay.has(paid));
    clear ||= scored !== null && !UNCLEAR.score.has(scored);
    // At the last of the three, the first of them is not farther away than that.
    near ||= index - Math.min(last.pay, last.score, last.link) <= NEAR;
  }
  return near && clear;
}

/** Whether a score is that of something else: "the comfort score", "the score of the appraisal". */
function isOfSomethingElse(words: readonly string[], index: number, scored: string): boolean {
  if (!UNCLEAR.score.has(scored)) return false;
  const before = words[index - 1] ?? "the";
  if (!PLAIN.has(before) && !/^\d/.test(before)) return true;
  const next = words[index + 1];
  if (next !== "of" && next !== "for") return false;
  return !words.slice(index + 2, index + 4).some((word) => OWNERS.has(word) || /^\d/.test(word));
}

function withBody(document: string, body: string): string {
  return `${document}\n${body}\n`;
}
