import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listChanges } from "../../src/store/git.ts";
import { createRepository, temporaryFolder } from "../support/repository.ts";

test.each(["plain", "a=b", "with.dots", "spa ce"])(
  "looking for changes runs no filter: %j",
  async (driver) => {
    const mark = join(temporaryFolder(), "ran");
    const repo = createRepository({ "okrs/a.md": "a\n" });
    repo.git("config", `filter.${driver}.clean`, `touch ${mark}; cat`);
    repo.git("config", `filter.${driver}.process`, `touch ${mark}`);
    repo.git("config", `filter.${driver}.required`, "true");
    repo.write(".git/info/attributes", `*.md filter=${driver}\n`);
    repo.write("okrs/a.md", "b\n");
    expect((await listChanges(repo.dir, repo.env)).toString()).toBe(" M okrs/a.md\0");
    expect(existsSync(mark)).toBe(false);
  },
);
