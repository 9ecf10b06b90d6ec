import { Story } from "../analysis/score.ts";
import { Cancelled, type Context } from "../context.ts";
import { UserError } from "../errors.ts";
import type { NewCheckIn } from "../model/check-in.ts";
import type { Day } from "../model/day.ts";
import type { Objective } from "../model/plan.ts";
import { count } from "../render/words.ts";
import { readGivenFile } from "../store/own-files.ts";
import { askCheckIn, backsUp, objectivesToCheckIn } from "./checkin-ask.ts";
import { type FlagInput, readFlags, saysSomething, splitWords } from "./checkin-input.ts";
import { uncommitted } from "./checkin-recover.ts";
import { findProblems, refuseProblems, type Session } from "./checkin-write.ts";
import { draftTitle } from "./draft-keeper.ts";
import { requireObjective } from "./references.ts";
import { identifyPerson } from "./select.ts";

/** What of the options says where check-ins come from. */
interface Asked extends FlagInput {
  readonly from: string | null;
  readonly date: Day;
  readonly by: string | null;
  readonly noCommit: boolean;
}

/** The check-ins that a document, the flags or the person at the keyboard gives. */
export async function gatherCheckIns(
  session: Session,
  words: readonly string[],
  asked: Asked,
): Promise<readonly NewCheckIn[]> {
  const { context, store, snapshot } = session;
  const { name, values } = splitWords(words);
  const spoken = saysSomething(asked, values);
  if (asked.from !== null && (spoken || name !== null))
    throw new UserError(
      "--from brings the whole check-in",
      "leave out the other words and flags, or leave out --from",
    );
  if (asked.from !== null) return fromDocument(session, asked.from, asked);
  const by = asked.by ?? (await identifyPerson(store, snapshot)).id;
  const who = { date: asked.date, by };
  if (spoken) return [readFlags(theObjective(session, name, by), values, asked, who)];
  if (!context.terminal.prompts)
    throw new UserError(
      "there is nobody here to ask",
      "name the objective and say something of it: okr checkin OBJECTIVE key-result=72 --confidence 0.7",
    );
  if (!asked.noCommit) await store.requireWritable();
  const objectives = name === null ? objectivesToCheckIn(snapshot, by) : [requireObjective(snapshot, name)];
  if (objectives.length === 0) throw nothingOf(session, by);
  return interview(session, objectives, who);
}

/** The objective named, or the only one the person could mean. */
function theObjective({ snapshot }: Session, name: string | null, by: string): Objective {
  if (name !== null) return requireObjective(snapshot, name);
  const [only, ...others] = objectivesToCheckIn(snapshot, by);
  if (only && others.length === 0) return only;
  throw new UserError("which objective?", "name it first: okr checkin OBJECTIVE key-result=72");
}

function nothingOf({ snapshot }: Session, person: string): UserError {
  const backed = objectivesToCheckIn(snapshot, person, backsUp).map(({ id }) => id);
  const hint = backed.length > 0 ? `you back up ${backed.join(", ")}: okr checkin ${backed[0]}\n` : "";
  return new UserError(
    `no running objective or key result is owned by ${person}`,
    `${hint}name one: okr checkin OBJECTIVE; okr status lists them`,
  );
}

async function fromDocument(session: Session, from: string, asked: Pick<Asked, "date" | "by">) {
  const { context, store, draft } = session;
  const text = from === "-" ? await context.terminal.readInput() : readGivenFile(context.cwd, from);
  const name = from === "-" ? "standard input" : from;
  const saved = (await store.drafts()).find((one) => one.text === text);
  if (!saved && text.includes("\ufffd"))
    throw new UserError(`${name} is not UTF-8 text`, "save it with the encoding UTF-8");
  const checkIns = await readDocument(session, text, name, asked);
  if (!saved) return checkIns;
  if ((await uncommitted(session, checkIns)).length === 0) {
    await store.removeDraft(saved.path);
    context.terminal.note("These check-ins are committed already; nothing is left to do.\n");
    return [];
  }
  draft.adopt(saved.path, await store.composeDraft(checkIns));
  return checkIns;
}

