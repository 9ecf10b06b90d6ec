import type { Content } from "../model/history.ts";
import { readObjects } from "./blobs.ts";
import { type Page, readPage, toContent } from "./content.ts";
import { FILE_BYTES } from "./frontmatter.ts";
import type { HistoryPlace } from "./history.ts";
import { isValid } from "./valid.ts";
import { readCache, writeCache } from "./version-cache.ts";

/** Old versions of files, and what was said when files were taken away. */
export interface OldVersions {
  /** What a content says as the file of that path; null for no file. */
  content(id: string | null, path: string): Content | null;
  /** By the commit's id. */
  readonly said: ReadonlyMap<string, Said>;
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
}

const OTHER: Content = { kind: "other" };

/** Reads old versions from the cache, and the rest from one git process; null where the clone lacks some of them. */
export async function readVersions(
  { where, commonDir, env }: HistoryPlace,
  { contents, messages }: Wanted,
): Promise<OldVersions | null> {
  const cache = readCache(commonDir);
  const missing = [...contents.keys(), ...messages].filter((id) => !cache.has(id));
  const unparsed: { id: string; bytes: Buffer }[] = [];
  const whole = await readObjects(where, missing, { env, most: FILE_BYTES }, ({ id, bytes }) => {
    if (bytes === null) cache.set(id, null);
    else if (contents.has(id)) unparsed.push({ id, bytes });
    else cache.set(id, readCommit(bytes.toString("utf8")));
  });
  if (!whole) return null;
  for (const { id, bytes } of unparsed) cache.set(id, await readPage(contents.get(id) === true, bytes));
  if (missing.length > 0) writeCache(commonDir, cache, [...contents.keys(), ...messages]);
  return {
    content(id, path) {
      if (id === null) return null;
      const page = cache.get(id) as Page | null;
      // The cache is ours, but the schemas may have grown since.
      const usable = page !== null && isValid(page.kind, page.data);
      return usable ? toContent(page, { path, yaml: "", line: 1 }) : OTHER;
    },
    said: new Map(
      messages.flatMap((id) => {
        const cached = cache.get(id);
        return cached && "message" in cached ? [[id, cached] as const] : [];
      }),
    ),
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
