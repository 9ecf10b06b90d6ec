import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { exhibitsOf } from "../../src/commands/rules-exhibits.ts";
import { rules } from "../../src/rules/index.ts";
import { readingRules } from "../../src/rules/reading.ts";
import { createExplorer } from "../support/explorer.ts";
import { type TestRepository, temporaryFolder } from "../support/repository.ts";
import { type Ran, run, runIn } from "../support/run.ts";
import { problemsOf } from "../support/schema.ts";

const IDS = [...rules, ...readingRules].map(({ id }) => id).sort();
const nowhere = temporaryFolder();
const explain = (id: string, where: TestRepository | string = nowhere): Promise<Ran> =>
  run(where, "rules", id);

/** A company whose okr.yaml ends in these lines. */
const company = (settings = ""): TestRepository =>
  createExplorer({ "okr.yaml": `version: 1\nname: Acme\n${settings}` });

interface Listed {
  readonly id: string;
  readonly group: string;
  readonly severity: string;
  readonly presets: Readonly<Record<string, string>>;
  readonly options: readonly { readonly name: string; readonly default: unknown; readonly value: unknown }[];
  readonly settable: string;
  readonly exceptable: boolean;
}

async function listed(where: TestRepository | string, ...words: string[]) {
  const { code, stdout } = await run(where, "rules", "--json", ...words);
  const answer = JSON.parse(stdout);
  expect([code, problemsOf("output/rules", answer)]).toEqual([0, []]);
  return answer as { preset: string; settings: string | null; rules: Listed[]; examples: unknown };
}

describe("the list", () => {
  test("has every rule, those of the reader too, by group and id", async () => {
    const { rules: all, preset, settings, examples } = await listed(nowhere);
    expect(all.map(({ id }) => id).sort()).toEqual(IDS);
    const groups = [...new Set(all.map(({ group }) => group))];
    expect(groups).toEqual(["files", "alignment", "scoring", "craft", "people", "history"]);
    for (const group of groups) {
      const ids = all.filter((rule) => rule.group === group).map(({ id }) => id);
      expect(ids).toEqual([...ids].sort());
    }
    expect([preset, settings, examples]).toEqual(["recommended", null, null]);
    for (const { severity, presets } of all) expect(severity).toBe(presets.recommended);
  });

  test.each([40, 80, 100, 200])("fits %i columns, and cuts no summary", async (columns) => {
    const { code, stdout, stderr } = await runIn({ columns }, nowhere, "rules");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.split("\n").filter((line) => line.length > columns)).toEqual([]);
    expect(stdout.replace(/\s+/g, " ")).toContain(
      "moved-goalpost warning From the day its cycle begins an objective keeps its title (but for corrections of how it is written), type and cycle, and its key results with their measures.",
    );
    for (const id of IDS) expect(stdout).toMatch(new RegExp(`^  ${id} `, "m"));
  });

  test("says where its severities come from", async () => {
    const number = IDS.length;
    expect((await run(nowhere, "rules")).stdout).toMatch(
      new RegExp(
        `^${number} rules by the preset recommended, as there is no\\s+okr\\.yaml here: \\d+ errors,`,
      ),
    );
    const { stdout } = await run(company("preset: strict\n"), "rules");
    expect(stdout).toMatch(
      new RegExp(
        `^${number} rules by okr\\.yaml, which begins from the preset strict: \\d+ errors,\\s+\\d+\\s+warnings,\\s+0\\s+off\\n`,
      ),
    );
    expect(stdout).not.toContain("*");
  });

  test("marks what okr.yaml says otherwise than its preset, and nothing that it only repeats", async () => {
    const repo = company(
      "rules: { missing-coach: off, moved-goalpost: error, late-check-in: [warning, { days: 9 }], lost-check-in: error, nested-root: off }\n",
    );
    const { stdout } = await runIn({ columns: 120 }, repo, "rules");
    expect(stdout).toMatch(/^ {2}missing-coach {2,}off\* {2,}A team /m);
    expect(stdout).toMatch(/^ {2}lost-check-in {2,}error {2,}/m);
    expect(stdout).toContain(
      [
        "* otherwise than in the preset recommended:",
        "  nested-root: off instead of warning",
        "  missing-coach: off instead of warning",
        "  late-check-in: days 9 instead of 3",
        "  moved-goalpost: error instead of warning",
        "",
        "okr rules ID explains",
      ].join("\n"),
    );
  });

  test("is the one of the moment that --at names", async () => {
    const repo = company();
    const before = repo.head();
    repo.commit("Be strict", { "okr.yaml": "version: 1\npreset: strict\n" });
    expect((await listed(repo)).preset).toBe("strict");
    expect((await listed(repo, "--at", before)).preset).toBe("recommended");
    expect(await run(nowhere, "rules", "--at", before)).toMatchObject({ code: 2, stdout: "" });
  });

  test("is also that of a bare repository that is named, and of a folder in which there is none", async () => {
    const repo = company("preset: minimal\n");
    const bare = join(temporaryFolder(), "acme.git");
    repo.git("clone", "--quiet", "--bare", repo.dir, bare);
    expect((await listed(nowhere, "-C", bare)).preset).toBe("minimal");
    expect((await listed(bare)).settings).toBeNull();
    expect(await run(nowhere, "-C", "nowhere", "rules")).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^okr: there is no folder /),
    });
  });

  test("of settings that cannot be read is that of the defaults, which does not pass for theirs", async () => {
    const repo = createExplorer({ "okr.yaml": "version: 1\npreset: stern\n" });
    const { code, stdout, stderr } = await run(repo, "rules");
    expect([code, stdout]).toEqual([1, expect.stringContaining("missing-backup")]);
    expect(stderr).toMatch(/^okr\.yaml:2:9 {2}error {2}schema {2}/);
    // Other files are nobody's business here.
    const other = createExplorer({ "okrs/broken.md": "---\nkind: [\n---\n" });
    expect(await run(other, "rules")).toMatchObject({ code: 0, stderr: "" });
  });

  test("goes to a file with --output", async () => {
    const path = join(temporaryFolder(), "rules.json");
    expect(await run(nowhere, "rules", "--json", "--output", path)).toMatchObject({ code: 0, stdout: "" });
    expect(JSON.parse(readFileSync(path, "utf8")).rules).toHaveLength(IDS.length);
  });
});

