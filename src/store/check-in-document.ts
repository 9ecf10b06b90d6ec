import { UserError } from "../errors.ts";
import type { NewCheckIn } from "../model/check-in.ts";
import { type RawCheckIn, toCheckIn } from "./record-files.ts";
import { validate } from "./validate.ts";
import { placeAt, readCarefully } from "./yaml-careful.ts";

/** Words of a check-in that stand in its body, not its frontmatter. */
const PROSE = ["issues", "plan", "more"] as const;

/**
 * Reads check-ins from a YAML or JSON document: one, a list, or `check_ins:` with a list. `date` may be left out, and `by` where
 * a default is given (not ""). Throws one UserError that names everything wrong.
 */
export function readCheckInDocument(
  text: string,
  name: string,
  defaults: { readonly date: string; readonly by: string },
): NewCheckIn[] {
  const entries = readEntries(text, name, "check_ins");
  if (entries.length === 0)
    throw new UserError(
      `there is no check-in in ${name}`,
      "write objective: ID, confidence: 0.7 and results: { key-result: value }",
    );
  const problems: { message: string; hint: string }[] = [];
  const checkIns = entries.flatMap((entry, index) => {
    const label = entries.length === 1 ? name : `${name}, check-in ${index + 1}`;
    const result = readEntry(entry, defaults);
    if ("checkIn" in result) return [result.checkIn];
    problems.push(...result.problems.map(({ message, hint }) => ({ message: `${label}: ${message}`, hint })));
    return [];
  });
  if (problems.length > 0)
    throw new UserError(
      problems.map(({ message }) => message).join("\n"),
      [...new Set(problems.map(({ hint }) => hint))].join("\n"),
    );
  return checkIns;
}

/** The entries of a YAML or JSON document: one, a list, or a list under this name. Throws a UserError where it cannot be read. */
export function readEntries(text: string, name: string, list: string): readonly unknown[] {
  const read = readCarefully(text);
  if ("problems" in read) {
    const source = { path: name, yaml: text, line: 1 };
    const lines = read.problems.map(({ offset, message }) => {
      const { line, column } = placeAt(source, offset);
      return `${name}:${line}:${column}  ${message}`;
    });
    throw new UserError(lines.join("\n"), read.problems[0]?.hint ?? "write YAML or JSON");
  }
  const { data } = read;
  if (Array.isArray(data)) return data;
  if (typeof data !== "object" || data === null || !(list in data)) return data === null ? [] : [data];
  const other = Object.keys(data).find((key) => key !== list);
  if (other !== undefined)
    throw new UserError(
      `${name}: "${other}" stands beside ${list}, where nothing else is read`,
      `write ${other} into each ${list.replace("_", "-").replace(/s$/, "")}, or leave it out`,
    );
  const entries = (data as Record<string, unknown>)[list];
  return Array.isArray(entries) ? entries : [entries];
}

function readEntry(
  entry: unknown,
  defaults: { readonly date: string; readonly by: string },
): { checkIn: NewCheckIn } | { problems: { message: string; hint: string }[] } {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry))
    return {
      problems: [
        { message: "a check-in is a mapping", hint: "write objective: ID and what you have to say of it" },
      ],
    };
  const { issues = "", plan = "", more = "", ...frontmatter } = entry as Record<string, unknown>;
  const { date: day, by: person } = defaults;
  const data = { kind: "check-in", date: day, ...(person === "" ? {} : { by: person }), ...frontmatter };
  const prose = { issues, plan, more };
  const problems = [
    ...validate("check-in", data).map(({ message, hint, pointer }) => ({
      message: `${pointer.length > 0 ? `${pointer.join(".")}: ` : ""}${message}`,
      hint,
    })),
    ...PROSE.filter((word) => typeof prose[word] !== "string").map((word) => ({
      message: `${word} is not text`,
      hint: `write ${word}: "…"`,
    })),
    ...resultProblems(frontmatter.results),
  ];
  if (problems.length > 0) return { problems };
  const { objective, date, by, confidence, results } = toCheckIn(data as unknown as RawCheckIn, "", {
    path: "",
    yaml: "",
    line: 1,
  });
  const own = Object.entries(frontmatter).filter(([key]) => key.startsWith("x-"));
  const text = (word: (typeof PROSE)[number]) => (prose[word] as string).trim();
  return {
    checkIn: {
      objective,
      date,
      by,
      confidence,
      results,
      issues: text("issues"),
      plan: text("plan"),
      more: text("more"),
      ...(own.length === 0 ? {} : { own: Object.fromEntries(own) }),
    },
  };
}

/** What the schema lets stand in a result but a check-in could not keep. */
function resultProblems(results: unknown): { message: string; hint: string }[] {
  if (typeof results !== "object" || results === null) return [];
  return Object.entries(results).flatMap(([id, result]) => {
    if (typeof result !== "object" || result === null || Array.isArray(result)) return [];
    const keys = Object.keys(result);
    const own = keys.find((key) => key.startsWith("x-"));
    if (own !== undefined)
      return [{ message: `results.${id}: ${own} is not kept here`, hint: "move it out of the results" }];
    return keys.length > 0
      ? []
      : [{ message: `results.${id}: says nothing`, hint: `write ${id}: 72, or leave it out` }];
  });
}
