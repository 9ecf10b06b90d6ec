import { STATUSES } from "../../analysis/pace.ts";
import type { Report } from "../../analysis/report.ts";
import { STATUS_MEANINGS } from "../report-words.ts";
import { STATUS_SIGNS } from "../style.ts";
import { decimal } from "../words.ts";
import { html, type Markup } from "./markup.ts";
import { STATUS_NAMES } from "./standing.ts";

/** What the words and signs mean, for people who see such a page for the first time. */
export function glossary({ snapshot: { settings } }: Report): Markup {
  const { good, fair } = settings.scoring;
  const words: [string, string][] = [
    [
      "Objective",
      "What a team wants to reach in a cycle, mostly a quarter. Committed ones are promised: anything below 1.00 is a miss. Aspirational ones aim high: " +
        `${decimal(good)} is good.`,
    ],
    [
      "Key result",
      "A number that shows how far an objective is reached: from a start to a target, a limit to hold, steps to take, or something to get done.",
    ],
    [
      "Score",
      "How much of the way is done, from 0.00 to 1.00: the weighted mean of the key results: one that counts double is taken twice. One without a reading counts 0.00.",
    ],
    [
      "Pace",
      "Where the score would be today if it grew evenly from the first day of the cycle to the last. It is the upright mark in a bar and the dashed line in a chart.",
    ],
    [
      "Projected",
      "The score at the end if it goes on like this: the score divided by the share of the cycle that is gone.",
    ],
    [
      "Confidence",
      "How sure the people are, from 0 to 1, that they reach the objective. It is what they say in a check-in, not computed.",
    ],
    [
      "Check-in",
      "What a team writes down regularly: how sure it is, where the numbers stand, what is in the way, and what comes next.",
    ],
    ["Grade", "The score that people settle on at the end, with a reason where it differs."],
    [
      "Serves, depends on",
      "A team says itself whose objective its own helps to reach, and whose work it needs. Scores stand side by side and are never added up; two tell opposite stories where one is on track and the other off track.",
    ],
    [
      "Goalposts moved",
      "The target or another part of the definition was changed after the cycle began. That is allowed, and shown.",
    ],
    [
      "File, commit",
      "Every number comes from a text file, and every change of a file has a short name such as a1b2c3d (its commit) that says who changed it and when.",
    ],
  ];
  return html`<details class="glossary" id="how-to-read"><summary>How to read this page</summary><dl>${words.map(([name, meaning]) => html`<div><dt>${name}</dt><dd>${meaning}</dd></div>`)}</dl><h2>What the signs mean</h2><ul class="signs">${STATUSES.map((status) => html`<li><span class="chip ${status}"><span aria-hidden="true">${STATUS_SIGNS[status]}</span> ${STATUS_NAMES[status]}</span> ${STATUS_MEANINGS[status]}</li>`)}</ul><p class="small quiet">On track: projected to end at ${decimal(good)} or more (1.00 where it is committed). At risk: from ${decimal(fair)}. No recent check-in: none for more than ${settings.checkIn.staleAfterDays} days. Too early to judge: less than a sixth of the cycle is gone.</p></details>`;
}
