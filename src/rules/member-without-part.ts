import { Former, writtenOn } from "../analysis/former.ts";
import { findIdle } from "../analysis/parts.ts";
import type { Survey } from "../analysis/survey.ts";
import { cycleOn } from "../model/cycle.ts";
import { type Day, daysBetween } from "../model/day.ts";
import type { Team } from "../model/plan.ts";
import { isRecordPath } from "../model/records.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { defineRule } from "./define.ts";
import { document, keyResult, objective } from "./examples.ts";

const people = (...ids: string[]) => ids.map((id) => ({ id, name: `${id} example` }));
const team = (properties: object) =>
  document({ kind: "team", id: "divers", name: "Divers (example)", ...properties });
const DIVE = objective({
  id: "dive",
  team: "divers",
  owner: "dia",
  key_results: [keyResult({ owner: "dia", backup: "eli" })],
});

export const memberWithoutPart = defineRule({
  id: "member-without-part",
  group: "people",
  severity: "warning",
  summary:
    "Every member of a team with running objectives has a part in one, `grace_days` days after its cycle began, they were written down and the member joined.",
  why: "OKRs move a team when nine in ten take part. Whoever owns and backs nothing hears of the goals, but does not decide about them.",
  options: {
    grace_days: { value: 21, meaning: "days of the cycle in which the parts may still be shared out" },
  },
  *check(snapshot, { options: { grace_days: grace }, survey }) {
    const { plan } = snapshot;
    // A part may be written in what cannot be read, which is reported already.
    if (isPartlyRead(snapshot)) return;
    const isIdle = findIdle(plan, survey.objectivesIn("planned", "running"));
    const former = new Former(snapshot.history);
    const teams = listSettled(survey, grace, former);
    const homes = new Set(teams.map(({ source }) => source));
    const told = new Set<string>();
    for (const { id: team, members, source } of teams)
      for (const [index, id] of members.entries()) {
        const person = plan.person(id);
        if (!person || !isIdle(id) || told.has(id)) continue;
        // Of several teams the one whose file describes the person.
        if (person.source !== source && homes.has(person.source)) continue;
        const joined = writtenOn(former, "member", `${team}/${id}`, snapshot.day);
        if (joined !== null && daysBetween(joined, snapshot.day) < grace) continue;
        told.add(id);
        yield {
          source,
          pointer: ["members", index],
          message: `${id} has no part in any objective: neither owner nor backup of a key result`,
          hint: `share something with ${id}: owner: ${id} or backup: ${id} at a key result; a newcomer has a mentor: PERSON`,
          subject: id,
          key: "part",
        };
      }
  },
  examples: {
    accepted: [
      [team({ members: people("dia", "eli") }), DIVE],
      // Its first three weeks.
      { documents: [team({ members: people("dia", "eli", "fay") }), DIVE], day: "2026-10-21" },
      // Nothing runs.
      { documents: [team({ members: people("dia", "eli", "fay") }), DIVE], day: "2027-02-20" },
    ],
    reported: [
      { documents: [team({ members: people("dia", "eli", "fay") }), DIVE], day: "2026-10-22" },
      // A member whom another team's file describes.
      [
        document({ kind: "team", id: "base", name: "Base", level: "unit", members: people("gus") }),
        team({ members: [...people("dia", "eli"), "gus"] }),
        DIVE,
      ],
    ],
    misfires: [
      {
        why: "Who joined last week gets a part in the weeks to come.",
        example: {
          commits: [
            {
              day: "2026-09-25",
              files: { "divers.md": team({ members: people("dia", "eli") }), "dive.md": DIVE },
            },
            { day: "2026-11-16", files: { "divers.md": team({ members: people("dia", "eli", "fay") }) } },
          ],
          seen: "2026-11-20",
        },
      },
      {
        why: "Who begins with OKRs in the middle of a quarter shares out the parts in the next three weeks.",
        example: {
          commits: [
            {
              day: "2026-11-16",
              files: { "divers.md": team({ members: people("dia", "eli", "fay") }), "dive.md": DIVE },
            },
          ],
          seen: "2026-11-20",
        },
      },
      {
        why: "A part in another team's objective is a part.",
        example: [
          team({ members: people("dia", "eli", "fay") }),
          DIVE,
          objective({ key_results: [keyResult({ backup: "fay" })] }),
        ],
      },
      {
        why: "So is one in what begins next quarter.",
        example: [
          team({ members: people("dia", "eli", "fay") }),
          DIVE,
          objective({ id: "deeper", cycle: "2027-Q1", team: "divers", owner: "fay" }),
        ],
      },
      {
        why: "A newcomer with a mentor gets a first piece in time.",
        example: [
          team({ members: [...people("dia", "eli"), { id: "fay", name: "Fay Example", mentor: "dia" }] }),
          DIVE,
        ],
      },
      {
        why: "The lead and the coach have their part already.",
        example: [team({ lead: "fay", coach: "gus", members: people("dia", "eli", "fay", "gus") }), DIVE],
      },
      {
        why: "In the first weeks of a quarter a yearly objective runs alone, and the parts in the others are still being shared out.",
        example: {
          documents: [
            team({ members: people("dia", "eli", "fay") }),
            objective({
              id: "dive",
              cycle: "2026",
              team: "divers",
              owner: "dia",
              key_results: [keyResult({ owner: "dia", backup: "eli" })],
            }),
          ],
          day: "2026-10-10",
        },
      },
    ],
  },
});

/** The teams that have running objectives, all of which began and were written down so many days ago, as did the company's own cycle. */
function listSettled(survey: Survey, days: number, former: Former): readonly Team[] {
  const { plan, day, settings } = survey.snapshot;
  const latest = new Map<string, Day>();
  for (const objective of survey.objectivesIn("running")) {
    const begun = survey.cycle(objective)?.start ?? day;
    const written = writtenOn(former, "objective", objective.id, day) ?? begun;
    const start = written > begun ? written : begun;
    if (start > (latest.get(objective.team) ?? "")) latest.set(objective.team, start);
  }
  const company = cycleOn(day, settings.cycles).start;
  return plan.teams.filter((team) => {
    const start = latest.get(team.id);
    if (start === undefined || team.level !== "team" || plan.team(team.id) !== team) return false;
    return daysBetween(start > company ? start : company, day) >= days;
  });
}

/** Whether something other than a record cannot be read. */
function isPartlyRead({ findings }: Snapshot): boolean {
  return findings.some(({ severity, path }) => severity === "error" && !isRecordPath(path));
}
