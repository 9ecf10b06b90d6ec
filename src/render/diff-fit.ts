/** A part of a document that is left out item by item where the document is too long; all of it is markup by now. */
export interface Block {
  readonly open: string;
  readonly size: number;
  /** One of its items; asked for only while there is room. */
  item(index: number): string;
  readonly close: string;
  /** What stands in the place of so many items that are left out. */
  more(left: number): string;
}

/**
 * Puts a document together of at most so many characters, a blank line between its parts. Items are left out as a whole, so that nothing is
 * cut in the middle: room goes to the blocks in their order, and each says how many of its items it lacks. Without items a block is left
 * out. The head, the foot and what stands around items has to fit.
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
  const parts = wanted.map(({ open, size, item, close, more }) => {
    let text = open;
    for (let index = 0; index < size; index++) {
      const next = item(index);
      if (next.length > room) return text + more(size - index) + close;
      room -= next.length;
      text += next;
    }
    return text + close;
  });
  return [`${head}\n`, ...parts, foot].join("\n");
}
