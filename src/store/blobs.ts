import { HEAD_BYTES } from "./frontmatter.ts";
import { collect, folderOf, type GitOptions, startReading, type Where } from "./git.ts";

/** One object of the repository, by the name it was asked for. */
export interface StoredObject {
  readonly name: string;
  /** Null when there are more than were asked for. */
  readonly bytes: Buffer | null;
  /** The first bytes, which tell what the object claims to be. */
  readonly head: Buffer;
}

/**
 * Reads objects, in the order of their names, from one `git cat-file --batch`, and hands them on as they stream in; what is
 * larger than `most` bytes never reaches memory. The result names those that are not there; null where git gave up.
 * @param names ids, or `ID^1:folder/`; one line each
 */
export async function readObjects(
  where: Where,
  names: readonly string[],
  { most, ...options }: GitOptions & { readonly most: number },
  take: (object: StoredObject) => void,
): Promise<ReadonlySet<string> | null> {
  if (names.length === 0) return new Set();
  const input = `${names.join("\n")}\n`;
  const child = startReading(where, ["cat-file", "--batch"], { ...options, input });
  const reader = new BatchReader(names, most, take);
  // A git that ends early is told apart by what it did not hand out.
  await collect(child, folderOf(where), input, null, (chunk) => reader.read(chunk));
  return reader.complete ? reader.absent : null;
}

/** Takes the output of `git cat-file --batch` apart, in whatever pieces it comes. */
export class BatchReader {
  /** The names of which there is nothing. */
  readonly absent = new Set<string>();
  readonly #names: readonly string[];
  /** How many of them were answered. */
  #done = 0;
  readonly #most: number;
  readonly #take: (object: StoredObject) => void;
  #rest: Buffer = Buffer.alloc(0);
  /** How many bytes of an object that is too large are still to come. */
  #skip = 0;

  constructor(names: readonly string[], most: number, take: (object: StoredObject) => void) {
    this.#names = names;
    this.#most = most;
    this.#take = take;
  }

  /** Whether every name was answered. */
  get complete(): boolean {
    return this.#done === this.#names.length && this.#skip === 0;
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
    const digits = /^[0-9a-f]+ [a-z]+ (\d+)$/.exec(bytes.toString("latin1", at, end))?.[1];
    const name = this.#names[this.#done] ?? "";
    if (digits === undefined) {
      // "NAME missing": there is nothing to hand out.
      this.absent.add(name);
      this.#done++;
      return end + 1;
    }
    const size = Number(digits);
    const start = end + 1;
    const next = start + size + 1;
    const headEnd = start + Math.min(HEAD_BYTES, size);
    if (bytes.length < headEnd) return null;
    const head = bytes.subarray(start, headEnd);
    if (size > this.#most) {
      this.#take({ name, bytes: null, head });
      this.#done++;
      this.#skip = Math.max(0, next - bytes.length);
      return Math.min(next, bytes.length);
    }
    if (next > bytes.length) return null;
    this.#take({ name, bytes: bytes.subarray(start, next - 1), head });
    this.#done++;
    return next;
  }
}
