import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isRecordPath, recordSuffix } from "../../src/model/records.ts";
import { checkSnapshot } from "../../src/rules/check.ts";
import { objective } from "../../src/rules/examples.ts";
import { rules } from "../../src/rules/index.ts";
import { readSnapshot } from "../../src/store/read-snapshot.ts";
import { RECIPES } from "./recipe.ts";

const lines = readFileSync(join(RECIPES, "CODEOWNERS"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => {
    const [pattern = "", ...owners] = line.split(/\s+/);
    return { pattern, owners };
  });
const records = lines.filter(({ owners }) => owners.length === 0).map(({ pattern }) => pattern);

/** GitHub's reading: as in .gitignore, without ranges and exceptions; a pattern that fits a folder fits what is below it. */
function fits(pattern: string, path: string): boolean {
  const anchored = pattern.slice(0, -1).includes("/");
  const source = pattern
    .replace(/^\/|\/$/g, "")
    .replace(/[.+^$()|{}[\]\\]/g, "\\$&")
    .replaceAll("**/", "\0")
    .replaceAll("*", "[^/]*")
    .replaceAll("?", "[^/]")
    .replaceAll("\0", "(?:.*/)?");
  return new RegExp(`^${anchored ? "" : "(?:.*/)?"}${source}${pattern.endsWith("/") ? "/" : "(?:/|$)"}`).test(
    path,
  );
}

const ownersOf = (path: string) => lines.findLast(({ pattern }) => fits(pattern, path))?.owners;

describe("CODEOWNERS", () => {
  test.each([
    ["okr.yaml", ["@acme/okr-coaches"]],
    ["okrs/2026-Q4/explorer/first-week/okr.yaml", ["@acme/okr-coaches"]],
    ["okrs/2026-Q4/support/answers.MD", ["@acme/okr-coaches"]],
    ["okrs/2026-Q4/support/answers.mD", ["@acme/okr-coaches"]],
    ["okrs/strategy.md", ["@acme/leadership"]],
    ["okrs/teams/explorer.md", ["@acme/leadership"]],
    ["okrs/2026-Q4/support/answers.md", ["@acme/okr-coaches"]],
    ["okrs/2026-Q4/explorer/first-week.md", ["@acme/explorer"]],
    ["anywhere/else.md", ["@acme/okr-coaches"]],
    ["okrs/2026-Q4/explorer/faster-check-in-at-gates.md", ["@acme/explorer"]],
    ["okrs/2026-Q4/support/2026-11-20-check-in.md", ["@acme/okr-coaches"]],
    ["okrs/2026-Q4/explorer/first-week/2026-11-20-check-in-hk3x8ta.md", []],
    ["okrs/2026-Q4/explorer/first-week/2026-12-22-retrospective-em3x8tb.md", []],
    [".github/workflows/okr.yml", ["@acme/okr-coaches"]],
    [".github/CODEOWNERS", ["@acme/okr-coaches"]],
    ["src/main.c", undefined],
  ])("%s", (path, owners) => expect(ownersOf(path)).toEqual(owners));

  test("what okr writes as a record flows", () =>
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true }),
        fc.constantFrom("check-in", "retrospective"),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (date, kind, time, random) => {
          const path = `okrs/2026-Q4/explorer/grow/${date.toISOString().slice(0, 10)}-${kind}-${recordSuffix(time, random)}.md`;
          expect([isRecordPath(path), ownersOf(path)]).toEqual([true, []]);
        },
      ),
    ));

  test("a definition that flows like a record is reported", async () => {
    const character = fc.constantFrom(..."0aZ9-_. é?*#~@");
    const name = fc
      .tuple(fc.constantFrom(...records), fc.array(character, { minLength: 20, maxLength: 20 }))
      .map(([pattern, letters]) =>
        letters.reduce((text, letter) => text.replace("?", () => letter), pattern),
      );
    const place = fc.constantFrom("", "okrs/", "okrs/teams/", "a/b/");
    const path = fc
      .tuple(place, name, fc.constantFrom("", "", "/grow.md", "/deep/grow.md"))
      .map((parts) => parts.join(""))
      .filter((path) => ownersOf(path)?.length === 0);
    const paths = [...new Set(fc.sample(path, 2000))];
    expect(paths.length).toBeGreaterThan(1000);
    const snapshot = await readSnapshot(
      paths.map((path, index) => ({ path, bytes: Buffer.from(objective({ id: `grow-${index}` })) })),
      "2026-11-20",
    );
    const only = new Set(["disguised-definition"]);
    const told = checkSnapshot(snapshot, rules, { only }).remarks.map(({ source }) => source.path);
    expect(told.sort()).toEqual(paths.sort());
  });
});
