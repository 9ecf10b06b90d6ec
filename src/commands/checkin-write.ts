import { type CheckInEffect, effectOf } from "../analysis/check-in-effect.ts";
import { Story } from "../analysis/score.ts";
import type { Context } from "../context.ts";
import { type Outcome, UserError } from "../errors.ts";
import { checkInProblems, checkInWarning, type NewCheckIn } from "../model/check-in.ts";
import type { Day } from "../model/day.ts";
import { recordSuffix, suffixAfter, suffixOf } from "../model/records.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { type CheckInReport, commitMessage } from "../render/check-in-text.ts";
import { safe } from "../render/safe.ts";
import type { Store } from "../store/store.ts";
import { requireObjective } from "./checkin-input.ts";
import type { DraftKeeper } from "./draft-keeper.ts";

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
  await draft.keep(checkIns);
  const guarded = (work: () => Promise<CheckInReport>) =>
    context.terminal.holdSignals(() => draft.guard(work));
  return guarded(async () => {
    requireWritableCheckIns(session, checkIns);
    const effects = namePaths(session, checkIns);
    const warnings = effects.flatMap(
      ({ checkIn, objective }) => checkInWarning(checkIn, objective, snapshot.settings) ?? [],
    );
    const changes = await Promise.all(
      effects.map(async ({ path, checkIn }) => ({ path, content: await store.composeCheckIn(checkIn) })),
    );
    const definitions = [...new Set(effects.map(({ objective }) => objective.source.path))];
    if (commit)
      for (const path of await store.untracked(definitions))
        warnings.push(
          `git does not keep ${path} yet, only your check-in on it; commit it too: git add ${path}`,
        );
    const landed = commit ? await store.commit(changes, commitMessage(effects)) : store.write(changes);
    await draft.discard();
    return {
      effects,
      commit: landed?.commit ?? null,
      branch: landed?.branch ?? null,
      pushed: null,
      warnings: [...warnings, ...(landed?.warnings ?? [])],
    };
  });
}

/** Throws one UserError with everything that keeps these check-ins from being written. */
function requireWritableCheckIns({ snapshot, today }: Session, checkIns: readonly NewCheckIn[]): void {
  const story = new Story(snapshot);
  const problems = checkIns.flatMap((checkIn) => {
    const objective = requireObjective(snapshot, checkIn.objective);
    const closed = story.closed(objective.id, checkIn.date);
    const found = checkInProblems(checkIn, objective, today);
    if (closed)
      found.push({
        message: `the objective ${objective.id} was closed on ${closed.date} (${closed.outcome ?? "no outcome"})`,
        hint: "check in on the objective that carries it on, or correct the retrospective with a later one",
      });
    if (!snapshot.plan.person(checkIn.by) && !snapshot.plan.damaged.has(checkIn.by))
      found.push({
        message: `there is no person "${checkIn.by}"`,
        hint: "add them with okr new person, or name a member with --by",
      });
    return found;
  });
  if (problems.length > 0)
    throw new UserError(
      problems.map(({ message }) => message).join("\n"),
      [...new Set(problems.map(({ hint }) => hint))].join("\n"),
    );
}

/** Gives every check-in its file: beside its objective, named so that it sorts after all of the same day. */
function namePaths({ context, snapshot }: Session, checkIns: readonly NewCheckIn[]): CheckInEffect[] {
  const latest = new Map<string, string>();
  for (const { objective, date, name } of snapshot.checkIns) {
    const suffix = suffixOf(name);
    const key = `${objective} ${date}`;
    if (suffix !== null && suffix > (latest.get(key) ?? "")) latest.set(key, suffix);
  }
  return checkIns.map((checkIn) => {
    const objective = requireObjective(snapshot, checkIn.objective);
    const key = `${objective.id} ${checkIn.date}`;
    const { clock } = context;
    const suffix = suffixAfter(recordSuffix(clock.timeOfDay(), clock.random()), latest.get(key) ?? null);
    latest.set(key, suffix);
    const folder = objective.source.path.replace(/\.md$/i, "");
    return effectOf(snapshot, objective, checkIn, `${folder}/${checkIn.date}-check-in-${suffix}.md`);
  });
}

/** Pushes what was committed; a push that fails leaves the check-in where it is. */
export async function pushCheckIns({ store }: Session, report: CheckInReport): Promise<CheckInReport> {
  if (report.commit === null) throw new UserError("there is no commit to push", "leave out --no-commit");
  const pushed = await store.push();
  // On top of what others pushed it is another commit, with the same file in it.
  const commit = pushed.rebased > 0 ? await store.head() : report.commit;
  return { ...report, commit, pushed };
}

/** Takes back the person's last check-in that nobody has seen. */
export async function undoCheckIn({ terminal }: Context, store: Store): Promise<Outcome> {
  const identity = await store.identity();
  if (!identity)
    throw new UserError(
      "git does not know who you are, so it cannot tell which check-in is yours",
      'run git config user.email "you@example.org"',
    );
  const { undone, commit, paths } = await store.undo(identity.email);
  terminal.write(
    `took back ${undone.slice(0, 7)}: ${paths.map(safe).join(", ")}\ncommitted ${commit.slice(0, 7)}, a revert; the text is still in the history\n`,
  );
  return "ok";
}
