import { describe, expect, test } from "vitest";
import type { Snapshot } from "../../src/model/snapshot.ts";
import { checkSnapshot } from "../../src/rules/check.ts";
import { rules } from "../../src/rules/index.ts";
import { readSnapshot } from "../../src/store/read-snapshot.ts";
import { obstructed, type TreeFile } from "../../src/store/tree.ts";

const TEAM = `---
kind: team
id: explorer
name: Explorer Team
members: [{ id: ana, name: Ana Souza }]
---
`;
const OBJECTIVE = `---
kind: objective
id: first-week
title: Make the first week seamless
team: explorer
cycle: 2026-Q4
type: aspirational
owner: ana
key_results:
  - id: completion
    title: Increase onboarding completion from 65 % to 90 %
    baseline: 65
    target: 90
---
Why it matters.
`;
const CHECK_IN = `---
kind: check-in
objective: first-week
date: 2026-11-20
by: ana
results: { completion: 72 }
---
`;
const STRATEGY = "---\nkind: strategy\nmission: Bank for everyone\n---\n";
const COMPANY = {
  "okr.yaml": "version: 1\n",
  "team.md": TEAM,
  "first-week.md": OBJECTIVE,
  "check-in.md": CHECK_IN,
};

/** The snapshot of a small company, in which some files are written otherwise, missing (null) or added. */
async function read(
  changes: Readonly<Record<string, string | Buffer | null>>,
  more: TreeFile[] = [],
): Promise<Snapshot> {
  const files = Object.entries({ ...COMPANY, ...changes }).flatMap(([path, text]): TreeFile[] =>
    text === null ? [] : [{ path, bytes: Buffer.from(text) }],
  );
  return readSnapshot([...files, ...more], "2026-11-20");
}

/** What could not be read: `path:line:column rule`, message, hint. */
function told({ findings }: Snapshot): string[][] {
  return findings.map(({ path, line, column, rule, message, hint }) => [
    `${path}:${line}:${column} ${rule}`,
    message,
    hint,
  ]);
}

/** What is there: ids of teams, people, objectives, and whose check-ins. */
function kept({ plan, checkIns }: Snapshot): string[] {
  return [...plan.teams, ...plan.people, ...plan.objectives]
    .map(({ id }) => id)
    .concat(checkIns.map(({ objective }) => objective));
}

const ALL = ["explorer", "ana", "first-week", "first-week"];

test("a tree without findings", async () => {
  const snapshot = await read({
    "okrs/strategy.md": STRATEGY,
    "README.md": "# About us\n",
    "b.md": "----\n",
  });
  expect(told(snapshot)).toEqual([]);
  expect(kept(snapshot)).toEqual(ALL);
  expect(snapshot.plan.strategy).toMatchObject({
    mission: "Bank for everyone",
    vision: null,
    priorities: [],
  });
  expect(snapshot.plan.objectives[0]).toMatchObject({
    title: "Make the first week seamless",
    body: "Why it matters.\n",
    source: { path: "first-week.md", line: 2 },
    keyResults: [
      {
        id: "completion",
        weight: 1,
        unit: null,
        owner: null,
        measure: { metric: "number", baseline: 65, target: 90 },
      },
    ],
  });
  expect(snapshot.checkIns[0]?.results.get("completion")).toEqual({
    value: 72,
    confidence: null,
    note: null,
  });
  expect(snapshot.paths).toEqual([
    "README.md",
    "b.md",
    "check-in.md",
    "first-week.md",
    "okr.yaml",
    "okrs/strategy.md",
    "team.md",
  ]);
});

