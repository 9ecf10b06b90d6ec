import { shellWord } from "../model/shell-word.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { closeBy } from "./duties-rhythm.ts";
import { type Paced, statusOfProjection } from "./pace.ts";

/** A confidence that fell by so much since the check-in before is worth a word. */
const FALL = -0.2;

/** Why an objective needs attention, most urgent first; empty when it does not. Plain words, no markup. */
export function attention(paced: Paced, snapshot: Snapshot): string[] {
  const { settings } = snapshot;
  const { objective, status, closed } = paced;
  if (closed) return [];
  const reasons: string[] = [];
  if (status === null) reasons.push(`its cycle ${objective.cycle} does not exist`);
  const ended = tellEnd(paced, snapshot);
  if (ended !== null) reasons.push(ended);
  else if (status === "stale") reasons.push(staleness(paced));
  const unscored = paced.keyResults
    .filter(({ reading }) => reading === null)
    .map(({ keyResult }) => keyResult.id);
  const scored = unscored.length < paced.keyResults.length;
  if (paced.checkIns.length > 0 && unscored.length > 0)
    reasons.push(`no reading yet for ${unscored.join(", ")}`);
  if (
    scored &&
    status !== "early" &&
    paced.projected !== null &&
    statusOfProjection(paced.projected, objective.type, settings) !== "on-track"
  )
    reasons.push(heading(paced.projected, paced, snapshot));
  const broken = objective.type === "committed" ? brokenLimits(paced) : [];
  if (broken.length > 0) reasons.push(`1.00 is out of reach: ${broken.join(", ")} did not hold every day`);
  // 0.5 − 0.7 is a little more than −0.2.
  if (paced.confidenceChange !== null && paced.confidenceChange < FALL + 1e-9)
    reasons.push(`confidence fell to ${paced.confidence}`);
  const worse = paced.keyResults.filter(({ progress }) => progress !== null && progress < 0);
  for (const { keyResult } of worse) reasons.push(`${keyResult.id} is worse than its baseline`);
  return reasons;
}

/** Limits that did not hold on some day: the share of days can no longer become whole. */
function brokenLimits({ keyResults }: Paced): string[] {
  return keyResults.flatMap(({ keyResult: { id, measure }, progress }) =>
    measure.metric === "limit" && progress !== null && progress < 1 ? [id] : [],
  );
}

function heading(
  projected: number,
  { objective, status, cycle }: Paced,
  { day, settings: { scoring } }: Snapshot,
): string {
  const verb = cycle !== null && day > cycle.end ? "ended at" : "heading for";
  const start = status === "stale" ? `by its last readings ${verb}` : verb;
  const goal = objective.type === "committed" ? "committed to 1.00" : `good is ${scoring.good}`;
  return `${start} ${projected.toFixed(2)}; ${goal}`;
}

/** That it is to be closed, once its cycle is over; null before that. */
function tellEnd({ objective, cycle }: Paced, { day, settings }: Snapshot): string | null {
  if (cycle === null || day <= cycle.end) return null;
  const by = closeBy(cycle, settings);
  const what = day > by ? "it was to be closed by" : "close it by";
  return `${cycle.id} ended on ${cycle.end}: ${what} ${by} (okr close ${shellWord(objective.id)})`;
}

function staleness({ daysSinceCheckIn }: Paced): string {
  return daysSinceCheckIn === null ? "never checked in" : `no check-in for ${daysSinceCheckIn} days`;
}
