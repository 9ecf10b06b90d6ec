import { countWords, Phrases, partsOf, shorten } from "../analysis/words.ts";
import { keyResultRef } from "../model/plan.ts";
import { defineRule } from "./define.ts";
import { checkIn, keyResult, objective, retrospective } from "./examples.ts";

/** Words that go with any other, whatever is meant. */
const SMALL: ReadonlySet<string> = new Set(
  `a an the and or as at by for from in into of on to up with we us our ours i my you your they their it its this that these those is are
  will would can could all every everything always ever very much even so`.split(/\s+/),
);
/** A year, or a part of one: it says when and not what. */
const WHEN = /^(?:(?:19|2[01])\d\d|(?:fy|cy)\d\d(?:\d\d)?|[qh][1-4])$/;

export const vagueTitle = defineRule({
  id: "vague-title",
  group: "craft",
  severity: "warning",
  summary:
    "A title says what is to be different: it has at least `words` words, and one that not every team could use as well.",
  why: "People in other teams read an objective's title and nothing else of it. From “Improve quality” they cannot tell what will change, nor what not to do; each will think of something else.",
  options: {
    words: { value: 2, meaning: "words that an objective's title has at least" },
    vague: {
      value:
        `improve improves improving improvement improvements increase increasing grow grows growing growth scale scaling boost enhance
        better best great greater good excellent excellence operational amazing awesome perfect quality performance efficiency efficient
        effectiveness effective productivity innovation success successful value impact results result outcomes goals goal targets work
        working works things thing stuff team teams together business company organisation organization process processes more most be
        become being do doing get getting make making have keep continue achieve deliver create drive ensure provide take reach next level`.split(
          /\s+/,
        ) as readonly string[],
      meaning: "words of which a title must not be made alone, in lower case",
    },
  },
  *check(_, { options: { words: least, vague }, survey }) {
    const empty = new Phrases(vague, partsOf);
    for (const { id, title, keyResults, source } of survey.drafts) {
      const words = partsOf(title).filter((word) => !WHEN.test(word));
      const count = countWords(words);
      const short = count < least;
      if (short || saysNothing(words, empty))
        yield {
          source,
          pointer: ["title"],
          message: short
            ? `"${shorten(title, 80)}" is a title of ${count} ${count === 1 ? "word" : "words"}, and at least ${least} are asked for`
            : `"${shorten(title, 80)}" could be the title of every team: no word in it says what changes`,
          hint: "say what will be different, and for whom, as in: New users feel at home in their first week",
          subject: id,
          key: short ? "short" : "vague",
        };
      // A short title of a key result is no riddle: its baseline and target stand beside it.
      for (const [index, { id: own, title }] of keyResults.entries())
        if (saysNothing(partsOf(title), empty))
          yield {
            source,
            pointer: ["key_results", index, "title"],
            message: `"${shorten(title, 80)}" does not say what is measured`,
            hint: "name the measure, as in: Increase orders delivered on time from 80 % to 95 %",
            subject: keyResultRef(id, own),
            key: "vague",
          };
    }
  },
  examples: {
    accepted: [[objective({})], [objective({ title: "Improve how quickly customers get help" })]],
    reported: [
      [objective({ title: "Excellence" })],
      [objective({ title: "Improve quality" })],
      [objective({ title: "Be the best team!" })],
      [objective({ title: "Growth 2026" })],
      [objective({ key_results: [keyResult({ title: "Better performance" })] })],
      {
        documents: [objective({ title: "Zero downtime" })],
        settings: "rules: { vague-title: [warning, { words: 3 }] }",
      },
    ],
    misfires: [
      {
        why: "From the first check-in on another title would move the goalposts; it is a matter for the next cycle.",
        example: [objective({ title: "Growth" }), checkIn({})],
      },
      { why: "Two words can be precise.", example: [objective({ title: "Zero downtime" })] },
      {
        why: "The list is English; what is written in another language is left to its readers.",
        example: [objective({ title: "Melhorar a qualidade" })],
      },
      {
        why: "Chinese is written without spaces.",
        example: [objective({ title: "让新用户第一周就感到安心" })],
      },
      {
        why: "A German compound says in one word what takes two in English.",
        example: [objective({ title: "Kundenzufriedenheit" })],
      },
      {
        why: "What a key result measures may have a name of one word.",
        example: [objective({ key_results: [keyResult({ title: "Passengers" })] })],
      },
      {
        why: "The objective is closed.",
        example: [objective({ title: "Growth" }), retrospective({ date: "2026-12-01" })],
      },
    ],
  },
});

/** Whether all that is said could be said of anything. */
function saysNothing(words: readonly string[], empty: Phrases): boolean {
  const said = words.filter((word) => !SMALL.has(word));
  let index = 0;
  while (index < said.length) {
    const phrase = empty.at(said, index);
    if (phrase === null) return false;
    index += phrase.split(" ").length;
  }
  return said.length > 0;
}
