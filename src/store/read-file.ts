import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";

/** The bytes of a regular file, or what stands in the way of reading it. */
export type FileRead =
  | { readonly text: Buffer }
  | {
      readonly problem: "symlink" | "not-a-file" | "too-large" | "missing" | "unreadable";
      /** In bytes, where the file is too large. */
      readonly size?: number;
      /** The system's error code, where there was one. */
      readonly code?: string;
    };

/** Not on Windows, where a symbolic link is looked for before the file is opened. */
const NO_FOLLOW: number | undefined = constants.O_NOFOLLOW;

/** Reads a regular file of at most `maxBytes`; follows no link at its end, and never waits on a pipe or device. */
export function readFileSafely(root: string, path: string, maxBytes: number): FileRead {
  const full = join(root, path);
  let file: number | undefined;
  try {
    if (NO_FOLLOW === undefined && lstatSync(full).isSymbolicLink()) return { problem: "symlink" };
    file = openSync(full, constants.O_RDONLY | (NO_FOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const stats = fstatSync(file);
    if (!stats.isFile()) return { problem: "not-a-file" };
    if (stats.size > maxBytes) return { problem: "too-large", size: stats.size };
    return { text: readBytes(file, stats.size) };
  } catch (error) {
    return readProblem(codeOf(error));
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function readBytes(file: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  let read = 0;
  while (read < size) {
    const count = readSync(file, bytes, read, size - read, read);
    if (count === 0) break;
    read += count;
  }
  return bytes.subarray(0, read);
}

function readProblem(code: string): FileRead {
  if (code === "ENOENT" || code === "ENOTDIR") return { problem: "missing", code };
  if (code === "ELOOP" || code === "EMLINK") return { problem: "symlink", code };
  if (code === "EISDIR" || code === "ENXIO") return { problem: "not-a-file", code };
  return { problem: "unreadable", code };
}

/** The system's error code, or "". */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
