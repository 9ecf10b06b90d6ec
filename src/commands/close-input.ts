import type { ClosingBook, ClosingProblem } from "../analysis/closing.ts";
import { keyResultRef, type Objective } from "../model/plan.ts";
import type { OutcomeWord } from "../model/records.ts";
import { type NewRetrospective, OUTCOMES, offeredGrade, parseGrade } from "../model/retrospective.ts";
import { blankAgain, blankEnd, type Writer } from "./close-session.ts";

/** What flags say of the objectives that are closed. */
export interface ClosingFlags extends Readonly<Record<(typeof ANSWERS)[number], string | null>> {
  readonly grade: readonly string[];
  readonly reason: readonly string[];
  readonly outcome: readonly string[];
  readonly accept: boolean;
  readonly reopen: string | null;
}

const ANSWERS = ["intended", "learned", "surprised", "change"] as const;

/** Whether the flags settle anything. */
export function settlesSomething(flags: ClosingFlags): boolean {
  const { grade, reason, outcome, accept } = flags;
  return (
    accept ||
    grade.length + reason.length + outcome.length > 0 ||
    ANSWERS.some((name) => flags[name] !== null)
  );
}

/** Reads `--grade completion=0.9`, `--reason tutorial/setup="…"` and `--outcome done` into a retrospective for each objective, with all that is wrong. */
export function readClosingFlags(
  objectives: readonly Objective[],
  flags: ClosingFlags,
  { book, tolerance }: { readonly book: ClosingBook; readonly tolerance: number },
  who: Writer,
): { readonly records: readonly NewRetrospective[]; readonly problems: readonly ClosingProblem[] } {
  const read = new FlagReader(objectives);
  const grades = read.each("grade", flags.grade, (text) => {
    const grade = parseGrade(text);
    return typeof grade === "number" ? { value: grade } : { problem: grade };
  });
  const reasons = read.each<string>("reason", flags.reason, (text) =>
    text === ""
      ? { problem: { message: "is empty", hint: "write it, or leave out --reason" } }
      : { value: text },
  );
  const outcomes = read.outcomes(flags.outcome);
  const answers = new Map(
    ANSWERS.flatMap((name): [string, string][] => {
      const text = flags[name]?.trim() ?? "";
      return text === "" ? [] : [[name, text]];
    }),
  );
  if (answers.size > 0 && objectives.length > 1)
    read.problems.push({
      message: `the same answers for ${objectives.length} objectives say little of each`,
      hint: "close one at a time, or write the answers for each into a document and use --from",
    });
  const records = objectives.map((objective): NewRetrospective => {
    // Of what is settled anew, what nobody says stays as it was.
    const before = blankAgain(objective, who, flags.reopen, book);
    const former = flags.accept ? blankEnd(objective, who, flags.reopen) : before;
    const outcome = outcomes.get(objective.id) ?? before.outcome;
    const graded = new Map([...former.grades, ...(grades.get(objective.id) ?? [])]);
    if (flags.accept && outcome !== "abandoned")
      for (const { keyResult, score } of book.scored(objective, who.date).keyResults)
        if (!graded.has(keyResult.id)) graded.set(keyResult.id, offeredGrade(score, tolerance));
    const order = objective.keyResults.filter(({ id }) => graded.has(id)).map(({ id }) => id);
    return {
      ...former,
      grades: new Map(order.map((id) => [id, graded.get(id) as number])),
      reasons: new Map([...former.reasons, ...(reasons.get(objective.id) ?? [])]),
      outcome,
      answers,
    };
  });
  return { records, problems: read.problems };
}

type Read<T> = { readonly value: T } | { readonly problem: ClosingProblem };

/** Takes flags apart, and keeps what is wrong with them. */
class FlagReader {
  readonly problems: ClosingProblem[] = [];
  readonly #objectives: readonly Objective[];

  constructor(objectives: readonly Objective[]) {
    this.#objectives = objectives;
  }

  /** `key-result=…`, or `objective/key-result=…`, by objective and key result. */
  each<T>(
    flag: string,
    words: readonly string[],
    parse: (text: string) => Read<T>,
  ): Map<string, Map<string, T>> {
    const found = new Map<string, Map<string, T>>();
    for (const word of words) {
      const at = word.indexOf("=");
      const name = word.slice(0, Math.max(0, at)).trim();
      const place = this.#find(name);
      if (place === null) {
        this.#refuse(
          `--${flag} "${word}" names no key result that is closed here`,
          `write --${flag} ${this.#example()}=…`,
        );
        continue;
      }
      const [objective, keyResult] = place;
      const value = parse(word.slice(at + 1).trim());
      const known = found.get(objective) ?? new Map<string, T>();
      if ("problem" in value)
        this.#refuse(
          `the ${flag} of ${keyResultRef(objective, keyResult)} ${value.problem.message}`,
          value.problem.hint,
        );
      else if (known.has(keyResult))
        this.#refuse(`${keyResultRef(objective, keyResult)} has two ${flag}s`, "keep one of the two");
      else found.set(objective, known.set(keyResult, value.value));
    }
    return found;
  }

  /** `done` for all, or `objective=done` for one. */
  outcomes(words: readonly string[]): Map<string, OutcomeWord> {
    const found = new Map<string, OutcomeWord>();
    const ids = this.#objectives.map(({ id }) => id);
    for (const word of words.toSorted((a, b) => Number(a.includes("=")) - Number(b.includes("=")))) {
      const at = word.indexOf("=");
      const outcome = word.slice(at + 1).trim() as OutcomeWord;
      const named = at === -1 ? ids : ids.filter((id) => id === word.slice(0, at).trim());
      if (named.length === 0)
        this.#refuse(
          `--outcome "${word}" names no objective that is closed here`,
          `these are: ${ids.join(", ")}`,
        );
      else if (!OUTCOMES.includes(outcome))
        this.#refuse(`--outcome "${word}" is no outcome`, `write ${OUTCOMES.join(", ")}, or OBJECTIVE=done`);
      else for (const id of named) found.set(id, outcome);
    }
    return found;
  }

  #find(name: string): [objective: string, keyResult: string] | null {
    for (const { id, keyResults } of this.#objectives)
      for (const one of keyResults)
        if (keyResultRef(id, one.id) === name || (one.id === name && this.#objectives.length === 1))
          return [id, one.id];
    return null;
  }

  #example(): string {
    const [first] = this.#objectives;
    const [keyResult] = first?.keyResults ?? [];
    if (first === undefined || keyResult === undefined) return "objective/key-result";
    return this.#objectives.length === 1 ? keyResult.id : keyResultRef(first.id, keyResult.id);
  }

  #refuse(message: string, hint: string): void {
    this.problems.push({ message, hint });
  }
}
