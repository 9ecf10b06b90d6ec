import { daysLate } from "../analysis/duties.ts";
import type { Medium } from "./index.ts";
import { envelope } from "./json.ts";
import { partsOf, type RemindReport, type Told } from "./remind-words.ts";

/** Who owes what as JSON, schema okr-remind/1: what there is to do, never how well anybody does. */
export function remindJson(report: RemindReport, { at }: Medium): string {
  const { reminder } = report;
  const told = new Map(
    partsOf(report).flatMap(({ people }) =>
      people.flatMap(({ duties }) => duties.map((one) => [one.duty, one] as const)),
    ),
  );
  return envelope("okr-remind/1", at, {
    until: reminder.until,
    next_check_in_day: reminder.checkInDay,
    duties: reminder.duties.map((duty) => dutyJson(told.get(duty) as Told, report)),
  });
}

function dutyJson({ duty, text, command }: Told, { reminder, snapshot: { plan } }: RemindReport) {
  const { objective, cycle } = duty;
  const person = duty.person === null ? undefined : plan.person(duty.person);
  return {
    kind: duty.kind,
    state: duty.state,
    optional: duty.optional,
    due: duty.due,
    days_late: daysLate(duty, reminder.day),
    person:
      duty.person === null
        ? null
        : { id: duty.person, name: person?.name ?? null, email: person?.email ?? null },
    team: { id: duty.team, name: plan.team(duty.team)?.name ?? null },
    cycle: cycle?.id ?? null,
    objective: objective && { id: objective.id, title: objective.title, path: objective.source.path },
    key_results: duty.keyResults.map(({ id }) => id),
    last_check_in: duty.lastCheckIn,
    needed_by: duty.neededBy.map(({ id }) => id),
    absent: duty.absent.map(({ person: id }) => id),
    text,
    command,
  };
}
