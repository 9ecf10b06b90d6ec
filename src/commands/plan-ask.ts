import { findSigns, PLAN_QUESTIONS, type PlanningContext, TIME_MACHINE } from "../analysis/planning.ts";
import { Cancelled, type Prompts } from "../context.ts";
import { titleFromStory } from "../model/naming.ts";
import { type KeyResult, type ObjectiveType, type Person, teamsWithin } from "../model/plan.ts";
import { describeTitle, NOTHING_GIVEN } from "../model/proposal.ts";
import { measureText } from "../render/new-text.ts";
import { safe } from "../render/safe.ts";
import { count } from "../render/words.ts";
import { askMeasure, keyResultFrom } from "./new-measure.ts";
import { oneLine } from "./new-session.ts";
import type { PlanSession } from "./plan.ts";
import { composePlan, type Drafted, type Planned } from "./plan-document.ts";
import { askPeople } from "./plan-people.ts";

/** One interview: what is said is kept as soon as it is said. */
interface Interview {
  readonly session: PlanSession;
  readonly planning: PlanningContext;
  readonly prompts: Prompts;
  /** Who takes over all key results, where a flag says so. */
  readonly backup: string | null;
}

/** Asks for everything that is not said yet: answers, stories, objectives with their key results. */
export async function askPlan(interview: Interview, begun: Planned): Promise<Planned> {
  const { draft } = interview.session;
  try {
    const heard = await askStories(interview, await askQuestions(interview, begun));
    const planned = await askObjectives(interview, heard);
    await interview.prompts.section("What will be written", planned.objectives.flatMap(summaryOf));
    const question = `Write ${count(planned.objectives.length, "objective")} of ${safe(interview.planning.cycle.id)}?`;
    if (!(await interview.prompts.confirm({ message: question }))) throw new Cancelled();
    return planned;
  } catch (error) {
    if (!(error instanceof Cancelled)) return draft.guard(() => Promise.reject(error));
    throw new Cancelled(draft.whereabouts() ?? "");
  }
}

function summaryOf({ title, type, owner, keyResults }: Drafted): string[] {
  const people = (one: KeyResult) => [
    one.owner ?? owner,
    one.backup === null ? null : `backup ${one.backup}`,
  ];
  return [
    [title, type, owner].filter((part) => part !== null).join(" · "),
    ...keyResults.map((one) =>
      [`  ${one.id}  ${measureText(one)}`, ...people(one)].filter((part) => part !== null).join(" · "),
    ),
  ].map(safe);
}

async function keep({ session, planning }: Interview, planned: Planned): Promise<Planned> {
  await session.draft.keepText(`${planning.cycle.id}-plan-${planning.team.id}`, composePlan(planned));
  return planned;
}

async function askQuestions(interview: Interview, begun: Planned): Promise<Planned> {
  const { prompts } = interview;
  let planned = begun;
  for (const { name, question } of PLAN_QUESTIONS) {
    if (planned.answers.has(name)) continue;
    const answer = (await prompts.text({ message: question, placeholder: "Enter to leave it open" })).trim();
    if (answer !== "")
      planned = await keep(interview, { ...planned, answers: new Map([...planned.answers, [name, answer]]) });
  }
  return planned;
}

async function askStories(interview: Interview, begun: Planned): Promise<Planned> {
  const { prompts, session, planning } = interview;
  const { plan } = session.snapshot;
  let planned = begun;
  const missing = planning.team.members.filter((id) => !planned.stories.has(id));
  if (missing.length > 0)
    await prompts.section(TIME_MACHINE, [
      `It is ${planning.cycle.end}, and you are proud of what you achieved. What happened?`,
      "Numbers help: onboarding completion went from 65 % to 90 %.",
    ]);
  for (const id of missing) {
    const name = safe(plan.person(id)?.name ?? id);
    const answer = await prompts.text({ message: `The story of ${name}?`, placeholder: "Enter for none" });
    const story = answer.trim();
    if (story !== "")
      planned = await keep(interview, { ...planned, stories: new Map([...planned.stories, [id, story]]) });
  }
  return planned;
}

async function askObjectives(interview: Interview, begun: Planned): Promise<Planned> {
  const { prompts } = interview;
  let planned = begun;
  // The last one of a draft may not have been finished.
  for (let last = Math.max(0, begun.objectives.length - 1); ; last = planned.objectives.length) {
    const at = planned.objectives.findIndex(({ keyResults }) => keyResults.length === 0);
    const index = at === -1 ? last : at;
    const store = async (drafted: Drafted) => {
      const objectives = [...planned.objectives];
      objectives[index] = drafted;
      planned = await keep(interview, { ...planned, objectives });
    };
    const blank = planned.objectives[index] ?? (await askTitle(prompts));
    await store(blank);
    const described = await describe(interview, blank);
    await store(described);
    await askKeyResults(interview, planned, described, store);
    await askPeople(
      {
        ...interview,
        plan: interview.session.snapshot.plan,
        members: interview.planning.team.members,
        store,
      },
      planned.objectives[index] ?? described,
      planned.stories,
    );
    if (planned.objectives.some(({ keyResults }) => keyResults.length === 0)) continue;
    if (!(await prompts.confirm({ message: "Another objective?", initial: false }))) return planned;
  }
}

