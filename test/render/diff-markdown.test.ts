import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, test } from "vitest";
import { diffMarkdown, MARKER } from "../../src/render/diff-markdown.ts";
import type { DiffReport } from "../../src/render/diff-report.ts";
import { checkIn, document, keyResult, objective } from "../../src/rules/examples.ts";
import { AFTER, BEFORE, DAY, type Files, reportOf } from "../support/diff.ts";
import { hostileText } from "../support/hostile.ts";

const show = async (before: Files | null, after: Files, more: Partial<DiffReport> = {}) =>
  diffMarkdown(await reportOf(before, after, more));

test("a comment on a pull request", async () =>
  expect(await show(BEFORE, AFTER)).toMatchInlineSnapshot(`
    "<!-- okr-diff -->

    ### 1 check-in removed, 1 check-in rewritten, 1 goalpost moved, 1 objective removed, alignment of 1 objective lost, 1 priority left without support, 1 rule turned down or off, 1 exception from rules, settings changed, 1 check-in, 1 retrospective, 1 objective added, 1 objective changed, 1 team changed; company mean 0.19 → 0.40

    **Records removed or rewritten**

    - **\`grow\`** check-in of 2026-11-06 by Ana Example: removed
      - took away: passengers 16, confidence 0.6
      - file: \`grow/2026-11-06-check-in-a0aaaaa.md\`
    - **\`grow\`** check-in of 2026-11-10 by Ana Example: rewritten
      - \`passengers\`: reading 18 → 20
      - file: \`grow/2026-11-10-check-in-a1aaaaa.md\`

    **Goalposts moved**

    - ◆ **\`grow\`** Grow the circle of people who fly with us
      - \`passengers\`: target 40 → 30
      - score: 0.47 → 0.70 by the move alone

    **Objectives removed**

    - **\`sell\`** Sell tickets on the web
      - was: rockets · 2026-Q4 · aspirational · ana

    **Alignment lost**

    - **\`save\`** no longer serves fly
      - \`fly\`: Fly further than last year
      - still serves: nothing
    - **\`money\`** nothing that is open serves it any more
      - title: It pays
      - was served by: sell

    **Rules and settings**

    - **\`unknown-person\`** turned off (was error)
    - **\`missing-backup\`** new exception for save
      - reason: Mei joins in December
      - holds: until 2026-12-01
    - **\`okr.yaml\`** settings changed
      - \`check_in.stale_after_days\`: 10 → 30

    **Scores**

    | | before | after | | |
    | :-- | --: | --: | --: | :-- |
    | **company mean** | 0.19 | 0.40 | +0.21 | of which +0.08 by moved goalposts; of 4 → 3 objectives |
    | Grow the circle of people who fly with us \`grow\` | 0.27 | 0.70 | +0.43 | of which +0.23 by moved goalposts; ◐ at-risk → ● on-track |
    | Save fuel on every flight \`save\` | 0.50 | 0.50 |  | ● on-track → ■ closed (continued), grade 0.60 |
    | Sell tickets on the web \`sell\` | 0.00 | – |  | gone |
    | **mean of rockets** | 0.26 | 0.60 | +0.34 | of which +0.12 by moved goalposts; of 3 → 2 objectives |

    <details>
    <summary>Check-ins and retrospectives: 2</summary>

    - **\`save\`** end retrospective of 2026-11-19 by Ana Example
      - \`fuel\`: grade 0.6; two flights were cancelled
      - outcome: continued
    - **\`grow\`** check-in of 2026-11-20 by Ana Example
      - \`passengers\`: 20 → 24 of 30 (+4); the school came
      - confidence: 0.6 → 0.7 (+0.1)
      - score: 0.27 → 0.47 (+0.20 with what was removed or rewritten)

    </details>

    <details>
    <summary>Objectives: 2</summary>

    - **\`next\`** Fly at night
      - new: rockets · 2027-Q1 · aspirational · ana
      - aligned to: space
      - \`nights\`: 0 → 3 nights: Fly 3 nights a week
    - **\`grow\`** Grow the circle of people who fly with us
      - owner: ana → mei

    </details>

    <details>
    <summary>Teams and strategy: 1</summary>

    - **\`rockets\`** Rockets (example)
      - joined: Mei Example
      - left: Ben Example

    </details>

    <sub>\`okr diff\`: origin/main (\`4c1f0e2\`) → working tree, both as of 2026-11-20</sub>
    "
  `));

test("where nothing changes", async () => {
  expect(await show(BEFORE, { ...BEFORE, "README.md": "# Goals\n" })).toBe(`<!-- okr-diff -->

### Nothing changes in OKR terms

<sub>\`okr diff\`: origin/main (\`4c1f0e2\`) → working tree, both as of 2026-11-20</sub>
`);
});

test("files that cannot be read are told first", async () => {
  const text = await show(BEFORE, { ...BEFORE, "a.md": "---\nkind: team\n---\n" });
  expect(text.split("\n").slice(2, 6)).toEqual([
    "### Nothing changes in OKR terms",
    "",
    "**1 file here cannot be read and is left out**; `okr check` says why.",
    "",
  ]);
});

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}

function nodesOf(node: Node): Node[] {
  return [node, ...(node.children ?? []).flatMap(nodesOf)];
}

