import { collect, folderOf, type GitOptions, type GitResult, startReading, type Where } from "./git.ts";

/**
 * Reads what a hardened git prints line by line, as Latin-1, until `isEnough` says yes: then git is stopped. The result has no
 * output; its code means something only where nothing was enough.
 */
export function scanGit(
  where: Where,
  args: readonly string[],
  options: GitOptions,
  isEnough: (line: string) => boolean,
): Promise<GitResult> {
  const child = startReading(where, args, options);
  let rest = "";
  let done = false;
  return collect(child, folderOf(where), options.input, null, (chunk) => {
    if (done) return;
    const lines = (rest + chunk.toString("latin1")).split("\n");
    rest = lines.pop() as string;
    done = lines.some(isEnough);
    if (done) child.kill();
  });
}
