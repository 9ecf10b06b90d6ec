import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measureInTurn, measurePeak, run, spreadOf } from "./measure.js";

/**
 * @typedef {import("./measure.js").Run} Run
 * @typedef {import("./measure.js").Spread} Spread
 * @typedef {import("./worlds.js").Worlds} Worlds
 * @typedef {{ worlds: Worlds, program: string, pairs: number }} Bench
 * @typedef {{ floor: string, job: string, cpu: Spread | null, wall: Spread | null, measured: string | null, over: boolean | null }} Result
 * @typedef {{ name: string, job: string, floor: string, budget: string, large?: boolean, measure(bench: Bench): Result }} Row
 */

const node = process.execPath;
const floorLoop = fileURLToPath(new URL("floor.js", import.meta.url));
/** Per-file cost may grow by so much and still be called linear: the noise of two differences. */
const LINEAR = 1.25;
const MEMORY_MIB = 400;
/** What CI runs. That the companies have findings, as all have, is no failure here. */
const CHECK = ["check", "--max-warnings", "-1"];
/** A day in the companies' last cycle, on which most rules have something to look at. */
const LIVE = ["--at", "2025-11-20"];
/** The command that reads the whole history and every record. */
const REPORT = ["score", "--weekly"];
/** What git itself needs to list a history and to hand out all that was ever in it. */
const GIT_ALONE =
  'git log --raw -z --no-abbrev --no-renames --format= HEAD -- . | tr "\\0" "\\n" | sed -n "s/^:.* \\([0-9a-f]*\\) [AM]$/\\1/p" | git cat-file --batch';

/** Every row of the table. @type {readonly Row[]} */
export const rows = [
  ratioRow("version", "okr --version", "node -e 0", 1.5, ({ worlds, program }) => {
    const { folder: cwd } = worlds.company(100);
    return [() => ({ argv: [node, "-e", "0"], cwd }), () => ({ argv: [node, program, "--version"], cwd })];
  }),
  startRow(CHECK, 100),
  startRow(["status"], 100),
  startRow(["score"], 100),
  loopRow(10_000, 1.3),
  rulesRow(10_000),
  checkinRow(100, false),
  checkinRow(100, true),
  checkinRow(10_000, false),
  checkinRow(10_000, true),
  historyRow(11_800, "cold"),
  historyRow(11_800, "warm"),
  broadRow("report"),
  broadRow("report", "--format", "html"),
  broadRow("align"),
  monorepoRow(1_000, 50),
  memoryRow(CHECK, 10_000, false),
  memoryRow(REPORT, 120_000, true),
  linearRow(CHECK, [100, 1_000, 10_000], false),
  linearRow(REPORT, [100, 1_000, 10_000], false),
  linearRow(CHECK, [1_000, 10_000, 120_000], true),
  linearRow(REPORT, [1_200, 11_800, 118_000], true),
];

/** A row that holds a job against its floor. @param {string} name @param {string} job @param {string} floor @param {number | null} budget
 * @param {(bench: Bench) => [floor: () => Run, job: () => Run]} prepare @returns {Row} */
function ratioRow(name, job, floor, budget, prepare) {
  return {
    name,
    job,
    floor,
    budget: budget === null ? "–" : `${budget} ×`,
    measure(bench) {
      const rounds = measureInTurn(bench.pairs, prepare(bench));
      const pairs = /** @type {[import("./measure.js").Cost, import("./measure.js").Cost][]} */ (rounds);
      const cpu = spreadOf(pairs.map(([below, above]) => above.cpu / below.cpu));
      const wall = spreadOf(pairs.map(([below, above]) => above.wall / below.wall));
      return {
        floor: milliseconds(pairs.map(([below]) => below.wall)),
        job: milliseconds(pairs.map(([, above]) => above.wall)),
        cpu,
        wall,
        measured: null,
        over: budget === null ? null : Math.max(cpu.median, wall.median) > budget,
      };
    },
  };
}

/** What a command costs where there is little to read. @param {string[]} command @param {number} files */
function startRow(command, files) {
  const [name] = command;
  const job = `okr ${name}, ${files} files`;
  return ratioRow(`${name}-${files}`, job, "node -e 0", 2.5, ({ worlds, program }) => {
    const { folder: cwd } = worlds.company(files);
    return [() => ({ argv: [node, "-e", "0"], cwd }), () => ({ argv: [node, program, ...command], cwd })];
  });
}

