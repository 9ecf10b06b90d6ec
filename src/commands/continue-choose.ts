import { cycleAfter, type Heritage, keptOf, listUncarried } from "../analysis/carrying.ts";
import { hasPart } from "../analysis/overview.ts";
import type { Survey } from "../analysis/survey.ts";
import { UserError } from "../errors.ts";
import { type Cycle, findCycle } from "../model/cycle.ts";
import { ID_LENGTH, idFromTitle } from "../model/id.ts";
import { uniqueId } from "../model/naming.ts";
import { type Objective, teamsWithin } from "../model/plan.ts";
import type { Store } from "../store/store.ts";
import { requireFreeId, takenIn } from "./objective-id.ts";
import { requireCycle, requireObjective, requireTeam } from "./references.ts";
import { identifyPerson } from "./select.ts";

/** What of the options says what is carried on, and into what. */
export interface AskedHeritage {
  readonly team: string | null;
  readonly cycle: string | null;
  readonly id: string | null;
  readonly all: boolean;
  readonly anyway: boolean;
}

/** What can be carried on, and what only seemed so. */
export interface Chosen {
  readonly heritages: readonly Heritage[];
  /** Of those that nobody named: why nothing can be carried on. */
  readonly leftOut: readonly { readonly objective: Objective; readonly why: UserError }[];
}

/** The objectives that are named; or all that are closed as continued and not carried on yet, of a team or one's own. */
export async function chooseHeritages(
  names: readonly string[],
  asked: AskedHeritage,
  survey: Survey,
  store: Store,
): Promise<Chosen> {
  requireOneWay(names, asked);
  const named = names.length > 0;
  const objectives = named
    ? [...new Set(names)].map((name) => requireObjective(survey.snapshot, name))
    : await findUncarried(asked.team, survey, store);
  const heritages: Heritage[] = [];
  const leftOut: { objective: Objective; why: UserError }[] = [];
  const given = new Set<string>();
  for (const objective of objectives)
    try {
      const heritage = inherit(objective, asked, survey, given);
      given.add(heritage.id);
      heritages.push(heritage);
    } catch (error) {
      // What nobody named does not stand in the way of the rest.
      if (named || objectives.length === 1 || !(error instanceof UserError)) throw error;
      leftOut.push({ objective, why: error });
    }
  return { heritages, leftOut };
}

function requireOneWay(names: readonly string[], { team, id, anyway }: AskedHeritage): void {
  if (names.length > 0 && team !== null)
    throw new UserError("objectives are named, and a team too", "name the one or the other");
  if (id !== null && new Set(names).size !== 1)
    throw new UserError(
      "--id names one objective",
      "name the one that it carries on: okr continue OBJECTIVE",
    );
  if (anyway && names.length === 0)
    throw new UserError(
      "which objective is to be carried on anyway?",
      "name it: okr continue OBJECTIVE --anyway",
    );
}

async function findUncarried(team: string | null, survey: Survey, store: Store): Promise<Objective[]> {
  const { snapshot } = survey;
  const teams = team === null ? null : teamsWithin(snapshot.plan, requireTeam(snapshot, team).id);
  const person = teams === null ? (await identifyPerson(store, snapshot)).id : "";
  const found = listUncarried(survey).filter((one) => teams?.has(one.team) ?? hasPart(one, person));
  if (found.length > 0) return found;
  throw new UserError(
    `nothing of ${team ?? person} is waiting to be carried on`,
    "what is closed as continued is: okr close OBJECTIVE --outcome continued; anything else with okr continue OBJECTIVE --anyway",
  );
}

function inherit(
  objective: Objective,
  { cycle: asked, id, all, anyway }: AskedHeritage,
  survey: Survey,
  given: ReadonlySet<string>,
): Heritage {
  if (!anyway) requireContinued(objective, survey);
  const cycle = cycleFor(objective, asked, survey);
  if (keptOf(survey.scored(objective), all).length === 0)
    throw new UserError(
      `every key result of ${objective.id} was reached: there is nothing left to carry on`,
      "--all carries them over all the same; okr new objective begins something new",
    );
  return { objective, cycle, id: idFor(objective, cycle, id, survey, given) };
}

function requireContinued({ id }: Objective, { story, snapshot }: Survey): void {
  const closed = story.closed(id, snapshot.day);
  if (closed?.outcome === "continued") return;
  throw closed
    ? new UserError(
        `${id} was closed on ${closed.date} as ${closed.outcome ?? "nothing in particular"}, not as continued`,
        `settle it anew (okr close ${id} --reopen "why" --outcome continued …), or carry it on with --anyway`,
      )
    : new UserError(
        `${id} is not closed yet`,
        `close it first: okr close ${id} --outcome continued; or carry it on with --anyway`,
      );
}

function cycleFor(objective: Objective, asked: string | null, { snapshot }: Survey): Cycle {
  const { settings, day } = snapshot;
  const before = findCycle(objective.cycle, settings.cycles);
  if (asked === null && before === null)
    throw new UserError(
      `${objective.id} has the cycle "${objective.cycle}", which does not exist`,
      "say where it goes on with --cycle",
    );
  const cycle =
    asked === null ? cycleAfter(before as Cycle, day, settings.cycles) : requireCycle(snapshot, asked);
  if (before && cycle.start <= before.start)
    throw new UserError(
      `${cycle.id} does not come after ${before.id}, the cycle of ${objective.id}`,
      "name a later cycle",
    );
  return cycle;
}

/** The id asked for, or the old one with the new cycle in the place of the old; never one that is taken, or given here. */
function idFor(
  objective: Objective,
  cycle: Cycle,
  asked: string | null,
  survey: Survey,
  given: ReadonlySet<string>,
): string {
  const heir = survey.alignment.heirs(objective.id).find((one) => one.cycle === cycle.id);
  if (heir !== undefined && asked === null)
    throw new UserError(
      `${heir.id} carries ${objective.id} on in ${cycle.id} already, in ${heir.source.path}`,
      "to carry on a second part of it, give that an --id of its own",
    );
  const taken = takenIn(survey.snapshot, given);
  if (asked !== null) return requireFreeId(survey.snapshot, asked, taken);
  const suffix = `-${idFromTitle(cycle.id)}`;
  const old = `-${objective.cycle.toLowerCase()}`;
  const stem = objective.id.endsWith(old) ? objective.id.slice(0, -old.length) : objective.id;
  return uniqueId(`${stem.slice(0, ID_LENGTH - suffix.length - 3).replace(/-+$/, "")}${suffix}`, taken);
}
