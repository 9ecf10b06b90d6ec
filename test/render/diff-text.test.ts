import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import { beforeAll, describe, expect, test } from "vitest";
import { headlineOf } from "../../src/render/diff-headline.ts";
import type { DiffReport } from "../../src/render/diff-report.ts";
import { diffText } from "../../src/render/diff-text.ts";
import { createStyle } from "../../src/render/style.ts";
import { useExactWidths } from "../../src/render/width.ts";
import { checkIn, document, keyResult, objective, retrospective } from "../../src/rules/examples.ts";
import { AFTER, BEFORE, DAY, type Files, reportOf } from "../support/diff.ts";

beforeAll(() => useExactWidths(stringWidth));

async function show(
  before: Files | null,
  after: Files,
  columns = 80,
  more: Partial<DiffReport> = {},
  colour: 0 | 1 = 0,
): Promise<string> {
  return diffText(await reportOf(before, after, more), { style: await createStyle({ colour, columns }) });
}

const edit = (edits: Files, columns?: number) => show(BEFORE, { ...BEFORE, ...edits }, columns);

/** The section of this title, without the title and the space before its lines. */
async function sectionOf(title: string, edits: Files): Promise<string[]> {
  const lines = (await edit(edits, 120)).split("\n");
  const start = lines.findIndex((line, index) => index > 2 && line.startsWith(title));
  if (start === -1) return [];
  return lines.slice(start + 1, lines.indexOf("", start)).map((line) => line.trim());
}

const sentenceOf = async (before: Files | null, after: Files) => headlineOf(await reportOf(before, after));

test("in 80 columns", async () =>
  expect(await show(BEFORE, AFTER)).toMatchInlineSnapshot(`
    "1 check-in removed, 1 check-in rewritten, 1 goalpost moved, 1 objective removed,
    alignment of 1 objective lost, 1 priority left without support, 1 rule turned
    down or off, 1 exception from rules, settings changed, 1 check-in, 1
    retrospective, 1 objective added, 1 objective changed, 1 team changed; company
    mean 0.19 → 0.40
    origin/main (4c1f0e2) → working tree, both as of 2026-11-20

    Records removed or rewritten
      ! grow  check-in of 2026-11-06 by Ana Example: removed
          took away   passengers 16, confidence 0.6
          grow/2026-11-06-check-in-a0aaaaa.md
      ! grow  check-in of 2026-11-10 by Ana Example: rewritten
          passengers  reading 18 → 20
          grow/2026-11-10-check-in-a1aaaaa.md

    Goalposts moved
      ◆ grow  Grow the circle of people who fly with us
          passengers  target 40 → 30
          score       0.47 → 0.70 by the move alone

    Objectives removed
      − sell  Sell tickets on the web
          was  rockets · 2026-Q4 · aspirational · ana

    Alignment lost
      ! save  no longer serves fly
          fly            Fly further than last year
          still serves   nothing
      ! money  nothing that is open serves it any more
          title          It pays
          was served by  sell

    Rules and settings
      ! unknown-person  turned off (was error)
      ! missing-backup  new exception for save
          reason  Mei joins in December
          holds   until 2026-12-01
      ~ okr.yaml  settings changed
          check_in.stale_after_days
            10 → 30

    Scores             before   after
      grow               0.27    0.70  +0.43  of which +0.23 by moved goalposts
          ◐ at-risk → ● on-track
      save               0.50    0.50
          ● on-track → ■ closed (continued), grade 0.60
      sell               0.00       –         gone
      company mean       0.19    0.40  +0.21  of which +0.08 by moved goalposts
          of 4 → 3 objectives
      mean of rockets    0.26    0.60  +0.34  of which +0.12 by moved goalposts
          of 3 → 2 objectives

    Check-ins and retrospectives
      + save  end retrospective of 2026-11-19 by Ana Example
          fuel        grade 0.6
                      two flights were cancelled
          outcome     continued
      + grow  check-in of 2026-11-20 by Ana Example
          passengers  20 → 24 of 30  (+4)
                      the school came
          confidence  0.6 → 0.7  (+0.1)
          score       0.27 → 0.47  (+0.20 with what was removed or rewritten)

    Objectives
      + next  Fly at night
          new         rockets · 2027-Q1 · aspirational · ana
          aligned to  space
          nights      0 → 3 nights: Fly 3 nights a week
      ~ grow  Grow the circle of people who fly with us
          owner       ana → mei

    Teams and strategy
      ~ rockets  Rockets (example)
          joined  Mei Example
          left    Ben Example
    "
  `));

