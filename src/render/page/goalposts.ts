import type { Move } from "../../analysis/moves.ts";
import type { Followed } from "../../analysis/overview.ts";
import type { ObjectiveStory } from "../../analysis/report.ts";
import { valueWords } from "../goalpost-text.ts";
import { count, decimal } from "../words.ts";
import { time } from "./days.ts";
import { html, type Markup, NOTHING } from "./markup.ts";
import type { Page } from "./place.ts";

/** More changes than these are left to `okr log`. */
const MOST = 12;
/** More than these are folded; what happened to targets stands at the head of the objective. */
const FEW = 4;
const LONGEST = 160;

/** How the definition moved since the cycle began, the latest first, and what it did to the score; nothing where it stayed. */
export function goalposts({ past, objective, score }: Followed): Markup {
  if (!past || past.scoreAtStart === null) return NOTHING;
  const rest = past.moves.length - MOST;
  const list = moveList(past.moves, MOST);
  return html`<div class="moves"><h4><span aria-hidden="true">◆</span> Goalposts moved</h4><p>${effect(past.scoreAtStart, score)}</p>${past.moves.length > FEW ? html`<details><summary>${count(past.moves.length, "change")}</summary>${list}</details>` : list}${rest > 0 && html`<p class="small quiet">and ${count(rest, "earlier change")}: <code>okr log ${objective.id} --kind goalpost</code></p>`}</div>`;
}

/** Which targets were moved since the cycle began, from what to what; nothing where none was. */
export function movedTargets({ past, objective }: Followed): Markup {
  const targets = (past?.moves ?? []).filter(isOfTarget);
  if (targets.length === 0) return NOTHING;
  const ids = [...new Set(targets.map(({ change }) => change.keyResult))];
  const items = ids.map((id) => {
    const own = targets.filter(({ change }) => change.keyResult === id);
    const title = objective.keyResults.find((one) => one.id === id)?.title ?? id;
    const when = own.at(-1)?.day ?? null;
    return html`<li><span aria-hidden="true">◆</span> <strong>Target moved</strong> from ${words(own[0]?.change.from)} to ${words(own.at(-1)?.change.to)}${when !== null && html`, ${time(when)}`}: <bdi>${title}</bdi></li>`;
  });
  return html`<ul class="near moved-targets">${items}</ul>`;
}

/** Whether targets moved, for the head of a page: how many objectives it concerns, or that there is none. */
export function movedSentence(stories: readonly ObjectiveStory[], { report: { snapshot } }: Page): Markup {
  const known = stories.filter(({ followed: { past } }) => past !== null);
  if (known.length === 0 || snapshot.history.commits.length === 0) return NOTHING;
  const moved = known.filter(({ followed: { past } }) => past?.moves.some(isOfTarget)).length;
  return html`<p class="small quiet">${
    moved === 0
      ? "No target was changed since the cycle began."
      : `◆ Targets of ${count(moved, "objective")} of ${known.length} were moved since the cycle began; each says from what to what.`
  }</p>`;
}

/** Whether a change of a definition is one of what a key result aims for, and still holds. */
export function isOfTarget({ change: { property }, settled }: Move): boolean {
  return property !== null && TARGETS.has(property) && !settled;
}

const TARGETS = new Set(["target", "at_least", "at_most", "milestones"]);

function effect(start: number, now: number): string {
  return decimal(start) === decimal(now)
    ? "By the definition at the start of the cycle the score would be the same."
    : `By the definition at the start of the cycle the score would be ${decimal(start)}, by today’s it is ${decimal(now)}.`;
}

/** The last of some changes, the latest first: by commit with who and when, then what. */
export function moveList(moves: readonly Move[], most: number): Markup {
  const groups: [Move, ...Move[]][] = [];
  for (const move of moves.slice(-most).toReversed()) {
    const group = groups.at(-1);
    if (group?.[0].commit === move.commit && group[0].day === move.day) group.push(move);
    else groups.push([move]);
  }
  return html`<ul>${groups.map((group) => html`<li><span class="quiet">${origin(group[0])}</span><ul>${group.toReversed().map(moveItem)}</ul></li>`)}</ul>`;
}

function origin({ day, commit }: Move): Markup {
  const by = commit === null ? html`not committed yet` : html`<bdi>${commit.author.name}</bdi>`;
  return html`${day === null ? "no date" : time(day)}, ${by}`;
}

/** One change: what was, and what is. */
function moveItem({ change: { keyResult, property, from, to }, settled }: Move): Markup {
  const subject = keyResult === null ? NOTHING : html`<code>${keyResult}</code> `;
  const what =
    property === null
      ? html`${subject}${from === null ? "came as a new key result" : "was taken out"}`
      : html`${subject}${property.replaceAll("_", " ")}: <bdi>${words(from)}</bdi> → <bdi>${words(to)}</bdi>`;
  return html`<li>${what}${settled && html` <span class="quiet">put back since</span>`}</li>`;
}

function words(value: unknown): string {
  const text = valueWords(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
