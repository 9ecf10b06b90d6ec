import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrangeHistory, type History, type LooseCommit, looseCommit } from "../../src/model/history.ts";
import { dayOfStamp, timeOfStamp } from "../../src/model/stamp.ts";

const CHANGED = [{ path: "okr.yaml", before: null, after: { kind: "unread" } }] as const;

/** Commits as `a b:a c:a,b`: each with its parents, the first parent first; one in parentheses changed nothing. */
function loosen(graph: string, stampOf: (id: string) => string = () => "1791540000 +0000") {
  const commits = graph.split(/\s+/).map((word): [string, LooseCommit] => {
    const [id = "", list = ""] = word.replace(/[()]/g, "").split(":");
    const parents = list.split(",").filter(Boolean);
    const [authored, committed] = [stampOf(id), stampOf(id)];
    const changes = word.startsWith("(") ? [] : CHANGED;
    const author = { name: "Ana", email: "" };
    const merge = parents.length > 1;
    return [id, looseCommit({ id, parents, author, authored, committed, changes, message: null, merge })];
  });
  return new Map(commits);
}

/** The order of reading, a block that a merge brought in brackets before it. */
function draw({ commits }: History): string {
  const opened = (at: number) =>
    commits.filter(({ brings, order }) => brings === at && brings < order).length;
  return commits
    .map(({ id, brings, order }) => `${"[".repeat(opened(order))}${id}${brings < order ? "]" : ""}`)
    .join(" ");
}

