import * as validators from "./validators.js";

/** What a file can be, as its frontmatter names it. */
export type Kind = "strategy" | "team" | "objective" | "check-in" | "retrospective";

/** The kinds of file that have frontmatter. */
export const KINDS: readonly Kind[] = ["strategy", "team", "objective", "check-in", "retrospective"];

const VALIDATORS: Readonly<Record<Kind | "okr", validators.Validator>> = {
  okr: validators.okr,
  strategy: validators.strategy,
  team: validators.team,
  objective: validators.objective,
  "check-in": validators.checkIn,
  retrospective: validators.retrospective,
};

/** The compiled schema of a kind. */
export function validatorOf(kind: Kind | "okr"): validators.Validator {
  return VALIDATORS[kind];
}

/** Whether a file's data is what the schema of its kind allows. What is wrong, and the words for it, `validate` knows. */
export function isValid(kind: Kind | "okr", data: unknown): boolean {
  return VALIDATORS[kind](data);
}
