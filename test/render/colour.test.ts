import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { buildDemo } from "../../src/store/demo-repository.ts";
import { readExample } from "../../src/store/examples.ts";
import { isolatedEnvironment, TestRepository, temporaryFolder } from "../support/repository.ts";
import { runIn } from "../support/run.ts";

const TODAY = "2026-11-20";
const folder = `${temporaryFolder()}/bank`;
const bank = buildDemo(readExample("horizon-bank"), folder, isolatedEnvironment()).then(
  () => new TestRepository(folder),
);

describe("colour adds nothing but colour", () => {
  test.each([
    "align",
    "align --for delight-new-customers",
    "check --at 2026-09-11",
    "close --help",
    "diff HEAD~5",
    "health --cycle 2026-Q3",
    "health --thanks --cycle 2026-Q3",
    "log first-week",
    "plan --team explorer --show",
    "ready",
    "ready --rollout",
    "remind --days 20",
    "retro first-week --show",
    "rules",
    "rules missing-backup",
    "score first-week",
    "score --weekly --cycle 2026-Q3",
    "status",
  ])("okr %s", async (words) => {
    const [plain, colourful] = await Promise.all(
      ([0, 1] as const).map(async (colour) =>
        runIn({ today: TODAY, colour }, await bank, ...words.split(" ")),
      ),
    );
    expect(plain?.stdout).not.toBe("");
    expect(stripVTControlCharacters(colourful?.stdout ?? "")).toBe(plain?.stdout);
    expect(stripVTControlCharacters(colourful?.stderr ?? "")).toBe(plain?.stderr);
  });
});
