import { describe, expect, test } from "vitest";
import { checkSnapshot } from "../../src/rules/check.ts";
import { COMPANY, checkIn, document, keyResult, objective, retrospective } from "../../src/rules/examples.ts";
import { rules } from "../../src/rules/index.ts";
import { readSnapshot } from "../../src/store/read-snapshot.ts";
import { placeRemarks } from "../../src/store/yaml-careful.ts";

/** Documents by file name without `.md`. */
type Files = Readonly<Record<string, string>>;

interface World {
  readonly day?: string;
  readonly settings?: string;
}

async function snapshotOf(files: Files, { day = "2026-11-20", settings = "" }: World) {
  const all = Object.entries({ rockets: COMPANY[0] as string, ...files });
  return readSnapshot(
    [
      { path: "okr.yaml", bytes: Buffer.from(`version: 1\n${settings}`) },
      ...all.map(([name, text]) => ({ path: `${name}.md`, bytes: Buffer.from(text) })),
    ],
    day,
  );
}

/** What one rule finds: `file:line:column subject: message → hint`. */
async function told(rule: string, files: Files, world: World = {}): Promise<string[]> {
  const { remarks } = checkSnapshot(await snapshotOf(files, world), rules, { only: new Set([rule]) });
  const places = placeRemarks(remarks);
  return remarks
    .filter((remark) => remark.rule === rule)
    .map(({ subject, message, hint }, index) => {
      const { path, line, column } = places[index] as (typeof places)[number];
      return `${path}:${line}:${column} ${subject}: ${message} → ${hint}`;
    })
    .sort();
}

/** The same without the hints. */
async function said(rule: string, files: Files, world: World = {}): Promise<string[]> {
  return (await told(rule, files, world)).map((text) => text.split(" → ")[0] as string);
}

const team = (id: string, level: string, parent?: string, more = {}) =>
  document({ kind: "team", id, name: `The ${id}`, level, parent, ...more });
const TEAMS = {
  space: team("space", "company"),
  flights: team("flights", "unit", "space"),
  crew: team("crew", "team", "flights"),
};
const STRATEGY = document({
  kind: "strategy",
  priorities: ["a", "b", "c", "d", "e", "f", "g", "h"].map((id) => ({ id: `goal-${id}`, title: id })),
});
const YEAR = objective({ id: "year", team: "space", cycle: "2026" });
const THREE = ["one", "two", "three"].map((id) => keyResult({ id, title: `Increase ${id}` }));

describe("unaligned-objective", () => {
  const found = (files: Files, world?: World) => told("unaligned-objective", files, world);

  test("says what there is to serve", async () => {
    expect(await found({ strategy: STRATEGY, grow: objective({ aligns_to: [] }) })).toEqual([
      "grow.md:10:12 grow: the objective serves nothing, though the strategy has priorities → name in aligns_to what it serves: a priority (goal-a, goal-b, goal-c, goal-d, goal-e, goal-f and 2 more); where nothing fits, talk about it with the unit",
    ]);
    expect(
      await found({ ...TEAMS, strategy: STRATEGY, year: YEAR, grow: objective({ team: "crew" }) }),
    ).toEqual([
      "grow.md:2:1 grow: the objective serves nothing, though space has year → name in aligns_to what it serves: year or a key result of it, or a priority (goal-a, goal-b, goal-c, goal-d, goal-e, goal-f and 2 more); where nothing fits, talk about it with the unit",
    ]);
  });

  test("names what its own unit has before what the company has", async () => {
    const half = objective({ id: "half", team: "flights", cycle: "2026-H2" });
    const [crew] = await found({ ...TEAMS, year: YEAR, half, grow: objective({ team: "crew" }) });
    expect(crew).toContain("though flights has half →");
    // The unit's ends before this begins, the company's lies around it.
    const later = objective({ id: "year", team: "space", cycle: "2027" });
    const planned = objective({ team: "crew", cycle: "2027-Q1" });
    const [next] = await found({ ...TEAMS, year: later, half, grow: planned });
    expect(next).toContain("though space has year →");
  });

  test("knows what can be served: no definitions that do not count, none that are closed, none of strangers", async () => {
    const end = retrospective({ objective: "year", date: "2026-11-02" });
    expect(await found({ ...TEAMS, year: YEAR, end, grow: objective({ team: "crew" }) })).toEqual([]);
    // Of two with one id the first counts, and that one is a team's.
    const twin = { ayear: objective({ id: "year", aligns_to: ["x"] }), year: YEAR };
    expect(await found({ ...TEAMS, ...twin, grow: objective({ team: "crew" }) })).toEqual([]);
    expect(await found({ ...TEAMS, year: YEAR, grow: objective({ team: "ghosts" }) })).toEqual([]);
    // Its place in the company is not known, so the unit may be its own.
    const half = objective({ id: "half", team: "flights", cycle: "2026-H2" });
    expect(await said("unaligned-objective", { ...TEAMS, half, grow: objective({}) })).toEqual([
      "grow.md:2:1 grow: the objective serves nothing, though flights has half",
    ]);
  });

  test("speaks until the last day of the cycle", async () => {
    const files = { strategy: STRATEGY, grow: objective({}) };
    expect(await found(files, { day: "2026-12-31" })).toHaveLength(1);
    expect(await found(files, { day: "2027-01-01" })).toEqual([]);
    expect(await found(files, { day: "2026-09-01" })).toHaveLength(1);
  });
});

