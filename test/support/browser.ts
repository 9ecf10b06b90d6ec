import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll } from "vitest";

const PLACES = ["chromium", "chromium-browser", "google-chrome"].map((name) => `/usr/bin/${name}`);
const executablePath = PLACES.find((place) => existsSync(place));

/** Why tests that need a browser are skipped; null where there is one. */
export const noBrowser =
  executablePath === undefined ? `no browser here: none of ${PLACES.join(", ")} exists` : null;

/** One headless browser for the tests of a file, closed after them. Ask `noBrowser` first. */
export function openBrowser(): { readonly browser: Browser } {
  let browser: Browser | null = null;
  beforeAll(async () => {
    if (executablePath === undefined) return;
    const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    browser = await chromium.launch({ executablePath, args });
  }, 60_000);
  afterAll(() => browser?.close());
  return {
    get browser() {
      if (browser === null) throw new Error(noBrowser ?? "the browser has not started yet");
      return browser;
    },
  };
}
