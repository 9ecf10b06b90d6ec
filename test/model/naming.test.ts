import fc from "fast-check";
import { expect, test } from "vitest";
import { idProblem } from "../../src/model/id.ts";
import { readMovement } from "../../src/model/movement.ts";
import {
  parsePerson,
  personIdFrom,
  shortId,
  teamIdFrom,
  titleFromStory,
  uniqueId,
} from "../../src/model/naming.ts";

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
  // As people tell it in a story.
  ["Onboarding completion went from 65 % to 90 %", "onboarding-completion"],
  ["Set-up tickets fell from 40 to 25", "set-up-tickets"],
  ["we cut set-up tickets from 40 to 25", "set-up-tickets"],
  ["We have reduced the churn from 9 % to 5 %", "churn"],
  ["Our NPS finally climbed from 20 to 40", "nps"],
  ["Repeat calls have dropped by 30 %", "repeat-calls"],
  ["Waiting time was cut from 4 h to 2 h", "waiting-time"],
  ["Time to first value goes from 9 days to 3 days", "time"],
  ["Sign-ups were up from 40 to 90", "sign-ups"],
  ["Revenue grew to €2M", "revenue"],
  ["Weekly active users moved up from 400 to 900", "weekly-active-users"],
  ["They doubled sales", "sales"],
  ["We went from 40 to 25 set-up tickets", "set-up-tickets"],
  ["It went from 40 to 25", "it-went-from"],
  // Words that only look like it.
  ["Reduce dropped calls from 4 % to 2 %", "dropped-calls"],
  ["Dropped calls from 4 % to 2 %", "dropped-calls"],
  ["Reduce patient falls from 40 to 25", "patient-falls"],
  ["Raise the share of goods moved by rail from 5 % to 9 %", "share-goods-moved"],
  ["Improved recipes sold from 5 to 9", "improved-recipes-sold"],
  ["Customers are happy", "customers-are-happy"],
])("the short id of %j is %j", (title, id) => {
  expect(shortId(title, 3)).toBe(id);
});

test.each([
  ["Onboarding completion went from 65 % to 90 %", "Onboarding completion from 65 % to 90 %"],
  ["NPS has finally climbed from 20 to 40", "NPS from 20 to 40"],
  ["Sign-ups were up from 40 to 90 in May", "Sign-ups from 40 to 90 in May"],
  ["we cut set-up tickets from 40 to 25", "Cut set-up tickets from 40 to 25"],
  ["We have reduced churn from 9 % to 5 %", "Reduce churn from 9 % to 5 %"],
  // What would mean something else, or nothing is known of, stays.
  ["Repeat calls dropped by 30 %", "Repeat calls dropped by 30 %"],
  ["We went from 40 to 25 set-up tickets", "We went from 40 to 25 set-up tickets"],
  ["We were proud that churn fell from 9 % to 5 %", "We were proud that churn fell from 9 % to 5 %"],
  ["It went from 40 to 25", "It went from 40 to 25"],
  ["Increase sales from 4 to 9", "Increase sales from 4 to 9"],
  ["La rotation est passée de 9 % à 5 %", "La rotation est passée de 9 % à 5 %"],
])("as a title, %j is offered as %j", (told, title) => {
  expect(titleFromStory(told)).toBe(title);
});

test("what is offered as a title moves through the same numbers, whatever was told", () => {
  const words = fc.constantFrom(
    ...[
      "we",
      "churn",
      "went",
      "fell",
      "has",
      "from",
      "to",
      "9",
      "5",
      "%",
      "by",
      "cut",
      "up",
      "reduced",
      "and",
    ],
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 12 }), (told) => {
      const text = told.join(" ");
      expect(readMovement(titleFromStory(text))).toEqual(readMovement(text));
    }),
  );
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
