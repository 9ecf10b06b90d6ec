import { safe } from "./safe.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Text of one line for an element or an attribute of XML 1.0, which has no way to write controls, halves of characters, U+FFFE and U+FFFF. */
export function xmlText(text: string): string {
  return safe(text)
    .replace(/[\ufffe\uffff]/g, (code) => `\\u{${code.charCodeAt(0).toString(16)}}`)
    .replace(/[&<>"']/g, (mark) => ENTITIES[mark] as string);
}
