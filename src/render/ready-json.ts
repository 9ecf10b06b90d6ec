import type { TeamReadiness } from "../analysis/readiness.ts";
import { type ReadyLine, verdictOf } from "../analysis/readiness-lines.ts";
import type { Medium } from "./index.ts";
import { envelope } from "./json.ts";
import type { ReadyReport } from "./ready-words.ts";

/** A checklist as JSON, schema okr-ready/1: that of teams, or of the rollout; the other is null. */
export function readyJson(report: ReadyReport, { at }: Medium): string {
  const teams = report.kind === "teams" ? report.readiness : null;
  const rollout = report.kind === "rollout" ? report.rollout : null;
  return envelope("okr-ready/1", at, {
    cycle: teams && { id: teams.cycle.id, start: teams.cycle.start, end: teams.cycle.end },
    teams: teams === null ? null : teams.teams.map(teamJson),
    rollout: rollout && {
      path: rollout.path,
      may_start: verdictOf(rollout.conditions),
      phases: rollout.phases.map(lineJson),
      conditions: rollout.conditions.map(lineJson),
      own: rollout.own.map(lineJson),
      paste: pasteJson(rollout.paste),
    },
  });
}

function teamJson({ team, lines, paste }: TeamReadiness) {
  return {
    id: team.id,
    name: team.name,
    path: team.source.path,
    ready: verdictOf(lines),
    lines: lines.map(lineJson),
    paste: pasteJson(paste),
  };
}

function lineJson({ id, text, answer, by, why, todo }: ReadyLine) {
  return { id, text, answer, by, why, todo };
}

function pasteJson(lines: readonly string[]): string | null {
  return lines.length === 0 ? null : `${lines.join("\n")}\n`;
}