describe("commits are read after all they build on, and what a merge brought right before it", () => {
  test.each([
    ["nothing", "a", null, "", ""],
    ["one", "a", "a", "a", "a"],
    ["a line", "c:b b:a a", "c", "a b c", "a b c"],
    ["up to its middle", "c:b b:a a", "b", "a b", "a b"],
    ["a tip that is not there", "a", "z", "", ""],
    ["a merge", "a b:a x:a m:b,x", "m", "a b [x m]", "a b m m"],
    ["a merge the other way round", "a b:a x:a m:x,b", "m", "a x [b m]", "a x m m"],
    ["a fast-forward that was prevented", "a x:a m:a,x", "m", "a [x m]", "a m m"],
    ["two merges", "a x:a m:a,x y:m n:m,y", "n", "a [x m] [y n]", "a m m n n"],
    ["a merge within a merge", "a x:a y:x z:x n:y,z m:a,n", "m", "a [x y [z n] m]", "a m m m m m"],
    ["an octopus", "a x:a y:a z:a m:a,x,y,z", "m", "a [x y z m]", "a m m m m"],
    ["criss-cross", "a b:a x:a m:b,x n:x,b c:m,n", "c", "a b [x m] [n c]", "a b m m c c"],
    ["two beginnings", "a x m:a,x", "m", "a [x m]", "a m m"],
    ["a parent that is not there", "a x:a m:gone,x", "m", "[a x m]", "m m m"],
    ["a merge of what was there", "a b:a m:b,a", "m", "a b m", "a b m"],
    ["a merge that brought nothing", "a b:a (m):b,a c:m", "c", "a b c", "a b c"],
    ["a merge that kept ours", "a x:a (m):a,x", "m", "a [x m]", "a m m"],
    ["an empty commit", "a (b):a c:b", "c", "a c", "a c"],
    ["an empty tip", "a x:a m:a,x (b):m", "b", "a [x m]", "a m m"],
    ["an empty commit that a merge brought", "a (x):a (m):a,x b:m", "b", "a b", "a b"],
    ["a merge of an empty and another", "a (x):a y:x m:a,y", "m", "a [y m]", "a m m"],
  ])("%s", (_, graph, tip, order, landed) => {
    const history = arrangeHistory(loosen(graph), tip);
    expect(draw(history)).toBe(order);
    expect(history.commits.map((commit) => commit.landed.id).join(" ")).toBe(landed);
  });

  const graphs = fc
    .array(fc.array(fc.nat({ max: 6 }), { maxLength: 3 }), { minLength: 1, maxLength: 30 })
    .map((rows) =>
      rows
        .map((row, index) => {
          const parents = [...new Set(row.map((back) => index - 1 - back).filter((at) => at >= 0))];
          return `c${index}:${parents.map((at) => `c${at}`).join()}`;
        })
        .reverse(),
    );

  test("whatever they build on", () => {
    fc.assert(
      fc.property(graphs, fc.infiniteStream(fc.boolean()), (words, chance) => {
        const marked = words.map((word) => (chance.next().value ? word : `(${word})`));
        const tip = words[0]?.split(":")[0] as string;
        const parents = new Map([...loosen(words.join(" "))].map(([id, commit]) => [id, commit.parents]));
        const { commits, branch } = arrangeHistory(loosen(marked.join(" ")), tip);
        const place = new Map(commits.map(({ id, order }) => [id, order]));
        // All that the tip builds on, and on the branch its first parents.
        const reached = new Set([tip]);
        for (const id of reached) for (const parent of parents.get(id) ?? []) reached.add(parent);
        const chain = [tip];
        for (let at = parents.get(tip)?.[0]; at; at = parents.get(at)?.[0]) chain.push(at);
        const changed = [...reached].filter((id) =>
          marked.includes(words.find((word) => word.startsWith(`${id}:`)) ?? ""),
        );
        expect(commits.map(({ order }) => order)).toEqual(commits.map((_, index) => index));
        for (const id of changed) expect(place.has(id)).toBe(true);
        for (const { id, order, brings, landed } of commits) {
          for (const parent of parents.get(id) ?? []) expect(place.get(parent) ?? -1).toBeLessThan(order);
          expect([brings <= order, brings >= 0, landed.order >= order]).toEqual([true, true, true]);
          expect(chain).toContain(landed.id);
          expect(chain.includes(id) ? landed.id : "").toBe(chain.includes(id) ? id : "");
        }
        expect(branch.map(({ commit }) => commit.id)).toEqual(chain.filter((id) => place.has(id)).reverse());
        // What lands with a step is what the step before it does not build on.
        const under = (id: string | undefined) => {
          const known = new Set(id === undefined ? [] : [id]);
          for (const one of known) for (const parent of parents.get(one) ?? []) known.add(parent);
          return known;
        };
        for (const [index, { commit }] of branch.entries()) {
          const old = under(branch[index - 1]?.commit.id);
          const now = under(commit.id);
          const fresh = commits.filter(({ id }) => now.has(id) && !old.has(id));
          expect(fresh.map(({ landed }) => landed.id)).toEqual(fresh.map(() => commit.id));
        }
      }),
    );
  });

  test("however deep they are", () => {
    const count = 50_000;
    const line = Array.from({ length: count }, (_, index) => `c${index}:c${index - 1}`).join(" ");
    expect(arrangeHistory(loosen(line), `c${count - 1}`).branch).toHaveLength(count);
    const seconds = Array.from({ length: count }, (_, index) => `c${index}:gone,c${index - 1}`).join(" ");
    const { commits, branch } = arrangeHistory(loosen(seconds), `c${count - 1}`);
    expect([commits.length, branch.length, commits.at(-1)?.brings]).toEqual([count, 1, 0]);
  });
});

