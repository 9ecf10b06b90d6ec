import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MEMORY = "/dev/shm";
/** Several times what all tests that run at the same time have written. */
const ROOM = 2 ** 30;

/**
 * Lets the tests write their temporary files to a folder that is removed after all of them. It is in memory where there is enough of
 * it: files by the thousand come and go quicker there.
 */
export default function setup(): () => void {
  const before = process.env.TMPDIR;
  const folder = (before === undefined && folderInMemory()) || mkdtempSync(join(tmpdir(), "okr-tests-"));
  process.env.TMPDIR = folder;
  return () => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
}

function folderInMemory(): string | null {
  if (!existsSync(MEMORY)) return null;
  const { bavail, bsize } = statfsSync(MEMORY);
  if (bavail * bsize < ROOM) return null;
  try {
    const folder = mkdtempSync(join(MEMORY, "okr-tests-"));
    if (runsPrograms(folder)) return folder;
    rmSync(folder, { recursive: true });
  } catch {
    // Nobody may write there.
  }
  return null;
}

/** Whether hooks and stand-ins can be started from there. */
function runsPrograms(folder: string): boolean {
  const program = join(folder, "program");
  writeFileSync(program, "#!/bin/sh\n");
  chmodSync(program, 0o755);
  const { status } = spawnSync(program);
  rmSync(program);
  return status === 0;
}
