import type { MarkedFinding } from "../model/finding.ts";
import { checkSummary } from "./check-summary.ts";
import type { CheckReport } from "./check-text.ts";
import { findingText } from "./finding-text.ts";
import type { Medium } from "./index.ts";
import { xmlText } from "./xml.ts";

interface Suite {
  readonly name: string;
  readonly cases: readonly string[];
  readonly failures: number;
}

/**
 * The findings as JUnit's XML, which most hosts show: a suite for each file, a failed test for each finding. Attributes and elements that
 * say nothing here (host, time, output) are there because the strictest schema asks for them.
 */
export function checkJunit(report: CheckReport, { at }: Pick<Medium, "at">): string {
  const suites = report.findings.length === 0 ? [passed(report)] : [...suitesOf(report)];
  const elements = suites.map(({ name, cases, failures }, id) => {
    const facts = `id="${id}" package="okr" timestamp="${at.date}T00:00:00" hostname="localhost" time="0"`;
    return [
      `  <testsuite name="${xmlText(name)}" tests="${cases.length}" failures="${failures}" errors="0" ${facts}>`,
      "    <properties></properties>",
      ...cases,
      "    <system-out></system-out>",
      "    <system-err></system-err>",
      "  </testsuite>",
    ].join("\n");
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${elements.join("\n")}\n</testsuites>\n`;
}

/** A report without tests counts as broken with most hosts. */
function passed(report: CheckReport): Suite {
  const name = xmlText(checkSummary(report));
  return {
    name: "okr check",
    cases: [`    <testcase classname="okr check" name="${name}" time="0"/>`],
    failures: 0,
  };
}

function* suitesOf({ findings, prefix }: CheckReport): Iterable<Suite> {
  const files = new Map<string, MarkedFinding[]>();
  for (const finding of findings) {
    const inFile = files.get(finding.path);
    if (inFile) inFile.push(finding);
    else files.set(finding.path, [finding]);
  }
  for (const [path, inFile] of files) {
    const unlike = namer();
    const cases = inFile.map((finding) =>
      failed(finding, prefix, unlike(`${finding.rule}: ${findingText(finding).split("\n")[0]}`)),
    );
    yield { name: prefix + path, cases, failures: cases.length };
  }
}

/** Numbers names that come again: hosts tell tests apart by nothing else. Lines are no part of a name, they move. */
function namer(): (name: string) => string {
  const given = new Map<string, number>();
  return (name) => {
    let unlike = name;
    let count = given.get(name) ?? 0;
    while (given.has(unlike)) unlike = `${name} (${++count + 1})`;
    given.set(name, count);
    if (unlike !== name) given.set(unlike, 0);
    return unlike;
  };
}

function failed(finding: MarkedFinding, prefix: string, name: string): string {
  const file = prefix + finding.path;
  const [message = "", hint = ""] = findingText(finding).split("\n");
  return [
    `    <testcase classname="${xmlText(file)}" name="${xmlText(name)}" time="0">`,
    `      <failure type="${finding.severity}" message="${xmlText(message)}">${xmlText(`${file}:${finding.line}:${finding.column}`)}`,
    `${xmlText(hint)}</failure>`,
    "    </testcase>",
  ].join("\n");
}
