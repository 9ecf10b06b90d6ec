import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./measure.js";

const generator = fileURLToPath(new URL("company.js", import.meta.url));

/** @typedef {{ folder: string, checkIns: number, current: import("./company.js").Current }} World a company's repository */

/** The companies that are measured, made when they are asked for the first time. */
export class Worlds {
  #home = realpathSync(mkdtempSync(join(tmpdir(), "okr-bench-")));
  /** @type {Map<string, World>} */
  #made = new Map();
  #copies = 0;

  /** A company that nobody changes. @param {number} files @returns {World} */
  company(files) {
    return this.#make(`${files}`, files, []);
  }

  /** The same company in a folder of a monorepo, with so many commits to other files for each of its own. @param {number} files
   * @param {number} unrelated @returns {World} */
  monorepo(files, unrelated) {
    const name = `${files}-among-${unrelated}`;
    const world = this.#make(name, files, ["--below", "company/", "--unrelated", `${unrelated}`]);
    return { ...world, folder: join(world.folder, "company") };
  }

  /** A company of many teams in one quarter: 500 teams, 1,500 objectives and 20,000 check-ins. @returns {World} */
  broad() {
    return this.#make("broad", 22_100, ["--teams", "500"]);
  }

  /** @param {string} name @param {number} files @param {string[]} more @returns {World} */
  #make(name, files, more) {
    const before = this.#made.get(name);
    if (before) return before;
    const folder = join(this.#home, name);
    // In a process of its own, so that its memory is given back.
    const said = run({
      argv: [process.execPath, generator, folder, "--files", `${files}`, "--history", ...more],
      cwd: this.#home,
    });
    const { check_ins: checkIns, current } = JSON.parse(said);
    const world = { folder, checkIns, current };
    this.#made.set(name, world);
    return world;
  }

  /** The same company once more, to be written to. @param {number} files @returns {World} */
  copy(files) {
    const world = this.company(files);
    const folder = `${world.folder}-copy-${++this.#copies}`;
    cpSync(world.folder, folder, { recursive: true });
    // The copied files are new to the index; refreshed now, they cost the first commit nothing.
    run({ argv: ["git", "update-index", "-q", "--really-refresh"], cwd: folder });
    return { ...world, folder };
  }

  remove() {
    rmSync(this.#home, { recursive: true, force: true });
  }
}
