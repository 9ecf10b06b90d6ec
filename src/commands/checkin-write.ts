import { type CheckInEffect, effectOf } from "../analysis/check-in-effect.ts";
import { Story } from "../analysis/score.ts";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { type CheckInProblem, checkInProblems, checkInWarning, type NewCheckIn } from "../model/check-in.ts";
import type { Day } from "../model/day.ts";
import { recordSuffix, suffixAfter, suffixOf } from "../model/records.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { type CheckInReport, commitMessage } from "../render/check-in-text.ts";
import { safeLines } from "../render/safe.ts";
import type { Change } from "../store/commit.ts";
import type { Pushed } from "../store/push.ts";
import type { Store } from "../store/store.ts";
import { saysAnything } from "./checkin-ask.ts";
import { findLeftBehind } from "./checkin-recover.ts";
import type { DraftKeeper } from "./draft-keeper.ts";
import { findObjective, requireObjective } from "./references.ts";

/** One run of `okr checkin`. */
export interface Session {
  readonly context: Context;
  readonly store: Store;
  /** On the day the check-in is about. */
  readonly snapshot: Snapshot;
  readonly today: Day;
  readonly draft: DraftKeeper;
}

/** Writes check-ins as one commit of one file each. What was typed is saved before anything else is touched. */
export async function writeCheckIns(
  session: Session,
  checkIns: readonly NewCheckIn[],
  { commit }: { commit: boolean },
): Promise<CheckInReport> {
  const { store, draft, snapshot, context } = session;
  const { terminal } = context;
  await draft.keep(checkIns);
  const write = async (): Promise<CheckInReport> => {
    requireWritableCheckIns(session, checkIns);
    const { effects, changes } = await prepareFiles(session, checkIns);
    const unusual = commit ? await warnUntracked(store, effects) : [];
    const landed = commit ? await store.commit(changes, commitMessage(effects)) : await store.write(changes);
    await draft.discard();
    if (landed?.said) terminal.note(`${safeLines(landed.said)}\n`);
    const outside = effects.flatMap(
      ({ checkIn, objective }) => checkInWarning(checkIn, objective, snapshot.settings) ?? [],
    );
    return {
      effects,
      commit: landed?.commit ?? null,
      branch: landed?.branch ?? null,
      pushed: null,
      warnings: [...outside, ...unusual, ...(landed?.warnings ?? [])],
    };
  };
  return terminal.holdSignals(() => draft.guard(write));
}

async function warnUntracked(store: Store, effects: readonly CheckInEffect[]): Promise<string[]> {
  const definitions = [...new Set(effects.map(({ objective }) => objective.source.path))];
  return (await store.untracked(definitions)).map(
    (path) => `git does not keep ${path} yet, only your check-in on it; commit it too: git add ${path}`,
  );
}

/** Throws one UserError with everything that keeps these check-ins from being written. */
function requireWritableCheckIns(session: Session, checkIns: readonly NewCheckIn[]): void {
  const nothing = {
    message: "it says nothing",
    hint: "give a confidence, a reading, a note, issues or a plan",
  };
  refuseProblems(
    checkIns.flatMap((checkIn, index) => {
      const problems = findProblems(session, checkIn);
      if (!saysAnything(checkIn)) problems.push(nothing);
      if (checkIns.length === 1) return problems;
      const label = `check-in ${index + 1} (${checkIn.objective})`;
      return problems.map(({ message, hint }) => ({ message: `${label}: ${message}`, hint }));
    }),
  );
}

/** Throws one UserError that names all the problems, where there are any. */
export function refuseProblems(problems: readonly CheckInProblem[]): void {
  if (problems.length > 0)
    throw new UserError(
      problems.map(({ message }) => message).join("\n"),
      [...new Set(problems.map(({ hint }) => hint))].join("\n"),
    );
}

/** What keeps a check-in from being written, whatever it says. */
export function findProblems({ snapshot, today }: Session, checkIn: NewCheckIn): CheckInProblem[] {
  const objective = findObjective(snapshot, checkIn.objective);
  const problems = "message" in objective ? [objective] : checkInProblems(checkIn, objective, today);
  const closed = new Story(snapshot).closed(checkIn.objective, checkIn.date);
  if (closed)
    problems.push({
      message: `the objective ${checkIn.objective} was closed on ${closed.date} (${closed.outcome ?? "no outcome"})`,
      hint: "check in on the objective that carries it on, or correct the retrospective with a later one",
    });
  if (!snapshot.plan.person(checkIn.by) && !snapshot.plan.damaged.has(checkIn.by))
    problems.push({
      message: `there is no person "${checkIn.by}"`,
      hint: "add them with okr new person, or name a member with --by",
    });
  return problems;
}

/** The files of the check-ins; each counts for the effect of the next. A file that a killed run left behind is taken up. */
async function prepareFiles(
  { context, snapshot, store, draft }: Session,
  checkIns: readonly NewCheckIn[],
): Promise<{ effects: CheckInEffect[]; changes: Change[] }> {
  const effects: CheckInEffect[] = [];
  const changes: Change[] = [];
  let known = snapshot;
  for (const checkIn of checkIns) {
    const objective = requireObjective(snapshot, checkIn.objective);
    const content = await store.composeCheckIn(checkIn);
    const left = draft.adopted ? findLeftBehind(known, content) : null;
    if (left) known = { ...known, checkIns: known.checkIns.filter((one) => one !== left) };
    const path = left?.source.path ?? newPath(context, known, checkIn, objective.source.path);
    const { effect, after } = effectOf(known, objective, checkIn, path);
    known = after;
    effects.push(effect);
    changes.push(left ? { path, content, expected: content } : { path, content });
  }
  return { effects, changes };
}

/** A file beside the objective's, named so that it sorts after all of the same day. */
function newPath({ clock }: Context, { checkIns }: Snapshot, checkIn: NewCheckIn, beside: string): string {
  const { objective, date } = checkIn;
  const suffixes = checkIns
    .filter((one) => one.objective === objective && one.date === date)
    .flatMap(({ name }) => suffixOf(name) ?? [])
    .sort();
  const suffix = suffixAfter(recordSuffix(clock.timeOfDay(), clock.random()), suffixes.at(-1) ?? null);
  return `${beside.replace(/\.md$/i, "")}/${date}-check-in-${suffix}.md`;
}

/** Pushes what was committed; a push that fails leaves the records where they are. */
async function pushRecords<R extends { readonly commit: string | null }>(
  { store, context, today }: Pick<Session, "store" | "context" | "today">,
  report: R,
): Promise<R & { readonly pushed: Pushed }> {
  const pushed = await context.terminal.holdSignals(() => store.push());
  if (pushed.rebased === 0) return { ...report, pushed };
  // On top of what others pushed it is another commit.
  const { commit } = await store.provenance({ day: today, commit: null });
  return { ...report, commit, pushed };
}

/** Says what was committed, pushed before where that is asked for. The commit stands, whatever becomes of the push. */
export async function tellAndPush<R extends { readonly commit: string | null }>(
  session: Pick<Session, "store" | "context" | "today">,
  { report, push }: { readonly report: R; readonly push: boolean },
  tell: (report: R) => Promise<void>,
): Promise<void> {
  if (!push) return tell(report);
  await pushRecords(session, report).then(tell, async (error) => {
    await tell(report);
    throw error;
  });
}
