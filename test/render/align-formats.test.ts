import { readFileSync } from "node:fs";
import { Graphviz } from "@hpcc-js/wasm-graphviz";
import fc from "fast-check";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { createPlan, type Strategy } from "../../src/model/plan.ts";
import type { Snapshot } from "../../src/model/snapshot.ts";
import { alignDot } from "../../src/render/align-dot.ts";
import { alignJson } from "../../src/render/align-json.ts";
import { alignMermaid } from "../../src/render/align-mermaid.ts";
import { alignmentSvg, alignSvg } from "../../src/render/align-svg.ts";
import { alignText } from "../../src/render/align-text.ts";
import type { AlignReport } from "../../src/render/align-words.ts";
import { safe } from "../../src/render/safe.ts";
import { plainStyle } from "../../src/render/style.ts";
import { width } from "../../src/render/width.ts";
import { noBrowser, openBrowser } from "../support/browser.ts";
import { readFiles } from "../support/diff.ts";
import { hostileText } from "../support/hostile.ts";
import { alignReport, COMPANY } from "../support/landscape.ts";
import { problemsOf } from "../support/schema.ts";

const AT = { date: "2026-11-20", commit: null, dirty: null };
const HOSTILE = [
  ...fc.sample(hostileText, { numRuns: 38, seed: 20261120 }),
  "1. a list",
  "- a list",
  "**bold** _em_ `code`",
  '"] --> n0; click n0 "javascript:alert(1)"',
  "$$x^2$$ \\(y\\)",
  "fa:fa-car https://example.org www.example.org",
  "#35; &#35; #quot; &quot; %%{init: {}}%%",
  "a\\nb \\N \\G \\",
  "</text></svg><script>alert(1)</script>",
  "```\n# heading",
  "end",
];

/** The example with its text replaced by what somebody wrote: seven titles, the first of them for the company and its vision too. */
function rewrite(snapshot: Snapshot, texts: readonly string[]): Snapshot {
  const { plan } = snapshot;
  const [first = "", second = "", ...rest] = texts;
  const strategy = plan.strategy as Strategy;
  const priorities = strategy.priorities.map(({ id }, at) => ({ id, title: [first, second][at] ?? "" }));
  const objectives = plan.objectives.map((one, at) => ({ ...one, title: rest[at] ?? "" }));
  return {
    ...snapshot,
    settings: { ...snapshot.settings, name: first },
    plan: createPlan({ ...plan, objectives, strategy: { ...strategy, vision: first, priorities } }),
  };
}

const IN_ONE = 7;
const PAGES = Array.from({ length: Math.ceil(HOSTILE.length / IN_ONE) }, (_, at) =>
  HOSTILE.slice(at * IN_ONE, (at + 1) * IN_ONE),
);

let snapshot: Snapshot;
let hostile: readonly AlignReport[];
beforeAll(async () => {
  snapshot = await readFiles(COMPANY);
  hostile = await Promise.all(PAGES.map((texts) => alignReport(rewrite(snapshot, texts))));
});

/** The titles of a report without what no format keeps: kinds of space, and how many. */
const titlesOf = ({ landscape: { priorities, objectives } }: AlignReport) =>
  [...priorities.map(({ title }) => title), ...objectives.map(({ objective }) => objective.title)].map(
    (title) => squeeze(safe(title)),
  );
const squeeze = (text: string) => text.replace(/[\s\u200b]+/g, "");

const diagrams = (markdown: string) =>
  [...markdown.matchAll(/^```mermaid\n([\s\S]*?)\n```$/gm)].map(([, one]) => one as string);

test("the text fits its columns, whatever is written", () => {
  for (const columns of [30, 80, 200])
    for (const report of hostile)
      for (const line of alignText(report, { style: plainStyle(columns) }).split("\n"))
        expect(width(line), line).toBeLessThanOrEqual(columns);
});

test("JSON follows its schema", () => {
  for (const report of hostile) {
    const data = JSON.parse(alignJson(report, { at: AT, style: plainStyle(80) }));
    if (report === hostile[0]) expect(problemsOf("output/align", data)).toEqual([]);
    expect(data.links).toHaveLength(5);
  }
});

