import { describe, expect, test } from "vitest";
import { noBrowser, openBrowser } from "../support/browser.ts";
import { runIn } from "../support/run.ts";
import { BEGINNING, createStory, OBJECTIVE, objective, TODAY } from "../support/story.ts";

if (noBrowser !== null) console.warn(`served pages are not looked at: ${noBrowser}`);

describe.skipIf(noBrowser !== null)("a served page in a browser", () => {
  const chromium = openBrowser();

  test("leads to the others, and loads itself again when files change", async () => {
    const repo = createStory(BEGINNING);
    const said: string[] = [];
    let looked: Promise<void> = Promise.resolve();
    const look = async (address: string) => {
      const page = await chromium.browser.newPage();
      page.on("console", (message) => said.push(message.text()));
      page.on("pageerror", (error) => said.push(error.message));
      await page.goto(address);
      await page.locator("nav.site summary", { hasText: "Teams" }).click();
      await page.getByRole("link", { name: "Explorer" }).first().click();
      await page.waitForURL("**/team/explorer");
      await page.locator('h3 a[href="/objective/first-week"]').click();
      await page.waitForURL("**/objective/first-week");

      repo.write(OBJECTIVE, "---\nkind: objective\n");
      await page.locator("h1", { hasText: "cannot be read" }).waitFor();
      repo.write(OBJECTIVE, objective(90, "Make the first day seamless"));
      await page.locator("h1", { hasText: "Make the first day seamless" }).waitFor();
      await page.close();
    };
    const meanwhile = (stdout: string) => {
      looked = look(stdout.trimEnd());
      return looked.catch(() => {});
    };
    const ended = await runIn({ today: TODAY, meanwhile }, repo, "serve", "--port", "0");
    await looked;
    expect(ended.code).toBe(0);
    // The browser itself tells of the page that was not there.
    expect(said.filter((text) => !text.includes("404"))).toEqual([]);
  }, 30_000);
});
