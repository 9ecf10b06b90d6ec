import { type ChildProcess, spawn } from "node:child_process";

type Environment = Readonly<Record<string, string | undefined>>;

/** What a pager of the shell's leaves behind when there is no such program, or it may not be run. */
const NOT_RUN = new Set([126, 127]);

/**
 * The person's own pager, as git chooses one: OKR_PAGER, else PAGER, else less; null where they want none. Only their environment
 * has a say in it, never a file or the configuration of a repository.
 */
export function pagerOf(env: Environment): string | null {
  const command = (env.OKR_PAGER ?? env.PAGER ?? "less").trim();
  if (command === "" || command === "cat") return null;
  // A terminal that can do nothing is no place to page in, unless they ask for it.
  return env.TERM === "dumb" && env.OKR_PAGER === undefined && env.PAGER === undefined ? null : command;
}

/** Shows text in a pager until the person leaves it. False where the pager could not be started: nobody has seen the text. */
export async function showInPager(command: string, text: string, env: Environment): Promise<boolean> {
  // As git does: end if it fits on one screen, show colours, leave the text on the screen.
  const child = start(command, { ...env, LESS: env.LESS ?? "FRX", LV: env.LV ?? "-c" });
  return new Promise((resolve) => {
    child.once("error", () => resolve(false));
    child.once("close", (code) => resolve(code === null || !NOT_RUN.has(code)));
    // Whoever has seen enough leaves before the end.
    child.stdin?.on("error", () => {});
    child.stdin?.end(text);
  });
}

/** A command line of the person's is the shell's to read; our own choice needs no shell, and is known to be missing without one. */
function start(command: string, env: Environment): ChildProcess {
  return spawn(command, {
    shell: command !== "less",
    stdio: ["pipe", "inherit", "inherit"],
    env: { ...env },
  });
}
