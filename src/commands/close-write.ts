import type { Closing } from "../analysis/closing.ts";
import type { NewRetrospective } from "../model/retrospective.ts";
import { type CloseReport, closeMessage } from "../render/close-text.ts";
import { safeLines } from "../render/safe.ts";
import { composeRetrospective } from "../store/compose-retrospective.ts";
import { requireValid } from "../store/proof.ts";
import type { Change } from "../store/store.ts";
import { refuseProblems } from "./checkin-write.ts";
import { closingProblems } from "./close-gather.ts";
import { type ClosingSession, keepRetrospectives, retrospectivePath } from "./close-session.ts";
import { requireObjective } from "./references.ts";

/** Writes end retrospectives as one commit of one file each, all or nothing. What was typed is saved before anything else is touched. */
export async function writeClosings(
  session: ClosingSession,
  records: readonly NewRetrospective[],
  { commit }: { commit: boolean },
): Promise<CloseReport> {
  const { context, store, snapshot, book, draft } = session;
  await keepRetrospectives(session, records);
  const write = async (): Promise<CloseReport> => {
    refuseProblems(closingProblems(session, records));
    const closings: Closing[] = [];
    const changes: Change[] = [];
    for (const record of records) {
      const objective = requireObjective(snapshot, record.objective);
      const path = retrospectivePath(session, objective, record.date);
      const closing = book.settle(objective, record, path);
      const content = await composeRetrospective(record, formerly(closing));
      requireValid("retrospective", path, content);
      closings.push(closing);
      changes.push({ path, content });
    }
    const landed = commit ? await store.commit(changes, closeMessage(closings)) : await store.write(changes);
    await draft.discard();
    if (landed?.said) context.terminal.note(`${safeLines(landed.said)}\n`);
    return {
      closings,
      commit: landed?.commit ?? null,
      branch: landed?.branch ?? null,
      pushed: null,
      warnings: [...closings.flatMap(neverRead), ...unread(session), ...(landed?.warnings ?? [])],
    };
  };
  return context.terminal.holdSignals(() => draft.guard(write));
}

/** What the record that counted until now had settled. */
function formerly({ replaces, objective }: Closing): string | null {
  if (replaces === null) return null;
  const { date, by, outcome, grades, name } = replaces;
  const graded = objective.keyResults.flatMap(({ id }) => (grades.has(id) ? `${id} ${grades.get(id)}` : []));
  const settled = [outcome ?? "no outcome", ...graded].join(", ");
  return `This takes the place of what ${by} settled on ${date} (${settled}) in \`${name}\`.`;
}

/** What was taken for nothing only because nobody ever read it. */
function neverRead({ objective, scored }: Closing): string[] {
  const ids = scored.keyResults.filter(({ grade, reading }) => grade === 0 && reading === null);
  if (ids.length === 0) return [];
  const never = ids.length === 1 ? "was never read, and is" : "were never read, and are";
  return [`${objective.id}: ${ids.map((one) => one.keyResult.id).join(", ")} ${never} graded 0`];
}

function unread({ snapshot: { findings } }: ClosingSession): string[] {
  const paths = new Set(findings.filter(({ severity }) => severity === "error").map(({ path }) => path));
  return paths.size === 0
    ? []
    : [
        `${paths.size === 1 ? "1 file" : `${paths.size} files`} cannot be read, and what is in there is not closed: okr check`,
      ];
}
