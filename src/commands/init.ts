import { resolve } from "node:path";
import { UserError } from "../errors.ts";
import { CADENCES, MONTHS } from "../model/settings.ts";
import { emptySnapshot } from "../model/snapshot.ts";
import { formats } from "../render/index.ts";
import type { InitReport } from "../render/init-text.ts";
import { inspectPlace, type Place } from "../store/place.ts";
import { createStore } from "../store/store.ts";
import { defineCommand, type Given, type Option } from "./define.ts";
import { adviseNext } from "./init-advice.ts";
import { askAnswers, defaultAnswers } from "./init-answers.ts";
import { filesFor, writeFiles } from "./init-files.ts";
import { choice, flag, format, text, texts } from "./options.ts";
import { show } from "./show.ts";

const options = {
  name: text("--name <name>", "the company or organisation; the folder's name when left out"),
  team: text("--team <name>", 'the first team: "Explorer Team"'),
  mission: text("--mission <text>", "why you exist"),
  vision: text("--vision <text>", "where you want to be in some years"),
  priority: texts("--priority <title>", "a priority of this year; may be repeated, three at most"),
  member: texts("--member <person>", '"Ana Souza <ana@example.com>", of the first team; may be repeated'),
  cadence: choice("--cadence <length>", "how long a cycle lasts: month, quarter, half or year", CADENCES),
  fiscalYearStarts: choice(
    "--fiscal-year-starts <month>",
    "the month a year's first cycle starts in",
    MONTHS,
  ),
  ci: choice(
    "--ci <service>",
    "check every pull request: github, gitlab or none; the one that is in use when left out",
    ["github", "gitlab", "none"],
  ),
  noGit: flag("--no-git", "do not make the folder a git repository"),
  commit: either("--commit", "commit the files", "--no-commit", "only write the files"),
  yes: flag("--yes", "ask nothing, take the defaults"),
  dryRun: flag("--dry-run", "show the files and write nothing"),
  format: format(["text", "json"]),
};

/** What the flags of `okr init` say. */
export type InitOptions = Given<typeof options>;

export const init = defineCommand({
  name: "init",
  summary: "Start keeping OKRs: settings, strategy, a first team, CI; overwrites nothing",
  arguments: [["[folder]", "where the OKRs shall be; this folder when left out"]],
  options,
  examples: [
    "okr init",
    'okr init company/okrs --name "Horizon Bank" --team "Explorer Team"',
    'okr init --yes --priority "Simplify onboarding for new customers" --commit',
    "okr init --dry-run",
  ],
  async run(context, options, [folder = "."]) {
    const { env, terminal } = context;
    const place = await inspectPlace(resolve(context.cwd, folder), env);
    requireFree(place, options);
    const silent = options.yes || options.dryRun;
    if (terminal.prompts === null && !silent)
      terminal.note(
        "No terminal to ask in: what no flag says gets its default (okr init --help lists the flags).\n",
      );
    const prompts = silent ? null : terminal.prompts;
    const answers =
      prompts === null ? defaultAnswers(place, options) : await askAnswers(prompts, place, options);
    const moment = { day: context.clock.today(), commit: null };
    const store = createStore(place.folder, env);
    const before = place.exists ? await store.snapshot(moment) : emptySnapshot(moment.day);
    const files = filesFor(context, place, answers, before);
    const root = place.prefix.slice(0, -1) || ".";
    const repository = place.top === null && answers.git;
    const planned: InitReport = {
      root,
      files,
      repository,
      dryRun: options.dryRun,
      commit: null,
      branch: null,
      remarks: [],
      next: [],
    };
    const landed = options.dryRun
      ? {}
      : await writeFiles({ context, place, options, prompts, answers }, files);
    const { commit = null } = landed;
    const advice = options.dryRun ? {} : adviseNext({ context, place, answers, before, files, commit });
    const report = { ...planned, ...landed, ...advice };
    // Only a new store knows of a repository made meanwhile; a dry run may have no folder yet.
    const shown = createStore(options.dryRun ? (place.top ?? place.folder) : place.folder, env);
    const showing = { format: options.format, output: null, formats: formats.init };
    await show({ store: shown, context, moment }, report, showing);
    return "ok";
  },
});

function requireFree({ settings, top }: Place, { priority, commit, noGit }: InitOptions): void {
  if (settings !== null)
    throw new UserError(
      `there are OKRs here already: ${settings}`,
      "add to them with okr new team and okr new objective",
    );
  if (priority.length > 3)
    throw new UserError(
      `${priority.length} priorities are given`,
      "choose the three that matter most this year",
    );
  if (commit === true && noGit && top === null)
    throw new UserError(
      "without a git repository nothing can be committed",
      "leave out --commit or --no-git",
    );
}

/** Two switches that exclude each other; null where neither is given. */
function either(yes: string, yesSummary: string, no: string, noSummary: string): Option<boolean | null> {
  const [first, second] = [flag(yes, yesSummary), flag(no, noSummary)];
  return {
    install(program) {
      first.install(program);
      second.install(program);
    },
    read: (given) => (first.read(given) ? true : second.read(given) ? false : null),
  };
}
