import type { FieldChange } from "../analysis/changes.ts";
import type { Move } from "../analysis/moves.ts";
import type { Followed } from "../analysis/overview.ts";
import { safe } from "./safe.ts";
import type { Style } from "./style.ts";
import { truncate, width, wrap } from "./width.ts";
import { count, decimal } from "./words.ts";

/** More changes than these are left to `okr log`. */
const MOST = 8;

/** That the goalposts moved, and what it did to the score; null where they stayed. */
export function goalpostRemark({ past, score }: Followed): string | null {
  if (!past || past.scoreAtStart === null) return null;
  const unsettled = past.moves.filter(({ settled }) => !settled);
  if (unsettled.length === 0) return "goalposts moved and were put back";
  const times = new Set(unsettled.map(({ commit }) => commit)).size;
  const day = unsettled.at(-1)?.day ?? null;
  const last = day === null ? "" : times === 1 ? ` on ${day}` : `, last on ${day}`;
  const moved = `goalposts moved${times === 1 ? "" : ` ${times} ×`}${last}`;
  const [start, now] = [decimal(past.scoreAtStart), decimal(score)];
  return start === now
    ? `${moved}; the score is ${now} by the definition at the start as well`
    : `${moved}; by the definition at the start the score would be ${start}`;
}

/** The changes, the latest first, with who and in which commit, then what they did to the score; nothing where none moved. */
export function goalpostLines({ objective, past, score }: Followed, indent: string, style: Style): string[] {
  if (!past || past.scoreAtStart === null) return [];
  const columns = style.columns - indent.length;
  const shown = latest(groupByCommit(past.moves)).flatMap((moves) =>
    groupLines(moves, { ...style, columns }),
  );
  const more = past.moves.length - MOST;
  const rest = more > 0 ? [`and ${count(more, "more change")}: okr log ${safe(objective.id)}`] : [];
  const effect = `by the definition at the start the score is ${decimal(past.scoreAtStart)}, by today's ${decimal(score)}`;
  const words = [...rest, effect].flatMap((line) => wrap(line, columns));
  return [...shown, ...words].map((line) => indent + line);
}

/** The groups from the last one back, as far as there is room for their changes. */
function latest(groups: readonly [Move, ...Move[]][]): [Move, ...Move[]][] {
  let room = MOST;
  return groups.toReversed().flatMap(([first, ...more]): [Move, ...Move[]][] => {
    if (room <= 0) return [];
    const shown: [Move, ...Move[]] = [first, ...more.slice(0, room - 1)];
    room -= shown.length;
    return [shown];
  });
}

function groupByCommit(moves: readonly Move[]): [Move, ...Move[]][] {
  const groups: [Move, ...Move[]][] = [];
  for (const move of moves) {
    const group = groups.at(-1);
    if (group?.[0].commit === move.commit) group.push(move);
    else groups.push([move]);
  }
  return groups;
}

/** What one commit changed: a single change with its commit on one line where that fits. */
function groupLines(moves: readonly [Move, ...Move[]], { columns, colour }: Style): string[] {
  const [{ day, commit, change }] = moves;
  const date = day ?? "no date";
  const name = commit === null ? "not committed yet" : safe(commit.author.name);
  const id = commit === null ? "" : `, ${commit.id.slice(0, 7)}`;
  const who = (room: number) => truncate(name, Math.max(1, room - id.length)) + id;
  const words = changeWords(change, columns * 2);
  const line = `${date}  ${words}  ${colour.dim(`(${who(50)})`)}`;
  if (moves.length === 1 && width(line) <= columns) return [line];
  const below = moves.map((move) => `  ${changeWords(move.change, columns - 2)}`);
  const room = columns - date.length - 2;
  if (room < 16) return [date, `  ${colour.dim(who(columns - 2))}`, ...below];
  return [`${date}  ${colour.dim(who(Math.min(50, room)))}`, ...below];
}

/** What changed: `completion: target 90 → 80`. Safe to show, in one line of at most so many columns. */
function changeWords({ keyResult, property, from, to }: FieldChange, columns: number): string {
  const subject = keyResult === null ? "" : `${truncate(safe(keyResult), Math.floor(columns / 2))}: `;
  if (property === null)
    return truncate(`${subject}${from === null ? "new key result" : "taken out"}`, columns);
  const start = `${subject}${safe(property)}`;
  const [before, after] = [valueWords(from), valueWords(to)];
  if (before === after) return truncate(`${start} changed`, columns);
  const room = columns - width(start) - 4;
  const [left, right] =
    width(before) + width(after) <= room ? [before, after] : differingWords(before, after);
  // Of two long texts each gets half; a short one leaves its room to the other.
  const half = Math.floor(room / 2);
  const shown = truncate(left, Math.max(half, room - width(right)));
  return truncate(`${start} ${shown} → ${truncate(right, Math.max(half, room - width(shown)))}`, columns);
}

/** Two texts without the words that both begin with. */
function differingWords(before: string, after: string): [string, string] {
  const [left, right] = [before.split(" "), after.split(" ")];
  let same = 0;
  while (same < Math.min(left.length, right.length) - 1 && left[same] === right[same]) same++;
  const rest = (words: readonly string[]) => (same === 0 ? "" : "… ") + words.slice(same).join(" ");
  return [rest(left), rest(right)];
}

/** A value of a definition's field in words; of milestones their ids. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined) return "none";
  if (Array.isArray(value)) return value.map(valueWords).join(", ");
  if (typeof value === "object") return valueWords((value as { readonly id?: unknown }).id);
  return safe(String(value));
}
