import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkGithub } from "../../src/render/check-github.ts";
import { findingText } from "../../src/render/finding-text.ts";
import { safe } from "../../src/render/safe.ts";
import { worstFirst } from "../../src/render/worst-first.ts";
import { hostileReport, reportOf } from "../support/hostile.ts";

/** What the runner of GitHub Actions understands. */
interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const replaceAll = (text: string, pairs: readonly (readonly [string, string])[]) =>
  pairs.reduce((before, [escaped, character]) => before.replaceAll(escaped, character), text);
const DATA = [
  ["%0D", "\r"],
  ["%0A", "\n"],
  ["%25", "%"],
] as const;
const PROPERTY = [...DATA.slice(0, 2), ["%3A", ":"], ["%2C", ","], ...DATA.slice(2)] as const;
const OLD = [["%3B", ";"], ...DATA.slice(0, 2), ["%5D", "]"], ...DATA.slice(2)] as const;

/**
 * Reads one line of a log as the runner does (actions/runner, ActionCommand.cs: TryParseV2, then TryParse), but takes every name for one of
 * a command. Its trimming takes what .NET holds for white space.
 */
function commandOf(line: string): Command | null {
  const message = line.replace(/^[\s\u0085]+/, "");
  if (message.startsWith("::")) {
    const end = message.indexOf("::", 2);
    if (end >= 0) return commandFrom(message.slice(2, end), message.slice(end + 2), ",", PROPERTY, DATA);
  }
  const begin = line.indexOf("##[");
  const end = begin < 0 ? -1 : line.indexOf("]", begin);
  return end < 0 ? null : commandFrom(line.slice(begin + 3, end), line.slice(end + 1), ";", OLD, OLD);
}

function commandFrom(
  head: string,
  data: string,
  separator: string,
  inProperty: typeof PROPERTY | typeof OLD,
  inData: typeof DATA | typeof OLD,
): Command {
  const [, name = "", rest = ""] = /^([^ ]*)(?: (.*))?$/s.exec(head) as RegExpExecArray;
  const properties: Record<string, string> = {};
  for (const pair of rest.trim().split(separator).filter(Boolean)) {
    // Of an empty part nothing is left, so `a==b` is a and b.
    const [, key, value] = /^=*([^=]+)=+(.+)$/s.exec(pair) ?? [];
    if (key !== undefined && value !== undefined) properties[key] = replaceAll(value, inProperty);
  }
  return { name, properties, data: replaceAll(data, inData) };
}

/** What the runner makes of a log; it ends lines as .NET does. */
function commandsIn(log: string): Command[] {
  return log.split(/\r\n|\r|\n/).flatMap((line) => commandOf(line) ?? []);
}

test("the runner's rules, as far as they matter here", () => {
  expect(commandOf("  ::error file=a%2Cb%3A.md,line=3,title==x::100%25%0Aof %3A")).toEqual({
    name: "error",
    properties: { file: "a,b:.md", line: "3", title: "x" },
    data: "100%\nof %3A",
  });
  expect(commandOf("seen ##[group]all")).toEqual({ name: "group", properties: {}, data: "all" });
  expect(commandOf("::stop-commands::x")?.name).toBe("stop-commands");
  expect(commandOf("a ::error::b")).toBeNull();
  expect(commandOf("::error b")).toBeNull();
});

test("findings are commands, the summary is a line", () =>
  expect(
    checkGithub(
      reportOf(
        [
          { message: "100 % of it: wrong, or not" },
          { rule: "moved-goalpost", severity: "warning", path: "okrs/a,b: c.md", line: 9, column: 1 },
        ],
        { prefix: "company/", excepted: 1 },
      ),
    ),
  ).toMatchInlineSnapshot(`
    "::error file=company/okrs/grow.md,line=4,col=8,title=unknown-person::100 %25 of it: wrong, or not%0A→ did you mean "ana"?
    ::warning file=company/okrs/a%2Cb%3A c.md,line=9,col=1,title=moved-goalpost::there is no person "anna"%0A→ did you mean "ana"?
    1 error, 1 warning in 2 files; 1 excepted; 38 files checked
    "
  `));

test("without a finding there is no command", () =>
  expect(checkGithub(reportOf([]))).toBe("38 files checked, nothing to report\n"));

