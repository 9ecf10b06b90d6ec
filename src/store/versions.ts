import type { Content } from "../model/history.ts";
import { readObjects } from "./blobs.ts";
import { type Page, readPage, toContent } from "./content.ts";
import { FILE_BYTES } from "./frontmatter.ts";
import type { HistoryPlace } from "./history.ts";
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
  /** Ids of contents, and whether each is a version of okr.yaml. */
  readonly contents: ReadonlyMap<string, boolean>;
  /** Ids of commits. */
  readonly messages: readonly string[];
  /** Folders of commits, as `ID^1:folder/`. */
  readonly folders: readonly string[];
}

const OTHER: Content = { kind: "other" };

/** Reads old versions from the cache, and the rest from one git process; null where the clone lacks some of them. */
export async function readVersions(
  { where, commonDir, env }: HistoryPlace,
  { contents, messages, folders }: Wanted,
): Promise<OldVersions | null> {
  const cache = readCache(commonDir);
  const used = [...contents.keys(), ...messages, ...folders];
  const isFolder = new Set(folders);
  const missing = used.filter((name) => {
    const cached = cache.get(name);
    if (isFolder.has(name)) return typeof cached !== "boolean";
    return !(contents.has(name) ? isPage(cached) : isSaid(cached));
  });
  const unparsed: { id: string; bytes: Buffer }[] = [];
  const absent = await readObjects(where, missing, { env, most: FILE_BYTES }, ({ name, bytes }) => {
    if (isFolder.has(name)) cache.set(name, bytes?.length !== 0);
    else if (!contents.has(name)) cache.set(name, readCommit(bytes?.toString("utf8") ?? ""));
    else if (bytes === null) cache.set(name, null);
    else unparsed.push({ id: name, bytes });
  });
  if (absent === null) return null;
  for (const name of absent)
    if (isFolder.has(name)) cache.set(name, false);
    else return null;
  for (const { id, bytes } of unparsed) cache.set(id, await readPage(contents.get(id) === true, bytes));
  if (missing.length > 0) writeCache(commonDir, cache, used);
  return {
    content(id, path) {
      if (id === null) return null;
      const page = cache.get(id) as Page | null;
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
