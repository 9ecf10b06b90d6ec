import { describe, expect, test } from "vitest";
import { severityIn } from "../../src/rules/define.ts";
import { checkIn, document, keyResult, objective, retrospective } from "../../src/rules/examples.ts";
import { rules } from "../../src/rules/index.ts";
import { type Look, look, tellFound } from "./look.ts";

const FLIGHTS = keyResult({ id: "flights", title: "Raise flights from 10 to 40" });
const people = (...ids: string[]) => ids.map((id) => ({ id, name: `${id} example` }));
const team = (properties: object = {}) =>
  document({ kind: "team", id: "rockets", name: "Rockets", members: people("ana", "ben"), ...properties });
const some = (count: number, properties: object = {}) =>
  Array.from({ length: count }, (_, index) => keyResult({ id: `part-${index + 1}`, ...properties }));
/** Scenes here bring their own teams. */
const alone = (documents: Look["documents"], day = "2026-11-20"): Look => ({ company: [], documents, day });

/** As people write it. */
const BLOCK = {
  path: "okrs/2026-Q4/rockets/grow.md",
  text: `---
kind: objective
id: grow
title: Grow the circle of people who fly with us
team: rockets
cycle: 2026-Q4
type: aspirational
owner: ana
key_results:
  - id: passengers
    title: Increase passengers from 10 to 40
    owner: ben
    backup: ben
    baseline: 10
    target: 40
  - id: seats
    title: Raise seats taken from 65 to 90
    baseline: 65
    target: 90
---
`,
};
const TEAM = {
  path: "okrs/teams/rockets.md",
  text: `---
kind: team
id: rockets
name: Rockets
lead: ana
members:
  - { id: ana, name: Ana Example }
  - id: ben
    name: Ben Example
  - id: cleo
    name: Cleo Example
  - dia
---
`,
};
const DIVERS = {
  path: "okrs/teams/divers.md",
  text: team({ id: "divers", name: "Divers", members: people("dia") }),
};

