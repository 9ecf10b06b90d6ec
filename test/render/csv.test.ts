import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvText } from "../../src/render/csv.ts";
import { safeLines } from "../../src/render/safe.ts";
import { hostileText } from "../support/hostile.ts";

const cell = (text: string) => csvText(["a"], [{ a: text }]).slice(2, -1);

describe("a table as CSV", () => {
  test("has a header, a line for each row, and quotes where they are needed", () =>
    expect(
      csvText(
        ["id", "title", "score", "closed"],
        [
          { id: "a", title: 'Say "yes", often', score: 0.1 + 0.2, closed: true },
          { id: "b", title: "two\nlines", score: -1e-7, closed: null },
        ],
      ),
    ).toBe(
      'id,title,score,closed\na,"Say ""yes"", often",0.30000000000000004,true\nb,"two\nlines",-1e-7,\n',
    ));

  test("without rows is its header", () => expect(csvText(["id", "title"], [])).toBe("id,title\n"));

  test.each([
    ["=1+1", "'=1+1"],
    ["+49 30", "'+49 30"],
    ["-5 %", "'-5 %"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["  =cmd", "'  =cmd"],
    ["\u00a0=cmd", "'\u00a0=cmd"],
    ["\t=cmd", "' =cmd"],
    ["\tcmd", " cmd"],
    ["\rcmd", "\\rcmd"],
    ["\n=cmd", `"'\n=cmd"`],
    ["＝cmd", "'＝cmd"],
    ["＠cmd", "'＠cmd"],
    ["'=cmd", "''=cmd"],
    ["'tis", "'tis"],
    ["a=b", "a=b"],
  ])("keeps a spreadsheet from running %j", (text, written) => expect(cell(text)).toBe(written));

  test("shows controls as escapes", () => expect(cell("a\u001b[31m\u202eb")).toBe("a\\x1b[31m\\u{202e}b"));

  test("reads back as what it was, whatever the text", () =>
    fc.assert(
      fc.property(
        fc.array(fc.record({ a: hostileText, b: fc.double({ noNaN: true, noDefaultInfinity: true }) })),
        (rows) => {
          const read = parse(csvText(["a", "b"], rows), { columns: true }) as { a: string; b: string }[];
          expect(read.map(({ b }) => Number(b) + 0)).toEqual(rows.map(({ b }) => b + 0));
          for (const [index, { a }] of read.entries()) {
            const { a: wanted } = rows[index] as { a: string };
            expect([safeLines(wanted), `'${safeLines(wanted)}`]).toContain(a);
            expect(a).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
          }
        },
      ),
    ));
});