test("in 40 columns", async () =>
  expect(await show(BEFORE, AFTER, 40)).toMatchInlineSnapshot(`
    "1 check-in removed, 1 check-in
    rewritten, 1 goalpost moved, 1 objective
    removed, alignment of 1 objective lost,
    1 priority left without support, 1 rule
    turned down or off, 1 exception from
    rules, settings changed, 1 check-in, 1
    retrospective, 1 objective added, 1
    objective changed, 1 team changed;
    company mean 0.19 → 0.40
    origin/main (4c1f0e2) → working tree,
    both as of 2026-11-20

    Records removed or rewritten
      ! grow  check-in of 2026-11-06 by Ana
              Example: removed
          took away   passengers 16,
                      confidence 0.6
          grow/2026-11-06-check-in-a0aaaaa.m
          d
      ! grow  check-in of 2026-11-10 by Ana
              Example: rewritten
          passengers  reading 18 → 20
          grow/2026-11-10-check-in-a1aaaaa.m
          d

    Goalposts moved
      ◆ grow  Grow the circle of people who
              fly with us
          passengers  target 40 → 30
          score       0.47 → 0.70 by the
                      move alone

    Objectives removed
      − sell  Sell tickets on the web
          was  rockets · 2026-Q4 ·
               aspirational · ana

    Alignment lost
      ! save  no longer serves fly
          fly    Fly further than last year
          still serves
            nothing
      ! money  nothing that is open serves
               it any more
          title  It pays
          was served by
            sell

    Rules and settings
      ! unknown-person
          turned off (was error)
      ! missing-backup
          new exception for save
          reason  Mei joins in December
          holds   until 2026-12-01
      ~ okr.yaml  settings changed
          check_in.stale_after_days
            10 → 30

    Scores
      grow
          0.27 → 0.70  +0.43
          of which +0.23 by moved goalposts
          ◐ at-risk → ● on-track
      save
          0.50
          ● on-track → ■ closed (continued),
          grade 0.60
      sell
          0.00 → –  gone
      company mean
          0.19 → 0.40  +0.21
          of which +0.08 by moved goalposts
          of 4 → 3 objectives
      mean of rockets
          0.26 → 0.60  +0.34
          of which +0.12 by moved goalposts
          of 3 → 2 objectives

    Check-ins and retrospectives
      + save  end retrospective of
              2026-11-19 by Ana Example
          fuel        grade 0.6
                      two flights were
                      cancelled
          outcome     continued
      + grow  check-in of 2026-11-20 by Ana
              Example
          passengers  20 → 24 of 30  (+4)
                      the school came
          confidence  0.6 → 0.7  (+0.1)
          score       0.27 → 0.47 (+0.20
                      with what was removed
                      or rewritten)

    Objectives
      + next  Fly at night
          new         rockets · 2027-Q1 ·
                      aspirational · ana
          aligned to  space
          nights      0 → 3 nights: Fly 3
                      nights a week
      ~ grow  Grow the circle of people who
              fly with us
          owner       ana → mei

    Teams and strategy
      ~ rockets  Rockets (example)
          joined  Mei Example
          left    Ben Example
    "
  `));

test("in 200 columns, of which 120 are used", async () => {
  expect(await show(BEFORE, AFTER, 200)).toBe(await show(BEFORE, AFTER, 120));
});

