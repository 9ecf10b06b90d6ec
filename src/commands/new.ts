import { personWithEmail } from "../analysis/overview.ts";
import { UserError } from "../errors.ts";
import { closest } from "../model/id.ts";
import { defineCommand } from "./define.ts";
import { newKeyResult } from "./new-key-result.ts";
import { newObjective } from "./new-objective.ts";
import { NOUNS, type Noun, newOptions, requireBelonging } from "./new-options.ts";
import { newPerson } from "./new-person.ts";
import type { NewSession } from "./new-session.ts";
import { newTeam } from "./new-team.ts";

const WRITERS: Readonly<
  Record<Noun, (session: NewSession, words: readonly string[]) => ReturnType<typeof newTeam>>
> = {
  objective: newObjective,
  "key-result": newKeyResult,
  team: newTeam,
  person: newPerson,
};

export const create = defineCommand({
  name: "new",
  summary: "Write a new objective, key result, team or person",
  arguments: [
    ["[noun]", "objective, key-result, team or person"],
    ["[title...]", "its title or name; a key result has its objective's id before it"],
  ],
  options: newOptions,
  examples: [
    "okr new objective",
    'okr new objective "Make the first week seamless" --team explorer --align simple-onboarding --key-result "Increase onboarding completion from 65 % to 90 %"',
    'okr new key-result first-week "Reduce p95 latency from 800 ms to 300 ms" --owner ana --backup joao',
    'okr new key-result first-week "Pass the accessibility audit" --metric binary',
    'okr new team "Explorer Team" --parent digital-services --member "Ana Souza <ana@example.com>"',
    'okr new person "João Lima" --team explorer --email joao@example.com --mentor ana',
  ],
  async run(context, options, [word, ...words]) {
    const { prompts } = context.terminal;
    if (word !== undefined) requireNoun(word);
    const store = await context.store();
    const noun =
      word === undefined && prompts !== null
        ? await prompts.choose({
            message: "What is new?",
            options: NOUNS.map((value) => ({ value, label: value })),
          })
        : requireNoun(word ?? "");
    requireBelonging(noun, options);
    const snapshot = await store.snapshot({ day: context.clock.today(), commit: null });
    const identity = store.root.top === null ? null : await store.identity();
    const me = identity === null ? null : (personWithEmail(snapshot.plan, identity.email) ?? null);
    return WRITERS[noun]({ context, store, snapshot, options, prompts, me }, words);
  },
});

function requireNoun(word: string): Noun {
  const noun = NOUNS.find((one) => one === word);
  if (noun !== undefined) return noun;
  const near = closest(word, NOUNS);
  const list = `write okr new ${NOUNS.join(", okr new ")}`;
  throw new UserError(
    word === "" ? "it is not said what is new" : `"${word}" is nothing that okr new can write`,
    near ? `did you mean "${near}"?` : list,
  );
}