describe("alignment-cycle", () => {
  const found = (files: Files) => told("alignment-cycle", files);

  test("stands once, at the first of the circle, at the reference that leads into it", async () => {
    const circle = {
      "3-alpha": objective({ id: "alpha", aligns_to: ["top", "beta/passengers"] }),
      "2-beta": objective({ id: "beta", aligns_to: ["gamma"] }),
      "1-gamma": objective({ id: "gamma", aligns_to: ["top", "alpha"] }),
      top: objective({ id: "top" }),
    };
    expect(await found(circle)).toEqual([
      "3-alpha.md:10:19 alpha: the objectives serve each other in a circle: alpha → beta → gamma → alpha → settle which of them stands highest, and take the next one out of its aligns_to",
    ]);
  });

  test("shortens a long one, and tells of circles that hang together", async () => {
    const ring = (count: number, more: Readonly<Record<number, readonly string[]>> = {}): Files =>
      Object.fromEntries(
        Array.from({ length: count }, (_, at) => [
          `o${at}`,
          objective({ id: `o${at}`, aligns_to: [`o${(at + 1) % count}`, ...(more[at] ?? [])] }),
        ]),
      );
    const text = "the objectives serve each other in a circle:";
    expect(await said("alignment-cycle", ring(6))).toEqual([`o0.md:10:13 o0: ${text} o0`]);
    const [six] = await found(ring(6));
    expect(six).toContain("o0 → o1 → o2 → o3 → o4 → o5 → o0 →");
    const [nine] = await found(ring(9));
    expect(nine).toContain("o0 → o1 → o2 → o3 → … 5 more → o0 →");
    const [short] = await found(ring(9, { 2: ["o0"] }));
    expect(short).toContain("o0 → o1 → o2 → o0; 6 more objectives are caught in circles with them →");
  });

  test("of continuations and of teams, and two circles are two findings", async () => {
    expect(
      await found({
        a: objective({ id: "a", continues: "b", aligns_to: ["b"] }),
        b: objective({ id: "b", continues: "a", aligns_to: ["a"] }),
        c: objective({ id: "c", continues: "c" }),
        north: team("north", "unit", "south"),
        south: team("south", "unit", "north"),
        below: team("below", "team", "north"),
      }),
    ).toEqual([
      "a.md:10:12 a: the objectives continue each other in a circle: a → b → a → an objective continues one of an earlier cycle: take out the continues that points to a later one",
      "a.md:11:13 a: the objectives serve each other in a circle: a → b → a → settle which of them stands highest, and take the next one out of its aligns_to",
      "c.md:10:12 c: an objective cannot continue itself → name the objective of an earlier cycle, or leave out continues",
      "north.md:6:9 north: the teams lie below each other in a circle: north → south → north → settle which of them is the highest, and take out its parent or name the one above it",
    ]);
  });

  test("leaves what others report to them", async () => {
    expect(
      await found({
        a: objective({ id: "a", aligns_to: ["a", "a/passengers", "b/ghost", "ghost"] }),
        b: objective({ id: "b", aligns_to: ["a"] }),
        north: team("north", "unit", "north"),
        // Only the first definition of c counts, and that one serves nothing.
        c: objective({ id: "c" }),
        d: objective({ id: "c", aligns_to: ["e"] }),
        e: objective({ id: "e", aligns_to: ["c"] }),
      }),
    ).toEqual([]);
  });
});

