import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { expect, test } from "vitest";
import { composeReport, REPORT_KINDS } from "../../src/analysis/report.ts";
import { reportMarkdown } from "../../src/render/report-markdown.ts";
import { checkIn, document, keyResult, objective, retrospective } from "../../src/rules/examples.ts";
import { readTasks } from "../../src/store/initiatives.ts";
import { readSnapshot } from "../../src/store/read-snapshot.ts";
import { readSections } from "../../src/store/sections.ts";
import { hostileText } from "../support/hostile.ts";

type Node = { readonly type: string; readonly value?: string; readonly children?: readonly Node[] };

/** What our own markup consists of. */
const OURS = ["root", "heading", "paragraph", "text", "strong", "inlineCode", "list", "listItem", "break"];

/** What in a page is not of our making. */
function foreign(node: Node): string[] {
  const own = OURS.includes(node.type) || (node.type === "html" && /^<\/?code>$/.test(node.value ?? ""));
  return [...(own ? [] : [`${node.type} ${node.value ?? ""}`]), ...(node.children ?? []).flatMap(foreign)];
}

const bodies = {
  sections: readSections,
  initiatives: (body: string) => readTasks(readSections(body).get("initiatives") ?? ""),
};

const words = hostileText.filter((text) => !/\p{Cs}/u.test(text));
/** As the schemas let titles and names through. */
const title = words.filter((text) => /^\S[^\n\r\u0085\u2028\u2029]*$/.test(text) && [...text].length <= 200);

test("whatever stands in the files, no page says anything but our markup", () =>
  fc.assert(
    fc.asyncProperty(title, title, words, words, async (one, other, issues, plan) => {
      const files = {
        "okr.yaml": document({ version: 1, name: one }).replaceAll("---\n", ""),
        "strategy.md": document({
          kind: "strategy",
          mission: issues,
          priorities: [{ id: "space", title: other }],
        }),
        "rockets.md": document({
          ...{ kind: "team", id: "rockets", name: one, level: "unit" },
          members: [{ id: "ana", name: other }],
        }),
        "grow.md": `${objective({
          ...{ title: one, aligns_to: ["space", "nothing-here"] },
          key_results: [keyResult({ title: other, unit: one })],
        })}\n## Initiatives\n\n- [ ] ${plan}\n`,
        "space.md": objective({ id: "next", title: other, aligns_to: ["grow"] }),
        "grow/1.md": `${checkIn({ results: { passengers: { value: 24, note: plan } } })}\n## Issues\n\n${issues}\n\n## Plan\n\n${plan}\n`,
        "grow/2.md": `${retrospective({ date: "2026-12-30", reasons: { passengers: plan } })}\n## Learned\n\n${issues}\n`,
      };
      const texts = Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
      const snapshot = await readSnapshot(texts, "2026-12-31");
      for (const kind of REPORT_KINDS) {
        const selection = { cycle: "2026-Q4", team: kind === "team" ? "rockets" : null, person: null };
        const text = reportMarkdown(composeReport(snapshot, { kind, selection, since: null }, bodies));
        expect(foreign(fromMarkdown(text) as Node)).toEqual([]);
        expect(text).not.toMatch(/^\s*(?:::|\/)|##\[/m);
        expect(text).not.toContain("\u001b");
        for (const table of text
          .trimEnd()
          .split("\n\n")
          .filter((block) => block.startsWith("|")))
          expect([table, new Set(table.split("\n").map((row) => row.split("|").length)).size]).toEqual([
            table,
            1,
          ]);
      }
    }),
    { numRuns: 60 },
  ));
