import type { Commit, History } from "../model/history.ts";
import { type Track, Tracks } from "./tracks.ts";

/** Where the records of a tree come from: the commit that first brought each, wherever its file has moved since. */
export class Provenance {
  readonly #origins = new Map<string, Commit>();

  constructor({ commits }: History) {
    const tracks = new Tracks();
    const origins = new Map<Track, Commit>();
    for (const commit of commits)
      for (const { change, track } of tracks.follow(commit).written) {
        const origin = origins.get(track) ?? commit;
        origins.set(track, origin);
        // What another line put there and no merge took over is not what the tree has.
        if (commit.landed === commit) this.#origins.set(change.path, origin);
      }
  }

  /** The commit that brought the record of this path; null where it is not committed. */
  of(path: string): Commit | null {
    return this.#origins.get(path) ?? null;
  }
}
