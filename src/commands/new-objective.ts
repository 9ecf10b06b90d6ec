import { cycleToPrepare } from "../analysis/duties-rhythm.ts";
import type { Outcome } from "../errors.ts";
import { UserError } from "../errors.ts";
import { type Cycle, cycleOn, findCycle } from "../model/cycle.ts";
import { addDays } from "../model/day.ts";
import { type KeyResult, type ObjectiveType, teamsWithin } from "../model/plan.ts";
import { NOTHING_GIVEN } from "../model/proposal.ts";
import { safe } from "../render/safe.ts";
import { objectiveText } from "../store/scaffold.ts";
import { askKeyResults, askMeasure, keyResultFrom, measureGiven, settleMeasure } from "./new-measure.ts";
import { isGiven, MEASURE_OPTIONS } from "./new-options.ts";
import { land, type NewSession, oneLine, titleFrom } from "./new-session.ts";
import { idOfTitle, requireFreeId, takenIn } from "./objective-id.ts";
import { requireAlignable, requireObjective, requirePerson, requireTeam } from "./references.ts";

/** Writes an objective with its key results. In an interview, where something it needs was left out, it asks for the rest too. */
export async function newObjective(session: NewSession, words: readonly string[]): Promise<Outcome> {
  const { options, snapshot } = session;
  // Whoever names all that is needed is not asked for what may be left out.
  const prompts = words.length === 0 || options.keyResult.length === 0 ? session.prompts : null;
  const asked = { ...session, prompts };
  const title = await titleFrom(asked, words, {
    message: "What do you want to achieve?",
    placeholder: "Make the first week seamless for new users",
    missing: "the objective has no title",
  });
  const id = idFor(session, title);
  const why =
    options.why ??
    ((await prompts?.text({
      message: "Why does it matter, and why now?",
      placeholder: "Enter to write it later",
    })) ||
      null);
  const team = await teamFor(session, prompts !== null);
  const cycle = await cycleFor(asked);
  const type = await typeFor(asked);
  const owner = await ownerFor(session, team);
  const alignsTo = await alignmentFor(asked, team);
  const dependsOn = options.dependsOn.map((ref) => requireObjective(session.snapshot, ref).id);
  const planned = await keyResultsFor(session);
  const backup = await backupFor(asked, team, owner);
  const keyResults = planned.map((keyResult) => ({ ...keyResult, backup }));
  const text = objectiveText({
    id,
    title,
    team,
    cycle: cycle.id,
    type,
    owner,
    alignsTo,
    dependsOn,
    keyResults,
    why: why?.trim() ?? null,
  });
  const inGit = session.store.root.top !== null && !options.dryRun;
  const agreed =
    inGit && !options.commit && ((await prompts?.confirm({ message: "Commit it now?" })) ?? false);
  return land(agreed ? { ...session, options: { ...options, commit: true } } : session, {
    kind: "objective",
    id,
    path: `okrs/${cycle.id}/${team}/${id}.md`,
    content: text,
    before: null,
    message: `okr: add objective ${id}`,
    keyResults,
    next: snapshot.day >= cycle.start ? [`okr checkin ${id}`] : ["okr check"],
  });
}

function idFor({ options, snapshot }: NewSession, title: string): string {
  const taken = takenIn(snapshot);
  return options.id === null ? idOfTitle(title, taken) : requireFreeId(snapshot, options.id, taken);
}

async function teamFor(session: NewSession, interview: boolean): Promise<string> {
  const { options, snapshot, me, prompts } = session;
  const { teams } = snapshot.plan;
  if (options.team !== null) return requireTeam(session.snapshot, options.team).id;
  if (teams.length === 0)
    throw new UserError("there is no team yet", 'write one with okr new team "Explorer Team"');
  if (teams.length === 1) return (teams[0] as (typeof teams)[number]).id;
  if (me !== null && !interview) return me.team;
  if (prompts !== null)
    return prompts.choose({
      message: "Which team's objective is it?",
      options: teams.map(({ id, name }) => ({ value: id, label: safe(name), hint: id })),
      ...(me === null ? {} : { initial: me.team }),
    });
  throw new UserError("no team is named", `add --team with one of ${teams.map(({ id }) => id).join(", ")}`);
}

