import type { MarkedFinding, Severity } from "../model/finding.ts";
import type { Group } from "../rules/define.ts";
import { rules } from "../rules/index.ts";
import { readingRules } from "../rules/reading.ts";
import { asciiJson } from "./ascii-json.ts";
import type { CheckReport } from "./check-text.ts";
import { cut, findingText } from "./finding-text.ts";
import { markdownText } from "./markdown.ts";
import { safe } from "./safe.ts";
import { worstFirst } from "./worst-first.ts";

/** GitHub refuses a file with more than 25,000 results and shows so many of those it takes. */
const RESULTS = 5000;

/** GitHub's limit for what describes a rule, in characters. */
const DESCRIPTION = 1024;

/** What SARIF says of a rule, whether it is one of the reader or one with a check. */
interface Described {
  readonly id: string;
  readonly group: Group;
  readonly severity: Severity | "off";
  readonly summary: string;
  readonly why: string;
}

/** The findings as SARIF 2.1.0, complete enough for code scanning on GitHub: the worst, as many as it shows. */
export function checkSarif({ findings, prefix, version }: CheckReport): string {
  const shown = worstFirst(findings).slice(0, RESULTS);
  const descriptors = describe(shown);
  const indexes = new Map(descriptors.map(({ id }, index) => [id, index]));
  return asciiJson({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "okr", version, semanticVersion: version, rules: descriptors } },
        invocations: [invocation(findings.length - shown.length)],
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { "%SRCROOT%": { description: { text: "The top of the repository." } } },
        results: shown.map((finding) => resultOf(finding, prefix, indexes.get(finding.rule) as number)),
      },
    ],
  });
}

function resultOf(finding: MarkedFinding, prefix: string, ruleIndex: number) {
  const { rule, severity, path, line, column, subject, fingerprint } = finding;
  return {
    ruleId: rule,
    ruleIndex,
    level: severity,
    message: { text: plainMessage(findingText(finding)) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(prefix + path), uriBaseId: "%SRCROOT%" },
          region: { startLine: line, startColumn: column },
        },
        ...(subject === null
          ? {}
          : { logicalLocations: [{ fullyQualifiedName: cut(safe(subject), DESCRIPTION), kind: "object" }] }),
      },
    ],
    // GitHub's own, primaryLocationLineHash, is left to the action that uploads: it warns of every one that it would have written otherwise.
    partialFingerprints: { "okrFinding/v1": fingerprint },
  };
}

/** In SARIF, `{0}` stands for an argument and `[text](target)` is a link; what is found in files is neither. */
function plainMessage(text: string): string {
  return text.replaceAll("{", "{{").replaceAll("}", "}}").replaceAll("](", "] (");
}

/** A path as a relative reference; half a character, which no URI can hold, becomes the mark for it. */
function uriOf(path: string): string {
  return path
    .replace(/\p{Cs}/gu, "\ufffd")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
}

function invocation(left: number) {
  const text = `${left} findings are left out, the least of them all; okr check shows them.`;
  return {
    executionSuccessful: true,
    ...(left > 0 ? { toolExecutionNotifications: [{ level: "warning", message: { text } }] } : {}),
  };
}

/** The rules that findings are of, in the order of their first. */
function describe(findings: readonly MarkedFinding[]) {
  const known = new Map<string, Described>([...readingRules, ...rules].map((rule) => [rule.id, rule]));
  const ids = new Set(findings.map(({ rule }) => rule));
  return [...ids].map((id) => descriptorOf(known.get(id) as Described));
}

function descriptorOf({ id, group, severity, summary, why }: Described) {
  const level = severity === "off" ? "warning" : severity;
  return {
    id,
    name: id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: plainMessage(cut(summary, DESCRIPTION)) },
    fullDescription: { text: plainMessage(cut(why, DESCRIPTION)) },
    help: {
      text: plainMessage(`${summary}\n\n${why}\n\nokr rules ${id} says more.`),
      markdown: `**${markdownText(summary)}**\n\n${markdownText(why)}\n\n\`okr rules ${id}\` says more.`,
    },
    defaultConfiguration: { enabled: severity !== "off", level },
    properties: {
      tags: ["okr", group],
      "problem.severity": level,
      // What is wrong in a file is wrong; the rest is a judgement of what people meant.
      precision: group === "files" ? "very-high" : "high",
    },
  };
}