/** What reading costs. @param {number} files @param {number} budget */
function loopRow(files, budget) {
  const job = `okr check, ${files} files`;
  return ratioRow(
    `check-${files}`,
    job,
    "read the files and parse their YAML",
    budget,
    ({ worlds, program }) => {
      const { folder: cwd } = worlds.company(files);
      return [
        () => ({ argv: [node, floorLoop, join(cwd, "okrs")], cwd }),
        () => ({ argv: [node, program, ...CHECK], cwd }),
      ];
    },
  );
}

/** What the rules cost, in the middle of a cycle, above reading files and history. @param {number} files */
function rulesRow(files) {
  const job = `okr check --at DAY, ${files} files, all rules`;
  const floor = "the same without any rule";
  return ratioRow(`rules-${files}`, job, floor, null, ({ worlds, program }) => {
    const { folder: cwd } = worlds.company(files);
    const argv = [node, program, ...CHECK, ...LIVE];
    return [() => ({ argv: [...argv, "--rule", "schema"], cwd }), () => ({ argv, cwd })];
  });
}

/** What a check-in costs in a repository of so many files, held against git alone, or against git and an idle node. @param {number} files
 * @param {boolean} withNode */
function checkinRow(files, withNode) {
  const name = `checkin-${files}${withNode ? "-node" : ""}`;
  const floor = `${withNode ? "node -e 0 + " : ""}git add + git commit`;
  return ratioRow(name, `okr checkin, ${files} files`, floor, withNode ? null : 2, ({ worlds, program }) => {
    const { folder: cwd, current } = worlds.copy(files);
    const { objective, keyResult, owner, day, folder } = current;
    run({ argv: ["git", "config", "user.name", owner.name], cwd });
    run({ argv: ["git", "config", "user.email", owner.email], cwd });
    const words = ["checkin", objective, `${keyResult}=50`, "--confidence", "0.6", "--date", day];
    words.push(
      "--issues",
      "The supplier answers after nine days.",
      "--plan",
      "Ring up the supplier on Monday.",
    );
    let number = 0;
    const floorRun = () => {
      const path = `${folder}/${day}-check-in-000${String(number++).padStart(4, "0")}.md`;
      const lines = [
        "kind: check-in",
        `objective: ${objective}`,
        `date: ${day}`,
        `by: ${owner.id}`,
        "confidence: 0.6",
      ];
      writeFileSync(join(cwd, path), `---\n${lines.join("\n")}\n---\n\n## Issues\n\nNone (${number}).\n`);
      const script = 'git add -- "$2" && git commit --quiet --message "Check in" -- "$2"';
      const start = withNode ? `"$1" -e 0 && ${script}` : script;
      return { argv: ["sh", "-c", start, "sh", node, path], cwd };
    };
    return [floorRun, () => ({ argv: [node, program, ...words], cwd })];
  });
}

/** What a report from history costs: the first time against git alone, later against an idle node. @param {number} files
 * @param {"cold" | "warm"} when */
function historyRow(files, when) {
  const cold = when === "cold";
  const job = `okr ${REPORT.join(" ")}, ${files} files, ${cold ? "cold" : "second run"}`;
  const floor = cold ? "git log --raw + git cat-file --batch" : "node -e 0";
  return ratioRow(`history-${files}-${when}`, job, floor, cold ? 3 : 4, ({ worlds, program }) => {
    const { folder: cwd } = worlds.company(files);
    const alone = cold ? ["sh", "-c", GIT_ALONE] : [node, "-e", "0"];
    return [
      () => ({ argv: alone, cwd }),
      () => {
        if (cold) rmSync(join(cwd, ".git/okr"), { recursive: true, force: true });
        return { argv: [node, program, ...REPORT], cwd };
      },
    ];
  });
}

/** What a whole company of 500 teams costs in the middle of its quarter, the first time, against git alone. @param {string[]} command */
function broadRow(...command) {
  const name = `broad-${command.filter((word) => !word.startsWith("-")).join("-")}`;
  const job = `okr ${command.join(" ")}, 500 teams, 20,000 check-ins, cold`;
  return ratioRow(name, job, "git log --raw + git cat-file --batch", 3, ({ worlds, program }) => {
    const { folder: cwd } = worlds.broad();
    return [
      () => ({ argv: ["sh", "-c", GIT_ALONE], cwd }),
      () => {
        rmSync(join(cwd, ".git/okr"), { recursive: true, force: true });
        return { argv: [node, program, ...command, ...LIVE], cwd };
      },
    ];
  });
}

