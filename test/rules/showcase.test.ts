import { describe, expect, test } from "vitest";
import { exhibitsOf } from "../../src/commands/rules-exhibits.ts";
import type { Exhibits } from "../../src/render/rules-words.ts";
import type { Example } from "../../src/rules/define.ts";
import { checkIn, document, keyResult, objective } from "../../src/rules/examples.ts";
import { rules } from "../../src/rules/index.ts";
import { showExample } from "../../src/rules/showcase.ts";
import { readCarefully } from "../../src/store/yaml-careful.ts";

const yamlOf = (text: string): string => /^---\n([\s\S]*?)\n---\n/.exec(text)?.[1] ?? "";

describe.each(rules.map((rule) => [rule.id, rule] as const))(
  "the examples of %s, as people write files",
  (id, rule) => {
    test("say what they say as tests", () => {
      const { accepted, reported, misfires } = rule.examples;
      for (const example of [...accepted, ...reported, ...misfires.map((one) => one.example)]) {
        if ("commits" in example) continue;
        const documents = "documents" in example ? example.documents : example;
        const { files } = showExample(example);
        const shown = files.filter(({ path }) => path !== "okr.yaml");
        expect(shown).toHaveLength(documents.length);
        expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
        for (const [index, one] of documents.entries()) {
          const text = typeof one === "string" ? one : one.text;
          expect(readCarefully(yamlOf(shown[index]?.text ?? ""))).toEqual(readCarefully(yamlOf(text)));
        }
      }
    });

    test("are reported where they shall be, and nowhere else", async () => {
      const { accepted, reported, misfires } = (await exhibitsOf(id)) as Exhibits;
      for (const { files, findings } of reported) {
        if (findings === null) continue;
        expect(findings.length).toBeGreaterThan(0);
        const paths = files.map(({ path }) => path);
        for (const finding of findings)
          expect([id, ...paths]).toEqual(expect.arrayContaining([finding.rule, finding.path]));
      }
      for (const { findings } of [...accepted, ...misfires]) expect(findings ?? []).toEqual([]);
    });
  },
);

const short = (example: Example) => showExample(example).files.map((file) => file.short);

test("what most examples have in common is left out, except where one leaves it out itself", () => {
  expect(short([objective({ owner: "ben", aligns_to: ["a", "b/c"] })])).toEqual([
    "---\nkind: objective\nid: grow\nowner: ben\naligns_to: [a, b/c]\n# …\n---\n",
  ]);
  expect(short([objective({ key_results: [keyResult({ target: 50 })] })])).toEqual([
    "---\nkind: objective\nid: grow\nkey_results:\n  - id: passengers\n    target: 50\n    # …\n# …\n---\n",
  ]);
  expect(short([objective({ key_results: [keyResult({ backup: undefined })] })])).toEqual([
    "---\nkind: objective\nid: grow\nkey_results:\n  - id: passengers\n    title: Increase passengers from 10 to 40\n    baseline: 10\n    target: 40\n    owner: ana\n# …\n---\n",
  ]);
  const [whole = ""] = short([objective({ owner: undefined })]);
  expect(whole).toContain("title: Grow the circle of people who fly with us\n");
  expect(short([checkIn({ confidence: 0.9 })])).toEqual([
    "---\nkind: check-in\nobjective: grow\ndate: 2026-11-20\nconfidence: 0.9\n# …\n---\n",
  ]);
});

test("texts that mean something in YAML are in quotes", () => {
  const title = (text: string) => short([document({ kind: "team", id: "x", name: text })])[0]?.split("\n")[3];
  for (const text of [
    "yes: no",
    "- a",
    "a # b",
    "a, b",
    "[x]",
    "true",
    "null",
    "12",
    "2026",
    "a:",
    " a",
    "a ",
    "“a”",
  ])
    expect(title(text)).toBe(`name: ${JSON.stringify(text)}`);
  for (const text of ["Divers", "Divers (example)", "95 % of it"].slice(0, 2))
    expect(title(text)).toBe(`name: ${text}`);
});

test("files get the paths that okr gives them, and no two the same", () => {
  const files = showExample([objective({}), objective({}), checkIn({}), checkIn({}), "Notes\n"]).files;
  expect(files.map(({ path }) => path)).toEqual([
    "okrs/2026-Q4/rockets/grow.md",
    "okrs/2026-Q4/rockets/grow-2.md",
    "okrs/2026-Q4/rockets/grow/2026-11-20-check-in-hk3x8t2.md",
    "okrs/2026-Q4/rockets/grow/2026-11-20-check-in-hk3x8t3.md",
    "notes-5.md",
  ]);
});

test("commits are told in words", () => {
  const shown = showExample({
    commits: [
      { day: "2026-10-01", files: { "grow.md": objective({}) } },
      {
        day: "2026-10-02",
        on: "side",
        by: "Ben Example",
        files: { "grow.md": objective({ type: "committed" }), "a.md": checkIn({}) },
      },
      { day: "2026-10-03", authored: "2026-10-01", merge: "side", ours: true, message: "Merge it" },
      { day: "2026-10-04", files: { "a.md": null, "b.md": checkIn({}) } },
      { day: "2026-10-05", files: { "b.md": checkIn({}).replaceAll("\n", "\r\n") } },
      {
        day: "2026-10-06",
        files: { "b.md": null, "grow.md": objective({ type: "committed", aligns_to: ["x"] }) },
      },
      { day: "2026-10-07", revert: 5 },
    ],
    clone: "shallow",
  });
  expect(shown.commits).toEqual([
    "2026-10-01, on main: adds grow.md (the objective grow)",
    "2026-10-02, on side, by Ben Example: changes grow.md: type: aspirational → type: committed; adds a.md (check-in of 2026-11-20 on grow)",
    "2026-10-03 (written on 2026-10-01), on main: “Merge it”; merges side and takes nothing over",
    "2026-10-04, on main: moves a.md to b.md",
    "2026-10-05, on main: changes how b.md is written",
    "2026-10-06, on main: changes grow.md: aligns_to: [x]; removes b.md",
    "2026-10-07, on main: reverts commit 6",
  ]);
  expect(shown.clone).toBe("shallow");
});
