import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkGitlab } from "../../src/render/check-gitlab.ts";
import { checkJson } from "../../src/render/check-json.ts";
import { checkSarif } from "../../src/render/check-sarif.ts";
import { checkSummary } from "../../src/render/check-summary.ts";
import { type CheckReport, checkText } from "../../src/render/check-text.ts";
import { findingText } from "../../src/render/finding-text.ts";
import { plainStyle } from "../../src/render/style.ts";
import { worstFirst } from "../../src/render/worst-first.ts";
import { rules } from "../../src/rules/index.ts";
import { readingRules } from "../../src/rules/reading.ts";
import { hostileReport, reportOf } from "../support/hostile.ts";
import { problemsOf } from "../support/schema.ts";

const BASE = { name: "origin/main", commit: "a1b2c3d4".repeat(5), known: 12 };
const WARNING = { severity: "warning", rule: "moved-goalpost" } as const;
const AT = { date: "2026-11-20", commit: "4c1f0e2a".repeat(5), dirty: false };
const MEDIUM = { style: plainStyle(80), at: AT };

describe("the summary in one line", () => {
  const cases: readonly (readonly [string, CheckReport])[] = [
    ["38 files checked, nothing to report", reportOf([])],
    ["1 file checked, nothing to report", reportOf([], { files: 1 })],
    ["38 files checked, nothing to report; 2 excepted", reportOf([], { excepted: 2 })],
    ["1 error in 1 file; 38 files checked", reportOf([{}])],
    ["2 errors, 1 warning in 2 files; 38 files checked", reportOf([{}, WARNING, { path: "b.md" }])],
    ["2 warnings in 1 file; 1 excepted; 38 files checked", reportOf([WARNING, WARNING], { excepted: 1 })],
    [
      "1 error in 1 file, new since origin/main (a1b2c3d); 12 known before, 2 excepted; 38 files checked",
      reportOf([{}], { base: BASE, excepted: 2 }),
    ],
    [
      "38 files checked, nothing new since origin/main (a1b2c3d); 12 known before",
      reportOf([], { base: BASE }),
    ],
    [
      "38 files checked, nothing new since \\x1b[31m (a1b2c3d)",
      reportOf([], { base: { ...BASE, name: "\u001b[31m", known: 0 } }),
    ],
  ];
  test.each(cases)("%s", (line, report) => expect(checkSummary(report)).toBe(line));
});

test("text has it below the findings", () => {
  expect(checkText(reportOf([{}], { base: BASE }), MEDIUM).split("\n")).toEqual([
    'okrs/grow.md:4:8  error  unknown-person  there is no person "anna"',
    '    → did you mean "ana"?',
    "",
    "1 error in 1 file, new since origin/main (a1b2c3d); 12 known before; 38 files checked",
    "",
  ]);
  expect(checkText(reportOf([]), MEDIUM)).toBe("✓ 38 files checked, nothing to report\n");
});

describe("JSON", () => {
  test.each([
    ["with everything", reportOf([{}, WARNING], { base: BASE, excepted: 2 })],
    ["with nothing", reportOf([])],
  ])("%s keeps to its schema", (_, report) => {
    const data = JSON.parse(checkJson(report, MEDIUM));
    expect(problemsOf("output/check", data)).toEqual([]);
    expect(data).toMatchObject({ excepted: report.excepted, base: report.base });
    expect(data.findings.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).toEqual(
      report.findings.map(({ fingerprint }) => fingerprint),
    );
  });
});

test("the worst come first: what is lost or left out, other errors, warnings; else the order stays", () => {
  const { findings } = reportOf([
    { severity: "warning", rule: "moved-goalpost" },
    { rule: "unknown-person" },
    { severity: "warning", rule: "nested-root" },
    { rule: "schema" },
    { rule: "unknown-team" },
    { rule: "lost-check-in" },
  ]);
  expect(worstFirst(findings).map(({ rule }) => rule)).toEqual([
    "schema",
    "lost-check-in",
    "unknown-person",
    "unknown-team",
    "nested-root",
    "moved-goalpost",
  ]);
});

describe("GitLab Code Quality", () => {
  test("has what GitLab requires", () =>
    expect(
      JSON.parse(checkGitlab(reportOf([{}, { ...WARNING, path: "a b.md" }], { prefix: "company/" }))),
    ).toEqual([
      {
        description: 'there is no person "anna"\n→ did you mean "ana"?',
        check_name: "unknown-person",
        fingerprint: "0000000000000000",
        severity: "major",
        location: { path: "company/okrs/grow.md", lines: { begin: 4 } },
      },
      {
        description: 'there is no person "anna"\n→ did you mean "ana"?',
        check_name: "moved-goalpost",
        fingerprint: "0000000000000001",
        severity: "minor",
        location: { path: "company/a b.md", lines: { begin: 4 } },
      },
    ]));

  test("says in its own words what is worst", () => {
    const report = reportOf([{ rule: "schema" }, {}, WARNING]);
    const severities = JSON.parse(checkGitlab(report)).map(({ severity }: { severity: string }) => severity);
    expect(severities).toEqual(["critical", "major", "minor"]);
    expect(checkGitlab(reportOf([]))).toBe("[]\n");
  });
});

