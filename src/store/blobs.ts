import { type GitOptions, startReading, type Where } from "./git.ts";

/** One object of the repository; its bytes are null when there are more than were asked for. */
export interface StoredObject {
  readonly id: string;
  readonly bytes: Buffer | null;
}

/**
 * Reads objects, in the order of their ids, from one `git cat-file --batch`, and hands them on as they stream in; what is larger
 * than `most` bytes never reaches memory. False where the clone lacks one of them.
 */
export async function readObjects(
  where: Where,
  ids: readonly string[],
  { most, ...options }: GitOptions & { readonly most: number },
  take: (object: StoredObject) => void,
): Promise<boolean> {
  if (ids.length === 0) return true;
  const input = `${ids.join("\n")}\n`;
  const child = startReading(where, ["cat-file", "--batch"], { ...options, input });
  const reader = new BatchReader(most, take);
  child.stdout?.on("data", (chunk: Buffer) => reader.read(chunk));
  child.stderr?.resume();
  // A git that ends early is told apart by what it did not hand out.
  child.stdin?.on("error", () => {});
  child.stdin?.end(input);
  await new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve());
  });
  return reader.complete === ids.length;
}

/** Takes the output of `git cat-file --batch` apart, in whatever pieces it comes. */
class BatchReader {
  /** How many objects were handed out whole, or found too large. */
  complete = 0;
  readonly #most: number;
  readonly #take: (object: StoredObject) => void;
  #rest: Buffer = Buffer.alloc(0);
  /** How many bytes of an object that is too large are still to come. */
  #skip = 0;

  constructor(most: number, take: (object: StoredObject) => void) {
    this.#most = most;
    this.#take = take;
  }

  read(chunk: Buffer): void {
    const skipped = Math.min(this.#skip, chunk.length);
    this.#skip -= skipped;
    let bytes = chunk.subarray(skipped);
    if (this.#rest.length > 0) bytes = Buffer.concat([this.#rest, bytes]);
    let at = 0;
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, at)) {
      const next = this.#object(bytes, at, end);
      if (next === null) break;
      at = next;
    }
    this.#rest = bytes.subarray(at);
  }

  /** Hands out the object whose head stands from `at` to `end`; where the next one begins, or null when not all of it is here. */
  #object(bytes: Buffer, at: number, end: number): number | null {
    const [, id = "", digits = ""] = /^(\S+) \S+ (\d+)$/.exec(bytes.toString("latin1", at, end)) ?? [];
    // "ID missing": there is nothing to hand out.
    if (id === "") return end + 1;
    const size = Number(digits);
    const next = end + 1 + size + 1;
    if (size > this.#most) {
      this.#take({ id, bytes: null });
      this.complete++;
      this.#skip = Math.max(0, next - bytes.length);
      return Math.min(next, bytes.length);
    }
    if (next > bytes.length) return null;
    this.#take({ id, bytes: bytes.subarray(end + 1, next - 1) });
    this.complete++;
    return next;
  }
}
