import { UserError } from "../errors.ts";
import { splitFrontmatter } from "./frontmatter.ts";
import { type Kind, validate } from "./validate.ts";
import { readCarefully } from "./yaml-careful.ts";

/** Throws a UserError, with the first thing that is wrong, where a text about to be written is not a valid file of its kind. */
export function requireValid(kind: Kind, path: string, text: string): void {
  const parts = splitFrontmatter(text);
  if (parts === null || !("yaml" in parts))
    throw refused(path, parts?.message ?? "it has no frontmatter", parts?.hint ?? "");
  const read = readCarefully(parts.yaml);
  const [problem] = "data" in read ? validate(kind, read.data) : read.problems;
  if (problem !== undefined) throw refused(path, problem.message, problem.hint);
}

function refused(path: string, message: string, hint: string): UserError {
  return new UserError(`${path} was not written: ${message}`, hint);
}
