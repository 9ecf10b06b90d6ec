import fc from "fast-check";
import { expect, test } from "vitest";
import { Mentions } from "../../src/analysis/mentions.ts";

const NAMES = ["first-week", "data", "Explorer Team", "R&D", "Équipe Été", "a b c d e f g", "!?"];

test.each<[text: string, found: string[]]>([
  ["first-week", ["first-week"]],
  ["First-week waits.", ["first-week"]],
  ["see (../explorer/first-week.md)", ["first-week"]],
  ["first-week's", ["first-week"]],
  ["pre-first-week first-week-2 first week firstweek first-weeké", []],
  ["metadata data_2 databank", []],
  ["DATA", ["data"]],
  ["the Explorer Team's tutorial", ["Explorer Team"]],
  ["the **Explorer\n  Team**", ["Explorer Team"]],
  ["the explorer team, Explorer and Team, Explorer Teams", []],
  ["R & D", ["R&D"]],
  ["L'Équipe Été", ["Équipe Été"]],
  ["a b c d e f", ["a b c d e f g"]],
  ["", []],
])("in %j", (text, found) => {
  const mentions = new Mentions(NAMES);
  mentions.read(text);
  expect(NAMES.filter((name) => mentions.has(name))).toEqual(found);
});

test("adds up over texts, but no name begins in one and ends in the next", () => {
  const mentions = new Mentions(NAMES);
  mentions.read("Explorer");
  mentions.read("Team data");
  mentions.read("first-week");
  expect(NAMES.filter((name) => mentions.has(name))).toEqual(["first-week", "data"]);
});

const id = fc.stringMatching(/^[a-c]{1,2}(-[a-c]{1,2}){0,2}$/);

test("an id is found where it stands between what is no part of an id", () =>
  fc.assert(
    fc.property(
      id,
      fc.array(fc.oneof(id, fc.constantFrom(" ", ". ", "/", "-")), { maxLength: 12 }),
      (wanted, parts) => {
        const text = parts.join("");
        const mentions = new Mentions([wanted]);
        mentions.read(text);
        // Hyphens at the edges of a word are dashes.
        const words = text.split(/[^a-c-]+/).flatMap((word) => word.split(/--+|^-|-$/));
        expect(mentions.has(wanted)).toBe(words.includes(wanted));
      },
    ),
  ));
