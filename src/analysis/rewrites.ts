import type { Pointer } from "../model/finding.ts";
import type { Commit, History } from "../model/history.ts";
import type { OkrRecord } from "../model/records.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { sameValue, textOf } from "./changes.ts";
import { isRecord, recordWords, type Track, Tracks } from "./tracks.ts";

/** A record that says something else than when it reached the branch. */
export interface Rewrite {
  /** The record as it was when it reached the branch, and the commit that wrote it so. */
  readonly landed: { readonly record: OkrRecord; readonly commit: Commit };
  /** The record as the tree has it, and the commit that first said so; null while that is not committed. */
  readonly now: { readonly record: OkrRecord; readonly commit: Commit | null };
}

/** What one version of a record says differently from another. */
export interface RecordChange {
  /** Where the later version says it; empty for its text. */
  readonly pointer: Pointer;
  readonly name: string;
  /** Null where there was nothing. */
  readonly from: unknown;
  readonly to: unknown;
}

/** What changed between two versions of a record, in file order. */
export function listRecordChanges(before: OkrRecord, after: OkrRecord): RecordChange[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => {
    const [was, is] = [old.get(name), now.get(name)];
    const [from, to] = [was?.value ?? null, is?.value ?? null];
    return sameValue(from, to) ? [] : [{ pointer: (is ?? was)?.pointer ?? [], name, from, to }];
  });
}

function fieldsOf(record: OkrRecord): Map<string, { pointer: Pointer; value: unknown }> {
  const { kind, objective, date, by, body } = record;
  const fields = new Map<string, { pointer: Pointer; value: unknown }>();
  const add = (name: string, value: unknown, pointer: Pointer = [name]) =>
    fields.set(name, { pointer, value });
  for (const [name, value] of Object.entries({ kind, objective, date, by })) add(name, value);
  if (record.kind === "check-in") {
    add("confidence", record.confidence);
    for (const [id, { value, confidence, note }] of record.results) {
      add(id, value, ["results", id]);
      add(`confidence of ${id}`, confidence, ["results", id, "confidence"]);
      add(`note of ${id}`, note, ["results", id, "note"]);
    }
  } else {
    add("phase", record.phase);
    for (const [id, grade] of record.grades) add(`grade of ${id}`, grade, ["grades", id]);
    for (const [id, reason] of record.reasons) add(`reason of ${id}`, reason, ["reasons", id]);
    add("outcome", record.outcome);
  }
  add("text", textOf(body) || null, []);
  return fields;
}

/** The step of the branch with which a path got what it says. */
interface Writing {
  readonly step: Commit;
  readonly path: string;
}

/** A record on the branch. */
interface Life {
  readonly landed: Writing & { readonly record: OkrRecord };
  /** When it first said what, since then, oldest first. */
  readonly versions: Map<string, Writing>;
  /** The last time it came to a path where nobody touched it since: there it says what the tree says. */
  settled: Writing | null;
}

/** The records of the tree that were changed after they reached the branch. New line ends or another folder change nothing. */
export function findRewrites({ checkIns, retrospectives }: Snapshot, history: History): Rewrite[] {
  const tracks = new Tracks();
  const lives = new Map<Track, Life>();
  for (const { commit } of history.branch)
    for (const { change, track } of tracks.follow(commit).written) live(lives, track, commit, change);
  const writers = new Writers(history);
  return [...checkIns, ...retrospectives].flatMap((record) => {
    const track = tracks.at(record.source.path);
    const life = track && lives.get(track);
    if (!life || life.landed.record === record) return [];
    const { landed, versions, settled } = life;
    const [before, words] = [recordWords(landed.record), recordWords(record)];
    if (words === before) return [];
    const known = versions.get(words);
    const writing = known ?? settled;
    return [
      {
        landed: { record: landed.record, commit: writers.of(landed, before) },
        now: { record, commit: writing && writers.of(writing, known ? words : null) },
      },
    ];
  });
}

function live(
  lives: Map<Track, Life>,
  track: Track,
  step: Commit,
  { path, after }: Commit["changes"][number],
): void {
  const life = lives.get(track);
  if (after?.kind !== "record") {
    // Without another version there is nothing to compare with.
    if (life) life.settled = { step, path };
    return;
  }
  const { record } = after;
  if (life === undefined) {
    lives.set(track, { landed: { record, step, path }, versions: new Map(), settled: null });
    return;
  }
  const words = recordWords(record);
  if (!life.versions.has(words)) life.versions.set(words, { step, path });
}

/** Who wrote a file as a step of the branch has it: one of the commits that the step brought, else the step itself. */
class Writers {
  readonly #commits: readonly Commit[];
  readonly #known = new Map<Commit, ReadonlyMap<string, readonly Commit[]>>();

  constructor({ commits }: History) {
    this.#commits = commits;
  }

  /** @param words what the file says; null where nobody touched it since, so that all say the same */
  of({ step, path }: Writing, words: string | null): Commit {
    const brought = this.#broughtBy(step).get(path) ?? [];
    const wrote = ({ changes }: Commit) =>
      changes.some(
        ({ path: own, after }) =>
          own === path &&
          (words === null || (after?.kind === "record" && recordWords(after.record) === words)),
      );
    // A merge among them only passes on what others wrote, if others did.
    return brought.findLast((commit) => !commit.merge && wrote(commit)) ?? brought.findLast(wrote) ?? step;
  }

  #broughtBy(step: Commit): ReadonlyMap<string, readonly Commit[]> {
    const known = this.#known.get(step);
    if (known) return known;
    const writers = new Map<string, Commit[]>();
    for (const commit of this.#commits.slice(step.brings, step.order))
      for (const { path, after } of commit.changes) {
        if (!isRecord(after)) continue;
        const list = writers.get(path);
        if (list) list.push(commit);
        else writers.set(path, [commit]);
      }
    this.#known.set(step, writers);
    return writers;
  }
}