/** The HTML that a comment consists of: ours. */
const OURS =
  /^(?:<!-- okr-diff -->|<details>\n<summary>[A-Za-z -]+: \d+<\/summary>|<\/details>|<\/?sub>|<\/?code>|<code>&#124;<\/code>)$/;

/** What in a comment is neither text nor of our making. */
function foreign(markdown: string): string[] {
  const found = nodesOf(fromMarkdown(markdown) as Node).flatMap(({ type, value = "" }) => {
    if (type === "html") return OURS.test(value) ? [] : [`html ${value}`];
    const known = ["root", "heading", "paragraph", "text", "strong", "inlineCode", "list", "listItem"];
    return known.includes(type) ? [] : [type];
  });
  const lines = markdown.split("\n");
  const rows = lines.filter((line) => line.startsWith("|")).map((line) => line.split("|").length);
  // In a table every row has as many cells as its head.
  return [...found, ...rows.filter((cells) => cells !== 7).map((cells) => `a row of ${cells} cells`)];
}

test("the example is made of nothing but our markup", async () => {
  expect(foreign(await show(BEFORE, AFTER))).toEqual([]);
  expect(foreign(await show(AFTER, BEFORE))).toEqual([]);
  expect(foreign(await show(null, AFTER))).toEqual([]);
});

/** A title as the schema lets it through. */
const title = hostileText.filter(
  (text) => /^\S[^\n\r\u0085\u2028\u2029]*$/.test(text) && [...text].length <= 200 && !/\p{Cs}/u.test(text),
);
const words = hostileText.filter((text) => !/\p{Cs}/u.test(text));

test("whatever a pull request writes, the comment is inert", () =>
  fc.assert(
    fc.asyncProperty(title, title, words, words, async (one, other, note, reason) => {
      const hostile: Files = {
        ...AFTER,
        "okr.yaml": document({ version: 1, name: one }).replaceAll("---\n", ""),
        "strategy.md": document({
          kind: "strategy",
          mission: note,
          priorities: [{ id: "space", title: other }],
        }),
        "teams/rockets.md": document({
          ...{ kind: "team", id: "rockets", name: one },
          members: [{ id: "ana", name: other }],
        }),
        "grow.md": `${objective({
          ...{ title: one, aligns_to: ["space"] },
          key_results: [keyResult({ title: other, unit: reason || "t" })],
          "x-okr-ignore": { [note]: reason, "missing-backup": { reason } },
        })}${note}\n`,
        "next.md": objective({ id: "next", title: other, aligns_to: ["fly"] }),
        "grow/2026-11-20-check-in-c0ccccc.md": checkIn({ results: { passengers: { value: 24, note } } }),
      };
      const report = await reportOf(BEFORE, hostile, {
        base: { name: note, commit: "4c1f0e2a9d3b5c6e7f8091a2b3c4d5e6f7081920", hasOkrs: true },
        head: { name: reason, commit: "9b1f3c0d2e4a5b6c7d8e9fa0b1c2d3e4f5061728", merged: null },
      });
      const text = diffMarkdown(report);
      expect(foreign(text)).toEqual([]);
      expect(text.split(MARKER)).toHaveLength(2);
      expect(text).not.toMatch(/^\s*(?:::|\/)|##\[/m);
      expect(text).not.toContain("\u001b");
    }),
    { numRuns: 100 },
  ));

test("mentions, links and commands of a title", async () => {
  const evil = "@all see https://evil.example #1 <img src=x> </details> [a](b) | `x` ::error::";
  const text = await show(BEFORE, { ...BEFORE, "next.md": objective({ id: "next", title: evil }) });
  expect(text).toContain(
    "- **`next`** `@all` see `https://evil.example` `#1` &lt;img src=x&gt; &lt;/details&gt; \\[a\\](b) &#124; \\`x\\` ",
  );
});

describe("a comment that would be too long", () => {
  const MANY = 1200;
  const many = (target: number, more: (index: number) => Files): Files => {
    const files: Record<string, string | null> = { ...BEFORE };
    for (let index = 0; index < MANY; index++) {
      const id = `o-${index}`;
      files[`${id}.md`] = objective({
        ...{ id, title: `The objective of number ${index} | <b>`, aligns_to: ["fly"] },
        key_results: [keyResult({ target })],
      });
      Object.assign(files, more(index));
    }
    return files;
  };
  const before = many(40, () => ({}));
  const after = many(20, (index) => ({
    [`o-${index}/${DAY}-check-in-c${String(index).padStart(6, "0")}.md`]: checkIn({
      ...{ objective: `o-${index}`, results: { passengers: { value: 15, note: "counted <b>".repeat(40) } } },
    }),
  }));

  test("keeps what matters first, says what it lacks, and is whole", async () => {
    const text = await show(before, after);
    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(text.length).toBeGreaterThan(50_000);
    expect(foreign(text)).toEqual([]);
    expect(text).toMatch(/^<!-- okr-diff -->\n\n### 1200 goalposts moved, 1200 check-ins; company mean 0\.0/);
    expect(text).toMatch(/<\/sub>\n$/);
    expect(text.split("<details>")).toHaveLength(text.split("</details>").length);
    const kept = (text.match(/^- ◆ /gm) ?? []).length;
    expect(kept).toBeGreaterThan(100);
    expect(text).toContain(`- and ${MANY - kept} more, which do not fit here: \`okr diff\` shows them\n`);
    expect(text).toMatch(/^\| and 1\d{3} lines more \| \| \| \| \|$/m);
    expect(text).toContain("- and 1200 more, which do not fit here: `okr diff` shows them\n\n</details>\n");
  });

  test("of one thing, says only so much", async () => {
    const steps = Array.from({ length: 200 }, (_, index) =>
      keyResult({ id: `k-${index}`, title: "x ".repeat(99) }),
    );
    const text = await show(BEFORE, {
      ...BEFORE,
      "grow.md": objective({ aligns_to: ["fly"], key_results: steps }),
    });
    expect(text).toContain("  - and 186 more\n");
    expect(text.length).toBeLessThan(10_000);
  });
});
