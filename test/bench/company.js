// Makes up a company of any size, the same one every time.
// node test/bench/company.js FOLDER --files 10000 [--history [--unrelated N --below FOLDER/]] [--seed N] [--unusual SHARE] [--teams N]
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { importHistory } from "./history.js";
import { Narrator } from "./narrator.js";
import { page, settings, strategy, teamFile } from "./pages.js";
import * as texts from "./texts.js";

/**
 * @typedef {{ path: string, text: string }} File
 * @typedef {{ id: string, name: string, email: string }} Person
 * @typedef {{ id: string, name: string, level: string, parent: string | null, people: Person[] }} Team
 * @typedef {{ id: string, start: number, days: number, over: boolean }} Cycle start in days since 1970
 * @typedef {{ id: string, metric: string, lines: string[], value(share: number): string }} KeyResult
 * @typedef {{ id: string, team: Team, cycle: Cycle, owner: Person, keyResults: KeyResult[], file: File }} Objective
 * @typedef {{ day: number, author: Person, message: string, files: File[] }} Step what one commit adds
 * @typedef {{ objective: string, keyResult: string, owner: Person, folder: string, day: string }} Current an objective of the last
 *   cycle, its first key result (a number), and a day of that cycle
 * @typedef {{ steps: Step[], objectives: number, checkIns: number, current: Current }} Company
 */

/** The last quarter of the company's story; a past one, so that no record is ever dated after today. */
const LAST_YEAR = 2025;
/** Roughly the files of one team in one quarter. */
const FILES_PER_TEAM_QUARTER = 32;
const PEOPLE_PER_TEAM = 6;
const TEAMS_PER_UNIT = 6;

/**
 * A company of exactly so many files, in the order they came about. Throws where they are too few for one team.
 * @param {{ files: number, seed?: number, unusual?: number, broad?: number | null }} wishes `unusual`: the share of check-ins that
 *   only the careful YAML reader reads, 0–1; `broad`: so many teams with three objectives each, all in one quarter
 * @returns {Company}
 */
export function inventCompany({ files, seed = 1, unusual = 0, broad = null }) {
  const narrator = new Narrator(seed);
  const share = files / FILES_PER_TEAM_QUARTER;
  const quarters = broad ? 1 : Math.min(20, Math.max(1, Math.round(0.7 * Math.sqrt(share))));
  for (let count = broad ?? Math.max(1, Math.round(share / quarters)); count > 0; count--) {
    const teams = inventTeams(narrator, count);
    const objectives = inventObjectives(narrator, teams, { quarters, each: broad === null ? null : 3 });
    const closed = objectives.filter(({ cycle }) => cycle.over).length;
    const begin = [settings(), strategy(), ...teams.map((team) => teamFile(narrator, team))];
    const left = files - begin.length - objectives.length - closed;
    if (left < objectives.length && count > 1) continue;
    if (left < 0) break;
    const first = /** @type {Objective} */ (objectives[0]);
    const steps = [
      { day: first.cycle.start - 7, author: first.owner, message: "Begin with OKRs", files: begin },
      ...objectives.flatMap((objective, index) =>
        tell(narrator, objective, {
          checkIns: Math.floor(left / objectives.length) + (index < left % objectives.length ? 1 : 0),
          unusual,
        }),
      ),
    ];
    steps.sort((a, b) => a.day - b.day);
    return { steps, objectives: objectives.length, checkIns: left, current: lastOf(objectives) };
  }
  throw new Error(`${files} files are too few for a company`);
}

/** @returns {Current} */
function lastOf(/** @type {Objective[]} */ objectives) {
  const { id, keyResults, owner, file, cycle } = /** @type {Objective} */ (objectives.at(-1));
  const keyResult = /** @type {KeyResult} */ (keyResults[0]).id;
  return {
    objective: id,
    keyResult,
    owner,
    folder: file.path.replace(/\.md$/, ""),
    day: dayText(cycle.start + 80),
  };
}

/** @returns {Team[]} a company, its units, its teams */
function inventTeams(/** @type {Narrator} */ narrator, /** @type {number} */ count) {
  /** @type {Team[]} */
  const teams = [{ id: "harbour", name: "Harbour", level: "company", parent: null, people: [] }];
  for (let index = 0; index < count; index++) {
    const unit = `unit-${Math.floor(index / TEAMS_PER_UNIT) + 1}`;
    if (count > TEAMS_PER_UNIT && index % TEAMS_PER_UNIT === 0)
      teams.push({ id: unit, name: `Unit ${unit.slice(5)}`, level: "unit", parent: "harbour", people: [] });
    const area = /** @type {string} */ (texts.AREAS[index % texts.AREAS.length]);
    const round = Math.floor(index / texts.AREAS.length);
    const id = round === 0 ? area : `${area}-${round + 1}`;
    const parent = count > TEAMS_PER_UNIT ? unit : "harbour";
    teams.push({ id, name: `${capital(id.replace("-", " "))} Team`, level: "team", parent, people: [] });
  }
  for (const team of teams)
    for (let index = 0; index < PEOPLE_PER_TEAM; index++) {
      const first = narrator.pick(texts.FIRST_NAMES);
      const id = `${slug(first)}-${team.id}-${index + 1}`;
      const name = `${first} ${narrator.pick(texts.LAST_NAMES)}`;
      team.people.push({ id, name, email: `${id}@harbour.example` });
    }
  return teams;
}

