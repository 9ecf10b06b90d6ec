import { UserError } from "../errors.ts";
import type { NewCheckIn } from "../model/check-in.ts";
import type { Day } from "../model/day.ts";
import { type Finding, type MarkedFinding, type Remark, sortFindings } from "../model/finding.ts";
import { isRecordPath } from "../model/records.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Base } from "./base.ts";
import type { BlobNames } from "./blob-name.ts";
import type { Change, Landed } from "./commit.ts";
import type { Draft } from "./drafts.ts";
import { FILE_BYTES } from "./frontmatter.ts";
import { type Environment, listChanges, readGit } from "./git.ts";
import type { Moment } from "./moment.ts";
import type { Pushed } from "./push.ts";
import { readFileSafely } from "./read-file.ts";
import { readSnapshot } from "./read-snapshot.ts";
import type { Repository } from "./repository.ts";
import { bareAround, explainBare, findRoot, looksBare, prefixOf, type Root, rootAt } from "./root.ts";
import type { Undone } from "./undo.ts";
import { readWorkingTree } from "./working-tree.ts";

export type { Base } from "./base.ts";
export type { Change, Landed } from "./commit.ts";
export type { Moment } from "./moment.ts";

/** Where an answer comes from: the day, the commit, and whether files differ from it. Null where there is no commit. */
export interface Provenance {
  readonly date: Day;
  readonly commit: string | null;
  readonly dirty: boolean | null;
}

/**
 * Opens the OKR root that holds a folder. Throws a UserError where there is none. Only a folder that the person named themselves
 * may be a bare repository: what merely looks like one may have come with a commit.
 */
export async function openStore(folder: string, env: Environment, named = false): Promise<Store> {
  const bare = named && looksBare(folder) ? await (await import("./bare.ts")).openBare(folder, env) : null;
  return new Store(bare ?? findRoot(folder), env);
}

/** A store for a folder that becomes an OKR root. Throws a UserError in a folder of git's own. */
export function createStore(folder: string, env: Environment): Store {
  const repository = bareAround(folder);
  if (repository !== null) throw explainBare(repository);
  return new Store(rootAt(folder), env);
}

/**
 * A company's OKRs: the one way to their files and their history. What only some commands need (all that writes, and whatever
 * parses more than frontmatter) is loaded when it is first used.
 */
export class Store {
  readonly root: Root;
  readonly env: Environment;
  #repository: Promise<Repository | null> | undefined;

  constructor(root: Root, env: Environment) {
    this.root = root;
    this.env = env;
  }

