import type { Move } from "../../analysis/moves.ts";
import type { Followed } from "../../analysis/overview.ts";
import { count, decimal } from "../words.ts";
import { time } from "./days.ts";
import { html, type Markup, NOTHING } from "./markup.ts";

/** More changes than these are left to `okr log`. */
const MOST = 12;
const LONGEST = 160;

/** How the definition moved since the cycle began, the latest first, and what it did to the score; nothing where it stayed. */
export function goalposts({ past, objective, score }: Followed): Markup {
  if (!past || past.scoreAtStart === null) return NOTHING;
  const moves = past.moves.toReversed();
  const rest = moves.length - MOST;
  return html`<div class="moves"><h4><span aria-hidden="true">◆</span> Goalposts moved</h4><p>${effect(past.scoreAtStart, score)}</p><ul>${moves.slice(0, MOST).map(moveItem)}</ul>${rest > 0 && html`<p class="small quiet">and ${count(rest, "more change")}: <code>okr log ${objective.id} --kind goalpost</code></p>`}</div>`;
}

function effect(start: number, now: number): string {
  return decimal(start) === decimal(now)
    ? "By the definition at the start of the cycle the score would be the same."
    : `By the definition at the start of the cycle the score would be ${decimal(start)}, by today’s it is ${decimal(now)}.`;
}

/** One change: what, when, who, and in which commit. */
export function moveItem({ change, day, commit, settled }: Move): Markup {
  const { keyResult, property, from, to } = change;
  const subject = keyResult === null ? NOTHING : html`<code>${keyResult}</code> `;
  const what =
    property === null
      ? html`${subject}${from === null ? "came as a new key result" : "was taken out"}`
      : html`${subject}${property.replaceAll("_", " ")}: <bdi>${words(from)}</bdi> → <bdi>${words(to)}</bdi>`;
  const by =
    commit === null
      ? html`not committed yet`
      : html`<bdi>${commit.author.name}</bdi>, <code>${commit.id.slice(0, 7)}</code>`;
  return html`<li>${what} <span class="quiet">${day === null ? "no date" : time(day)}, ${by}${settled && ", put back since"}</span></li>`;
}

/** A value of a definition's field in words; of steps their names. */
function words(value: unknown): string {
  if (value === null || value === undefined) return "none";
  const text = Array.isArray(value)
    ? value.map(words).join(", ")
    : typeof value === "object"
      ? words((value as { readonly id?: unknown }).id)
      : String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
