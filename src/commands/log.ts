import { ENTRY_TYPES, type Entry } from "../analysis/journal/entry.ts";
import { Journal } from "../analysis/journal.ts";
import { overview } from "../analysis/overview.ts";
import { UserError } from "../errors.ts";
import { closest } from "../model/id.ts";
import { createPlan } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { formats } from "../render/index.ts";
import type { Words } from "../render/log-facts.ts";
import { readPieces } from "../store/pieces.ts";
import { defineCommand, type Option } from "./define.ts";
import { requireHistory } from "./history.ts";
import {
  atOption,
  choice,
  cycleOption,
  day,
  format,
  mineOption,
  outputOption,
  teamOption,
  text,
} from "./options.ts";
import { requireObjective } from "./references.ts";
import { select } from "./select.ts";
import { noteUnread, show } from "./show.ts";

const limitText = text("-n, --limit <number>", "at most so many entries, the newest");
const limitOption: Option<number | null> = {
  install: limitText.install,
  read(given) {
    const value = limitText.read(given);
    if (value === null) return null;
    if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
    throw new UserError(`--limit is "${value}", which is no number of entries`, "write it as 10");
  },
};

export const log = defineCommand({
  name: "log",
  summary:
    "Tell the story, newest first: what was defined and changed, checked in and learned, by whom and when",
  arguments: [["[objective]", "the id of an objective, or objective/key-result; without it all of them"]],
  options: {
    since: day("--since <day>", "only what happened, or was entered, on this day or later"),
    author: text(
      "--author <text>",
      "only what somebody wrote or committed: part of a name, an address or an id",
    ),
    type: choice("--kind <kind>", `only one kind: ${ENTRY_TYPES.join(", ")}`, ENTRY_TYPES),
    limit: limitOption,
    at: atOption,
    cycle: cycleOption,
    team: teamOption,
    mine: mineOption,
    format: format(["text", "json"]),
    output: outputOption,
  },
  examples: [
    "okr log first-week",
    "okr log first-week/completion",
    "okr log --team explorer --since 2026-11-01",
    "okr log --kind definition --author ana -n 5",
  ],
  async run(context, { at, format, output, since, author, type, limit, ...asked }, [named]) {
    const store = await context.store();
    const moment = await store.moment(at, context.clock.today());
    const snapshot = await store.snapshotWithHistory(moment);
    requireHistory(snapshot.history);
    const selection = await select(store, snapshot, asked);
    const [objective = null, keyResult = null] = split(named);
    const journal = new Journal(snapshot, { working: moment.commit === null, only: objective });
    if (objective !== null) requireKnown(snapshot, journal, objective, keyResult);
    const answer = journal.answer({ ...selection, objective, keyResult, since, author, type, limit });
    const report = {
      ...{ answer, snapshot, keyResult, many: objective === null },
      objective: (objective === null ? null : journal.objectives.get(objective)) ?? null,
      followed: objective === null ? null : followed(snapshot, objective),
      words: await readWords(answer.entries),
    };
    const showing = { format, output, formats: formats.log, paged: true };
    await show({ store, context, moment }, report, showing);
    return noteUnread(context, snapshot);
  },
});

/** `objective/key-result` in its two parts. */
function split(named: string | undefined): string[] {
  if (named === undefined) return [];
  const at = named.indexOf("/");
  return at === -1 ? [named] : [named.slice(0, at), named.slice(at + 1)];
}

/** Throws a UserError with the nearest name where nothing ever had this one: what was deleted has its story too. */
function requireKnown(
  snapshot: Snapshot,
  journal: Journal,
  objective: string,
  keyResult: string | null,
): void {
  if (!journal.knows(objective)) {
    const { plan } = snapshot;
    const ever = createPlan({ ...plan, objectives: [...journal.objectives.values()] });
    requireObjective({ ...snapshot, plan: ever }, objective);
  }
  if (keyResult === null) return;
  const known = journal.keyResults(objective);
  if (known.has(keyResult)) return;
  const near = closest(keyResult, known);
  throw new UserError(
    `${objective} never had a key result "${keyResult}"`,
    near ? `did you mean "${objective}/${near}"?` : `it had: ${[...known].join(", ")}`,
  );
}

/** The objective with its score; null where it is not in the plan. */
function followed(snapshot: Snapshot, objective: string) {
  const none = { cycle: null, team: null, person: null };
  return overview(snapshot, { ...none, objective }).objectives[0] ?? null;
}

/** What the bodies of records say that were added. */
async function readWords(entries: readonly Entry[]): Promise<ReadonlyMap<Entry, Words>> {
  const words = new Map<Entry, Words>();
  for (const entry of entries) {
    if (entry.type === "definition" || !entry.record || entry.record.body.trim() === "") continue;
    const pieces = await readPieces(entry.record.body);
    const isCheckIn = entry.type === "check-in";
    const named = (name: string) => pieces.filter(({ title }) => isCheckIn && title?.toLowerCase() === name);
    const textOf = (name: string) =>
      named(name)
        .map(({ text }) => text)
        .join("\n\n") || null;
    const apart = new Set([...named("issues"), ...named("plan")]);
    words.set(entry, {
      issues: textOf("issues"),
      plan: textOf("plan"),
      notes: pieces.filter((piece) => !apart.has(piece) && piece.text !== ""),
    });
  }
  return words;
}
