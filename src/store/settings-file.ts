import { statSync } from "node:fs";
import type { Snapshot } from "../model/snapshot.ts";
import { FILE_BYTES } from "./frontmatter.ts";
import { readFileSafely } from "./read-file.ts";
import { readSnapshot } from "./read-snapshot.ts";
import type { Moment, Store } from "./store.ts";
import { obstructed, SETTINGS_FILE } from "./tree.ts";

/** A snapshot of the settings alone, with what cannot be read of them. Of a working tree no other file is looked at. */
export async function readSettings(store: Store, moment: Moment): Promise<Snapshot> {
  if (moment.commit !== null) {
    const snapshot = await store.snapshot(moment);
    const findings = snapshot.findings.filter(({ path }) => path === SETTINGS_FILE);
    return { ...snapshot, findings };
  }
  const read = readFileSafely(store.root.folder, SETTINGS_FILE, FILE_BYTES);
  const file =
    "text" in read
      ? { path: SETTINGS_FILE, bytes: read.text }
      : obstructed(SETTINGS_FILE, read.problem === "missing" ? "unreadable" : read.problem);
  return readSnapshot([file], moment.day);
}

/** Whether there is a folder of this name. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
