import type { Change } from "../../model/history.ts";
import type { OkrRecord } from "../../model/records.ts";
import type { Track } from "../tracks.ts";
import type { Life } from "./readings.ts";

/** What is known of a record by now. */
export interface KnownRecord {
  /** As it was last. */
  record: OkrRecord | null;
  /** Whether the last that was told of it is that it went. */
  gone: boolean;
  /** The places in the history of the last commits that wrote it and that took it away. */
  came: number;
  went: number;
  /** Whether its file is there, but could not be read the last time. */
  unreadable: boolean;
  /** How many files on the branch hold it, and the last of them. */
  standing: number;
  at: string;
  /** What it says now. */
  life: Life | null;
}

/** A record that a commit wrote or took away, by the commit's place in the history. */
export interface Touch {
  readonly order: number;
  readonly path: string;
  readonly track: Track;
}

/** What a commit wrote. */
export interface Written {
  readonly change: Change;
  readonly track: Track;
}
