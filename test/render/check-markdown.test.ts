import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, test } from "vitest";
import { checkMarkdown } from "../../src/render/check-markdown.ts";
import { safe } from "../../src/render/safe.ts";
import { hostileReport, reportOf } from "../support/hostile.ts";

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}

const BASE = { name: "origin/main", commit: "a1b2c3d4".repeat(5), known: 12 };

/** Every node of a document, itself first. */
function nodes(node: Node): Node[] {
  return [node, ...(node.children ?? []).flatMap(nodes)];
}

/** The findings listed in a document: the text of each item of its lists. */
function items(markdown: string): string[] {
  const text = ({ value = "", children = [] }: Node): string => value + children.map(text).join("");
  return nodes(fromMarkdown(markdown))
    .filter(({ type }) => type === "listItem")
    .map(text);
}

test("the headline, what it is about, and the findings by file, errors first", () =>
  expect(
    checkMarkdown(
      reportOf(
        [
          { rule: "moved-goalpost", severity: "warning", message: "the target moved from 90 to 70 % (@ana)" },
          {},
          { line: 9, message: "1 | 2 <b>*three*</b>" },
          { rule: "lost-check-in", path: "okrs/win|lose.md", hint: "run git checkout a1b2c3d4 -- x.md" },
        ],
        { base: BASE, excepted: 2, prefix: "company/" },
      ),
    ),
  ).toMatchInlineSnapshot(`
    "### ❌ OKRs: 3 errors, 1 warning in 2 files

    Only what is new since \`origin/main\` (\`a1b2c3d\`); 12 known before, 2 excepted; 38 files checked.

    **\`company/okrs/win\`<code>&#124;</code>\`lose.md\`**

    - ❌ error, line 4: there is no person "anna" (\`lost-check-in\`)\\
      → run git checkout \`a1b2c3d4\` -- x.md

    **\`company/okrs/grow.md\`**

    - ❌ error, line 4: there is no person "anna" (\`unknown-person\`)\\
      → did you mean "ana"?
    - ❌ error, line 9: 1 &#124; 2 &lt;b&gt;\\*three\\*&lt;/b&gt; (\`unknown-person\`)\\
      → did you mean "ana"?
    - ⚠️ warning, line 4: the target moved from 90 to 70 % (\`@ana\`) (\`moved-goalpost\`)\\
      → did you mean "ana"?
    "
  `));

test("nothing to report", () => {
  expect(checkMarkdown(reportOf([]))).toBe("### ✅ OKRs: nothing to report\n\n38 files checked.\n");
  expect(checkMarkdown(reportOf([], { base: { ...BASE, known: 0 }, excepted: 1, files: 1 }))).toBe(
    "### ✅ OKRs: nothing to report\n\nOnly what is new since `origin/main` (`a1b2c3d`); 1 excepted; 1 file checked.\n",
  );
});

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    severity: index < 20 ? ("error" as const) : ("warning" as const),
    path: `okrs/${index % 20 < 10 ? "grow" : "win"}.md`,
    line: index + 1,
  }));

describe("many findings", () => {
  test("a dozen at sight, the others folded", () => {
    const markdown = checkMarkdown(reportOf(many(30)));
    const [open = "", folded = ""] = markdown.split("<details>");
    expect(items(open)).toHaveLength(12);
    expect(items(folded)).toHaveLength(18);
    expect(folded).toContain(
      "\n<summary>8 errors, 10 warnings more</summary>\n\n**`okrs/win.md`**\n\n- ❌ error, line 13: ",
    );
    expect(folded).toMatch(/\n\n<\/details>\n$/);
  });

  test("nothing is folded to hide one or two", () => {
    expect(checkMarkdown(reportOf(many(15)))).not.toContain("<details>");
    expect(checkMarkdown(reportOf(many(16)))).toContain("4 errors more</summary>");
  });

  test("what does not fit is counted", () => {
    const markdown = checkMarkdown(reportOf(many(5000)));
    const listed = items(markdown).length;
    expect(markdown.length).toBeLessThanOrEqual(50_000);
    expect(listed).toBeGreaterThan(300);
    expect(markdown.endsWith(`</details>\n\n… and ${5000 - listed} warnings more: run \`okr check\`\n`)).toBe(
      true,
    );
    const short = checkMarkdown(reportOf(many(5000)), undefined, 1000);
    expect(short.length).toBeLessThanOrEqual(1000);
    expect(short).toMatch(/\n… and \d+ errors, 4980 warnings more: run `okr check`\n$/);
    expect(short).not.toContain("<details>");
  });
});

/** The nodes and the HTML that the format itself writes. */
const OURS = [
  "root",
  "heading",
  "paragraph",
  "list",
  "listItem",
  "text",
  "strong",
  "inlineCode",
  "break",
  "html",
];
const HTML = /^<(?:\/?code|details>\n<summary>[\w, ]+<\/summary|\/details)>$/;

test("whatever is found: nothing of it renders, and every finding that is listed shows its message and hint", () =>
  fc.assert(
    fc.property(hostileReport(20), fc.integer({ min: 1500, max: 60_000 }), (report, limit) => {
      const markdown = checkMarkdown(report, undefined, limit);
      expect(markdown.length).toBeLessThanOrEqual(limit);
      const found = nodes(fromMarkdown(markdown));
      expect(found.filter(({ type }) => !OURS.includes(type))).toEqual([]);
      expect(found.filter(({ type, value = "" }) => type === "html" && !HTML.test(value))).toEqual([]);
      const listed = items(markdown);
      const left = /… and (?:(\d+) errors?)?(?:, )?(?:(\d+) warnings?)? more: run/.exec(markdown);
      expect(listed.length + Number(left?.[1] ?? 0) + Number(left?.[2] ?? 0)).toBe(report.findings.length);
      const spaced = (text: string) =>
        safe(text.slice(0, 300)).split(" ").filter(Boolean).join(" ").slice(0, 150);
      const said = listed.map((item) => item.replace(/<\/?code>/g, "")).join("\n");
      if (left === null)
        for (const { message, hint } of report.findings) {
          expect(said).toContain(spaced(message));
          expect(said).toContain(spaced(hint));
        }
    }),
    { numRuns: 50 },
  ));
