import type { Readiness, TeamReadiness } from "../analysis/readiness.ts";
import { type Answer, type ReadyLine, verdictOf } from "../analysis/readiness-lines.ts";
import type { Rollout } from "../analysis/readiness-rollout.ts";

/** A checklist: that of teams, or of the rollout. */
export type ReadyReport =
  | { readonly kind: "teams"; readonly readiness: Readiness }
  | { readonly kind: "rollout"; readonly rollout: Rollout };

/** One list with its heading, and what to paste where. */
export interface ReadyPart {
  readonly title: string;
  readonly lines: readonly ReadyLine[];
  /** Said below the lines. */
  readonly note: string | null;
  readonly paste: readonly string[];
  readonly path: string | null;
}

/** Every answer has a sign of its own, so that none is told by colour alone. */
export const READY_SIGNS: Readonly<Record<Answer, string>> = { yes: "✓", no: "✗", unknown: "?" };

/** What the signs mean. */
export const READY_SIGNS_MEAN = ["✓ it is so", "✗ it is not", "? nobody has said"] as const;

/** The title of a checklist, and what it amounts to in a sentence. */
export function readyHead(report: ReadyReport): { readonly title: string; readonly summary: string } {
  if (report.kind === "rollout") {
    const { rollout } = report;
    const { settings, day } = rollout.snapshot;
    const summary = {
      yes: "A further team may start.",
      no: "A further team should not start yet.",
      unknown: "Nobody has said yet whether a further team may start.",
    }[verdictOf(rollout.conditions)];
    return { title: `${settings.name ?? "OKRs"} · the rollout · ${day}`, summary };
  }
  const { cycle, teams, snapshot } = report.readiness;
  const days = `${cycle.id} (${cycle.start} to ${cycle.end})`;
  return {
    title: `${snapshot.settings.name ?? "OKRs"} · ready for ${cycle.id}? · ${snapshot.day}`,
    summary: teamsSummary(teams, days),
  };
}

function teamsSummary(teams: readonly TeamReadiness[], days: string): string {
  const [first] = teams;
  if (first === undefined) return 'No teams yet. Write the first one:  okr new team "Explorer Team"';
  const ready = teams.filter(({ lines }) => verdictOf(lines) === "yes").length;
  if (teams.length === 1)
    return `${first.team.name} is ${ready === 1 ? "ready" : "not ready yet"} for ${days}.`;
  return `${ready} of ${teams.length} teams ${ready === 1 ? "is" : "are"} ready for ${days}.`;
}

/** The lists of a report: of one team every line, of several what is open. */
export function readyParts(report: ReadyReport): readonly ReadyPart[] {
  if (report.kind === "teams") {
    const { teams } = report.readiness;
    return teams.map((one) => teamPart(one, teams.length === 1));
  }
  const { phases, conditions, own, path, paste } = report.rollout;
  const none = { note: null, paste: [], path };
  return [
    { ...none, title: "Phases", lines: phases },
    ...(own.length > 0 ? [{ ...none, title: "Your own lines", lines: own }] : []),
    { ...none, title: "May a further team start?", lines: conditions, paste },
  ];
}

/** What is left to be pasted, and where. */
export function pasteWords({ paste, path }: ReadyPart): string | null {
  if (paste.length === 0) return null;
  const where = path ?? "the strategy's file, which is to be written first (strategy.md)";
  return `Paste into ${where}, and tick with [x] what is so:`;
}

function teamPart({ team, lines, paste }: TeamReadiness, whole: boolean): ReadyPart {
  const done = lines.filter(({ answer }) => answer === "yes").length;
  const open = lines.filter(({ answer }) => answer !== "yes");
  return {
    title: `${team.name} · ${done} of ${lines.length} ✓`,
    lines: whole ? lines : open,
    note: !whole && paste.length > 0 ? `okr ready --team ${team.id} shows the text to paste` : null,
    paste: whole ? paste : [],
    path: team.source.path,
  };
}
