/** A file of a tree that may hold OKRs, or why it could not be read. Paths are relative to the OKR root, with `/`. */
export type TreeFile =
  | { readonly path: string; readonly bytes: Buffer }
  | { readonly path: string; readonly problem: { readonly message: string; readonly hint: string } };

/** What can stand where a file is expected. */
export type Obstacle = "symlink" | "submodule" | "not-a-file" | "too-large" | "unreadable" | "misnamed";

const OBSTACLES: Readonly<Record<Obstacle, { message: string; hint: string }>> = {
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

/** How many bytes at the beginning of a file tell what it claims to be. */
export const CLAIM_BYTES = 8;

/** Whether a file that begins so claims to be the settings, or to have frontmatter, in UTF-8 or, by mistake, in UTF-16. */
export function claimsOkrs(path: string, head: Buffer): boolean {
  const start = head.toString("latin1", 0, CLAIM_BYTES);
  return path === SETTINGS_FILE || FENCES.some((fence) => fence.test(start));
}

const FENCES = [/^(?:\xef\xbb\xbf)?---(?!-)/, /^\xff\xfe-\0-\0-\0/, /^\xfe\xff\0-\0-\0-/];

/** Leaves out what lies below another okr.yaml: that is somebody else's OKR root. */
export function withoutNestedRoots(paths: readonly string[]): readonly string[] {
  const nested = paths
    .filter((path) => path.endsWith(`/${SETTINGS_FILE}`))
    .map((path) => path.slice(0, -SETTINGS_FILE.length));
  return nested.length === 0
    ? paths
    : paths.filter((path) => !nested.some((folder) => path.startsWith(folder)));
}