describe("misaligned-cycle", () => {
  const found = (files: Files, world?: World) => told("misaligned-cycle", files, world);
  const old = objective({ id: "old", cycle: "2026-Q3" });

  test("says which of the two is early, and where to turn", async () => {
    const next = objective({ id: "next", cycle: "2027" });
    expect(await found({ old, next, grow: objective({ aligns_to: ["next/passengers", "old"] }) })).toEqual([
      "grow.md:10:13 grow: runs from 2026-10-01 to 2026-12-31, but next, which it serves, begins only on 2027-01-01 → align to what rockets aims for in 2026-Q4, or correct the cycle of one of the two",
      "grow.md:10:31 grow: runs from 2026-10-01 to 2026-12-31, but old, which it serves, ended on 2026-09-30 → align to what rockets aims for in 2026-Q4, or correct the cycle of one of the two",
    ]);
  });

  test.each([
    ["it continues that itself", { continues: "old" }, {}, "continues says already"],
    ["somebody continues it", {}, { new: { continues: "old" } }, "align to new instead, which continues it"],
    [
      "somebody continues what continued it",
      {},
      { between: { continues: "old", cycle: "2026-Q3" }, new: { continues: "between" } },
      "align to new instead, which continues it",
    ],
    [
      "it serves that as well",
      { aligns_to: ["old", "new"] },
      { new: { continues: "old" } },
      "take it out of aligns_to: new, which continues it, is there already",
    ],
    [
      "who continues it is past too",
      {},
      { new: { continues: "old", cycle: "2026-Q3" } },
      "align to what rockets",
    ],
    [
      "those who continue it go in a circle",
      {},
      { old: { cycle: "2026-Q3", continues: "new" }, new: { continues: "old", cycle: "2026-Q3" } },
      "align to what rockets",
    ],
  ])("where %s", async (_, own, others: Readonly<Record<string, object>>, hint) => {
    const more = Object.entries(others).map(([id, given]) => [id, objective({ id, ...given })] as const);
    const [only, ...rest] = await found({
      old,
      ...Object.fromEntries(more),
      grow: objective({ aligns_to: ["old"], ...own }),
    });
    expect([only, rest]).toEqual([expect.stringContaining(` → ${hint}`), []]);
  });

  test("one day in common is enough", async () => {
    const settings = (end: string) =>
      `cycles: { list: [{ id: sprint, start: "2026-09-01", end: "${end}" }] }`;
    const files = { old: objective({ id: "old", cycle: "sprint" }), grow: objective({ aligns_to: ["old"] }) };
    expect(await found(files, { settings: settings("2026-10-01") })).toEqual([]);
    expect(await found(files, { settings: settings("2026-09-30") })).toHaveLength(1);
  });

  test("passes over what is past, and cycles and key results that nobody knows", async () => {
    const files = { old, grow: objective({ aligns_to: ["old"] }) };
    expect(await found(files, { day: "2027-01-01" })).toEqual([]);
    expect(await found({ ...files, end: retrospective({ date: "2026-11-01" }) })).toEqual([]);
    expect(await found({ old: objective({ id: "old", cycle: "never" }), grow: files.grow })).toEqual([]);
    expect(await found({ old, grow: objective({ cycle: "never", aligns_to: ["old"] }) })).toEqual([]);
    expect(await found({ old, grow: objective({ aligns_to: ["old/ghost"] }) })).toEqual([]);
  });
});

