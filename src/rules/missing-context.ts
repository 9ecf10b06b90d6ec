import { countWords, partsOf } from "../analysis/words.ts";
import { defineRule } from "./define.ts";
import { objective } from "./examples.ts";

/** So many characters of a body are looked at. */
const MOST = 20_000;
const WHY = "Nine in ten passengers fly once. Those who come back tell their friends.\n";
const TEMPLATE =
  "\n<!-- Why does this matter, and why now? -->\n\n## Initiatives\n\n- [ ] Print the timetable\n";

export const missingContext = defineRule({
  id: "missing-context",
  group: "craft",
  severity: "off",
  summary:
    "An objective says in at least `words` words why it matters: below its frontmatter, the initiatives not counted.",
  why: "A hard goal without its reason is an order. Who knows why it matters can find another way when the first one fails, and can tell when it has stopped to matter.",
  options: { words: { value: 5, meaning: "words that are said at least" } },
  *check(_, { options: { words: least }, survey }) {
    for (const { id, source, body } of survey.drafts) {
      const count = countWords(partsOf(reasonIn(body.slice(0, MOST))));
      if (count < least)
        yield {
          source,
          pointer: ["title"],
          message: "nothing in it says why it matters",
          hint: "write below the frontmatter why it matters, and why now, so that another team understands it",
          subject: id,
          key: "context",
        };
    }
  },
  examples: {
    accepted: [[objective({}) + WHY]],
    reported: [[objective({})], [objective({}) + TEMPLATE], [`${objective({})}# Growth\n\nSoon.\n`]],
    misfires: [
      {
        why: "What the team answered while it planned is a reason too.",
        example: [`${objective({})}## The strategic goal\n\n${WHY}`],
      },
      {
        why: "After the first check-in it is too late to ask what everybody knows by then.",
        example: [
          objective({}),
          "---\nkind: check-in\nobjective: grow\ndate: 2026-11-20\nby: ana\nresults: { passengers: 20 }\n---\n",
        ],
      },
    ],
  },
});

/** The text of a body without comments, headings and what stands below `## Initiatives`. */
function reasonIn(body: string): string {
  let listed = false;
  const kept = body
    .replace(/<!--[\s\S]*?(?:-->|$)/g, "")
    .split("\n")
    .filter((line) => {
      if (/^#{1,2}\s/.test(line)) listed = /^##\s+initiatives\b/i.test(line);
      return !listed && !/^#{1,6}\s/.test(line);
    });
  return kept.join("\n");
}
