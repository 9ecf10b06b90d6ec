import type { Content } from "../model/history.ts";
import { readObjects } from "./blobs.ts";
import { type Page, readPage, toContent } from "./content.ts";
import { FILE_BYTES } from "./frontmatter.ts";
import type { HistoryPlace } from "./history.ts";
import { SETTINGS_FILE } from "./tree.ts";
import { isPage, isSaid, readCache, writeCache } from "./version-cache.ts";

/** Old versions of files, and what was said when files were taken away. */
export interface OldVersions {
  /** What a content says as the file of that path; null for no file. */
  content(id: string | null, path: string): Content | null;
  /** By the commit's id. */
  readonly said: ReadonlyMap<string, Said>;
  /** Those of the folders that are not there, or empty. */
  readonly absent: ReadonlySet<string>;
}

/** What a commit itself tells, beyond the log: unrelated parents of a merge are not listed there. */
export interface Said {
  readonly message: string;
  readonly merge: boolean;
}

/** What is to be read. */
export interface Wanted {
  /** Ids of contents that were a document, or a record. */
  readonly pages: ReadonlySet<string>;
  /** Ids of contents that were okr.yaml; the same text may lie elsewhere as a document. */
  readonly settings: ReadonlySet<string>;
  /** Ids of commits. */
  readonly messages: readonly string[];
  /** Folders of commits, as `ID^1:folder/`. */
  readonly folders: readonly string[];
}

const OTHER: Content = { kind: "other" };
/** Settings are kept apart: the same text means something else as a document. */
const settingsKey = (id: string) => `okr:${id}`;

/** Reads old versions from the cache, and the rest from one git process; null where the clone lacks some of them. */
export async function readVersions(
  { where, commonDir, env }: HistoryPlace,
  { pages, settings, messages, folders }: Wanted,
): Promise<OldVersions | null> {
  const cache = readCache(commonDir);
  const isFolder = new Set(folders);
  const isKnown = {
    page: (id: string) => isPage(cache.get(id), false),
    settings: (id: string) => isPage(cache.get(settingsKey(id)), true),
  };
  const missing = [
    ...new Set([
      ...[...pages].filter((id) => !isKnown.page(id)),
      ...[...settings].filter((id) => !isKnown.settings(id)),
      ...messages.filter((id) => !isSaid(cache.get(id))),
      ...folders.filter((name) => typeof cache.get(name) !== "boolean"),
    ]),
  ];
  const unparsed: { id: string; bytes: Buffer | null }[] = [];
  const absent = await readObjects(where, missing, { env, most: FILE_BYTES }, ({ name, bytes }) => {
    if (isFolder.has(name)) cache.set(name, bytes?.length !== 0);
    else if (pages.has(name) || settings.has(name)) unparsed.push({ id: name, bytes });
    else cache.set(name, readCommit(bytes?.toString("utf8") ?? ""));
  });
  if (absent === null) return null;
  for (const name of absent)
    if (isFolder.has(name)) cache.set(name, false);
    else return null;
  for (const { id, bytes } of unparsed) {
    if (pages.has(id)) cache.set(id, bytes && (await readPage(false, bytes)));
    if (settings.has(id)) cache.set(settingsKey(id), bytes && (await readPage(true, bytes)));
  }
  const used = [...pages, ...[...settings].map(settingsKey), ...messages, ...folders];
  if (missing.length > 0) writeCache(commonDir, cache, used);
  return {
    content(id, path) {
      if (id === null) return null;
      const page = cache.get(path === SETTINGS_FILE ? settingsKey(id) : id) as Page | null;
      return page === null ? OTHER : toContent(page, { path, yaml: "", line: 1 });
    },
    said: new Map(
      messages.flatMap((id) => {
        const cached = cache.get(id);
        return isSaid(cached) ? [[id, cached] as const] : [];
      }),
    ),
    absent: new Set(folders.filter((name) => cache.get(name) === false)),
  };
}

/** The header lines of a commit end at the first empty line; what stands behind it is its message. */
function readCommit(text: string): Said {
  const end = text.indexOf("\n\n");
  const head = end === -1 ? text : text.slice(0, end);
  return {
    message: end === -1 ? "" : text.slice(end + 2),
    merge: (head.match(/^parent /gm) ?? []).length > 1,
  };
}
