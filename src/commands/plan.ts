import { cycleToPrepare } from "../analysis/duties-rhythm.ts";
import { personWithEmail } from "../analysis/overview.ts";
import { findSigns, planningContext } from "../analysis/planning.ts";
import { Survey } from "../analysis/survey.ts";
import type { Context, Prompts } from "../context.ts";
import { type Outcome, UserError } from "../errors.ts";
import { type Cycle, cycleOn } from "../model/cycle.ts";
import { addDays } from "../model/day.ts";
import type { Person } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { formats } from "../render/index.ts";
import { safe } from "../render/safe.ts";
import type { Store } from "../store/store.ts";
import { defineCommand, type Given } from "./define.ts";
import { DraftKeeper } from "./draft-keeper.ts";
import { choice, flag, format, text, texts } from "./options.ts";
import { gatherPlan } from "./plan-gather.ts";
import { peopleNamed } from "./plan-people.ts";
import { requireCycle, settleTeam } from "./references.ts";
import { noteUnread, show } from "./show.ts";

/** What planning needs to know. */
export interface PlanSession {
  readonly context: Context;
  readonly store: Store;
  readonly snapshot: Snapshot;
  readonly draft: DraftKeeper;
  /** The person that git's identity names, where a team has them. */
  readonly me: Person | null;
}

const planOptions = {
  team: text("--team <id>", "the team that plans"),
  cycle: text("--cycle <id>", "the cycle; the next one when it is near, else the current one"),
  show: flag("--show", "only show what there is to look at, and ask nothing"),
  at: text("--at <rev|date>", "show it as of a commit or a day (2026-11-20), and ask nothing"),
  goal: text("--goal <text>", "what is the group's strategic goal?"),
  relevant: text("--relevant <text>", "which part of it is relevant to us?"),
  move: text("--move <text>", "what can we really move in this cycle?"),
  progress: text("--progress <text>", "how will we know we are making progress?"),
  story: texts(
    "--story <[person=]file|->",
    'a time machine story, or several below headings "## person"; may be repeated',
  ),
  objective: text("--objective <title>", "what you want to achieve"),
  id: text("--id <id>", "its id, where the one made from the title is not wanted"),
  why: text("--why <text>", "why it matters, and why now"),
  type: choice("--type <type>", "aspirational (the default) or committed", ["aspirational", "committed"]),
  owner: texts(
    "--owner <[key-result=]person>",
    "who answers for it; you or the lead when left out; for one key result: set-up-tickets=joao",
  ),
  backup: texts(
    "--backup <[key-result=]person>",
    "who takes over its key results, or one of them, when the owner is away",
  ),
  align: texts("--align <ref>", "the objective, key result or priority it serves; may be repeated"),
  dependsOn: texts("--depends-on <id>", "an objective of another team that it needs; may be repeated"),
  sign: texts(
    "--sign <number>",
    "a sign of the stories, as --show numbers them, for a key result; may be repeated",
  ),
  keyResult: texts("--key-result <title>", '"Increase … from 65 % to 90 %"; may be repeated'),
  from: text("--from <file|->", "read a whole plan from a YAML or JSON document, - for standard input"),
  noBranch: flag("--no-branch", "commit on the branch you are on"),
  noCommit: flag("--no-commit", "only write the files, where you are"),
  format: format(["text", "json"]),
};

/** What the flags of `okr plan` say. */
export type PlanOptions = Given<typeof planOptions>;