/** Who checks in is only asked of git where the document does not say it. */
async function readDocument(
  { store, snapshot }: Session,
  text: string,
  name: string,
  { date, by }: Pick<Asked, "date" | "by">,
): Promise<NewCheckIn[]> {
  if (by !== null) return store.readCheckIns(text, name, { date, by });
  try {
    return await store.readCheckIns(text, name, { date, by: "" });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return store.readCheckIns(text, name, { date, by: (await identifyPerson(store, snapshot)).id });
  }
}

/** Asks about one objective after the other; every answer is saved as soon as it is given. */
async function interview(session: Session, objectives: readonly Objective[], who: { date: Day; by: string }) {
  const { context, store, snapshot, draft } = session;
  const prompts = context.terminal.prompts as NonNullable<Context["terminal"]["prompts"]>;
  const blank = { ...who, confidence: null, results: new Map(), issues: "", plan: "", more: "" };
  refuseProblems(findProblems(session, { objective: objectives[0]?.id ?? "", ...blank }));
  const begun = await resume(session, who);
  const lastPlan = async ({ id }: Objective) => {
    const before = snapshot.checkIns.filter(
      ({ objective, date }) => objective === id && date <= snapshot.day,
    );
    for (const { body } of before.reverse()) {
      const plan = (await store.sections(body)).get("plan");
      if (plan) return plan;
    }
    return "";
  };
  const resumed = begun.flatMap(({ objective }) => snapshot.plan.objective(objective) ?? []);
  const asked = [...new Set([...objectives, ...resumed])];
  // What no question is about stays as it was: a second check-in of an objective, one whose objective is gone.
  const first = (one: NewCheckIn) => begun.find(({ objective }) => objective === one.objective) === one;
  const done = begun.filter((one) => !first(one) || !asked.some(({ id }) => id === one.objective));
  const open = begun.filter((one) => !done.includes(one));
  try {
    for (const [index, objective] of asked.entries()) {
      const position = asked.length > 1 ? `  (${index + 1} of ${asked.length})` : "";
      const later = open.filter((checkIn) => asked.findIndex(({ id }) => id === checkIn.objective) > index);
      const keep = (checkIn: NewCheckIn) => draft.keep([...done, checkIn, ...later]);
      const before = open.find((checkIn) => checkIn.objective === objective.id) ?? null;
      const checkIn = await askCheckIn(
        objective,
        position,
        { prompts, snapshot, who, lastPlan, keep },
        before,
      );
      if (checkIn) done.push(checkIn);
    }
    if (done.length > 0 && !(await prompts.confirm({ message: `Commit ${count(done.length, "check-in")}?` })))
      throw new Cancelled();
  } catch (error) {
    if (!(error instanceof Cancelled)) return draft.guard(() => Promise.reject(error));
    throw new Cancelled(draft.whereabouts() ?? "");
  }
  if (done.length === 0) context.terminal.note("Nothing was said, so nothing is written.\n");
  return done;
}

/** Offers to go on with what an earlier run of this person left behind. */
async function resume(session: Session, who: { date: Day; by: string }): Promise<readonly NewCheckIn[]> {
  const { context, store, draft } = session;
  const { prompts } = context.terminal;
  const next = await nextDraft(session, who);
  if (!next || !prompts) return [];
  const { left, open, closed } = next;
  if (!(await draft.offer(left, draftTitle("check-in", left, open), prompts))) return [];
  // Says what is wrong with one that cannot be read.
  if (open.length === 0) return store.readCheckIns(left.text, left.path, who);
  await draft.adoptOpen(left, { open, closed }, (checkIns) => store.composeDraft(checkIns));
  return open;
}

/** The person's first draft with check-ins that can be written and are not committed; those that are have had their day. */
async function nextDraft(session: Session, who: { date: Day; by: string }) {
  const { store, snapshot } = session;
  const story = new Story(snapshot);
  const isClosed = ({ objective, date }: NewCheckIn) => story.closed(objective, date) !== null;
  for (const left of await store.drafts()) {
    if (!left.name.includes("-check-in")) continue;
    // One that cannot be read is for the person to look at.
    const checkIns = await store.readCheckIns(left.text, left.path, who).catch(() => null);
    if (checkIns === null) return { left, open: [], closed: [] };
    if (checkIns.some(({ by }) => by !== who.by)) continue;
    const missing = await uncommitted(session, checkIns);
    const open = missing.filter((one) => !isClosed(one));
    if (open.length > 0) return { left, open, closed: missing.filter(isClosed) };
    if (missing.length === 0) await store.removeDraft(left.path);
  }
  return null;
}