/** What commits to other files cost beyond what git log needs for them. @param {number} files @param {number} unrelated @returns {Row} */
function monorepoRow(files, unrelated) {
  return {
    name: `monorepo-${files}`,
    job: `okr ${REPORT.join(" ")}, ${files} files: ${unrelated} unrelated commits for each`,
    floor: "git log --raw: the same",
    budget: `${LINEAR} ×`,
    measure({ worlds, program, pairs }) {
      const plain = worlds.company(files).folder;
      const among = worlds.monorepo(files, unrelated).folder;
      const log = ["git", "log", "--raw", "--full-history", "--parents", "--format=%H", "HEAD", "--", "."];
      const makers = [log, [node, program, ...REPORT]].flatMap((argv) =>
        [plain, among].map((cwd) => () => ({ argv, cwd })),
      );
      const more = measureInTurn(pairs, makers).map((costs) => costs.map(({ cpu }) => cpu));
      const added = more.map(([a = 0, b = 0, c = 0, d = 0]) => ({ git: b - a, okr: d - c }));
      const cpu = spreadOf(added.map(({ git, okr }) => okr / git));
      return {
        floor: milliseconds(added.map(({ git }) => git)),
        job: milliseconds(added.map(({ okr }) => okr)),
        cpu,
        wall: null,
        measured: null,
        over: cpu.median > LINEAR,
      };
    },
  };
}

/** The most memory a command holds. @param {string[]} command @param {number} files @param {boolean} large @returns {Row} */
function memoryRow(command, files, large) {
  return {
    name: `memory-${files}`,
    job: `memory of okr ${command.join(" ")}, ${files} files`,
    floor: "–",
    budget: large ? `${MEMORY_MIB} MiB` : "–",
    large,
    measure({ worlds, program, pairs }) {
      const { folder: cwd, checkIns } = worlds.company(files);
      const times = large ? 3 : Math.min(pairs, 5);
      const { median, least, most } = spreadOf(
        Array.from({ length: times }, () => measurePeak({ argv: [node, program, ...command], cwd })),
      );
      const measured = `${median.toFixed(0)} MiB (${least.toFixed(0)}–${most.toFixed(0)}), ${checkIns} check-ins`;
      return {
        floor: "",
        job: "",
        cpu: null,
        wall: null,
        measured,
        over: large ? median > MEMORY_MIB : null,
      };
    },
  };
}

/** Whether another file costs the same in a large company as in a small one. @param {string[]} command @param {number[]} sizes
 * @param {boolean} large @returns {Row} */
function linearRow(command, [start = 0, middle = 0, end = 0], large) {
  return {
    name: `linear-${command[0]}-${end}`,
    job: `okr ${command.join(" ")}: each file from ${middle} to ${end}`,
    floor: `each file from ${start} to ${middle}`,
    budget: `linear (${LINEAR} ×)`,
    large,
    measure({ worlds, program, pairs }) {
      const cwds = [start, middle, end].map((files) => worlds.company(files).folder);
      const makers = cwds.map((cwd) => () => ({ argv: [node, program, ...command], cwd }));
      const rounds = measureInTurn(large ? 5 : pairs, makers).map((costs) => costs.map(({ cpu }) => cpu));
      const each = rounds.map(([a = 0, b = 0, c = 0]) => ({
        few: (b - a) / (middle - start),
        many: (c - b) / (end - middle),
      }));
      const cpu = spreadOf(each.map(({ few, many }) => many / few));
      return {
        floor: milliseconds(each.map(({ few }) => few)),
        job: milliseconds(each.map(({ many }) => many)),
        cpu,
        wall: null,
        measured: null,
        over: cpu.median > LINEAR,
      };
    },
  };
}

/** @param {number[]} seconds */
function milliseconds(seconds) {
  const value = spreadOf(seconds).median * 1000;
  return `${value.toFixed(value < 1 ? 3 : 0)} ms`;
}