/** @returns {Objective[]} the company's of each year, then the teams' of each quarter */
function inventObjectives(
  /** @type {Narrator} */ narrator,
  /** @type {Team[]} */ teams,
  /** @type {{ quarters: number, each: number | null }} */ { quarters, each },
) {
  const [company, ...others] = teams;
  const firstYear = LAST_YEAR - Math.ceil(quarters / 4) + 1;
  /** @type {Objective[]} */
  const objectives = [];
  for (let year = firstYear; year <= LAST_YEAR; year++)
    for (const { id, title } of texts.PRIORITIES) {
      const links = { aligns_to: [id] };
      const cycle = cycleOf(`${year}`, year, 0, 12);
      objectives.push(
        inventObjective(narrator, /** @type {Team} */ (company), cycle, `${id}-${year}`, title, links),
      );
    }
  for (let quarter = 4 * (LAST_YEAR - firstYear + 1) - quarters; ; quarter++) {
    const year = firstYear + Math.floor(quarter / 4);
    if (year > LAST_YEAR) return objectives;
    const cycle = cycleOf(`${year}-Q${(quarter % 4) + 1}`, year, (quarter % 4) * 3, 3);
    for (const [index, team] of others.filter(({ level }) => level === "team").entries())
      for (let number = 1; number <= (each ?? 2 + ((index + quarter) % 2)); number++) {
        const title = `${narrator.pick(texts.DEEDS)} ${narrator.pick(texts.MATTERS)} ${narrator.pick(texts.AUDIENCES)}`;
        const id = `${slug(title).split("-").slice(0, 4).join("-")}-${team.id}-${number}-${slug(cycle.id)}`;
        const links = { aligns_to: [`${narrator.pick(texts.PRIORITIES).id}-${year}`], depends_on: [] };
        const before = objectives.at(-1);
        if (before && before.team !== team && before.cycle.id === cycle.id && narrator.chance(0.4))
          Object.assign(links, { depends_on: [before.id] });
        objectives.push(inventObjective(narrator, team, cycle, id, title, links));
      }
  }
}

/** @returns {Objective} */
function inventObjective(
  /** @type {Narrator} */ narrator,
  /** @type {Team} */ team,
  /** @type {Cycle} */ cycle,
  /** @type {string} */ id,
  /** @type {string} */ title,
  /** @type {Record<string, string[]>} */ links,
) {
  const [owner] = /** @type {[Person]} */ ([narrator.pick(team.people)]);
  const keyResults = inventKeyResults(narrator, team);
  const lines = [`id: ${id}`, `title: ${title}`, `team: ${team.id}`, `cycle: ${cycle.id}`];
  lines.push(`type: ${narrator.chance(0.3) ? "committed" : "aspirational"}`, `owner: ${owner.id}`);
  for (const [name, ids] of Object.entries(links))
    if (ids.length > 0) lines.push(`${name}: [${ids.join(", ")}]`);
  lines.push("key_results:", ...keyResults.flatMap((keyResult) => keyResult.lines));
  const tasks = [1, 2, 3].map((task) => {
    const number = narrator.whole(10, 900);
    const done = narrator.chance(0.3 * task) ? "x" : " ";
    return `- [${done}] ${narrator.say(texts.PLANS, 1)} ([H-${number}](https://issues.harbour.example/H-${number}))`;
  });
  const text = page(
    "objective",
    lines,
    `${narrator.say(texts.WHYS, 3)}\n\n## Initiatives\n\n${tasks.join("\n")}`,
  );
  const path = `okrs/${cycle.id}/${team.id}/${id}.md`;
  return { id, team, cycle, owner, keyResults, file: { path, text } };
}

