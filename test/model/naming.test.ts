import fc from "fast-check";
import { expect, test } from "vitest";
import { idProblem } from "../../src/model/id.ts";
import { parsePerson, personIdFrom, shortId, teamIdFrom, uniqueId } from "../../src/model/naming.ts";

test.each([
  ["Make the first week seamless and confidence-building for new users", "first-week-seamless"],
  ["Increase onboarding completion from 65 % to 90 %", "onboarding-completion"],
  ["Increase the share of new users who finish the tutorial from 15 % to 50 %", "share-new-users"],
  ["Cut set-up tickets from 40 to 25 per 1,000 new users", "set-up-tickets"],
  ["Keep p95 latency below 300 ms", "p95-latency"],
  ["Reduce churn by 30 %", "churn"],
  ["Win 200 new customers", "new-customers"],
  ["Revenue → €2M", "revenue"],
  ["99.9 % uptime", "uptime"],
  ["Bring it to everyone", "everyone"],
  ["Grow", "grow"],
  ["Kundenzufriedenheit verbessern", "kundenzufriedenheit-verbessern"],
  ["勝つ", ""],
])("the short id of %j is %j", (title, id) => {
  expect(shortId(title, 3)).toBe(id);
});

test("a short id is an id or empty, whatever the title", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 80 }),
      fc.integer({ min: 1, max: 6 }),
      (title, words) => {
        const id = shortId(title, words);
        expect(id === "" ? null : idProblem(id)).toBeNull();
      },
    ),
  );
});

test("a unique id is counted up, and never becomes too long", () => {
  const long = "a".repeat(64);
  const taken = new Set(["grow", "grow-2", long]);
  expect(uniqueId("grow", (id) => taken.has(id))).toBe("grow-3");
  expect(uniqueId("shrink", (id) => taken.has(id))).toBe("shrink");
  expect(uniqueId(long, (id) => taken.has(id))).toBe(`${"a".repeat(62)}-2`);
});

test.each([
  ["Explorer Team", "explorer"],
  ["The Explorer Team", "explorer"],
  ["Team", "team"],
  ["Teamwork", "teamwork"],
  ["Größe & Café", "grosse-cafe"],
])("the id of the team %j is %j", (name, id) => {
  expect(teamIdFrom(name)).toBe(id);
});

test("a person is known by the first name, or by the whole one", () => {
  const taken = new Set(["ana", "bia", "bia-lima"]);
  const idOf = (name: string) => personIdFrom(name, (id) => taken.has(id));
  expect(["João Lima", "Ana Souza", "Bia Lima", "勝"].map(idOf)).toEqual([
    "joao",
    "ana-souza",
    "bia-lima-2",
    "",
  ]);
});

test.each([
  ["Ana Souza <ana@example.com>", { name: "Ana Souza", email: "ana@example.com" }],
  ["  Ana  ", { name: "Ana", email: null }],
  ["Ana <ana>", null],
  ["<ana@example.com>", null],
  ["Ana <ana@example.com> Souza", null],
  ["", null],
])("%j names %j", (text, person) => {
  expect(parsePerson(text)).toEqual(person);
});
