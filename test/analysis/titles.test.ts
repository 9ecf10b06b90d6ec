import { expect, test } from "vitest";
import { isCorrected } from "../../src/analysis/titles.ts";

test.each([
  ["Community understands the release", "The community understands the release"],
  ["Make the first week seamless", "Make the first weeks seamless."],
  ["Have 50  creator-identities", "have 50 creator identities"],
  ["Recieve 90 % of orders", "Receive 90% of orders"],
  ["10–20 trips", "10-20 trips"],
  ["Cafe\u0301 opens", "Café opens"],
  ["Enter an market", "Enter the Market!"],
])("%j to %j is a correction", (from, to) => {
  expect([isCorrected(from, to), isCorrected(to, from)]).toEqual([true, true]);
});

test.each([
  // Numbers and signs.
  ["Grow from 65 % to 90 %", "Grow from 65 % to 80 %"],
  ["Grow to 90 %", "Grow to 90"],
  ["Grow to 1.5 trips", "Grow to 15 trips"],
  ["Stay above -5 °C", "Stay above 5 °C"],
  ["Error rate < 1 %", "Error rate > 1 %"],
  ["Earn 5 €", "Earn 5 $"],
  ["Reach v2", "Reach v3"],
  // Words that mean something else.
  ["Increase calls", "Decrease calls"],
  ["Earn 1 million", "Earn 1 billion"],
  ["Earn 10 k", "Earn 10 M"],
  ["Sell in EU", "Sell in US"],
  ["Do not fall below 5", "Do now fall below 5"],
  ["We can't fail", "We can fail"],
  ["Ship to everybody", "Ship to most"],
  ["Ship it to everybody", "Ship it"],
  ["增加訂單", "減少訂單"],
  // Three letters in all.
  ["Win first weeks and months", "Win firsts week and month"],
  ["", "Grow"],
])("%j to %j is another aim", (from, to) => {
  expect([isCorrected(from, to), isCorrected(to, from)]).toEqual([false, false]);
});
