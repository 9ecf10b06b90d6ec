import { findSigns, PLAN_QUESTIONS, type PlanningContext, TIME_MACHINE } from "../analysis/planning.ts";
import { type Outcome, UserError } from "../errors.ts";
import { formats } from "../render/index.ts";
import type { PlanReport, WrittenObjective } from "../render/plan-text.ts";
import { safe, safeLines } from "../render/safe.ts";
import { composeOpening, composeSection, requireShort } from "../store/compose.ts";
import { FILE_BYTES } from "../store/frontmatter.ts";
import { onNewBranch } from "../store/new-branch.ts";
import { requireValid } from "../store/proof.ts";
import { objectiveText } from "../store/scaffold.ts";
import type { Change, Landed } from "../store/store.ts";
import { idOfTitle, requireFreeId, takenIn } from "./objective-id.ts";
import type { PlanOptions, PlanSession } from "./plan.ts";
import { composePlan, type Drafted, type Planned } from "./plan-document.ts";
import { peopleNamed } from "./plan-people.ts";
import { requireAlignable, requireObjective, requirePerson } from "./references.ts";
import { show } from "./show.ts";
import { noteFindings } from "./written-findings.ts";

/** Writes the objectives as one commit on a branch of their own, says so, and what okr check finds in their files. */
export async function landPlan(
  session: PlanSession,
  planned: Planned,
  planning: PlanningContext,
  options: PlanOptions,
): Promise<Outcome> {
  const { context, store, snapshot, draft } = session;
  const { written, changes, landed } = await context.terminal.holdSignals(() =>
    draft.guard(async () => {
      await draft.keepText(`${planning.cycle.id}-plan-${planning.team.id}`, composePlan(planned));
      if (!options.noCommit) await store.requireWritable();
      const texts = await composeObjectives(session, planned, planning, options);
      const landing = await land(session, planning, texts, options);
      await draft.discard();
      return { ...texts, landed: landing };
    }),
  );
  if (landed?.said) context.terminal.note(`${safeLines(landed.said)}\n`);
  for (const warning of landed?.warnings ?? []) context.terminal.note(`okr: ${safe(warning)}\n`);
  const moment = { day: snapshot.day, commit: null };
  const report: PlanReport = {
    ...{ planning, written, signs: findSigns(planned.stories) },
    ...{ commit: landed?.commit ?? null, branch: landed?.branch ?? null },
  };
  await show({ store, context, moment }, report, {
    ...{ format: options.format, output: null, formats: formats.plan },
  });
  return noteFindings({ context, store, moment }, changes);
}

async function land(
  { store }: PlanSession,
  { team, cycle }: PlanningContext,
  { written, changes }: { written: readonly WrittenObjective[]; changes: readonly Change[] },
  { noCommit, noBranch }: PlanOptions,
): Promise<Landed | null> {
  if (noCommit) {
    await store.write(changes);
    return null;
  }
  const message = `okr: plan ${cycle.id} of ${team.id}\n\n${written.map(({ id }) => `- ${id}`).join("\n")}\n`;
  const commit = () => store.commit(changes, message);
  return noBranch ? commit() : onNewBranch(await store.repository(), `plan/${cycle.id}-${team.id}`, commit);
}

/** The files to write. The first holds what the team said while it planned; the others name it. */
async function composeObjectives(
  session: PlanSession,
  planned: Planned,
  planning: PlanningContext,
  options: PlanOptions,
): Promise<{ written: WrittenObjective[]; changes: Change[] }> {
  const { team, cycle } = planning;
  const taken = new Set<string>();
  const written: WrittenObjective[] = [];
  const changes: Change[] = [];
  for (const drafted of planned.objectives) {
    const id = idFor(session, drafted, taken);
    taken.add(id);
    const path = `okrs/${cycle.id}/${team.id}/${id}.md`;
    const first = written[0]?.id;
    const said =
      first === undefined
        ? await saidInPlanning(session, planned)
        : [`Planned together with [${first}](${first}.md), which tells what was said.`];
    const why =
      (await composeOpening(drafted.why ?? "")) ||
      "<!-- Why does this matter, and why now? Write it for somebody from another team. -->";
    const content = objectiveText({
      ...{ id, title: drafted.title, team: team.id, cycle: cycle.id },
      ...settle(session, drafted, planning, options),
      why: [why, ...said].join("\n\n"),
    });
    requireValid("objective", path, content);
    requireShort(content, FILE_BYTES, `the plan of ${id}`);
    const { title, keyResults } = drafted;
    written.push({ id, title, path, keyResults });
    changes.push({ path, content });
  }
  return { written, changes };
}

/** The answers and the stories as sections of a body. */
async function saidInPlanning({ snapshot }: PlanSession, { answers, stories }: Planned): Promise<string[]> {
  const sections: string[] = [];
  for (const { name, heading } of PLAN_QUESTIONS)
    sections.push(await composeSection(heading, answers.get(name) ?? ""));
  const told = [...stories].filter(([, story]) => story.trim() !== "");
  const prose = told.map(([id, story]) => `### ${snapshot.plan.person(id)?.name ?? id}\n\n${story.trim()}`);
  sections.push(await composeSection(TIME_MACHINE, prose.join("\n\n")));
  return sections.filter((section) => section !== "");
}

function settle(
  { snapshot, me }: PlanSession,
  { type, owner, alignsTo, dependsOn, keyResults, title }: Drafted,
  { team }: PlanningContext,
  options: PlanOptions,
) {
  const person = (id: string | null) => (id === null ? null : requirePerson(snapshot, id).id);
  if (keyResults.length === 0)
    throw new UserError(
      `"${title}" has no key result`,
      'choose one with --sign 1, or add --key-result "Increase sign-ups from 40 to 90"',
    );
  const backup = peopleNamed("--backup", options.backup).all;
  const settled = owner ?? (me?.team === team.id ? me.id : team.lead) ?? me?.id;
  if (settled === undefined)
    throw new UserError(`nobody is named as owner of "${title}"`, "add --owner with the id of a person");
  return {
    ...{ type: type ?? "aspirational", owner: requirePerson(snapshot, settled).id },
    alignsTo: alignsTo.map((ref) => requireAlignable(snapshot, ref)),
    dependsOn: dependsOn.map((ref) => requireObjective(snapshot, ref).id),
    keyResults: keyResults.map((one) => ({
      ...one,
      owner: person(one.owner),
      backup: person(one.backup ?? backup),
    })),
  };
}

function idFor({ snapshot }: PlanSession, { id, title }: Drafted, others: ReadonlySet<string>) {
  const taken = takenIn(snapshot, others);
  return id === null ? idOfTitle(title, taken) : requireFreeId(snapshot, id, taken);
}
