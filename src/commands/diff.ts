import { compareSnapshots, type Diff, isEmpty } from "../analysis/diff.ts";
import { teamsWithin } from "../model/plan.ts";
import { emptySnapshot, type Snapshot } from "../model/snapshot.ts";
import type { DiffReport } from "../render/diff-report.ts";
import { formats } from "../render/index.ts";
import { compareExceptions, compareRules } from "../rules/compare.ts";
import { rules } from "../rules/index.ts";
import { findMerged } from "../store/target-branch.ts";
import { findBase } from "./base.ts";
import { defineCommand } from "./define.ts";
import { atOption, flag, format, outputOption, teamOption } from "./options.ts";
import { requireTeam } from "./references.ts";
import { noteUnread, show } from "./show.ts";

export const diff = defineCommand({
  name: "diff",
  summary: "Show what a branch changes in OKR terms; the comment on its pull request",
  arguments: [
    [
      "[base]",
      "the branch, commit or day to hold it against, from where the two parted; without it the upstream default branch",
    ],
  ],
  options: {
    at: atOption,
    team: teamOption,
    exitCode: flag("--exit-code", "exit 1 when something changes, or a file cannot be read"),
    format: format(["text", "markdown", "json"]),
    output: outputOption,
  },
  examples: [
    "okr diff",
    "okr diff origin/main --format markdown --output comment.md",
    "okr diff 2026-11-01 --team explorer",
    "okr diff v1 --at v2 --json",
  ],
  async run(context, { at, team, exitCode, format, output }, [name = null]) {
    const store = await context.store();
    const moment = await store.moment(at, context.clock.today());
    const base = await findBase(store, name, moment);
    // The same day for both: nothing differs by time alone.
    const origin = await store.momentOfCommit(base.commit, moment.day);
    const before = origin === null ? emptySnapshot(moment.day) : await store.snapshot(origin);
    const after = await store.snapshot(moment);
    if (team !== null && before.plan.team(team) === undefined) requireTeam(after, team);
    const diff = compareSnapshots(before, after, team);
    const { commit: tip, dirty } = await store.provenance(moment);
    const commit = dirty ? null : tip;
    const merged = commit && (await findMerged(store.root.where, { commit, base: base.commit }, context.env));
    const report: DiffReport = {
      ...{ diff, before, after, team, head: { name: at, commit, merged } },
      base: { ...base, hasOkrs: origin !== null },
      ...compareChecks(before, after, diff, team),
    };
    await show({ store, context, moment }, report, { format, output, formats: formats.diff, paged: true });
    const unread = await noteUnread(context, after);
    const nothing = isEmpty(diff) && report.rules.length + report.exceptions.length === 0;
    return exitCode && !(nothing && unread === "ok") ? "findings" : "ok";
  },
});

/** What changes about the rules and the exceptions from them; of one team only its exceptions. */
function compareChecks(before: Snapshot, after: Snapshot, { standings }: Diff, team: string | null) {
  const exceptions = compareExceptions(before, after);
  if (team === null) return { rules: compareRules(before, after, rules), exceptions };
  const teams = new Set([before, after].flatMap(({ plan }) => [...teamsWithin(plan, team)]));
  const isAbout = (name = "") => standings.has(name) || teams.has(name);
  return { rules: [], exceptions: exceptions.filter(({ subject }) => isAbout(subject.split("/")[0])) };
}
