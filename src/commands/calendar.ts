import { listOccasions } from "../analysis/duties-calendar.ts";
import { UserError } from "../errors.ts";
import { isZone, readTime } from "../render/calendar-time.ts";
import { formats } from "../render/index.ts";
import { safe } from "../render/safe.ts";
import { defineCommand } from "./define.ts";
import { atOption, count, cycleOption, mineOption, outputOption, teamOption, text } from "./options.ts";
import { requireCycle } from "./references.ts";
import { select } from "./select.ts";
import { noteUnread, show } from "./show.ts";

const MINUTES = 15;
/** Ten years. */
const MOST_WEEKS = 520;

export const calendar = defineCommand({
  name: "calendar",
  summary:
    "Write the rhythm of the cycles as a calendar (.ics): check-ins, beginnings, look backs, ends, planning",
  options: {
    team: teamOption,
    mine: mineOption,
    cycle: cycleOption,
    weeks: count("--weeks <weeks>", "only the next so many weeks"),
    time: text("--time <hh:mm>", "when check-ins begin; without it they are marked on the day"),
    zone: text("--zone <name>", "with --time: the time zone it is meant in, as Europe/Berlin"),
    minutes: count("--minutes <minutes>", `with --time: how long check-ins last (${MINUTES} without it)`),
    at: atOption,
    output: outputOption,
  },
  examples: [
    "okr calendar --output okrs.ics",
    "okr calendar --team explorer --time 09:30 --zone Europe/Berlin --output explorer.ics",
    "okr calendar --mine --weeks 6",
  ],
  async run(context, { at, weeks, time, zone, minutes, output, ...asked }) {
    if (weeks !== null && (weeks < 1 || weeks > MOST_WEEKS))
      throw new UserError(`--weeks is ${weeks}`, `write a number of weeks from 1 to ${MOST_WEEKS}`);
    const meeting = readMeeting(time, zone, minutes);
    const store = await context.store();
    const moment = await store.moment(at, context.clock.today());
    const snapshot = await store.snapshot(moment);
    const { team, person } = await select(store, snapshot, asked);
    const cycle = asked.cycle === null ? null : requireCycle(snapshot, asked.cycle);
    const rhythm = listOccasions(snapshot, { team, person, cycle, weeks });
    await show(
      { store, context, moment },
      { rhythm, meeting },
      { format: "ics", output, formats: formats.calendar },
    );
    return noteUnread(context, snapshot);
  },
});

/** When check-ins are held; null where they are marked on the day. Throws a UserError where it makes no time. */
function readMeeting(time: string | null, zone: string | null, minutes: number | null) {
  if (time === null) {
    if (zone === null && minutes === null) return null;
    const given = zone === null ? "--minutes" : "--zone";
    throw new UserError(`${given} is about the time of check-ins, and there is none`, "add --time 09:30");
  }
  const minute = readTime(time);
  if (minute === null)
    throw new UserError(`--time is "${safe(time)}", which is no time of day`, "write it as 09:30");
  if (zone === null)
    throw new UserError("--time needs to know where", "add --zone Europe/Berlin, or --zone UTC");
  if (!isZone(zone))
    throw new UserError(`there is no time zone "${safe(zone)}"`, "write it as Europe/Berlin or UTC");
  const length = minutes ?? MINUTES;
  if (length < 1 || length > 1440)
    throw new UserError(`--minutes is ${length}`, "write a number of minutes from 1 to 1440");
  return { minute, zone, minutes: length };
}
