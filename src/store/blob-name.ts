import { createHash } from "node:crypto";

const [CR, LF] = [0x0d, 0x0a];

/** How a repository names its contents. */
export type NameFormat = "sha1" | "sha256";

/** What git would call the contents of a tree that was read, by path. Kept as bytes: hexadecimal digits would take twice as much. */
export class BlobNames {
  readonly #format: NameFormat;
  readonly #names = new Map<string, string>();
  /** Where git turns the line ends of the working tree into its own. */
  readonly #turned = new Map<string, string>();

  constructor(format: NameFormat) {
    this.#format = format;
  }

  /** Takes down a file. */
  add(path: string, bytes: Buffer): void {
    this.#names.set(path, this.#name(bytes));
    if (!bytes.includes("\r\n")) return;
    const turned = bytes.filter((byte, index) => byte !== CR || bytes[index + 1] !== LF);
    this.#turned.set(path, this.#name(turned));
  }

  /** Whether the file has the content of this id, but for line ends. */
  has(path: string, id: string): boolean {
    const name = Buffer.from(id, "hex").toString("latin1");
    return this.#names.get(path) === name || this.#turned.get(path) === name;
  }

  #name(bytes: Uint8Array): string {
    return createHash(this.#format).update(`blob ${bytes.length}\0`).update(bytes).digest("binary");
  }
}
