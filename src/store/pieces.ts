/** A part of a Markdown body: what stands below a `## heading`, or, without a title, what stands below none. */
export interface Piece {
  /** As it is written, without its marks. */
  readonly title: string | null;
  /** Trimmed; of a piece without a title it may begin with a `# heading`. */
  readonly text: string;
}

/** The pieces of a Markdown body, in order. What parses Markdown is loaded only for a body that is not plain. */
export async function readPieces(body: string): Promise<readonly Piece[]> {
  return splitPlainly(body) ?? (await import("./sections.ts")).splitCarefully(body);
}

// The beginning of what can hide a heading or be one in another way: a fence, HTML, a heading that is set in; or a lone CR.
const NOT_PLAIN = /^\uFEFF|^[ \t]*(?:```|~~~|<)|^[ \t]+#|\r(?!\n)/m;
const HEADING = /^#{1,6} [^\s#](?:[^\r\n]*[^\s#])?\r?$/;

/** The same for a body whose only markup that matters is `## headings` as most people write them; null for any other. */
export function splitPlainly(body: string): Piece[] | null {
  if (NOT_PLAIN.test(body)) return null;
  const cuts: Cut[] = [];
  for (let start = 0; start <= body.length; ) {
    const next = body.indexOf("\n", start);
    const end = next === -1 ? body.length : next;
    if (body[start] === "#") {
      const line = body.slice(start, end);
      if (!HEADING.test(line)) return null;
      const depth = line.indexOf(" ");
      if (depth <= 2) cuts.push({ depth, start, end, heading: line });
    }
    start = end + 1;
  }
  return cutUp(body, cuts);
}

/** A heading of the first or second level, and where it stands. */
export interface Cut {
  readonly depth: number;
  readonly start: number;
  readonly end: number;
  /** The line as it is written. */
  readonly heading: string;
}

/** The pieces between headings. */
export function cutUp(body: string, cuts: readonly Cut[]): Piece[] {
  const pieces: Piece[] = [];
  const add = (title: string | null, text: string) => {
    if (title !== null || text !== "") pieces.push({ title, text });
  };
  add(null, body.slice(0, cuts[0]?.start ?? body.length).trim());
  for (const [index, { depth, start, end, heading }] of cuts.entries()) {
    const next = cuts[index + 1]?.start ?? body.length;
    if (depth === 1) add(null, body.slice(start, next).trim());
    else add(headingTitle(heading), body.slice(end, next).trim());
  }
  return pieces;
}

/** What a `## heading` says, without its marks. */
export function headingTitle(heading: string): string {
  // An expression for the marks at the end takes quadratic time where there are many others.
  let end = heading.length;
  while (end > 0 && heading[end - 1] === "#") end--;
  return heading.slice(0, end).replace(/^#+/, "").trim();
}
