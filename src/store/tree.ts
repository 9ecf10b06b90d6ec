import { findLostFrontmatter } from "./frontmatter.ts";

/** A file of a tree that may hold OKRs, or why it could not be read. Paths are relative to the OKR root, with `/`. */
export type TreeFile =
  | { readonly path: string; readonly bytes: Buffer }
  | { readonly path: string; readonly problem: TreeProblem };

/** Why a file is not read. It is an error named `unreadable-file`, unless it says another rule: then a warning. */
export interface TreeProblem {
  readonly rule?: "nested-root";
  readonly message: string;
  readonly hint: string;
}

/** What can stand where a file is expected. */
export type Obstacle =
  | "symlink"
  | "submodule"
  | "not-a-file"
  | "too-large"
  | "unreadable"
  | "misnamed"
  | "nested-root";

const OBSTACLES: Readonly<Record<Obstacle, TreeProblem>> = {
  symlink: { message: "is a symbolic link; okr follows none", hint: "put the file itself here" },
  submodule: {
    message: "is a submodule; what it holds is not read",
    hint: "give it an okr.yaml and run okr in there, or move it out",
  },
  "not-a-file": { message: "is not a regular file", hint: "put a Markdown file here, or remove it" },
  "too-large": {
    message: "is larger than 256 KiB",
    hint: "move what is long into a document without frontmatter",
  },
  unreadable: { message: "cannot be opened", hint: "check the file's permissions" },
  "nested-root": {
    rule: "nested-root",
    message: "makes its folder an OKR root of its own; nothing below it is read here",
    hint: "remove it, or run okr in there; rules: { nested-root: off } in okr.yaml says that it is meant so",
  },
  misnamed: { message: "has a name that is not UTF-8 text", hint: "rename the file" },
};

/** A file that cannot be read because of what stands in its place. */
export function obstructed(path: string, obstacle: Obstacle): TreeFile {
  return { path, problem: OBSTACLES[obstacle] };
}

/** The settings file, which also marks the OKR root. */
export const SETTINGS_FILE = "okr.yaml";

/** Whether a path may hold OKRs: the settings, or Markdown. */
export function isCandidate(path: string): boolean {
  return path === SETTINGS_FILE || /\.md$/i.test(path);
}

/** Whether a path was not UTF-8: what could not be decoded stands in it as U+FFFD. */
export function isMisnamed(path: string): boolean {
  return path.includes("\ufffd");
}

/**
 * Whether a file that begins so claims to be the settings, or to have frontmatter: in UTF-8 or, by mistake, in UTF-16 or below its
 * first line. @param head the whole file, or its first HEAD_BYTES
 */
export function claimsOkrs(path: string, head: Buffer): boolean {
  const start = head.toString("latin1", 0, FENCE_BYTES);
  return (
    path === SETTINGS_FILE || FENCES.some((fence) => fence.test(start)) || findLostFrontmatter(head) !== null
  );
}

const FENCE_BYTES = 8;
const FENCES = [/^(?:\xef\xbb\xbf)?---(?!-)/, /^\xff\xfe-\0-\0-\0/, /^\xfe\xff\0-\0-\0-/];

/** Tells what belongs to this root from what lies below another okr.yaml; `nested` are those settings files. */
export function splitAtNestedRoots(paths: readonly string[]): {
  readonly inside: ReadonlySet<string>;
  readonly nested: readonly string[];
} {
  const nested = paths.filter((path) => path.endsWith(`/${SETTINGS_FILE}`));
  if (nested.length === 0) return { inside: new Set(paths), nested };
  const folders = new Set(nested.map((path) => path.slice(0, -SETTINGS_FILE.length)));
  return {
    inside: new Set(paths.filter((path) => !isBelow(path, folders))),
    nested: nested.filter((path) => !isBelow(path.slice(0, -SETTINGS_FILE.length - 1), folders)),
  };
}

/** Whether a path lies in one of these folders, each ending in "/". Looks at its own folders: of the others there may be thousands. */
export function isBelow(path: string, folders: ReadonlySet<string>): boolean {
  if (folders.size === 0) return false;
  for (let end = path.indexOf("/"); end !== -1; end = path.indexOf("/", end + 1))
    if (folders.has(path.slice(0, end + 1))) return true;
  return false;
}
