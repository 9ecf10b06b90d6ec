import fc from "fast-check";
import { expect, test } from "vitest";
import { Journal } from "../../src/analysis/journal.ts";
import { arrangeHistory, type Content, type LooseCommit, looseCommit } from "../../src/model/history.ts";
import { createPlan, type Objective } from "../../src/model/plan.ts";
import type { CheckIn } from "../../src/model/records.ts";
import { emptySnapshot } from "../../src/model/snapshot.ts";

type Tree = ReadonlyMap<string, Content>;

/** Commits on up to four lines of a history, merged as git merges whole files; of two that both changed, either is kept. */
class Repository {
  readonly loose = new Map<string, LooseCommit>();
  readonly heads: string[] = [];
  readonly #trees = new Map<string, Tree>();
  readonly #ancestors = new Map<string, ReadonlySet<string>>();

  constructor() {
    this.heads.push(this.commit([], new Map([["okrs/o0.md", objective("o0", 0)]])));
  }

  tree(head: string): Tree {
    return this.#trees.get(head) as Tree;
  }

  commit(parents: readonly string[], tree: Tree): string {
    const id = `c${this.loose.size}`;
    const before: Tree = this.#trees.get(parents[0] ?? "") ?? new Map();
    const changes = [...new Set([...before.keys(), ...tree.keys()])]
      .sort()
      .filter((path) => before.get(path) !== tree.get(path))
      .map((path) => ({ path, before: before.get(path) ?? null, after: tree.get(path) ?? null }));
    const stamp = "1767225600 +0000";
    const who = { author: { name: "Ana", email: "ana@example.com" }, authored: stamp, committed: stamp };
    const merge = parents.length > 1;
    this.loose.set(id, looseCommit({ id, parents, ...who, changes, message: "", merge }));
    this.#trees.set(id, tree);
    const above = parents.flatMap((parent) => [...(this.#ancestors.get(parent) ?? [])]);
    this.#ancestors.set(id, new Set([...above, id]));
    return id;
  }

  /** The tree of a merge; null where one line has all of the other. */
  mergeTrees(head: string, other: string, keepMine: boolean): Map<string, Content> | null {
    const [mine, theirs] = [head, other].map((id) => this.#ancestors.get(id) as ReadonlySet<string>);
    if (!mine || !theirs || mine.has(other) || theirs.has(head)) return null;
    const base = [...this.loose.keys()].findLast((id) => mine.has(id) && theirs.has(id)) as string;
    const [old, ours, others] = [this.tree(base), this.tree(head), this.tree(other)];
    const merged = new Map<string, Content>();
    for (const path of new Set([...ours.keys(), ...others.keys()])) {
      const [b, m, t] = [old.get(path), ours.get(path), others.get(path)];
      const kept = m === t || t === b ? m : m === b ? t : keepMine ? m : t;
      if (kept) merged.set(path, kept);
    }
    return merged;
  }
}

function objective(id: string, weight: number): Content {
  const common = { team: "x", cycle: "2026", owner: "ana", alignsTo: [], dependsOn: [], continues: null };
  const keyResult = {
    id: "k",
    title: "K",
    owner: null,
    backup: null,
    unit: null,
    measure: { metric: "binary" },
  };
  const source = { path: `okrs/${id}.md`, yaml: "", line: 1 };
  const made = { id, title: id, type: "committed", ...common, body: "", source };
  return {
    kind: "objective",
    objective: { ...made, keyResults: [{ ...keyResult, weight: weight + 1 }] } as unknown as Objective,
  };
}

function checkIn(name: string, value: number): Content {
  const source = { path: `okrs/${name}`, yaml: "", line: 1 };
  const results = new Map([["k", { value, confidence: null, note: null }]]);
  const made = {
    kind: "check-in",
    objective: "o0",
    date: "2026-01-02",
    by: "ana",
    confidence: null,
    body: name,
  };
  return { kind: "record", record: { ...made, name, results, source } as CheckIn };
}

const STEPS = [
  "check-in",
  "check-in",
  "by-hand",
  "objective",
  "edit",
  "remove",
  "move",
  "fork",
  "merge",
  "merge",
  "evil",
] as const;
const step = fc.tuple(fc.constantFrom(...STEPS), fc.nat(1000), fc.nat(1000));

/** Does one thing on one of the lines. */
function act(
  repo: Repository,
  [kind, a, b]: readonly [(typeof STEPS)[number], number, number],
  serial: number,
): void {
  const line = a % repo.heads.length;
  const head = repo.heads[line] as string;
  const tree = new Map(repo.tree(head));
  const path = [...tree.keys()][b % Math.max(1, tree.size)];
  const content = path === undefined ? undefined : tree.get(path);
  const name = `2026-01-02-check-in-${String(serial).padStart(7, "0")}.md`;
  if (kind === "fork") {
    if (repo.heads.length < 4) repo.heads.push(head);
    return;
  }
  if (kind === "merge" || kind === "evil") {
    const other = repo.heads[b % repo.heads.length] as string;
    const merged = repo.mergeTrees(head, other, a % 2 === 0);
    if (merged === null) return;
    const lost = kind === "evil" ? [...merged.keys()][b % Math.max(1, merged.size)] : undefined;
    if (lost !== undefined) merged.delete(lost);
    repo.heads[line] = repo.commit([head, other], merged);
    return;
  }
  if (kind === "check-in") tree.set(`okrs/${name}`, checkIn(name, serial));
  else if (kind === "by-hand") tree.set(`okrs/r${serial}.md`, checkIn(`r${serial}.md`, serial));
  else if (kind === "objective") tree.set(`okrs/o${serial}.md`, objective(`o${serial}`, serial));
  else if (path === undefined || content === undefined) return;
  else {
    tree.delete(path);
    const file = path.slice(path.indexOf("/") + 1);
    if (kind === "move") {
      const to = `${["old", "new"][b % 2]}/${file}`;
      // Git would have had to merge two moves of one file.
      if (
        [...repo.loose.values()].some(({ changes }) =>
          changes.some((change) => change.path.endsWith(`/${file}`) && !change.path.startsWith("okrs/")),
        )
      )
        return;
      tree.set(to, content);
    }
    if (kind === "edit")
      tree.set(
        path,
        content.kind === "objective" ? objective(content.objective.id, serial) : checkIn(file, serial),
      );
  }
  repo.heads[line] = repo.commit([head], tree);
}

test("what is told stands in the tree, whatever was merged, moved, lost and brought back", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 3, maxLength: 20 }), (steps) => {
      const repo = new Repository();
      for (const [serial, one] of steps.entries()) act(repo, one, serial + 1);
      const tip = repo.heads[0] as string;
      const contents = [...repo.tree(tip)].sort(([a], [b]) => (a < b ? -1 : 1));
      const placed = contents.map(([path, content]) => ({ path, content }));
      const source = (path: string) => ({ path, yaml: "", line: 1 });
      const objectives = placed.flatMap(({ path, content }) =>
        content.kind === "objective" ? [{ ...content.objective, source: source(path) }] : [],
      );
      const checkIns = placed.flatMap(({ path, content }) =>
        content.kind === "record" && content.record.kind === "check-in"
          ? [{ ...content.record, source: source(path) }]
          : [],
      );
      const none = { strategy: null, teams: [], people: [], damaged: new Set<string>() };
      const snapshot = {
        ...emptySnapshot("2026-02-01"),
        plan: createPlan({ ...none, objectives }),
        checkIns,
        history: arrangeHistory(repo.loose, tip),
        paths: placed.map(({ path }) => path),
      };
      const all = { objective: null, keyResult: null, cycle: null, team: null, person: null };
      const { bundles } = new Journal(snapshot, { working: true, only: null }).answer({
        ...{ ...all, since: null, until: null, author: null, kinds: [], limit: null },
      });
      const entries = bundles.flat();
      const told = new Set<string>();
      for (const entry of entries.toReversed()) {
        const name = entry.path.slice(entry.path.indexOf("/") + 1);
        if (name === "okr.yaml" || (entry.event === "removed" && entry.leftOut)) continue;
        expect(entry.commit, "all is committed").not.toBeNull();
        if (entry.event === "added") expect(told, "what is added was not there").not.toContain(name);
        if (entry.event === "removed") expect(told, "what is removed was there").toContain(name);
        if (entry.event === "removed") told.delete(name);
        else told.add(name);
      }
      // A file that one line moves and another changes may stand twice: to git these are two.
      const standing = new Set(placed.map(({ path }) => path.slice(path.indexOf("/") + 1)));
      expect(told).toEqual(standing);
    }),
    { numRuns: 500 },
  );
});
