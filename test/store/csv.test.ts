import { writeFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { csvText } from "../../src/render/csv.ts";
import { safeLines } from "../../src/render/safe.ts";
import { readTable, readTableFile } from "../../src/store/csv.ts";
import { hostileText } from "../support/hostile.ts";
import { temporaryFolder } from "../support/temporary.ts";

const cellsOf = (text: string) => {
  const { header, rows } = readTable(text, "a.csv");
  return [header, ...rows.map(({ cells }) => cells)];
};

describe("a table", () => {
  test.each([
    ["commas", "a,b\n1,2\n"],
    ["semicolons", "a;b\r\n1;2\r\n"],
    ["tabs", "a\tb\n1\t2"],
    ["a byte order mark", "\ufeffa,b\n1,2\n"],
    ["old line ends", "a,b\r1,2\r"],
    ["space around its cells", " a ,\tb\n1 , 2\n"],
    ["quotes", '"a","b"\n"1","2"\n'],
  ])("with %s", (_, text) =>
    expect(cellsOf(text)).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]),
  );

  test("is told by what stands between the names of its columns, not in them", () =>
    expect(cellsOf('"Objective, or goal, or aim";"KR"\n1,5;2\n')).toEqual([
      ["Objective, or goal, or aim", "KR"],
      ["1,5", "2"],
    ]));

  test("counts rows as a spreadsheet does: cells may have lines of their own, and empty rows count", () => {
    const { rows } = readTable('a,b\n"1\n\n1",2\n,\n\n3,4\n', "a.csv");
    expect(rows).toEqual([
      { row: 2, cells: ["1\n\n1", "2"] },
      { row: 5, cells: ["3", "4"] },
    ]);
  });

  test.each([
    ["\n1,2\n", /a.csv has no header/],
    ["", /a.csv has no header/],
    ['a,b\n1,"2\n3,4\n', /a.csv, line \d: a quote is opened and never closed/],
    ['a,b\n1,2\n3,x"4\n', /a.csv, line 3: a quote stands in the middle of a cell/],
    ['a,b\n1,"2"x\n', /a.csv, line 2: something stands behind the closing quote/],
    ["a,b\n1,\ufffd\n", /a.csv is not UTF-8 text/],
    ["a,b\n1,\0\n", /a.csv is not UTF-8 text/],
    [`${"a,".repeat(300)}b\n`, /a.csv has 301 columns; 200 are allowed/],
    [`a,b\n${"1,2\n".repeat(50_001)}`, /a.csv has more than 50000 rows/],
    ["a".repeat(17 * 1024 * 1024), /a.csv has 17 MiB; 16 are allowed/],
  ])("%j", (text, message) => {
    const read = () => readTable(text, "a.csv");
    expect(read).toThrow(UserError);
    expect(read).toThrow(message);
  });

  test("that okr wrote reads back as what it was, whatever stands in it", () =>
    fc.assert(
      fc.property(fc.array(fc.record({ a: hostileText, b: hostileText }), { minLength: 1 }), (rows) => {
        const { rows: read } = readTable(csvText(["a", "b"], rows), "a.csv");
        const wanted = rows.map(({ a, b }) => [a, b].map((cell) => safeLines(cell).trim()));
        expect(read.map(({ cells }) => cells)).toEqual(wanted.filter((cells) => cells.some(Boolean)));
      }),
    ));
});

test("a file is UTF-8, or UTF-16 with its mark", () => {
  const folder = temporaryFolder();
  const write = (name: string, bytes: Buffer) => writeFileSync(`${folder}/${name}`, bytes);
  write("wide.txt", Buffer.from("\ufeffa\tJoão\n", "utf16le"));
  write("latin.csv", Buffer.from("a,João\n", "latin1"));
  expect(cellsOf(readTableFile(folder, "wide.txt"))).toEqual([["a", "João"]]);
  expect(() => readTableFile(folder, "latin.csv")).toThrow(/latin.csv is not UTF-8 text/);
  expect(() => readTableFile(folder, "gone.csv")).toThrow(/gone.csv cannot be read/);
});
