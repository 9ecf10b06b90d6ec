import { composeReport, type ReportKind } from "../analysis/report.ts";
import { UserError } from "../errors.ts";
import { type Day, isDay } from "../model/day.ts";
import { formats } from "../render/index.ts";
import type { Store } from "../store/store.ts";
import { defineCommand } from "./define.ts";
import { noteCutOff } from "./history.ts";
import { atOption, choice, cycleOption, flag, outputOption, text } from "./options.ts";
import { select } from "./select.ts";
import { noteUnread, show } from "./show.ts";

const FORMATS = ["markdown", "html", "json", "csv"] as const;

/** The format that a file's name asks for. */
const ENDINGS: Readonly<Record<string, (typeof FORMATS)[number]>> = {
  md: "markdown",
  markdown: "markdown",
  html: "html",
  htm: "html",
  json: "json",
  csv: "csv",
};

export const report = defineCommand({
  name: "report",
  summary: "Write the page people read: of a cycle, the strategy, a team, or how a cycle ended",
  options: {
    strategic: flag(
      "--strategic",
      "for leadership: the strategy and what teams contribute, without a list of them",
    ),
    scorecard: flag("--scorecard", "after the cycle: grades, forecasts against outcomes, what was learned"),
    team: text("--team <id>", "the page a team opens in its check-in; with the teams below it"),
    since: text(
      "--since <rev|date>",
      "what changed since then; else since the last check-in day, or a month",
    ),
    at: atOption,
    cycle: cycleOption,
    format: choice("--format <name>", "else what the ending of --output says, or markdown", FORMATS),
    json: flag("--json", "the same as --format json"),
    output: outputOption,
    site: text(
      "--site <folder>",
      "write all pages as files that link to each other, as okr serve shows them",
    ),
  },
  examples: [
    "okr report",
    "okr report --output okrs.html",
    "okr report --team explorer --output explorer.html",
    "okr report --strategic --since 2026-11-01",
    "okr report --scorecard --cycle 2026-Q3",
    "okr report --site public",
  ],
  async run(context, { at, output, since, site, ...asked }) {
    if (site !== null) refuseBeside({ ...asked, output, since });
    const store = await context.store();
    const moment = await store.moment(at, context.clock.today());
    const snapshot = await store.snapshotWithHistory(moment);
    const { cycle, team } = asked;
    const selection = await select(store, snapshot, { cycle, team, mine: false });
    if (site !== null) {
      const { writeSite } = await import("./report-site.ts");
      await writeSite({ store, context, moment }, snapshot, { folder: site, cycle });
    } else {
      const kind = kindOf(asked);
      const before = since === null ? null : await dayOf(since, store, moment.day);
      const composed = composeReport(snapshot, { kind, selection, since: before }, await store.bodies());
      const ending = output === null ? null : (/\.([a-z]+)$/i.exec(output)?.[1]?.toLowerCase() ?? null);
      const format = asked.json ? "json" : (asked.format ?? ENDINGS[ending ?? ""] ?? "markdown");
      await show({ store, context, moment }, composed, { format, output, formats: formats.report });
    }
    noteCutOff(context, snapshot.history, "trends, goalposts and what changed are");
    return noteUnread(context, snapshot);
  },
});

/** All pages are written as they are: what says how one page shall be has no meaning then. */
function refuseBeside(asked: Readonly<Record<string, unknown>>): void {
  const [name] = Object.keys(asked).filter(
    (option) => option !== "cycle" && asked[option] !== null && asked[option] !== false,
  );
  if (name === undefined) return;
  throw new UserError(`--site writes every page, and --${name} is about one`, "leave one of them out");
}

function kindOf({
  strategic,
  scorecard,
  team,
}: {
  strategic: boolean;
  scorecard: boolean;
  team: string | null;
}): ReportKind {
  if (strategic && scorecard)
    throw new UserError("--strategic and --scorecard are two pages", "ask for one of them");
  if (strategic) return "strategic";
  if (scorecard) return "scorecard";
  return team === null ? "cycle" : "team";
}

/** The day that `--since` names: a day, or that of a commit. */
async function dayOf(since: string, store: Store, day: Day): Promise<Day> {
  const then = isDay(since) ? since : (await store.moment(since, day)).day;
  if (then < day) return then;
  throw new UserError(`--since is ${then}, which is not before ${day}`, "name an earlier day");
}