test("svg is well-formed, names itself, and holds nothing that runs or loads", async () => {
  const files = hostile.map((report, at) => ({ fileName: `${at}.svg`, contents: alignSvg(report) }));
  const { errors } = await validateXML({ xml: files, schema: [ANY] });
  expect(errors.map(({ message }) => message)).toEqual([]);
  for (const { contents } of files) {
    expect(contents).toMatch(/<svg [^>]*role="img" aria-labelledby="okr-align-title okr-align-desc"/);
    expect(contents).not.toMatch(/<script|<a[ >]|href|<image|<use|url\(| on\w+="| style="/);
  }
});

/** A schema that lets every SVG through: only what is no XML at all is an error. */
const ANY = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/2000/svg">
  <xs:element name="svg"><xs:complexType mixed="true"><xs:sequence>
    <xs:any minOccurs="0" maxOccurs="unbounded" processContents="skip"/></xs:sequence>
    <xs:anyAttribute processContents="skip"/></xs:complexType></xs:element></xs:schema>`;

test("svg leaves out what is furthest from the top, and says so", async () => {
  const { landscape } = await alignReport(snapshot);
  const whole = alignmentSvg(landscape, { prefix: "a", most: 7, styled: false });
  expect(whole).not.toMatch(/are drawn|<style/);
  const folded = alignmentSvg(landscape, { prefix: "a", most: 4, styled: false });
  expect(folded).toContain("2 of 5 objectives are drawn, those nearest to the top; okr align shows all.");
  expect(folded.match(/class="okr-node/g)).toHaveLength(4);
  expect(folded).toContain(">+2</text>");
});

test("dot is read by graphviz, with every title as it was written", async () => {
  const graphviz = await Graphviz.load();
  for (const report of hostile) {
    const { objects } = JSON.parse(graphviz.layout(alignDot(report), "dot_json" as "svg", "dot"));
    const labels: string[] = objects.map(({ label }: { label: string }) => squeeze(unquoted(label)));
    const titles = titlesOf(report);
    expect(labels).toHaveLength(titles.length);
    for (const [at, title] of titles.entries()) expect(labels[at]).toContain(title.slice(0, 40));
  }
});

/** What graphviz makes of a label: its escapes are line ends, and any other sign itself; entities are read. */
function unquoted(label: string): string {
  return label.replace(/\\(.)/gs, (_, sign: string) => (sign === "n" ? " " : sign)).replaceAll("&amp;", "&");
}

test("a diagram stays far below what hosts allow, and is Markdown with one heading each", async () => {
  const many = Object.fromEntries(
    Array.from({ length: 150 }, (_, at) => [
      `many-${at}.md`,
      (COMPANY["d-pads.md"] as string).replace('"pads"', `"pads-${at}"`),
    ]),
  );
  const markdown = alignMermaid(await alignReport(await readFiles({ ...COMPANY, ...many })));
  const all = diagrams(markdown);
  expect(all.length).toBeGreaterThan(3);
  expect(markdown.match(/^## /gm)).toHaveLength(all.length);
  for (const one of all) {
    expect(one.length).toBeLessThan(25_000);
    expect(one.match(/-->|==>|-\.->/g)?.length ?? 0).toBeLessThan(200);
  }
});

interface Element {
  innerHTML: string;
  querySelectorAll(selector: string): Iterable<Element> & { readonly length: number };
}

/** As much of the page as the test below asks. */
interface Window {
  readonly document: { createElement(name: string): Element };
  readonly mermaid: {
    initialize(options: object): void;
    render(id: string, text: string): Promise<{ readonly svg: string }>;
  };
}

describe.skipIf(noBrowser !== null)(`mermaid draws it${noBrowser === null ? "" : `: ${noBrowser}`}`, () => {
  const opened = openBrowser();
  let page: Page;
  beforeAll(async () => {
    page = await opened.browser.newPage();
    await page.setContent("<!doctype html><body></body>");
    const bundle = new URL("../../node_modules/mermaid/dist/mermaid.min.js", import.meta.url);
    await page.addScriptTag({ content: readFileSync(bundle, "utf8") });
  }, 60_000);

  /** The labels of each diagram as a reader sees them, and what there is in them that could run or load. */
  const draw = (sources: readonly string[]) =>
    page.evaluate(async (all) => {
      const { mermaid, document } = globalThis as unknown as Window;
      mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
      const drawn = [];
      for (const [at, source] of all.entries()) {
        const holder = document.createElement("div");
        holder.innerHTML = (await mermaid.render(`d${at}`, source)).svg;
        drawn.push({
          labels: [...holder.querySelectorAll(".node .nodeLabel")].map((one) => one.innerHTML),
          active: holder.querySelectorAll("script,a,img,image,iframe,math,i,em,strong,code,[onclick]").length,
        });
      }
      return drawn;
    }, sources);

  test("every label is inert and reads as it was written", async () => {
    const pages = hostile.map((report) => ({
      titles: titlesOf(report),
      sources: diagrams(alignMermaid(report)),
    }));
    const drawn = await draw(pages.flatMap(({ sources }) => sources));
    expect(drawn.map(({ active }) => active)).toEqual(drawn.map(() => 0));
    for (const { titles, sources } of pages) {
      const labels = drawn.splice(0, sources.length).flatMap((one) => one.labels);
      const lines = labels.flatMap((label) => label.replace(/<\/?p>/g, "").split(/<br ?\/?>/));
      expect(lines.length, sources.join("\n")).toBe(labels.length * 3);
      const shown = new Set(lines.map((line) => squeeze(plain(line))));
      for (const title of titles)
        expect([...shown].some((one) => one.startsWith(title.slice(0, 40)))).toBe(true);
    }
  }, 60_000);
});

/** Text of HTML. */
function plain(html: string): string {
  const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " " };
  return html.replace(/&(amp|lt|gt|quot|nbsp);/g, (_, name: string) => named[name] as string);
}
