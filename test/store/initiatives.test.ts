import fc from "fast-check";
import { expect, test } from "vitest";
import { readInitiatives } from "../../src/store/initiatives.ts";
import { hostileText } from "../support/hostile.ts";

const read = (...lines: readonly string[]) => readInitiatives(lines.join("\n"));
const done = (text: string, url: string | null = null) => ({ text, done: true, url });
const open = (text: string, url: string | null = null) => ({ text, done: false, url });

test("the ticked task list of a body, with the links to issues", async () => {
  expect(
    await read(
      "Why it matters.",
      "",
      "- [x] no initiative: another section",
      "",
      "## Initiatives",
      "",
      "- [x] Count completion the same way ([EXP-104](https://issues.example/EXP-104))",
      "- [ ] Ask **ten** people",
      "      who `stopped`",
      "  * [X] Nested, see <https://issues.example/a_(b)>",
      "    1. [ ] Nested \\*deeper\\*",
      "- plain item",
      "",
      "## Notes",
      "- [ ] later",
    ),
  ).toEqual([
    done("Count completion the same way (EXP-104)", "https://issues.example/EXP-104"),
    open("Ask ten people who stopped"),
    done("Nested, see https://issues.example/a_(b)", "https://issues.example/a_(b)"),
    open("Nested *deeper*"),
  ]);
});

test.each([
  ["without the section", ["- [ ] x"]],
  ["in a fence", ["## Initiatives", "```", "- [ ] x", "```"]],
  ["in indented code", ["## Initiatives", "Like this:", "", "    - [ ] x"]],
  ["without text", ["## Initiatives", "- [ ]", "- [x] "]],
  ["with other marks", ["## Initiatives", "- [-] x", "- [ ]x", "- [  ] y"]],
])("nothing %s", async (_, lines) => expect(await read(...lines)).toEqual([]));

test("a heading that only a parser finds", async () => {
  expect(await read("<!-- plan -->", "", "  ## INITIATIVES ##", "", "+ [ ] x")).toEqual([open("x")]);
});

test("no other address than http is a link", async () => {
  expect(await read("## Initiatives", "- [ ] [a](javascript:alert(1)) ftp://b")).toEqual([open("a ftp://b")]);
});

test("what is long is cut, and nothing takes long", async () => {
  const long = await read("## Initiatives", `- [ ] ${"long ".repeat(1000)}`);
  expect(long[0]?.text).toHaveLength(300);
  const many = await read("## Initiatives", ...Array.from({ length: 9000 }, () => "- [ ] a"));
  expect(many).toHaveLength(500);
  for (const piece of ["[", "](", "https://(", "- [ ] ", "  ", "`", "**", "<https://", "\\"])
    await read("## Initiatives", `- [ ] ${piece.repeat(60_000)}`);
});

test("text is one line, whatever is written", () =>
  fc.assert(
    fc.asyncProperty(hostileText, async (text) => {
      for (const one of await read("## Initiatives", `- [ ] ${text}`)) {
        expect(one.text).not.toMatch(/[\n\r]/);
        expect(one.url ?? "https://").toMatch(/^https?:\/\//);
      }
    }),
    { numRuns: 50 },
  ));
