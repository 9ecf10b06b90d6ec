/** A part of a document that is left out item by item where the document is too long; all of it is markup by now. */
export interface Block {
  readonly open: string;
  readonly size: number;
  /** One of its items; asked for only while there is room. */
  item(index: number): string;
  readonly close: string;
  /** What stands in the place of so many items that are left out. */
  more(left: number): string;
  /** Whether it only has the room that the others leave. */
  readonly minor?: boolean;
}

/**
 * Puts a document together of at most so many characters, a blank line between its parts. Items are left out as a whole, so that nothing is
 * cut in the middle: blocks have equal shares of the room, so that none can crowd out another; what some leave goes to the others in their
 * order, and then to those that are minor. Each says how many of its items it lacks; without items it is left out. The head, the foot
 * and what stands around items has to fit.
 */
export function fitBlocks(
  { head, blocks, foot }: { head: string; blocks: readonly Block[]; foot: string },
  most: number,
): string {
  const wanted = blocks.filter(({ size }) => size > 0);
  const frames = wanted.map(
    ({ open, close, more, size }) => open.length + close.length + more(size).length + 1,
  );
  let room = most - head.length - foot.length - 4 - frames.reduce((sum, frame) => sum + frame, 0);
  const parts = wanted.map((block) => ({ block, text: "", shown: 0 }));
  const major = parts.filter(({ block }) => !block.minor);
  const share = Math.floor(room / major.length);
  for (const part of major) room -= share - fill(part, share);
  for (const part of parts) room = fill(part, room);
  const texts = parts.map(({ block: { open, close, more, size }, text, shown }) => {
    const rest = shown < size ? more(size - shown) : "";
    return open + text + rest + close;
  });
  return [`${head}\n`, ...texts, foot].join("\n");
}

/** Puts as many more items of a block into a part as fit; returns the room that is left. */
function fill(part: { readonly block: Block; text: string; shown: number }, room: number): number {
  let left = room;
  for (const { size, item } = part.block; part.shown < size; part.shown++) {
    const next = item(part.shown);
    if (next.length > left) break;
    left -= next.length;
    part.text += next;
  }
  return left;
}