describe("aligned-to-closed", () => {
  const found = (files: Files, world?: World) => told("aligned-to-closed", files, world);
  const end = (date: string, outcome?: string) => retrospective({ objective: "year", date, outcome });
  const grow = objective({ aligns_to: ["year"] });
  const start = "grow.md:10:13 grow: serves year, which was closed on 2026-11-02";

  test.each([
    [
      "abandoned",
      `${start} (abandoned), but itself runs until 2026-12-31 → ask whether this is still worth the work: align it to something else, or close it as well`,
    ],
    [
      "done",
      `${start} (done), but itself runs until 2026-12-31 → ask what is left to reach here: align it to something else, or close it as well`,
    ],
    [
      "continued",
      `${start} (continued), but itself runs until 2026-12-31 → align to the objective that continues it; nobody has written one with continues: year yet`,
    ],
    [
      undefined,
      `${start}, but itself runs until 2026-12-31 → ask what is left to reach here: align it to something else, or close it as well`,
    ],
  ])("says the outcome: %s", async (outcome, text) => {
    expect(await found({ ...TEAMS, year: YEAR, end: end("2026-11-02", outcome), grow })).toEqual([text]);
  });

  test("names what continues it, unless that is served already", async () => {
    const files = { ...TEAMS, year: YEAR, end: end("2026-11-02", "continued") };
    const heir = objective({ id: "heir", team: "space", cycle: "2026-H2", continues: "year" });
    expect((await found({ ...files, heir, grow }))[0]).toContain(
      " → align to heir instead, which continues it",
    );
    const both = objective({ aligns_to: ["year", "heir/passengers"] });
    expect(await found({ ...files, heir, grow: both })).toEqual([]);
    const itself = objective({ aligns_to: ["year"], continues: "year" });
    expect((await found({ ...files, grow: itself }))[0]).toContain(" → continues says already");
  });

  test("closing is fair from three weeks before the end on, in a month from its last week on", async () => {
    const closedOn = (date: string, own = {}) =>
      found(
        { ...TEAMS, year: YEAR, end: end(date, "done"), grow: objective({ aligns_to: ["year"], ...own }) },
        { day: date },
      );
    expect(await closedOn("2026-12-09")).toHaveLength(1);
    expect(await closedOn("2026-12-10")).toEqual([]);
    expect(await closedOn("2026-11-22", { cycle: "2026-11" })).toHaveLength(1);
    expect(await closedOn("2026-11-23", { cycle: "2026-11" })).toEqual([]);
  });

  test("counts each objective once, those that never met not at all, and nobody twice", async () => {
    const files = { ...TEAMS, year: YEAR, end: end("2026-11-02", "done") };
    const two = objective({ aligns_to: ["year/passengers", "year"] });
    expect(await said("aligned-to-closed", { ...files, grow: two })).toEqual([
      "grow.md:10:13 grow: serves year, which was closed on 2026-11-02 (done), but itself runs until 2026-12-31",
    ]);
    const spring = objective({ id: "year", team: "space", cycle: "2026-Q1" });
    expect(await found({ ...files, year: spring, grow })).toEqual([]);
    const planned = objective({ aligns_to: ["year"], cycle: "2026-12" });
    expect(await found({ ...files, grow: planned })).toHaveLength(1);
    expect(await found({ ...files, grow, own: retrospective({ date: "2026-11-03" }) })).toEqual([]);
  });
});

describe("level-skip", () => {
  const found = (files: Files) => told("level-skip", files);
  const routes = objective({ id: "routes", team: "flights", cycle: "2026", aligns_to: ["year/passengers"] });
  const grow = objective({ team: "crew", aligns_to: ["goal-a", "year"] });

  test("names the way through the unit", async () => {
    expect(await found({ ...TEAMS, strategy: STRATEGY, year: YEAR, routes, grow })).toEqual([
      "grow.md:10:22 grow: serves year of the company past its own unit, where routes of flights serves it too → align to routes instead; or to both, where it moves the two in different ways",
    ]);
  });

  test("the nearest unit counts, through teams between", async () => {
    const deeper = {
      squad: team("squad", "team", "crew"),
      grow: objective({ team: "squad", aligns_to: ["year"] }),
    };
    expect(await found({ ...TEAMS, year: YEAR, routes, ...deeper })).toHaveLength(1);
    const wing = { wing: team("wing", "unit", "flights"), crew: team("crew", "team", "wing") };
    expect(await found({ ...TEAMS, ...wing, year: YEAR, routes, grow })).toEqual([]);
  });

  test("is silent where the unit's is closed, and for what is closed itself", async () => {
    const files = { ...TEAMS, year: YEAR, routes, grow };
    const end = retrospective({ objective: "routes", date: "2026-11-02" });
    expect(await found({ ...files, end })).toEqual([]);
    expect(await found({ ...files, end: retrospective({ date: "2026-11-02" }) })).toEqual([]);
    expect(await found({ ...files, grow: objective({ team: "flights", aligns_to: ["year"] }) })).toEqual([]);
  });

  test("is off, and a warning in strict", async () => {
    const snapshot = (settings: string) => snapshotOf({ ...TEAMS, year: YEAR, routes, grow }, { settings });
    const severities = async (settings: string) =>
      checkSnapshot(await snapshot(settings), rules)
        .remarks.filter(({ rule }) => rule === "level-skip")
        .map(({ severity }) => severity);
    expect(await severities("preset: recommended")).toEqual([]);
    expect(await severities("preset: strict")).toEqual(["warning"]);
  });
});

