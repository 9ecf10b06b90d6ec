import { assessReadiness } from "../analysis/readiness.ts";
import { verdictOf } from "../analysis/readiness-lines.ts";
import { assessRollout } from "../analysis/readiness-rollout.ts";
import { UserError } from "../errors.ts";
import { formats } from "../render/index.ts";
import type { ReadyReport } from "../render/ready-words.ts";
import { readOptions } from "../rules/check.ts";
import { readReasons } from "../rules/exception-reasons.ts";
import { missingCoach } from "../rules/missing-coach.ts";
import { defineCommand } from "./define.ts";
import { atOption, flag, format, outputOption, teamOption, text } from "./options.ts";
import { requireCycle, requireTeam } from "./references.ts";
import { noteUnread, show } from "./show.ts";

export const ready = defineCommand({
  name: "ready",
  summary: "Show whether teams are ready for a cycle, what is missing, and whether a further team may start",
  options: {
    team: teamOption,
    cycle: text("--cycle <id>", "ready for this cycle; else the running one, or the next when it is near"),
    rollout: flag("--rollout", "the phases of the rollout, and whether a further team may start"),
    at: atOption,
    exitCode: flag("--exit-code", "exit 1 where something is missing, or nobody has said"),
    format: format(["text", "markdown", "json"]),
    output: outputOption,
  },
  examples: [
    "okr ready",
    "okr ready --team explorer",
    "okr ready --cycle 2027-Q1 --exit-code",
    "okr ready --rollout",
  ],
  async run(context, { team, cycle, rollout, at, exitCode, format, output }) {
    if (rollout && (team !== null || cycle !== null))
      throw new UserError(
        "--rollout is about the whole company, in all its cycles",
        "leave out --team and --cycle",
      );
    const store = await context.store();
    const moment = await store.moment(at, context.clock.today());
    const snapshot = rollout ? await store.snapshot(moment) : await store.snapshotWithHistory(moment);
    if (cycle !== null) requireCycle(snapshot, cycle);
    if (team !== null) requireTeam(snapshot, team);
    const bodies = await store.bodies();
    const coachFrom = Number(readOptions(missingCoach, snapshot.settings).options.members);
    const report: ReadyReport = rollout
      ? { kind: "rollout", rollout: assessRollout(snapshot, bodies) }
      : {
          kind: "teams",
          readiness: assessReadiness(
            snapshot,
            { team, cycle, coachFrom, excuse: readReasons(snapshot) },
            bodies,
          ),
        };
    await show({ store, context, moment }, report, {
      format,
      output,
      formats: formats.ready,
      paged: format === "text",
    });
    const unread = await noteUnread(context, snapshot);
    if (!exitCode) return "ok";
    const lines =
      report.kind === "rollout"
        ? report.rollout.conditions
        : report.readiness.teams.flatMap((one) => one.lines);
    return verdictOf(lines) === "yes" ? unread : "findings";
  },
});
