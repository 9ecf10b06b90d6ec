import { recordWords } from "../analysis/tracks.ts";
import type { Remark } from "../model/finding.ts";
import { isRecordPath, type OkrRecord } from "../model/records.ts";
import { shellWord } from "../model/shell-word.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { tellRecord } from "./wording.ts";

/** The tree that a branch began from. */
export interface Origin {
  readonly commit: string;
  /** The way from the top of the repository to its OKRs: "" or ending in "/". */
  readonly prefix: string;
  readonly records: readonly OkrRecord[];
}

/**
 * The records of open objectives that a branch has left outside of its OKRs, so that no commit of theirs tells what became of them: an
 * okr.yaml below the root hides them, or the root is somewhere else now. `lost-check-in` asks the commits, and they do not know.
 */
export function* findLeftBehind({ commit, prefix, records }: Origin, now: Snapshot): Iterable<Remark> {
  if (now.history.cutOff !== null) return;
  const there = standingIn(now);
  const gone = records.filter(
    (one) => now.plan.objective(one.objective) && !keysOf(one).some((key) => there.has(key)),
  );
  if (gone.length === 0) return;
  const told = toldIn(now);
  const nested = now.paths.filter((path) => path.endsWith("/okr.yaml"));
  for (const record of gone) {
    const { source, objective, name } = record;
    if (keysOf(record).some((key) => told.has(key))) continue;
    const above = nested.find((path) => source.path.startsWith(path.slice(0, -"okr.yaml".length)));
    const why = above === undefined ? "these OKRs began anew without it" : `${above} hides it`;
    yield {
      rule: "lost-check-in",
      severity: "error",
      source,
      pointer: [],
      message: `the ${tellRecord(record)} is lost: ${why}; last in ${commit.slice(0, 7)}`,
      hint: `put it where these OKRs are read: git show ${shellWord(`${commit.slice(0, 12)}:${prefix}${source.path}`)} has it`,
      subject: objective,
      key: name,
    };
  }
}

/** By which a record is found again: where it is, what it says, and the name that okr gave it. */
function keysOf(record: OkrRecord): string[] {
  const { path } = record.source;
  return [`at ${path}`, recordWords(record), ...(isRecordPath(path) ? [record.name] : [])];
}

/** The records of a tree, and what cannot be read and may be one. */
function standingIn({ checkIns, retrospectives, findings }: Snapshot): ReadonlySet<string> {
  return new Set([
    ...[...checkIns, ...retrospectives].flatMap(keysOf),
    ...findings.map(({ path }) => `at ${path}`),
  ]);
}

/** The records that the commits tell something of. */
function toldIn({ history }: Snapshot): ReadonlySet<string> {
  const told = new Set<string>();
  for (const { changes } of history.commits)
    for (const { path, before, after } of changes)
      for (const content of [before, after]) {
        if (content?.kind === "record") for (const key of keysOf(content.record)) told.add(key);
        if (content?.kind === "record" || content?.kind === "unread") told.add(`at ${path}`);
      }
  return told;
}
