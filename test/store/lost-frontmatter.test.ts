import { describe, expect, test } from "vitest";
import { readPage } from "../../src/store/content.ts";
import { findLostFrontmatter, HEAD_BYTES } from "../../src/store/frontmatter.ts";
import { readSnapshot } from "../../src/store/read-snapshot.ts";
import { createRepository } from "../support/repository.ts";
import { run } from "../support/run.ts";

const YAML = `kind: objective
id: first-week
title: Make the first week seamless
`;
const OBJECTIVE = `---\n${YAML}---\nWhy.\n`;
const HINT =
  "put --- on the first line, above kind:, and --- below the last property; an example belongs in a code fence";

function found(text: string): string | null {
  const problem = findLostFrontmatter(Buffer.from(text));
  return problem && `${problem.line}: ${problem.message}`;
}

const said = (what: string) =>
  `this looks like the frontmatter of ${what}, but the file does not begin with ---`;

describe("frontmatter that does not stand at the beginning", () => {
  test.each([
    ["below a blank line", `\n${OBJECTIVE}`, 3],
    ["below an indented fence", ` ${OBJECTIVE}`, 2],
    ["below a fence that is too long", `-${OBJECTIVE}`, 2],
    ["below a heading", `# Heading\n\n${OBJECTIVE}`, 4],
    ["without its opening fence", `${YAML}---\nWhy.\n`, 1],
    ["without any fence", YAML, 1],
    ["with a byte order mark", `\ufeff${YAML}`, 1],
    ["with Windows' line ends", `\n${OBJECTIVE}`.replaceAll("\n", "\r\n"), 3],
    ["in capitals", `Kind: Objective\nId: a\n`, 1],
    ["in quotes, with a comment", `"kind": 'objective' # ours\n"id": a\n`, 1],
    ["with a property above", `\n---\ntitle: A\nkind: objective\n`, 4],
    ["indented as a whole", `  ---\n  kind: objective\n  id: a\n  ---\n`, 2],
    ["with its list of key results", `kind: objective\nkey_results:\n  - id: a\n`, 1],
    ["below a code block", `\`\`\`sh\nls\n\`\`\`\n\n${OBJECTIVE}`, 6],
    ["below code in one line of three backticks", `\`\`\`ls\`\`\` shows\n${OBJECTIVE}`, 3],
  ])("%s", (_, text, line) => expect(found(text)).toBe(`${line}: ${said("an objective")}`));

  test.each([
    ["a team", "kind: team\nmembers: [ana]\n"],
    ["a strategy", "kind: strategy\npriorities: []\n"],
    ["a check-in", "kind: check-in\nobjective: first-week\n"],
    ["a check-in", "kind: Check In\ndate: 2026-10-05\n"],
    ["a retrospective", "kind: retrospective\nobjective: first-week\n"],
  ])("of %s", (what, text) => expect(found(text)).toBe(`1: ${said(what)}`));
});

