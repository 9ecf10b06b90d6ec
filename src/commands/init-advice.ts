import { relative } from "node:path";
import type { Context } from "../context.ts";
import { teamIdFrom } from "../model/naming.ts";
import { shellWord } from "../model/shell-word.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { InitFile, InitReport } from "../render/init-text.ts";
import type { Place } from "../store/place.ts";
import { lacksTestStage, WORKFLOW } from "../store/recipes.ts";
import type { Answers } from "./init-answers.ts";
import { INCLUDED_PIPELINE, MESSAGE, PIPELINE, prioritiesFrom, STRATEGY } from "./init-files.ts";
import { belowTop, shownPath, standsAbove, topOf, upwards } from "./init-paths.ts";

/** A start that was made: where, of which answers, and what was there before. */
export interface Started {
  readonly context: Context;
  readonly place: Place;
  readonly answers: Answers;
  readonly before: Snapshot;
  readonly files: readonly InitFile[];
  /** The id of the commit with the files; null where nobody committed them. */
  readonly commit: string | null;
}

/** What to know and do after a start. */
export function adviseNext(started: Started): Pick<InitReport, "remarks" | "next"> {
  return { remarks: remarksOn(started), next: [...commitCommands(started), ...okrCommands(started)] };
}

function remarksOn({ context, place, answers, before, files }: Started): string[] {
  const remarks: string[] = [];
  const strategy = files.find(({ path, kept }) => path === STRATEGY && !kept);
  if (strategy?.text.includes("Still to be written"))
    remarks.push(`${strategy.shown} says what is still to be written there.`);
  const [first] = before.findings;
  if (first)
    remarks.push(
      `${shownPath(context, place, first.path)} and perhaps others were here before and are nothing okr can read, as okr check will say: correct them, or keep the OKRs in a folder of their own.`,
    );
  if (answers.git && place.person === null)
    remarks.push(
      'git does not know you yet: git config --global user.name "Your Name", and user.email likewise.',
    );
  return [...remarks, ...remarksOnPipelines(place, files, context.version)];
}

/** Where the program of a pipeline comes from, and what a pipeline that was there before has to say of ours. */
function remarksOnPipelines(place: Place, files: readonly InitFile[], version: string): string[] {
  const isNew = (name: string) => files.some(({ path, kept }) => path === upwards(place) + name && !kept);
  const included = isNew(INCLUDED_PIPELINE);
  const what = isNew(WORKFLOW) ? "workflow" : included || isNew(PIPELINE) ? "pipeline" : null;
  const stage = lacksTestStage(topOf(place), PIPELINE)
    ? "; its jobs belong to the stage test, so put that among your stages"
    : "";
  return [
    ...(included
      ? [`To run it, add to ${PIPELINE}: include: [{ local: ${INCLUDED_PIPELINE} }]${stage}`]
      : []),
    // A name of npm belongs to whoever took it first.
    ...(what === null
      ? []
      : [
          `The ${what} runs okr@${version} from npm: make sure that this is the program you have here (npm view okr). examples/ci/README.md tells of other ways.`,
        ]),
  ];
}

function commitCommands({ context, place, answers, files, commit }: Started): string[] {
  if (!answers.git || commit !== null) return [];
  const paths = files.filter(({ kept }) => !kept).map(({ path }) => shellWord(belowTop(place, path)));
  if (paths.length === 0) return [];
  const isTop = standsAbove(context, place) && topOf(place) === context.cwd;
  const git = isTop ? "git" : `git -C ${shellWord(topOf(place))}`;
  return [`${git} add ${paths.join(" ")}`, `${git} commit -m ${shellWord(MESSAGE)}`];
}

function okrCommands({ context, place, answers, before: { plan } }: Started): string[] {
  const { folder } = place;
  const way = standsAbove(context, place) ? relative(context.cwd, folder).replaceAll("\\", "/") : folder;
  const okr = way === "" ? "okr" : `okr -C ${shellWord(way)}`;
  const team = plan.teams[0]?.id ?? (teamIdFrom(answers.team) || "team");
  // What is in the strategy counts: one that was there before is kept.
  const [priority] = plan.strategy === null ? prioritiesFrom(answers) : plan.strategy.priorities;
  const align = priority === undefined ? "" : ` --align ${shellWord(priority.id)}`;
  const isEmpty = plan.people.length + answers.members.length === 0;
  return [
    ...(isEmpty ? [`${okr} new person "Your Name" --team ${team} --email you@example.com`] : []),
    `${okr} new objective "Make the first week seamless for new users" --team ${team}${align} --key-result "Increase onboarding completion from 65 % to 90 %"`,
  ];
}
