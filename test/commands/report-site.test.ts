import { existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../support/repository.ts";
import { runIn } from "../support/run.ts";
import { BEGINNING, createStory, TODAY } from "../support/story.ts";

const today = { today: TODAY };

describe("okr report --site", () => {
  test("writes a page for each cycle, team and objective, and says where to begin", async () => {
    const repo = createStory(BEGINNING);
    const name = '</a><script>alert("team")</script>';
    repo.write(
      "okrs/teams/explorer.md",
      repo.read("okrs/teams/explorer.md").replace("name: Explorer", `name: '${name}'\nlevel: unit`),
    );
    const folder = join(temporaryFolder(), "new", "site");
    const ended = await runIn(today, repo, "report", "--site", folder);
    expect(ended).toMatchObject({ code: 0, stdout: "" });
    expect(ended.stderr).toBe(`5 pages in ${folder}, the first is index.html\n`);
    expect(readdirSync(folder).sort()).toEqual([
      "cycle-2026-Q4.html",
      "index.html",
      "objective-first-week.html",
      "strategic.html",
      "team-explorer.html",
    ]);
    for (const page of readdirSync(folder)) {
      const text = readFileSync(join(folder, page), "utf8");
      expect(text).toContain('href="team-explorer.html"');
      expect(text).not.toContain("<script>alert");
      expect(text.match(/<(?:script|style)>/g)).toHaveLength(3);
    }
  });

  test.each([
    [["--json"], "--json is about one"],
    [["--team", "explorer"], "--team is about one"],
    [["--output", "a.html"], "--output is about one"],
    [["--since", "2026-10-01"], "--since is about one"],
  ])("refuses %j beside it", async (words, said) => {
    const repo = createStory(BEGINNING);
    const ended = await runIn(today, repo, "report", "--site", "site", ...words);
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining(said) });
    expect(existsSync(repo.path("site"))).toBe(false);
  });

  test("goes through no link that a checkout may have brought, and not where a file is", async () => {
    const repo = createStory(BEGINNING);
    const elsewhere = temporaryFolder();
    symlinkSync(elsewhere, repo.path("site"));
    for (const [folder, said] of [
      ["site", "is a symbolic link"],
      ["okr.yaml", "cannot be a folder"],
    ] as const) {
      const ended = await runIn(today, repo, "report", "--site", folder);
      expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining(said) });
    }
    expect(readdirSync(elsewhere)).toEqual([]);
  });
});