test("a nested root is a warning, so that nobody hides files behind one, until okr.yaml says it is meant so", async () => {
  const nested = obstructed("sub/okr.yaml", "nested-root");
  const settings = (text: string) => ({ path: "okr.yaml", bytes: Buffer.from(text) });
  const found = await readSnapshot([settings("version: 1\n"), nested], "2026-11-20");
  expect(found.findings.map(({ rule, severity, path }) => [rule, severity, path])).toEqual([
    ["nested-root", "warning", "sub/okr.yaml"],
  ]);
  const meant = settings("version: 1\nrules: { nested-root: off }\n");
  expect((await readSnapshot([meant, nested], "2026-11-20")).findings).toEqual([]);
});

test("cycles that okr.yaml lists are whole", async () => {
  const cycles =
    "[{ id: a, start: 2026-12-31, end: 2026-01-01 }, { id: b, start: 2026-01-01, end: 2026-02-01 }, { id: B, start: 2026-01-01, end: 2026-02-01 }]";
  const bytes = Buffer.from(`version: 1\ncycles: ${cycles}\n`);
  const { findings } = await readSnapshot([{ path: "okr.yaml", bytes }], "2026-11-20");
  expect(findings.map(({ message }) => message)).toEqual([
    "the cycle a ends on 2026-01-01, before it starts on 2026-12-31",
    'the cycle "B" is listed twice',
  ]);
});

