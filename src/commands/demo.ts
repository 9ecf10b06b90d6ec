import { relative, resolve } from "node:path";
import { UserError } from "../errors.ts";
import { closest } from "../model/id.ts";
import { shellWord } from "../model/shell-word.ts";
import { safe } from "../render/safe.ts";
import { count } from "../render/words.ts";
import { buildDemo } from "../store/demo-repository.ts";
import { listExamples, readExample } from "../store/examples.ts";
import { defineCommand } from "./define.ts";
import { flag } from "./options.ts";

export const demo = defineCommand({
  name: "demo",
  summary: "Build an example company as a git repository with its history, to try things out",
  arguments: [
    ["[name]", "which example; horizon-bank when left out"],
    ["[folder]", "where to; a new folder of the example's name when left out"],
  ],
  options: { list: flag("--list", "name the examples there are") },
  examples: ["okr demo", "okr demo joystream-rome /tmp/rome", "okr demo --list"],
  async run({ cwd, env, terminal }, { list }, [name = "horizon-bank", place = name]) {
    const names = listExamples();
    if (list) {
      for (const one of names) terminal.write(`${one}  ${readExample(one).summary}\n`);
      return "ok";
    }
    if (!names.includes(name)) {
      const near = closest(name, names);
      throw new UserError(
        `there is no example "${name}"`,
        near ? `did you mean "${near}"?` : `the examples are ${names.join(", ")}`,
      );
    }
    const example = readExample(name);
    const folder = resolve(cwd, place);
    await buildDemo(example, folder, env);
    const files = example.commits.reduce((sum, commit) => sum + commit.files.length, 0);
    terminal.write(`${example.title}: ${example.summary}\n`);
    const shown = safe(relative(cwd, folder) || ".");
    terminal.write(
      `Built in ${shown}: ${count(files, "file")} in ${count(example.commits.length, "commit")}.\n\n`,
    );
    terminal.write(`There git knows you as ${example.identity}.\n\n`);
    terminal.write(`Things to try:\n\n  cd ${shellWord(shown)}\n`);
    for (const { command, why } of example.try) terminal.write(`\n  # ${why}\n  ${command}\n`);
    return "ok";
  },
});
