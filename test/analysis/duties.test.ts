import { describe, expect, test } from "vitest";
import { type AskedDuties, daysLate, listDuties } from "../../src/analysis/duties.ts";
import { Survey } from "../../src/analysis/survey.ts";
import { addDays } from "../../src/model/day.ts";
import { COMPANY, checkIn, document, keyResult, objective, retrospective } from "../../src/rules/examples.ts";
import { staleCheckIn } from "../../src/rules/stale-check-in.ts";
import { ungradedObjective } from "../../src/rules/ungraded-objective.ts";
import { readFiles } from "../support/diff.ts";

type Texts = readonly string[];

const PILOTS = document({
  ...{ kind: "team", id: "pilots", name: "Test Pilots", lead: "cleo" },
  members: [{ id: "cleo", name: "Cleo Example" }],
});

const snapshotOf = (texts: Texts, day: string, settings = "") =>
  readFiles(
    Object.fromEntries([
      ["okr.yaml", `version: 1\n${settings}`],
      ...[...COMPANY, ...texts].map((text, index) => [`${index}.md`, text]),
    ]),
    day,
  );

/** Who owes what, as `late check-in grow: ana 2026-11-13 +4`. */
async function duties(texts: Texts, day: string, asked: Partial<AskedDuties> & { settings?: string } = {}) {
  const { settings, ...more } = asked;
  const all = { team: null, person: null, cycle: null, days: null, ...more };
  return listDuties(await snapshotOf(texts, day, settings), all).duties.map((duty) => {
    const { kind, state, optional, objective, person, due, keyResults, neededBy, absent, cycle } = duty;
    const about = [
      ...keyResults.map(({ id }) => id),
      ...neededBy.map(({ id }) => id),
      ...absent.map((one) => one.person),
    ];
    const late = daysLate(duty, day);
    return [
      `${optional ? "optional" : state} ${kind} ${objective?.id ?? cycle?.id}: ${person}`,
      ...(due === null ? [] : [due]),
      ...(late === 0 ? [] : [`+${late}`]),
      ...about,
    ].join(" ");
  });
}

const read = (date: string) => checkIn({ date });

describe("check-ins", () => {
  test.each<[string, Texts, string, string[]]>([
    ["made this week", [read("2026-11-20")], "2026-11-20", []],
    ["made some days ahead", [read("2026-11-17")], "2026-11-20", []],
    ["made some days late", [read("2026-11-16")], "2026-11-20", ["due check-in grow: ana 2026-11-20"]],
    ["on their day", [read("2026-11-27")], "2026-12-04", ["due check-in grow: ana 2026-12-04"]],
    ["before their day", [read("2026-11-27")], "2026-12-01", ["soon check-in grow: ana 2026-12-04"]],
    ["after their day", [read("2026-11-27")], "2026-12-07", ["due check-in grow: ana 2026-12-04 +3"]],
    ["when they are stale", [read("2026-11-27")], "2026-12-08", ["late check-in grow: ana 2026-12-04 +4"]],
    ["the first one", [], "2026-10-01", ["soon check-in grow: ana 2026-10-02"]],
    ["made while planning", [read("2026-09-29")], "2026-10-02", []],
    ["of an objective that is not running yet", [], "2026-09-30", []],
  ])("%s", async (_, records, day, expected) => {
    const found = await duties([objective({}), ...records], day);
    expect(found.filter((one) => !/look-back|plan/.test(one))).toEqual(expected);
  });

  test("look ahead as far as they are asked to", async () => {
    const texts = [objective({}), read("2026-12-04")];
    expect(await duties(texts, "2026-12-07", { days: 0 })).toEqual([]);
    expect(await duties(texts, "2026-12-07", { days: 4 })).toEqual(["soon check-in grow: ana 2026-12-11"]);
  });

  test("every two weeks are due every two weeks", async () => {
    const settings = "check_in: { every: two-weeks, stale_after_days: 17 }\n";
    const texts = [objective({}), read("2026-11-13")];
    expect(await duties(texts, "2026-11-20", { settings })).toEqual([
      "optional look-back grow: ana 2026-11-16 +4",
    ]);
    expect(await duties(texts, "2026-11-27", { settings })).toContain("due check-in grow: ana 2026-11-27");
  });
});

test("a cycle that never ends has check-ins like any other", async () => {
  const settings = "cycles: { list: [{ id: forever, start: 1000-01-01, end: 9999-12-31 }] }\n";
  const texts = [objective({ cycle: "forever" }), read("2026-11-13")];
  expect(await duties(texts, "2026-11-20", { settings })).toEqual(["due check-in grow: ana 2026-11-20"]);
});

