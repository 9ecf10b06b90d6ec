import type { Pointer, Source } from "../model/finding.ts";
import type { Initiative } from "../model/initiative.ts";

/** What is known of a line of a checklist: it is so, it is not so, or nobody has said. */
export type Answer = "yes" | "no" | "unknown";

/** One line of a checklist. */
export interface ReadyLine {
  /** `own` for a line that people added themselves. */
  readonly id: string;
  readonly text: string;
  readonly answer: Answer;
  /** Whether the files tell, or people ticked it. */
  readonly by: "files" | "people";
  readonly why: string;
  /** What to do; null where nothing is left. */
  readonly todo: string | null;
  /** The line to write, where only people can say it and nobody has. */
  readonly paste: string | null;
}

/** How Markdown bodies are read; the room that reads files lends it. */
export interface TaskReader {
  /** The text below each second-level heading, by the heading in lower case. */
  readonly sections: (body: string) => ReadonlyMap<string, string>;
  readonly tasks: (section: string) => readonly Initiative[];
}

/** What people ticked, and where. */
export interface Ticks {
  readonly path: string;
  /** The heading to write below: `Ready`. */
  readonly heading: string;
  /** Whether it is there already. */
  readonly begun: boolean;
  readonly tasks: readonly Initiative[];
}

/** A question that people answer with a tick whose text fits. */
export interface Question {
  readonly id: string;
  readonly text: string;
  readonly fits: RegExp;
}

/** The ticks below one of the headings of a body; the first heading is the one to begin with. */
export function readTicks(
  { body, path }: { body: string; path: string },
  headings: readonly [string, ...string[]],
  reader: TaskReader,
): Ticks {
  const sections = reader.sections(body);
  const there = headings.filter((heading) => sections.has(heading.toLowerCase()));
  const tasks = there.flatMap((heading) => reader.tasks(sections.get(heading.toLowerCase()) ?? ""));
  return { path, heading: there[0] ?? headings[0], begun: there.length > 0, tasks };
}

/** A line that the files tell. */
export function told(
  id: string,
  text: string,
  { answer, why, todo = null }: { answer: Answer; why: string; todo?: string | null },
): ReadyLine {
  return { id, text, answer, by: "files", why, todo, paste: null };
}

/** A line that only people can tell: by what they ticked. */
export function asked({ id, text, fits }: Question, { path, tasks }: Ticks): ReadyLine {
  const said = tasks.filter((task) => fits.test(task.text));
  const line = { id, text, by: "people", paste: null } as const;
  if (said.length === 0)
    return {
      ...line,
      answer: "unknown",
      why: "nobody has said",
      todo: `settle it, then tick it in ${path}`,
      paste: `- [ ] ${text}`,
    };
  const open = said.find(({ done }) => !done);
  const why = (tick: string, some: Initiative | undefined) => {
    const more = some === undefined ? "" : beyond(some.text, text);
    return more === "" ? `${tick} in ${path}` : `${more} (${tick} in ${path})`;
  };
  return open === undefined
    ? { ...line, answer: "yes", why: why("ticked", said[0]), todo: null }
    : { ...line, answer: "no", why: why("not ticked yet", open), todo: "settle it, then tick it" };
}

/** What people wrote beyond the question: "Decision rights are clear: the owner decides" says "the owner decides". */
function beyond(said: string, text: string): string {
  const rest = said.toLowerCase().startsWith(text.toLowerCase()) ? said.slice(text.length) : said;
  return rest.replace(/^[\s:;,.–—-]+/, "").trim();
}

/** What the files tell; where they cannot, what people ticked. */
export function toldOrAsked(line: ReadyLine, fits: RegExp, ticks: Ticks): ReadyLine {
  if (line.answer !== "unknown" || !ticks.tasks.some(({ text }) => fits.test(text))) return line;
  return asked({ id: line.id, text: line.text, fits }, ticks);
}

/** The lines that people added themselves. */
export function ownLines({ tasks, path }: Ticks, taken: readonly RegExp[]): ReadyLine[] {
  return tasks
    .filter(({ text }) => !taken.some((fits) => fits.test(text)))
    .map(({ text, done }) => ({
      id: "own",
      text,
      answer: done ? "yes" : "no",
      by: "people",
      why: `${done ? "ticked" : "not ticked yet"} in ${path}`,
      todo: done ? null : "settle it, then tick it",
      paste: null,
    }));
}

/** The text to paste for what nobody has said: with its heading where that is not there. */
export function textToPaste(lines: readonly ReadyLine[], { heading, begun }: Ticks): readonly string[] {
  const missing = lines.flatMap(({ paste }) => paste ?? []);
  return missing.length === 0 || begun ? missing : [`## ${heading}`, "", ...missing];
}

/** Where something is missing. */
export interface Gap {
  readonly source: Source;
  readonly pointer: Pointer;
  /** What it is missing to. */
  readonly subject: string;
}

/** Why something may be missing: the reason of an exception from a rule, which the rules judge; null where it may not. */
export type Excuse = (rule: string, gap: Gap) => string | null;

/** The excuses of one line of a checklist, by their reasons. */
export class Excuses {
  readonly #excuse: Excuse;
  readonly #reasons = new Map<string, Set<string>>();

  constructor(excuse: Excuse) {
    this.#excuse = excuse;
  }

  /** Whether something that is missing at one of these places is excepted from a rule. */
  cover(rule: string, ...gaps: readonly Gap[]): boolean {
    for (const gap of gaps) {
      const reason = this.#excuse(rule, gap);
      if (reason === null) continue;
      this.#reasons.set(reason, (this.#reasons.get(reason) ?? new Set()).add(gap.subject));
      return true;
    }
    return false;
  }

  /** Which reasons were given, for what; empty where there are none. */
  get words(): readonly string[] {
    const said = [...this.#reasons].map(([reason, subjects]) => `${reason} (${someOf([...subjects])})`);
    return said.length === 0 ? [] : [`excepted: ${someOf(said, "; ")}`];
  }
}

const NAMED = 4;

/** The first few of some names, or of some sentences. */
export function someOf(names: readonly string[], between = ", "): string {
  const rest = names.length - NAMED;
  return `${names.slice(0, NAMED).join(between)}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** What a whole list amounts to: one "no" is enough for a no. */
export function verdictOf(lines: readonly ReadyLine[]): Answer {
  if (lines.some(({ answer }) => answer === "no")) return "no";
  return lines.every(({ answer }) => answer === "yes") ? "yes" : "unknown";
}
