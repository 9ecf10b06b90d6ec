import { type LookingBack, lookBack } from "../analysis/looking-back.ts";
import { overview } from "../analysis/overview.ts";
import { Survey } from "../analysis/survey.ts";
import { type Outcome, UserError } from "../errors.ts";
import type { Objective } from "../model/plan.ts";
import type { Phase } from "../model/records.ts";
import { formats } from "../render/index.ts";
import type { RetroReport } from "../render/retro-text.ts";
import { landClosings } from "./close.ts";
import { askAndClose } from "./close-gather.ts";
import { type ClosingSession, openClosing } from "./close-session.ts";
import { defineCommand } from "./define.ts";
import { noteCutOff } from "./history.ts";
import { choice, day, flag, format, teamOption, text } from "./options.ts";
import { requireObjective, requireTeam } from "./references.ts";
import { askLooks, gatherLooks, landLooks } from "./retro-write.ts";
import { identifyPerson } from "./select.ts";
import { noteUnread, show } from "./show.ts";

export const retro = defineCommand({
  name: "retro",
  summary: "Look back: the story of the cycle first, then the questions, then the record",
  arguments: [["[objectives...]", "their ids; or a team with --team; without anything your own"]],
  options: {
    team: teamOption,
    phase: choice<Phase>(
      "--phase <phase>",
      "mid (attractors, detractors) or end (grades and four questions); by the day when left out",
      ["mid", "end"],
    ),
    attractors: text("--attractors <text>", "what pulls us towards it"),
    detractors: text("--detractors <text>", "what pushes us away from it"),
    from: text(
      "--from <file|->",
      "read mid-cycle retrospectives from a YAML or JSON document, - for standard input",
    ),
    date: day("--date <day>", "the day it is about; today when left out"),
    by: text("--by <person>", "who looks back; the person git's identity names when left out"),
    show: flag("--show", "only show the story, and ask nothing"),
    at: text("--at <rev|date>", "show the story as of a commit or a day (2026-11-20), and ask nothing"),
    noCommit: flag("--no-commit", "only write the files"),
    push: flag("--push", "push afterwards, on top of what others pushed"),
    format: format(["text", "json"]),
  },
  examples: [
    "okr retro",
    "okr retro first-week",
    "okr retro --team explorer --show",
    'okr retro first-week --phase mid --attractors "users ask for it" --detractors "two people left"',
  ],
  async run(context, options, names): Promise<Outcome> {
    if (options.push && options.noCommit)
      throw new UserError("there is no commit to push", "leave out --no-commit, or --push");
    requireOnlyShown(options);
    const session = await openClosing(context, "retro", options.date, { history: true, at: options.at });
    const { snapshot, store, moment } = session;
    noteCutOff(context, snapshot.history, "moved goalposts and turning points are");
    const looks = await gatherLooks(session, names, options);
    if (looks !== null) return landLooks(session, looks, options);
    const survey = new Survey(snapshot);
    const own = names.length === 0 && options.team === null;
    const person = own ? (options.by ?? (await identifyPerson(store, snapshot)).id) : null;
    const objectives = chooseObjectives(session, names, { team: options.team, person }, survey);
    const phase = options.phase ?? phaseOf(objectives, survey);
    const stories = await tellStories(session, objectives, survey);
    const report: RetroReport = { phase, stories, written: [], commit: null, branch: null, pushed: null };
    const { prompts } = context.terminal;
    const shows = options.show || options.at !== null;
    const asks = prompts !== null && !shows && options.format === "text";
    await show({ store, context, moment }, report, {
      ...{ format: options.format, output: null, formats: formats.retro },
    });
    const unread = await noteUnread(context, snapshot);
    if (!asks) {
      if (!shows && options.format === "text") context.terminal.note(`${hintFor(phase, objectives)}\n`);
      return unread;
    }
    const by = options.by ?? (await identifyPerson(store, snapshot)).id;
    const who = { date: snapshot.day, by };
    if (!options.noCommit) await store.requireWritable();
    if (phase === "end")
      return landClosings(session, await askAndClose(session, objectives, who, prompts), options);
    return landLooks(session, await askLooks(session, objectives, who, prompts), options);
  },
});

/** What is written now is not of another day. */
function requireOnlyShown({ at, date, attractors, detractors, from }: Record<string, unknown>): void {
  if (at === null || [date, attractors, detractors, from].every((given) => given === null)) return;
  throw new UserError(
    "--at only shows what was known then",
    "leave it out to write a look back; --date says which day that is about",
  );
}

async function tellStories(
  { store, snapshot }: ClosingSession,
  objectives: readonly Objective[],
  survey: Survey,
): Promise<LookingBack[]> {
  const bodies = await store.bodies();
  const nobody = { cycle: null, team: null, person: null };
  return objectives.flatMap(({ id }) =>
    overview(snapshot, { ...nobody, objective: id }, survey).objectives.map((followed) =>
      lookBack(followed, bodies, snapshot),
    ),
  );
}

/** The objectives that are named, or those of a team that are running or to be closed. */
function chooseObjectives(
  { snapshot }: ClosingSession,
  names: readonly string[],
  { team, person }: { readonly team: string | null; readonly person: string | null },
  survey: Survey,
): readonly Objective[] {
  if (names.length > 0 && team !== null)
    throw new UserError("objectives are named, and a team too", "name the one or the other");
  if (names.length > 0) return [...new Set(names)].map((name) => requireObjective(snapshot, name));
  const found = overview(
    snapshot,
    { cycle: null, team: team === null ? null : requireTeam(snapshot, team).id, person },
    survey,
  )
    .objectives.map(({ objective }) => objective)
    .filter((one) => survey.stage(one) !== "closed");
  if (found.length > 0) return found;
  throw new UserError(
    `${team ?? person} has nothing open to look back at`,
    "name an objective: okr retro OBJECTIVE",
  );
}

/** The end has come when the cycles of all of them are in their last quarter or over. */
function phaseOf(objectives: readonly Objective[], survey: Survey): Phase {
  return objectives.every((one) => (survey.paced(one).elapsed ?? 0) >= 0.75) ? "end" : "mid";
}

function hintFor(phase: Phase, objectives: readonly Objective[]): string {
  const id = objectives.length === 1 ? objectives[0]?.id : "OBJECTIVE";
  return phase === "mid"
    ? `To write it down: okr retro ${id} --phase mid --attractors "…" --detractors "…"`
    : `To write it down with its grades: okr close ${id}`;
}
