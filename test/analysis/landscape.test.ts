import { describe, expect, test } from "vitest";
import { isPlaced, type Landscape, type Placed } from "../../src/analysis/landscape.ts";
import type { Priority } from "../../src/model/plan.ts";
import { objective } from "../../src/rules/examples.ts";
import { COMPANY, landscapeOf, ORGANISATION } from "../support/landscape.ts";

const name = (node: Placed | Priority) => (isPlaced(node) ? node.objective.id : node.id);
const nodes = ({ priorities, objectives }: Landscape) => [...priorities, ...objectives].map(name).join(" ");
const links = ({ ties }: Landscape) =>
  ties.map(({ child, parent, keyResults, contradicts }) =>
    [
      `${name(child)} → ${name(parent)}`,
      ...keyResults.map(({ id }) => id),
      ...(contradicts ? ["contradicts"] : []),
    ].join(" "),
  );

test("who serves what, from priorities down to teams, with what contradicts", async () => {
  const found = await landscapeOf(COMPANY);
  expect(nodes(found)).toBe("safety cheap orbit routes trial pads lamps");
  expect(links(found)).toEqual([
    "orbit → safety",
    "routes → orbit",
    "trial → safety",
    "trial → routes cities contradicts",
    "pads → routes cities",
  ]);
  expect(found.roots.map(name)).toEqual(["safety", "cheap", "lamps"]);
  expect(found.objectives.map(({ layer }) => layer)).toEqual(["company", "unit", "team", "team", "team"]);
});

test.each([
  ["an objective, both ways", { centre: "routes" }, "safety orbit routes trial pads"],
  ["upwards", { centre: "routes", down: false }, "safety orbit routes"],
  ["downwards", { centre: "routes", up: false }, "routes trial pads"],
  ["one step", { centre: "routes", depth: 1 }, "orbit routes trial pads"],
  ["no step", { centre: "routes", depth: 0 }, "routes"],
  ["a key result that nobody serves", { centre: "routes/seats", up: false }, "routes"],
  ["a key result", { centre: "routes/cities", up: false }, "routes trial pads"],
  ["a priority", { centre: "safety" }, "safety orbit routes trial pads"],
  ["a priority that nobody serves", { centre: "cheap" }, "cheap"],
  ["a team", { team: "ground" }, "safety orbit routes pads"],
  ["a unit with its teams", { team: "flights", up: false }, "routes trial pads"],
  ["a year, with what is above teams", { cycle: "2026" }, "safety cheap orbit routes"],
  ["two steps from the top", { depth: 2 }, "safety cheap orbit routes trial lamps"],
  ["an objective of another cycle", { centre: "old" }, "old"],
])("around %s", async (_, asked, expected) => {
  const files = { ...COMPANY, "old.md": objective({ id: "old", team: "crew", cycle: "2025-Q1" }) };
  expect(nodes(await landscapeOf(files, asked))).toBe(expected);
});

test("what is further away than the depth is counted", async () => {
  const { hidden } = await landscapeOf(COMPANY, { depth: 2 });
  expect([...hidden].map(([node, count]) => `${name(node)} ${count}`)).toEqual(["routes 1"]);
});

describe("circles", () => {
  const circle = (id: string, to: string[]) => ({
    [`${id}.md`]: objective({ id, team: "crew", aligns_to: to }),
  });
  test("are walked once, and shown though nothing leads to them", async () => {
    const files = {
      ...ORGANISATION,
      ...circle("a", ["b"]),
      ...circle("b", ["c", "b"]),
      ...circle("c", ["a"]),
    };
    const found = await landscapeOf(files);
    expect(nodes(found)).toBe("safety cheap a b c");
    expect(found.roots.map(name)).toEqual(["safety", "cheap", "a"]);
    expect(links(found)).toEqual(["a → b", "b → c", "c → a"]);
    expect(nodes(await landscapeOf(files, { depth: 1 }))).toContain("a b c");
    expect(nodes(await landscapeOf(files, { centre: "b" }))).toBe("a b c");
  });

  test("a long chain is no matter", async () => {
    const chain = Array.from({ length: 100 }, (_, at) => circle(`o${at}`, [`o${(at + 1) % 100}`]));
    expect((await landscapeOf(Object.assign({}, ORGANISATION, ...chain))).ties).toHaveLength(100);
  });
});

test("a team's peers and dependencies, both ways, and whether both sides know", async () => {
  const { peers, dependencies } = await landscapeOf(COMPANY, { team: "ground" });
  expect(
    peers.map(({ served, own, others }) => [
      served.id,
      own.length,
      others.map((other) => other.objective.id),
    ]),
  ).toEqual([["routes", 1, ["trial"]]]);
  expect(dependencies).toMatchObject([{ ref: "pads", mutual: false, needed: { status: "off-track" } }]);
  const said = { ...COMPANY, "d-pads.md": `${COMPANY["d-pads.md"]}\nThe trial waits for these.\n` };
  expect((await landscapeOf(said, { team: "crew" })).dependencies).toMatchObject([{ mutual: true }]);
  expect((await landscapeOf(COMPANY, { team: "tower" })).dependencies).toEqual([]);
});

test("around an objective, coverage is of what is shown", async () => {
  const { coverage, weeks } = await landscapeOf(COMPANY, { centre: "trial", down: false });
  expect(coverage).toMatchObject({ aligned: 1, all: 1, priorities: [], unaligned: [] });
  expect(coverage.unserved.map(({ objective: { id } }) => id)).toEqual(["routes"]);
  expect(weeks).toEqual([]);
});

test("a priority and an objective of one id: the objective counts, as everywhere", async () => {
  const files = {
    ...ORGANISATION,
    "safe.md": objective({ id: "safety", team: "space", cycle: "2026" }),
    "trial.md": objective({ id: "trial", team: "crew", aligns_to: ["safety"] }),
  };
  const found = await landscapeOf(files);
  expect(found.ties.map(({ parent }) => isPlaced(parent))).toEqual([true]);
  expect(found.coverage.priorities.map(({ id }) => id)).toContain("cheap");
});

test("nothing at all", async () => {
  const found = await landscapeOf({ "okr.yaml": "version: 1\n" });
  expect(nodes(found)).toBe("");
  expect(found.coverage).toMatchObject({ all: 0, servable: false });
});

test("a served objective of an earlier cycle is shown, for the link leads there", async () => {
  const files = {
    ...ORGANISATION,
    "last.md": objective({ id: "last", team: "space", cycle: "2025" }),
    "trial.md": objective({ id: "trial", team: "crew", aligns_to: ["last"] }),
  };
  expect(links(await landscapeOf(files))).toEqual(["trial → last"]);
});
