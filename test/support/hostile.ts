import fc from "fast-check";
import type { MarkedFinding } from "../../src/model/finding.ts";
import type { CheckReport } from "../../src/render/check-text.ts";
import { rules } from "../../src/rules/index.ts";
import { readingRules } from "../../src/rules/reading.ts";

/** What means something to a terminal, a log, a host, Markdown, HTML, XML or JSON, and what is no character at all. */
const PIECES = [
  ..."\\`*_{}[]()<>#+-.!|~&$@:/%^=\"';,?0aF ",
  "\n",
  "\r",
  "\t",
  "    ",
  "```",
  "::error::",
  "::error file=a,line=1::",
  "::add-mask::",
  "::stop-commands::x",
  "##[group]",
  "##[error]",
  "%0A::warning::",
  "%25",
  "@all",
  "@ana",
  "#1",
  "GH-2",
  "deadbeef",
  "www.",
  "https://example.org",
  "mailto:",
  ":x:",
  "]]>",
  "<script>",
  "</details>",
  "</testsuites>",
  "<!--",
  "<![CDATA[",
  "&#64;",
  "&lt;",
  "[a](https://example.org)",
  "](0)",
  "{0}",
  "[^1]",
  "{+",
  "+}",
  "1.",
  "/close",
  "例",
  "ß",
  "👩‍👩‍👧‍👦",
  "\u200d",
  "\u0301",
  "\u202e",
  "\u2028",
  "\ufeff",
  "\ufffe",
  "\uffff",
  "\ud83d",
  "\udc00",
  "\u0000",
  "\u001b[31m",
  "\u0085",
  "\u00a0",
  "\u3000",
];

/** Text that somebody wrote to do more than to be read. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary" }),
);

const veryLong = fc
  .tuple(fc.constantFrom(...PIECES), fc.integer({ min: 1, max: 6000 }))
  .map(([piece, times]) => piece.repeat(times));

const finding: fc.Arbitrary<Omit<MarkedFinding, "fingerprint">> = fc.record({
  rule: fc.constantFrom(...rules.map(({ id }) => id), ...readingRules.map(({ id }) => id)),
  severity: fc.constantFrom("error", "warning"),
  path: fc
    .oneof(hostileText, fc.constantFrom("okrs/a", "okrs/b c", ":", "=x", " x"))
    .map((path) => `${path}.md`),
  line: fc.integer({ min: 1, max: 9999 }),
  column: fc.integer({ min: 1, max: 99 }),
  message: fc.oneof({ arbitrary: hostileText, weight: 9 }, veryLong),
  hint: fc.oneof({ arbitrary: hostileText, weight: 9 }, veryLong),
  subject: fc.option(hostileText),
});

/** A report whose every text is hostile, with as many findings as one wants. */
export function hostileReport(maxLength: number): fc.Arbitrary<CheckReport> {
  return fc.record({
    findings: fc.array(finding, { maxLength, size: "max" }).map((findings) => findings.map(marked)),
    files: fc.nat(),
    excepted: fc.nat(3),
    base: fc.option(
      fc.record({ name: hostileText, commit: fc.constant("a1b2c3d4".repeat(5)), known: fc.nat(20) }),
    ),
    prefix: fc.constantFrom("", "okr & co/", "::error::/"),
    here: fc.constantFrom("", "okrs"),
    version: fc.constant("1.2.3"),
  });
}

/** Names findings as the store does: no two alike. */
function marked(finding: Omit<MarkedFinding, "fingerprint">, index: number): MarkedFinding {
  return { ...finding, fingerprint: index.toString(16).padStart(16, "0") };
}

/** A report of these findings, in 38 files. */
export function reportOf(
  findings: readonly Partial<MarkedFinding>[],
  rest: Partial<CheckReport> = {},
): CheckReport {
  const usual = {
    rule: "unknown-person",
    severity: "error",
    path: "okrs/grow.md",
    line: 4,
    column: 8,
    message: 'there is no person "anna"',
    hint: 'did you mean "ana"?',
    subject: "grow",
  } as const;
  return {
    findings: findings.map((given, index) => ({ ...marked(usual, index), ...given })),
    files: 38,
    excepted: 0,
    base: null,
    prefix: "",
    here: "",
    version: "1.2.3",
    ...rest,
  };
}