describe("what they say", () => {
  test.each<[rule: string, scene: Look, found: string[], hints: string[]]>([
    [
      "missing-owner",
      alone([TEAM, DIVERS, BLOCK]),
      [
        "okrs/2026-Q4/rockets/grow.md:16:5 grow/seats  the key result seats has no owner of its own, so the objective's owner ana answers for it",
      ],
      ["name who decides how it is reached: owner: PERSON; write owner: ana if that is so"],
    ],
    [
      "missing-backup",
      alone([TEAM, DIVERS, BLOCK]),
      [
        "okrs/2026-Q4/rockets/grow.md:13:13 grow/passengers  the backup of the key result passengers is its owner, ben",
        "okrs/2026-Q4/rockets/grow.md:16:5 grow/seats  the key result seats has no backup",
      ],
      [
        "name who can take over from ben: backup: PERSON, for example ana, cleo, dia",
        "name who can take over from ana: backup: PERSON, for example ben, cleo, dia",
      ],
    ],
    [
      "missing-coach",
      alone([TEAM, DIVERS, BLOCK]),
      ["okrs/teams/rockets.md:3:5 rockets  the team rockets has 4 members but no coach (needed from 4 on)"],
      ["name the member who keeps the practice alive: coach: PERSON; it may be the lead"],
    ],
    [
      "owner-overload",
      alone([
        TEAM,
        DIVERS,
        ...["a1", "a2", "a3", "a4"].map((id) =>
          objective({ id, owner: "ben", key_results: some(3, { owner: undefined }) }),
        ),
      ]),
      [
        "okrs/teams/rockets.md:8:5 ben  ben answers for 12 key results (at most 8) and 4 objectives (at most 3) at the same time",
      ],
      ["let others own some of them: owner: PERSON in a1, a2, a3, a4"],
    ],
    [
      "owner-overload",
      alone([TEAM, DIVERS, objective({ cycle: "2027-Q1", key_results: some(9) })]),
      ["okrs/teams/rockets.md:7:5 ana  ana answers for 9 key results (at most 8) from 2027-01-01 on"],
      ["let others own some of them: owner: PERSON in grow"],
    ],
    [
      "member-without-part",
      alone([TEAM, DIVERS, BLOCK]),
      [
        "okrs/teams/rockets.md:10:5 cleo  cleo has no part in any objective: neither owner nor backup of a key result",
        "okrs/teams/rockets.md:12:5 dia  dia has no part in any objective: neither owner nor backup of a key result",
      ],
      [
        "share something with cleo: owner: cleo or backup: cleo at a key result; a newcomer has a mentor: PERSON",
        "share something with dia: owner: dia or backup: dia at a key result; a newcomer has a mentor: PERSON",
      ],
    ],
  ])("%s %#", async (rule, scene, found, hints) => {
    expect(await tellFound(rule, scene)).toEqual(found);
    expect((await look(rule, scene)).map(({ hint }) => hint)).toEqual(hints);
  });

  test.each([
    ["missing-owner", ["off", "off", "warning"]],
    ["missing-backup", ["off", "warning", "error"]],
    ["missing-coach", ["off", "warning", "error"]],
    ["owner-overload", ["off", "warning", "warning"]],
    ["member-without-part", ["off", "warning", "warning"]],
  ] as const)("%s is %s in minimal, recommended, strict", (id, expected) => {
    const rule = rules.find((one) => one.id === id);
    if (!rule) throw new Error(`no rule ${id}`);
    expect((["minimal", "recommended", "strict"] as const).map((preset) => severityIn(preset, rule))).toEqual(
      expected,
    );
  });

  test("a finding keeps its key when others come and go around it", async () => {
    const keys = async (rule: string, documents: Look["documents"]) =>
      (await look(rule, alone(documents))).map(({ subject, key, message }) => ({ subject, key, message }));
    for (const [rule, one, other] of [
      [
        "missing-coach",
        [team({ members: people("ana", "ben", "cleo", "dia") }), objective({})],
        [team({ members: people("a", "b", "c", "d", "e") }), objective({ owner: "a" })],
      ],
      [
        "owner-overload",
        [team(), objective({ key_results: some(9) })],
        [team(), objective({ key_results: some(10) }), objective({ id: "a2" })],
      ],
      [
        "missing-backup",
        [team(), objective({ key_results: [keyResult({ backup: undefined })] })],
        [team(), objective({ key_results: [keyResult({ backup: "ana" })] })],
      ],
    ] as const) {
      const [before] = await keys(rule, one);
      const [after] = await keys(rule, other);
      expect(before?.key).toEqual(expect.any(String));
      expect([after?.subject, after?.key]).toEqual([before?.subject, before?.key]);
      expect(after?.message).not.toBe(before?.message);
    }
  });
});

describe("only what can still be changed is told", () => {
  const nobodys = { owner: undefined, backup: undefined };
  const objectives = { key_results: [keyResult(nobodys), { ...FLIGHTS, ...nobodys }] };
  const crowd = team({ members: people("ana", "ben", "cleo", "dia") });

  test.each([
    ["planned", "2026-09-30", 1],
    ["running, its first day", "2026-10-01", 1],
    ["running, its last day", "2026-12-31", 1],
    ["closing", "2027-01-01", 0],
    ["over", "2027-06-01", 0],
  ])("%s", async (_, day, told) => {
    const scene = alone([crowd, objective(objectives)], day);
    expect(await look("missing-owner", scene)).toHaveLength(2 * told);
    expect(await look("missing-backup", scene)).toHaveLength(2 * told);
    expect(await look("missing-coach", scene)).toHaveLength(told);
    const heavy = alone([team(), objective({ key_results: some(9) })], day);
    expect(await look("owner-overload", heavy)).toHaveLength(told);
  });

  test("closed before its end", async () => {
    const documents = [crowd, objective(objectives), retrospective({ date: "2026-11-19" })];
    for (const rule of [
      "missing-owner",
      "missing-backup",
      "missing-coach",
      "owner-overload",
      "member-without-part",
    ])
      expect(await look(rule, alone(documents))).toEqual([]);
  });

  test("of two objectives or teams with one id the first counts", async () => {
    const twice = alone([
      crowd,
      { path: "x.md", text: team({ level: "unit", members: people("eva", "fay", "gil", "hal") }) },
      objective({ key_results: some(5) }),
      objective(objectives),
      objective({ key_results: some(9) }),
    ]);
    expect(await look("missing-owner", twice)).toEqual([]);
    expect(await look("missing-backup", twice)).toEqual([]);
    expect(await look("owner-overload", twice)).toEqual([]);
    expect((await look("missing-coach", twice)).map(({ path }) => path)).toEqual(["doc-0.md"]);
    const found = await look("member-without-part", twice);
    expect(found.map(({ subject }) => subject)).toEqual(["cleo", "dia"]);
  });

  test("where the team cannot be read or is unknown, nobody knows who is there", async () => {
    const damaged = { path: "rockets.md", text: "---\nkind: team\nid: rockets\nmembers: none\n---\n" };
    const scene = { ...alone([damaged, objective(objectives)]), unread: ["rockets.md"] };
    for (const rule of [
      "missing-owner",
      "missing-backup",
      "missing-coach",
      "owner-overload",
      "member-without-part",
    ]) {
      expect(await look(rule, scene)).toEqual([]);
      expect(await look(rule, alone([team({ id: "divers" }), objective(objectives)]))).toEqual([]);
    }
  });
});

