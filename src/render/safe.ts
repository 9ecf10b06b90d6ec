// Controls (C0, C1, DEL), what turns the direction of text or hides in it, and half characters; emoji need their joiners.
const UNSAFE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

// What the log of a workflow takes for a command: `::error …` at the start of a line, `##[group]` anywhere; elsewhere `##vso[…]`.
const WORKFLOW_COMMAND = /^\s*::|##\[|##(?=[a-z]{1,20}\[)/gi;

/** Makes text of a file or of git fit for one line of a terminal: controls become visible escapes, commands to a log are broken up. */
export function safe(text: string): string {
  return text.replace(UNSAFE, escapeOf).replace(WORKFLOW_COMMAND, (command) => command.split("").join(" "));
}

/** The same for text of several lines; line ends stay. */
export function safeLines(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => safe(line))
    .join("\n");
}

function escapeOf(character: string): string {
  if (character === "\n") return "\\n";
  if (character === "\r") return "\\r";
  if (character === "\t") return " ";
  const code = character.codePointAt(0) as number;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
}
