import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noBrowser, openBrowser } from "../support/browser.ts";
import { temporaryFolder } from "../support/repository.ts";
import { runIn } from "../support/run.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** With every fold open: the violations that keep people out, of all rules or of some, each with the first element. */
const violations = (options: string) => `
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  for (const part of document.querySelectorAll("article")) part.style.contentVisibility = "visible";
  axe.run({ resultTypes: ["violations"], ${options} }).then(({ violations }) =>
    violations
      .filter(({ impact }) => ["serious", "critical"].includes(impact))
      .map(({ id, nodes }) => id + ": " + nodes[0].html));`;
const BARRIERS = violations("");
/** What depends on colours and on the width. */
const LOOKS = violations('runOnly: ["color-contrast", "scrollable-region-focusable", "target-size"]');

/** The pages that are looked at: a company, a day, and what is asked for. */
const PAGES = [
  ["horizon-bank", "2026-09-11", []],
  ["horizon-bank", "2026-09-11", ["--strategic"]],
  ["horizon-bank", "2026-09-11", ["--team", "explorer"]],
  ["horizon-bank", "2026-10-05", ["--scorecard"]],
  ["joystream-rome", "2019-10-15", []],
] as const;

if (noBrowser !== null) console.warn(`the pages are not looked at: ${noBrowser}`);

describe.skipIf(noBrowser !== null)("in a browser", () => {
  const chromium = openBrowser();
  const folder = temporaryFolder();
  const said: string[] = [];
  let context: BrowserContext;
  let page: Page;
  const addresses = new Map<string, string>();

  beforeAll(async () => {
    for (const name of ["horizon-bank", "joystream-rome"])
      expect((await runIn({}, folder, "demo", name, join(folder, name))).code).toBe(0);
    for (const [name, day, asked] of PAGES) {
      const title = [name, ...asked].join(" ");
      const path = join(folder, `${title.replaceAll(" ", "_")}.html`);
      const argv = ["report", "--at", day, ...asked, "--format", "html"];
      const { stdout, stderr } = await runIn({ today: "2026-11-22" }, join(folder, name), ...argv);
      expect(stderr).toBe("");
      writeFileSync(path, stdout);
      addresses.set(title, pathToFileURL(path).href);
    }
    context = await chromium.browser.newContext();
    page = await newPage(context);
  }, 60_000);
  afterAll(() => context?.close());

  /** A page that writes down whatever it should not do. */
  async function newPage(of: BrowserContext): Promise<Page> {
    const made = await of.newPage();
    made.on("console", (message) => said.push(message.text()));
    made.on("pageerror", (error) => said.push(error.message));
    made.on("dialog", (dialog) => {
      said.push(dialog.message());
      dialog.dismiss();
    });
    made.on("request", (request) => {
      if (!/^(?:file|data):/.test(request.url())) said.push(request.url());
    });
    return made;
  }

  test.each(PAGES.map(([name, , asked]) => [name, ...asked].join(" ")))(
    "%s holds no barrier, light, dark and on a telephone",
    async (title) => {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.emulateMedia({ colorScheme: "light" });
      await page.goto(addresses.get(title) as string);
      await page.evaluate(AXE);
      expect(await page.evaluate(BARRIERS)).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate(LOOKS)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
      expect(said).toEqual([]);
    },
  );

  test("the table sorts and filters", async () => {
    await page.goto(addresses.get("horizon-bank") as string);
    const shown = () =>
      page.locator("table.objectives tbody tr:visible").evaluateAll((rows) => rows.map(({ id }) => id));
    const all = await shown();
    await page.getByRole("button", { name: "Score" }).click();
    const best = await shown();
    expect([best[0], best.length]).toEqual(["row-first-week", 4]);
    await page.getByRole("button", { name: "Score" }).click();
    expect(await shown()).toEqual(best.toReversed());
    expect(await page.locator("th[aria-sort]").getAttribute("aria-sort")).toBe("ascending");
    await page.locator("#pick-status").selectOption("on-track");
    expect(await shown()).toEqual(["row-first-week"]);
    expect(await page.locator("output").textContent()).toBe("1 of 4 objectives");
    await page.locator("#pick-status").selectOption("");
    await page.getByRole("searchbox").fill("APP call");
    expect(await shown()).toEqual(["row-answers-in-the-app"]);
    await page.getByRole("searchbox").fill("");
    expect((await shown()).sort()).toEqual(all.sort());
    expect(said).toEqual([]);
  });

  test("it can be read without its script, and on paper", async () => {
    const still = await chromium.browser.newContext({ javaScriptEnabled: false });
    const plain = await newPage(still);
    await plain.goto(addresses.get("horizon-bank") as string);
    expect(await plain.locator("table.objectives tbody tr").count()).toBe(4);
    expect(await plain.locator("#filters").isVisible()).toBe(false);
    expect(await plain.getByText("Take the choice to Ingrid").first().isVisible()).toBe(true);
    await plain.emulateMedia({ media: "print" });
    expect(await plain.getByText("How sure the people are").isVisible()).toBe(false);
    expect(await plain.getByRole("columnheader", { name: "Serves" }).isVisible()).toBe(true);
    await still.close();
  });

  test("what would be a script in a title is a title", async () => {
    const title = `"><script>alert(1)</script><img src=x onerror=alert(2)> <a href="javascript:alert(3)">x</a>`;
    const file = join(folder, "horizon-bank/okrs/2026-Q3/explorer/first-week.md");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace(/^title: .*$/m, `title: ${JSON.stringify(title)}`));
    const argv = ["report", "--format", "html", "--cycle", "2026-Q3"];
    const { stdout } = await runIn({ today: "2026-09-11" }, join(folder, "horizon-bank"), ...argv);
    writeFileSync(join(folder, "hostile.html"), stdout);
    await page.goto(pathToFileURL(join(folder, "hostile.html")).href);
    expect(await page.getByRole("heading", { name: title }).first().isVisible()).toBe(true);
    expect(await page.locator("script, img, [href^=javascript]").count()).toBe(1);
    expect(said).toEqual([]);
  });
});
