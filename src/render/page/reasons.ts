import type { Followed } from "../../analysis/overview.ts";
import type { Paced } from "../../analysis/pace.ts";
import type { ObjectiveStory } from "../../analysis/report.ts";
import type { Day } from "../../model/day.ts";
import type { KeyResult } from "../../model/plan.ts";
import { count, decimal } from "../words.ts";
import { html, type Markup, NOTHING } from "./markup.ts";
import type { Page } from "./place.ts";

/** Whether the cycle of an objective is over: then it heads nowhere any more. */
export function isOver({ cycle }: Paced, day: Day): boolean {
  return cycle !== null && day > cycle.end;
}

/** Why a status is what it is, in a few words: `heading for 0.79; 0.70 is good`. Nothing where it says so itself. */
export function statusReason(paced: Followed, page: Page): Markup {
  const words = reasonWords(paced, page);
  return words === null ? NOTHING : html`<span>${words}</span>`;
}

function reasonWords(paced: Followed, { report }: Page): string | null {
  const { objective, status, closed, projected, daysSinceCheckIn } = paced;
  if (closed || status === null) return null;
  if (isOver(paced, report.day))
    return report.kind === "scorecard" ? null : "the cycle is over; it is not closed yet";
  if (status === "stale")
    return daysSinceCheckIn === null
      ? "never checked in"
      : `the last is ${count(daysSinceCheckIn, "day")} old`;
  if (status === "early" || projected === null) return null;
  const { good } = report.snapshot.settings.scoring;
  const goal = objective.type === "committed" ? "promised is 1.00" : `${decimal(good)} is good`;
  return `heading for ${decimal(projected)}; ${goal}`;
}

/** Why an objective needs attention, each number with two digits; nothing on a scorecard, which looks back. */
export function reasonsOf({ reasons, followed }: ObjectiveStory, { report }: Page): string[] {
  if (report.kind === "scorecard" && isOver(followed, report.day)) return [];
  return reasons.map((reason) =>
    reason
      .replace(/^(?:by its last readings )?ended at (\d\.\d\d)/, "it stands at $1")
      .replace(/good is (\d(?:\.\d+)?)$/, (_, number) => `${decimal(Number(number))} is good`)
      .replace(
        /^(confidence fell to) (\d(?:\.\d+)?)$/,
        (_, fell, number) => `${fell} ${decimal(Number(number))}`,
      ),
  );
}

/** How much a key result counts beside the others of its objective; nothing where all count the same. */
export function weightWords({ weight }: KeyResult, { keyResults }: Pick<Paced, "keyResults">): Markup {
  if (keyResults.every(({ keyResult }) => keyResult.weight === keyResults[0]?.keyResult.weight))
    return NOTHING;
  if (weight === 1) return NOTHING;
  const words =
    weight === 2 ? "counts double" : weight === 0.5 ? "counts half" : `weight ${Number(weight.toFixed(2))}`;
  return html` <span class="weight">${words}</span>`;
}