describe("unsupported-objective", () => {
  const found = (files: Files, world?: World) => said("unsupported-objective", files, world);
  const other = objective({ team: "crew" });
  const orbit = (more = {}) => objective({ id: "year", team: "space", cycle: "2026", ...more });
  const nobody = "year.md:3:5 year: nobody serves this objective this cycle";

  test("says whom to ask, for an objective and for a key result", async () => {
    expect(await told("unsupported-objective", { ...TEAMS, year: orbit(), grow: other })).toEqual([
      `${nobody} → ask the teams which of them can move it, and have that one write year into its aligns_to; or settle together that it waits, and say so: x-okr-ignore: { unsupported-objective: REASON }`,
    ]);
    const files = { ...TEAMS, year: orbit({ key_results: THREE }) };
    expect(
      await told("unsupported-objective", { ...files, grow: objective({ aligns_to: ["year/two"] }) }),
    ).toEqual([
      expect.stringContaining(" year/three: nobody serves this key result this cycle"),
      "year.md:9:21 year/one: nobody serves this key result this cycle, though others of year are served by name → ask the teams which of them can move it, and have that one write year/one into its aligns_to; or settle together that it waits, and say so: x-okr-ignore: { unsupported-objective: REASON }",
    ]);
  });

  test.each<[why: string, serves: Readonly<Record<string, unknown>>, more: Files, reported: boolean]>([
    ["the whole objective is served", { aligns_to: ["year"] }, {}, false],
    ["it names a key result that does not exist", { aligns_to: ["year/ghost"] }, {}, false],
    ["it is planned within the year", { aligns_to: ["year"], cycle: "2026-12" }, {}, false],
    ["it is planned for the next year", { aligns_to: ["year"], cycle: "2027-Q1" }, {}, true],
    ["its cycle is not known", { aligns_to: ["year"], cycle: "never" }, {}, false],
    ["its cycle ended weeks ago", { aligns_to: ["year"], cycle: "2026-Q3" }, {}, true],
    ["its cycle ended some days ago", { aligns_to: ["year"], cycle: "2026-10" }, {}, false],
    [
      "it is done",
      { aligns_to: ["year"] },
      { end: retrospective({ date: "2026-10-20", outcome: "done" }) },
      false,
    ],
    [
      "it was abandoned long ago",
      { aligns_to: ["year"] },
      { end: retrospective({ date: "2026-10-29", outcome: "abandoned" }) },
      true,
    ],
    [
      "it was abandoned lately",
      { aligns_to: ["year"] },
      { end: retrospective({ date: "2026-10-30", outcome: "abandoned" }) },
      false,
    ],
    ["it only serves itself", {}, { year: orbit({ aligns_to: ["year"] }) }, true],
  ])("where %s", async (_, serves, more, reported) => {
    const files = {
      ...TEAMS,
      year: orbit(),
      grow: objective(serves),
      other: objective({ id: "other" }),
      ...more,
    };
    expect(await found(files)).toEqual(reported ? [expect.stringContaining(" year: nobody")] : []);
  });

  test("waits until the planning is over, here and for what is new", async () => {
    const files = { ...TEAMS, year: orbit(), grow: other };
    expect(await found(files, { day: "2026-10-21" })).toEqual([]);
    expect(await found(files, { day: "2026-10-22" })).toEqual([nobody]);
    const rule = (days: number) => `rules: { unsupported-objective: [warning, { grace_days: ${days} }] }`;
    expect(await found(files, { day: "2026-10-22", settings: rule(22) })).toEqual([]);
    expect(await found(files, { day: "2026-10-01", settings: rule(0) })).toEqual([nobody]);
    expect(await found(files, { settings: rule(1e300) })).toEqual([]);
    const young = { ...files, year: orbit({ cycle: "2026-11" }) };
    expect(await found(young)).toEqual([]);
    expect(await found(young, { day: "2026-11-22" })).toEqual([nobody]);
  });

  test("only what runs counts, and only what is not reached", async () => {
    const files = { ...TEAMS, grow: other };
    expect(await found({ ...files, year: orbit({ cycle: "2027" }) })).toEqual([]);
    expect(await found({ ...files, year: orbit({ cycle: "2026-Q3" }) })).toEqual([]);
    const reading = checkIn({ objective: "year", results: { passengers: 40 } });
    expect(await found({ ...files, year: orbit(), reading })).toEqual([]);
    const end = retrospective({ objective: "year", date: "2026-11-02" });
    expect(await found({ ...files, year: orbit(), end })).toEqual([]);
    expect(await found({ ...files, year: objective({ id: "year", aligns_to: [] }) })).toEqual([]);
  });

  test("where nobody writes down who belongs where, a unit without teams may have some", async () => {
    const flights = team("flights", "unit");
    const files = { flights, year: objective({ id: "year", team: "flights" }), grow: objective({}) };
    expect(await found(files)).toEqual([nobody]);
    expect(await found({ ...files, crew: team("crew", "team", "rockets") })).toEqual([]);
  });
});