describe("every file that cannot be read is a finding, and the others are still read", () => {
  const CONFLICT = [
    "a merge left its conflict markers here",
    "keep what is right of both sides, remove the lines <<<<<<<, ======= and >>>>>>>, and commit",
  ];
  const KINDS = "strategy, team, objective, check-in, retrospective";
  const both = (ours: string, theirs: string) => `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> them\n`;
  test.each<[what: string, text: string | Buffer, finding: string[]]>([
    [
      "Latin-1",
      Buffer.from("---\nkind: team\nid: café\n---\n", "latin1"),
      ["x.md:1:1 unreadable-file", "is not UTF-8 text", "save it with the encoding UTF-8"],
    ],
    [
      "UTF-16",
      Buffer.from("\ufeff---\nkind: team\n---\n", "utf16le"),
      ["x.md:1:1 unreadable-file", "is not UTF-8 text", "save it with the encoding UTF-8"],
    ],
    [
      "a word behind the fence",
      "---js\nkind: team\n---\n",
      [
        "x.md:1:1 unreadable-file",
        'the opening fence is "---js"',
        "write --- alone on the first line; frontmatter is always YAML",
      ],
    ],
    [
      "an open fence",
      "---\nkind: team\n",
      [
        "x.md:1:1 unreadable-file",
        "the frontmatter is never closed",
        "write --- on a line of its own after it",
      ],
    ],
    [
      "wrong YAML",
      "---\nkind: team\nname: a: b\n---\n",
      [
        "x.md:3:7 unreadable-file",
        "the YAML cannot be read: nested mappings are not allowed in compact mappings",
        'check indentation and quotes; text with ": " or " #" in it needs quotes',
      ],
    ],
    [
      "an alias",
      "---\nkind: team\nname: *x\n---\n",
      [
        "x.md:3:7 unreadable-file",
        "an alias (*…) is not allowed",
        'write the value; quote text that begins with "*"',
      ],
    ],
    [
      "no kind",
      "---\nname: a\n---\n",
      [
        "x.md:2:1 schema",
        "the frontmatter has no kind",
        "add kind: strategy, kind: team, kind: objective, kind: check-in, kind: retrospective; a document that is not for okr goes without frontmatter",
      ],
    ],
    [
      "a kind in capitals",
      "---\nid: x\nKind: Objective\n---\n",
      ["x.md:3:1 schema", 'there is no property "Kind"', 'did you mean "kind"?'],
    ],
    [
      "a misspelt kind",
      "---\nid: x\nknid: team\n---\n",
      ["x.md:3:1 schema", 'there is no property "knid"', 'did you mean "kind"?'],
    ],
    [
      "a Kind that means something else",
      "---\nKind: blog\n---\n",
      ["x.md:2:1 schema", "the frontmatter has no kind", expect.any(String)],
    ],
    [
      "nothing between the fences",
      "---\n---\n",
      ["x.md:2:1 schema", "the frontmatter has no kind", expect.any(String)],
    ],
    [
      "a list",
      "---\n- kind: team\n---\n",
      ["x.md:2:1 schema", "the frontmatter has no kind", expect.any(String)],
    ],
    [
      "a kind with a slip",
      "---\nid: x\nkind: objectve\n---\n",
      ["x.md:3:7 schema", 'the kind "objectve" is unknown', 'did you mean "objective"?'],
    ],
    [
      "a kind of its own",
      "---\nkind: blog-post\n---\n",
      ["x.md:2:7 schema", 'the kind "blog-post" is unknown', `the kinds are ${KINDS}`],
    ],
    [
      "a kind that is a number",
      "---\nkind: 7\n---\n",
      ["x.md:2:7 schema", "the kind 7 is unknown", `the kinds are ${KINDS}`],
    ],
    [
      "a conflict in the frontmatter",
      `---\nkind: team\n${both("id: a\n", "id: b\n")}---\n`,
      ["x.md:3:1 conflict-marker", ...CONFLICT],
    ],
    [
      "a conflict in the body",
      `${TEAM}One\n\n${both("a\n", "b\n")}`,
      ["x.md:9:1 conflict-marker", ...CONFLICT],
    ],
    ["a conflict that holds the fence", both(TEAM, OBJECTIVE), ["x.md:1:1 conflict-marker", ...CONFLICT]],
    [
      "a conflict with Windows' line ends",
      `---\nkind: team\n${both("id: a\n", "id: b\n")}---\n`.replaceAll("\n", "\r\n"),
      ["x.md:3:1 conflict-marker", ...CONFLICT],
    ],
  ])("%s", async (_, text, finding) => {
    const snapshot = await read({ "x.md": text });
    expect(told(snapshot)).toEqual([finding]);
    expect(kept(snapshot)).toEqual(ALL);
  });

  test.each([
    ["symlink", "is a symbolic link; okr follows none"],
    ["submodule", "is a submodule; what it holds is not read"],
    ["not-a-file", "is not a regular file"],
    ["too-large", "is larger than 256 KiB"],
    ["unreadable", "cannot be opened"],
    ["misnamed", "has a name that is not UTF-8 text"],
  ] as const)("a path with the obstacle %s", async (obstacle, message) => {
    const snapshot = await read({}, [obstructed("x.md", obstacle)]);
    expect(told(snapshot)).toEqual([["x.md:1:1 unreadable-file", message, expect.stringMatching(/./)]]);
    expect(kept(snapshot)).toEqual(ALL);
  });

  test("several mistakes in several files, all at once and in reading order", async () => {
    const snapshot = await read({
      "a.md": "---\nkind: team\nid: A B\ncolour: red\n---\n",
      "b.md": "---\nkind: [\n---\n",
      "c.md": OBJECTIVE.replace("target: 90", "target: ninety").replace("type: aspirational\n", ""),
    });
    expect(told(snapshot).map(([place]) => place)).toEqual([
      "a.md:2:1 schema",
      "a.md:3:5 schema",
      "a.md:4:1 schema",
      "b.md:3:1 unreadable-file",
      "c.md:2:1 schema",
      "c.md:12:13 schema",
    ]);
    expect(snapshot.findings.map(({ subject }) => subject)).toEqual([
      "A B",
      "A B",
      "A B",
      null,
      "first-week",
      "first-week",
    ]);
    expect(kept(snapshot)).toEqual(ALL);
  });

  test("a second strategy; the first by path counts", async () => {
    const anchored = "---\nkind: strategy\nmission: >-\n  Ours\n---\n";
    const snapshot = await read({ "a.md": anchored, "b.md": STRATEGY });
    expect(told(snapshot)).toEqual([
      [
        "b.md:2:7 duplicate-id",
        "there is a strategy in a.md already",
        "merge the two: a company has one strategy file",
      ],
    ]);
    expect(snapshot.plan.strategy?.mission).toBe("Ours");
  });
});

