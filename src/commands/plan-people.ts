import { findSigns } from "../analysis/planning.ts";
import type { Prompts } from "../context.ts";
import { UserError } from "../errors.ts";
import type { KeyResult, Plan } from "../model/plan.ts";
import { describeTitle } from "../model/proposal.ts";
import { safe } from "../render/safe.ts";
import type { Drafted, Planned } from "./plan-document.ts";

/** Who is named by a flag that takes `person` and `key-result=person`. */
interface Named {
  /** For whatever is not named itself. */
  readonly all: string | null;
  readonly each: ReadonlyMap<string, string>;
}

/** Reads the values of such a flag. Throws a UserError where one thing gets two people. */
export function peopleNamed(flag: string, given: readonly string[]): Named {
  const each = new Map<string, string>();
  let all: string | null = null;
  for (const value of given) {
    const [, keyResult = null, person = value] = /^([^=]*)=(.*)$/.exec(value) ?? [];
    const before = keyResult === null ? all : each.get(keyResult);
    if (before !== null && before !== undefined)
      throw new UserError(
        `${flag} names ${before} and ${person}${keyResult === null ? "" : ` for ${keyResult}`}`,
        `one of them can be: for a key result of its own write ${flag} KEY-RESULT=${person}`,
      );
    if (keyResult === null) all = person;
    else each.set(keyResult, person);
  }
  return { all, each };
}

/** The objectives with the people that flags name for single key results. Throws a UserError for a key result that is not there. */
export function namePeople(
  objectives: readonly Drafted[],
  flags: { readonly owner: readonly string[]; readonly backup: readonly string[] },
): readonly Drafted[] {
  let named = objectives;
  for (const role of ["owner", "backup"] as const)
    for (const [id, person] of peopleNamed(`--${role}`, flags[role]).each) {
      const ids = named.flatMap(({ keyResults }) => keyResults.map((one) => one.id));
      if (!ids.includes(id))
        throw new UserError(
          `--${role} ${id}=${person} names no key result that is planned here`,
          ids.length === 0 ? "name one with --key-result or --sign" : `there are: ${ids.join(", ")}`,
        );
      named = named.map((objective) => ({
        ...objective,
        keyResults: objective.keyResults.map((one) => (one.id === id ? { ...one, [role]: person } : one)),
      }));
    }
  return named;
}

/** Where the people of a plan are asked for. */
export interface PeopleInterview {
  readonly prompts: Prompts;
  readonly plan: Plan;
  readonly members: readonly string[];
  /** Who takes over all key results, where a flag says so. */
  readonly backup: string | null;
  store(drafted: Drafted): Promise<void>;
}

/** Asks who answers for each key result, and who takes over; in a team of one there is nothing to ask. */
export async function askPeople(
  interview: PeopleInterview,
  drafted: Drafted,
  stories: Planned["stories"],
): Promise<void> {
  const { prompts, plan, members, backup: given, store } = interview;
  if (members.length < 2) return;
  const nameOf = (id: string) => safe(plan.person(id)?.name ?? id);
  const choices = (ids: readonly string[]) =>
    ids.map((id) => ({ value: id, label: nameOf(id), hint: safe(id) }));
  const tellers = new Map(findSigns(stories).map(({ movement, by }) => [movement, by]));
  const keyResults = [...drafted.keyResults];
  let last: string | null = null;
  for (const [index, one] of keyResults.entries()) {
    const set = async (part: Partial<KeyResult>) => {
      keyResults[index] = { ...(keyResults[index] as KeyResult), ...part };
      await store({ ...drafted, keyResults: [...keyResults] });
    };
    let owner = one.owner ?? drafted.owner;
    // Whoever owns the objective owns its only key result.
    if (one.owner === null && keyResults.length > 1) {
      const initial = tellers.get(describeTitle(one.title) ?? "") ?? drafted.owner;
      owner = await prompts.choose({
        message: `Who answers for ${safe(one.id)}?`,
        options: choices([...new Set([...members, ...(drafted.owner === null ? [] : [drafted.owner])])]),
        ...(initial === null ? {} : { initial }),
      });
      await set({ owner });
    }
    if (one.backup !== null || given !== null) continue;
    const others = members.filter((id) => id !== owner);
    const backup: string = await prompts.choose({
      message: `Who takes over ${safe(one.id)} when ${owner === null ? "its owner" : nameOf(owner)} is away?`,
      options: [
        ...choices(others),
        { value: "", label: "nobody yet", hint: "add backup to the key result later" },
      ],
      ...(last !== null && others.includes(last) ? { initial: last } : {}),
    });
    last = backup;
    if (backup !== "") await set({ backup });
  }
}
