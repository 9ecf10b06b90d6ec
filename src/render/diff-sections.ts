import type { RecordEntry } from "../analysis/journal/entry.ts";
import { alignmentGained, alignmentLost } from "./diff-alignment.ts";
import { companyItems, goalpostItems, goneItems, objectiveItems } from "./diff-definitions.ts";
import { brokenRecordItems, newRecordItems } from "./diff-records.ts";
import type { DiffReport, Item, Section } from "./diff-report.ts";
import { settingsItems } from "./diff-settings.ts";

/** Everything there is to tell but the scores: what needs a decision first. Sections without items are left out. */
export function sectionsOf(report: DiffReport): Section[] {
  const decide = (title: string, items: readonly Item[]): Section => ({ title, decision: true, items });
  const tell = (title: string, items: readonly Item[]): Section => ({ title, decision: false, items });
  const objectives = report.diff.definitions.filter(
    ({ subject, event, unreadable }) => subject.kind === "objective" && (event === "removed" || unreadable),
  );
  return [
    decide(titleOf("Records", report.diff.records), brokenRecordItems(report)),
    decide("Goalposts moved", goalpostItems(report)),
    decide(titleOf("Objectives", objectives), goneItems(report)),
    decide("Alignment lost", alignmentLost(report)),
    decide("Rules and settings", settingsItems(report)),
    tell("Check-ins and retrospectives", newRecordItems(report)),
    tell("Objectives", objectiveItems(report)),
    tell("Alignment", alignmentGained(report)),
    tell("Teams and strategy", companyItems(report)),
  ].filter(({ items }) => items.length > 0);
}

/** A title that names what happened to at least one of them: `Records removed or rewritten`. */
function titleOf(
  noun: string,
  entries: readonly Pick<RecordEntry, "event" | "unreadable" | "repaired">[],
): string {
  const words: ReadonlySet<string> = new Set(
    entries.flatMap(({ event, unreadable, repaired }) =>
      unreadable ? "made unreadable" : event === "added" || repaired ? [] : DONE[event],
    ),
  );
  const [last, ...others] = [...DONE_IN_ORDER].filter((word) => words.has(word)).reverse();
  return [noun, others.reverse().join(", "), others.length > 0 ? "or" : "", last].filter(Boolean).join(" ");
}

const DONE = { removed: "removed", changed: "rewritten" } as const;
const DONE_IN_ORDER: readonly string[] = ["removed", "rewritten", "made unreadable"];
