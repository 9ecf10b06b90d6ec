import { expect, test } from "vitest";
import type { Deed, Health, Thanks } from "../../src/analysis/health.ts";
import { findCycle } from "../../src/model/cycle.ts";
import { createPlan, type Team } from "../../src/model/plan.ts";
import { DEFAULT_SETTINGS } from "../../src/model/settings.ts";
import { emptySnapshot } from "../../src/model/snapshot.ts";
import { healthMarkdown } from "../../src/render/health-markdown.ts";
import { healthText } from "../../src/render/health-text.ts";
import { thanksChapters } from "../../src/render/health-thanks.ts";
import { plainStyle } from "../../src/render/style.ts";

const ids = Array.from({ length: 25 }, (_, index) => `t${String(index).padStart(2, "0")}`);
const source = { path: "team.md", yaml: "", line: 1 };
const people = ids.flatMap((team) =>
  ["a", "b"].map((id, index) => ({
    ...{ id: `${team}${id}`, name: `Person ${team}${id}`, team, index, source },
    ...{ email: null, mentor: null },
  })),
);
const teams = ids.map((id) => ({
  ...{ id, name: `Team ${id}`, members: [`${id}a`, `${id}b`], source },
  ...{ level: "team", parent: null, lead: null, coach: null, body: "" },
})) as unknown as readonly Team[];
const plan = createPlan({ strategy: null, teams, people, objectives: [], damaged: new Set() });

/** Thanks of a company, in a cycle. */
function health(thanks: readonly Partial<Thanks>[], id = "2026-Q4"): Health {
  const nothing = { deed: "rhythm" as Deed, team: null, person: null, objective: null, helped: null };
  return {
    ...{ company: "Acme", day: "2026-12-01", team: null, objectives: 25, measures: [], leftOut: [] },
    cycle: findCycle(id, DEFAULT_SETTINGS.cycles),
    snapshot: { ...emptySnapshot("2026-12-01"), plan },
    thanks: thanks.map((one) => ({ ...nothing, ...one })),
  } as unknown as Health;
}

const rhythm = [...ids.map((team) => ({ team })), ...people.map(({ id }) => ({ person: id }))];
const linesOf = (one: Health, most: number) => thanksChapters(one, most).flatMap(({ lines }) => lines);

test("few thanks are told one by one", () => {
  expect(linesOf(health(rhythm.slice(0, 2)), 2)).toEqual([
    "Team t00 kept its check-in days",
    "Team t01 kept its check-in days",
  ]);
});

test("many of one deed become a sentence for each team or person", () => {
  expect(linesOf(health(rhythm), 25)[3]).toBe(
    "Team t03 kept its check-in days, and everybody in it wrote check-ins all through the cycle",
  );
  const some = rhythm.filter(({ person }: Partial<Thanks>) => person !== "t00b");
  expect(linesOf(health(some), 25)[0]).toBe(
    "Team t00 kept its check-in days; Person t00a wrote check-ins all through the cycle",
  );
  const deeds: Partial<Thanks>[] = ["x", "y", "z"].flatMap((objective): Partial<Thanks>[] => [
    { deed: "helped", team: "t01", objective, helped: objective === "z" ? "t03" : "t02" },
    { deed: "stood-in", person: "t01a", objective, helped: "t01b" },
    { deed: "learned", person: "t01a", objective },
    { deed: "explained", team: "t01", objective },
  ]);
  expect(linesOf(health(deeds), 2)).toEqual([
    "Team t01 moved x, y and z on, which Team t02 and Team t03 depend on",
    "Person t01a checked in on x, y and z in place of Person t01b",
    "Person t01a wrote down for everybody what x, y and z taught",
    "Team t01 moved the goalposts of x, y and z and wrote down why",
  ]);
});

test("where these are too many, everybody has their turn from cycle to cycle", () => {
  const quarters = ["2026-Q3", "2026-Q4", "2027-Q1"];
  const shown = quarters.map((id) => linesOf(health(rhythm, id), 10));
  expect(shown.map((lines) => lines.length)).toEqual([10, 10, 10]);
  expect(new Set(shown.flat()).size).toBe(25);
  expect(linesOf(health(rhythm, "2026-Q3"), 10)).toEqual(shown[0]);
});

test("the rest is counted, with how to see it", () => {
  const text = healthText(health(rhythm), { style: plainStyle(80) });
  expect(text.split("★").length - 1).toBe(20);
  expect(text).toContain(
    "\n    and 5 more teams, whose turn is in other cycles; --team ID shows those of a\n",
  );
  expect(healthMarkdown(health(rhythm)).split("- ★ Team").length - 1).toBe(25);
});