/** Two to four key results; the first is always a number. @returns {KeyResult[]} */
function inventKeyResults(/** @type {Narrator} */ narrator, /** @type {Team} */ team) {
  const metrics = ["number", ...narrator.shuffle(["number", "number", "limit", "milestones", "binary"])];
  return metrics.slice(0, narrator.whole(2, 4)).map((metric, index) => {
    const { title, value, lines } = narrator.measure(metric);
    const id = `${metric}-${index + 1}`;
    const owner = narrator.pick(team.people).id;
    const backup = narrator.pick(team.people.filter((person) => person.id !== owner)).id;
    const head = [`title: ${title}`, `owner: ${owner}`, `backup: ${backup}`, `metric: ${metric}`, ...lines];
    return { id, metric, value, lines: [`  - id: ${id}`, ...head.map((line) => `    ${line}`)] };
  });
}

/** The story of one objective: its definition, its check-ins evenly over the cycle, its end. @returns {Step[]} */
function tell(
  /** @type {Narrator} */ narrator,
  /** @type {Objective} */ objective,
  /** @type {{ checkIns: number, unusual: number }} */ { checkIns, unusual },
) {
  const { id, cycle, owner, team, file } = objective;
  const begin = { day: cycle.start - 3, author: owner, message: `Define ${id}`, files: [file] };
  const steps = [begin];
  const folder = file.path.replace(/\.md$/, "");
  const record = (/** @type {number} */ day, /** @type {string} */ kind, /** @type {string} */ text) => {
    const suffix = narrator.whole(0, 36 ** 4 - 1).toString(36);
    const path = `${folder}/${dayText(day)}-${kind}-${steps.length.toString(36).padStart(3, "c")}${suffix.padStart(4, "0")}.md`;
    return { path, text };
  };
  for (let index = 0; index < checkIns; index++) {
    const gone = (index + 0.5) / checkIns;
    const day = cycle.start + Math.floor(gone * cycle.days);
    const author = narrator.chance(0.8) ? owner : narrator.pick(team.people);
    const { lines, body } = narrator.checkIn(objective.keyResults, gone, narrator.chance(unusual));
    const text = page(
      "check-in",
      [`objective: ${id}`, `date: ${dayText(day)}`, `by: ${author.id}`, ...lines],
      body,
    );
    steps.push({ day, author, message: `Check in ${id}\n\n${body}`, files: [record(day, "check-in", text)] });
  }
  if (cycle.over) {
    const day = cycle.start + cycle.days - 1;
    const { lines, body } = narrator.retrospective(objective.keyResults);
    const text = page(
      "retrospective",
      [`objective: ${id}`, `date: ${dayText(day)}`, `by: ${owner.id}`, ...lines],
      body,
    );
    steps.push({ day, author: owner, message: `Close ${id}`, files: [record(day, "retrospective", text)] });
  }
  return steps;
}

/** @returns {Cycle} */
function cycleOf(
  /** @type {string} */ id,
  /** @type {number} */ year,
  /** @type {number} */ month,
  /** @type {number} */ months,
) {
  const start = Date.UTC(year, month) / 86_400_000;
  const end = Date.UTC(year, month + months) / 86_400_000;
  return { id, start, days: end - start, over: year < LAST_YEAR || month + months < 12 };
}

/** @param {number} day since 1970 */
function dayText(day) {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

function capital(/** @type {string} */ text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function slug(/** @type {string} */ text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
}

/**
 * Writes a company to a folder; with `history` the folder becomes a git repository with one commit per record.
 * @param {string} folder
 * @param {Company} company
 * @param {{ history: boolean } & import("./history.js").Surroundings} options
 */
export function writeCompany(folder, { steps }, { history, ...surroundings }) {
  mkdirSync(folder, { recursive: true });
  if (history) return importHistory(folder, steps, surroundings);
  const folders = new Set();
  for (const { path, text } of steps.flatMap(({ files }) => files)) {
    const parent = dirname(join(folder, path));
    if (!folders.has(parent)) mkdirSync(parent, { recursive: true });
    folders.add(parent);
    writeFileSync(join(folder, path), text);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      files: { type: "string", default: "100" },
      seed: { type: "string", default: "1" },
      unusual: { type: "string", default: "0" },
      history: { type: "boolean", default: false },
      unrelated: { type: "string", default: "0" },
      below: { type: "string", default: "" },
      teams: { type: "string" },
    },
  });
  const [folder] = positionals;
  if (folder === undefined) throw new Error("name the folder to write to");
  const files = Number(values.files);
  const { seed, unusual, teams } = values;
  const broad = teams === undefined ? null : Number(teams);
  const company = inventCompany({ files, seed: Number(seed), unusual: Number(unusual), broad });
  const { history, below } = values;
  writeCompany(resolve(folder), company, { history, below, unrelated: Number(values.unrelated) });
  const { objectives, checkIns, current } = company;
  console.log(JSON.stringify({ files, objectives, check_ins: checkIns, current }));
}
