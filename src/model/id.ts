/** The shape of every id: lower-case words with hyphens, at most 64 characters. */
export const ID_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$";
/** The most characters an id may have. */
export const ID_LENGTH = 64;

/** Names that every object of JavaScript has by itself; what is stored under them gets lost in many programs. */
const OBJECT_NAMES: readonly string[] = ["constructor", "prototype"];

/** Names Windows keeps for devices; a file or folder cannot be called so there. */
const DEVICE_NAMES: readonly string[] = [
  "con",
  "prn",
  "aux",
  "nul",
  ...Array.from({ length: 9 }, (_, index) => `com${index + 1}`),
  ...Array.from({ length: 9 }, (_, index) => `lpt${index + 1}`),
];

/** Names that no id can be. */
export const RESERVED_NAMES: readonly string[] = [...OBJECT_NAMES, ...DEVICE_NAMES];

const SHAPE = new RegExp(ID_PATTERN);

/** Why the text cannot be an id, or null when it can. */
export function idProblem(text: string): string | null {
  if (text.length > ID_LENGTH) return `is longer than ${ID_LENGTH} characters`;
  if (!SHAPE.test(text)) return "is not lower-case words joined by hyphens";
  if (OBJECT_NAMES.includes(text)) return "is a name that programs keep for themselves";
  return DEVICE_NAMES.includes(text) ? "is a name that Windows keeps for itself" : null;
}

/** An id made from a title: "Lança café №1!" → "lanca-cafe-no1". Empty when nothing of the title can be kept. */
export function idFromTitle(title: string, words = 6): string {
  const ascii = title.normalize("NFKD").replace(/\p{M}/gu, "").replace(/ß/g, "ss").toLowerCase();
  const parts = ascii.split(/[^a-z0-9]+/).filter(Boolean);
  let id = "";
  for (const part of parts.slice(0, words)) {
    const longer = id === "" ? part : `${id}-${part}`;
    if (longer.length > ID_LENGTH) break;
    id = longer;
  }
  return RESERVED_NAMES.includes(id) ? `${id}-1` : id;
}

/** The candidate nearest to what was typed, or null when none is near (a third of the letters may differ). */
export function closest(typed: string, candidates: Iterable<string>): string | null {
  let best: string | null = null;
  let least = Math.max(1, Math.floor(typed.length / 3)) + 1;
  for (const candidate of candidates) {
    const far = distance(typed, candidate, least);
    if (far < least) {
      least = far;
      best = candidate;
    }
  }
  return best;
}

/** Optimal string alignment distance (Damerau 1964, restricted), given up at `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (above[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (above[column - 1] as number) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        cost = Math.min(cost, (before[column - 2] as number) + 1);
      current.push(cost);
    }
    if (Math.min(...current) >= limit) return limit;
    before = above;
    above = current;
  }
  return above[b.length] as number;
}
