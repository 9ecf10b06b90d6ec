import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { closest } from "../model/id.ts";
import { DEFAULT_SETTINGS } from "../model/settings.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { formats } from "../render/index.ts";
import type { RulesReport } from "../render/rules-words.ts";
import { listFacts, type RuleFacts } from "../rules/facts.ts";
import { rules as allRules } from "../rules/index.ts";
import { isFolder, readSettings } from "../store/settings-file.ts";
import { type Moment, Store } from "../store/store.ts";
import { defineCommand } from "./define.ts";
import { atOption, format, outputOption } from "./options.ts";
import { exhibitsOf } from "./rules-exhibits.ts";
import { noteUnread, show } from "./show.ts";

export const rules = defineCommand({
  name: "rules",
  summary: "List the rules of okr check, or explain one: what it asks for, why, and how strict it is here",
  arguments: [["[id]", "the rule to explain; all of them when left out"]],
  options: { at: atOption, format: format(["text", "json"]), output: outputOption },
  examples: [
    "okr rules",
    "okr rules moved-goalpost",
    "okr rules --json | jq -r '.rules[] | select(.severity == \"error\").id'",
  ],
  async run(context, { at, format, output }, [id]) {
    const { store, moment, snapshot } = await openHere(context, at);
    const settings = snapshot?.settings ?? DEFAULT_SETTINGS;
    const facts = listFacts(allRules, settings);
    const chosen = id === undefined ? facts : [findFacts(facts, id)];
    const report: RulesReport = {
      rules: chosen,
      preset: settings.preset,
      here: snapshot !== null,
      list: id === undefined,
      exhibits: id === undefined ? null : await exhibitsOf(id),
      today: moment.day,
    };
    await show({ store, context, moment }, report, { format, output, formats: formats.rules, paged: true });
    return snapshot === null ? "ok" : noteUnread(context, snapshot);
  },
});

interface Here {
  readonly store: Store;
  readonly moment: Moment;
  /** Null where there are no settings, which makes the rules no less worth reading. */
  readonly snapshot: Snapshot | null;
}

async function openHere(context: Context, at: string | null): Promise<Here> {
  const today = context.clock.today();
  const store = await openStoreIfAny(context, at);
  if (store !== null) {
    const moment = await store.moment(at, today);
    return { store, moment, snapshot: await readSettings(store, moment) };
  }
  const nowhere = { folder: context.cwd, top: null, where: context.cwd };
  return { store: new Store(nowhere, context.env), moment: { day: today, commit: null }, snapshot: null };
}

/** Whoever asks about another moment, or names a folder that is not there, means a root. */
async function openStoreIfAny(context: Context, at: string | null): Promise<Store | null> {
  try {
    return await context.store();
  } catch (error) {
    if (error instanceof UserError && at === null && isFolder(context.cwd)) return null;
    throw error;
  }
}

function findFacts(facts: readonly RuleFacts[], id: string): RuleFacts {
  const found = facts.find((one) => one.id === id);
  if (found) return found;
  const near = closest(
    id,
    facts.map((one) => one.id),
  );
  throw new UserError(
    `there is no rule "${id}"`,
    near === null ? "okr rules lists them all" : `did you mean "${near}"?`,
  );
}