describe("one-sided-dependency", () => {
  const found = (files: Files, world?: World) => said("one-sided-dependency", files, world);
  const trial = objective({ id: "trial", team: "crew", depends_on: ["other", "grow"] });
  const files = { ...TEAMS, trial, grow: objective({}) };
  const silent = "trial.md:10:22 trial: grow of rockets does not mention that trial depends on it";

  test("says what to write where", async () => {
    expect(await told("one-sided-dependency", files)).toEqual([
      `${silent} → agree on it with rockets, and have trial written into the text of grow or the plan of its next check-in`,
    ]);
  });

  test.each<[where: string, more: Files, known: boolean]>([
    ["depends_on", { grow: objective({ depends_on: ["trial"] }) }, true],
    ["aligns_to", { grow: objective({ aligns_to: ["trial/passengers"] }) }, true],
    ["the text", { grow: `${objective({})}\nSee [it](../crew/trial.md).\n` }, true],
    [
      "the text, as part of a longer id",
      { grow: `${objective({})}\nSee pre-trial, trial-2, trials.\n` },
      false,
    ],
    ["the name of the team", { grow: `${objective({})}\nThe **The crew** waits.\n` }, true],
    ["the name of the team in other words", { grow: `${objective({})}\nthe crew waits.\n` }, false],
    ["the frontmatter, as something else", { grow: objective({ title: "The trial" }) }, false],
    ["a check-in", { plan: `${checkIn({})}\n## Plan\n\n- TRIAL first\n` }, true],
    ["a check-in of a later day", { plan: `${checkIn({ date: "2026-11-21" })}\nThe trial first.\n` }, false],
    ["a note", { plan: checkIn({ results: { passengers: { note: "trial waits" } } }) }, true],
    [
      "a retrospective",
      {
        mid: `${retrospective({ date: "2026-11-10", phase: "mid", grades: undefined, outcome: undefined })}\nThe trial waited.\n`,
      },
      true,
    ],
    [
      "a check-in of another objective",
      { plan: `${checkIn({ objective: "trial" })}\nThe trial waits for grow.\n` },
      false,
    ],
  ])("mentioned in %s", async (_, more, known) => {
    expect(await found({ ...files, ...more })).toEqual(known ? [] : [silent]);
  });

  test("speaks of live objectives of other teams only, each once", async () => {
    expect(await found(files, { day: "2027-01-01" })).toEqual([]);
    expect(await found({ ...files, end: retrospective({ date: "2026-11-02" }) })).toEqual([]);
    expect(await found({ ...files, end: retrospective({ objective: "trial", date: "2026-11-02" }) })).toEqual(
      [],
    );
    expect(await found({ ...files, grow: objective({ team: "crew" }) })).toEqual([]);
    const twice = objective({ id: "trial", team: "crew", depends_on: ["ghost", "grow", "trial", "grow"] });
    expect(await found({ ...files, trial: twice })).toEqual([silent]);
  });

  test("of a team that nobody knows, the id alone is looked for", async () => {
    const stray = objective({ id: "trial", team: "ghosts", depends_on: ["other", "grow"] });
    expect(await found({ ...files, trial: stray })).toEqual([silent]);
  });
});