describe("left alone is", () => {
  test.each([
    ["a document", "# How we work\n"],
    ["a document in Latin-1", Buffer.from("# Café\n", "latin1")],
    ["a document that explains conflicts", "# Git\n\n```\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> them\n```\n"],
    ["a rule", "-----\n<<<<<<< HEAD\n>>>>>>> x\n"],
    [
      "an objective that quotes the beginning of a marker",
      `${TEAM.replace("explorer", "other").replace("ana", "bia")}<<<<<<< HEAD\n`,
    ],
    [
      "an indented marker",
      `${TEAM.replace("explorer", "other").replace("ana", "bia")}\n    <<<<<<< HEAD\n    >>>>>>> b\n`,
    ],
  ])("%s", async (_, text) => expect(told(await read({ "x.md": text }))).toEqual([]));
});

describe("okr.yaml", () => {
  test("gives defaults for what it leaves out", async () => {
    const { settings, findings } = await read({
      "okr.yaml":
        "version: 1\nname: Bank\nscoring: { good: 0.8 }\nrules: { case-twin: off, a: [warning, { max: 4 }] }\n",
    });
    expect(findings).toEqual([]);
    expect(settings).toMatchObject({
      name: "Bank",
      cycles: { cadence: "quarter", fiscalYearStarts: 1, list: [] },
      checkIn: { every: "week", day: "friday", staleAfterDays: 10 },
      scoring: { good: 0.8, fair: 0.4 },
      closeWithinDays: 21,
      rules: {
        "case-twin": { severity: "off", options: {} },
        a: { severity: "warning", options: { max: 4 } },
      },
    });
  });

  test.each([
    ["every: week", 10],
    ["every: two-weeks", 17],
    ["every: month", 33],
    ["every: month, stale_after_days: 10", 10],
  ])("%s is stale after %i days: nobody is called late between two check-ins", async (every, days) => {
    const { settings } = await read({ "okr.yaml": `version: 1\ncheck_in: { ${every} }\n` });
    expect(settings.checkIn.staleAfterDays).toBe(days);
  });

  test.each<[text: string, finding: unknown[]]>([
    ["", ["okr.yaml:1:1 schema", expect.any(String), expect.any(String)]],
    ["version: 2\n", ["okr.yaml:1:10 schema", expect.any(String), expect.any(String)]],
    [
      "version: 1\nscoring: { good: high }\n",
      ["okr.yaml:2:18 schema", expect.any(String), expect.any(String)],
    ],
    [
      "version: 1\n---\nname: A\n",
      ["okr.yaml:2:1 unreadable-file", "a second document begins here", "keep one document"],
    ],
    [
      "version: 1\n<<<<<<< a\n=======\n>>>>>>> b\n",
      ["okr.yaml:2:1 conflict-marker", expect.any(String), expect.any(String)],
    ],
  ])("%j is a finding, and the rest is read", async (text, finding) => {
    const snapshot = await read({ "okr.yaml": text });
    expect(told(snapshot)).toEqual([finding]);
    expect(kept(snapshot)).toEqual(ALL);
  });

  test("may begin with --- and a byte order mark", async () =>
    expect((await read({ "okr.yaml": "\ufeff---\nversion: 1\nname: Bank\n" })).settings.name).toBe("Bank"));

  test("only counts in the root", async () =>
    expect((await read({ "sub/okr.yaml.md": "version" })).settings.name).toBeNull());
});