test("late is what okr check reports, on every day of the cycle and after it", async () => {
  const other = (id: string) => objective({ id, title: `Grow ${id}` });
  const texts = [
    ...[objective({}), other("never"), other("closed"), other("planned")],
    ...["2026-10-09", "2026-10-30", "2026-11-20"].map(read),
    ...[
      checkIn({ objective: "planned", date: "2026-09-20" }),
      checkIn({ objective: "closed", date: "2026-10-09" }),
    ],
    retrospective({ objective: "closed", date: "2026-12-18" }),
  ];
  const snapshot = await snapshotOf(texts, "2026-10-01");
  const [stale, open] = [new Set<string>(), new Set<string>()];
  for (let day = "2026-09-28"; day < "2027-02-01"; day = addDays(day, 1)) {
    const now = { ...snapshot, day };
    const survey = new Survey(now);
    const reported = (rule: typeof staleCheckIn) =>
      [...rule.check(now, { survey, options: {} } as never)].map(({ subject }) => `${day} ${subject}`);
    const late = (kind: string) =>
      listDuties(now, { team: null, person: null, cycle: null, days: 0 }, survey)
        .duties.filter((duty) => duty.kind === kind && duty.state === "late")
        .map(({ objective }) => `${day} ${objective?.id}`);
    // Of what nobody ever checked in unscored-key-result speaks.
    expect(
      late("check-in")
        .filter((one) => !one.endsWith("never"))
        .sort(),
    ).toEqual(reported(staleCheckIn).sort());
    expect(late("close").sort()).toEqual(reported(ungradedObjective as never).sort());
    for (const one of late("check-in")) stale.add(one.slice(11));
    for (const one of late("close")) open.add(one.slice(11));
  }
  expect([[...stale].sort(), [...open].sort()]).toEqual([
    ["closed", "grow", "never", "planned"],
    ["grow", "never", "planned"],
  ]);
});

