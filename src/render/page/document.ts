import { xmlText } from "../xml.ts";
import { LIVE_SCRIPT } from "./live.ts";
import type { Markup } from "./markup.ts";
import { policyOf } from "./policy.ts";
import { SCRIPT } from "./script.ts";
import type { Site } from "./site.ts";
import { SITE_STYLE } from "./site-style.ts";
import { STYLE_SHEET } from "./style-sheet.ts";

/** A document for a browser around what it shows. @param site what it is a part of; null for one that stands alone */
export function documentOf(title: string, body: Markup, site: Pick<Site, "version"> | null): string {
  const version = site?.version ?? null;
  const live = version === null ? "" : `<script data-version="${xmlText(version)}">${LIVE_SCRIPT}</script>\n`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="${policyOf(site)}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<meta name="referrer" content="no-referrer"/>
<link rel="icon" href="data:,"/>
<title>${xmlText(title)}</title>
<style>${STYLE_SHEET}</style>
${site === null ? "" : `<style>${SITE_STYLE}</style>\n`}</head>
<body>
${body.text}
<script>${SCRIPT}</script>
${live}</body>
</html>
`;
}