describe("contradiction", () => {
  const found = (files: Files, world?: World) => told("contradiction", files, world);
  const child = (id: string, more = {}) => objective({ id, aligns_to: ["grow"], ...more });
  const reading = (objective: string, passengers: number, date = "2026-11-20") =>
    checkIn({ objective, date, results: { passengers } });

  test("tells both scores, whichever side is the better one", async () => {
    const files = { grow: objective({}), trial: child("trial") };
    const talk = "talk about it at the next check-in: either its readings";
    expect(await found({ ...files, a: reading("grow", 37), b: reading("trial", 13) })).toEqual([
      `grow.md:3:5 grow: the objective is on-track with a score of 0.90, but what serves it is off-track: trial 0.10 → ${talk} flatter, or it moves without the work that is meant to move it`,
    ]);
    const land = child("land", { aligns_to: ["grow/passengers", "grow"] });
    expect(
      await found({
        ...files,
        land,
        a: reading("grow", 13),
        b: reading("trial", 37),
        c: reading("land", 34),
      }),
    ).toEqual([
      `grow.md:3:5 grow: the objective is off-track with a score of 0.10, but both that serve it are on-track: land 0.80, trial 0.90 → ${talk} lag behind, or the work succeeds without moving it`,
    ]);
  });

  test.each<[picture: string, readings: Readonly<Record<string, number>>, reported: boolean]>([
    ["one at risk", { grow: 37, trial: 13, land: 20 }, false],
    ["one on track", { grow: 37, trial: 13, land: 37 }, false],
    ["one without a check-in", { grow: 37, trial: 13 }, true],
    ["no check-in below", { grow: 37 }, false],
    ["no check-in above", { trial: 37, land: 37 }, false],
    ["at risk above", { grow: 20, trial: 13, land: 13 }, false],
  ])("with %s", async (_, readings, reported) => {
    const records = Object.entries(readings).map(([id, value]) => [`r-${id}`, reading(id, value)] as const);
    const files = {
      grow: objective({}),
      trial: child("trial"),
      land: child("land"),
      ...Object.fromEntries(records),
    };
    expect(await found(files)).toHaveLength(reported ? 1 : 0);
  });

  test("who has read nothing tells nothing", async () => {
    const files = { grow: objective({}), trial: child("trial") };
    const words = checkIn({ objective: "trial", results: {} });
    expect(await found({ ...files, a: reading("grow", 37), b: words })).toEqual([]);
    const above = checkIn({ results: {} });
    expect(await found({ ...files, a: above, b: reading("trial", 37) })).toEqual([]);
  });

  test("compares what runs with what runs", async () => {
    const files = { grow: objective({}), a: reading("grow", 37), b: reading("trial", 13) };
    const trial = child("trial");
    expect(
      await found({ ...files, trial, end: retrospective({ objective: "trial", date: "2026-11-20" }) }),
    ).toEqual([]);
    expect(await found({ ...files, trial, end: retrospective({ date: "2026-11-20" }) })).toEqual([]);
    expect(await found({ ...files, trial: child("trial", { cycle: "2027-Q1" }) })).toEqual([]);
    expect(await found({ ...files, trial }, { day: "2027-01-01" })).toEqual([]);
    expect(await found({ ...files, trial }, { day: "2026-11-30" })).toHaveLength(1);
    expect(await found({ ...files, trial }, { day: "2026-12-01" })).toEqual([]);
  });

  test("a key result may agree where the objective does not", async () => {
    const grow = objective({
      key_results: [keyResult({}), keyResult({ id: "seats", title: "Seats", weight: 9 })],
    });
    const trial = child("trial", { aligns_to: ["grow/passengers"] });
    const poor = { grow, trial, b: reading("trial", 13) };
    const mixed = checkIn({ results: { passengers: 13, seats: 40 } });
    expect(await found({ ...poor, a: mixed })).toEqual([]);
    const whole = checkIn({ results: { passengers: 40, seats: 40 } });
    expect(await found({ ...poor, a: whole })).toHaveLength(1);
    expect(await found({ ...poor, a: mixed, trial: child("trial") })).toHaveLength(1);
  });

  test("wants as many children as it is told", async () => {
    const files = {
      grow: objective({}),
      trial: child("trial"),
      a: reading("grow", 37),
      b: reading("trial", 13),
    };
    const settings = (children: number) => `rules: { contradiction: [warning, { children: ${children} }] }`;
    expect(await found(files, { settings: settings(2) })).toEqual([]);
    const land = { land: child("land"), c: reading("land", 13) };
    expect(await found({ ...files, ...land }, { settings: settings(2) })).toHaveLength(1);
    expect(await found({ grow: files.grow, a: files.a }, { settings: settings(0) })).toEqual([]);
  });

  test("stays the same finding while the scores move", async () => {
    const key = async (value: number) => {
      const files = {
        grow: objective({}),
        trial: child("trial"),
        a: reading("grow", 37),
        b: reading("trial", value),
      };
      return checkSnapshot(await snapshotOf(files, {}), rules, { only: new Set(["contradiction"]) })
        .remarks[0]?.key;
    };
    expect(await key(13)).toBe("on-track");
    expect(await key(14)).toBe("on-track");
  });
});

