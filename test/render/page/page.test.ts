import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { composeReport, REPORT_KINDS } from "../../../src/analysis/report.ts";
import { html } from "../../../src/render/page/markup.ts";
import { prose } from "../../../src/render/page/prose.ts";
import { reportHtml } from "../../../src/render/report-html.ts";
import { checkIn, document, keyResult, objective, retrospective } from "../../../src/rules/examples.ts";
import { readTasks } from "../../../src/store/initiatives.ts";
import { readSnapshot } from "../../../src/store/read-snapshot.ts";
import { readSections } from "../../../src/store/sections.ts";
import { hostileText } from "../../support/hostile.ts";

const AT = { date: "2026-12-31", commit: "a1b2c3d".repeat(5), dirty: false };

const bodies = {
  sections: readSections,
  initiatives: (body: string) => readTasks(readSections(body).get("initiatives") ?? ""),
};

/** Every kind of page about a company in which one could write what one likes. */
async function pagesOf(texts: {
  one: string;
  other: string;
  issues: string;
  plan: string;
}): Promise<string[]> {
  const { one, other, issues, plan } = texts;
  const steps = [
    { id: "first", title: one },
    { id: "second", title: other },
  ];
  const files = {
    "okr.yaml": document({ version: 1, name: one }).replaceAll("---\n", ""),
    "strategy.md": document({
      ...{ kind: "strategy", mission: `: ${issues}`, vision: other },
      priorities: [{ id: "space", title: other }],
    }),
    "rockets.md": document({
      ...{ kind: "team", id: "rockets", name: one, level: "unit" },
      members: [{ id: "ana", name: other }],
    }),
    "crew.md": document({ kind: "team", id: "crew", name: other, level: "team", parent: "rockets" }),
    "grow.md": `${objective({
      ...{ title: one, aligns_to: ["space", "nothing-here"], depends_on: ["next"] },
      key_results: [
        keyResult({ title: other, unit: [...one].slice(0, 20).join("") }),
        keyResult({
          id: "held",
          title: one,
          metric: "limit",
          at_least: 3,
          baseline: undefined,
          target: undefined,
        }),
        keyResult({
          id: "steps",
          title: one,
          metric: "milestones",
          milestones: steps,
          baseline: undefined,
          target: undefined,
        }),
      ],
    })}\n${issues}\n\n## Initiatives\n\n- [ ] ${plan}\n`,
    "next.md": objective({ id: "next", team: "crew", title: other, aligns_to: ["grow"] }),
    "grow/1.md": `${checkIn({ confidence: 0.5, results: { passengers: { value: 24, note: `: ${plan}` }, held: 2, steps: ["first"] } })}\n## Issues\n\n${issues}\n\n## Plan\n\n${plan}\n`,
    "grow/2.md": `${retrospective({ date: "2026-12-30", reasons: { passengers: `: ${plan}` } })}\n## Learned\n\n${issues}\n`,
  };
  const contents = Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
  const snapshot = await readSnapshot(contents, "2026-12-31");
  expect(snapshot.findings).toEqual([]);
  return REPORT_KINDS.map((kind) => {
    const selection = { cycle: "2026-Q4", team: kind === "team" ? "rockets" : null, person: null };
    return reportHtml(composeReport(snapshot, { kind, selection, since: null }, bodies), { at: AT });
  });
}

const QUIET = { one: "Rockets", other: "Ana", issues: "The pad is wet.", plan: "Dry it." };

/** The tags of a page, as `name attribute attribute`, and its links. */
function tagsOf(page: string): { tags: Set<string>; links: Set<string> } {
  const shown = page.replace(/<(style|script)>[^<]*<\/\1>/g, "<$1></$1>");
  const tags = new Set<string>();
  const links = new Set<string>();
  for (const [, name, attributes = ""] of shown.matchAll(/<([a-zA-Z!]+)((?:\s+[\w:-]+="[^"]*")*)\s*\/?>/g)) {
    for (const [, attribute] of attributes.matchAll(/\s([\w:-]+)="/g)) tags.add(`${name} ${attribute}`);
    for (const [, address = ""] of attributes.matchAll(/\s(?:href|src|action)="([^"]*)"/g))
      links.add(address.replace(/^#[\w-]+$/, "#"));
  }
  // What is left of a tag that was not understood.
  for (const [rest] of shown.replace(/<\/?[a-zA-Z!][^<>]*>/g, "").matchAll(/[<>]/g)) tags.add(rest);
  return { tags, links };
}

const words = hostileText.filter((text) => !/\p{Cs}/u.test(text));
/** As the schemas let titles and names through. */
const title = words.filter((text) => /^\S[^\n\r\u0085\u2028\u2029]*$/.test(text) && [...text].length <= 200);

test("whatever stands in the files, a page is well-formed and has no tag, attribute or link that is not ours", async () => {
  const quiet = (await pagesOf(QUIET)).map(tagsOf);
  const known = new Set(quiet.flatMap(({ tags }) => [...tags]));
  expect([...known].filter((tag) => / (?:style|on\w+)$/.test(tag))).toEqual([]);
  const xml: { fileName: string; contents: string }[] = [];
  await fc.assert(
    fc.asyncProperty(title, title, words, words, async (one, other, issues, plan) => {
      for (const contents of await pagesOf({ one, other, issues, plan })) {
        const { tags, links } = tagsOf(contents);
        expect([...tags].filter((tag) => !known.has(tag))).toEqual([]);
        expect([...links].sort()).toEqual(["#", "data:,"]);
        expect(contents.replaceAll("\n", "")).not.toMatch(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}]/u);
        xml.push({ fileName: `${xml.length}.xml`, contents });
      }
    }),
    { numRuns: 8 },
  );
  const { valid, errors } = await validateXML({ xml, schema: [] });
  expect([valid, errors.map(({ message }) => message)]).toEqual([true, []]);
});

test("the policy lets run exactly what is in the page", async () => {
  for (const page of await pagesOf(QUIET)) {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? "";
    for (const kind of ["style", "script"]) {
      const hashes = [...page.matchAll(new RegExp(`<${kind}>([^<]*)</${kind}>`, "g"))].map(
        ([, text = ""]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`,
      );
      expect(policy).toContain(`${kind}-src ${hashes.join(" ")};`);
    }
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).not.toContain("unsafe");
  }
});

test("text is escaped where it stands, and markup is not escaped twice", () => {
  const inner = html`<b title="${'"<x>"'}">${"a & b"}</b>`;
  expect(html`<p>${[inner, null, false, 3, Number.NaN]}</p>`.text).toBe(
    '<p><b title="&quot;&lt;x&gt;&quot;">a &amp; b</b>3</p>',
  );
});

test("Markdown is shown as plain text with its paragraphs and lists", () => {
  const text =
    "We **wait** for\n[the form](https://example.org/form).\n\n- [x] one\n- two <b>\n\n### Then\nmore";
  expect(prose(text).text.replaceAll(/<\/?bdi>/g, "")).toBe(
    '<div class="prose"><p>We wait for the form (https://example.org/form).</p>' +
      "<ul><li>☑ one</li><li>two &lt;b&gt;</li></ul><p>Then</p><p>more</p></div>",
  );
});
