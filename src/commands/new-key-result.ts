import type { Outcome } from "../errors.ts";
import { UserError } from "../errors.ts";
import { cycleOn } from "../model/cycle.ts";
import { type KeyResult, keyResultRef, type Objective } from "../model/plan.ts";
import { safe } from "../render/safe.ts";
import { appendToList } from "../store/edit.ts";
import { keyResultElement } from "../store/scaffold.ts";
import { askMeasure, keyResultFrom, measureGiven, settleMeasure } from "./new-measure.ts";
import { land, type NewSession, titleFrom } from "./new-session.ts";
import { requireObjective, requirePerson } from "./references.ts";

/** Adds a key result to an objective, in its file. */
export async function newKeyResult(
  session: NewSession,
  [name, ...words]: readonly string[],
): Promise<Outcome> {
  const { options, store } = session;
  const objective =
    name === undefined ? await askObjective(session) : requireObjective(session.snapshot, name);
  const title = await titleFrom(session, words, {
    message: "Which movement of a measure?",
    placeholder: "Increase onboarding completion from 65 % to 90 %",
    missing: "the key result has no title",
  });
  const given = measureGiven(options);
  const settled =
    session.prompts === null ? settleMeasure(title, given) : await askMeasure(session.prompts, title, given);
  const keyResult: KeyResult = {
    ...keyResultFrom(title, settled, objective.keyResults),
    ...(options.id === null ? {} : { id: freeId(objective, options.id) }),
    owner: options.owner === null ? null : requirePerson(session.snapshot, options.owner).id,
    backup: options.backup === null ? null : requirePerson(session.snapshot, options.backup).id,
    weight: options.weight ?? 1,
  };
  const people = words.length > 0 ? keyResult : await askPeople(session, objective, keyResult);
  const { path } = objective.source;
  const before = store.readText(path);
  const id = keyResultRef(objective.id, people.id);
  return land(session, {
    kind: "key-result",
    id,
    path,
    content: appendToList(path, before, "key_results", keyResultElement(people)),
    before,
    message: `okr: add key result ${id}`,
    keyResults: [people],
    next: [],
  });
}

function freeId({ id, keyResults, source }: Objective, wanted: string): string {
  if (!keyResults.some((one) => one.id === wanted)) return wanted;
  throw new UserError(`${id} has a key result "${wanted}" already, in ${source.path}`, "choose another --id");
}

async function askObjective({ prompts, snapshot }: NewSession): Promise<Objective> {
  const { plan, day, settings } = snapshot;
  const missing = "write it behind the command: okr new key-result first-week …";
  if (prompts === null) throw new UserError("no objective is named", missing);
  if (plan.objectives.length === 0)
    throw new UserError("there is no objective yet", "write one with okr new objective");
  const current = cycleOn(day, settings.cycles).id;
  const sorted = plan.objectives.toSorted(
    (a, b) => Number(b.cycle === current) - Number(a.cycle === current),
  );
  const chosen = await prompts.choose({
    message: "To which objective?",
    options: sorted.map(({ id, title, cycle }) => ({
      value: id,
      label: safe(title),
      hint: safe(`${id}, ${cycle}`),
    })),
  });
  return plan.objective(chosen) as Objective;
}

/** Asks for owner and backup where the flags do not name them. */
async function askPeople(
  { prompts, snapshot, options }: NewSession,
  objective: Objective,
  keyResult: KeyResult,
): Promise<KeyResult> {
  const { people } = snapshot.plan;
  if (prompts === null || people.length === 0) return keyResult;
  const nobody = { value: "", label: "nobody yet" };
  const choices = people
    .toSorted((a, b) => Number(b.team === objective.team) - Number(a.team === objective.team))
    .map(({ id, name }) => ({ value: id, label: safe(name), hint: id }));
  const ask = async (message: string, initial: string, without: string) =>
    (await prompts.choose({
      message,
      options: [...choices.filter(({ value }) => value !== without), nobody],
      initial,
    })) || null;
  const owner = options.owner ?? (await ask("Who answers for it?", objective.owner, ""));
  const backup = options.backup ?? (await ask("Who takes over when they are away?", "", owner ?? ""));
  return { ...keyResult, owner, backup };
}