describe("at size", () => {
  const MANY = 1500;
  const many = (make: (at: number) => string): Files =>
    Object.fromEntries(Array.from({ length: MANY }, (_, at) => [`o${at}`, make(at)]));
  const ALIGNMENT = [
    "aligned-to-closed",
    "alignment-cycle",
    "contradiction",
    "level-skip",
    "misaligned-cycle",
    "one-sided-dependency",
    "unaligned-objective",
    "unsupported-objective",
  ];
  /** How often each rule speaks. */
  async function count(files: Files): Promise<Record<string, number>> {
    const snapshot = await snapshotOf(files, {});
    expect(snapshot.findings).toEqual([]);
    const counts: Record<string, number> = {};
    for (const { rule } of checkSnapshot(snapshot, rules, { only: new Set(ALIGNMENT) }).remarks)
      counts[rule] = (counts[rule] ?? 0) + 1;
    return counts;
  }

  test("all serve and need one, which is closed, and nobody is known there", async () => {
    const files = many((at) =>
      objective({ id: `o${at}`, team: "crew", aligns_to: ["sun", "late"], depends_on: ["hub"] }),
    );
    const sun = {
      sun: objective({ id: "sun", team: "space", cycle: "2026" }),
      end: retrospective({ objective: "sun", date: "2026-11-02" }),
      late: objective({ id: "late", team: "space", cycle: "2026-Q3" }),
      hub: `${objective({ id: "hub", aligns_to: ["late"] })}\n${"o1-o2 o7 ".repeat(20_000)}\n`,
    };
    expect(await count({ ...TEAMS, ...files, ...sun })).toEqual({
      "aligned-to-closed": MANY,
      "misaligned-cycle": MANY + 1,
      // All but the one that is mentioned.
      "one-sided-dependency": MANY - 1,
    });
  });

  test("one ring of all, one chain of all continuations, and teams that lie below each other", async () => {
    const files = many((at) =>
      objective({
        id: `o${at}`,
        aligns_to: [`o${(at + 1) % MANY}`],
        continues: at === 0 ? undefined : `o${at - 1}`,
      }),
    );
    const teams = Object.fromEntries(
      Array.from({ length: MANY }, (_, at) => [`t${at}`, team(`t${at}`, "team", `t${(at + 1) % MANY}`)]),
    );
    expect(await count({ ...files, ...teams })).toEqual({ "alignment-cycle": 2 });
  });

  test("everybody goes past a unit, below a long chain of teams", async () => {
    const chain = Object.fromEntries(
      Array.from({ length: MANY }, (_, at) => [
        `t${at}`,
        team(`t${at}`, "team", at === 0 ? "flights" : `t${at - 1}`),
      ]),
    );
    const files = many((at) =>
      objective({ id: `o${at}`, team: `t${at}`, aligns_to: at % 2 ? ["year"] : undefined }),
    );
    const routes = objective({ id: "routes", team: "flights", cycle: "2026", aligns_to: ["year"] });
    const counts = await count({ ...TEAMS, ...chain, ...files, year: YEAR, routes });
    // The company's objective is there for all; the unit is found from as deep as companies go.
    expect(counts).toEqual({ "level-skip": 16, "unaligned-objective": MANY / 2, "unsupported-objective": 1 });
  });
});
