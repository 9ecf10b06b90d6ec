import { KINDS, type Kind } from "../analysis/journal/asked.ts";
import type { Entry } from "../analysis/journal/entry.ts";
import { Journal } from "../analysis/journal.ts";
import { overview } from "../analysis/overview.ts";
import { UserError } from "../errors.ts";
import { closest } from "../model/id.ts";
import { keyResultRef, type Objective } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { formats } from "../render/index.ts";
import type { Words } from "../render/log-facts.ts";
import { readPieces } from "../store/pieces.ts";
import { defineCommand, type Option } from "./define.ts";
import { requireHistory } from "./history.ts";
import {
  atOption,
  cycleOption,
  day,
  format,
  mineOption,
  outputOption,
  teamOption,
  text,
  texts,
} from "./options.ts";
import { findObjective } from "./references.ts";
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

const kindTexts = texts("--kind <kind>", `only one kind, or several: ${KINDS.join(", ")}`);
const kindOption: Option<readonly Kind[]> = {
  install: kindTexts.install,
  read: (given) =>
    kindTexts.read(given).map((value) => {
      const kind = KINDS.find((one) => one === value);
      if (kind !== undefined) return kind;
      const near = closest(value, KINDS);
      throw new UserError(
        `--kind is "${value}", which no entry is`,
        near ? `did you mean "${near}"?` : `write one of: ${KINDS.join(", ")}`,
      );
    }),
};

export const log = defineCommand({
  name: "log",
  summary:
    "Tell the story, newest first: what was defined and changed, checked in and learned, by whom and when",
  arguments: [["[objective]", "the id of an objective, or objective/key-result; without it all of them"]],
  options: {
    since: day("--since <day>", "only what happened, or was entered, on this day or later"),
    until: day("--until <day>", "only what happened, or was entered, on this day or earlier"),
    author: text(
      "--author <who>",
      "only what somebody wrote or committed: an id, an address, or how a word of a name begins",
    ),
    kinds: kindOption,
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
    "okr log --kind goalpost --author ana -n 5",
  ],
  async run(context, { at, format, output, since, until, author, kinds, limit, ...who }, [named]) {
    const store = await context.store();
    const moment = await store.moment(at, context.clock.today());
    const snapshot = await store.snapshotWithHistory(moment);
    requireHistory(snapshot.history);
    const selection = await select(store, snapshot, who);
    const [objective = null, keyResult = null] = split(named);
    const journal = new Journal(snapshot, { working: moment.commit === null, only: objective });
    if (objective !== null) requireKnown(snapshot, journal, objective, keyResult);
    const asked = { ...selection, objective, keyResult, since, until, author, kinds, limit };
    const answer = journal.answer(asked);
    const report = {
      ...{ answer, snapshot, asked, inGit: store.root.top !== null || moment.commit !== null },
      objective: (objective === null ? null : journal.objectives.get(objective)) ?? null,
      followed: objective === null ? null : followed(snapshot, objective),
      words: await readWords(answer.bundles.flat()),
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

/** Throws a UserError with what may be meant where nothing ever had this name: what was deleted has its story too. */
function requireKnown(
  snapshot: Snapshot,
  journal: Journal,
  objective: string,
  keyResult: string | null,
): void {
  if (!journal.knows(objective))
    throw explainUnknown(snapshot, journal.objectives, { id: objective, keyResult });
  if (keyResult === null) return;
  const known = journal.keyResults(objective);
  if (known.has(keyResult)) return;
  const near = closest(keyResult, known);
  throw new UserError(
    `${objective} never had a key result "${keyResult}"`,
    near ? `did you mean "${objective}/${near}"?` : `it had: ${[...known].join(", ")}`,
  );
}

/** That there never was such an objective, and what may be meant: another one, a key result or a team. */
function explainUnknown(
  snapshot: Snapshot,
  ever: ReadonlyMap<string, Objective>,
  { id, keyResult }: { id: string; keyResult: string | null },
): UserError {
  const { plan } = snapshot;
  const found = findObjective(snapshot, id);
  if (found instanceof UserError && plan.damaged.has(id)) return found;
  const message = `there is no objective "${id}"`;
  if (plan.team(id)) return new UserError(message, `that is a team: okr log --team ${id}`);
  const end = keyResult === null ? "" : `/${keyResult}`;
  const holders = [...ever.values()].filter(({ keyResults }) => keyResults.some((one) => one.id === id));
  const near = ever.has(id.toLowerCase()) ? id.toLowerCase() : closest(id.toLowerCase(), ever.keys());
  const meant =
    keyResult === null && holders.length > 0
      ? holders.slice(0, 3).map((one) => keyResultRef(one.id, id))
      : near === null
        ? []
        : [`${near}${end}`];
  if (meant.length > 0)
    return new UserError(message, `did you mean ${meant.map((one) => `"${one}"`).join(" or ")}?`);
  const fate = (one: string) => (plan.damaged.has(one) ? " (unreadable)" : " (removed)");
  const names = [...ever.keys()].sort().map((one) => one + (plan.objective(one) ? "" : fate(one)));
  const some = names.length > 0 && names.length <= 12 ? `known here: ${names.join(", ")}; or ` : "";
  return new UserError(message, `${some}write it with okr new objective`);
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