describe("missing-owner and missing-backup", () => {
  const lonely = (members: readonly unknown[], lead: string | null = null) =>
    team({ members, ...(lead === null ? {} : { lead }) });
  const open = objective({
    key_results: [keyResult({ owner: undefined, backup: undefined }), { ...FLIGHTS, backup: "zoe" }],
  });
  const other = team({ id: "divers", members: people("zoe") });

  test.each<[string, string, number]>([
    ["one member", lonely(people("ana")), 0],
    ["one member, named twice", lonely([...people("ana"), "ana"]), 0],
    ["one member who leads", lonely(people("ana"), "ana"), 0],
    ["no member", lonely([]), 0],
    ["only a lead", lonely([], "zoe"), 0],
    ["one member, and a lead from elsewhere", lonely(people("ana"), "zoe"), 1],
    ["two members", lonely(people("ana", "ben")), 1],
    ["one of whom another team's file describes", lonely([...people("ana"), "zoe"]), 1],
  ])("%s", async (_, text, expected) => {
    expect(await look("missing-backup", alone([text, other, open]))).toHaveLength(expected);
    expect(await look("missing-owner", alone([text, other, open]))).toHaveLength(expected);
  });

  test("a backup for the objective's owner is somebody else", async () => {
    const of = (properties: Readonly<Record<string, unknown>>) =>
      alone([team(), objective({ owner: "ben", key_results: [keyResult(properties)] })]);
    expect(await look("missing-backup", of({ owner: undefined, backup: "ana" }))).toEqual([]);
    expect(await look("missing-backup", of({ owner: "ana", backup: "ben" }))).toEqual([]);
    expect(await look("missing-backup", of({ owner: undefined, backup: "ben" }))).toHaveLength(1);
  });

  test("an exception at one key result excepts that one", async () => {
    const ignore = { "x-okr-ignore": { "missing-backup": "Ben joins in January." } };
    const key_results = [keyResult({ backup: undefined, ...ignore }), { ...FLIGHTS, backup: undefined }];
    expect(await tellFound("missing-backup", alone([team(), objective({ key_results })]))).toEqual([
      expect.stringContaining("grow/flights"),
    ]);
  });
});

describe("missing-coach", () => {
  test.each([
    ["four", people("ana", "ben", "cleo", "dia"), "", 1],
    ["three", people("ana", "ben", "cleo"), "", 0],
    ["three, one of them twice", [...people("ana", "ben", "cleo"), "cleo"], "", 0],
    ["three, where two are enough", people("ana", "ben", "cleo"), "{ members: 2 }", 1],
    ["four, where ten are", people("ana", "ben", "cleo", "dia"), "{ members: 10 }", 0],
  ])("%s", async (_, members, option, expected) => {
    const settings = option === "" ? "" : `rules: { missing-coach: [warning, ${option}] }`;
    const scene = { ...alone([team({ members }), objective({})]), settings };
    expect(await look("missing-coach", scene)).toHaveLength(expected);
  });

  test("one finding however many objectives, and none for a team without", async () => {
    const members = people("ana", "ben", "cleo", "dia");
    const documents = [
      team({ members }),
      team({ id: "divers", members: people("eva", "fay", "gil", "hal") }),
    ];
    const objectives = Array.from({ length: 5 }, (_, index) => objective({ id: `goal-${index}` }));
    expect(
      (await look("missing-coach", alone([...documents, ...objectives]))).map(({ subject }) => subject),
    ).toEqual(["rockets"]);
  });
});

