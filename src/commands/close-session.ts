import { ClosingBook } from "../analysis/closing.ts";
import type { Context, Prompts } from "../context.ts";
import { UserError } from "../errors.ts";
import type { Day } from "../model/day.ts";
import type { Objective } from "../model/plan.ts";
import { type Phase, recordSuffix, suffixAfter, suffixOf } from "../model/records.ts";
import type { NewRetrospective } from "../model/retrospective.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { readOptions } from "../rules/check.ts";
import { gradeWithoutReason } from "../rules/grade-without-reason.ts";
import { composeRetrospectiveDraft } from "../store/compose-retrospective.ts";
import type { Moment } from "../store/moment.ts";
import { readGivenFile } from "../store/own-files.ts";
import { readRetrospectiveDocument } from "../store/retrospective-document.ts";
import type { Store } from "../store/store.ts";
import { DraftKeeper, draftTitle } from "./draft-keeper.ts";
import { identifyPerson } from "./select.ts";

/** One run of a command that writes retrospectives. */
export interface ClosingSession {
  readonly context: Context;
  readonly store: Store;
  /** On the day the retrospective is about. */
  readonly snapshot: Snapshot;
  readonly moment: Moment;
  readonly book: ClosingBook;
  readonly today: Day;
  readonly draft: DraftKeeper;
  /** How far a grade may lie from the score without a reason. */
  readonly tolerance: number;
}

/** Who looks back, and on which day. */
export interface Writer {
  readonly date: Day;
  readonly by: string;
}

/** Opens the store for a command that writes retrospectives, or at a revision shows what there is to look back at. @param command as in `okr close` */
export async function openClosing(
  context: Context,
  command: string,
  date: Day | null,
  { history = false, at = null }: { readonly history?: boolean; readonly at?: string | null } = {},
): Promise<ClosingSession> {
  const store = await context.store();
  const today = context.clock.today();
  const moment = at === null ? { day: date ?? today, commit: null } : await store.moment(at, today);
  const snapshot = await (history ? store.snapshotWithHistory(moment) : store.snapshot(moment));
  const { tolerance } = readOptions(gradeWithoutReason, snapshot.settings).options;
  return {
    ...{ context, store, snapshot, moment, today, tolerance: tolerance as number },
    book: new ClosingBook(snapshot),
    draft: new DraftKeeper(store, context, { words: "go on", command: `okr ${command} --from` }),
  };
}

/** A look back at an objective of which nothing is said yet. */
export function blankEnd({ id }: Objective, who: Writer, reopened: string | null): NewRetrospective {
  const nothing = { grades: new Map(), reasons: new Map(), outcome: null, answers: new Map() };
  return { objective: id, ...who, phase: "end", ...nothing, reopened };
}

/** The same of one that is closed anew: with what was settled before. */
export function blankAgain(
  objective: Objective,
  who: Writer,
  reopened: string | null,
  book: ClosingBook,
): NewRetrospective {
  const before = reopened === null ? null : book.closed(objective);
  const blank = blankEnd(objective, who, reopened);
  if (before === null) return blank;
  const { grades, reasons, outcome } = before;
  return { ...blank, grades, reasons, outcome };
}

/** The same in the middle of a cycle. */
export function blankLook(objective: Objective, who: Writer): NewRetrospective {
  return { ...blankEnd(objective, who, null), phase: "mid" };
}

/** Keeps what was typed so far. */
export function keepRetrospectives({ draft }: ClosingSession, records: readonly NewRetrospective[]) {
  return draft.keepText(
    `${records[0]?.date}-retrospective-${records[0]?.phase}`,
    composeRetrospectiveDraft(records),
  );
}

/** The retrospectives of a document that the person names; - is standard input. A draft goes once it is committed. */
export async function readRetrospectives(
  { context, store, snapshot, draft }: ClosingSession,
  from: string,
  { by, ...given }: Pick<NewRetrospective, "date" | "phase"> & { readonly by: string | null },
): Promise<NewRetrospective[]> {
  const text = from === "-" ? await context.terminal.readInput() : readGivenFile(context.cwd, from);
  const name = from === "-" ? "standard input" : from;
  if (text.includes("\ufffd"))
    throw new UserError(`${name} is not UTF-8 text`, "save it with the encoding UTF-8");
  const read = (person: string) => readRetrospectiveDocument(text, name, { ...given, by: person });
  let records: NewRetrospective[];
  try {
    records = read(by ?? "");
  } catch (error) {
    if (by !== null || !(error instanceof UserError)) throw error;
    // Git is only asked who writes where the document does not say it.
    records = read((await identifyPerson(store, snapshot)).id);
  }
  await draft.recognize(from, text, composeRetrospectiveDraft(records));
  return records;
}

/** Offers to go on with what an earlier run of this person left behind of a phase, without what is closed by now. */
export async function resumeRetrospectives(
  session: ClosingSession,
  phase: Phase,
  prompts: Prompts,
  by: string,
): Promise<readonly NewRetrospective[]> {
  const { draft, today } = session;
  const isClosed = (record: NewRetrospective) => closedSince(session, record);
  for (const left of await draft.left()) {
    if (!left.name.includes(`-retrospective-${phase}`)) continue;
    const read = () => readRetrospectiveDocument(left.text, left.path, { date: today, by, phase });
    const records = readable(read);
    if (records?.some((one) => one.by !== by)) continue;
    const open = records?.filter((one) => !isClosed(one)) ?? [];
    if (records !== null && open.length === 0) continue;
    if (!(await draft.offer(left, draftTitle("retrospective", left, open), prompts))) return [];
    // Says what is wrong with one that cannot be read.
    if (records === null) return read();
    await draft.adoptOpen(left, { open, closed: records.filter(isClosed) }, composeRetrospectiveDraft);
    return open;
  }
  return [];
}

/** Null for a draft that cannot be read: it is for the person to look at. */
function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** Whether an objective was closed before this could be written about it. */
function closedSince({ snapshot, book }: ClosingSession, record: NewRetrospective): boolean {
  const objective = snapshot.plan.objective(record.objective);
  const closed = objective ? book.closed(objective) : null;
  if (closed === null || record.reopened !== null) return false;
  return record.phase === "end" || closed.date <= record.date;
}

/** A file beside the objective's, named so that it sorts after all retrospectives of the same day. */
export function retrospectivePath(
  { context, snapshot }: ClosingSession,
  { id, source }: Objective,
  date: Day,
): string {
  const last = snapshot.retrospectives
    .filter((one) => one.objective === id && one.date === date)
    .flatMap(({ name }) => suffixOf(name) ?? [])
    .sort()
    .at(-1);
  const suffix = suffixAfter(recordSuffix(context.clock.timeOfDay(), context.clock.random()), last ?? null);
  return `${source.path.replace(/\.md$/i, "")}/${date}-retrospective-${suffix}.md`;
}
