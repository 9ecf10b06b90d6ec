import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coverOf } from "../../src/analysis/coverage.ts";
import { landscape } from "../../src/analysis/landscape.ts";
import { Survey } from "../../src/analysis/survey.ts";
import type { Documents } from "../../src/rules/define.ts";
import { objective, retrospective } from "../../src/rules/examples.ts";
import { rules } from "../../src/rules/index.ts";
import { look, stage } from "../rules/look.ts";
import { readFiles } from "../support/diff.ts";
import { asking, COMPANY, landscapeOf, ORGANISATION } from "../support/landscape.ts";
import { createEmptyRepository, type TestRepository } from "../support/repository.ts";
import { readStory, tell } from "../support/story.ts";

test("what nobody serves, what serves nothing, and the share by unit", async () => {
  const { coverage } = await landscapeOf(COMPANY);
  expect(coverage).toMatchObject({ aligned: 2, all: 3, servable: true });
  expect(coverage.priorities.map(({ id }) => id)).toEqual(["cheap"]);
  expect(coverage.unserved.map(({ objective: { id }, index }) => [id, index])).toEqual([["routes", 1]]);
  expect(coverage.unaligned.map(({ id }) => id)).toEqual(["lamps"]);
  expect(coverage.units.map(({ unit, aligned, all }) => [unit?.id, aligned, all])).toEqual([
    ["flights", 2, 2],
    ["space", 0, 1],
  ]);
});

test("what was given up counts on neither side", async () => {
  const { coverage } = await landscapeOf({
    ...COMPANY,
    "g.md": retrospective({ objective: "pads", date: "2026-11-10", outcome: "abandoned" }),
  });
  expect(coverage).toMatchObject({ aligned: 1, all: 2 });
});

test("of a team only its own, and no priorities", async () => {
  const { coverage } = await landscapeOf(COMPANY, { team: "tower" });
  expect(coverage).toMatchObject({ aligned: 0, all: 1, priorities: [], unserved: [] });
});

describe("it agrees with the rules on their own examples", () => {
  /** What a rule finds in each of its examples, beside the coverage. */
  const subjects = async (id: string) => {
    const rule = rules.find((one) => one.id === id);
    const { accepted, reported, misfires } = (rule as (typeof rules)[number]).examples;
    const scenes = [...accepted, ...reported, ...(misfires ?? []).map(({ example }) => example)];
    const all = await Promise.all(
      scenes.map(async (scene) => {
        const scenery = "documents" in scene ? scene : { documents: scene as Documents };
        const snapshot = await stage(scenery);
        const survey = new Survey(snapshot);
        const since = snapshot.day;
        const coverage = coverOf(survey.objectives, { survey, since, whole: true });
        return { found: (await look(id, scenery)).map(({ subject }) => subject), coverage };
      }),
    );
    expect(all.flatMap(({ found }) => found).length).toBeGreaterThan(2);
    return all;
  };

  test("unaligned-objective: whatever it finds serves nothing", async () => {
    for (const { found, coverage } of await subjects("unaligned-objective"))
      expect(coverage.unaligned.map(({ id }) => id)).toEqual(expect.arrayContaining(found));
  });

  test("unsupported-objective: whatever it finds is served by nobody", async () => {
    for (const { found, coverage } of await subjects("unsupported-objective")) {
      const names = coverage.unserved.map(({ objective: { id, keyResults }, index }) =>
        index === null ? id : `${id}/${keyResults[index]?.id}`,
      );
      expect(names).toEqual(expect.arrayContaining(found));
    }
  });
});

test("counted again from nothing but who names whom", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          team: fc.constantFrom("space", "flights", "crew", "ground", "tower"),
          serves: fc.uniqueArray(fc.constantFrom("o0", "o1", "o2", "o3", "o4", "safety", "cheap", "ghost")),
        }),
        { maxLength: 5 },
      ),
      async (plan) => {
        const files = plan.map(({ team, serves }, at) => [
          `o${at}.md`,
          objective({ id: `o${at}`, team, aligns_to: serves }),
        ]);
        const snapshot = await readFiles({ ...ORGANISATION, ...Object.fromEntries(files) });
        const { coverage } = landscape(snapshot, asking());
        const there = (ref: string, self: number) =>
          ["safety", "cheap"].includes(ref) || (ref !== `o${self}` && Number(ref.slice(1)) < plan.length);
        const own = plan.flatMap(({ team, serves }, at) =>
          ["crew", "ground", "tower"].includes(team) ? [serves.some((ref) => there(ref, at))] : [],
        );
        const named = (ref: string) =>
          plan.some(({ serves }, at) => `o${at}` !== ref && serves.some((one) => one === ref));
        expect([coverage.aligned, coverage.all]).toEqual([own.filter(Boolean).length, own.length]);
        expect(coverage.priorities.map(({ id }) => id)).toEqual(
          ["safety", "cheap"].filter((id) => !named(id)),
        );
        expect(coverage.unserved.map(({ objective: { id } }) => id)).toEqual(
          plan.flatMap(({ team }, at) =>
            ["space", "flights"].includes(team) && !named(`o${at}`) ? [`o${at}`] : [],
          ),
        );
      },
    ),
    { numRuns: 40 },
  ));

describe("over the weeks of the cycle, by the definitions in force then", () => {
  const trial = (aligns_to: string[]) => objective({ id: "trial", team: "crew", aligns_to });
  const lamps = objective({ id: "lamps", team: "tower" });
  const create = (): TestRepository => {
    const repo = createEmptyRepository();
    tell(repo, [
      { by: "ana", day: "2026-09-28", message: "Begin", files: ORGANISATION },
      { by: "ana", day: "2026-10-05", message: "Aim", files: { "trial.md": trial([]), "lamps.md": lamps } },
      { by: "ana", day: "2026-10-14", message: "Align", files: { "trial.md": trial(["safety"]) } },
      { by: "ana", day: "2026-10-21", message: "Give up the lamps", files: { "lamps.md": null } },
    ]);
    return repo;
  };

  test("objectives come, are aligned and go", async () => {
    const repo = create();
    const weeks = async () =>
      landscape(await readStory(repo, { day: "2026-10-28" }), asking()).weeks?.map(
        ({ day, aligned, all }) => `${day} ${aligned}/${all}`,
      );
    expect(await weeks()).toEqual([
      "2026-10-02 0/0",
      "2026-10-09 0/2",
      "2026-10-16 1/2",
      "2026-10-23 1/1",
      "2026-10-28 1/1",
    ]);
    repo.write("trial.md", trial([]));
    expect((await weeks())?.at(-1)).toBe("2026-10-28 0/1");
  });

  test("outside git there is only today; of a cut-off history nothing is said", async () => {
    const snapshot = await readFiles(COMPANY);
    expect(landscape(snapshot, asking()).weeks).toEqual([{ day: "2026-11-20", aligned: 2, all: 3 }]);
    const shallow = { ...snapshot, history: { ...snapshot.history, cutOff: "shallow" as const } };
    expect(landscape(shallow, asking()).weeks).toBeNull();
  });

  test("a cycle to come has no weeks yet", async () => {
    const files = { ...ORGANISATION, "next.md": objective({ id: "next", team: "crew", cycle: "2027-Q1" }) };
    expect((await landscapeOf(files)).weeks).toEqual([]);
  });
});