describe("what a damaged file defines is not called unknown", () => {
  const reported = async (changes: Record<string, string | null>, more: TreeFile[] = []) => {
    const snapshot = await read(changes, more);
    return checkSnapshot(snapshot, rules).remarks.map(({ rule, message }) => `${rule}: ${message}`);
  };
  const listed = "version: 1\ncycles: [{ id: Autumn, start: 2026-09-01, end: 2026-12-01 }]\n";
  test.each<[what: string, changes: Record<string, string | null>]>([
    ["an objective that its schema refuses", { "first-week.md": OBJECTIVE.replace("65", "many") }],
    ["an objective with wrong YAML", { "first-week.md": OBJECTIVE.replace("title: M", "title: M: m") }],
    ["an objective in a conflict", { "first-week.md": `${OBJECTIVE}<<<<<<< a\n>>>>>>> b\n` }],
    ["an objective with a kind that is unknown", { "first-week.md": OBJECTIVE.replace("objective", "goal") }],
    [
      "an objective without kind, in brackets",
      { "x.md": '---\n{ "id": "first-week" }\n---\n', "first-week.md": null },
    ],
    ["an objective below a blank line", { "first-week.md": `\n${OBJECTIVE}` }],
    ["an objective whose fence stays open", { "first-week.md": OBJECTIVE.replace(/---\nWhy/, "Why") }],
    ["a team and its people", { "team.md": TEAM.replace("name: E", "title: E") }],
    [
      "the cycles of okr.yaml",
      { "okr.yaml": `${listed}colour: red\n`, "first-week.md": OBJECTIVE.replace("2026-Q4", "Autumn") },
    ],
    [
      "the cycles of okr.yaml in a conflict",
      {
        "okr.yaml": `${listed}<<<<<<< a\n>>>>>>> b\n`,
        "first-week.md": OBJECTIVE.replace("2026-Q4", "Autumn"),
      },
    ],
  ])("%s", async (_, changes) => expect(await reported(changes)).toEqual([]));

  test("a file that cannot be opened is known by its name", async () =>
    expect(
      await reported({ "first-week.md": null }, [obstructed("okrs/first-week.md", "unreadable")]),
    ).toEqual([]));

  test("but what is nowhere is", async () =>
    expect(await reported({ "first-week.md": null })).toEqual([
      'unknown-objective: there is no objective "first-week"',
    ]));
});

test("a year as cycle needs no quotes", async () => {
  const { plan, findings } = await read({ "first-week.md": OBJECTIVE.replace("2026-Q4", "2026") });
  expect(findings).toEqual([]);
  expect(plan.objectives[0]?.cycle).toBe("2026");
});

test("files count in the order of their paths, however their YAML had to be read", async () => {
  const folded = OBJECTIVE.replace("title: M", "title: >-\n  M");
  const { plan } = await read({
    "a.md": folded.replace("first-week", "a"),
    "b.md": OBJECTIVE.replace("first-week", "b"),
    "c.md": folded.replace("first-week", "c"),
    "first-week.md": null,
  });
  expect(plan.objectives.map(({ id }) => id)).toEqual(["a", "b", "c"]);
});

test("records are sorted by day, then by file name, whatever their folder", async () => {
  const on = (date: string) => CHECK_IN.replace("2026-11-20", date);
  const { checkIns } = await read({
    "check-in.md": null,
    "a/z.md": on("2026-11-02"),
    "b/a.md": on("2026-11-02"),
    "c/x.md": on("2026-11-01"),
    "d/a.md": on("2026-11-02"),
  });
  expect(checkIns.map(({ source }) => source.path)).toEqual(["c/x.md", "b/a.md", "d/a.md", "a/z.md"]);
});

test("hostile files take no time to be left out", async () => {
  const hostile = ["\n", "id:", "- ", "{id: ", "<<<<<<< \n", "---\n", "-", " "].map(
    (unit, index): [string, string] => [
      `${index}.md`,
      `---\nkind: !x\n${unit.repeat(60_000 / unit.length)}\n---\n`,
    ],
  );
  const snapshot = await read(Object.fromEntries(hostile));
  expect(new Set(snapshot.findings.map(({ path }) => path)).size).toBeGreaterThanOrEqual(7);
  expect(kept(snapshot)).toEqual(ALL);
});