export const plan = defineCommand({
  name: "plan",
  summary: "Plan a cycle with your team: context, questions, time machine stories, drafted objectives",
  options: planOptions,
  examples: [
    "okr plan --team explorer",
    "okr plan --team explorer --story ana=ana.md --story joao=joao.md --show",
    'okr plan --team explorer --story ana=ana.md --objective "Make the first week seamless" --sign 1 --key-result "Reduce set-up tickets from 40 to 25"',
  ],
  async run(context, options): Promise<Outcome> {
    if (
      [...options.story.map((one) => one.replace(/^[^=]*=/, "")), options.from].filter((one) => one === "-")
        .length > 1
    )
      throw new UserError("standard input is named twice", "it can be read once: name a file for the others");
    const store = await context.store();
    const moment = await store.moment(options.at, context.clock.today());
    const shows = options.show || options.at !== null;
    const snapshot = await store.snapshot(moment);
    const identity = store.root.top === null ? null : await store.identity();
    const me = identity === null ? null : (personWithEmail(snapshot.plan, identity.email) ?? null);
    const draft = new DraftKeeper(store, context, { words: "go on", command: "okr plan --from" });
    const session: PlanSession = { context, store, snapshot, draft, me };
    const begun = shows || options.format === "json" ? null : await resumePlan(session, options);
    const gathered = await gatherPlan(session, begun === null ? options : { ...options, from: begun });
    const complete =
      gathered.objectives.length > 0 && gathered.objectives.every((one) => one.keyResults.length > 0);
    // Whoever gave up in the middle is asked for the rest.
    const silent = shows || options.format === "json" || (complete && !draft.adopted);
    const prompts = silent ? null : context.terminal.prompts;
    const team = await settleTeam(snapshot, gathered.team, {
      ...{ prompts, message: "Which team plans?", initial: me?.team },
    });
    const cycle = await cycleFor(snapshot, gathered.cycle, prompts);
    const planning = planningContext(team, cycle, await store.bodies(), new Survey(snapshot));
    const report = { planning, signs: findSigns(gathered.stories), written: [], commit: null, branch: null };
    const named = { ...gathered, team: team.id, cycle: cycle.id };
    if (shows || prompts !== null)
      await show({ store, context, moment }, report, {
        ...{ format: options.format, output: null, formats: formats.plan },
      });
    const unread = shows || prompts !== null ? await noteUnread(context, snapshot) : "ok";
    if (shows) return unread;
    if (prompts !== null && !options.noCommit) await store.requireWritable();
    const { landPlan } = await import("./plan-write.ts");
    if (prompts === null) {
      requireObjectives(gathered.objectives.length);
      return landPlan(session, named, planning, options);
    }
    const { askPlan } = await import("./plan-ask.ts");
    const planned = await askPlan(
      { session, planning, prompts, backup: peopleNamed("--backup", options.backup).all },
      named,
    );
    return landPlan(session, planned, planning, options);
  },
});

/** Offers to go on with a plan that an earlier run left behind; its path, where somebody does. */
async function resumePlan(
  { context, draft }: PlanSession,
  { from, objective, team, cycle }: PlanOptions,
): Promise<string | null> {
  const { prompts } = context.terminal;
  if (prompts === null || from !== null || objective !== null) return null;
  const left = (await draft.left()).find(({ name }) => {
    const [, its, whose] = /^(.+)-plan-([a-z0-9-]+)$/.exec(name) ?? [];
    return (
      its !== undefined &&
      its === (cycle ?? its) &&
      (team === null || whose === team || whose?.replace(/-\d+$/, "") === team)
    );
  });
  if (left === undefined) return null;
  const [of] = left.name.split("-plan-");
  return (await draft.offer(left, `A plan of ${safe(of ?? "")}`, prompts)) ? left.path : null;
}

function requireObjectives(number: number): void {
  if (number === 0)
    throw new UserError(
      "nothing is planned yet: no objective is named",
      'add --objective "…" with --sign or --key-result, or --show to look at what there is to serve',
    );
}

async function cycleFor(snapshot: Snapshot, asked: string | null, prompts: Prompts | null): Promise<Cycle> {
  const { day, settings } = snapshot;
  if (asked !== null) return requireCycle(snapshot, asked);
  const current = cycleOn(day, settings.cycles);
  const next = cycleOn(addDays(current.end, 1), settings.cycles);
  const near = cycleToPrepare(day, settings);
  if (prompts === null) return near;
  const chosen = await prompts.choose({
    message: "Which cycle do you plan?",
    options: [current, next].map(({ id, start, end }) => ({
      value: id,
      label: id,
      hint: `${start} to ${end}`,
    })),
    initial: near.id,
  });
  return chosen === next.id ? next : current;
}
