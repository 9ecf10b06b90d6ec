import { describe, expect, test } from "vitest";
import { checkSnapshot } from "../../src/rules/check.ts";
import { duplicateReference } from "../../src/rules/duplicate-reference.ts";
import { COMPANY, keyResult, objective, retrospective } from "../../src/rules/examples.ts";
import { readSnapshot } from "../../src/store/read-snapshot.ts";

async function check(day: string, ...documents: readonly string[]) {
  const files = ["version: 1\n", ...COMPANY, ...documents].map((text, index) => ({
    path: index === 0 ? "okr.yaml" : `${index}.md`,
    bytes: Buffer.from(text),
  }));
  const snapshot = await readSnapshot(files, day);
  expect(snapshot.findings).toEqual([]);
  return checkSnapshot(snapshot, [duplicateReference]).remarks;
}

const grow = objective({ key_results: [keyResult({}), keyResult({ id: "flights" })] });
const trial = (more: Readonly<Record<string, unknown>>) => objective({ id: "trial", ...more });

describe("a reference that is there twice", () => {
  test("is told with its place and its repair", async () => {
    const remarks = await check("2026-11-20", grow, trial({ aligns_to: ["grow", "grow/flights", "grow"] }));
    expect(remarks).toEqual([
      {
        rule: "duplicate-reference",
        severity: "warning",
        source: expect.objectContaining({ path: "3.md" }),
        pointer: ["aligns_to", 2],
        message: 'aligns_to names "grow" already',
        hint: "take it out, or name the one that was meant; okr check --fix takes it out",
        subject: "trial",
        fix: { pointer: ["aligns_to", 2], part: "entry", to: null },
      },
    ]);
  });

  test.each([
    [{ aligns_to: ["grow", "grow", "grow/flights", "grow"] }, ["aligns_to.1", "aligns_to.3"]],
    [{ depends_on: ["grow", "grow"], aligns_to: ["grow"] }, ["depends_on.1"]],
    // What leads nowhere is told by another rule, and is there twice all the same.
    [{ depends_on: ["ghost", "ghost"] }, ["depends_on.1"]],
  ])("%j", async (more, places) => {
    const remarks = await check("2026-11-20", grow, trial(more));
    expect(remarks.map(({ pointer }) => pointer.join("."))).toEqual(places);
  });

  test.each([
    ["before its cycle", "2026-09-01", 1],
    ["on its first day", "2026-10-01", 1],
    ["on its last day", "2026-12-31", 1],
    ["when it is over", "2027-01-01", 0],
  ])("is told as long as something can be done about it: %s", async (_, day, count) => {
    expect(await check(day, grow, trial({ aligns_to: ["grow", "grow"] }))).toHaveLength(count);
  });

  test("is not told once the objective is closed", async () => {
    const end = retrospective({ objective: "trial", date: "2026-12-20" });
    expect(await check("2026-12-21", grow, trial({ aligns_to: ["grow", "grow"] }), end)).toEqual([]);
  });

  test("is told each time, however often", async () => {
    const many = await check("2026-11-20", grow, trial({ aligns_to: new Array(6_000).fill("grow") }));
    expect(many).toHaveLength(5_999);
  });
});
