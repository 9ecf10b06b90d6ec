import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import type { Finding, Fix } from "../model/finding.ts";
import { rehearsalText, repairsText } from "../render/fix-text.ts";
import { safe } from "../render/safe.ts";
import { createStyle } from "../render/style.ts";
import { holdsRecord, lookUpLanded, requireWritableFile } from "../store/fix.ts";
import { Rehearsal } from "../store/rehearsal.ts";
import { explainBare } from "../store/root.ts";
import type { Moment, Store } from "../store/store.ts";
import { Draft } from "./fix-draft.ts";

/** Finds what is wrong in a store's working tree. */
export type Collect = (store: Store) => Promise<readonly Finding[]>;

/** One repair lets others be seen: a file that can be read again is looked at by every rule. */
const ROUNDS = 5;

/** What came of repairs: how many there are, and the store in which they are made, be it in files or in memory. */
export interface Repaired {
  readonly repairs: number;
  readonly store: Store;
}

/**
 * Repairs what is only a matter of form, writes all files or none, and tells on stderr what was done; with `dryRun` it shows that on
 * stdout and writes nothing. Throws a UserError where there are no files to repair.
 */
export async function repair(
  { terminal }: Pick<Context, "terminal">,
  store: Store,
  { commit }: Moment,
  collect: Collect,
  { dryRun }: { readonly dryRun: boolean },
): Promise<Repaired> {
  if (typeof store.root.where !== "string") throw explainBare(store.root.folder);
  if (commit !== null)
    throw new UserError(
      "--fix repairs the files you have, not those of a commit",
      "leave out --at, or --fix",
    );
  const { drafts, kept, rehearsal } = await rehearse(store, collect);
  const repairs = drafts.flatMap((draft) => draft.repairs);
  if (dryRun && drafts.length > 0)
    terminal.write(
      rehearsalText(
        drafts.flatMap((draft) => draft.hunks()),
        await createStyle(terminal),
      ),
    );
  else if (drafts.length > 0) {
    for (const { path } of drafts) requireWritableFile(store.root.folder, path);
    const changes = drafts.map(({ path, old, text }) => ({ path, content: text, expected: old }));
    await terminal.holdSignals(() => store.write(changes));
    terminal.note(repairsText(repairs));
  } else terminal.note("Nothing here is only a matter of form: there is nothing to repair.\n");
  for (const path of kept)
    terminal.note(`${safe(path)} stays as it is: git keeps it, and a record is never edited.\n`);
  return { repairs: repairs.length, store: dryRun ? rehearsal : store };
}

/** How many findings `--fix` can repair. */
export async function countRepairable(store: Store, findings: readonly Finding[]): Promise<number> {
  const fixes = groupFixes(findings);
  const kept = await keptRecords(store, [...fixes.keys()]);
  return [...fixes].reduce((sum, [path, list]) => (kept.has(path) ? sum : sum + list.length), 0);
}

/** Makes repairs in memory until there are no more. */
async function rehearse(
  store: Store,
  collect: Collect,
): Promise<{ drafts: readonly Draft[]; kept: ReadonlySet<string>; rehearsal: Store }> {
  const drafts = new Map<string, Draft>();
  const texts = new Map<string, string>();
  const rehearsal = new Rehearsal(store, texts);
  const kept = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const fixes = groupFixes(await collect(rehearsal));
    for (const path of await keptRecords(rehearsal, [...fixes.keys()])) kept.add(path);
    let made = 0;
    for (const [path, list] of fixes) {
      if (kept.has(path)) continue;
      const draft = drafts.get(path) ?? new Draft(path, rehearsal.readText(path));
      const more = draft.improve(list);
      if (more === 0) continue;
      made += more;
      drafts.set(path, draft);
      texts.set(path, draft.text);
    }
    if (made === 0) break;
  }
  return { drafts: [...drafts.values()].sort(byPath), kept, rehearsal };
}

function byPath(a: Draft, b: Draft): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

function groupFixes(findings: readonly Finding[]): Map<string, Fix[]> {
  const groups = new Map<string, Fix[]>();
  for (const { path, fix } of findings) {
    if (fix === undefined) continue;
    const group = groups.get(path);
    if (group) group.push(fix);
    else groups.set(path, [fix]);
  }
  return groups;
}

/** Those of the files that are records which git keeps; without git none is. */
async function keptRecords(store: Store, paths: readonly string[]): Promise<ReadonlySet<string>> {
  if (store.root.top === null) return new Set();
  const records = paths.filter((path) => holdsRecord(path, store.readText(path)));
  if (records.length === 0) return new Set();
  const fresh = new Set(await store.untracked(records));
  const hasLanded = await lookUpLanded(store.root, store.env);
  return new Set(records.filter((path) => !fresh.has(path) || hasLanded(path)));
}
