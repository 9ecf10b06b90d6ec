import { describe, expect, test } from "vitest";
import { type Block, fitBlocks } from "../../src/render/diff-fit.ts";
import { checkIn, document, keyResult, objective } from "../../src/rules/examples.ts";
import { createRepository } from "../support/repository.ts";
import { runIn } from "../support/run.ts";

const GROW = "okrs/grow.md";
const TEAM = document({ kind: "team", id: "rockets", name: "Rockets (example)", lead: "ana" });

/** The comment on a branch that changes files. */
async function comment(before: Record<string, string>, after: Record<string, string>): Promise<string> {
  const repo = createRepository({ "okr.yaml": "version: 1\n", "okrs/rockets.md": TEAM, ...before });
  repo.git("switch", "--quiet", "-c", "topic");
  repo.commit("Change", after);
  const { stdout } = await runIn({ today: "2026-11-20" }, repo, "diff", "main", "--format", "markdown");
  return stdout;
}

const long = (word: string) => `${word} `.repeat(60).slice(0, 190).trim();
const sized = (name: string, target: number) =>
  objective({ key_results: [keyResult({ title: long(name), target, unit: "kg" })] });

describe("no moved goalpost is hidden", () => {
  test("behind a long title that changes as well", async () => {
    const text = await comment({ [GROW]: sized("one", 40) }, { [GROW]: sized("two", 21) });
    expect(text).toContain("target 40 → 21");
    expect(text).toMatch(/title one one .*… → two two .*…; target/);
  });

  test("behind a flood of records", async () => {
    const records = (confidence: number) =>
      Object.fromEntries(
        Array.from({ length: 600 }, (_, index) => [
          `notes/${index}.md`,
          `${checkIn({ date: "2026-11-06", confidence })}\nNote ${index} ${long("&")}\n`,
        ]),
      );
    const text = await comment(
      { [GROW]: sized("one", 40), ...records(0.5) },
      { [GROW]: sized("one", 21), ...records(0.6) },
    );
    expect(text).toContain("target 40 → 21");
    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(text.length).toBeGreaterThan(55_000);
  });
});

describe("blocks share the room", () => {
  const block = (name: string, size: number, length: number): Block => ({
    ...{ open: `${name}\n`, size, close: "" },
    item: (index) => `${(name + index).padEnd(length - 1, ".")}\n`,
    more: (left) => `${name} ${left} more\n`,
  });
  const put = (most: number, ...blocks: Block[]) => fitBlocks({ head: "head", blocks, foot: "foot" }, most);

  test("what one leaves goes to the others, the first of them first", () => {
    const text = put(400, block("a", 50, 10), block("b", 2, 10), block("c", 50, 10));
    const many = (name: string) => text.match(new RegExp(`^${name}\\d+\\.`, "gm"))?.length;
    expect(many("b")).toBe(2);
    expect(many("c")).toBeGreaterThan(8);
    expect(many("a")).toBeGreaterThan(many("c") as number);
    expect(text.length).toBeGreaterThan(380);
    expect(text.length).toBeLessThanOrEqual(400);
  });

  test("an item that is larger than a share still has its place", () => {
    expect(put(400, block("a", 1, 250), block("b", 1, 20))).toMatch(/a0\.+\n\nb\nb0/);
  });

  test("all of it where it fits", () => {
    expect(put(200, block("a", 2, 5), block("b", 1, 5))).toBe("head\n\na\na0..\na1..\n\nb\nb0..\n\nfoot");
  });
});
