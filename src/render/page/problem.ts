import type { Finding } from "../../model/finding.ts";
import { capital } from "../words.ts";
import { documentOf } from "./document.ts";
import { html } from "./markup.ts";
import { unreadNotice } from "./site.ts";

/** What is shown in place of a page that cannot be. @param version of the files, so that it looks again when they change */
export function problemPage({
  message,
  hint,
  version,
  findings,
}: {
  message: string;
  hint: string;
  version: string;
  findings: readonly Finding[];
}): string {
  const title = capital(message);
  const words = html`<div class="page"><main class="problem" id="main"><header class="top"><h1>${title}</h1></header>${unreadNotice({ findings })}<p>${capital(hint)}</p><p><a href="/">To the first page</a></p></main></div>`;
  return documentOf(title, words, { version });
}