test.each([20, 40, 60, 80, 120])(
  "no line is wider than %i columns, and colours add nothing",
  async (columns) => {
    const wide = {
      ...AFTER,
      "grow.md": objective({ title: "让新用户的第一周顺畅而安心 🚀".repeat(4), aligns_to: ["fly"] }),
    };
    for (const [before, after] of [
      [BEFORE, AFTER],
      [AFTER, BEFORE],
      [BEFORE, wide],
      [null, AFTER],
    ] as const) {
      const plain = await show(before, after, columns);
      for (const line of plain.split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
      expect(stripVTControlCharacters(await show(before, after, columns, {}, 1))).toBe(plain);
    }
  },
);

test("nothing", async () => {
  expect(
    await edit({
      "README.md": "# Goals\n",
      "teams/acme.md": null,
      "acme.md": BEFORE["teams/acme.md"] as string,
    }),
  ).toBe(`\
Nothing changes in OKR terms
origin/main (4c1f0e2) → working tree, both as of 2026-11-20
`);
});

describe("the sentence", () => {
  const CHECK = "grow/2026-11-06-check-in-a0aaaaa.md";
  const NEW = "grow/2026-11-20-check-in-c0ccccc.md";
  const grow = (more: Readonly<Record<string, unknown>>) => objective({ aligns_to: ["fly"], ...more });
  test.each<[edits: Files, sentence: string]>([
    [{ [NEW]: checkIn({ results: { passengers: 28 } }) }, "1 check-in; company mean 0.19 → 0.28"],
    [{ [NEW]: checkIn({ results: { passengers: 18 } }) }, "1 check-in"],
    [{ [CHECK]: null }, "1 check-in removed"],
    [{ [CHECK]: "---\nkind: check-in\n---\n" }, "1 check-in made unreadable"],
    [{ [CHECK]: checkIn({ date: "2026-11-06", results: { passengers: 17 } }) }, "1 check-in rewritten"],
    [{ "grow.md": grow({ owner: "ben" }) }, "1 objective changed"],
    // Baseline and target of one key result are one goalpost.
    [
      { "grow.md": grow({ key_results: [keyResult({ baseline: 0, target: 36 })] }) },
      "1 goalpost moved; company mean 0.19 → 0.25",
    ],
    [
      { "grow.md": grow({ title: "Grow", key_results: [keyResult({}), keyResult({ id: "guests" })] }) },
      "2 goalposts moved; company mean 0.19 → 0.16",
    ],
    [{ "grow.md": grow({ aligns_to: [] }) }, "Alignment of 1 objective lost"],
    [{ "grow.md": grow({ aligns_to: ["money"] }) }, "Alignment of 1 objective changed"],
    [{ "grow.md": grow({ aligns_to: ["fly", "money"] }) }, "Alignment of 1 objective gained"],
    [
      { "fly.md": null },
      "1 objective removed, what 2 objectives serve is gone or closed, 1 priority left without support; company mean 0.19 → 0.26",
    ],
    [
      { "grow.md": grow({ aligns_to: ["money"] }), "save.md": null },
      "1 objective removed, 1 objective left without support, alignment of 1 objective changed; company mean 0.19 → 0.09",
    ],
    [
      { "grow.md": "---\nkind: objective\nid: grow\n---\n" },
      "1 objective made unreadable; company mean 0.19 → 0.17",
    ],
    [{ "okr.yaml": "version: 1\nname: Rocket Example\n" }, "Settings changed"],
    [
      { "okr.yaml": "version: 1\nrules: { unknown-person: off }\n" },
      "1 rule turned down or off, settings changed",
    ],
    [
      { "okr.yaml": "version: 1\nname: Rocket Example\npreset: minimal\nrules: { unknown-person: error }\n" },
      "Preset recommended → minimal",
    ],
    // Rules that nobody knows, and what was so anyway.
    [
      { "okr.yaml": "version: 1\nname: Rocket Example\nrules: { unknown-person: error, ghost: off }\n" },
      "Settings changed",
    ],
    [{ "okr.yaml": "version: [\n" }, "okr.yaml made unreadable"],
    [{ "grow.md": grow({ "x-okr-ignore": { "missing-backup": "Ben knows" } }) }, "1 exception from rules"],
    [
      { "teams/acme.md": null, "teams/new.md": document({ kind: "team", id: "new", name: "New" }) },
      "1 team added, 1 team removed",
    ],
    [
      {
        "strategy.md": document({
          kind: "strategy",
          mission: "Fly",
          priorities: [
            { id: "space", title: "Everybody flies" },
            { id: "money", title: "It pays" },
          ],
        }),
      },
      "Strategy changed",
    ],
    [
      { "save/r.md": retrospective({ objective: "save", date: DAY, grades: { fuel: 0.5 } }) },
      "1 retrospective",
    ],
    [{ "next.md": objective({ id: "next", cycle: "2027-Q1" }) }, "1 objective added"],
  ])("%j", async (edits, sentence) => {
    expect(await sentenceOf(BEFORE, { ...BEFORE, ...edits })).toBe(sentence);
  });

  test("of what comes back", async () => {
    const broken = {
      ...BEFORE,
      [CHECK]: "---\nkind: check-in\n---\n",
      "grow.md": "---\nkind: objective\nid: grow\n---\n",
    };
    expect(await sentenceOf(broken, BEFORE)).toBe(
      "1 check-in, 1 objective changed; company mean 0.17 → 0.19",
    );
  });

  test("of all that there is, with its number", async () => {
    const sentence = await sentenceOf(BEFORE, AFTER);
    expect(sentence).toMatch(
      /^1 check-in removed, 1 check-in rewritten, .*, 1 objective added, 1 objective changed, 1 team changed; /,
    );
    expect(sentence).not.toContain("more");
  });

  test("of what one objective serves, and of the last objective", async () => {
    const one = { ...BEFORE, "save.md": null, "save/2026-11-13-check-in-b0bbbbb.md": null };
    expect(await sentenceOf(one, { ...one, "fly.md": null })).toContain(
      "what 1 objective serves is gone or closed",
    );
    const none = {
      ...BEFORE,
      ...Object.fromEntries(
        Object.keys(BEFORE)
          .filter((path) => /^(fly|grow|save|sell)/.test(path))
          .map((path) => [path, null]),
      ),
    };
    expect(await sentenceOf(BEFORE, none)).toMatch(/; no company mean any more \(0\.19 before\)$/);
  });

  test("of one exception less", async () => {
    const excepted = { ...BEFORE, "grow.md": grow({ "x-okr-ignore": { "missing-backup": "Ben knows" } }) };
    expect(await sentenceOf(excepted, BEFORE)).toBe("1 exception taken back");
  });

  test("of the first OKRs", async () => {
    expect(await sentenceOf(null, BEFORE)).toBe(
      "The first OKRs: 3 check-ins, 4 objectives added, 2 teams added, strategy added, okr.yaml added; company mean 0.19 (none before)",
    );
  });
});

describe("what is held against what", () => {
  const sides = async (more: Partial<DiffReport>) => (await show(BEFORE, BEFORE, 120, more)).split("\n")[1];
  const commit = "9b1f3c0d2e4a5b6c7d8e9fa0b1c2d3e4f5061728";
  test.each<[more: Partial<DiffReport>, words: string]>([
    [
      { head: { name: "v2", commit, merged: null } },
      "origin/main (4c1f0e2) → v2 (9b1f3c0), both as of 2026-11-20",
    ],
    [
      { head: { name: null, commit, merged: null } },
      "origin/main (4c1f0e2) → 9b1f3c0, both as of 2026-11-20",
    ],
    [
      { head: { name: null, commit, merged: "1a2b3c4".padEnd(40, "0") } },
      "origin/main (4c1f0e2) → 1a2b3c4 merged into it, both as of 2026-11-20",
    ],
    [{ base: { name: "9b1f3c0d2", commit, hasOkrs: true } }, "9b1f3c0 → working tree, both as of 2026-11-20"],
    [
      { base: { name: "origin/main", commit, hasOkrs: false } },
      "origin/main (9b1f3c0), without OKRs → working tree, both as of 2026-11-20",
    ],
    [{ team: "rockets" }, "origin/main (4c1f0e2) → working tree, both as of 2026-11-20; only team rockets"],
  ])("%j", async (more, words) => expect(await sides(more)).toBe(words));

  test("files that cannot be read are counted", async () => {
    const broken = { ...BEFORE, "a.md": "---\nkind: team\n---\n" };
    const also = { ...broken, "b.md": "---\nkind: team\n---\n" };
    expect((await show(broken, also)).split("\n").slice(2)).toEqual([
      "2 files here cannot be read and are left out",
      "1 file at the base cannot be read and is left out",
      "",
    ]);
  });
});

describe("sections", () => {
  const grow = (more: Readonly<Record<string, unknown>>) => objective({ aligns_to: ["fly"], ...more });
  test.each<[title: string, edits: Files, lines: string[]]>([
    [
      "Goalposts moved",
      {
        "sell.md": objective({
          id: "sell",
          title: "Sell tickets on the web",
          aligns_to: ["money"],
          type: "committed",
        }),
      },
      [
        "◆ sell  Sell tickets on the web",
        "type   aspirational → committed",
        "score  not touched: there is no reading yet",
      ],
    ],
    [
      "Goalposts moved",
      { "grow.md": grow({ key_results: [keyResult({ title: "Carry people" })] }) },
      [
        "◆ grow  Grow the circle of people who fly with us",
        "passengers  title Increase passengers from 10 to 40 → Carry people",
        "score       0.27 by either definition",
      ],
    ],
    [
      "Records removed",
      { "grow/2026-11-10-check-in-a1aaaaa.md": null },
      [
        "! grow  check-in of 2026-11-10 by Ana Example: removed",
        "took away  passengers 18, confidence 0.6",
        "score      0.27 → 0.20  (−0.07)",
        "grow/2026-11-10-check-in-a1aaaaa.md",
      ],
    ],
    [
      "Check-ins",
      {
        "grow/2026-11-13-check-in-c0ccccc.md": checkIn({ date: "2026-11-13", results: { passengers: 22 } }),
        "grow/2026-11-20-check-in-c1ccccc.md": checkIn({
          by: "ben",
          confidence: undefined,
          results: { passengers: 25 },
        }),
      },
      [
        "+ grow  check-in of 2026-11-13 by Ana Example",
        "passengers  18 → 22 of 40  (+4)",
        "confidence  0.6",
        "+ grow  check-in of 2026-11-20 by Ben Example",
        "passengers  22 → 25 of 40  (+3)",
        "score       0.27 → 0.50  (+0.23 by these 2 records)",
      ],
    ],
    [
      "Check-ins",
      {
        "grow/2026-11-06-check-in-a0aaaaa.md": null,
        "grow/2026-11-20-check-in-c1ccccc.md": checkIn({
          confidence: undefined,
          results: { passengers: 25 },
        }),
      },
      [
        "+ grow  check-in of 2026-11-20 by Ana Example",
        "passengers  18 → 25 of 40  (+7)",
        "score       0.27 → 0.50  (+0.23 with what was removed or rewritten)",
      ],
    ],
    [
      "Check-ins",
      { "sell/c.md": checkIn({ objective: "sell", confidence: undefined, results: { passengers: 25 } }) },
      [
        "+ sell  check-in of 2026-11-20 by Ana Example",
        "passengers  10 → 25 of 40  (+15)",
        "score       0.50",
      ],
    ],
    [
      "Alignment lost",
      {
        "grow.md": grow({ aligns_to: ["fly/passengers"] }),
        "fly/r.md": retrospective({ objective: "fly", date: DAY, outcome: "abandoned" }),
      },
      [
        "! save  serves fly, which is closed (abandoned)",
        "fly            Fly further than last year",
        "! space  nothing that is open serves it any more",
        "title          Everybody flies",
        "was served by  fly",
      ],
    ],
    [
      "Alignment lost",
      { "strategy.md": document({ kind: "strategy", priorities: [{ id: "money", title: "It pays" }] }) },
      ["! fly  serves space, which is gone", "space  Everybody flies"],
    ],
    [
      "Alignment",
      { "grow.md": grow({ aligns_to: ["money"] }) },
      ["~ grow  serves money instead of fly", "money  It pays"],
    ],
    [
      "Rules and settings",
      {
        "okr.yaml":
          "version: 1\nname: Rocket Example\npreset: minimal\nrules: { unknown-person: warning }\nscoring: { good: 0.6 }\n",
      },
      ["! unknown-person  turned down from error to warning"],
    ],
    [
      "Teams",
      {
        "teams/rockets.md": document({
          kind: "team",
          id: "rockets",
          name: "Rockets (example)",
          parent: "acme",
          coach: "ben",
          members: [
            { id: "ana", name: "Ana Example", email: "ana@example.com" },
            { id: "ben", name: "Ben Example" },
          ],
        }),
      },
      ["~ rockets  Rockets (example)", "coach  none → ben", "ana    email none → ana@example.com"],
    ],
    [
      "Teams",
      {
        "strategy.md": document({
          kind: "strategy",
          priorities: [
            { id: "space", title: "Everybody flies" },
            { id: "profit", title: "It pays" },
          ],
        }),
      },
      ["~ strategy  mission, vision and priorities", "new   profit: It pays", "gone  money: It pays"],
    ],
    ["Teams", { "teams/rockets.md": null }, ["− rockets  Rockets (example)", "had  2 members"]],
  ])("%s: %j", async (title, edits, lines) => {
    const shown = await sectionOf(title, edits);
    expect(shown.slice(0, lines.length)).toEqual(lines);
  });

  test.each<[title: string, edits: Files]>([
    ["Objectives removed", { "sell.md": null }],
    ["Objectives made unreadable", { "sell.md": "---\nkind: objective\nid: sell\n---\n" }],
    [
      "Objectives removed or made unreadable",
      { "sell.md": null, "save.md": "---\nkind: objective\nid: save\n---\n" },
    ],
    ["Records removed", { "grow/2026-11-10-check-in-a1aaaaa.md": null }],
    [
      "Records rewritten",
      { "grow/2026-11-10-check-in-a1aaaaa.md": checkIn({ date: "2026-11-10", results: { passengers: 19 } }) },
    ],
    [
      "Records removed, rewritten or made unreadable",
      {
        "grow/2026-11-06-check-in-a0aaaaa.md": null,
        "grow/2026-11-10-check-in-a1aaaaa.md": checkIn({ date: "2026-11-10", results: { passengers: 19 } }),
        "save/2026-11-13-check-in-b0bbbbb.md": "---\nkind: check-in\n---\n",
      },
    ],
  ])("a title says what occurs: %s", async (title, edits) => {
    expect((await edit(edits, 120)).split("\n")).toContain(title);
  });

  test.each([
    [undefined, "holds   without an end"],
    ["2027-01-31", "holds   until 2027-01-31"],
  ])("an exception until %s", async (until, line) => {
    const ignored = { "missing-backup": { reason: "Ben knows", ...(until && { until }) } };
    expect(await sectionOf("Rules and settings", { "grow.md": grow({ "x-okr-ignore": ignored }) })).toEqual([
      "! missing-backup  new exception for grow",
      "reason  Ben knows",
      line,
    ]);
  });

  test("many check-ins of one objective are told as one, from the first to the last", async () => {
    const weeks = ["11", "12", "13", "16"].map((day, index) => [
      `grow/2026-11-${day}-check-in-d${index}ddddd.md`,
      checkIn({
        ...{ date: `2026-11-${day}`, by: index % 2 === 0 ? "ana" : "ben" },
        confidence: index === 3 ? undefined : 0.5 + index / 10,
        results: { passengers: { value: 19 + index, note: "counted", confidence: 0.2 } },
      }),
    ]);
    const closed = { "grow/r.md": retrospective({ date: DAY, grades: { passengers: 0.5 } }) };
    expect(await sectionOf("Check-ins", { ...Object.fromEntries(weeks), ...closed })).toEqual([
      "+ grow  4 check-ins from 2026-11-11 to 2026-11-16 by Ana Example, Ben Example",
      "passengers  18 → 22 of 40  (+4)",
      "confidence  0.6 → 0.7  (+0.1)",
      "score       0.27 → 0.40  (+0.13 by these 5 records)",
      "+ grow  end retrospective of 2026-11-20 by Ana Example",
      "passengers  grade 0.5",
      "outcome     continued",
    ]);
  });

  test("a preset says what it turns off and down", async () => {
    const shown = await sectionOf("Rules and settings", {
      "okr.yaml": "version: 1\nname: Rocket Example\npreset: minimal\nrules: { unknown-person: error }\n",
    });
    expect(shown[0]).toBe("! preset  recommended → minimal");
    expect(shown[1]).toMatch(/^turns off {2}\S+, /);
  });
});

describe("a score that a moved goalpost lifts", () => {
  const grow = (target: number) => objective({ aligns_to: ["fly"], key_results: [keyResult({ target })] });
  const reading = (passengers: number) => ({
    "grow/2026-11-20-check-in-c0ccccc.md": checkIn({ confidence: undefined, results: { passengers } }),
  });
  const rowsOf = async (edits: Files, colour: 0 | 1 = 0) => {
    const text = await show(BEFORE, { ...BEFORE, ...edits }, 120, {}, colour);
    const rows = text
      .split("\n")
      .filter((line) => /^ {2}\S*(?:grow|company mean)/.test(line) && line.includes("0."));
    return rows.map((line) => line.trim().replace(/ {2,}/g, "  "));
  };

  test.each<[what: string, edits: Files, rows: string[]]>([
    [
      "and a reading as well",
      { "grow.md": grow(30), ...reading(22) },
      [
        "grow  0.27  0.60  +0.33  of which +0.20 by moved goalposts  ◐ at-risk → ● on-track",
        "company mean  0.19  0.28  +0.09  of which +0.05 by moved goalposts  of 4 objectives",
      ],
    ],
    [
      "alone",
      { "grow.md": grow(30) },
      [
        "grow  0.27  0.40  +0.13  all of it by moved goalposts  ◐ at-risk → ● on-track",
        "company mean  0.19  0.23  +0.04  all of it by moved goalposts  of 4 objectives",
      ],
    ],
    [
      "while the readings fall",
      { "grow.md": grow(26), ...reading(14) },
      [
        "grow  0.27  0.25  −0.02  though +0.12 by moved goalposts  ◐ at-risk",
        "company mean  0.19  0.19  ±0.00  though +0.03 by moved goalposts  of 4 objectives",
      ],
    ],
    [
      "by nothing: a lower score is told as well",
      { "grow.md": grow(60) },
      [
        "grow  0.27  0.16  −0.11  all of it by moved goalposts  ◐ at-risk → ○ off-track",
        "company mean  0.19  0.17  −0.02  all of it by moved goalposts  of 4 objectives",
      ],
    ],
    [
      "not at all",
      reading(22),
      ["grow  0.27  0.40  +0.13  ◐ at-risk → ● on-track", "company mean  0.19  0.23  +0.04  of 4 objectives"],
    ],
  ])("%s", async (_, edits, rows) => expect(await rowsOf(edits)).toEqual(rows));

  test("is not painted as progress", async () => {
    const GREEN = "\u001b[32m";
    expect((await rowsOf({ "grow.md": grow(30), ...reading(22) }, 1)).join()).not.toContain(GREEN);
    for (const row of await rowsOf(reading(22), 1)) expect(row).toContain(GREEN);
  });
});

test("hostile text is shown, not obeyed", async () => {
  const title = "\u001b[31mred\u001b[0m ::error::x ##[group] \u202egnp";
  const text = await edit({
    "grow.md": objective({ title, aligns_to: ["fly"] }),
    "okr.yaml": `version: 1\nname: ${JSON.stringify(title)}\n`,
    "teams/rockets.md": document({
      kind: "team",
      id: "rockets",
      name: title,
      members: [{ id: "ana", name: title }],
    }),
    "grow/2026-11-20-check-in-c0ccccc.md": checkIn({ results: { passengers: { value: 20, note: title } } }),
  });
  for (const hostile of ["\u001b", "\u202e", "##["]) expect(text).not.toContain(hostile);
  expect(text).not.toMatch(/^\s*::/m);
  expect(text).toContain("\\x1b[31mred");
});
