import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../src/model/settings.ts";
import { asId, cycleSpeller, nameMeant } from "../../src/model/spelling.ts";

describe("a name that is one of those there are, but for its spelling", () => {
  test.each([
    ["alignsTo", "aligns_to"],
    ["Aligns-To", "aligns_to"],
    ["ALIGNS TO", "aligns_to"],
    ["alignsto", "aligns_to"],
    ["_owner", "owner"],
    ["aligns_to", "aligns_to"],
    ["align_to", null],
    ["aligns.to", null],
    ["öwner", null],
    ["-", null],
    ["", null],
    ["two weeks", null],
    [`${"o".repeat(300)}`, null],
  ])("%s", (written, meant) => {
    expect(nameMeant(written, ["owner", "aligns_to", "two-weeks", "twoWeeks"])).toBe(meant);
  });
});

test.each([
  ["Ana", "ana"],
  ["@ana", "ana"],
  [" #First Week ", "first-week"],
  ["First_Week/Page_Views", "first-week/page-views"],
  ["@@ana", "@ana"],
  ["João", "joão"],
  ["ana\n", "ana\n"],
  ["A".repeat(300), "A".repeat(300)],
])("%s as an id", (written, id) => {
  expect(asId(written)).toBe(id);
});

describe("a cycle that is one of those there are, but for its spelling", () => {
  const list = ["Push", "q4", "2026-q3", "a-b", "A_B"].map((id) => ({
    id,
    title: null,
    start: "2026-09-01",
    end: "2026-10-01",
  }));
  const meant = cycleSpeller({ ...DEFAULT_SETTINGS.cycles, list });
  test.each([
    ["2026-q4", "2026-Q4"],
    ["2026_h2", "2026-H2"],
    [" 2026 ", "2026"],
    ["2026 11", "2026-11"],
    ["push", "Push"],
    ["Q4", "q4"],
    // Right as they are.
    ["2026-Q4", null],
    ["2026-q3", null],
    ["q4", null],
    // Two could be meant.
    ["2026-_q3", null],
    ["2026_q3", null],
    ["A-B", null],
    ["2026q4", null],
    ["q4-2026", null],
    ["2026-q5", null],
    ["9".repeat(300), null],
  ])("%s", (written, cycle) => {
    expect(meant(written)).toBe(cycle);
  });
});
