import { Cancelled, type Prompts } from "../context.ts";
import { type Outcome, UserError } from "../errors.ts";
import { findCycle } from "../model/cycle.ts";
import type { Objective } from "../model/plan.ts";
import type { NewRetrospective } from "../model/retrospective.ts";
import { formats } from "../render/index.ts";
import { type RetroReport, retroMessage } from "../render/retro-text.ts";
import { safe, safeLines } from "../render/safe.ts";
import { count } from "../render/words.ts";
import { composeRetrospective } from "../store/compose-retrospective.ts";
import { requireValid } from "../store/proof.ts";
import type { Change } from "../store/store.ts";
import { refuseProblems, tellAndPush } from "./checkin-write.ts";
import { askAnswers } from "./close-ask.ts";
import { writerProblems } from "./close-gather.ts";
import {
  blankLook,
  type ClosingSession,
  keepRetrospectives,
  readRetrospectives,
  resumeRetrospectives,
  retrospectivePath,
  type Writer,
} from "./close-session.ts";
import { requireObjective } from "./references.ts";
import { identifyPerson } from "./select.ts";
import { show } from "./show.ts";

/** What of the options of `okr retro` says something. */
interface Given {
  readonly phase: "mid" | "end" | null;
  readonly attractors: string | null;
  readonly detractors: string | null;
  readonly from: string | null;
  readonly by: string | null;
}

/** The mid-cycle retrospectives that a document or the flags give; null where they give none. */
export async function gatherLooks(
  session: ClosingSession,
  names: readonly string[],
  { phase, attractors, detractors, from, by }: Given,
): Promise<readonly NewRetrospective[] | null> {
  const spoken = attractors !== null || detractors !== null;
  if (!spoken && from === null) return null;
  if (phase === "end")
    throw new UserError(
      "the look back at the end settles grades and an outcome",
      "use okr close, which asks the four questions too",
    );
  const { store, snapshot } = session;
  if (from !== null) {
    if (spoken || names.length > 0)
      throw new UserError(
        "--from brings everything there is to say",
        "leave out the rest, or leave out --from",
      );
    return readRetrospectives(session, from, { date: snapshot.day, by, phase: "mid" });
  }
  const [name, ...more] = names;
  if (name === undefined || more.length > 0)
    throw new UserError(
      "whose attractors and detractors are these?",
      "name one objective: okr retro OBJECTIVE",
    );
  const who = { date: snapshot.day, by: by ?? (await identifyPerson(store, snapshot)).id };
  const said = Object.entries({ attractors, detractors }).flatMap(([key, text]): [string, string][] =>
    text === null || text.trim() === "" ? [] : [[key, text.trim()]],
  );
  return [{ ...blankLook(requireObjective(snapshot, name), who), answers: new Map(said) }];
}

/** Asks about one objective after the other; every answer is saved as soon as it is given. */
export async function askLooks(
  session: ClosingSession,
  objectives: readonly Objective[],
  who: Writer,
  prompts: Prompts,
): Promise<readonly NewRetrospective[]> {
  const { draft } = session;
  const begun = await resumeRetrospectives(session, "mid", prompts, who.by);
  const asked = objectives.map(
    (one) => begun.find(({ objective }) => objective === one.id) ?? blankLook(one, who),
  );
  const done = begun.filter((one) => !asked.includes(one));
  try {
    for (const [index, objective] of objectives.entries()) {
      await prompts.section(safe(objective.title), [safe(objective.id)]);
      const later = asked.slice(index + 1).filter((one) => begun.includes(one));
      const keep = (now: NewRetrospective) => keepRetrospectives(session, [...done, now, ...later]);
      const look = await askAnswers(asked[index] as NewRetrospective, "mid", { prompts, keep });
      if (look.answers.size > 0) done.push(look);
    }
    if (
      done.length > 0 &&
      !(await prompts.confirm({ message: `Commit ${count(done.length, "retrospective")}?` }))
    )
      throw new Cancelled();
  } catch (error) {
    if (!(error instanceof Cancelled)) return draft.guard(() => Promise.reject(error));
    throw new Cancelled(draft.whereabouts() ?? "");
  }
  return done;
}

/** Writes mid-cycle retrospectives as one commit of one file each, pushes where that is asked for, and says so. */
export async function landLooks(
  session: ClosingSession,
  records: readonly NewRetrospective[],
  { noCommit, push, format }: { noCommit: boolean; push: boolean; format: string },
): Promise<Outcome> {
  const { context, store, snapshot } = session;
  if (records.length === 0) {
    context.terminal.note("Nothing was said, so nothing is written.\n");
    return "ok";
  }
  const moment = { day: snapshot.day, commit: null };
  const tell = (report: RetroReport) =>
    show({ store, context, moment }, report, { format, output: null, formats: formats.retro });
  const written = await writeLooks(session, records, !noCommit);
  await tellAndPush(session, { report: written, push }, tell);
  return "ok";
}

async function writeLooks(
  session: ClosingSession,
  records: readonly NewRetrospective[],
  commit: boolean,
): Promise<RetroReport> {
  const { context, store, snapshot, draft } = session;
  await keepRetrospectives(session, records);
  const write = async (): Promise<RetroReport> => {
    refuseProblems(records.flatMap((record) => lookProblems(session, record)));
    const written: { record: NewRetrospective; path: string }[] = [];
    const changes: Change[] = [];
    for (const record of records) {
      const path = retrospectivePath(session, requireObjective(snapshot, record.objective), record.date);
      const content = await composeRetrospective(record, null);
      requireValid("retrospective", path, content);
      written.push({ record, path });
      changes.push({ path, content });
    }
    const landed = commit
      ? await store.commit(changes, `${retroMessage(records)}\n`)
      : await store.write(changes);
    await draft.discard();
    if (landed?.said) context.terminal.note(`${safeLines(landed.said)}\n`);
    for (const warning of landed?.warnings ?? []) context.terminal.note(`okr: ${safe(warning)}\n`);
    const where = { commit: landed?.commit ?? null, branch: landed?.branch ?? null };
    return { phase: "mid", stories: [], written, ...where, pushed: null };
  };
  return context.terminal.holdSignals(() => draft.guard(write));
}

function lookProblems({ snapshot, book, today }: ClosingSession, record: NewRetrospective) {
  const objective = requireObjective(snapshot, record.objective);
  const { id } = objective;
  const problems = writerProblems(record, snapshot, today);
  const cycle = findCycle(objective.cycle, snapshot.settings.cycles);
  const closed = book.closed(objective);
  if (record.phase !== "mid")
    problems.push({ message: `${id}: the look back at the end settles grades`, hint: "use okr close" });
  if (closed !== null && closed.date <= record.date)
    problems.push({ message: `${id}: it was closed on ${closed.date}`, hint: "there is no middle any more" });
  if (cycle && record.date < cycle.start)
    problems.push({
      message: `${id}: its cycle ${cycle.id} begins on ${cycle.start}`,
      hint: "what has not begun cannot be looked back at",
    });
  if (record.answers.size === 0)
    problems.push({ message: `${id}: it says nothing`, hint: "give attractors or detractors" });
  return problems;
}