describe("the day of a step is its own, as far as it goes with most of the others", () => {
  const days = (...stamps: string[]) => {
    const graph = stamps.map((_, index) => (index === 0 ? "c0" : `c${index}:c${index - 1}`)).join(" ");
    const loose = loosen(graph, (id) => stamps[Number(id.slice(1))] as string);
    return arrangeHistory(loose, `c${stamps.length - 1}`).branch.map(({ day }) => day);
  };
  const [OCTOBER, NOVEMBER, DECEMBER] = ["1791540000 +0000", "1794218400 +0000", "1796810400 +0000"];

  test.each([
    ["in order", [OCTOBER, NOVEMBER, DECEMBER], ["2026-10-09", "2026-11-09", "2026-12-09"]],
    ["a clock ahead", [OCTOBER, DECEMBER, NOVEMBER], ["2026-10-09", "2026-11-09", "2026-11-09"]],
    ["a clock behind", [NOVEMBER, OCTOBER, DECEMBER], ["2026-10-09", "2026-10-09", "2026-12-09"]],
    [
      "a clock far behind at the end erases nothing",
      [OCTOBER, NOVEMBER, DECEMBER, "0 +0000"],
      ["2026-10-09", "2026-11-09", "2026-12-09", "2026-12-09"],
    ],
    [
      "a clock far ahead at the end holds back itself alone",
      [OCTOBER, NOVEMBER, "4291747199 +0000"],
      ["2026-10-09", "2026-11-09", "2105-12-31"],
    ],
    [
      "one that ran ahead in the middle holds back nothing",
      [OCTOBER, "4291747199 +0000", NOVEMBER, DECEMBER],
      ["2026-10-09", "2026-11-09", "2026-11-09", "2026-12-09"],
    ],
    ["no date", [OCTOBER, "yesterday", DECEMBER], ["2026-10-09", "2026-12-09", "2026-12-09"]],
    ["no date at the end", [OCTOBER, "yesterday"], ["2026-10-09", null]],
    ["no dates", ["", ""], [null, null]],
  ])("%s", (_, stamps, expected) => expect(days(...(stamps as string[]))).toEqual(expected));
});

describe("a stamp is a day and a time where it was written", () => {
  test.each([
    ["0 +0000", "1970-01-01T00:00:00+00:00"],
    ["0 -0000", "1970-01-01T00:00:00+00:00"],
    ["-1 +0000", "1969-12-31T23:59:59+00:00"],
    ["1791540000 +0000", "2026-10-09T10:00:00+00:00"],
    ["1791540000 +0200", "2026-10-09T12:00:00+02:00"],
    ["1791540000 -0930", "2026-10-09T00:30:00-09:30"],
    ["1791540000 +1400", "2026-10-10T00:00:00+14:00"],
    ["1791540000 -1200", "2026-10-08T22:00:00-12:00"],
    ["1791540000 +2359", "2026-10-10T09:59:00+23:59"],
    ["1791540000 +2400", "2026-10-09T10:00:00+00:00"],
    ["1791540000 +9999", "2026-10-09T10:00:00+00:00"],
    ["1791540000 +0099", "2026-10-09T11:39:00+01:39"],
    ["4294967296 +0000", "2106-02-07T06:28:16+00:00"],
    ["253402300799 +0000", "9999-12-31T23:59:59+00:00"],
    ["253402300800 +0000", null],
    ["253402300799 +0001", null],
    ["-30610224000 +0000", "1000-01-01T00:00:00+00:00"],
    ["-30610224001 +0000", null],
    ["999999999999999 +0000", null],
    ["9999999999999999 +0000", null],
    ["1791540000", null],
    ["1791540000 +000", null],
    ["1791540000 +00000", null],
    ["1791540000 0000", null],
    ["1e9 +0000", null],
    [" 0 +0000", null],
    ["0 +0000\n", null],
    ["", null],
  ])("%j", (stamp, time) => {
    expect(timeOfStamp(stamp)).toBe(time);
    expect(dayOfStamp(stamp)).toBe(time?.slice(0, 10) ?? null);
  });

  test("any that git writes is the moment it says", () => {
    const offsets = fc.integer({ min: -840, max: 840 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 250_000_000_000 }), offsets, (seconds, offset) => {
        const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
        const two = (number: number) => String(number).padStart(2, "0");
        const time = timeOfStamp(`${seconds} ${offset < 0 ? "-" : "+"}${two(hours)}${two(minutes)}`);
        expect(Date.parse(time ?? "")).toBe(seconds * 1000);
      }),
    );
  });
});
