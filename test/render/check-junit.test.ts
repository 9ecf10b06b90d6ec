import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { checkJunit } from "../../src/render/check-junit.ts";
import type { CheckReport } from "../../src/render/check-text.ts";
import { findingText } from "../../src/render/finding-text.ts";
import { safe } from "../../src/render/safe.ts";
import { hostileReport, reportOf } from "../support/hostile.ts";

const SCHEMA = readFileSync(new URL("fixtures/JUnit.xsd", import.meta.url), "utf8");
const AT = { date: "2026-11-20", commit: null, dirty: null };
const junit = (report: CheckReport) => checkJunit(report, { at: AT });

/** What the published schema does not allow, and what is not XML at all. */
async function problemsOf(documents: readonly string[]): Promise<string[]> {
  const xml = documents.map((contents, index) => ({ fileName: `${index}.xml`, contents }));
  const { valid, errors } = await validateXML({ xml, schema: [SCHEMA] });
  return valid ? [] : errors.map(({ message }) => message);
}

interface Failure {
  readonly suite: string;
  readonly name: string;
  readonly type: string;
  readonly message: string;
  readonly text: string;
}

/** The failures of a valid report, as a reader sees them. */
function failuresIn(xml: string): Failure[] {
  const plain = (text: string) =>
    text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] as string);
  return xml.split("<testsuite ").flatMap((suite) => {
    const [, path = ""] = /^name="([^"]*)"/.exec(suite) ?? [];
    const cases = suite.matchAll(
      /<testcase classname="[^"]*" name="([^"]*)" time="0">\s*<failure type="([^"]*)" message="([^"]*)">([^<]*)<\/failure>/g,
    );
    return Array.from(cases, ([, name = "", type = "", message = "", text = ""]) => ({
      suite: plain(path),
      name: plain(name),
      type,
      message: plain(message),
      text: plain(text),
    }));
  });
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

test("a suite for each file, a failure for each finding", async () => {
  const xml = junit(
    reportOf(
      [
        { message: 'a & b <c> "d"' },
        { path: "okrs/win.md", severity: "warning", rule: "moved-goalpost" },
        { message: 'a & b <c> "d"', line: 9 },
      ],
      { prefix: "company/" },
    ),
  );
  expect(await problemsOf([xml])).toEqual([]);
  expect(xml).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites>
      <testsuite name="company/okrs/grow.md" tests="2" failures="2" errors="0" id="0" package="okr" timestamp="2026-11-20T00:00:00" hostname="localhost" time="0">
        <properties></properties>
        <testcase classname="company/okrs/grow.md" name="unknown-person: a &amp; b &lt;c&gt; &quot;d&quot;" time="0">
          <failure type="error" message="a &amp; b &lt;c&gt; &quot;d&quot;">company/okrs/grow.md:4:8
    → did you mean &quot;ana&quot;?</failure>
        </testcase>
        <testcase classname="company/okrs/grow.md" name="unknown-person: a &amp; b &lt;c&gt; &quot;d&quot; (2)" time="0">
          <failure type="error" message="a &amp; b &lt;c&gt; &quot;d&quot;">company/okrs/grow.md:9:8
    → did you mean &quot;ana&quot;?</failure>
        </testcase>
        <system-out></system-out>
        <system-err></system-err>
      </testsuite>
      <testsuite name="company/okrs/win.md" tests="1" failures="1" errors="0" id="1" package="okr" timestamp="2026-11-20T00:00:00" hostname="localhost" time="0">
        <properties></properties>
        <testcase classname="company/okrs/win.md" name="moved-goalpost: there is no person &quot;anna&quot;" time="0">
          <failure type="warning" message="there is no person &quot;anna&quot;">company/okrs/win.md:4:8
    → did you mean &quot;ana&quot;?</failure>
        </testcase>
        <system-out></system-out>
        <system-err></system-err>
      </testsuite>
    </testsuites>
    "
  `);
});

test("without a finding one test has passed, so that no host calls the report empty", async () => {
  const xml = junit(reportOf([], { excepted: 1 }));
  expect(await problemsOf([xml])).toEqual([]);
  expect(xml).toContain(
    '<testcase classname="okr check" name="38 files checked, nothing to report; 1 excepted" time="0"/>',
  );
});

test("the schema is strict enough to tell", async () => {
  const xml = junit(reportOf([{}]));
  expect(await problemsOf([xml.replace(' hostname="localhost"', "")])).not.toEqual([]);
  expect(await problemsOf([xml.replace("anna", "\u0001")])).not.toEqual([]);
  expect(await problemsOf([xml.replace("→ did", "]]>")])).not.toEqual([]);
});

test("tests of one file are never of the same name", () => {
  const messages = ["a", "a", "a (2)", "a (2)", "a"];
  const names = failuresIn(junit(reportOf(messages.map((message) => ({ message }))))).map(({ name }) => name);
  expect(names).toEqual(
    ["a", "a (2)", "a (2) (2)", "a (2) (3)", "a (3)"].map((name) => `unknown-person: ${name}`),
  );
});

test("whatever is found: valid XML that says exactly that", async () => {
  const reports = fc.sample(hostileReport(12), 60);
  const documents = reports.map(junit);
  expect(await problemsOf(documents)).toEqual([]);
  // What XML cannot hold is written as an escape.
  const shown = (text: string) =>
    safe(text).replaceAll("\ufffe", "\\u{fffe}").replaceAll("\uffff", "\\u{ffff}");
  for (const [index, { findings, prefix }] of reports.entries()) {
    const failures = failuresIn(documents[index] as string);
    expect(failures).toHaveLength(findings.length);
    const expected = findings.map((finding) => {
      const [message = "", hint = ""] = findingText(finding).split("\n").map(shown);
      const path = shown(prefix + finding.path);
      const text = `${path}:${finding.line}:${finding.column}\n${hint}`;
      return { suite: path, type: finding.severity, message, text };
    });
    expect(failures.map(({ name, ...rest }) => rest)).toEqual(expect.arrayContaining(expected));
  }
});
