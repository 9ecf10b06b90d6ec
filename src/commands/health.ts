import { type Ruled, takeHealth, takeThanks } from "../analysis/health.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { formats } from "../render/index.ts";
import { checkSnapshot, readOptions } from "../rules/check.ts";
import { lateCheckIn } from "../rules/late-check-in.ts";
import { ownerOverload } from "../rules/owner-overload.ts";
import { defineCommand } from "./define.ts";
import { noteCutOff } from "./history.ts";
import { atOption, flag, format, outputOption, teamOption, text } from "./options.ts";
import { requireCycle, requireTeam } from "./references.ts";
import { noteUnread, show } from "./show.ts";

export const health = defineCommand({
  name: "health",
  summary: "Show how the practice is lived: who takes part, the rhythm, what is learned; or whom to thank",
  options: {
    thanks: flag("--thanks", "who kept the rhythm, helped others and learned in public; never by score"),
    at: atOption,
    cycle: text("--cycle <id>", "what ran in this cycle, and in those like it before; else the current one"),
    team: teamOption,
    format: format(["text", "json", "markdown"]),
    output: outputOption,
  },
  examples: ["okr health", "okr health --team explorer", "okr health --cycle 2026-Q3", "okr health --thanks"],
  async run(context, { at, cycle, team, thanks, format, output }) {
    const store = await context.store();
    const moment = await store.moment(at, context.clock.today());
    const snapshot = await store.snapshotWithHistory(moment);
    if (cycle !== null) requireCycle(snapshot, cycle);
    if (team !== null) requireTeam(snapshot, team);
    const ruled = rulesOf(snapshot);
    const found = thanks
      ? takeThanks(snapshot, { cycle, team }, ruled, await store.bodies())
      : takeHealth(snapshot, { cycle, team }, ruled);
    await show({ store, context, moment }, found, { format, output, formats: formats.health, paged: true });
    noteCutOff(context, snapshot.history, "what history tells is");
    return noteUnread(context, snapshot);
  },
});

/** What the rules say, whether or not okr.yaml turns them off. */
function rulesOf({ settings }: Snapshot): Ruled {
  const only = new Set([ownerOverload.id]);
  return {
    lateDays: Number(readOptions(lateCheckIn, settings).options.days),
    overloaded: (snapshot) =>
      new Set(
        checkSnapshot(snapshot, [ownerOverload], { only }).remarks.flatMap(({ subject }) => subject ?? []),
      ),
  };
}
