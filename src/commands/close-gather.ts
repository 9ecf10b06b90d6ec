import type { ClosingProblem } from "../analysis/closing.ts";
import { hasPart } from "../analysis/overview.ts";
import { Cancelled, type Prompts } from "../context.ts";
import { UserError } from "../errors.ts";
import { findCycle } from "../model/cycle.ts";
import type { Day } from "../model/day.ts";
import { type Objective, teamsWithin } from "../model/plan.ts";
import type { NewRetrospective } from "../model/retrospective.ts";
import { safe } from "../render/safe.ts";
import { count } from "../render/words.ts";
import { refuseProblems } from "./checkin-write.ts";
import { askClosing } from "./close-ask.ts";
import { type ClosingFlags, readClosingFlags, settlesSomething } from "./close-input.ts";
import {
  blankAgain,
  blankEnd,
  type ClosingSession,
  keepRetrospectives,
  readRetrospectives,
  resumeRetrospectives,
  type Writer,
} from "./close-session.ts";
import { requireCycle, requireObjective, requireTeam } from "./references.ts";
import { identifyPerson } from "./select.ts";

/** What of the options says what is closed, and where it is said how. */
export interface Asked extends ClosingFlags {
  readonly team: string | null;
  readonly cycle: string | null;
  readonly from: string | null;
  readonly date: Day;
  readonly by: string | null;
  readonly noCommit: boolean;
}

/** The end retrospectives that a document, the flags or the person at the keyboard gives. */
export async function gatherClosings(
  session: ClosingSession,
  names: readonly string[],
  asked: Asked,
): Promise<readonly NewRetrospective[]> {
  const { context, store, snapshot } = session;
  const spoken = settlesSomething(asked);
  const chosen = names.length > 0 || asked.team !== null || asked.cycle !== null;
  if (asked.from !== null && (spoken || chosen || asked.reopen !== null))
    throw new UserError(
      "--from brings everything there is to say",
      "leave out the other words and flags, or leave out --from",
    );
  if (asked.from !== null)
    return readRetrospectives(session, asked.from, { date: asked.date, by: asked.by, phase: "end" });
  if (names.length > 0 && (asked.team !== null || asked.cycle !== null))
    throw new UserError(
      "objectives are named, and a team or a cycle too",
      "name the objectives alone, or the team and the cycle alone",
    );
  const by = asked.by ?? (await identifyPerson(store, snapshot)).id;
  const who = { date: asked.date, by };
  const objectives = chooseObjectives(session, names, asked, by);
  if (spoken) {
    const { records, problems } = readClosingFlags(objectives, asked, session, who);
    // What the flags got wrong is missing from the records: to say so of them too would say it twice.
    refuseProblems(problems.length > 0 ? problems : closingProblems(session, records));
    return records;
  }
  const { prompts } = context.terminal;
  if (!prompts)
    throw new UserError(
      "there is nobody here to ask",
      "say how it ends: okr close OBJECTIVE --accept --outcome done, or --grade key-result=0.7 --reason key-result=…",
    );
  if (!asked.noCommit) await store.requireWritable();
  return interview(
    session,
    objectives.map((one) => blankAgain(one, who, asked.reopen, session.book)),
    prompts,
  );
}

/** All that keeps these objectives from being closed. */
export function closingProblems(
  { book, snapshot, tolerance, today }: ClosingSession,
  records: readonly NewRetrospective[],
): ClosingProblem[] {
  const found = new Map<string, ClosingProblem>();
  const seen = new Set<string>();
  for (const record of records) {
    const { objective: id, date, phase } = record;
    const problems = writerProblems(record, snapshot, today);
    if (seen.has(id))
      problems.push({ message: `${id}: it is closed twice here`, hint: "keep one of the two" });
    seen.add(id);
    if (phase !== "end")
      problems.push({
        message: `${id}: a retrospective of the phase ${phase} closes nothing`,
        hint: "write phase: end, or use okr retro",
      });
    else if (date <= today)
      problems.push(...book.problems(record, requireObjective(snapshot, id), tolerance));
    for (const problem of problems) found.set(problem.message, problem);
  }
  return [...found.values()];
}

