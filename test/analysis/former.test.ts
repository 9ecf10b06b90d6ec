import { expect, test } from "vitest";
import { Former } from "../../src/analysis/former.ts";
import type { Story } from "../../src/rules/define.ts";
import { document, keyResult, objective } from "../../src/rules/examples.ts";
import { openStore } from "../../src/store/store.ts";
import { cloneOf, enact } from "../rules/enact.ts";
import type { TestRepository } from "../support/repository.ts";

const YAN = [{ id: "yan", name: "Yan Example" }];
const team = (members: readonly object[]) =>
  document({ kind: "team", id: "divers", name: "Divers", members });
const strategy = (...ids: readonly string[]) =>
  document({ kind: "strategy", priorities: ids.map((id) => ({ id, title: id })) });
const grow = (...keyResults: readonly string[]) =>
  objective({ key_results: keyResults.map((id) => keyResult({ id })) });

const STORY: Story = {
  commits: [
    {
      day: "2026-09-02",
      files: { "team.md": team(YAN), "grow.md": grow("fuel", "flights"), "strategy.md": strategy("safety") },
    },
    // Moved, which is not gone.
    { day: "2026-10-01", files: { "team.md": null, "teams/divers.md": team(YAN) } },
    { day: "2026-10-05", on: "side", files: { "grow.md": grow("fuel") } },
    { day: "2026-10-10", on: "main", merge: "side" },
    { day: "2026-10-20", files: { "teams/divers.md": team([]) } },
    { day: "2026-11-02", files: { "teams/divers.md": null, "grow.md": null, "strategy.md": strategy() } },
  ],
};

async function read(repo: TestRepository): Promise<Former> {
  const store = await openStore(repo.dir, repo.env);
  return new Former((await store.snapshotWithHistory({ day: "2026-12-31", commit: null })).history);
}

test("what was there counts until the day on which it left the branch", async () => {
  const former = await read(enact(STORY, { "okr.yaml": "version: 1\n" }));
  const until = (kind: Parameters<Former["had"]>[0], id: string, ...days: readonly string[]) =>
    days.map((day) => former.had(kind, id, day));
  expect(until("person", "yan", "2026-09-01", "2026-10-20", "2026-10-21")).toEqual([true, true, false]);
  expect(until("key result", "grow/flights", "2026-10-10", "2026-10-11")).toEqual([true, false]);
  expect(until("key result", "grow/fuel", "2026-11-02", "2026-11-03")).toEqual([true, false]);
  expect(until("team", "divers", "2026-11-02", "2026-11-03")).toEqual([true, false]);
  for (const [kind, id] of [
    ["person", "yan"],
    ["objective", "grow"],
    ["priority", "safety"],
  ] as const)
    expect(former.had(kind, id)).toBe(true);
  expect(former.had("person", "divers")).toBe(false);
  expect(former.had("priority", "grow")).toBe(false);
});

test("what is only taken out of the working tree left on no day yet", async () => {
  const repo = enact({ commits: STORY.commits.slice(0, 2) }, { "okr.yaml": "version: 1\n" });
  repo.write("teams/divers.md", team([]));
  const former = await read(repo);
  expect(former.had("person", "yan", "2026-12-31")).toBe(true);
});

test("where the history is cut off nothing is held against anybody", async () => {
  const repo = enact(STORY, { "okr.yaml": "version: 1\n" });
  expect((await read(cloneOf(repo, "shallow"))).had("person", "nobody")).toBe(true);
  expect((await read(repo)).had("person", "nobody")).toBe(false);
});