const published = readFileSync(new URL("fixtures/sarif-2.1.0.json", import.meta.url), "utf8");
const isUri = (text: string) => /^(?:%[0-9A-F]{2}|[\w\-.~!$&'()*+,;=:@/?#])*$/.test(text);
const ajv = new Ajv2020({
  allErrors: true,
  strict: false,
  formats: { uri: isUri, "uri-reference": isUri, "date-time": true, uuid: true },
});
const isSarif = ajv.compile(JSON.parse(published));

/** What the published schema does not allow. */
function sarifProblems(data: unknown): string[] {
  return isSarif(data)
    ? []
    : (isSarif.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe("SARIF", () => {
  test("keeps to the published schema, and says what code scanning asks for", () => {
    const report = reportOf([{ path: "okrs/a b#1?.md" }, { ...WARNING, subject: null }, { line: 9 }], {
      prefix: "co:mpany/",
    });
    const data = JSON.parse(checkSarif(report));
    expect(sarifProblems(data)).toEqual([]);
    const { tool, results, ...run } = data.runs[0];
    expect(results).toMatchInlineSnapshot(`
      [
        {
          "level": "error",
          "locations": [
            {
              "logicalLocations": [
                {
                  "fullyQualifiedName": "grow",
                  "kind": "object",
                },
              ],
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "co%3Ampany/okrs/a%20b%231%3F.md",
                  "uriBaseId": "%SRCROOT%",
                },
                "region": {
                  "startColumn": 8,
                  "startLine": 4,
                },
              },
            },
          ],
          "message": {
            "text": "there is no person "anna"
      → did you mean "ana"?",
          },
          "partialFingerprints": {
            "okrFinding/v1": "0000000000000000",
          },
          "ruleId": "unknown-person",
          "ruleIndex": 0,
        },
        {
          "level": "error",
          "locations": [
            {
              "logicalLocations": [
                {
                  "fullyQualifiedName": "grow",
                  "kind": "object",
                },
              ],
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "co%3Ampany/okrs/grow.md",
                  "uriBaseId": "%SRCROOT%",
                },
                "region": {
                  "startColumn": 8,
                  "startLine": 9,
                },
              },
            },
          ],
          "message": {
            "text": "there is no person "anna"
      → did you mean "ana"?",
          },
          "partialFingerprints": {
            "okrFinding/v1": "0000000000000002",
          },
          "ruleId": "unknown-person",
          "ruleIndex": 0,
        },
        {
          "level": "warning",
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "co%3Ampany/okrs/grow.md",
                  "uriBaseId": "%SRCROOT%",
                },
                "region": {
                  "startColumn": 8,
                  "startLine": 4,
                },
              },
            },
          ],
          "message": {
            "text": "there is no person "anna"
      → did you mean "ana"?",
          },
          "partialFingerprints": {
            "okrFinding/v1": "0000000000000001",
          },
          "ruleId": "moved-goalpost",
          "ruleIndex": 1,
        },
      ]
    `);
    expect(run).toMatchInlineSnapshot(`
      {
        "columnKind": "utf16CodeUnits",
        "invocations": [
          {
            "executionSuccessful": true,
          },
        ],
        "originalUriBaseIds": {
          "%SRCROOT%": {
            "description": {
              "text": "The top of the repository.",
            },
          },
        },
      }
    `);
    const { rules: described, ...driver } = tool.driver;
    expect(driver).toEqual({ name: "okr", version: "1.2.3", semanticVersion: "1.2.3" });
    const [unknownPerson, movedGoalpost, ...others] = described;
    expect([movedGoalpost.id, others]).toEqual(["moved-goalpost", []]);
    const rule = rules.find(({ id }) => id === "unknown-person") as (typeof rules)[number];
    expect(unknownPerson).toEqual({
      id: "unknown-person",
      name: "UnknownPerson",
      shortDescription: { text: rule.summary },
      fullDescription: { text: rule.why },
      help: {
        text: expect.stringContaining(rule.why),
        markdown: expect.stringContaining("`okr rules unknown-person`"),
      },
      defaultConfiguration: { enabled: true, level: "error" },
      properties: { tags: ["okr", "files"], "problem.severity": "error", precision: "very-high" },
    });
  });

  test("the schema is strict enough to tell", () => {
    const data = JSON.parse(checkSarif(reportOf([{}])));
    data.runs[0].results[0].level = "fatal";
    data.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri = "a b";
    delete data.runs[0].tool.driver.name;
    expect(sarifProblems(data)).toEqual([
      "/runs/0/tool/driver must have required property 'name'",
      "/runs/0/results/0/level must be equal to one of the allowed values",
      '/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri must match format "uri-reference"',
    ]);
  });

  test("describes every rule there is, within GitHub's limits", () => {
    const all = [...readingRules, ...rules];
    const data = JSON.parse(checkSarif(reportOf(all.map(({ id }) => ({ rule: id })))));
    expect(sarifProblems(data)).toEqual([]);
    const described = data.runs[0].tool.driver.rules;
    expect(new Set(described.map(({ id }: { id: string }) => id))).toEqual(new Set(all.map(({ id }) => id)));
    for (const { name, shortDescription, fullDescription, help, properties } of described) {
      expect(name.length).toBeLessThanOrEqual(255);
      expect(shortDescription.text.length).toBeLessThanOrEqual(1024);
      expect(fullDescription.text.length).toBeLessThanOrEqual(1024);
      expect(help.text).not.toBe("");
      expect(help.markdown).not.toContain("undefined");
      expect(properties.tags.length).toBeLessThanOrEqual(10);
    }
  });

  test("keeps the worst where there are more than are shown, and says so", () => {
    const warnings = Array.from({ length: 5001 }, () => WARNING);
    const data = JSON.parse(checkSarif(reportOf([...warnings, {}])));
    expect(sarifProblems(data)).toEqual([]);
    const [{ results, invocations }] = data.runs;
    expect(results).toHaveLength(5000);
    expect(results[0].level).toBe("error");
    expect(invocations).toEqual([
      {
        executionSuccessful: true,
        toolExecutionNotifications: [
          {
            level: "warning",
            message: { text: "2 findings are left out, the least of them all; okr check shows them." },
          },
        ],
      },
    ]);
  });
});

/** What a reader of SARIF makes of a message without arguments. */
const plain = (text: string) => text.replaceAll("{{", "{").replaceAll("}}", "}");

test("whatever is found: GitLab's and SARIF's reports are valid ASCII and say exactly that", () =>
  fc.assert(
    fc.property(hostileReport(8), (report) => {
      const { findings, prefix } = report;
      const gitlab = checkGitlab(report);
      expect(gitlab).toMatch(/^[\n -~]*$/);
      expect(JSON.parse(gitlab)).toMatchObject(
        findings.map((finding) => ({
          description: findingText(finding),
          check_name: finding.rule,
          location: { path: prefix + finding.path, lines: { begin: finding.line } },
        })),
      );
      const sarif = checkSarif(report);
      expect(sarif).toMatch(/^[\n -~]*$/);
      const data = JSON.parse(sarif);
      expect(sarifProblems(data)).toEqual([]);
      const [{ tool, results }] = data.runs;
      for (const [index, finding] of worstFirst(findings).entries()) {
        const { ruleId, ruleIndex, message, locations } = results[index];
        const { artifactLocation, region } = locations[0].physicalLocation;
        expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
        expect(ruleId).toBe(finding.rule);
        expect(decodeURIComponent(artifactLocation.uri)).toBe(
          (prefix + finding.path).replace(/\p{Cs}/gu, "\ufffd"),
        );
        expect(region).toEqual({ startLine: finding.line, startColumn: finding.column });
        expect(message.text).not.toMatch(/\[[^\]]*\]\(|(?<!\{)(?:\{\{)*\{\d+\}/);
        expect(plain(message.text)).toBe(findingText(finding).replaceAll("](", "] ("));
      }
    }),
    { numRuns: 100 },
  ));

test("whatever is found: JSON keeps to its schema and hides nothing, text is lines without controls", () =>
  fc.assert(
    fc.property(hostileReport(8), (report) => {
      const json = checkJson(report, MEDIUM);
      const data = JSON.parse(json);
      expect(problemsOf("output/check", data)).toEqual([]);
      expect(data.findings).toMatchObject(
        report.findings.map(({ path, message, hint }) => ({ path, message, hint })),
      );
      const text = checkText(report, MEDIUM);
      expect(text).not.toMatch(/[^\n\P{Cc}]|\p{Cs}|[\u202a-\u202e\u2028\u2029]/u);
      expect(text.split("\n").filter((line) => /^\s*::|##\[/.test(line))).toEqual([]);
      expect(text.split("\n")).toHaveLength(
        2 * report.findings.length + (report.findings.length > 0 ? 3 : 2),
      );
    }),
    { numRuns: 30 },
  ));
