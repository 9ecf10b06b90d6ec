import { compareSnapshots } from "../../src/analysis/diff.ts";
import { emptySnapshot, type Snapshot } from "../../src/model/snapshot.ts";
import type { DiffReport } from "../../src/render/diff-report.ts";
import { compareExceptions, compareRules } from "../../src/rules/compare.ts";
import { checkIn, document, keyResult, objective, retrospective } from "../../src/rules/examples.ts";
import { rules } from "../../src/rules/index.ts";
import { readSnapshot } from "../../src/store/read-snapshot.ts";

/** Files by path; null for one that is not there. */
export type Files = Readonly<Record<string, string | null>>;

/** The day on which the example is seen. */
export const DAY = "2026-11-20";

/** The tree of these files. */
export async function readFiles(files: Files, day = DAY): Promise<Snapshot> {
  const there = Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== null);
  return readSnapshot(
    there.map(([path, text]) => ({ path, bytes: Buffer.from(text) })),
    day,
  );
}

/** What `okr diff` shows of two trees; before null there are no OKRs. */
export async function reportOf(
  files: Files | null,
  later: Files,
  more: Partial<DiffReport> = {},
): Promise<DiffReport> {
  const before = files === null ? emptySnapshot(DAY) : await readFiles(files);
  const after = await readFiles(later);
  return {
    ...{ diff: compareSnapshots(before, after), before, after, team: null },
    rules: compareRules(before, after, rules),
    exceptions: compareExceptions(before, after),
    base: {
      name: "origin/main",
      commit: "4c1f0e2a9d3b5c6e7f8091a2b3c4d5e6f7081920",
      hasOkrs: files !== null,
    },
    head: { name: null, commit: null, merged: null },
    ...more,
  };
}

const check = (date: string, more: Readonly<Record<string, unknown>>) => checkIn({ date, ...more });

/** A company in the middle of its quarter. */
export const BEFORE: Files = {
  "okr.yaml": "version: 1\nname: Rocket Example\nrules: { unknown-person: error }\n",
  "strategy.md": document({
    kind: "strategy",
    priorities: [
      { id: "space", title: "Everybody flies" },
      { id: "money", title: "It pays" },
    ],
  }),
  "teams/acme.md": document({ kind: "team", id: "acme", name: "Acme (example)", level: "company" }),
  "teams/rockets.md": document({
    kind: "team",
    id: "rockets",
    name: "Rockets (example)",
    parent: "acme",
    members: [
      { id: "ana", name: "Ana Example" },
      { id: "ben", name: "Ben Example" },
    ],
  }),
  "fly.md": objective({
    ...{ id: "fly", title: "Fly further than last year", team: "acme", cycle: "2026" },
    aligns_to: ["space"],
  }),
  "grow.md": objective({ aligns_to: ["fly"] }),
  "grow/2026-11-06-check-in-a0aaaaa.md": check("2026-11-06", { results: { passengers: 16 } }),
  "grow/2026-11-10-check-in-a1aaaaa.md": check("2026-11-10", { results: { passengers: 18 } }),
  "save.md": objective({
    ...{ id: "save", title: "Save fuel on every flight", aligns_to: ["fly"] },
    key_results: [
      keyResult({ id: "fuel", title: "Cut fuel from 90 to 60", baseline: 90, target: 60, unit: "t" }),
    ],
  }),
  "save/2026-11-13-check-in-b0bbbbb.md": check("2026-11-13", { objective: "save", results: { fuel: 75 } }),
  "sell.md": objective({ id: "sell", title: "Sell tickets on the web", aligns_to: ["money"] }),
};

/** What a branch makes of it: something of every kind. */
export const AFTER: Files = {
  ...BEFORE,
  "okr.yaml":
    "version: 1\nname: Rocket Example\nrules: { unknown-person: off }\ncheck_in: { stale_after_days: 30 }\n",
  "teams/rockets.md": document({
    kind: "team",
    id: "rockets",
    name: "Rockets (example)",
    parent: "acme",
    members: [
      { id: "ana", name: "Ana Example" },
      { id: "mei", name: "Mei Example" },
    ],
  }),
  "grow.md": objective({ aligns_to: ["fly"], owner: "mei", key_results: [keyResult({ target: 30 })] }),
  "grow/2026-11-06-check-in-a0aaaaa.md": null,
  "grow/2026-11-10-check-in-a1aaaaa.md": check("2026-11-10", { results: { passengers: 20 } }),
  "grow/2026-11-20-check-in-c0ccccc.md": check(DAY, {
    confidence: 0.7,
    results: { passengers: { value: 24, note: "the school came" } },
  }),
  "save.md": objective({
    ...{ id: "save", title: "Save fuel on every flight" },
    key_results: [
      keyResult({ id: "fuel", title: "Cut fuel from 90 to 60", baseline: 90, target: 60, unit: "t" }),
    ],
    "x-okr-ignore": { "missing-backup": { reason: "Mei joins in December", until: "2026-12-01" } },
  }),
  "save/2026-11-19-retrospective-d0ddddd.md": retrospective({
    ...{ objective: "save", date: "2026-11-19", grades: { fuel: 0.6 }, outcome: "continued" },
    reasons: { fuel: "two flights were cancelled" },
  }),
  "sell.md": null,
  "next.md": objective({
    ...{ id: "next", title: "Fly at night", cycle: "2027-Q1", aligns_to: ["space"] },
    key_results: [
      keyResult({ id: "nights", title: "Fly 3 nights a week", baseline: 0, target: 3, unit: "nights" }),
    ],
  }),
};
