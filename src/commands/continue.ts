import { type Carrying, carryOver, cycleAfter } from "../analysis/carrying.ts";
import { Survey } from "../analysis/survey.ts";
import { type Outcome, UserError } from "../errors.ts";
import { type Cycle, findCycle } from "../model/cycle.ts";
import { ID_LENGTH, idFromTitle, idProblem } from "../model/id.ts";
import { uniqueId } from "../model/naming.ts";
import type { Objective } from "../model/plan.ts";
import { type ContinueReport, continueMessage } from "../render/continue-text.ts";
import { formats } from "../render/index.ts";
import { safe, safeLines } from "../render/safe.ts";
import { carriedText } from "../store/carry-objective.ts";
import { requireValid } from "../store/proof.ts";
import { pushRecords } from "./checkin-write.ts";
import { defineCommand } from "./define.ts";
import { day, flag, format, text } from "./options.ts";
import { requireCycle, requireObjective } from "./references.ts";
import { show } from "./show.ts";

export const carryOn = defineCommand({
  name: "continue",
  summary: "Write the next cycle's objective: what is still open, from where it stands now",
  arguments: [["<objective>", "the objective that was closed as continued"]],
  options: {
    cycle: text("--cycle <id>", "the cycle to carry it into; the next one of the same length when left out"),
    id: text("--id <id>", "the id of the new objective; made of the old one and the cycle when left out"),
    all: flag("--all", "carry over the key results that were reached as well"),
    anyway: flag("--anyway", "also where the objective is not closed as continued"),
    date: day("--date <day>", "the day it is seen on; today when left out"),
    noCommit: flag("--no-commit", "only write the file"),
    push: flag("--push", "push afterwards"),
    format: format(["text", "json"]),
  },
  examples: [
    "okr continue first-week",
    "okr continue first-week --cycle 2027-Q1 --id first-month --no-commit",
  ],
  async run(context, options, [name = ""]): Promise<Outcome> {
    if (options.push && options.noCommit)
      throw new UserError("there is no commit to push", "leave out --no-commit, or --push");
    const store = await context.store();
    const today = context.clock.today();
    const moment = { day: options.date ?? today, commit: null };
    const snapshot = await store.snapshot(moment);
    const objective = requireObjective(snapshot, name);
    const survey = new Survey(snapshot);
    if (!options.anyway) requireContinued(objective, survey);
    const cycle = cycleFor(objective, options.cycle, survey);
    const carrying = carryOver(
      survey.scored(objective),
      { id: idFor(objective, cycle, options.id, survey), cycle, all: options.all },
      survey,
    );
    const path = pathFor(carrying);
    const content = textFor(carrying, store.readText(objective.source.path), moment.day);
    requireValid("objective", path, content);
    const changes = [{ path, content }];
    const landed = options.noCommit
      ? await store.write(changes)
      : await context.terminal.holdSignals(() => store.commit(changes, `${continueMessage(carrying)}\n`));
    if (landed?.said) context.terminal.note(`${safeLines(landed.said)}\n`);
    const written: ContinueReport = {
      ...{ carrying, path, pushed: null, warnings: landed?.warnings ?? [] },
      commit: landed?.commit ?? null,
      branch: landed?.branch ?? null,
    };
    for (const warning of written.warnings) context.terminal.note(`okr: ${safe(warning)}\n`);
    const tell = (report: ContinueReport) =>
      show({ store, context, moment }, report, {
        format: options.format,
        output: null,
        formats: formats.continue,
      });
    if (!options.push) await tell(written);
    else
      await pushRecords({ store, context, today }, written).then(tell, async (error) => {
        // The commit stands, whatever became of the push.
        await tell(written);
        throw error;
      });
    return "ok";
  },
});

function requireContinued({ id }: Objective, { story, snapshot }: Survey): void {
  const closed = story.closed(id, snapshot.day);
  if (closed?.outcome === "continued") return;
  throw closed
    ? new UserError(
        `${id} was closed on ${closed.date} as ${closed.outcome ?? "nothing in particular"}, not as continued`,
        `settle it anew (okr close ${id} --reopen "why" --outcome continued …), or carry it on with --anyway`,
      )
    : new UserError(
        `${id} is not closed yet`,
        `close it first: okr close ${id} --outcome continued; or carry it on with --anyway`,
      );
}

function cycleFor(objective: Objective, asked: string | null, { snapshot }: Survey): Cycle {
  const { settings, day } = snapshot;
  const before = findCycle(objective.cycle, settings.cycles);
  if (asked === null && before === null)
    throw new UserError(
      `${objective.id} has the cycle "${objective.cycle}", which does not exist`,
      "say where it goes on with --cycle",
    );
  const cycle =
    asked === null ? cycleAfter(before as Cycle, day, settings.cycles) : requireCycle(snapshot, asked);
  if (before && cycle.start <= before.start)
    throw new UserError(
      `${cycle.id} does not come after ${before.id}, the cycle of ${objective.id}`,
      "name a later cycle",
    );
  return cycle;
}

/** The id asked for, or the old one with the new cycle in the place of the old; never one that is taken. */
function idFor(objective: Objective, cycle: Cycle, asked: string | null, survey: Survey): string {
  const { plan } = survey.snapshot;
  const heir = survey.alignment.heirs(objective.id).find((one) => one.cycle === cycle.id);
  if (heir !== undefined && asked === null)
    throw new UserError(
      `${heir.id} carries ${objective.id} on in ${cycle.id} already, in ${heir.source.path}`,
      "to carry on a second part of it, give that an --id of its own",
    );
  const taken = (id: string) =>
    plan.objective(id) !== undefined || plan.priority(id) !== undefined || plan.damaged.has(id);
  if (asked !== null) {
    const problem = idProblem(asked) ?? (taken(asked) ? "is taken" : null);
    if (problem !== null) throw new UserError(`the id "${asked}" ${problem}`, "choose another --id");
    return asked;
  }
  const suffix = `-${idFromTitle(cycle.id)}`;
  const old = `-${objective.cycle.toLowerCase()}`;
  const stem = objective.id.endsWith(old) ? objective.id.slice(0, -old.length) : objective.id;
  return uniqueId(`${stem.slice(0, ID_LENGTH - suffix.length - 3).replace(/-+$/, "")}${suffix}`, taken);
}

/** Where the old file is, in the folder of the new cycle where that has one. */
function pathFor({ objective, id, cycle }: Carrying): string {
  const folders = objective.source.path.split("/").slice(0, -1);
  const at = folders.lastIndexOf(objective.cycle);
  if (at === -1) return `okrs/${cycle.id}/${objective.team}/${id}.md`;
  return [...folders.with(at, cycle.id), `${id}.md`].join("/");
}

function textFor(carrying: Carrying, before: string, today: string): string {
  const { objective, id, cycle, alignsTo, dependsOn, keyResults } = carrying;
  if (keyResults.length === 0)
    throw new UserError(
      `every key result of ${objective.id} was reached: there is nothing left to carry on`,
      "--all carries them over all the same; okr new objective begins something new",
    );
  return carriedText(objective.source.path, before, {
    ...{ id, cycle: cycle.id, continues: objective.id },
    alignsTo: alignsTo.map(({ to }) => to),
    dependsOn: dependsOn.map(({ to }) => to),
    keyResults: new Map(keyResults.map((one) => [one.keyResult.id, one])),
    exceptFrom: cycle.start > today ? cycle.start : today,
  });
}
