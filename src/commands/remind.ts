import { listDuties } from "../analysis/duties.ts";
import { UserError } from "../errors.ts";
import { formats } from "../render/index.ts";
import { defineCommand } from "./define.ts";
import { noteCutOff } from "./history.ts";
import { atOption, count, cycleOption, flag, format, outputOption, teamOption, text } from "./options.ts";
import { requirePerson } from "./references.ts";
import { select } from "./select.ts";
import { noteUnread, show } from "./show.ts";

/** Ten years. */
const MOST_DAYS = 3660;

export const remind = defineCommand({
  name: "remind",
  summary: "Show who has what to do by the next check-in day, by team and person; it sends nothing by itself",
  options: {
    team: teamOption,
    mine: flag("--mine", "only what you have to do"),
    person: text("--person <id>", "only what one person has to do"),
    cycle: cycleOption,
    days: count("--days <days>", "look so many days ahead; without it, up to the next check-in day"),
    at: atOption,
    exitCode: flag("--exit-code", "exit 1 where something is late"),
    format: format(["text", "markdown", "json", "slack"]),
    output: outputOption,
  },
  examples: [
    "okr remind",
    "okr remind --mine",
    "okr remind --team explorer --days 0 --exit-code",
    "okr remind --format slack --output reminder.json",
  ],
  async run(context, { at, days, person, exitCode, format, output, ...asked }) {
    if (person !== null && asked.mine)
      throw new UserError("--mine and --person name two people", "leave out one of the two");
    if (days !== null && (days < 0 || days > MOST_DAYS))
      throw new UserError(`--days is ${days}`, `write a number of days from 0 to ${MOST_DAYS}`);
    const store = await context.store();
    const moment = await store.moment(at, context.clock.today());
    const snapshot = await store.snapshotWithHistory(moment);
    const selection = await select(store, snapshot, asked);
    const named = person === null ? null : requirePerson(snapshot, person).id;
    const reminder = listDuties(snapshot, { ...selection, person: named ?? selection.person, days });
    const showing = { format, output, formats: formats.remind, paged: format === "text" };
    await show({ store, context, moment }, { reminder, snapshot }, showing);
    noteCutOff(context, snapshot.history, "objectives that were over when they were written down are not");
    const unread = await noteUnread(context, snapshot);
    const late = reminder.duties.some(({ state }) => state === "late");
    return exitCode && late ? "findings" : exitCode ? unread : "ok";
  },
});
