import type { MovedGoalposts } from "../analysis/diff.ts";
import type { DefinitionEntry, EntryChange } from "../analysis/journal/entry.ts";
import { realignedIn } from "./diff-alignment.ts";
import { type DiffReport, FILE, fact, type Item } from "./diff-report.ts";
import { type Fact, factsOf } from "./log-facts.ts";
import { valueWords } from "./log-words.ts";
import { safe } from "./safe.ts";
import { count, decimal } from "./words.ts";

/** The goalposts that moved, what does the most to a score first. */
export function goalpostItems({ diff }: DiffReport): Item[] {
  const effect = ({ score }: MovedGoalposts) => (score === null ? 0 : Math.abs(score.after - score.before));
  return [...diff.goalposts].sort((a, b) => effect(b) - effect(a)).map(goalpostItem);
}

/** The objectives that are gone, or cannot be read any more. */
export function goneItems({ diff }: DiffReport): Item[] {
  return objectivesOf(diff)
    .filter(isGone)
    .map((entry) => goneItem(entry, diff));
}

/** The objectives that are new, then those that changed in what is told nowhere else. */
export function objectiveItems(report: DiffReport): Item[] {
  const entries = objectivesOf(report.diff).filter((entry) => !isGone(entry));
  const realigned = realignedIn(report.diff.alignment);
  const items = entries.flatMap((entry) => objectiveItem(entry, realigned));
  return [...items.filter(({ sign }) => sign === "+"), ...items.filter(({ sign }) => sign !== "+")];
}

/** Teams with their people, and the strategy. */
export function companyItems({ diff }: DiffReport): Item[] {
  const others = diff.definitions.filter(({ subject: { kind } }) => kind === "team" || kind === "strategy");
  return others.map(companyItem);
}

function objectivesOf({ definitions }: DiffReport["diff"]): readonly DefinitionEntry[] {
  return definitions.filter(({ subject }) => subject.kind === "objective");
}

function isGone({ event, unreadable }: DefinitionEntry): boolean {
  return event === "removed" || unreadable;
}

function goalpostItem({ before, after, entry, afterEnd, score }: MovedGoalposts): Item {
  // The heading says what the sign beside each of them would.
  const changes = entry.changes.map((one) => ({ ...one, goalpost: false }));
  return {
    sign: "◆",
    id: safe(after.id),
    text: safe(before.title),
    facts: [
      ...factsOf({ ...entry, changes }, null, true),
      fact("score", scoreWords(score)),
      ...(afterEnd ? [fact("when", `after the end of ${safe(after.cycle)}`)] : []),
    ],
  };
}

function scoreWords(score: MovedGoalposts["score"]): string {
  if (score === null) return "not touched: there is no reading yet";
  const [from, to] = [decimal(score.before), decimal(score.after)];
  return from === to ? `${to} by either definition` : `${from} → ${to} by the move alone`;
}

function goneItem({ before, path, unreadable }: DefinitionEntry, { standings }: DiffReport["diff"]): Item {
  if (before?.kind !== "objective") throw new Error("only objectives are told so");
  const { id, title, team, cycle, type, owner } = before.objective;
  const standing = standings.get(id)?.before ?? null;
  const status = standing?.closed ? "closed" : (standing?.status ?? "no cycle");
  return {
    sign: unreadable ? "!" : "−",
    id: safe(id),
    text: `${safe(title)}${unreadable ? ": cannot be read any more" : ""}`,
    facts: [
      fact("was", [team, cycle, type, owner].map(safe).join(" · ")),
      ...(standing?.read ? [fact("score", `${decimal(standing.score)} · ${status}`)] : []),
      ...(unreadable ? [fact(FILE, safe(path))] : []),
    ],
  };
}

/** An objective that is new, or changed in what is told nowhere else. */
function objectiveItem(entry: DefinitionEntry, realigned: ReadonlySet<string>): Item[] {
  const { before, after, event, repaired } = entry;
  if (after?.kind !== "objective") throw new Error("what is gone is told elsewhere");
  const title = safe(after.objective.title);
  const id = safe(after.objective.id);
  if (event === "added")
    return [{ sign: "+", id, text: title, facts: withoutTitle(factsOf(entry, null, false)) }];
  if (repaired) return [{ sign: "~", id, text: `${title}: can be read again`, facts: [] }];
  const isTold = (field: string) => field === "aligns_to" && realigned.has(after.objective.id);
  const changes = entry.changes.filter(({ field, goalpost }) => !goalpost && !isTold(field));
  if (changes.length === 0) return [];
  const known = before?.kind === "objective" ? safe(before.objective.title) : title;
  return [{ sign: "~", id, text: known, facts: factsOf({ ...entry, changes }, null, true) }];
}

/** The title stands in the line above. */
function withoutTitle(facts: readonly Fact[]): Fact[] {
  return facts.map((one) =>
    one.label === "title" ? { ...one, label: "new", lines: one.lines.slice(1) } : one,
  );
}

const SIGNS = { added: "+", removed: "−", changed: "~" } as const;

function companyItem(entry: DefinitionEntry): Item {
  const { subject, event, before, after, unreadable, repaired, path } = entry;
  const definition = after ?? before;
  const team = definition?.kind === "team" ? definition.team : null;
  const name = team?.name ?? "mission, vision and priorities";
  const state = unreadable ? ": cannot be read any more" : repaired ? ": can be read again" : "";
  return {
    sign: unreadable ? "!" : SIGNS[event],
    id: safe(subject.id ?? "strategy"),
    text: safe(name) + state,
    facts:
      unreadable || repaired
        ? [fact(FILE, safe(path))]
        : event === "changed"
          ? changedFacts(entry)
          : event === "removed"
            ? team === null
              ? []
              : [fact("had", count(team.members.length, "member"))]
            : factsOf(entry, null, true).filter(({ label }) => label !== "name"),
  };
}

/** Who joined and left, which priorities came and went, and what else says something else. */
function changedFacts(entry: DefinitionEntry): Fact[] {
  const isListed = ({ field }: EntryChange) =>
    field.startsWith("members.") || field.startsWith("priorities.");
  const listed = entry.changes.filter(isListed);
  const isWhole = ({ field }: EntryChange) => field.split(".").length === 2;
  const whole = listed.filter(isWhole);
  const people = entry.subject.kind === "team";
  // Objectives name a priority by its id.
  const named = ({ field }: EntryChange, value: unknown) =>
    people ? valueWords(value) : `${safe(field.split(".")[1] ?? "")}: ${valueWords(value)}`;
  const came = whole.filter(({ from }) => from === null).map((one) => named(one, one.to));
  const went = whole.filter(({ to }) => to === null).map((one) => named(one, one.from));
  const joined = people ? ", " : "; ";
  const rest = entry.changes.filter((change) => !isListed(change));
  return [
    ...factsOf({ ...entry, changes: rest }, null, true),
    ...(came.length === 0 ? [] : [fact(people ? "joined" : "new", came.join(joined))]),
    ...(went.length === 0 ? [] : [fact(people ? "left" : "gone", went.join(joined))]),
    ...listed
      .filter((change) => !isWhole(change))
      .map(({ field, from, to }) => {
        const [, id = "", property = ""] = field.split(".");
        return fact(safe(id), `${safe(property)} ${valueWords(from)} → ${valueWords(to)}`);
      }),
  ];
}
