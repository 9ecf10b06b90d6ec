import { overview } from "../analysis/overview.ts";
import { formats } from "../render/index.ts";
import { defineCommand } from "./define.ts";
import { noteCutOff, requireHistory } from "./history.ts";
import { atOption, cycleOption, flag, format, mineOption, outputOption, teamOption } from "./options.ts";
import { select } from "./select.ts";
import { noteUnread, show } from "./show.ts";

export const score = defineCommand({
  name: "score",
  summary: "Show the scores and grades, and how each number came about",
  arguments: [["[objective]", "the id of one objective; without it all of the current cycle"]],
  options: {
    at: atOption,
    cycle: cycleOption,
    team: teamOption,
    mine: mineOption,
    weekly: flag("--weekly", "a table of the cycle's weeks, each by the definitions of then"),
    format: format(["text", "json"]),
    output: outputOption,
  },
  examples: [
    "okr score",
    "okr score first-week",
    "okr score first-week --weekly",
    "okr score --cycle 2026-Q4 --json",
  ],
  async run(context, { at, format, output, weekly, ...asked }, [objective]) {
    const store = await context.store();
    const moment = await store.moment(at, context.clock.today());
    const snapshot = await store.snapshotWithHistory(moment);
    if (weekly) requireHistory(snapshot.history);
    const selection = await select(store, snapshot, { ...asked, objective: objective ?? null });
    const report = { overview: overview(snapshot, selection), snapshot, weekly };
    await show({ store, context, moment }, report, { format, output, formats: formats.score });
    noteCutOff(context, snapshot.history, "goalposts are");
    return noteUnread(context, snapshot);
  },
});
