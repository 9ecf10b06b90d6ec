import type {
  DefinitionEntry,
  Entry,
  EntryChange,
  ReadingEntry,
  RecordEntry,
} from "../analysis/journal/entry.ts";
import { difference } from "../analysis/journal/readings.ts";
import type { KeyResult } from "../model/plan.ts";
import { bodyWords, paragraphs, tickWords, valueWords } from "./log-words.ts";
import { safe } from "./safe.ts";
import { movement, shownValue } from "./words.ts";

/** What the body of a record says. */
export interface Words {
  /** Markdown; null where there is no such section. */
  readonly issues: string | null;
  readonly plan: string | null;
  /** All else, in order; without a title what stands below no heading. */
  readonly notes: readonly { readonly title: string | null; readonly text: string }[];
}

/** One thing an entry says: safe text, which may be broken into lines. */
export interface Fact {
  readonly label: string;
  readonly lines: readonly string[];
  /** How the label stands: the name of a key result or a word of ours beside the text, or a heading above it. */
  readonly kind: "key-result" | "word" | "heading";
  /** Whether lines may begin with the sign of a moved goalpost. */
  readonly marked?: boolean;
}

/** The sign of a moved goalpost. */
export const GOALPOST = "◆";

/** What an entry says, in the order in which it is read. @param brief whether a title above says which objective it is */
export function factsOf(entry: Entry, words: Words | null, brief: boolean): Fact[] {
  if (entry.unreadable) return [];
  if (entry.type === "definition") {
    if (entry.event === "removed") return [];
    return entry.event === "added" && !entry.restored ? newFacts(entry, brief) : changeFacts(entry);
  }
  if (entry.event === "changed") return changeFacts(entry);
  if (entry.event === "removed") return takenFacts(entry);
  return [...entry.readings.map(readingFact), ...recordFacts(entry), ...wordFacts(words)];
}

/** The days of several records, by the objectives they are about. */
export function listFacts(entries: readonly Entry[], many: boolean): Fact[] {
  const days = new Map<string, string[]>();
  for (const { objective, date, path } of entries) {
    const list = days.get(objective ?? "");
    if (list) list.push(date ?? path);
    else days.set(objective ?? "", [date ?? path]);
  }
  return [...days].map(([objective, list]) => {
    const text = list.map(safe).reverse().join(", ");
    return many && objective !== "" ? ofKeyResult(objective, text) : quiet("of", text);
  });
}

function quiet(label: string, lines: string | readonly string[]): Fact {
  return { label: safe(label), lines: listOf(lines), kind: "word" };
}

function ofKeyResult(id: string, lines: string | readonly string[]): Fact {
  return { label: safe(id), lines: listOf(lines), kind: "key-result" };
}

/** Not by spreading: a body may have more lines than a call may have arguments. */
function listOf(lines: string | readonly string[]): readonly string[] {
  return typeof lines === "string" ? [lines] : lines;
}

/** A new definition: its title and what it belongs to, then its key results. */
function newFacts({ after, changes }: DefinitionEntry, brief: boolean): Fact[] {
  if (after?.kind !== "objective")
    return [
      ...changes.filter(({ field }) => NAMES.has(field)).map(({ field, to }) => quiet(field, valueWords(to))),
      ...LISTS.flatMap((list) => {
        const listed = changes.filter(({ field }) => field.startsWith(`${list}.`));
        return listed.length === 0 ? [] : [quiet(list, listed.map(({ to }) => valueWords(to)).join(" · "))];
      }),
    ];
  const { title, team, cycle, type, owner, alignsTo, keyResults } = after.objective;
  const named = new Set(changes.map(({ keyResult }) => keyResult));
  const facts = keyResults
    .filter(({ id }) => named.has(id))
    .map((keyResult) => ofKeyResult(keyResult.id, `${movement(keyResult)}: ${safe(keyResult.title)}`));
  if (!changes.some(({ field }) => field === "title")) return facts;
  const aligned = alignsTo.length === 0 ? [] : [quiet("aligned to", alignsTo.map(safe).join(", "))];
  const about = [team, cycle, type, owner].map(safe).join(" · ");
  return brief
    ? [quiet("title", safe(title)), ...aligned, ...facts]
    : [quiet("title", [safe(title), about]), ...aligned, ...facts];
}

const NAMES: ReadonlySet<string> = new Set(["name", "mission", "vision", "lead", "parent"]);

const LISTS = ["members", "priorities"];

/** What was changed; several changes of one key result stand below its name. */
function changeFacts(entry: Entry): Fact[] {
  const facts: Fact[] = [];
  const parted = entry.leftOut === null && entry.changes.some(({ leftOut }) => leftOut);
  for (const change of entry.changes) {
    const fact = { ...changeFact(change, entry), marked: true };
    const lines =
      parted && change.leftOut ? [...fact.lines, "never in force: the merge left it out"] : fact.lines;
    const next = { ...fact, lines };
    const last = facts.at(-1);
    if (last && next.kind === "key-result" && last.kind === next.kind && last.label === next.label)
      facts[facts.length - 1] = { ...last, lines: [...last.lines, ...next.lines] };
    else facts.push(next);
  }
  return facts;
}

