import type { Fix } from "../model/finding.ts";
import type { Hunk, Repair } from "../render/fix-text.ts";
import { applyFixes } from "../store/fix.ts";

/** A file with repairs made in memory. */
export class Draft {
  readonly path: string;
  /** The text that is in the file. */
  readonly old: string;
  text: string;
  readonly #repairs: Repair[] = [];
  /** For each line of the text now, the line of the file it comes from, counted from 1. */
  readonly #origins: number[];

  constructor(path: string, old: string) {
    this.path = path;
    this.old = old;
    this.text = old;
    this.#origins = old.split("\n").map((_, index) => index + 1);
  }

  /** Makes what can be made of some fixes; returns how many that were. */
  improve(fixes: readonly Fix[]): number {
    const { text, applied } = applyFixes(this.path, this.text, fixes);
    this.text = text;
    const repairs: Repair[] = [];
    // They were made from the end of the file to its beginning: that is how their lines are counted.
    for (const { fix, was, line, before, after } of applied.toReversed()) {
      const origins = this.#origins.slice(line - 1, line - 1 + before.length);
      repairs.unshift({ path: this.path, line: origins[0] ?? line, fix, was });
      this.#origins.splice(line - 1, before.length, ...origins.slice(0, after.length));
    }
    this.#repairs.push(...repairs);
    return repairs.length;
  }

  /** What was made, by the lines of the file. */
  get repairs(): readonly Repair[] {
    return this.#repairs.toSorted((a, b) => a.line - b.line);
  }

  /** What all of it together changes. */
  hunks(): Hunk[] {
    const old = linesOf(this.old);
    const hunks: { line: number; before: string[]; after: string[] }[] = [];
    let at = 0;
    let open = false;
    const change = (before: readonly string[], after: readonly string[]) => {
      if (!open) hunks.push({ line: at + 1, before: [], after: [] });
      open = true;
      hunks.at(-1)?.before.push(...before);
      hunks.at(-1)?.after.push(...after);
    };
    for (const [index, line] of linesOf(this.text).entries()) {
      const origin = (this.#origins[index] ?? old.length) - 1;
      if (origin > at) change(old.slice(at, origin), []);
      if (old[origin] === line) open = false;
      else {
        at = origin;
        change(old.slice(origin, origin + 1), [line]);
      }
      at = origin + 1;
    }
    if (at < old.length) change(old.slice(at), []);
    const { repairs, path } = this;
    return hunks.map((hunk) => ({
      ...{ path, ...hunk },
      repairs: repairs.filter(({ line }) => line >= hunk.line && line < hunk.line + hunk.before.length),
    }));
  }
}

function linesOf(text: string): string[] {
  return text.split("\n").map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
}
