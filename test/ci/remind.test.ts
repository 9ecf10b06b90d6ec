import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../support/repository.ts";
import { HOSTILE, lacking, readRecipe, StandIns } from "./recipe.ts";

const { on, permissions, jobs } = readRecipe("remind-github.yml");
const [checkout, , write, post] = jobs.remind.steps;

test("runs once a week, and may read the repository only", () => {
  expect(on).toEqual({
    schedule: [{ cron: expect.stringMatching(/^\d+ \d+ \* \* 4$/) }],
    workflow_dispatch: null,
  });
  expect([permissions, jobs.remind.permissions]).toEqual([{}, { contents: "read" }]);
  expect(checkout.with).toEqual({ "fetch-depth": 0, "persist-credentials": false });
});

test("hands the secret to the step that posts, where no other program is fetched", () => {
  const rest = jobs.remind.steps.filter((one: object) => one !== post);
  expect(JSON.stringify(rest)).not.toMatch(/secrets|token/i);
  expect(post.run).not.toMatch(/npx|\bokr@/);
  expect(post.env).toEqual({ WEBHOOK: expect.stringMatching(/^\$\{\{ secrets\.OKR_SLACK_WEBHOOK \}\}$/) });
});

describe.skipIf(lacking("bash", "jq").length > 0)("its scripts", () => {
  const message = JSON.stringify({ text: HOSTILE, blocks: [{}, {}, { text: HOSTILE }] });

  /** Runs both on a host whose program writes this message, and whose curl keeps what it is handed. */
  async function runBoth(webhook: string, text: string) {
    const host = new StandIns()
      .shell("npx", 'if [ "$7" = markdown ]; then echo "what is to be done"; else cp "$MESSAGE" "$9"; fi')
      .shell("curl", `cat > "$STAND_IN/config"; printf '%s\\n' "$@" > "$STAND_IN/words"`);
    const temp = temporaryFolder();
    const variables = {
      ...{ OKR_VERSION: "0.1.0", OKR_ROOT: ".", GITHUB_WORKSPACE: temp, RUNNER_TEMP: temp },
      ...{ GITHUB_STEP_SUMMARY: join(temp, "summary"), MESSAGE: join(temp, "message"), WEBHOOK: webhook },
    };
    writeFileSync(variables.MESSAGE, text);
    for (const { run } of [write, post])
      expect(await host.run(run, "/", variables)).toMatchObject({ code: 0 });
    const read = (path: string) => {
      try {
        return readFileSync(path, "utf8");
      } catch {
        return null;
      }
    };
    return {
      summary: read(variables.GITHUB_STEP_SUMMARY),
      config: read(join(host.folder, "config")),
      words: read(join(host.folder, "words")),
    };
  }

  test("write the summary, and post where there is a webhook, whose address nobody can see in a command line", async () => {
    const { summary, config, words } = await runBoth("https://hooks.example.org/T0/secret", message);
    expect(summary).toBe("what is to be done\n");
    expect(config).toBe('url = "https://hooks.example.org/T0/secret"\n');
    expect(words).toMatch(/--data-binary\n@.*okr-reminder\.json/);
    expect(words).not.toContain("secret");
  });

  test.each([
    ["there is no webhook", "", message],
    ["nothing is to be done", "https://hooks.example.org/T0/secret", JSON.stringify({ blocks: [{}, {}] })],
  ])("post nothing where %s", async (_, webhook, text) => {
    expect(await runBoth(webhook, text)).toEqual({
      summary: "what is to be done\n",
      config: null,
      words: null,
    });
  });
});
