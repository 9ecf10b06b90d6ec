import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ensureBuilt, OKR_ON_A_DAY } from "../support/process.ts";
import { type TestRepository, temporaryFolder } from "../support/repository.ts";
import { asOf, BEGINNING, createStory, MIDDLE, TODAY, tell } from "../support/story.ts";
import { evaluate, lacking, readRecipe, StandIns } from "./recipe.ts";

beforeAll(ensureBuilt);

const [keep] = Object.values<{ steps: { name?: string; run: string; env?: Record<string, string> }[] }>(
  readRecipe("publish-page.yml").jobs,
);

/** GitHub as far as the recipe asks it: it takes what is to be committed, and says no where the page is another one by now. */
class Host extends StandIns {
  readonly sent = join(this.folder, "sent.json");

  constructor(day: string) {
    super();
    this.shell(
      "npx",
      `shift 2\nTRANSCRIPT_DAY=${day} TRANSCRIPT_STEP=0 exec '${process.execPath}' '${OKR_ON_A_DAY}' "$@"`,
    );
    this.shell(
      "gh",
      `[ "$*" = "api --method PUT repos/acme/okrs/contents/OKRS.md --input commit.json" ] && [ "$GH_TOKEN" = token ] && cp commit.json '${this.sent}'`,
    );
  }

  /** Runs the steps of the workflow on a checkout; what it wants to be committed, or null. */
  async keep(checkout: TestRepository, branch = "main"): Promise<Record<string, string> | null> {
    const temp = temporaryFolder();
    writeFileSync(this.sent, "null");
    const github = { token: "token", ref_name: branch };
    for (const { run, env = {} } of keep?.steps.filter((step) => step.run !== undefined) ?? []) {
      const ended = await this.run(run, "/", {
        ...checkout.env,
        ...evaluate(env, { github }),
        OKR_VERSION: "0.1.0",
        OKR_ROOT: ".",
        OKR_PAGE: "OKRS.md",
        GITHUB_REPOSITORY: "acme/okrs",
        GITHUB_WORKSPACE: checkout.dir,
        RUNNER_TEMP: temp,
      });
      expect(ended).toMatchObject({ code: 0 });
    }
    return JSON.parse(readFileSync(this.sent, "utf8"));
  }
}

const textOf = (commit: Record<string, string> | null) =>
  Buffer.from(commit?.content ?? "", "base64").toString("utf8");

describe.skipIf(lacking("bash", "jq", "base64").length > 0)("the page in the repository", () => {
  test("is committed when OKRs change, and left alone while it says the same", async () => {
    const origin = createStory(BEGINNING);
    const host = new Host(TODAY);
    const first = await host.keep(origin.clone());
    expect(first).toEqual({
      message: "Bring the OKR page up to date",
      branch: "main",
      content: expect.any(String),
    });
    expect(textOf(first)).toMatch(/^# Acme · 2026-Q4\n[\s\S]*Make the first week seamless/);

    asOf(origin, "rafael", TODAY).commit("Bring the OKR page up to date", { "OKRS.md": textOf(first) });
    expect(await host.keep(origin.clone())).toBe(null);

    tell(origin, MIDDLE.slice(0, 1));
    const later = await host.keep(origin.clone());
    expect(later).toMatchObject({ branch: "main", sha: origin.git("rev-parse", "HEAD:OKRS.md") });
    expect(textOf(later)).not.toBe(textOf(first));
  });

  test("goes where it is kept on another branch; nothing in a name is run", async () => {
    const origin = createStory(BEGINNING);
    const name = "okr/$(id)`id`;id";
    origin.git("branch", name);
    const commit = await new Host(TODAY).keep(origin.clone(), name);
    expect(commit).toMatchObject({ branch: name });
  });
});

test.skipIf(lacking("bash").length > 0)(
  "the site is written for GitHub and for GitLab, with links that lead somewhere",
  async () => {
    const repo = createStory([...BEGINNING, ...MIDDLE]);
    repo.write("okrs/broken.md", "---\nkind: objective\nid: [\n---\n");
    const [write] = Object.values<{ steps: { run?: string }[] }>(readRecipe("publish-pages.yml").jobs);
    const temp = temporaryFolder();
    mkdirSync(repo.path("public"));
    writeFileSync(repo.path("public/private.txt"), "");
    const variables = {
      ...repo.env,
      OKR_VERSION: "0.1.0",
      OKR_ROOT: ".",
      GITHUB_WORKSPACE: repo.dir,
      RUNNER_TEMP: temp,
    };
    const host = new Host(TODAY);
    for (const script of [
      write?.steps.find(({ run }) => run !== undefined)?.run ?? "",
      readRecipe("publish-gitlab-pages.yml").pages.script[0],
    ])
      expect(await host.run(script, "/", { ...variables, CI_PROJECT_DIR: repo.dir })).toMatchObject({
        code: 0,
      });

    const names = readdirSync(join(temp, "okr-site")).sort();
    expect(names).toEqual([
      "cycle-2026-Q4.html",
      "index.html",
      "objective-first-week.html",
      "team-explorer.html",
    ]);
    expect(readdirSync(repo.path("public")).sort()).toEqual(names);
    for (const name of names) {
      const text = readFileSync(join(temp, "okr-site", name), "utf8");
      expect(text).toContain("okrs/broken.md:");
      expect(text).not.toMatch(/connect-src|data-version/);
      for (const [, link = ""] of text.matchAll(/<a [^>]*?href="([^"#]+)(?:#[^"]*)?"/g))
        expect(names).toContain(link);
    }
  },
);