async function askTitle(prompts: Prompts): Promise<Drafted> {
  const title = await prompts.text({
    message: "What do you want to achieve?",
    placeholder: "Make the first week seamless for new users",
    check: (answer) => (answer.trim() === "" ? "write it in a few words" : null),
  });
  return {
    ...{ id: null, title: oneLine(title), why: null, type: null, owner: null },
    ...{ alignsTo: [], dependsOn: [], keyResults: [] },
  };
}

async function describe({ prompts, session, planning }: Interview, drafted: Drafted): Promise<Drafted> {
  const { me, snapshot } = session;
  const why =
    drafted.why ??
    (await prompts.text({
      message: "Why does it matter, and why now?",
      placeholder: "Enter to write it later",
    }));
  const type =
    drafted.type ??
    (await prompts.choose<ObjectiveType>({
      message: "How sure must it be?",
      options: [
        { value: "aspirational", label: "aspirational", hint: "a stretch: 0.7 is good" },
        { value: "committed", label: "committed", hint: "a promise: anything below 1.0 is missed" },
      ],
    }));
  const within = teamsWithin(snapshot.plan, planning.team.id);
  const people = snapshot.plan.people.toSorted(
    (a: Person, b: Person) => Number(within.has(b.team)) - Number(within.has(a.team)),
  );
  const initial = planning.team.lead ?? me?.id;
  const owner =
    drafted.owner ??
    (people.length === 0
      ? null
      : await prompts.choose({
          message: "Who answers for it?",
          options: people.map(({ id, name }) => ({ value: id, label: safe(name), hint: id })),
          ...(initial === undefined ? {} : { initial }),
        }));
  const alignsTo = drafted.alignsTo.length > 0 ? drafted.alignsTo : await askAlignment(prompts, planning);
  return { ...drafted, why: why.trim() || null, type, owner, alignsTo };
}

async function askAlignment(prompts: Prompts, { priorities, strategic }: PlanningContext): Promise<string[]> {
  const offered = [...strategic, ...priorities];
  if (offered.length === 0) return [];
  const chosen = await prompts.choose({
    message: "Which of these does it serve?",
    options: [
      ...offered.map(({ id, title }) => ({ value: id, label: safe(title), hint: id })),
      { value: "", label: "nothing yet", hint: "add aligns_to later" },
    ],
  });
  return chosen === "" ? [] : [chosen];
}

/** Offers the signs of the stories that no key result took yet, then asks for more until there are no more; at least one. */
async function askKeyResults(
  { prompts }: Interview,
  planned: Planned,
  drafted: Drafted,
  store: (drafted: Drafted) => Promise<void>,
): Promise<void> {
  const found: KeyResult[] = [...drafted.keyResults];
  const add = async (typed: string) => {
    const title = oneLine(typed);
    if (title === "") return false;
    found.push(keyResultFrom(title, await askMeasure(prompts, title, NOTHING_GIVEN), found));
    await store({ ...drafted, keyResults: [...found] });
    return true;
  };
  const taken = new Set(
    planned.objectives.flatMap((one) => one.keyResults.map(({ title }) => describeTitle(title))),
  );
  // Whoever put it into other words left the numbers as they are.
  const all = findSigns(planned.stories);
  const signs = all.filter(({ movement }) => !taken.has(movement));
  if (planned.stories.size > 0 && all.length === 0)
    await prompts.section("No sentence of the stories names a measure that moves", [
      "Write it as a key result: Increase … from 65 % to 90 %, Reduce … by 30 %, Keep … above 99.9 %.",
    ]);
  if (signs.length > 0) await prompts.section("Signs in the stories: which become key results?");
  for (const { by, text, movement } of signs) {
    const message = `${safe(text)} (${safe(by)}; ${safe(movement)}). A key result?`;
    if (await prompts.confirm({ message }))
      await add(await prompts.text({ message: "In which words?", initial: titleFromStory(text) }));
  }
  for (;;) {
    const first = found.length === 0;
    const more = await prompts.text({
      message: first ? "First key result?" : "Another key result? (Enter when that is all)",
      placeholder: first ? "Increase onboarding completion from 65 % to 90 %" : "",
      check: (text) => (first && text.trim() === "" ? "an objective needs at least one" : null),
    });
    if (!(await add(more))) return;
  }
}
