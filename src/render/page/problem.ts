import { documentOf } from "./document.ts";
import { html } from "./markup.ts";

/** What is shown in place of a page that cannot be. @param version of the files; it looks again when they change */
export function problemPage({
  message,
  hint,
  version,
}: {
  message: string;
  hint: string;
  version: string;
}): string {
  const title = beginLarge(message);
  const words = html`<div class="page"><main class="problem" id="main"><header class="top"><h1>${title}</h1></header><p>${beginLarge(hint)}</p><p><a href="/">To the first page</a></p></main></div>`;
  return documentOf(title, words, { version });
}

function beginLarge(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
