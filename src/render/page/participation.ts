import { TAKING_PART } from "../../analysis/report/participation.ts";
import type { Participation } from "../../analysis/report.ts";
import { html, type Markup, NOTHING } from "./markup.ts";
import type { Page, Section } from "./place.ts";
import { scoreBar } from "./standing.ts";

/** More teams than this are folded. */
const OPEN = 12;

/**
 * How many people take part; never who, and never a score of a person.
 * @param byTeam whether each team is told of, and not only all of them in sum
 */
export function participationSection({ report: { participation } }: Page, byTeam = true): Section[] {
  if (participation.length === 0) return [];
  const sum = (value: (one: Participation) => number) =>
    participation.reduce((all, one) => all + value(one), 0);
  const [people, parts, wrote] = [
    sum((one) => one.people),
    sum((one) => one.withPart),
    sum((one) => one.wrote),
  ];
  const healthy = participation.filter(({ withPart, people: all }) => withPart / all >= TAKING_PART).length;
  const teams = [...participation].sort((a, b) => a.withPart / a.people - b.withPart / b.people);
  const table = html`<div class="scroll" role="region" tabindex="0" aria-label="Table of people by team"><table class="stacked"><thead><tr><th scope="col" class="name">Team</th><th scope="col">Have a part</th><th scope="col">Wrote a check-in</th><th scope="col">Objectives with a recent check-in</th></tr></thead><tbody>${teams.map((one) => row(one, participation.length > 1 ? TAKING_PART : null))}</tbody></table></div>`;
  const few = participation.length <= OPEN;
  const body = html`<p>${parts} of ${people} people have a part: they own or back something, lead, coach, or are new and have a mentor; ${wrote} wrote a check-in or a retrospective. ${participation.length > 1 && `In ${healthy} of ${participation.length} teams at least nine in ten have such a part${byTeam ? " (the mark in the bars): it is a sign that people work with their OKRs" : ""}.`}</p>
${!byTeam ? NOTHING : few ? table : html`<details class="data"><summary>All ${participation.length} teams</summary>${table}</details>`}
<p class="small quiet">These are numbers of people. A score belongs to an objective, never to a person, and nothing here is meant for pay or appraisal.</p>`;
  return [{ id: "participation", title: "Taking part", body }];
}

function row({ team, people, withPart, wrote, open, fresh }: Participation, mark: number | null): Markup {
  return html`<tr><th scope="row" class="name"><bdi>${team.name}</bdi></th><td data-name="Have a part">${share(withPart, people, mark)}</td><td data-name="Wrote a check-in">${share(wrote, people, null)}</td><td data-name="Recent check-in">${open === 0 ? html`<span class="quiet">none open</span>` : `${fresh} of ${open}`}</td></tr>`;
}

function share(some: number, all: number, mark: number | null): Markup {
  return html`<span class="score"><span>${some} of ${all}</span> ${scoreBar(some / all, mark, "time")}</span>`;
}
