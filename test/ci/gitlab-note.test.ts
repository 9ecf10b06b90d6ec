import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../support/repository.ts";
import { HOSTILE, lacking, MARKER, readRecipe, StandIns } from "./recipe.ts";

const [script] = readRecipe("gitlab-ci.yml")["okr-note"].script;
const HOME = "/api/v4/projects/5/merge_requests/7/notes";
const ME = 77;
const TEXT = `${MARKER}\n\n### One objective is new\n`;

const note = (id: number, body: string, author = ME, system = false) => ({
  id,
  body,
  author: { id: author },
  system,
});

interface World {
  readonly text?: string | null;
  readonly state?: string;
  readonly notes?: readonly object[];
  readonly token?: string;
}

/** Runs the script of the note in a folder that holds what the check handed over. */
async function keep({ text = TEXT, state = "changed", notes = [], token = "glpat-1" }: World) {
  const host = new StandIns().add("curl").shell("node", `exec '${process.execPath}' "$@"`);
  host.write({ me: ME, home: HOME, token: "glpat-1", notes });
  const project = temporaryFolder();
  mkdirSync(join(project, ".okr-ci"));
  if (text !== null) writeFileSync(join(project, ".okr-ci/diff.md"), text);
  writeFileSync(join(project, ".okr-ci/state"), `${state}\n`);
  return { ...(await run(host, project, token)), changes: host.changes() };
}

function run(host: StandIns, project: string, token: string) {
  return host.run(script, project, {
    CI_PROJECT_DIR: project,
    CI_API_V4_URL: "https://gitlab.example.com/api/v4",
    CI_MERGE_REQUEST_PROJECT_ID: "5",
    CI_MERGE_REQUEST_IID: "7",
    OKR_NOTE_TOKEN: token,
  });
}

describe.skipIf(lacking("bash").length > 0)("the note on a merge request", () => {
  test("is written where there is none", async () => {
    const { code, stderr, changes } = await keep({});
    expect([code, stderr]).toEqual([0, ""]);
    expect(changes).toEqual([{ method: "POST", path: HOME, body: TEXT }]);
  });

  test("is brought up to date where it is ours, also on a later page", async () => {
    const ours = note(2, `${MARKER}\nold`);
    expect((await keep({ notes: [note(1, "Fine"), ours] })).changes).toEqual([
      { method: "PUT", path: `${HOME}/2`, body: TEXT },
    ]);
    const many = Array.from({ length: 230 }, (_, index) => note(index + 100, "chatter", 5));
    expect((await keep({ notes: [...many, ours] })).changes).toMatchObject([
      { method: "PUT", path: `${HOME}/2` },
    ]);
    expect((await keep({ notes: many.slice(0, 200) })).changes).toMatchObject([{ method: "POST" }]);
  });

  test.each([
    ["a person with our marker", note(1, `${MARKER}\nmine`, 5)],
    ["our own words about something else", note(1, `About ${MARKER}`)],
    ["what the host itself notes down", note(1, `${MARKER}\nmine`, ME, true)],
  ])("another note is left alone: %s", async (_, other) => {
    expect((await keep({ notes: [other] })).changes).toMatchObject([{ method: "POST" }]);
  });

  test("what is in the text does nothing, in the shell or on the host", async () => {
    const text = `${MARKER}\n${HOSTILE}\n@all ana@example.com\n/merge\n  /close\n\t/assign @eve\nand/or &#64;all &lt;b&gt; a &#124; b\n`;
    const { code, changes, stdout, stderr } = await keep({ text });
    expect([code, stdout, stderr]).toEqual([0, "", ""]);
    const at = "@\u200b";
    expect(changes[0]?.body).toBe(
      `${MARKER}\n${HOSTILE}\n${at}all ana${at}example.com\n\u200b/merge\n  \u200b/close\n\t\u200b/assign ${at}eve\nand/or &amp;#64;all &lt;b&gt; a &#124; b\n`,
    );
  });

  test("nothing that changes nothing is told, unless something was told before", async () => {
    const state = "unchanged";
    expect(await keep({ state })).toMatchObject({
      code: 0,
      changes: [],
      stdout: expect.stringMatching(/nothing changes/),
    });
    expect((await keep({ state, notes: [note(2, `${MARKER}\nold`)] })).changes).toMatchObject([
      { method: "PUT" },
    ]);
  });

  test.each<[what: string, world: World, code: number, said: RegExp]>([
    ["is missing", { text: null }, 0, /nothing to tell/],
    ["is too long", { text: `${MARKER}\n${"x".repeat(262144)}` }, 1, /longer than a note/],
    ["is something else", { text: "# Hello\n" }, 1, /no text of okr diff/],
    ["is marked further down", { text: `\n${MARKER}\n` }, 1, /no text of okr diff/],
  ])("a text that %s", async (_, world, code, said) => {
    const ended = await keep(world);
    expect(ended.stdout).toMatch(said);
    expect([ended.code, ended.changes]).toEqual([code, []]);
  });

  test("a text that is a link", async () => {
    const host = new StandIns().add("curl").shell("node", `exec '${process.execPath}' "$@"`);
    host.write({ me: ME, home: HOME, token: "glpat-1", notes: [] });
    const project = temporaryFolder();
    mkdirSync(join(project, ".okr-ci"));
    writeFileSync(join(project, "secret"), TEXT);
    symlinkSync("../secret", join(project, ".okr-ci/diff.md"));
    expect(await run(host, project, "glpat-1")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/nothing to tell/),
    });
    expect(host.changes()).toEqual([]);
  });

  test("a token that is refused ends the job, and is not shown", async () => {
    const { code, stdout, stderr, changes } = await keep({ token: "glpat-2" });
    expect([code === 0, changes]).toEqual([false, []]);
    expect(`${stdout}${stderr}`).not.toContain("glpat");
  });

  test("a text of many empty lines takes no time", async () => {
    const { code, changes } = await keep({ text: `${MARKER}\n${"\n".repeat(200_000)}x` });
    expect([code, changes.length]).toEqual([0, 1]);
  });
});
