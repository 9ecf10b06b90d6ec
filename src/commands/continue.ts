import { type Carrying, carryOver, type Heritage } from "../analysis/carrying.ts";
import { PLAN_QUESTIONS, TIME_MACHINE } from "../analysis/planning.ts";
import { Survey } from "../analysis/survey.ts";
import { Cancelled, type Context, type Prompts } from "../context.ts";
import { type Outcome, UserError } from "../errors.ts";
import {
  type Carried,
  type ContinueReport,
  carriedHead,
  carriedLines,
  continueMessage,
} from "../render/continue-text.ts";
import { formats } from "../render/index.ts";
import { safe, safeLines } from "../render/safe.ts";
import { createStyle } from "../render/style.ts";
import { count, decimal } from "../render/words.ts";
import { carriedText } from "../store/carry-objective.ts";
import { splitFrontmatter } from "../store/frontmatter.ts";
import { requireValid } from "../store/proof.ts";
import type { Store } from "../store/store.ts";
import { tellAndPush } from "./checkin-write.ts";
import { chooseHeritages } from "./continue-choose.ts";
import { defineCommand } from "./define.ts";
import { day, flag, format, teamOption, text } from "./options.ts";
import { noteUnread, show } from "./show.ts";
import { noteFindings } from "./written-findings.ts";

export const carryOn = defineCommand({
  name: "continue",
  summary: "Write the next cycle's objectives: what is still open, from where it stands now",
  arguments: [
    [
      "[objectives...]",
      "those that were closed as continued; without a name all of your own, or of a team, that nothing carries on yet",
    ],
  ],
  options: {
    team: teamOption,
    cycle: text(
      "--cycle <id>",
      "the cycle to carry them into; the next one of the same length when left out",
    ),
    id: text("--id <id>", "the id of the new objective; made of the old one and the cycle when left out"),
    all: flag("--all", "carry over the key results that were reached as well"),
    anyway: flag("--anyway", "also where an objective is not closed as continued"),
    date: day("--date <day>", "the day it is seen on; today when left out"),
    noCommit: flag("--no-commit", "only write the files"),
    push: flag("--push", "push afterwards"),
    format: format(["text", "json"]),
  },
  examples: [
    "okr continue",
    "okr continue first-week answers",
    "okr continue --team explorer --cycle 2027-Q1",
    "okr continue first-week --id first-month --no-commit",
  ],
  async run(context, options, names): Promise<Outcome> {
    if (options.push && options.noCommit)
      throw new UserError("there is no commit to push", "leave out --no-commit, or --push");
    const store = await context.store();
    const today = context.clock.today();
    const moment = { day: options.date ?? today, commit: null };
    const snapshot = await store.snapshot(moment);
    const survey = new Survey(snapshot);
    const chosen = await chooseHeritages(names, options, survey, store);
    const prompts = names.length > 0 || options.format === "json" ? null : context.terminal.prompts;
    if (names.length === 0) await noteUnread(context, snapshot);
    for (const { why } of chosen.leftOut) context.terminal.note(`okr: ${safeLines(why.message)}\n`);
    if (prompts !== null && !options.noCommit) await store.requireWritable();
    const heritages = prompts === null ? chosen.heritages : await askWhich(chosen.heritages, prompts, survey);
    if (heritages.length === 0) {
      context.terminal.note("Nothing is carried on.\n");
      return "ok";
    }
    const carried = await composeCarried(carryOver(heritages, options, survey), store, moment.day);
    if (prompts !== null) await confirmCarried(carried, prompts, context);
    const changes = carried.map(({ path, content }) => ({ path, content }));
    const landed = options.noCommit
      ? await store.write(changes)
      : await context.terminal.holdSignals(() => store.commit(changes, `${continueMessage(carried)}\n`));
    if (landed?.said) context.terminal.note(`${safeLines(landed.said)}\n`);
    for (const warning of landed?.warnings ?? []) context.terminal.note(`okr: ${safe(warning)}\n`);
    const written: ContinueReport = {
      ...{ carried, leftOut: chosen.leftOut.map(({ objective }) => objective), pushed: null },
      ...{ commit: landed?.commit ?? null, branch: landed?.branch ?? null },
      warnings: landed?.warnings ?? [],
    };
    const tell = (report: ContinueReport) =>
      show({ store, context, moment }, report, {
        ...{ format: options.format, output: null, formats: formats.continue },
      });
    await tellAndPush({ store, context, today }, { report: written, push: options.push }, tell);
    return noteFindings({ context, store, moment }, carried);
  },
});

async function askWhich(
  heritages: readonly Heritage[],
  prompts: Prompts,
  survey: Survey,
): Promise<readonly Heritage[]> {
  if (heritages.length < 2) return heritages;
  const picked: Heritage[] = [];
  for (const heritage of heritages) {
    const { id, title, cycle } = heritage.objective;
    const { grade, score } = survey.scored(heritage.objective);
    const message = `Carry on ${safe(id)}: ${safe(title)} (${safe(cycle)}, ${decimal(grade ?? score)})?`;
    if (await prompts.confirm({ message })) picked.push(heritage);
  }
  return picked;
}

/** Shows what comes along and what does not, before anything is written. */
async function confirmCarried(
  carried: readonly Carried[],
  prompts: Prompts,
  { terminal }: Context,
): Promise<void> {
  const style = await createStyle(terminal);
  for (const one of carried) await prompts.section(carriedHead(one.carrying), carriedLines(one, style));
  if (!(await prompts.confirm({ message: `Write ${count(carried.length, "objective")}?` })))
    throw new Cancelled();
}

async function composeCarried(
  carryings: readonly Carrying[],
  store: Store,
  today: string,
): Promise<(Carried & { readonly content: string })[]> {
  const { initiatives } = await store.bodies();
  return carryings.map((carrying) => {
    const path = pathFor(carrying);
    const content = textFor(carrying, store.readText(carrying.objective.source.path), today);
    requireValid("objective", path, content);
    const after = splitFrontmatter(content);
    const left = after !== null && "body" in after ? initiatives(after.body) : [];
    return { carrying, path, content, ticked: initiatives(carrying.objective.body).length - left.length };
  });
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
  return carriedText(objective.source.path, before, {
    ...{ id, cycle: cycle.id, continues: objective.id },
    alignsTo: alignsTo.map(({ to }) => to),
    dependsOn: dependsOn.map(({ to }) => to),
    keyResults: new Map(keyResults.map((one) => [one.keyResult.id, one])),
    exceptFrom: cycle.start > today ? cycle.start : today,
    // What was imagined of one cycle says nothing of the next.
    leftBehind: [...PLAN_QUESTIONS.map(({ heading }) => heading), TIME_MACHINE],
  });
}
