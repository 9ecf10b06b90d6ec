import { UserError } from "../errors.ts";
import type { Phase } from "../model/records.ts";
import { type NewRetrospective, QUESTIONS } from "../model/retrospective.ts";
import { readEntries } from "./check-in-document.ts";
import { type RawRetrospective, toRetrospective } from "./record-files.ts";
import { validate } from "./validate.ts";

/** Words of a retrospective that stand in its body, not its frontmatter. */
const PROSE = [...QUESTIONS.map(({ name }) => name), "reopened"];

/** What a document may leave out; `by` is "" where somebody has to say it. */
interface Defaults {
  readonly date: string;
  readonly by: string;
  readonly phase: Phase;
}

/**
 * Reads retrospectives from a YAML or JSON document: one, a list, or `retrospectives:` with a list. Throws one UserError that names
 * everything wrong.
 */
export function readRetrospectiveDocument(
  text: string,
  name: string,
  defaults: Defaults,
): NewRetrospective[] {
  const entries = readEntries(text, name, "retrospectives");
  if (entries.length === 0)
    throw new UserError(
      `there is no retrospective in ${name}`,
      "write objective: ID, grades: { key-result: 0.7 } and outcome: done",
    );
  const problems: { message: string; hint: string }[] = [];
  const read = entries.flatMap((entry, index) => {
    const label = entries.length === 1 ? name : `${name}, retrospective ${index + 1}`;
    const result = readEntry(entry, defaults);
    if ("retrospective" in result) return [result.retrospective];
    problems.push(...result.problems.map(({ message, hint }) => ({ message: `${label}: ${message}`, hint })));
    return [];
  });
  if (problems.length > 0)
    throw new UserError(
      problems.map(({ message }) => message).join("\n"),
      [...new Set(problems.map(({ hint }) => hint))].join("\n"),
    );
  return read;
}

function readEntry(
  entry: unknown,
  { by: person, ...defaults }: Defaults,
): { retrospective: NewRetrospective } | { problems: { message: string; hint: string }[] } {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry))
    return {
      problems: [
        {
          message: "a retrospective is a mapping",
          hint: "write objective: ID and what you have to say of it",
        },
      ],
    };
  const said = Object.entries(entry);
  const frontmatter = Object.fromEntries(said.filter(([key]) => !PROSE.includes(key)));
  const data = {
    kind: "retrospective",
    ...defaults,
    ...(person === "" ? {} : { by: person }),
    ...frontmatter,
  };
  const prose = said.filter(([key]) => PROSE.includes(key));
  const problems = [
    ...validate("retrospective", data).map(({ message, hint, pointer }) => ({
      message: `${pointer.length > 0 ? `${pointer.join(".")}: ` : ""}${message}`,
      hint,
    })),
    ...prose
      .filter(([, text]) => typeof text !== "string")
      .map(([word]) => ({ message: `${word} is not text`, hint: `write ${word}: "…"` })),
  ];
  if (problems.length > 0) return { problems };
  const source = { path: "", yaml: "", line: 1 };
  const { objective, date, by, phase, grades, reasons, outcome } = toRetrospective(
    data as unknown as RawRetrospective,
    "",
    source,
  );
  const { reopened = null, ...answers } = Object.fromEntries(
    prose.map(([word, text]) => [word, (text as string).trim()]).filter(([, text]) => text !== ""),
  );
  const own = said.filter(([key]) => key.startsWith("x-"));
  return {
    retrospective: {
      ...{ objective, date, by, phase, grades, reasons, outcome, reopened },
      answers: new Map(Object.entries(answers)),
      ...(own.length === 0 ? {} : { own: Object.fromEntries(own) }),
    },
  };
}
