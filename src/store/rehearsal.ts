import type { Snapshot } from "../model/snapshot.ts";
import type { BlobNames } from "./blob-name.ts";
import type { Moment } from "./moment.ts";
import { readSnapshot } from "./read-snapshot.ts";
import { Store } from "./store.ts";
import type { TreeFile } from "./tree.ts";
import { readWorkingTree } from "./working-tree.ts";

/** A store whose working tree reads as if some of its files had other texts already. What is written goes to the files themselves. */
export class Rehearsal extends Store {
  readonly #texts: ReadonlyMap<string, string>;

  /** @param texts by path, relative to the root; they may still change */
  constructor({ root, env }: Store, texts: ReadonlyMap<string, string>) {
    super(root, env);
    this.#texts = texts;
  }

  override async snapshot(
    moment: Moment,
    about: string | null = null,
    names: BlobNames | null = null,
  ): Promise<Snapshot> {
    if (moment.commit !== null || typeof this.root.where !== "string")
      return super.snapshot(moment, about, names);
    const files = readWorkingTree(this.root.folder, this.root.top !== null, this.env);
    return readSnapshot(this.#revise(files), moment.day, about, names);
  }

  override readText(path: string): string {
    return this.#texts.get(path) ?? super.readText(path);
  }

  async *#revise(files: AsyncIterable<TreeFile>): AsyncGenerator<TreeFile> {
    for await (const file of files) {
      const text = this.#texts.get(file.path);
      yield text === undefined || !("bytes" in file) ? file : { path: file.path, bytes: Buffer.from(text) };
    }
  }
}
