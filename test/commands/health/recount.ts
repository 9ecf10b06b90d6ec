import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** A number and how many cases it rests on. */
export interface Counted {
  readonly value: number | null;
  readonly cases: number;
}

// biome-ignore lint/suspicious/noExplicitAny: frontmatter as it stands in the file
type Front = any;

/** What a folder holds, read with nothing of the program's own. */
export interface Raw {
  readonly teams: readonly Front[];
  readonly objectives: readonly Front[];
  readonly checkIns: readonly Front[];
  readonly looks: readonly Front[];
  /** By path, the days of the commits that wrote a file, the first one first. */
  readonly written: ReadonlyMap<string, readonly string[]>;
}

/** Reads every Markdown file below a folder, and the days of its commits. */
export function readRaw(dir: string): Raw {
  const fronts: Front[] = readdirSync(join(dir, "okrs"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .sort()
    .map((path) => ({
      ...parse(/^---\n([\s\S]*?)\n---/.exec(readFileSync(join(dir, "okrs", path), "utf8"))?.[1] ?? ""),
      path: `okrs/${path}`,
    }));
  const of = (kind: string) => fronts.filter((front) => front.kind === kind);
  const byDate = (a: Front, b: Front) => (a.date < b.date ? -1 : 1);
  const written = new Map<string, string[]>();
  const args = ["log", "--reverse", "--format=%as", "--name-only"];
  let day = "";
  for (const line of execFileSync("git", args, { cwd: dir, encoding: "utf8" }).split("\n")) {
    if (/^\d{4}-\d\d-\d\d$/.test(line)) day = line;
    else if (line !== "") written.set(line, [...(written.get(line) ?? []), day]);
  }
  return {
    teams: of("team"),
    objectives: of("objective"),
    checkIns: of("check-in").sort(byDate),
    looks: of("retrospective").sort(byDate),
    written,
  };
}

/** The cycle that is counted, and the day it is seen on. */
interface Seen {
  readonly start: string;
  readonly end: string;
  readonly day: string;
  /** The days of the cycle with this id. */
  readonly cycle: (id: string) => { readonly start: string; readonly end: string };
  /** The score of an objective on a day, 0–1. */
  readonly score: (objective: Front, day: string) => Promise<number> | number;
}

const number = (day: string) => Date.parse(day) / 86_400_000;
const dayOf = (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10);
const mean = (values: readonly number[]): Counted => ({
  value: values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length,
  cases: values.length,
});
function median(values: readonly number[]): Counted {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  if (sorted.length === 0) return mean([]);
  const value = Number.isInteger(half)
    ? ((sorted[half - 1] as number) + (sorted[half] as number)) / 2
    : (sorted[Math.floor(half)] as number);
  return { value, cases: sorted.length };
}
const share = (values: readonly boolean[]): Counted => mean(values.map(Number));

/** The score by numbers alone: the last value of each key result until a day. */
export function scoreOfNumbers({ checkIns }: Raw): (objective: Front, day: string) => number {
  return (objective, day) => {
    let [sum, weights] = [0, 0];
    for (const { id, baseline, target, weight = 1 } of objective.key_results) {
      const said = checkIns.filter((one) => one.objective === objective.id && one.date <= day);
      const value = said.map(({ results }) => results?.[id]).findLast((one) => one !== undefined);
      const reached = value === undefined ? 0 : (value - baseline) / (target - baseline);
      sum += weight * Math.min(1, Math.max(0, reached));
      weights += weight;
    }
    return sum / weights;
  };
}

/** Every figure of health but those of the rules and of flow, counted again from the files. */
export async function recount(raw: Raw, seen: Seen): Promise<Record<string, Counted>> {
  const { start, end, day, cycle } = seen;
  const last = end < day ? end : day;
  const ran = raw.objectives.filter((one) => cycle(one.cycle).start <= end && cycle(one.cycle).end >= start);
  const ids = new Set(ran.map(({ id }) => id));
  const inside = (one: Front) => ids.has(one.objective) && one.date >= start && one.date <= last;
  return {
    ...countPeople(raw, ran, inside),
    ...countRhythm(raw, ran, { ...seen, last }),
    ...countRecords(raw, inside),
    ...(await countEnds(raw, ran, seen)),
    ...countBeyond(raw, ran, seen),
    ...countMoves(raw, ran, { ...seen, last }),
  };
}

/** The days from each change of a strategic objective of one key result to the first answer; null as long as there is none. */
export function countFlow(raw: Raw, id: string, { start, end, day, cycle }: Seen): (number | null)[] {
  const { objectives, checkIns, written } = raw;
  const above = objectives.find((one) => one.id === id);
  const [{ baseline, target, id: part }] = above.key_results;
  const own = cycle(above.cycle);
  const length = number(own.end) - number(own.start) + 1;
  const news = new Set(written.get(above.path)?.slice(1));
  let [status, told]: [string | null, number | null] = [null, null];
  for (const { date, results } of checkIns.filter((one) => one.objective === id && one.date <= day)) {
    const score = Math.min(1, Math.max(0, (results[part] - baseline) / (target - baseline)));
    const gone = (number(date) - number(own.start) + 1) / length;
    const heading = Math.min(1, score / gone);
    const now =
      gone < 1 / 6 ? "early" : heading >= 0.7 ? "on-track" : heading >= 0.4 ? "at-risk" : "off-track";
    const turned = status !== null && status !== "early" && status !== now;
    const moved = told !== null && (turned || Math.abs(score - told) >= 0.1);
    if (moved && date >= start) news.add(date);
    // What came before the cycle is only what it begins with.
    if (moved || told === null || date < start) told = score;
    status = now;
  }
  const below = objectives.filter((one) => one.id !== id && one.aligns_to?.includes(id));
  const ran = below.filter((one) => cycle(one.cycle).start <= end && cycle(one.cycle).end >= start);
  const said = [
    ...checkIns.filter(({ objective }) => ran.some((one) => one.id === objective)).map(({ date }) => date),
    ...ran.flatMap(({ path }) => written.get(path) ?? []),
  ].sort();
  const last = end < day ? end : day;
  return [...news]
    .filter((one) => one >= start && one <= last)
    .map((one) => {
      const first = said.find((date) => date > one && date <= day);
      return first === undefined ? null : number(first) - number(one);
    });
}

function countPeople(
  { teams, checkIns, looks }: Raw,
  ran: readonly Front[],
  inside: (one: Front) => boolean,
) {
  const owning = new Set(ran.map(({ team }) => team));
  const people = teams
    .filter(({ id }) => owning.has(id))
    .flatMap(({ members, lead }) => [...new Set([...members.map(({ id }: Front) => id), lead])]);
  const parts = new Set([
    ...ran.flatMap(({ owner, key_results }) => [
      owner,
      ...key_results.flatMap((one: Front) => [one.owner, one.backup]),
    ]),
    // Who leads or coaches has a part in that, and a newcomer has a mentor to begin with.
    ...teams.flatMap(({ lead, coach, members }) => [
      lead,
      coach,
      ...members.flatMap(({ id, mentor }: Front) => (mentor ? [id] : [])),
    ]),
  ]);
  const writers = new Set([...checkIns, ...looks].filter(inside).map(({ by }) => by));
  const sizes = new Map(teams.map(({ id, members }) => [id, members.length]));
  return {
    with_part: share(people.map((id) => parts.has(id))),
    wrote: share(people.map((id) => writers.has(id))),
    with_backup: share(
      ran
        .filter(({ team }) => (sizes.get(team) ?? 0) > 1)
        .flatMap(({ owner, key_results }) =>
          key_results.map((one: Front) => one.backup !== undefined && one.backup !== (one.owner ?? owner)),
        ),
    ),
  };
}

function countRhythm(
  { checkIns, looks }: Raw,
  ran: readonly Front[],
  seen: Seen & { readonly last: string },
) {
  const weeks = ran.flatMap(({ id, cycle }): boolean[][] => {
    const own = seen.cycle(cycle);
    const closed = looks.findLast(
      (one) => one.objective === id && one.phase === "end" && one.date <= seen.day,
    );
    const until = Math.min(...[seen.last, own.end, closed?.date ?? seen.last].map(number));
    const days = new Set(
      checkIns.filter(({ objective }) => objective === id).map(({ date }) => number(date)),
    );
    const held: boolean[] = [];
    let checkedIn = false;
    const first = Math.max(number(seen.start), number(own.start));
    for (let at = first; at <= until; at++) {
      checkedIn ||= days.has(at);
      // Friday; the first one needs a whole week before it.
      if (new Date(at * 86_400_000).getUTCDay() !== 5 || at < first + 6) continue;
      held.push(checkedIn);
      checkedIn = false;
    }
    return held.length > 0 ? [held] : [];
  });
  const runs = weeks.map((held) =>
    Math.max(
      ...held
        .map(Number)
        .join("")
        .split("0")
        .map((run) => run.length),
    ),
  );
  const long = weeks.filter((held) => held.length > 3);
  const rate = (held: readonly boolean[]) => share(held).value as number;
  return {
    check_ins_due: share(weeks.flat()),
    longest_streak: median(runs),
    after_third: mean(long.map((held) => rate(held.slice(3)) - rate(held.slice(0, 3)))),
  };
}

function countRecords({ checkIns, looks, written }: Raw, inside: (one: Front) => boolean) {
  const late = [...checkIns, ...looks]
    .filter(inside)
    .map(({ path, date }) => number(written.get(path)?.[0] as string) - number(date));
  return { late: share(late.map((days) => days > 3)), backfilled: share(late.map((days) => days > 10)) };
}

async function countEnds({ checkIns, looks }: Raw, ran: readonly Front[], seen: Seen) {
  const [stretched, green]: boolean[][] = [[], []];
  const [bias, brier, projection, wrong]: number[][] = [[], [], [], []];
  for (const objective of ran) {
    const own = seen.cycle(objective.cycle);
    const closed = looks.findLast(
      (one) => one.objective === objective.id && one.phase === "end" && one.date <= seen.day,
    );
    if (closed === undefined) continue;
    const endDay = closed.date < own.end ? closed.date : own.end;
    if (endDay < seen.start || endDay > seen.end) continue;
    const committed = objective.type === "committed";
    const good = committed ? 1 : 0.7;
    const final = finalOf(objective, closed) ?? (await seen.score(objective, closed.date));
    const reached = final >= good - 1e-9;
    if (!committed) green?.push(reached);
    if (!committed) stretched?.push(final >= 0.6 - 1e-9 && final <= 0.8 + 1e-9);
    const length = number(own.end) - number(own.start) + 1;
    const half = dayOf(number(own.start) + Math.ceil(length / 2) - 1);
    const before = checkIns.filter((one) => one.objective === objective.id && one.date <= half);
    const confidence = before.findLast((one) => one.confidence !== undefined)?.confidence;
    if (confidence !== undefined) {
      bias?.push(confidence - Number(reached));
      brier?.push((confidence - Number(reached)) ** 2);
    }
    if (before.length === 0) continue;
    const heading = Math.min(1, (await seen.score(objective, half)) / (Math.ceil(length / 2) / length));
    projection?.push(heading - final);
    wrong?.push(Number(heading >= good - 1e-9 !== reached));
  }
  return {
    ended_stretched: share(stretched ?? []),
    // Those that still run count too while the cycle does.
    ...(seen.day > seen.end ? { green: share(green ?? []) } : {}),
    confidence_bias: mean(bias ?? []),
    confidence_brier: mean(brier ?? []),
    projection_bias: mean(projection ?? []),
    projection_brier: mean(wrong ?? []),
  };
}

/** The weighted mean of the grades; null without any. */
function finalOf(objective: Front, { grades }: Front): number | null {
  if (grades === undefined) return null;
  let [sum, weights] = [0, 0];
  for (const { id, weight = 1 } of objective.key_results) {
    sum += weight * grades[id];
    weights += weight;
  }
  return sum / weights;
}

function countBeyond({ objectives, checkIns, looks }: Raw, ran: readonly Front[], seen: Seen) {
  const times = ran.flatMap(({ continues, cycle, key_results }): number[] => {
    const before = objectives.find(({ id }) => id === continues);
    if (before === undefined || seen.cycle(cycle).start < seen.start) return [];
    const closed = looks.findLast((one) => one.objective === before.id)?.date ?? seen.day;
    return key_results.flatMap(({ id, target }: Front): number[] => {
      const old = before.key_results.find((one: Front) => one.id === id);
      const said = checkIns.filter((one) => one.objective === before.id && one.date <= closed);
      const value = said.map(({ results }) => results[id]).findLast((one) => one !== undefined);
      const made = value - old.baseline;
      return made / (old.target - old.baseline) > 0 ? [(target - value) / made] : [];
    });
  });
  return { beyond_last: median(times) };
}

/** Every later version of a definition is a moved goalpost here. */
function countMoves({ written }: Raw, ran: readonly Front[], seen: Seen & { readonly last: string }) {
  const days = ran.map(({ path, cycle }) => {
    const own = seen.cycle(cycle);
    const counts = (day: string) => day >= seen.start && day <= seen.last;
    const moves = (written.get(path) ?? []).slice(1).filter(counts);
    const near = number(own.start) + Math.floor((number(own.end) - number(own.start) + 1) * 0.75) - 1;
    return { moved: moves.length > 0, late: moves.some((day) => number(day) > near) };
  });
  return { moved: share(days.map(({ moved }) => moved)), moved_late: share(days.map(({ late }) => late)) };
}
