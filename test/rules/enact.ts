import { unlinkSync } from "node:fs";
import { join } from "node:path";
import type { Day } from "../../src/model/day.ts";
import type { Deed, Story } from "../../src/rules/define.ts";
import {
  copyOfMade,
  createEmptyRepository,
  isolatedEnvironment,
  TestRepository,
  temporaryFolder,
} from "../support/repository.ts";

/** A repository in which a story has happened, on `main`; or the clone that lacks what the story says. */
export function enact(story: Story, company: Readonly<Record<string, string>>): TestRepository {
  const repo = copyOfMade(JSON.stringify(company), () => {
    const empty = createEmptyRepository();
    handsOf(empty.dir, { day: "2026-09-01" }).commit("Work", company);
    return empty;
  });
  const ids: string[] = [];
  const branches = ["main"];
  for (const deed of story.commits) {
    const { on = "main" } = deed;
    // The last one is the branch that is checked out.
    const known = branches.includes(on);
    const way = branches.at(-1) === on ? [] : [["switch", "--quiet", ...(known ? [on] : ["-c", on])]];
    if (way.length > 0) branches.push(on);
    ids.push(perform(repo.dir, deed, ids, way));
  }
  if (branches.at(-1) !== "main") repo.git("switch", "--quiet", "main");
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

/** Performs a deed where `way` leads, and returns its commit. */
function perform(dir: string, deed: Deed, ids: readonly string[], way: readonly string[][]): string {
  const hands = handsOf(dir, deed);
  const { files = {}, message = "Work" } = deed;
  if (deed.revert !== undefined) {
    const id = ids[deed.revert] as string;
    const merge = hands.git("rev-list", "--parents", "-1", id).split(" ").length > 2;
    const revert = ["revert", "--no-edit", ...(merge ? ["-m", "1"] : []), id];
    return hands.gitEach(...way, revert, ["rev-parse", "HEAD"]);
  }
  const how = deed.ours ? ["-s", "ours"] : [];
  const merges =
    deed.merge === undefined ? [] : [["merge", "--quiet", "--no-ff", "--no-commit", ...how, deed.merge]];
  if (way.length + merges.length > 0) hands.gitEach(...way, ...merges);
  for (const [path, text] of Object.entries(files)) if (text === null) unlinkSync(hands.path(path));
  const written = Object.entries(files).filter((file): file is [string, string] => file[1] !== null);
  return hands.commit(message, Object.fromEntries(written));
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