describe("ordinary documentation", () => {
  test.each([
    ["nothing", ""],
    ["prose about a kind", "# On leadership\n\nBe kind: objective praise helps.\ntitle: none\n"],
    ["a kind of something else", "kind: blog\ntitle: A\n"],
    ["a kind alone", "kind: objective\n\nis what an objective begins with.\n"],
    ["an example in a code block", `# Format\n\n\`\`\`yaml\n${OBJECTIVE}\`\`\`\n`],
    ["an example in tildes", `# Format\n\n~~~~\n~~~\n${OBJECTIVE}~~~~\n`],
    ["an example in a code block that stays open", `# Format\n\n\`\`\`\n${OBJECTIVE}`],
    ["an example in a longer fence", `# Format\n\n\`\`\`\`md\n\`\`\`\n${OBJECTIVE}\`\`\`\n\`\`\`\`\n`],
    ["an example in a list's code block", `1. \`\`\`\n   kind: objective\n   id: a\n   \`\`\`\n`],
    ["an indented example", `# Format\n\n${YAML.replace(/^/gm, "    ")}`],
    ["a list of the properties", "# Format\n\n- kind: objective\n- id: its name\n- title: one line\n"],
    ["a list with an example", "# Format\n\n- as in\n\n  kind: objective\n  id: a\n"],
    ["a table", "| kind: objective | x |\n|---|---|\n| id: a | y |\n"],
    ["a quotation", "> kind: objective\n> id: a\n"],
    ["a kind whose companion is only an example", "kind: objective\n\n```\nid: a\n```\n"],
    ["links and addresses", "kind:objective\nid:a\n"],
  ])("%s", (_, text) => expect(found(text)).toBeNull());

  test("is judged by its beginning", () => {
    const filler = (bytes: number) => `${"x".repeat(bytes - 1)}\n`;
    expect(found(filler(HEAD_BYTES - YAML.length - 2) + YAML)).not.toBeNull();
    expect(found(filler(HEAD_BYTES) + YAML)).toBeNull();
    // A line that is cut in two says something else.
    expect(found(`id: a\n${filler(HEAD_BYTES - 16)}kind: teamwork\n`)).toBeNull();
  });

  test("is told apart in no time, however hostile", () => {
    for (const unit of [
      "\n",
      " ",
      "kind:",
      "kind: objective",
      "kind: ' ",
      "`",
      "```\n",
      "- ",
      "id:",
      "kind: team #",
    ])
      expect(findLostFrontmatter(Buffer.from(unit.repeat(200_000)))).toBeNull();
  });
});

const COMPANY = {
  "okr.yaml": "version: 1\n",
  "okrs/a.md": `\n${OBJECTIVE}`,
  "okrs/large.md": `${YAML}---\n${"x".repeat(256 * 1024)}`,
  "okrs/manual.md": `# Manual\n${"x".repeat(256 * 1024)}`,
  "README.md": `# Format\n\n\`\`\`\n${OBJECTIVE}\`\`\`\n`,
};
const TOLD = [
  `okrs/a.md:3:1  error  unreadable-file  ${said("an objective")}\n    → ${HINT}`,
  "okrs/large.md:1:1  error  unreadable-file  is larger than 256 KiB\n    → move what is long into a document without frontmatter",
];

test("is an error in the working tree as in a commit", async () => {
  const repository = createRepository(COMPANY);
  const here = await run(repository, "check");
  expect(here.code).toBe(1);
  for (const told of TOLD) expect(here.stdout).toContain(told);
  expect(here.stdout).not.toMatch(/manual|README/);
  repository.commit(
    "Gone",
    Object.fromEntries(
      Object.keys(COMPANY)
        .slice(1)
        .map((path) => [path, ""]),
    ),
  );
  const then = await run(repository, "score", "--at", "HEAD~1");
  for (const told of TOLD) expect(then.stdout + then.stderr).toContain(told);
});

test("its ids are damaged, not unknown", async () => {
  const { plan, findings } = await readSnapshot(
    [{ path: "a.md", bytes: Buffer.from(`\n${OBJECTIVE}`) }],
    "2026-10-05",
  );
  expect(findings.map(({ path, line, rule, hint }) => [path, line, rule, hint])).toEqual([
    ["a.md", 3, "unreadable-file", HINT],
  ]);
  expect(plan.damaged.has("first-week")).toBe(true);
});

test("in the text that is not UTF-8 the encoding comes first", async () => {
  const bytes = Buffer.from(`\n${OBJECTIVE.replace("Why", "Café")}`, "latin1");
  const { findings } = await readSnapshot([{ path: "a.md", bytes }], "2026-10-05");
  expect(findings.map(({ message }) => message)).toEqual(["is not UTF-8 text"]);
});

test("a conflict in it comes first", async () => {
  const bytes = Buffer.from(`\n${OBJECTIVE}<<<<<<< a\n=======\n>>>>>>> b\n`);
  const { findings } = await readSnapshot([{ path: "a.md", bytes }], "2026-10-05");
  expect(findings.map(({ rule, line }) => [rule, line])).toEqual([["conflict-marker", 8]]);
});

test("history takes it for a document, as before", async () =>
  expect(await readPage(false, Buffer.from(`\n${OBJECTIVE}`))).toBeNull());