/** What is wrong with the day and the writer of a retrospective. */
export function writerProblems(
  { date, by }: NewRetrospective,
  { plan }: ClosingSession["snapshot"],
  today: Day,
): ClosingProblem[] {
  const problems: ClosingProblem[] = [];
  if (date > today)
    problems.push({
      message: `the date ${date} lies after today (${today})`,
      hint: "a retrospective says what has happened",
    });
  if (!plan.person(by) && !plan.damaged.has(by))
    problems.push({
      message: `there is no person "${by}"`,
      hint: "add them with okr new person, or name a member with --by",
    });
  return problems;
}

/** The objectives that are named; those of a team and a cycle that are open; or one's own whose cycle is over. */
function chooseObjectives(
  { snapshot, book }: ClosingSession,
  names: readonly string[],
  { team, cycle, reopen }: Asked,
  person: string,
): readonly Objective[] {
  if (names.length > 0) return [...new Set(names)].map((name) => requireObjective(snapshot, name));
  if (reopen !== null)
    throw new UserError("nobody said what to reopen", "name it: okr close OBJECTIVE --reopen …");
  const { plan, settings, day } = snapshot;
  if (team !== null) requireTeam(snapshot, team);
  if (cycle !== null) requireCycle(snapshot, cycle);
  const teams = team === null ? null : teamsWithin(plan, team);
  const isOver = (one: Objective) => (findCycle(one.cycle, settings.cycles)?.end ?? "9999") < day;
  const found = plan.objectives.filter(
    (one) =>
      plan.objective(one.id) === one &&
      (teams?.has(one.team) ?? true) &&
      (cycle === null ? isOver(one) : one.cycle === cycle) &&
      (team !== null || cycle !== null || hasPart(one, person)) &&
      book.closed(one) === null,
  );
  if (found.length > 0) return found;
  const whose = team === null && cycle === null ? `of ${person} ` : "";
  throw new UserError(
    cycle === null
      ? `no open objective ${whose}belongs to a cycle that is over`
      : `no open objective ${team === null ? "" : `of ${team} `}belongs to ${cycle}`,
    cycle === null
      ? "to close one before its cycle ends, name it or the cycle: --cycle 2026-Q4"
      : "okr status --cycle shows what is closed",
  );
}

/** The end retrospectives of these objectives, asked for one after the other. */
export function askAndClose(
  session: ClosingSession,
  objectives: readonly Objective[],
  who: Writer,
  prompts: Prompts,
): Promise<readonly NewRetrospective[]> {
  return interview(
    session,
    objectives.map((one) => blankEnd(one, who, null)),
    prompts,
  );
}

/** Asks about one objective after the other; every answer is saved as soon as it is given. */
async function interview(
  session: ClosingSession,
  asked: readonly NewRetrospective[],
  prompts: Prompts,
): Promise<readonly NewRetrospective[]> {
  const { snapshot, book, draft } = session;
  refuseProblems(
    asked.flatMap((record) => [
      ...writerProblems(record, snapshot, session.today),
      ...book.timeProblems(record, requireObjective(snapshot, record.objective)),
    ]),
  );
  const begun = await resumeRetrospectives(session, "end", prompts, asked[0]?.by ?? "");
  const more = begun.filter(({ objective }) => !asked.some((one) => one.objective === objective));
  const there = more.filter(({ objective }) => snapshot.plan.objective(objective));
  const records = [
    ...asked.map((one) => begun.find(({ objective }) => objective === one.objective) ?? one),
    ...there,
  ];
  const done = more.filter((one) => !there.includes(one));
  try {
    for (const [index, record] of records.entries()) {
      const position = records.length > 1 ? `  (${index + 1} of ${records.length})` : "";
      const later = records.slice(index + 1).filter((one) => begun.includes(one));
      const keep = (now: NewRetrospective) => keepRetrospectives(session, [...done, now, ...later]);
      const objective = requireObjective(snapshot, record.objective);
      done.push(await askClosing(objective, position, { session, prompts, keep }, record));
    }
    const named = more.length > 0 ? ` (${safe(done.map(({ objective }) => objective).join(", "))})` : "";
    if (!(await prompts.confirm({ message: `Close ${count(done.length, "objective")}${named}?` })))
      throw new Cancelled();
  } catch (error) {
    if (!(error instanceof Cancelled)) return draft.guard(() => Promise.reject(error));
    throw new Cancelled(draft.whereabouts() ?? "");
  }
  return done;
}