describe("owner-overload", () => {
  const found = (documents: Look["documents"], settings = "", day = "2026-11-20") =>
    tellFound("owner-overload", { ...alone([team(), ...documents], day), settings });
  const goal = (id: string, count: number, properties: Readonly<Record<string, unknown>> = {}) =>
    objective({ id, owner: "ben", key_results: some(count), ...properties });

  test("both bounds are options", async () => {
    const rule = (options: string) => `rules: { owner-overload: [warning, ${options}] }`;
    expect(await found([goal("a1", 3)], rule("{ max: 2 }"))).toHaveLength(1);
    expect(await found([goal("a1", 9)], rule("{ max: 9 }"))).toEqual([]);
    expect(await found([goal("a1", 1), goal("a2", 1)], rule("{ objectives: 1 }"))).toEqual([
      "doc-0.md:5:45 ben  ben answers for 2 objectives (at most 1) at the same time",
    ]);
  });

  test("a year and its quarters run at the same time, quarters do not", async () => {
    expect(await found([goal("y", 4, { cycle: "2026" }), goal("q", 5)])).toHaveLength(1);
    expect(await found([goal("q3", 5, { cycle: "2026-Q3" }), goal("q", 5)])).toEqual([]);
    expect(await found([goal("q", 5), goal("q1", 5, { cycle: "2027-Q1" })])).toEqual([]);
    // The first day on which it is too much.
    expect(
      await found([
        goal("y", 3, { cycle: "2027" }),
        goal("q1", 5, { cycle: "2027-Q1" }),
        goal("q2", 6, { cycle: "2027-Q2" }),
      ]),
    ).toEqual([expect.stringContaining("ana answers for 9 key results (at most 8) from 2027-04-01 on")]);
    // One ends on the day before the other begins.
    const settings =
      "cycles: [{ id: one, start: 2026-11-01, end: 2026-11-30 }, { id: two, start: 2026-12-01, end: 2026-12-31 }]";
    expect(await found([goal("a1", 5, { cycle: "one" }), goal("a2", 5, { cycle: "two" })], settings)).toEqual(
      [],
    );
    const overlapping = settings.replace("2026-12-01", "2026-11-30");
    expect(
      await found([goal("a1", 5, { cycle: "one" }), goal("a2", 5, { cycle: "two" })], overlapping),
    ).toEqual([expect.stringContaining("from 2026-11-30 on")]);
  });

  test("an owner that nobody knows has a finding of its own", async () => {
    expect(await found([objective({ owner: "zoe", key_results: some(12, { owner: "zoe" }) })])).toEqual([]);
  });

  test("an exception at the member holds", async () => {
    const member = { id: "ana", name: "Ana", "x-okr-ignore": { "owner-overload": "She founded us." } };
    const documents = [team({ members: [member, ...people("ben")] }), objective({ key_results: some(9) })];
    expect(await look("owner-overload", alone(documents))).toEqual([]);
  });
});

