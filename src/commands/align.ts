import { type Landscape, landscape } from "../analysis/landscape.ts";
import { UserError } from "../errors.ts";
import { formats } from "../render/index.ts";
import { defineCommand } from "./define.ts";
import { noteCutOff } from "./history.ts";
import { atOption, count, cycleOption, flag, format, outputOption, teamOption, text } from "./options.ts";
import { requireAlignable, requireCycle, requireTeam } from "./references.ts";
import { noteUnread, show } from "./show.ts";

export const align = defineCommand({
  name: "align",
  summary: "Show who serves what: from the vision down to the teams, what nobody serves, and who needs whom",
  options: {
    for: text(
      "--for <id>",
      "only what is around an objective, a key result (objective/key-result) or a priority",
    ),
    up: flag("--up", "with --for or --team: only what it serves"),
    down: flag("--down", "with --for or --team: only what serves it"),
    depth: count("--depth <steps>", "go only so many steps from there, or from the top"),
    team: teamOption,
    cycle: cycleOption,
    at: atOption,
    format: format(["text", "json", "mermaid", "dot", "svg"]),
    output: outputOption,
  },
  examples: [
    "okr align",
    "okr align --team explorer",
    "okr align --for simple-onboarding --down --depth 2",
    "okr align --format mermaid --output ALIGNMENT.md",
  ],
  async run(context, { at, format, output, for: centre, up, down, depth, team, cycle }) {
    if ((up || down) && centre === null && team === null)
      throw new UserError(
        `${up ? "--up" : "--down"} says which way to go, but not from where`,
        "name an objective or a priority with --for, or a team with --team",
      );
    if (depth !== null && depth < 0) throw new UserError(`--depth is ${depth}`, "write 0 or more steps");
    const store = await context.store();
    const moment = await store.moment(at, context.clock.today());
    const snapshot = await store.snapshotWithHistory(moment);
    if (centre !== null) requireAlignable(snapshot, centre);
    if (team !== null) requireTeam(snapshot, team);
    if (cycle !== null) requireCycle(snapshot, cycle);
    const both = up === down;
    const shown: Landscape = landscape(snapshot, {
      centre,
      team,
      cycle,
      depth,
      up: up || both,
      down: down || both,
    });
    const { listInitiatives } = await import("../store/initiatives.ts");
    const initiatives = await listInitiatives(shown.objectives.map(({ objective }) => objective));
    const report = { landscape: shown, initiatives, snapshot, depth };
    await show({ store, context, moment }, report, {
      format,
      output,
      formats: formats.align,
      paged: format === "text",
    });
    noteCutOff(context, snapshot.history, "the weeks of alignment are");
    return noteUnread(context, snapshot);
  },
});
