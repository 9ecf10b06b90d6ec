import { overview } from "../analysis/overview.ts";
import { formats } from "../render/index.ts";
import { defineCommand } from "./define.ts";
import { noteCutOff } from "./history.ts";
import { atOption, cycleOption, format, mineOption, outputOption, teamOption } from "./options.ts";
import { select } from "./select.ts";
import { noteUnread, show } from "./show.ts";

export const status = defineCommand({
  name: "status",
  summary: "Show where the objectives of the current cycle stand, what needs attention first",
  options: {
    at: atOption,
    cycle: cycleOption,
    team: teamOption,
    mine: mineOption,
    format: format(["text", "json"]),
    output: outputOption,
  },
  examples: [
    "okr status",
    "okr status --mine",
    "okr status --team explorer --cycle 2026-Q4",
    "okr status --at 2026-11-20",
  ],
  async run(context, { at, format, output, ...asked }) {
    const store = await context.store();
    const moment = await store.moment(at, context.clock.today());
    const snapshot = await store.snapshotWithHistory(moment);
    const report = { overview: overview(snapshot, await select(store, snapshot, asked)), snapshot };
    await show({ store, context, moment }, report, { format, output, formats: formats.status });
    noteCutOff(context, snapshot.history, "trends and goalposts are");
    return noteUnread(context, snapshot);
  },
});
