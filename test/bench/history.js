import { execFileSync } from "node:child_process";

/**
 * @typedef {{ below: string, unrelated: number }} Surroundings the folder of the repository that holds the company, "" or ending in
 *   "/"; and how many commits that touch other files come with each of its own
 */

/**
 * Turns a folder into a git repository that holds these steps as commits, with one git fast-import, and checks it out.
 * @param {string} folder
 * @param {import("./company.js").Step[]} steps oldest first
 * @param {Surroundings} surroundings
 */
export function importHistory(folder, steps, surroundings) {
  const git = (/** @type {string[]} */ args, /** @type {Buffer} */ input = Buffer.alloc(0)) =>
    execFileSync("git", ["-C", folder, ...args], { input, stdio: ["pipe", "ignore", "inherit"] });
  git(["init", "--quiet", "--initial-branch=main"]);
  git(["fast-import", "--quiet", "--done"], stream(steps, surroundings));
  git(["reset", "--quiet", "--hard"]);
}

/** The files of a monorepo that unrelated commits touch, in turn. */
const OTHERS = 1000;

/** @param {import("./company.js").Step[]} steps @param {Surroundings} surroundings */
function stream(steps, { below, unrelated }) {
  /** @type {Buffer[]} */
  const parts = [];
  const write = (/** @type {string} */ text) => parts.push(Buffer.from(text));
  const data = (/** @type {string} */ text) => {
    const bytes = Buffer.from(text);
    write(`data ${bytes.length}\n`);
    parts.push(bytes, Buffer.from("\n"));
  };
  for (const [index, { day, author, message, files }] of steps.entries()) {
    // Nobody commits before nine; two commits of a day are never a second apart by chance.
    const moment = `${author.name} <${author.email}> ${day * 86_400 + 32_400 + (index % 28_800)} +0000`;
    write(`commit refs/heads/main\nauthor ${moment}\ncommitter ${moment}\n`);
    data(message);
    for (const { path, text } of files) {
      write(`M 100644 inline ${below}${path}\n`);
      data(text);
    }
    for (let number = index * unrelated; number < (index + 1) * unrelated; number++) {
      write(`commit refs/heads/main\nauthor ${moment}\ncommitter ${moment}\n`);
      data(`Change ${number}`);
      const file = number % OTHERS;
      write(`M 100644 inline services/${file % 20}/src/${file}.js\n`);
      data(`export const version = ${number};\n`);
    }
  }
  write("done\n");
  return Buffer.concat(parts);
}