function changeFact(change: EntryChange, entry: Entry): Fact {
  const { field, keyResult, from, to, goalpost } = change;
  const mark = goalpost ? `${GOALPOST} ` : "";
  if (field === "body") return bodyFact(String(from ?? ""), String(to ?? ""));
  if (keyResult === null) return quiet(field.replaceAll("_", " "), step(mark, from, to));
  if (entry.type !== "definition") return ofKeyResult(keyResult, step(`${recordField(field)} `, from, to));
  const [old, young] = [keyResultOf(entry.before, keyResult), keyResultOf(entry.after, keyResult)];
  const property = field.split(".")[2];
  if (property === undefined) return ofKeyResult(keyResult, `${mark}${comingWords(old, young)}`);
  const unit = MEASURED.has(property) ? (young?.unit ?? null) : null;
  const name = safe(property.replaceAll("_", " "));
  return ofKeyResult(keyResult, step(`${mark}${name} `, from, to, unit === null ? "" : ` ${safe(unit)}`));
}

function bodyFact(before: string, after: string): Fact {
  const ticks = tickWords(before, after);
  return ticks === null ? quiet("text", bodyWords(before, after)) : quiet("initiative", ticks);
}

const MEASURED: ReadonlySet<string> = new Set(["baseline", "target", "at_least", "at_most"]);

function comingWords(old: KeyResult | null, young: KeyResult | null): string {
  if (young) return `new: ${movement(young)}: ${safe(young.title)}`;
  return old ? `taken out: ${movement(old)}: ${safe(old.title)}` : "taken out";
}

/** What a field of a record says of a key result: `results.completion.note` is a note. */
function recordField(field: string): string {
  const [kind = "", , part] = field.split(".");
  return safe(part ?? { results: "reading", grades: "grade", reasons: "reason" }[kind] ?? kind);
}

function keyResultOf(definition: DefinitionEntry["before"], id: string): KeyResult | null {
  if (definition?.kind !== "objective") return null;
  return definition.objective.keyResults.find((one) => one.id === id) ?? null;
}

/** Long texts go below one another. */
const LONG = 60;

function step(start: string, from: unknown, to: unknown, end = ""): string[] {
  const same = valueWords(from) === valueWords(to);
  const [before, after] = [valueWords(from, same), valueWords(to, same)];
  if (before.length + after.length <= LONG) return [`${start}${before} → ${after}${end}`];
  return [`${start}${before}`, `→ ${after}${end}`];
}

/** `completion  70 → 72 of 90 %  (+2)`, with its note below. */
function readingFact(entry: ReadingEntry): Fact {
  const { id, value, confidence, note, grade, reason } = entry;
  const pieces = [
    ...(value === null ? [] : [readingText(entry)]),
    ...(confidence === null ? [] : [`confidence ${confidence}`]),
    ...(grade === null ? [] : [`grade ${grade}`]),
  ];
  const texts = [note, reason].filter((text) => text !== null).flatMap(paragraphs);
  return ofKeyResult(id, [...(pieces.length > 0 ? [pieces.join("  ")] : []), ...texts]);
}

function readingText({ keyResult, value, previous }: ReadingEntry): string {
  if (keyResult === null || value === null) return valueWords(value);
  const { measure } = keyResult;
  const unit = keyResult.unit === null ? "" : ` ${safe(keyResult.unit)}`;
  const before = previous?.value ?? (measure.metric === "number" ? measure.baseline : null);
  const now = shownValue(keyResult, value);
  const start = before === null ? null : shownValue(keyResult, before);
  const moved = start === null || start === now ? now : `${start} → ${now}`;
  const delta = start === now && previous ? "  (no change)" : deltaText(before, value);
  if (measure.metric === "number") return `${moved} of ${measure.target}${unit}${delta}`;
  return measure.metric === "limit"
    ? `${moved}${unit}${delta}  must be ${movement(keyResult)}`
    : `${moved}${delta}`;
}

function deltaText(before: unknown, now: unknown): string {
  if (typeof before !== "number" || typeof now !== "number" || before === now) return "";
  const delta = Math.abs(difference(before, now));
  return `  (${now > before ? "+" : "−"}${delta})`;
}

/** What a record said that is gone: `took away  completion 72, tickets 36`. */
function takenFacts({ readings, record }: RecordEntry): Fact[] {
  const taken = readings.flatMap(({ id, keyResult, value, grade }) => {
    const shown = value === null ? null : keyResult ? shownValue(keyResult, value) : valueWords(value);
    return [...(shown === null ? [] : [shown]), ...(grade === null ? [] : [`grade ${grade}`])].map(
      (text) => `${safe(id)} ${text}`,
    );
  });
  if (record?.kind === "check-in" && record.confidence !== null)
    taken.push(`confidence ${record.confidence}`);
  if (record?.kind === "retrospective" && record.outcome !== null) taken.push(`outcome ${record.outcome}`);
  return taken.length === 0 ? [] : [quiet("took away", taken.join(", "))];
}

function recordFacts({ record, changes }: RecordEntry): Fact[] {
  if (record === null) return [];
  if (record.kind === "retrospective")
    return record.outcome === null ? [] : [quiet("outcome", record.outcome)];
  const { confidence } = record;
  if (confidence === null) return [];
  const from = changes.find(({ field }) => field === "confidence")?.from ?? null;
  return [
    quiet("confidence", `${from === null ? "" : `${from} → `}${confidence}${deltaText(from, confidence)}`),
  ];
}

function wordFacts(words: Words | null): Fact[] {
  if (words === null) return [];
  const { issues, plan, notes } = words;
  return [
    ...notes.map(({ title, text }) =>
      title === null
        ? quiet("notes", paragraphs(text))
        : ({ label: safe(title), lines: paragraphs(text), kind: "heading" } as const),
    ),
    ...(issues === null ? [] : [quiet("issues", paragraphs(issues))]),
    ...(plan === null ? [] : [quiet("plan", paragraphs(plan))]),
  ].filter(({ lines }) => lines.length > 0);
}
