import fc from "fast-check";
import { expect, test } from "vitest";
import { findCircles } from "../../src/analysis/circles.ts";

type References = ReadonlyMap<string, readonly string[]>;

/** What can be reached from one in one step or more. */
function reachable(from: string, references: References): Set<string> {
  const reached = new Set<string>();
  const queue = [from];
  for (const id of queue)
    for (const next of references.get(id) ?? [])
      if (!reached.has(next)) {
        reached.add(next);
        queue.push(next);
      }
  return reached;
}

const names = fc.constantFrom(..."abcdefgh");
/** References among a few; some lead to what has none itself. Nothing refers to itself. */
const someReferences = fc.array(fc.tuple(names, names), { maxLength: 16 }).map((pairs) => {
  const references = new Map<string, string[]>();
  for (const [from, to] of pairs)
    if (from !== to) references.set(from, [...new Set([...(references.get(from) ?? []), to])]);
  return references;
});

test("finds whatever leads back to itself, once for all that hang together, the shortest through the first", () =>
  fc.assert(
    fc.property(someReferences, (references) => {
      const reach = new Map([..."abcdefgh"].map((id) => [id, reachable(id, references)]));
      const groups = new Map<string, string>();
      for (const [id, reached] of reach) {
        const group = [...reached].filter((other) => reach.get(other)?.has(id)).sort();
        if (group.length > 0) groups.set(group[0] as string, group.join(""));
      }
      const circles = findCircles(references);
      expect(circles.map(({ members }) => members[0]).sort()).toEqual([...groups.keys()].sort());
      for (const { members, others } of circles) {
        const first = members[0] as string;
        for (const [at, id] of members.entries())
          expect(references.get(id)).toContain(members[at + 1] ?? first);
        expect(new Set(members).size).toBe(members.length);
        expect(members.length + others).toBe(groups.get(first)?.length);
        expect(members).toHaveLength(shortestBack(first, references));
      }
    }),
  ));

/** How many steps the shortest way back to where it began has. */
function shortestBack(first: string, references: References): number {
  let at = new Set([first]);
  for (let steps = 1; ; steps++) {
    at = new Set([...at].flatMap((id) => references.get(id) ?? []));
    if (at.has(first)) return steps;
  }
}

test("follows a chain however long, and a ring of the same length", () => {
  const ids = Array.from({ length: 100_000 }, (_, at) => `n${at}`);
  const chain = new Map(ids.map((id, at) => [id, at === 0 ? [] : [ids[at - 1] as string]]));
  expect(findCircles(chain)).toEqual([]);
  const ring = new Map(chain).set("n0", ["n99999"]);
  const [circle, ...more] = findCircles(ring);
  expect(more).toEqual([]);
  expect(circle?.members.slice(0, 3)).toEqual(["n0", "n99999", "n99998"]);
  expect(circle?.members).toHaveLength(100_000);
});
