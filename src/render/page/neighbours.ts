import type { Neighbour, ObjectiveStory } from "../../analysis/report.ts";
import { decimal } from "../words.ts";
import { html, type Markup, NOTHING } from "./markup.ts";
import { objectiveLink, type Page, team } from "./place.ts";
import { STATUS_NAMES, standingOf, statusChip } from "./standing.ts";

/** So many of one kind are named. */
const MOST = 12;

/** What an objective serves, who serves it, what it depends on and who depends on it, each with how it stands. */
export function neighbours(story: ObjectiveStory, page: Page, withServing = true): Markup {
  const groups: [string, string, readonly Neighbour[]][] = [
    ["Serves", "its score is not moved by this objective", story.serves],
    ["Served by", "what contributes to it", withServing ? worstFirst(story.servedBy) : []],
    ["Depends on", "work of others it needs", story.dependsOn],
    ["Needed by", "who waits for it", story.dependents],
  ];
  const shown = groups.filter(([, , some]) => some.length > 0);
  if (shown.length === 0) return html`<p class="quiet">Serves nothing, and nothing is connected with it.</p>`;
  return html`<div class="groups">${shown.map(
    ([name, , some]) =>
      html`<div><h5>${name}</h5><ul class="near">${some.slice(0, MOST).map((one) => neighbour(one, story, page))}</ul>${some.length > MOST && html`<p class="small quiet">and ${some.length - MOST} more: <code>okr align --for ${story.followed.objective.id}</code></p>`}</div>`,
  )}</div>`;
}

function worstFirst(some: readonly Neighbour[]): readonly Neighbour[] {
  const rank = ({ paced, contradicts }: Neighbour) => (contradicts ? -1 : (paced?.score ?? 2));
  return some.length > MOST ? [...some].sort((a, b) => rank(a) - rank(b)) : some;
}

function neighbour(
  { ref, title, paced, contradicts }: Neighbour,
  { followed }: ObjectiveStory,
  page: Page,
): Markup {
  if (title === null)
    return html`<li><code>${ref}</code> <span class="chip none">? does not exist</span></li>`;
  if (paced === null) return html`<li><span class="quiet">priority</span> <bdi>${title}</bdi></li>`;
  const { objective, score } = paced;
  const keyResult = ref.includes("/") ? html`<span class="quiet">key result</span> ` : NOTHING;
  const whole =
    keyResult === NOTHING
      ? NOTHING
      : html` <span class="quiet">of</span> ${objectiveLink(objective.id, objective.title, page)}`;
  const name = keyResult === NOTHING ? objectiveLink(objective.id, title, page) : html`<bdi>${title}</bdi>`;
  const clash = contradicts && html`<p class="clash">${contradiction(followed, paced)}</p>`;
  return html`<li>${statusChip(paced)} <strong>${decimal(score)}</strong> ${keyResult}${name}${whole} <span class="quiet">${team(objective.team, page)}</span>${clash}</li>`;
}

function contradiction(
  one: Parameters<typeof standingOf>[0],
  other: Parameters<typeof standingOf>[0],
): string {
  const words = (paced: Parameters<typeof standingOf>[0]) => {
    const standing = standingOf(paced);
    return standing === "closed" || standing === "none" ? standing : STATUS_NAMES[standing];
  };
  return `These tell opposite stories: this objective is ${words(one)}, that one ${words(other)}.`;
}
