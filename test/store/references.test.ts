import { describe, expect, test } from "vitest";
import { readSnapshot } from "../../src/store/read-snapshot.ts";

const FILES = {
  "okr.yaml": "version: 1\n",
  "strategy.md": "---\nkind: strategy\npriorities: [{ id: delight, title: Delight new customers }]\n---\n",
  "team.md":
    "---\nkind: team\nid: growth\nname: Growth Team\nmembers:\n  - { id: hana, name: Hana Li }\n  - { id: bo, name: Bo Ek }\n  - { id: bo-2, name: Bo Ek }\n---\n",
  // Refused for its colour; what it defines counts all the same.
  "damaged.md":
    "---\nkind: team\nid: ops\nname: Operations\ncolour: red\nmembers: [{ id: kim, name: Kim Ro }, { id: 7, name: [a] }]\n---\n",
  "other.md":
    "---\nkind: objective\nid: first-week\ntitle: Make the first week seamless\nteam: growth\ncycle: 2026-Q4\ntype: committed\nowner: hana\nkey_results: [{ id: done, title: Everybody finishes, metric: binary }]\n---\n",
};
const OBJECTIVE = {
  kind: "objective",
  id: "a",
  title: "A title of some words",
  team: "growth",
  cycle: "2026-Q4",
  type: "committed",
  owner: "hana",
  key_results: "[{ id: k, title: K, metric: binary }]",
};

/** Message and hint of all that is wrong with an objective in which some lines are written so. */
async function told(lines: Readonly<Record<string, string>>): Promise<string[][]> {
  const yaml = Object.entries({ ...OBJECTIVE, ...lines }).map(([name, value]) => `${name}: ${value}\n`);
  const files = { ...FILES, "a.md": `---\n${yaml.join("")}---\n` };
  const { findings } = await readSnapshot(
    Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) })),
    "2026-10-05",
  );
  return findings.filter(({ path }) => path === "a.md").map(({ message, hint }) => [message, hint]);
}

describe("a name in the place of an id", () => {
  test.each([
    ["owner", "Hana Li", "write hana"],
    ["owner", "hana LI", "write hana"],
    ["owner", "Kim Ro", "write kim"],
    ["owner", "Zoe Ray", "write zoe-ray"],
    // Two people are called so.
    ["owner", "Bo Ek", "write bo-ek"],
    // A person is no team.
    ["team", "Hana Li", "write hana-li"],
    ["team", "Growth Team", "write growth"],
    ["team", "Operations", "write ops"],
    // Spelling goes before names.
    ["owner", "Hana", "write hana"],
    ["continues", "Make the first week seamless", "write first-week"],
  ])("%s: %s", async (property, name, hint) =>
    expect(await told({ [property]: name })).toEqual([
      [`${property} "${name}" is not lower-case words joined by hyphens`, hint],
    ]),
  );

  test("of an objective, priority or key result in aligns_to", async () => {
    const names = [
      "Make the first week seamless",
      "Delight new customers",
      "Everybody finishes",
      "First_Week",
    ];
    expect(await told({ aligns_to: JSON.stringify(names) })).toEqual(
      ["first-week", "delight", "first-week/done", "first-week"].map((id, index) => [
        `"${names[index]}" in aligns_to is no id`,
        `write ${id}`,
      ]),
    );
    expect(await told({ aligns_to: "[Something else]" })).toEqual([
      [
        '"Something else" in aligns_to is no id',
        "write the id of an objective or priority, or objective/key-result",
      ],
    ]);
  });

  test("of another key result's owner, deep inside", async () =>
    expect(await told({ key_results: "[{ id: k, title: K, metric: binary, backup: Hana Li }]" })).toEqual([
      ['backup "Hana Li" is not lower-case words joined by hyphens', "write hana"],
    ]));
});

test("a cycle that is only misspelt is named as it is written here", async () =>
  expect(await told({ cycle: "2027 q1" })).toEqual([['cycle cannot be "2027 q1"', "write 2027-Q1"]]));

test("problems that are left out are counted in good grammar", async () => {
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`own${index}`, "1"]));
  expect((await told(many(21))).map(([message]) => message)).toContain(
    "there is 1 more problem in this file",
  );
  expect((await told(many(22))).map(([message]) => message)).toContain(
    "there are 2 more problems in this file",
  );
});