describe("a rule", () => {
  test("says what it asks for, why, how strict it is and what to write where", async () => {
    const { code, stdout } = await explain("missing-coach", company("rules: { missing-coach: off }\n"));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^missing-coach {2}people\n\n {2}A team of `members` people/);
    expect(stdout).toContain("\n  here       off, by okr.yaml: off instead of warning\n");
    expect(stdout).toContain("\n  presets    minimal off · recommended warning · strict error\n");
    expect(stdout).toMatch(/\nOptions\n {2}members {4}members from which on a team needs a coach: \d+\n/);
    expect(stdout).toMatch(
      /\n {2}In okr\.yaml:\n {6}rules:\n {8}missing-coach: warning\n {8}# or missing-coach: \[warning, \{ members: \d+ \}\]\n/,
    );
    expect(stdout).toContain(
      '\n      x-okr-ignore:\n        missing-coach: { reason: "why it is fine here", until: 2026-11-04 }\n',
    );
  });

  test("shows an example with what it finds there, one that is fine, and what only looks like it", async () => {
    const { stdout } = await explain("unknown-team");
    expect(stdout).toContain(`
Reported
    okrs/2026-Q4/rocket/grow.md
      ---
      kind: objective
      id: grow
      team: rocket
      # …
      ---
    on 2026-12-31
      error  okrs/2026-Q4/rocket/grow.md
        there is no team "rocket"
        → did you mean "rockets"?

Accepted
    okrs/2026-Q4/rockets/grow.md
      ---
      kind: objective
      id: grow
      title: Grow the circle of people who fly with us
`);
    expect(stdout).toContain(`
Looks like it, and is fine
  A team that is dissolved leaves the objectives of its last quarter behind.
    1.  2026-09-02: adds divers.md (the team divers); adds deep.md (the
        objective deep)
    2.  2026-11-02: removes divers.md
`);
    expect(stdout).toMatch(/\n {2}# … stands for what most examples have in common\.\n$/);
  });

  test("of the history tells what happened, and that it needs all of it", async () => {
    const { stdout } = await explain("cut-off-history");
    expect(stdout).not.toContain("It reads old commits");
    expect(stdout).toContain("    seen in a shallow clone of it\n");
    expect((await explain("lost-check-in")).stdout).toContain("It reads old commits");
    expect((await explain("lost-check-in")).stdout).toContain("It knows no exceptions.\n");
  });

  test("of the reader has no examples, and says what can be done about it", async () => {
    expect((await explain("schema")).stdout).toMatch(
      /It cannot be turned off: [^\n]*\n {2}It knows no exceptions\.\n$/,
    );
    const nested = await explain("nested-root", company("rules: { nested-root: off }\n"));
    expect(nested.stdout).toContain("here       off, by okr.yaml: off instead of warning");
    expect(nested.stdout).toContain("        nested-root: off\n");
  });

  test.each(IDS)("%s fits the terminal but for what is to be copied, and its JSON its schema", async (id) => {
    const exhibits = await exhibitsOf(id);
    const all = exhibits && [...exhibits.reported, ...exhibits.accepted, ...exhibits.misfires];
    const files = all?.flatMap((one) => one.files.flatMap(({ text, short }) => [text, short])) ?? [];
    const copied = new Set(files.flatMap((text) => text.split("\n").map((line) => `      ${line}`)));
    for (const columns of [80, 200]) {
      const { code, stdout } = await runIn({ columns }, nowhere, "rules", id);
      expect(code).toBe(0);
      expect(stdout).not.toMatch(/undefined|\[object|NaN/);
      const long = stdout.split("\n").filter((line) => line.length > columns && !copied.has(line));
      expect(long.filter((line) => !/^ {8}(?:# or )?[\w-]+: [{[]/.test(line))).toEqual([]);
    }
    const { rules: only, examples } = await listed(nowhere, id);
    expect(only.map((rule) => rule.id)).toEqual([id]);
    expect(examples === null).toBe(readingRules.some((rule) => rule.id === id));
  });

  test("that does not exist is named with the nearest, exit 2", async () => {
    expect(await explain("moved-goalposts")).toMatchObject({
      code: 2,
      stdout: "",
      stderr: 'okr: there is no rule "moved-goalposts"\n  did you mean "moved-goalpost"?\n',
    });
    expect((await explain("zzz")).stderr).toBe('okr: there is no rule "zzz"\n  okr rules lists them all\n');
    expect((await explain("\x1b[2J")).stderr).toBe(
      'okr: there is no rule "\\x1b[2J"\n  okr rules lists them all\n',
    );
    expect((await explain("toString")).code).toBe(2);
    expect((await run(nowhere, "rules", "late-check-in", "lost-check-in")).code).toBe(2);
  });
});

test("what okr.yaml says is only shown", async () => {
  const words = '["\\e[2J", "\\u202e", "::error::x", "##[group]"]';
  const repo = company(`rules: { vague-title: [warning, { vague: ${words} }] }\n`);
  for (const ran of [await run(repo, "rules"), await explain("vague-title", repo)]) {
    expect(ran.stdout).toContain("\\\\u001b[2J".slice(1));
    expect(["\x1b", "\u202e", "##["].filter((mark) => ran.stdout.includes(mark))).toEqual([]);
    expect(ran.stdout).not.toMatch(/^\s*::/m);
  }
  const answer = await listed(repo, "vague-title");
  expect(answer.rules[0]?.options.find(({ name }) => name === "vague")?.value).toEqual([
    "\x1b[2J",
    "\u202e",
    "::error::x",
    "##[group]",
  ]);
});

test("options that okr.yaml cannot mean leave the default", async () => {
  const repo = company('rules: { late-check-in: [error, { days: "7", x: 1 }] }\n');
  const { rules: only } = await listed(repo, "late-check-in");
  expect(only[0]).toMatchObject({ severity: "error", options: [{ name: "days", default: 3, value: 3 }] });
});
