import type { Site } from "./site.ts";

/** The SHA-256 of the style sheet and of the script, in base64: a test says so when they change. */
const STYLE_HASH = "PhSzHkBTZuX6XP/UM4mpfKl0EVnYCHJ2itS/ceXgcGs=";
const SCRIPT_HASH = "KvNnUyH/oRQQ/O1L6oCHd/WEv5RN9ADo74Ozsf25HSY=";

/** The same of what pages have that do not stand alone. */
const SITE_STYLE_HASH = "5B2OMs24A78fMwBkoXldktACSES2k3KYOjldzzcp1vE=";
const LIVE_SCRIPT_HASH = "5/TKEVZvXo+uhXRNldvVZtXsValGUQgi2Lt/94phd/8=";

/** What a browser may do with a page: show it, with our style and our script; and hear of changes where a server tells of them. */
export function policyOf(site: Pick<Site, "version"> | null): string {
  const live = site !== null && site.version !== null;
  return [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'${site === null ? "" : ` 'sha256-${SITE_STYLE_HASH}'`}`,
    `script-src 'sha256-${SCRIPT_HASH}'${live ? ` 'sha256-${LIVE_SCRIPT_HASH}'` : ""}`,
    ...(live ? ["connect-src 'self'"] : []),
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}
