import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { listOccasions } from "../../src/analysis/duties-calendar.ts";
import { findCycle } from "../../src/model/cycle.ts";
import { type CalendarReport, calendarIcs } from "../../src/render/calendar-ics.ts";
import { instantOf } from "../../src/render/calendar-time.ts";
import { safe } from "../../src/render/safe.ts";
import { COMPANY, objective } from "../../src/rules/examples.ts";
import { readFiles } from "../support/diff.ts";
import { hostileText } from "../support/hostile.ts";

interface Asked {
  readonly files?: Readonly<Record<string, string>>;
  readonly settings?: string;
  readonly day?: string;
  readonly cycle?: string;
  readonly team?: string;
  readonly weeks?: number;
  readonly meeting?: CalendarReport["meeting"];
}

/** The file that a company of one team gets. */
async function write({ meeting = null, ...asked }: Asked) {
  return calendarIcs({ rhythm: await rhythmOf(asked), meeting });
}

async function rhythmOf({ files = {}, settings = "", day = "2026-11-20", ...asked }: Asked) {
  const texts = {
    "okr.yaml": `version: 1\nname: Example Space\n${settings}`,
    "team.md": COMPANY[0] as string,
  };
  const snapshot = await readFiles({ ...texts, "grow.md": objective({}), ...files }, day);
  const cycle = asked.cycle === undefined ? null : findCycle(asked.cycle, snapshot.settings.cycles);
  const { team = null, weeks = null } = asked;
  return listOccasions(snapshot, { cycle, team, weeks, person: null });
}

/** What another program reads in it. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents("vevent").map((component) => new ICAL.Event(component));
}

const days = (text: string) =>
  Object.fromEntries(read(text).map(({ uid, startDate }) => [uid, startDate.toString()]));

describe("check-ins at a time of day", () => {
  /** Rules of the two zones in these years, as RFC 5545 writes them, for the program that reads. */
  const zone = (name: string, standard: string, daylight: string) =>
    new ICAL.Timezone({
      tzid: name,
      component: new ICAL.Component(
        ICAL.parse(
          `BEGIN:VTIMEZONE\r\nTZID:${name}\r\nBEGIN:STANDARD\r\n${standard}\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\n${daylight}\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE`,
        ),
      ),
    });
  const berlin = zone(
    "Europe/Berlin",
    "DTSTART:19961027T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "DTSTART:19810329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
  );
  const newYork = zone(
    "America/New_York",
    "DTSTART:20071104T020000\r\nTZOFFSETFROM:-0400\r\nTZOFFSETTO:-0500\r\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11",
    "DTSTART:20070311T020000\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3",
  );

  test.each([
    ["2026-Q4", berlin, ["2026-10-23T07:30:00Z", "2026-10-30T08:30:00Z"]],
    ["2027-Q1", newYork, ["2027-03-12T14:30:00Z", "2027-03-19T13:30:00Z"]],
  ])("of %s stay at half past nine, also after the clocks have changed", async (cycle, zone, change) => {
    const text = await write({ cycle, meeting: { minute: 570, zone: zone.tzid, minutes: 15 } });
    const events = read(text).filter(({ summary }) => summary.startsWith("OKR check-in"));
    expect(events).toHaveLength(13);
    for (const { startDate, endDate } of events) {
      const [start, end] = [startDate.convertToZone(zone), endDate.convertToZone(zone)];
      expect([start.dayOfWeek(), start.hour, start.minute, end.hour, end.minute]).toEqual([6, 9, 30, 9, 45]);
    }
    expect(events.map(({ startDate }) => startDate.toString())).toEqual(expect.arrayContaining(change));
  });

  test.each([
    ["a time that clocks skip", "2027-03-28", 150, "Europe/Berlin", "2027-03-28T01:30:00.000Z"],
    ["one that they show twice", "2026-10-25", 150, "Europe/Berlin", "2026-10-25T00:30:00.000Z"],
    ["one of the day before", "2026-11-20", 15, "Pacific/Kiritimati", "2026-11-19T10:15:00.000Z"],
    ["one of the day after", "2026-11-20", 1425, "Pacific/Pago_Pago", "2026-11-21T10:45:00.000Z"],
    ["UTC", "2026-11-20", 0, "UTC", "2026-11-20T00:00:00.000Z"],
  ])("%s", (_, day, minute, zone, instant) =>
    expect(instantOf(day, minute, zone).toISOString()).toBe(instant),
  );
});

