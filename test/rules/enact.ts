import { unlinkSync } from "node:fs";
import { join } from "node:path";
import type { Day } from "../../src/model/day.ts";
import type { Deed, Story } from "../../src/rules/define.ts";
import {
  createEmptyRepository,
  isolatedEnvironment,
  TestRepository,
  temporaryFolder,
} from "../support/repository.ts";

/** A repository in which a story has happened, on `main`; or the clone that lacks what the story says. */
export function enact(story: Story, company: Readonly<Record<string, string>>): TestRepository {
  const { dir } = createEmptyRepository();
  const begin: Deed = { day: "2026-09-01", files: company };
  const ids: string[] = [];
  perform(dir, begin, ids);
  // The story counts without its beginning.
  ids.length = 0;
  for (const deed of story.commits) {
    perform(dir, deed, ids);
    ids.push(new TestRepository(dir).head());
  }
  const repo = new TestRepository(dir);
  if (repo.git("branch", "--show-current") !== "main") repo.git("switch", "--quiet", "main");
  return story.clone === undefined ? repo : cloneOf(repo, story.clone);
}

/** A clone that left something behind. */
export function cloneOf(repo: TestRepository, lacks: "shallow" | "partial" | "treeless"): TestRepository {
  const option = { shallow: "--depth=1", partial: "--filter=blob:none", treeless: "--filter=tree:0" }[lacks];
  const dir = join(temporaryFolder(), "clone");
  repo.git("config", "uploadpack.allowFilter", "true");
  repo.git("clone", "--quiet", option, `file://${repo.dir}`, dir);
  return new TestRepository(dir, repo.env);
}

function perform(dir: string, deed: Deed, ids: readonly string[]): void {
  const hands = handsOf(dir, deed);
  const { on = "main", files = {}, message = "Work" } = deed;
  const known = hands.tryGit("rev-parse", "--verify", "--quiet", `refs/heads/${on}`) === 0;
  if (known) hands.git("switch", "--quiet", on);
  else if (on !== "main") hands.git("switch", "--quiet", "-c", on);
  if (deed.revert !== undefined) {
    const id = ids[deed.revert] as string;
    const merge = hands.git("rev-list", "--parents", "-1", id).split(" ").length > 2;
    hands.git("revert", "--no-edit", ...(merge ? ["-m", "1"] : []), id);
    return;
  }
  if (deed.merge !== undefined) {
    const how = deed.ours ? ["-s", "ours"] : [];
    hands.git("merge", "--quiet", "--no-ff", "--no-commit", ...how, deed.merge);
  }
  for (const [path, text] of Object.entries(files))
    if (text === null) unlinkSync(hands.path(path));
    else hands.write(path, text);
  hands.git("add", "--all");
  hands.git("commit", "--quiet", "-m", message);
}

function handsOf(dir: string, { day, authored = day, by = "Ana Example" }: Deed): TestRepository {
  const at = (date: Day) => `${date}T10:00:00Z`;
  return new TestRepository(
    dir,
    isolatedEnvironment({
      GIT_AUTHOR_NAME: by,
      GIT_AUTHOR_DATE: at(authored),
      GIT_COMMITTER_NAME: by,
      GIT_COMMITTER_DATE: at(day),
    }),
  );
}
