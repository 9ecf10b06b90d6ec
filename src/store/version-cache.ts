import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "./content.ts";
import { removeFile, writeFileSafely } from "./files.ts";
import { readFileSafely } from "./read-file.ts";
import { isValid, KINDS } from "./valid.ts";
import { digest } from "./validators.js";
import type { Said } from "./versions.ts";

/** What is remembered of an object: a parsed file (null for one that holds no OKRs), what a commit said, whether a folder is there. */
export type Cached = Page | Said | boolean | null;

/** By the object's name: content that has an id never changes, so nothing in here is ever out of date. */
export type Cache = Map<string, Cached>;

/** Counts up whenever the same bytes would be parsed to something else, whatever the schemas say. */
const VERSION = 2;
const FOLDER = "okr/cache";
/** Another version of the program, or of the schemas, has a file of its own. */
const NAME = `versions-${VERSION}-${digest}.json`;
const PATH = `${FOLDER}/${NAME}`;

/** So many objects are kept beyond those of the last question. */
const MOST = 20_000;

/** In bytes. What is larger is not ours, and would not fit into a text. */
const LARGEST = 256 * 1024 * 1024;

/** What earlier runs parsed; empty where there is nothing, or nothing that can be read. */
export function readCache(commonDir: string): Cache {
  const read = readFileSafely(commonDir, PATH, LARGEST);
  if (!("text" in read)) return new Map();
  try {
    const entries = Object.entries(JSON.parse(read.text.toString("utf8")) as Record<string, unknown>);
    return new Map(entries.every(([, cached]) => isCached(cached)) ? (entries as [string, Cached][]) : []);
  } catch {
    return new Map();
  }
}

/** Keeps what was parsed for the next run, whole or not at all; of two processes the last one's work stays, and both are right. */
export function writeCache(commonDir: string, cache: Cache, used: readonly string[]): void {
  const ids = cache.size <= used.length + MOST ? cache.keys() : used;
  const kept = Object.fromEntries([...ids].map((id) => [id, cache.get(id) ?? null]));
  try {
    writeFileSafely(commonDir, PATH, JSON.stringify(kept), { overwrite: true, mode: 0o600 });
    for (const name of readdirSync(join(commonDir, FOLDER)))
      if (/^versions-.*\.json$/.test(name) && name !== NAME) removeFile(commonDir, `${FOLDER}/${name}`);
  } catch {
    // A repository that cannot be written to is read all the same, only slower.
  }
}

/** Whether this is a parsed file that its schema lets through, or is known to be none. The schemas may have grown since. */
export function isPage(cached: Cached | undefined, settings: boolean): cached is Page | null {
  if (cached === null) return true;
  if (typeof cached !== "object" || !("kind" in cached)) return false;
  return (cached.kind === "okr") === settings && isValid(cached.kind, cached.data);
}

/** Whether this is what a commit said. */
export function isSaid(cached: Cached | undefined): cached is Said {
  return typeof cached === "object" && cached !== null && "message" in cached;
}

function isCached(value: unknown): value is Cached {
  if (value === null || typeof value === "boolean") return true;
  if (typeof value !== "object") return false;
  if ("message" in value)
    return typeof value.message === "string" && "merge" in value && typeof value.merge === "boolean";
  const { kind, body } = value as { readonly kind?: unknown; readonly body?: unknown };
  return "data" in value && typeof body === "string" && [...KINDS, "okr"].includes(kind as string);
}
