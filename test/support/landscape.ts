import type { Asked } from "../../src/analysis/landscape.ts";
import { type Landscape, landscape } from "../../src/analysis/landscape.ts";
import type { Snapshot } from "../../src/model/snapshot.ts";
import type { AlignReport } from "../../src/render/align-words.ts";
import { checkIn, document, objective } from "../../src/rules/examples.ts";
import { readInitiatives } from "../../src/store/initiatives.ts";
import { readFiles } from "./diff.ts";

/** A company, a unit and three teams; two priorities; nobody has an objective yet. */
export const ORGANISATION: Readonly<Record<string, string>> = {
  "okr.yaml": "version: 1\nname: Example Space\n",
  "strategy.md": document({
    kind: "strategy",
    vision: "Everybody flies",
    priorities: [
      { id: "safety", title: "Safety first" },
      { id: "cheap", title: "Flights that everybody can pay" },
    ],
  }),
  "teams/space.md": document({ kind: "team", id: "space", name: "Example Space", level: "company" }),
  "teams/flights.md": document({
    kind: "team",
    id: "flights",
    name: "Flights",
    level: "unit",
    parent: "space",
  }),
  "teams/crew.md": document({ kind: "team", id: "crew", name: "Crew", parent: "flights" }),
  "teams/ground.md": document({ kind: "team", id: "ground", name: "Ground", parent: "flights" }),
  "teams/tower.md": document({ kind: "team", id: "tower", name: "Tower", parent: "space" }),
};

const strategic = { cycle: "2026" };

/** The same company in the middle of a quarter: five levels, an objective with two parents, one that serves nothing. */
export const COMPANY: Readonly<Record<string, string>> = {
  ...ORGANISATION,
  "a-orbit.md": objective({
    id: "orbit",
    title: "Reach orbit",
    team: "space",
    ...strategic,
    aligns_to: ["safety"],
  }),
  "b-routes.md": objective({
    ...{ id: "routes", title: "Open routes", team: "flights", ...strategic, aligns_to: ["orbit"] },
    key_results: [
      { id: "cities", title: "Cities from 1 to 9", baseline: 1, target: 9 },
      { id: "seats", title: "Seats from 10 to 90", baseline: 10, target: 90 },
    ],
  }),
  "c-trial.md": `${objective({ id: "trial", title: "Fly on trial", team: "crew", aligns_to: ["routes/cities", "safety"], depends_on: ["pads"] })}
## Initiatives

- [x] Train the crew
- [ ] Fly ([F-1](https://example.org/F-1))
`,
  "d-pads.md": objective({ id: "pads", title: "Build pads", team: "ground", aligns_to: ["routes/cities"] }),
  "e-lamps.md": objective({ id: "lamps", title: "Paint the lamps", team: "tower" }),
  "f-1.md": checkIn({ objective: "trial", results: { passengers: 39 } }),
  "f-2.md": checkIn({ objective: "pads", results: { passengers: 11 } }),
  "f-3.md": checkIn({ objective: "routes", results: { cities: 2, seats: 12 } }),
};

/** What is asked for, all where nothing is said. */
export function asking(asked: Partial<Asked> = {}): Asked {
  return { cycle: null, team: null, centre: null, up: true, down: true, depth: null, ...asked };
}

/** The landscape of files. */
export async function landscapeOf(
  files: Readonly<Record<string, string>>,
  asked: Partial<Asked> = {},
  day?: string,
): Promise<Landscape> {
  return landscape(await readFiles(files, day), asking(asked));
}

/** What `okr align` shows of a snapshot. */
export async function alignReport(snapshot: Snapshot, asked: Partial<Asked> = {}): Promise<AlignReport> {
  const shown = landscape(snapshot, asking(asked));
  const initiatives = new Map(
    await Promise.all(
      shown.objectives.map(async ({ objective: { id, body } }) => [id, await readInitiatives(body)] as const),
    ),
  );
  return { landscape: shown, initiatives, snapshot, depth: asked.depth ?? null };
}