describe("the runner drops all but ten errors and ten warnings of a step", () => {
  const many = (errors: number, warnings: number) => [
    ...Array.from({ length: warnings }, (_, index) => ({
      severity: "warning" as const,
      message: `warning ${index}`,
    })),
    ...Array.from({ length: errors }, (_, index) => ({ message: `error ${index}` })),
  ];

  test("up to that all are annotations", () => {
    const log = checkGithub(reportOf(many(10, 10)));
    expect(commandsIn(log)).toHaveLength(20);
    expect(log.split("\n").slice(20)).toEqual(["10 errors, 10 warnings in 1 file; 38 files checked", ""]);
  });

  test("beyond it the others are lines, and it is said", () => {
    const log = checkGithub(reportOf(many(11, 12)));
    expect(commandsIn(log).map(({ name }) => name)).toEqual([
      ...Array(10).fill("error"),
      ...Array(10).fill("warning"),
    ]);
    expect(log.split("\n").slice(20)).toEqual([
      "okrs/grow.md:4:8  error  unknown-person  error 10",
      '    → did you mean "ana"?',
      "okrs/grow.md:4:8  warning  unknown-person  warning 10",
      '    → did you mean "ana"?',
      "okrs/grow.md:4:8  warning  unknown-person  warning 11",
      '    → did you mean "ana"?',
      "11 errors, 12 warnings in 1 file; 38 files checked",
      "20 of 23 findings are annotations (GitHub takes 10 errors and 10 warnings of a step); the other 3 are in the lines above",
      "",
    ]);
    expect(checkGithub(reportOf(many(11, 0)))).toContain("; the other one is in the lines above\n");
  });

  test("what is left out of every number, or lost, comes first", () => {
    const findings = [...many(12, 0), { rule: "lost-check-in" }, { rule: "schema" }];
    const titles = commandsIn(checkGithub(reportOf(findings))).map(({ properties }) => properties.title);
    expect(titles).toEqual(["lost-check-in", "schema", ...Array(8).fill("unknown-person")]);
  });
});

test("a path that the runner cannot be handed stands in the message", () => {
  const log = checkGithub(reportOf([{ path: "okrs/\u001b[31m.md" }, { path: "=.md" }]));
  expect(commandsIn(log).map(({ properties, data }) => [properties.file, data.split("\n")[0]])).toEqual([
    [undefined, "okrs/\\x1b[31m.md:4:8"],
    [undefined, "=.md:4:8"],
  ]);
});

test.each(["😀", "a😀"])(
  "a message is no longer than the runner takes, keeps its hint, and cuts through nothing",
  (start) => {
    const message = start + "😀".repeat(5000);
    const [command] = commandsIn(checkGithub(reportOf([{ message }])));
    expect(command?.data.length).toBeLessThanOrEqual(4096);
    expect(command?.data).toMatch(/^ ?a?[😀]+…\n→ did you mean "ana"\?$/u);
  },
);

test("no character joins with the `::` in front of it, which .NET would then not see", () => {
  expect(checkGithub(reportOf([{ message: "\u0301 is no key" }]))).toContain(":: \u0301 is no key%0A");
});

test("whatever is found: exactly the commands that are meant, with exactly their values", () =>
  fc.assert(
    fc.property(hostileReport(30), (report) => {
      const log = checkGithub(report);
      const sorted = worstFirst(report.findings);
      const meant = (["error", "warning"] as const).flatMap((wanted) =>
        sorted.filter(({ severity }) => severity === wanted).slice(0, 10),
      );
      const commands = commandsIn(log);
      expect(commands).toHaveLength(meant.length);
      for (const [index, finding] of meant.entries()) {
        const { name, properties, data } = commands[index] as Command;
        const path = report.prefix + finding.path;
        const { line, column, rule } = finding;
        expect(name).toBe(finding.severity);
        const place = { file: path, line: String(line), col: String(column) };
        const said = properties.file === undefined ? `${safe(path)}:${line}:${column}\n` : "";
        expect(properties).toEqual({ ...(said === "" ? place : {}), title: rule });
        expect(data.trimStart()).toBe(`${said}${findingText(finding)}`.trimStart());
        expect(data.length).toBeLessThanOrEqual(4096 + said.length);
      }
      expect(log).not.toMatch(/[^\n\P{Cc}]|\p{Cs}|[\u202a-\u202e\u2028\u2029]/u);
    }),
    { numRuns: 200 },
  ));