describe("the rhythm", () => {
  const only = (found: Record<string, string>, kind: RegExp) =>
    Object.fromEntries(Object.entries(found).filter(([uid]) => kind.test(uid)));

  test("of a fiscal year from April has the cycle of the day and the next one", async () => {
    const settings =
      "cycles: { cadence: quarter, fiscal_year_starts: april }\ncheck_in: { every: two-weeks, day: monday }\n";
    const found = days(
      await write({ settings, day: "2027-02-10", files: { "grow.md": objective({ cycle: "2026-Q4" }) } }),
    );
    expect(only(found, /^(?!check-in)/)).toEqual({
      "plan.2026-Q4@okr": "2026-12-18",
      "start.2026-Q4@okr": "2027-01-01",
      "look-back.2026-Q4@okr": "2027-02-15",
      "plan.2027-Q1@okr": "2027-03-18",
      "end.2026-Q4@okr": "2027-03-31",
      "start.2027-Q1@okr": "2027-04-01",
      "close.2026-Q4@okr": "2027-04-21",
      "look-back.2027-Q1@okr": "2027-05-16",
      "end.2027-Q1@okr": "2027-06-30",
      "close.2027-Q1@okr": "2027-07-21",
    });
    expect(Object.values(only(found, /^check-in/)).slice(0, 3)).toEqual([
      "2027-01-04",
      "2027-01-18",
      "2027-02-01",
    ]);
  });

  test("of cycles that okr.yaml lists is theirs, and a cycle may be too short to look back from its middle", async () => {
    const settings =
      "cycles: { list: [{ id: 2026-trial, title: The autumn trial, start: 2026-11-02, end: 2026-12-04 }] }\ncheck_in: { every: month, day: friday }\n";
    const text = await write({ settings, files: { "grow.md": objective({ cycle: "2026-trial" }) } });
    expect(days(text)).toEqual({
      "plan.2026-trial@okr": "2026-10-19",
      "start.2026-trial@okr": "2026-11-02",
      "check-in.2026-11-02@okr": "2026-11-06",
      "check-in.2026-11-30@okr": "2026-12-04",
      "end.2026-trial@okr": "2026-12-04",
      "close.2026-trial@okr": "2026-12-25",
    });
    expect(read(text)[1]?.summary).toBe("The autumn trial begins · Example Space");
  });

  test("of a cycle that never ends has the check-ins of about a year before and after", async () => {
    const settings = "cycles: { list: [{ id: forever, start: 1000-01-01, end: 9999-12-31 }] }\n";
    const text = await write({ settings, files: { "grow.md": objective({ cycle: "forever" }) } });
    expect(text.match(/UID:check-in/g)).toHaveLength(115);
  });

  test("of some weeks begins with the day", async () => {
    expect(days(await write({ weeks: 2 }))).toEqual({
      "check-in.2026-11-16@okr": "2026-11-20",
      "check-in.2026-11-23@okr": "2026-11-27",
      "check-in.2026-11-30@okr": "2026-12-04",
    });
  });
});

describe("a later file", () => {
  test("has the same names, each once, and higher numbers: it changes events and adds none of what there was", async () => {
    const [first, later, moved] = await Promise.all([
      write({}),
      write({ day: "2026-11-21" }),
      write({ day: "2026-11-21", settings: "check_in: { day: tuesday }\n" }),
    ]);
    expect(days(later)).toEqual(days(first));
    expect(new Set(read(first).map(({ uid }) => uid)).size).toBe(read(first).length);
    expect(read(first).map(({ sequence }) => sequence + 1)).toEqual(
      read(later).map(({ sequence }) => sequence),
    );
    expect(first).toContain("DTSTAMP:20261120T000000Z");
    const fridays = days(first);
    const tuesdays = days(moved);
    expect(tuesdays["check-in.2026-11-16@okr"]).toBe("2026-11-17");
    // The last week of the next quarter has a Tuesday and no Friday.
    expect(Object.keys(tuesdays).filter((uid) => !(uid in fridays))).toEqual(["check-in.2027-03-29@okr"]);
  });

  test("of a team is another calendar than that of the company", async () => {
    const uids = Object.keys(days(await write({ team: "rockets" })));
    expect(uids).toContain("team.rockets.start.2026-Q4@okr");
  });
});

describe("text of files", () => {
  /** RFC 5545 has properties of one's own as text; the program that reads leaves them as they are written. */
  const textOf = (calendar: ICAL.Component, name: string) =>
    String(calendar.getFirstProperty(name)?.toICALString())
      .replace(/\r\n /g, "")
      .replace(/^[^:]*:/, "")
      .replace(/\\(.)/g, "$1");

  test("comes back as it is shown, whatever is in it", async () => {
    const rhythm = await rhythmOf({ weeks: 1 });
    fc.assert(
      fc.property(hostileText, hostileText, (title, name) => {
        const occasions = rhythm.occasions.map((one) => ({
          ...one,
          objectives: one.objectives.map((objective) => ({ ...objective, title: `A${title}` })),
        }));
        const text = calendarIcs({ rhythm: { ...rhythm, company: `A${name}`, occasions }, meeting: null });
        const calendar = new ICAL.Component(ICAL.parse(text));
        const shown = safe(`A${name}`);
        expect(textOf(calendar, "name")).toBe(`OKRs · ${shown}`);
        expect(textOf(calendar, "x-wr-calname")).toBe(`OKRs · ${shown}`);
        const events = read(text);
        const [event] = events;
        expect([event?.summary, events.length]).toEqual([`OKR check-in · ${shown}`, 2]);
        expect(event?.description.split("\n").at(-1)).toBe(`${safe(`A${title}`)}: okr checkin grow`);
        for (const line of text.split("\r\n")) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/[\r\n]/);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("is folded and escaped", async () => {
    const title = `Fly; higher, \\n than "ever": ${"ünïcödé 🚀 ".repeat(12)}BEGIN:VEVENT`;
    const text = await write({ weeks: 1, files: { "grow.md": objective({ title }) } });
    expect(read(text)[0]?.description).toBe(
      `Goal: how sure are we? Results: where does each key result stand? Issues: what is in the way? Plan: what is next?\n${title}: okr checkin grow`,
    );
    expect(text).toMatch(
      /^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n[\s\S]*REFRESH-INTERVAL;VALUE=DURATION:P1D\r\n[\s\S]*END:VCALENDAR\r\n$/,
    );
  });
});