async function cycleFor({ options, snapshot: { day, settings }, prompts }: NewSession): Promise<Cycle> {
  if (options.cycle !== null) {
    const cycle = findCycle(options.cycle, settings.cycles);
    if (cycle) return cycle;
    throw new UserError(
      `there is no cycle "${options.cycle}"`,
      "write 2026, 2026-H2, 2026-Q4, 2026-11 or an id of okr.yaml",
    );
  }
  const current = cycleOn(day, settings.cycles);
  if (prompts === null) return current;
  const next = cycleOn(addDays(current.end, 1), settings.cycles);
  const chosen = await prompts.choose({
    message: "For which cycle?",
    options: [current, next].map(({ id, start, end }) => ({
      value: id,
      label: id,
      hint: `${start} to ${end}`,
    })),
    // As okr plan and okr ready see it: near its end nobody begins something in a cycle.
    initial: cycleToPrepare(day, settings).id,
  });
  return chosen === next.id ? next : current;
}

async function typeFor({ options, prompts }: NewSession): Promise<ObjectiveType> {
  if (options.type !== null || prompts === null) return options.type ?? "aspirational";
  return prompts.choose({
    message: "How sure must it be?",
    options: [
      { value: "aspirational", label: "aspirational", hint: "a stretch: 0.7 is good" },
      { value: "committed", label: "committed", hint: "a promise: anything below 1.0 is missed" },
    ],
  });
}

async function ownerFor(session: NewSession, team: string): Promise<string> {
  const { options, snapshot, me, prompts } = session;
  const { plan } = snapshot;
  if (options.owner !== null) return requirePerson(session.snapshot, options.owner).id;
  if (me !== null) return me.id;
  const known = plan.people.toSorted((a, b) => Number(b.team === team) - Number(a.team === team));
  if (known.length === 0)
    throw new UserError(
      "there is nobody yet to own it",
      `add yourself: okr new person "Your Name" --team ${team}`,
    );
  const lead = plan.team(team)?.lead ?? null;
  if (prompts === null)
    throw new UserError(
      "nobody is named as owner, and no member of a team has your git address",
      `add --owner with the id of a person${lead === null ? "" : `, as --owner ${lead}`}`,
    );
  return prompts.choose({
    message: "Who answers for it?",
    options: known.map(({ id, name }) => ({ value: id, label: safe(name), hint: id })),
    ...(lead === null ? {} : { initial: lead }),
  });
}

/** Who takes over its key results; nobody is asked where the team has nobody else. */
async function backupFor(
  { options, snapshot, prompts }: NewSession,
  team: string,
  owner: string,
): Promise<string | null> {
  const { plan } = snapshot;
  if (options.backup !== null) return requirePerson(snapshot, options.backup).id;
  const members = plan.team(team)?.members ?? [];
  if (prompts === null || members.length < 2) return null;
  const others = members
    .filter((id) => id !== owner)
    .map((id) => ({ value: id, label: safe(plan.person(id)?.name ?? id), hint: safe(id) }));
  const nobody = { value: "", label: "nobody yet", hint: "add backup to each key result later" };
  return (
    (await prompts.choose({
      message: "Who takes over when the owner is away?",
      options: [...others, nobody],
    })) || null
  );
}

/** Offers the priorities, and the objectives of the teams above. */
async function alignmentFor(session: NewSession, team: string): Promise<string[]> {
  const { options, snapshot, prompts } = session;
  const { plan } = snapshot;
  if (options.align.length > 0 || prompts === null)
    return options.align.map((ref) => requireAlignable(session.snapshot, ref));
  const above = plan.objectives.filter((one) => one.team !== team && teamsWithin(plan, one.team).has(team));
  const offered = [...(plan.strategy?.priorities ?? []), ...above].map(({ id, title }) => ({
    value: id,
    label: safe(title),
    hint: id,
  }));
  if (offered.length === 0) return [];
  const none = { value: "", label: "nothing yet", hint: "add aligns_to later" };
  const chosen = await prompts.choose({
    message: "Which of these does it serve?",
    options: [...offered, none],
  });
  return chosen === "" ? [] : [chosen];
}

async function keyResultsFor({ options, prompts }: NewSession): Promise<KeyResult[]> {
  const titles = options.keyResult.map(oneLine);
  const measured = MEASURE_OPTIONS.some((name) => isGiven(options[name]));
  if (titles.length === 0 && prompts !== null && !measured) return askKeyResults(prompts);
  if (titles.length === 0)
    throw new UserError(
      "the objective has no key result",
      'add --key-result "Increase sign-ups from 40 to 90"; it may be repeated',
    );
  if (measured && titles.length > 1)
    throw new UserError(
      "it is not clear which key result the flags for its measure belong to",
      "leave out all key results but one, and add the others with okr new key-result",
    );
  const given = measured ? measureGiven(options) : NOTHING_GIVEN;
  const found: KeyResult[] = [];
  for (const title of titles)
    found.push(
      keyResultFrom(
        title,
        prompts === null ? settleMeasure(title, given) : await askMeasure(prompts, title, given),
        found,
      ),
    );
  return found;
}