describe("member-without-part", () => {
  const trio = team({ members: people("ana", "ben", "cleo") });
  const subjects = async (documents: Look["documents"], day?: string, settings = "") =>
    (await look("member-without-part", { ...alone(documents, day), settings })).map(({ subject }) => subject);

  test.each([
    ["the day before it begins", "2026-09-30", []],
    ["the last day of grace", "2026-10-21", []],
    ["the day after", "2026-10-22", ["cleo"]],
    ["the last day", "2026-12-31", ["cleo"]],
    ["when it is over", "2027-01-01", []],
  ])("%s", async (_, day, expected) => {
    expect(await subjects([trio, objective({})], day)).toEqual(expected);
  });

  test("the grace is an option, and counts from what began last", async () => {
    const rule = "rules: { member-without-part: [warning, { grace_days: 0 }] }";
    expect(await subjects([trio, objective({})], "2026-10-01", rule)).toEqual(["cleo"]);
    const late = "cycles: { list: [{ id: late, start: 2026-11-10, end: 2026-12-31 }] }";
    const both = [trio, objective({}), objective({ id: "a2", cycle: "late" })];
    expect(await subjects(both, "2026-11-30", late)).toEqual([]);
    expect(await subjects(both, "2026-12-01", late)).toEqual(["cleo"]);
    // What is planned does not begin it anew.
    expect(
      await subjects([trio, objective({}), objective({ id: "a2", cycle: "2027-Q1" })], "2026-12-20"),
    ).toEqual(["cleo"]);
  });

  test("a member of several teams is told once, where the person is described", async () => {
    const divers = team({ id: "divers", name: "Divers", members: ["cleo", ...people("dia")] });
    const dive = objective({ id: "dive", team: "divers", owner: "dia" });
    const found = (documents: Look["documents"]) => tellFound("member-without-part", alone(documents));
    const files = [
      { path: "a.md", text: divers },
      { path: "b.md", text: trio },
    ];
    expect(await found([...files, objective({}), dive])).toEqual([expect.stringContaining("b.md:5:79 cleo")]);
    // In the other one, while nothing runs at home.
    expect(await found([...files, dive])).toEqual([expect.stringContaining("a.md:5:11 cleo")]);
  });

  test("a check-in is no part, an objective is", async () => {
    expect(await subjects([trio, objective({}), checkIn({ by: "cleo" })])).toEqual(["cleo"]);
    expect(
      await subjects([trio, objective({}), objective({ id: "a2", owner: "cleo", key_results: some(1) })]),
    ).toEqual([]);
    expect(
      await subjects([trio, objective({}), objective({ id: "a2", owner: "cleo", cycle: "2026-Q3" })]),
    ).toEqual(["cleo"]);
  });

  test("whoever leads or coaches another team has a part; units and unknown members are passed over", async () => {
    expect(await subjects([trio, team({ id: "divers", coach: "cleo", members: [] }), objective({})])).toEqual(
      [],
    );
    expect(
      await subjects([team({ level: "unit", members: people("ana", "ben", "cleo") }), objective({})]),
    ).toEqual([]);
    expect(await subjects([team({ members: [...people("ana", "ben"), "zoe"] }), objective({})])).toEqual([]);
  });

  test("while a definition cannot be read nobody is accused; a record is no definition", async () => {
    const found = async (path: string, text: string) => {
      const scene = { ...alone([trio, objective({}), { path, text }]), unread: [path] };
      return (await look("member-without-part", scene)).map(({ subject }) => subject);
    };
    expect(await found("other.md", "---\nkind: objective\nid: other\nowner: cleo\n---\n")).toEqual([]);
    expect(await found("grow/2026-11-20-check-in-hk3x8ta.md", "---\nkind: check-in\n---\n")).toEqual([
      "cleo",
    ]);
  });
});

describe("at size", () => {
  test("hundreds of objectives of one owner, hundreds of members of one team", async () => {
    const many = 600;
    const members = Array.from({ length: 300 }, (_, index) => ({ id: `p${index}`, name: "Somebody" }));
    const objectives = Array.from({ length: many }, (_, index) =>
      objective({
        id: `goal-${index}`,
        owner: "p0",
        key_results: [keyResult({ owner: index % 2 === 0 ? undefined : "p1", backup: undefined }), FLIGHTS],
      }),
    );
    const documents = [team({ members }), ...objectives];
    expect(await tellFound("owner-overload", alone(documents))).toEqual([
      "doc-0.md:5:11 p0  p0 answers for 300 key results (at most 8) and 600 objectives (at most 3) at the same time",
      "doc-0.md:5:41 p1  p1 answers for 300 key results (at most 8) at the same time",
    ]);
    expect(await look("missing-backup", alone(documents))).toHaveLength(many);
    expect(await look("missing-owner", alone(documents))).toHaveLength(many / 2);
    expect(await look("missing-coach", alone(documents))).toHaveLength(1);
    // FLIGHTS is Ana's and Ben's, whom nobody here describes.
    expect(await look("member-without-part", alone(documents))).toHaveLength(members.length - 2);
  });
});