  /** The moment `--at` names; without it the working tree and today, or HEAD where there is no working tree. */
  async moment(at: string | null, today: Day): Promise<Moment> {
    if (at === null && !this.#isBare()) return { day: today, commit: null };
    return (await import("./moment.ts")).momentOf(this.root, at, today, this.env);
  }

  /**
   * Where a commit (HEAD for null) left the branch that `name` names, or the upstream default branch for null. Throws a UserError with
   * the cure where the two have nothing in common, and outside git.
   */
  async base(name: string | null, head: string | null): Promise<Base> {
    const { where, top } = this.root;
    if (top === null && !this.#isBare())
      throw new UserError(
        `${this.root.folder} is not in a git repository: there is nothing to hold it against`,
        "keep your OKRs in git: git init",
      );
    return (await import("./base.ts")).findBase(where, { name, head }, this.env);
  }

  /**
   * The moment of a commit, seen on a day; null where it has no OKRs yet.
   * @param now what it is held against: a commit, or null for the working tree
   */
  async momentOfCommit(commit: string, day: Day, now: string | null = null): Promise<Moment | null> {
    const place =
      (await (await import("./moment.ts")).findSettings(this.root, commit, this.env)) ??
      (await (await import("./earlier-root.ts")).findEarlierRoot(this.root, commit, now, this.env));
    return place && { day, commit, ...place };
  }

  /** Everything that is known at a moment; with an id only the objectives and records that mention it, which is quicker. */
  async snapshot(
    { day, commit, prefix }: Moment,
    about: string | null = null,
    names: BlobNames | null = null,
  ): Promise<Snapshot> {
    const { folder, top, where } = this.root;
    if (commit === null && this.#isBare()) throw explainBare(folder);
    if (commit === null)
      return readSnapshot(readWorkingTree(folder, top !== null, this.env), day, about, names);
    const { readCommittedTree } = await import("./committed-tree.ts");
    return readSnapshot(
      readCommittedTree(where, commit, prefix ?? (await this.#prefix(commit)), this.env),
      day,
      about,
    );
  }

  /** The same, with what the commits up to it tell; those of HEAD stand behind a working tree. */
  async snapshotWithHistory(moment: Moment): Promise<Snapshot> {
    const { readWithHistory } = await import("./history.ts");
    const { commit } = moment;
    const prefix = moment.prefix ?? (commit === null ? prefixOf(this.root) : await this.#prefix(commit));
    return readWithHistory(this.root, { prefix, commit }, this.env, (names) =>
      this.snapshot(moment, null, names),
    );
  }

  /** The way from the top of the repository to the root: "" or ending in "/". */
  get prefix(): string {
    return this.#isBare() ? "" : prefixOf(this.root);
  }

  #isBare(): boolean {
    return typeof this.root.where !== "string";
  }

  /** The way from the top of a commit's tree to the OKRs, "" or ending in "/". */
  async #prefix(commit: string): Promise<string> {
    if (!this.#isBare()) return prefixOf(this.root);
    return (await (await import("./bare.ts")).findPrefix(this.root.where, commit, this.env)) ?? "";
  }

  /** Looks up where remarks stand and puts them in reading order. */
  async locate(remarks: readonly Remark[]): Promise<Finding[]> {
    if (remarks.length === 0) return [];
    const { placeRemarks } = await import("./yaml-careful.ts");
    const places = placeRemarks(remarks);
    return sortFindings(
      remarks.map(({ source: _, pointer, part, ...said }, index) => ({
        ...said,
        ...(places[index] as (typeof places)[number]),
      })),
    );
  }

  /** Gives findings of a snapshot the names by which they are known again in another one. */
  async mark(
    findings: readonly Finding[],
    { checkIns, retrospectives }: Pick<Snapshot, "checkIns" | "retrospectives">,
  ): Promise<MarkedFinding[]> {
    if (findings.length === 0) return [];
    const { markFindings } = await import("./fingerprint.ts");
    return markFindings(findings, new Set([...checkIns, ...retrospectives].map(({ source }) => source.path)));
  }

  /** Where an answer of this moment comes from. */
  async provenance({ day, commit }: Moment): Promise<Provenance> {
    if (commit !== null) return { date: day, commit, dirty: false };
    if (this.root.top === null) return { date: day, commit: null, dirty: null };
    const { folder } = this.root;
    const [head, changes] = await Promise.all([
      readGit(folder, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], { env: this.env }),
      listChanges(folder, this.env),
    ]);
    return {
      date: day,
      commit: head.code === 0 ? head.stdout.toString("latin1").trim() : null,
      dirty: changes.length > 0,
    };
  }

  /** The repository around the root. Throws a UserError outside git. */
  async repository(): Promise<Repository> {
    this.#repository ??= import("./repository.ts").then(({ openRepository }) =>
      openRepository(this.root.folder, this.env),
    );
    const repository = await this.#repository;
    if (repository) return repository;
    throw new UserError(
      `${this.root.folder} is not in a git repository`,
      "run git init there: git keeps the history of your OKRs",
    );
  }

  /** The name and address git would sign with, or null where it knows none. */
  async identity(): Promise<{ readonly name: string; readonly email: string } | null> {
    const { identity } = await import("./repository.ts");
    return identity(await this.repository());
  }

  /** Throws a UserError that says why, where nothing can be committed now. */
  async requireWritable(): Promise<void> {
    const { requireWritable } = await import("./repository.ts");
    return requireWritable(await this.repository());
  }

  /** Those of the paths, relative to the root, that git does not keep yet. */
  async untracked(paths: readonly string[]): Promise<readonly string[]> {
    const { listTracked, prefixOf } = await import("./repository.ts");
    const repository = await this.repository();
    const prefix = prefixOf(repository, this.root.folder);
    const tracked = await listTracked(
      repository,
      paths.map((path) => prefix + path),
    );
    return paths.filter((path) => !tracked.has(prefix + path));
  }

  /** Commits exactly these changes, all or nothing. */
  async commit(changes: readonly Change[], message: string): Promise<Landed> {
    const { commitFiles } = await import("./commit.ts");
    return commitFiles(await this.repository(), this.root.folder, { changes, message });
  }

  /** Makes the changes without a commit, all or nothing. */
  async write(changes: readonly Change[]): Promise<void> {
    (await import("./commit.ts")).writeChanges(this.root.folder, changes);
  }

  /** The commit that HEAD is on; null before the first one. */
  async head(): Promise<string | null> {
    const { describeHead } = await import("./repository.ts");
    return (await describeHead(await this.repository())).commit;
  }

  /** Pushes the current branch; records that others have not seen go on top of what they pushed. */
  async push(): Promise<Pushed> {
    const { pushRecords } = await import("./push.ts");
    return pushRecords(await this.repository(), this.root.folder, { isRecord: isRecordPath });
  }

  /** Takes back the last check-in that this address committed and nobody has seen, with a commit that reverts it. */
  async undo(email: string): Promise<Undone> {
    if (this.#isBare()) throw explainBare(this.root.folder);
    const { undoLast } = await import("./undo.ts");
    return undoLast(await this.repository(), this.root.folder, { isRecord: isRecordPath, email });
  }

  /** The text of a check-in's file. */
  async composeCheckIn(checkIn: NewCheckIn): Promise<string> {
    return (await import("./compose.ts")).composeCheckIn(checkIn);
  }

  /** The document that holds check-ins until they are committed; `readCheckIns` reads it back. */
  async composeDraft(checkIns: readonly NewCheckIn[]): Promise<string> {
    return (await import("./compose.ts")).composeDraft(checkIns);
  }

  /** Reads check-ins from a YAML or JSON document; what it leaves out comes from the defaults. */
  async readCheckIns(text: string, name: string, defaults: { date: Day; by: string }): Promise<NewCheckIn[]> {
    return (await import("./check-in-document.ts")).readCheckInDocument(text, name, defaults);
  }

  /** The second-level sections of a Markdown body, by their heading in lower case. */
  async sections(body: string): Promise<ReadonlyMap<string, string>> {
    return (await import("./sections.ts")).readSections(body);
  }

  /** How the Markdown bodies of objectives and records are read, many of them at once. */
  async bodies() {
    const [{ readSections }, { readTasks }] = await Promise.all([
      import("./sections.ts"),
      import("./initiatives.ts"),
    ]);
    return {
      sections: readSections,
      tasks: readTasks,
      initiatives: (body: string) => readTasks(readSections(body).get("initiatives") ?? ""),
    };
  }

  /** Saves what was typed where a crash cannot take it; null when no place takes it. */
  async saveDraft(name: string, text: string): Promise<{ readonly path: string } | null> {
    const { draftFolders, saveDraft } = await import("./drafts.ts");
    const repo = this.root.top === null ? null : await this.repository();
    return saveDraft(repo, draftFolders(this.env), name, text);
  }

  /** What was typed and never committed. */
  async drafts(): Promise<readonly Draft[]> {
    const { listDrafts } = await import("./drafts.ts");
    return listDrafts(await this.repository());
  }

  async removeDraft(path: string): Promise<void> {
    await (await import("./drafts.ts")).removeDraft(path);
  }

  /** The text of a file below the root, to be edited. */
  readText(path: string): string {
    const read = readFileSafely(this.root.folder, path, FILE_BYTES);
    if ("text" in read) return read.text.toString("utf8");
    throw new UserError(`${path} cannot be read (${read.problem})`, "run okr check");
  }
}
