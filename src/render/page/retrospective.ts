import type { ObjectiveStory } from "../../analysis/report.ts";
import { capital } from "../words.ts";
import { time } from "./days.ts";
import { html, type Markup, NOTHING } from "./markup.ts";
import { type Page, person } from "./place.ts";
import { prose } from "./prose.ts";
import { recorded } from "./recorded.ts";

/** What people wrote when they looked back; nothing before they did. */
export function looksBack({ looksBack: looks }: ObjectiveStory, page: Page): Markup {
  if (looks.length === 0) return NOTHING;
  return html`<h4>Looking back</h4>${looks.map(
    ({ phase, date, by, path, sections }) =>
      html`<p class="quiet small">${phase === "end" ? "At the end" : "In the middle of the cycle"}, ${time(date)}, ${person(by, page)}${recorded(path, date, page)}${sections.size === 0 && ": no words were added"}</p><div class="groups">${[...sections].map(([name, text]) => html`<div class="said"><p class="name"><bdi>${capital(name)}</bdi></p>${prose(text)}</div>`)}</div>`,
  )}`;
}
