import { alignmentGained, alignmentLost } from "./diff-alignment.ts";
import { companyItems, goalpostItems, goneItems, objectiveItems } from "./diff-definitions.ts";
import { brokenRecordItems, newRecordItems } from "./diff-records.ts";
import type { DiffReport, Item, Section } from "./diff-report.ts";
import { settingsItems } from "./diff-settings.ts";

/** Everything there is to tell but the scores: what needs a decision first. Sections without items are left out. */
export function sectionsOf(report: DiffReport): Section[] {
  const decide = (title: string, items: readonly Item[]): Section => ({ title, decision: true, items });
  const tell = (title: string, items: readonly Item[]): Section => ({ title, decision: false, items });
  return [
    decide("Records removed or rewritten", brokenRecordItems(report)),
    decide("Goalposts moved", goalpostItems(report)),
    decide("Objectives removed or unreadable", goneItems(report)),
    decide("Alignment lost", alignmentLost(report)),
    decide("Rules and settings", settingsItems(report)),
    tell("Check-ins and retrospectives", newRecordItems(report)),
    tell("Objectives", objectiveItems(report)),
    tell("Alignment", alignmentGained(report)),
    tell("Teams and strategy", companyItems(report)),
  ].filter(({ items }) => items.length > 0);
}