describe("besides check-ins", () => {
  const done = retrospective({});
  const next = objective({ id: "more", title: "Grow more", cycle: "2027-Q1", continues: "grow" });
  const two = objective({
    key_results: [
      keyResult({}),
      keyResult({ id: "flights", title: "Raise flights from 10 to 40", owner: "ben" }),
    ],
  });

  test.each<[string, Texts, string, string[]]>([
    [
      "first readings are for their owners; before the first check-in for those who do not make it",
      [two],
      "2026-10-06",
      ["due check-in grow: ana 2026-10-02 +4", "due reading grow: ben flights"],
    ],
    [
      "nobody is asked for a second reading",
      [two, read("2026-10-09")],
      "2026-10-09",
      ["due reading grow: ben flights"],
    ],
    [
      "there is a time to look back, for those who like",
      [objective({}), read("2026-11-13")],
      "2026-11-16",
      ["soon check-in grow: ana 2026-11-20", "optional look-back grow: ana 2026-11-16"],
    ],
    [
      "it is over where they did",
      [
        objective({}),
        read("2026-11-20"),
        retrospective({ date: "2026-11-17", phase: "mid", grades: undefined, outcome: undefined }),
      ],
      "2026-11-20",
      [],
    ],
    [
      "what is over is closed within some days, and a next cycle planned before it begins",
      [objective({}), read("2026-12-30")],
      "2027-01-02",
      ["due plan 2027-Q1: ana 2027-01-01 +1", "soon close grow: ana 2027-01-21"],
    ],
    [
      "both are late after them",
      [objective({}), read("2026-12-30")],
      "2027-01-25",
      ["late plan 2027-Q1: ana 2027-01-01 +24", "late close grow: ana 2027-01-21 +4"],
    ],
    [
      "plans begin two weeks ahead",
      [objective({}), read("2026-12-18")],
      "2026-12-18",
      ["soon plan 2027-Q1: ana 2027-01-01"],
    ],
    ["there is a plan", [objective({}), read("2026-12-18"), next], "2026-12-18", []],
    [
      "a grade may be left open",
      [two, read("2026-12-18"), checkIn({ date: "2026-12-20", results: { flights: 11 } }), done, next],
      "2026-12-30",
      ["soon grade grow: ana 2027-01-21 flights"],
    ],
    [
      "what was closed as continued is carried on, which is a plan",
      [objective({}), read("2026-12-18"), retrospective({ date: "2026-12-19" })],
      "2026-12-19",
      ["soon continue grow: ana 2027-01-01 passengers"],
    ],
    [
      "other objectives are still to be planned beside it",
      [
        objective({}),
        ...[read("2026-12-18"), retrospective({ date: "2026-12-19" })],
        ...[
          objective({ id: "land", title: "Land safely" }),
          checkIn({ objective: "land", date: "2026-12-18" }),
        ],
      ],
      "2026-12-19",
      [
        "soon check-in land: ana 2026-12-25",
        "soon continue grow: ana 2027-01-01 passengers",
        "soon plan 2027-Q1: ana 2027-01-01",
      ],
    ],
    [
      "carrying on is late when planning is",
      [objective({}), done],
      "2027-01-25",
      ["late continue grow: ana 2027-01-01 +24 passengers"],
    ],
    [
      "in its last quarter nobody begins with what was to be carried on into a cycle",
      [objective({}), done],
      "2027-03-10",
      ["late plan 2027-Q1: ana 2027-01-01 +68"],
    ],
    [
      "what is done is not carried on",
      [objective({}), retrospective({ outcome: "done" }), next],
      "2026-12-30",
      [],
    ],
    [
      "whoever left out a cycle is reminded of the next one",
      [objective({}), retrospective({ outcome: "done" })],
      "2027-03-19",
      ["soon plan 2027-Q2: ana 2027-04-01"],
    ],
    [
      "for a year",
      [objective({}), retrospective({ outcome: "done" })],
      "2027-12-31",
      ["soon plan 2028-Q1: ana 2028-01-01"],
    ],
    ["and not for longer", [objective({}), retrospective({ outcome: "done" })], "2028-01-02", []],
    [
      "who began again plans as everybody does",
      [
        objective({ cycle: "2026-Q1" }),
        ...[objective({ id: "more", title: "Grow more" }), checkIn({ objective: "more" })],
        retrospective({ date: "2026-04-02", outcome: "done" }),
      ],
      "2026-11-20",
      ["optional look-back more: ana 2026-11-16 +4"],
    ],
    [
      "whoever has left is named to the lead, who is reminded instead",
      [PILOTS, objective({ id: "trial", title: "Fly on trial", team: "pilots", owner: "zoe" })],
      "2026-10-02",
      [
        "due check-in trial: cleo 2026-10-02",
        "due reading trial: ana passengers",
        "due owner trial: cleo zoe",
      ],
    ],
    [
      "who is depended on and says nothing is asked for an answer",
      [
        PILOTS,
        ...[objective({}), read("2026-10-02")],
        objective({
          id: "trial",
          title: "Fly on trial",
          team: "pilots",
          owner: "cleo",
          depends_on: ["grow"],
        }),
        checkIn({ objective: "trial", date: "2026-10-02", by: "cleo" }),
      ],
      "2026-10-02",
      ["due answer grow: ana trial"],
    ],
  ])("%s", async (_, texts, day, expected) => expect(await duties(texts, day)).toEqual(expected));

  test("a team without a lead is asked as a team", async () => {
    const team = document({ kind: "team", id: "crew", name: "Crew" });
    const texts = [team, objective({ team: "crew" }), read("2026-12-18")];
    expect(await duties(texts, "2026-12-18")).toEqual(["soon plan 2027-Q1: null 2027-01-01"]);
  });

  test("of listed cycles the next one counts, and after the last one nothing is to be planned", async () => {
    const list = (...ids: string[]) =>
      `cycles: { list: [${ids.map((id, index) => `{ id: ${id}, start: 2026-1${index}-01, end: 2026-1${index}-28 }`).join(", ")}] }\n`;
    const texts = [objective({ cycle: "autumn" }), read("2026-10-23")];
    const plans = async (settings: string) =>
      (await duties(texts, "2026-10-24", { settings })).filter((one) => one.includes("plan"));
    expect(await plans(list("autumn", "winter"))).toEqual(["soon plan winter: ana 2026-11-01"]);
    expect(await plans(list("autumn"))).toEqual([]);
  });
});

test("late comes first, and teams, people and cycles are chosen", async () => {
  const texts = [
    PILOTS,
    objective({ id: "trial", title: "Fly on trial", team: "pilots", owner: "cleo" }),
    ...[objective({}), read("2026-10-02"), objective({ id: "more", title: "Grow more", owner: "ben" })],
    checkIn({ objective: "more", date: "2026-10-09", by: "ben" }),
  ];
  const all = ["late check-in grow: ana 2026-10-09 +7", "late check-in trial: cleo 2026-10-02 +14"];
  const [first, ...rest] = await duties(texts, "2026-10-16");
  expect([first, ...rest].slice(0, 2)).toEqual(all.toReversed());
  expect(rest.at(-1)).toBe("due reading trial: ana passengers");
  expect(await duties(texts, "2026-10-16", { person: "ben" })).toEqual(["due check-in more: ben 2026-10-16"]);
  expect(await duties(texts, "2026-10-16", { team: "pilots" })).toHaveLength(2);
  expect(await duties(texts, "2026-10-16", { cycle: "2027-Q1" })).toEqual([]);
});
