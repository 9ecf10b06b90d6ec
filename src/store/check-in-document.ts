import { UserError } from "../errors.ts";
import type { NewCheckIn } from "../model/check-in.ts";
import { type RawCheckIn, toCheckIn } from "./record-files.ts";
import { validate } from "./validate.ts";
import { placeAt, readCarefully } from "./yaml-careful.ts";

/** Words of a check-in that stand in its body, not its frontmatter. */
const PROSE = ["issues", "plan", "more"] as const;

/**
 * Reads check-ins from a YAML or JSON document: one, a list, or `check_ins:` with a list. `date` and `by` may be left out.
 * Throws one UserError that names everything wrong.
 */
export function readCheckInDocument(
  text: string,
  name: string,
  defaults: { readonly date: string; readonly by: string },
): NewCheckIn[] {
  const read = readCarefully(text);
  if ("problems" in read) {
    const source = { path: name, yaml: text, line: 1 };
    const lines = read.problems.map(({ offset, message }) => {
      const { line, column } = placeAt(source, offset);
      return `${name}:${line}:${column}  ${message}`;
    });
    throw new UserError(lines.join("\n"), read.problems[0]?.hint ?? "write YAML or JSON");
  }
  const entries = listOf(read.data);
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

function listOf(data: unknown): readonly unknown[] {
  if (Array.isArray(data)) return data;
  if (typeof data === "object" && data !== null && "check_ins" in data)
    return Array.isArray(data.check_ins) ? data.check_ins : [data.check_ins];
  return data === null ? [] : [data];
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
  const data = { kind: "check-in", ...defaults, ...frontmatter };
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
  ];
  if (problems.length > 0) return { problems };
  const { objective, date, by, confidence, results } = toCheckIn(data as unknown as RawCheckIn, "", {
    path: "",
    yaml: "",
    line: 1,
  });
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
    },
  };
}
