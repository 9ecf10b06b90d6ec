import { expect, test } from "vitest";
import type { Example, Scene } from "../../src/rules/define.ts";
import { checkIn } from "../../src/rules/examples.ts";
import { rules } from "../../src/rules/index.ts";
import { look } from "./look.ts";

/** Rules about words that nobody can change any more without moving the goalposts. */
const ABOUT_WORDS = [
  "copied-objective",
  "duplicate-title",
  "no-movement",
  "number-in-objective",
  "task-like-key-result",
  "too-many-key-results",
  "vague-title",
];

const sceneOf = (example: Example): Scene => {
  if ("commits" in example) throw new Error("a story is no scene");
  return { day: "2026-12-31", ...("documents" in example ? example : { documents: example }) };
};

test.each(ABOUT_WORDS)("%s is silent from the first check-in on", async (id) => {
  const rule = rules.find((one) => one.id === id);
  const scene = sceneOf(rule?.examples.reported[0] as Example);
  expect((await look(id, scene)).length).toBeGreaterThan(0);
  const texts = scene.documents.map((one) => (typeof one === "string" ? one : one.text));
  const records = texts.flatMap((text) => {
    const objective = /^kind: "objective"\nid: "([^"]+)"/m.exec(text)?.[1];
    return objective === undefined ? [] : checkIn({ objective, date: "2026-11-13", results: {} });
  });
  expect(records.length).toBeGreaterThan(0);
  expect(await look(id, { ...scene, documents: [...scene.documents, ...records] })).toEqual([]);
});
