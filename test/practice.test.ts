import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { commands } from "../src/commands/index.ts";
import { rules } from "../src/rules/index.ts";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const [, table = ""] = /## What serves the practice\n([\s\S]*?)\n<!-- manual/.exec(read("README.md")) ?? [];
/** The right column, below its heading. */
const served = table
  .split("\n")
  .flatMap((line) => /^\| [^*|-].* \| (.*) \|$/.exec(line)?.[1] ?? [])
  .slice(1);
const manual = read("README.md").split("## Commands")[1] ?? "";

/** The names of commands and options in the table, each with the command that it belongs to. */
function named(cell: string): { command: string; option: string | null }[] {
  let command = "";
  return [...cell.matchAll(/`(?:okr ([a-z]+))?(?:[^`]*?(--[a-z-]+))?[^`]*`/g)].flatMap(([, verb, option]) => {
    command = verb ?? command;
    return verb || option ? [{ command, option: option ?? null }] : [];
  });
}

test("every line of the practice says what serves it", () => {
  expect(served.length).toBeGreaterThan(45);
  for (const cell of served) expect(cell).toMatch(/`|\*people\*/);
});

test("the commands and options that serve it exist", () => {
  const all = served.flatMap(named);
  expect(all.length).toBeGreaterThan(60);
  const missing = all.filter(({ command, option }) => {
    const [, section = ""] = manual.split(new RegExp(`\n### okr ${command}\\b[^\n]*\n`));
    const [own = ""] = section.split("\n### ");
    return !(command in commands) || (option !== null && !own.includes(`\`${option}`));
  });
  expect(missing).toEqual([]);
});

test("the rules that serve it exist", () => {
  const ids = new Set(rules.map(({ id }) => id));
  const all = served.flatMap((cell) =>
    [...cell.matchAll(/rules? ((?:`[a-z-]+`(?:, )?)+)/g)].flatMap(([, list = ""]) => list.match(/[a-z-]+/g)),
  );
  expect(all.length).toBeGreaterThan(25);
  expect(all.filter((id) => !ids.has(id ?? ""))).toEqual([]);
});
