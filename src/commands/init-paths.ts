import { join, relative } from "node:path";
import type { Context } from "../context.ts";
import { isTaken, type Place } from "../store/place.ts";

/** The folder that all files are written below: the repository's top, or the OKR root where there is none. */
export function topOf({ top, folder }: Place): string {
  return top ?? folder;
}

/** A path below the OKR root, seen from the top. */
export function belowTop({ prefix }: Place, path: string): string {
  return withSlashes(join(prefix, path));
}

/** The way from the OKR root up to the top: "" or ending in "/". */
export function upwards({ prefix }: Place): string {
  return "../".repeat(prefix.split("/").length - 1);
}

/** Whether anything stands at a path below the top. */
export function isThere(place: Place, path: string): boolean {
  return (place.exists || place.top !== null) && isTaken(topOf(place), path);
}

/** Whether the person stands at the OKR root, or above it. */
export function standsAbove({ cwd, env }: Pick<Context, "cwd" | "env">, { folder }: Place): boolean {
  // With -C the shell is somewhere else than the command was told to be; through a symbolic link, ways differ.
  return env.PWD === cwd && isWithin(folder, cwd);
}

/** A path below the OKR root as the person would write it where they stand; outside of the repository, as it is called from its top. */
export function shownPath(context: Pick<Context, "cwd" | "env">, place: Place, path: string): string {
  const { cwd, env } = context;
  const isNear = standsAbove(context, place) || (env.PWD === cwd && isWithin(cwd, topOf(place)));
  return isNear ? withSlashes(relative(cwd, join(place.folder, path))) : belowTop(place, path);
}

function isWithin(path: string, folder: string): boolean {
  return `${path}/`.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

function withSlashes(path: string): string {
  return path.replaceAll("\\", "/");
}
