/** What a spreadsheet takes for a formula when it stands first, also behind spaces; apostrophes count so that ours can be told from theirs. */
const FORMULA = /^(?:'|[\s\u00a0\u3000])*[=+\-@\t\r＝＋－＠]/u;

/** Whether a spreadsheet would run a text, or it looks like one that was kept from being run. */
export function looksLikeFormula(text: string): boolean {
  return FORMULA.test(text);
}

/** A text as it was before an apostrophe kept a spreadsheet from running it. */
export function withoutGuard(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}
