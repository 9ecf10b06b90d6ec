import { linksByServed } from "../analysis/alignment.ts";
import { titleKey } from "../analysis/words.ts";
import { keyResultRef, type Objective } from "../model/plan.ts";
import { defineRule, type Misfit } from "./define.ts";
import { document, keyResult, objective } from "./examples.ts";
import { tellAll } from "./wording.ts";

/** An objective with more key results than this is too-many-key-results' matter, and not compared one by one. */
const MOST = 20;

const KEY_RESULTS = [
  keyResult({ id: "seats", title: "More seats: from 4 to 12", baseline: 4, target: 12 }),
  keyResult({ id: "price", title: "Cut the price of a seat from 900 to 600 €", baseline: 900, target: 600 }),
];
const AGENCY = document({
  kind: "team",
  id: "agency",
  name: "Agency (example)",
  level: "company",
  lead: "ana",
});
const PILOTS = document({ kind: "team", id: "pilots", name: "Pilots (example)", lead: "ana" });
const ORBIT = objective({
  id: "orbit",
  title: "Bring everybody into orbit",
  team: "agency",
  key_results: KEY_RESULTS,
});
const trial = (properties: object) => objective({ id: "trial", aligns_to: ["orbit"], ...properties });

export const copiedObjective = defineRule({
  id: "copied-objective",
  group: "craft",
  severity: "warning",
  summary:
    "A team says in its own words what it moves for the objective of another team that it serves, and does not copy it.",
  why: "Goals that are handed down word for word are orders: nobody below has thought about what they can really move, and one result is counted on every level. Alignment means that each team says what its own part is.",
  *check(_, { survey }) {
    const known = new Map<Objective, Titles>();
    const titlesOf = (one: Objective) => {
      const titles = known.get(one) ?? readTitles(one);
      known.set(one, titles);
      return titles;
    };
    for (const one of survey.drafts)
      for (const served of linksByServed(survey.alignment.of(one.id)).keys()) {
        if (served.team === one.team || !survey.isLive(served)) continue;
        const copied = findCopied(titlesOf(one), titlesOf(served), one, served);
        if (copied === null) continue;
        yield {
          source: one.source,
          ...copied,
          hint: `say what ${one.team} itself moves for ${served.id}; if it is one objective that both share, keep that one and take this one out`,
          subject: one.id,
          key: `${served.id} ${copied.pointer.join(" ")}`,
        };
      }
  },
  examples: {
    accepted: [
      [
        AGENCY,
        ORBIT,
        trial({
          title: "Let people try a flight before they pay for one",
          key_results: [keyResult({ title: "Increase trial flights from 10 to 40" })],
        }),
      ],
    ],
    reported: [
      [AGENCY, ORBIT, trial({ title: "Bring  everybody into orbit!" })],
      [AGENCY, ORBIT, trial({ title: "Do our part of the flight plan", key_results: KEY_RESULTS })],
      [AGENCY, ORBIT, trial({ title: "More seats from 4 to 12", aligns_to: ["orbit/seats"] })],
      // Down two levels: each link is one.
      [
        AGENCY,
        PILOTS,
        ORBIT,
        trial({ team: "pilots", title: "Bring everybody into orbit" }),
        objective({ id: "test", title: "Bring everybody into orbit", aligns_to: ["trial"] }),
      ],
    ],
    misfires: [
      {
        why: "Without alignment, the same title is a coincidence.",
        example: [AGENCY, ORBIT, trial({ title: "Bring everybody into orbit", aligns_to: undefined })],
      },
      {
        why: "A team that takes over one key result of what it serves shares its measure, on purpose.",
        example: [
          AGENCY,
          ORBIT,
          trial({ title: "Build bigger ships", key_results: KEY_RESULTS.slice(0, 1) }),
        ],
      },
      {
        why: "The same team carries its yearly objective through the quarters.",
        example: [objective({ id: "year", cycle: "2026" }), objective({ aligns_to: ["year"] })],
      },
    ],
  },
});

/** The titles of an objective, without what does not tell titles apart. */
interface Titles {
  readonly title: string;
  /** Ids of its key results by their titles. */
  readonly keyResults: ReadonlyMap<string, string>;
}

function readTitles({ title, keyResults }: Objective): Titles {
  return {
    title: titleKey(title),
    keyResults: new Map(keyResults.map((one) => [titleKey(one.title), one.id])),
  };
}

/** What of an objective is word for word in the one it serves. */
function findCopied(
  own: Titles,
  theirs: Titles,
  { keyResults: { length } }: Objective,
  served: Objective,
): Pick<Misfit, "pointer" | "part" | "message"> | null {
  const of = `${served.id} (${served.team})`;
  if (own.title === theirs.title)
    return { pointer: ["title"], message: `the title is copied from ${of}, which this objective serves` };
  const above = theirs.keyResults.get(own.title);
  if (above !== undefined)
    return {
      pointer: ["title"],
      message: `the title is that of the key result ${keyResultRef(served.id, above)} (${served.team}), word for word`,
    };
  if (
    length < 2 ||
    length > MOST ||
    ![...own.keyResults.keys()].every((title) => theirs.keyResults.has(title))
  )
    return null;
  return {
    pointer: ["key_results"],
    part: "key",
    message: `${tellAll(length, "key results")} have the titles of those of ${of}, which this objective serves`,
  };
}
