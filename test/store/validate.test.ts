import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { isDay } from "../../src/model/day.ts";
import { type Kind, validate } from "../../src/store/validate.ts";

const KINDS = ["okr", "strategy", "team", "objective", "check-in", "retrospective"] as const;

/** Pointer and part, message, hint: `key_results.0.baseline` or, for a key, `key_results.0.basline:`. */
type Told = readonly [place: string, message: string, hint: string];

function tell(kind: Kind | "okr", yaml: string): Told[] {
  return validate(kind, parse(yaml)).map(({ pointer, part, message, hint }) => [
    `${pointer.join(".")}${part === "key" ? ":" : ""}`,
    message,
    hint,
  ]);
}

const OBJECTIVE = `
kind: objective
id: first-week
title: Make the first week seamless
team: explorer
cycle: 2026-Q4
type: aspirational
owner: ana
key_results: [{ id: completion, title: Complete, baseline: 65, target: 90 }]`;
const CHECK_IN = `
kind: check-in
objective: first-week
date: 2026-11-20
by: ana`;
const RETROSPECTIVE = `
kind: retrospective
objective: first-week
date: 2026-12-22
by: ana`;
const TEAM = `
kind: team
id: explorer
name: Explorer Team`;

/** The objective above with some of its lines written otherwise. */
function objective(lines: Readonly<Record<string, string | null>>): string {
  const kept = OBJECTIVE.split("\n").filter((line) => !(line.slice(0, line.indexOf(":")) in lines));
  const written = Object.entries(lines).flatMap(([name, value]) =>
    value === null ? [] : `${name}: ${value}`,
  );
  return [...kept, ...written].join("\n");
}

function keyResult(properties: string): string {
  return objective({ key_results: `[{ id: k, title: K, ${properties} }]` });
}

describe("accepts", () => {
  test.each([
    ["the least", "okr", "version: 1"],
    [
      "cycles as a list",
      "okr",
      "{ version: 1, cycles: [{ id: trial, start: 2026-09-14, end: 2026-10-23 }] }",
    ],
    [
      "cycles with both",
      "okr",
      "{ version: 1, cycles: { cadence: half, list: [{ id: a, title: A, start: 2026-01-01, end: 2026-02-01 }] } }",
    ],
    ["rules in both forms", "okr", "{ version: 1, rules: { a-rule: off, b: [warning, { max: 4 }] } }"],
    ["the least", "strategy", "kind: strategy"],
    ["the least", "team", TEAM],
    [
      "people and ids of people",
      "team",
      `${TEAM}\nmembers: [joao, { id: ana, name: Ana Souza, email: a@b.c }]`,
    ],
    ["the least", "objective", OBJECTIVE],
    ["an increase, by default a number", "objective", keyResult("baseline: 65, target: 90")],
    [
      "a decrease",
      "objective",
      keyResult("metric: number, baseline: 800, target: 300, unit: ms, weight: 0.5"),
    ],
    ["a limit from below", "objective", keyResult("metric: limit, at_least: 99.9")],
    ["a limit from both sides", "objective", keyResult("metric: limit, at_least: 3, at_most: 5")],
    [
      "milestones",
      "objective",
      keyResult("metric: milestones, milestones: [{ id: a, title: A }, { id: b, title: B, weight: 2 }]"),
    ],
    ["done or not", "objective", keyResult("metric: binary")],
    ["alignment", "objective", objective({ aligns_to: "[delight, onboarding/completion]" })],
    ["properties of one's own", "objective", keyResult("baseline: 1, target: 2, x-chart: { any: [1] }")],
    ["the least", "check-in", CHECK_IN],
    [
      "every form of a result",
      "check-in",
      `${CHECK_IN}\nresults: { a: 72, b: true, c: [], d: [x], e: { value: [y] } }`,
    ],
    [
      "a result with only a note",
      "check-in",
      `${CHECK_IN}\nresults: { a: { note: nothing new, confidence: 0 } }`,
    ],
    ["a key result whose id begins with x", "check-in", `${CHECK_IN}\nresults: { x-ray: 3 }`],
    ["a leap day", "check-in", CHECK_IN.replace("2026-11-20", "2028-02-29")],
    ["a look back in the middle", "retrospective", `${RETROSPECTIVE}\nphase: mid`],
    [
      "the end",
      "retrospective",
      `${RETROSPECTIVE}\nphase: end\ngrades: { a: 0.9, b: 1 }\nreasons: { a: why }\noutcome: done`,
    ],
  ] as const)("%s (%s)", (_, kind, yaml) => {
    expect(tell(kind, yaml)).toEqual([]);
  });
});

const REPORTED: Readonly<
  Record<string, readonly (readonly [kind: Kind | "okr", yaml: string, ...told: Told[]])[]>
> = {
  "unknown properties": [
    [
      "objective",
      objective({ owner: null, onwer: "ana" }),
      ["onwer:", 'there is no property "onwer" in an objective', 'did you mean "owner"?'],
    ],
    [
      "objective",
      keyResult("baseline: 1, tarjet: 2"),
      ["key_results.0.tarjet:", 'there is no property "tarjet" in a key result', 'did you mean "target"?'],
    ],
    [
      "objective",
      keyResult("metric: limits, at_lest: 2"),
      [
        "key_results.0.at_lest:",
        'there is no property "at_lest" in a key result',
        'did you mean "at_least"?',
      ],
      [
        "key_results.0.metric",
        'metric is "limits", not number, limit, milestones or binary',
        'did you mean "limit"?',
      ],
    ],
    [
      "objective",
      objective({ colour: "red" }),
      [
        "colour:",
        'there is no property "colour" in an objective',
        "it may also have aligns_to, depends_on and continues; a property of your own begins with x-",
      ],
    ],
    [
      "okr",
      "{ version: 1, check-in: { every: week } }",
      ["check-in:", 'there is no property "check-in" in okr.yaml', 'did you mean "check_in"?'],
    ],
    [
      "okr",
      "{ version: 1, scoring: { good: 0.7, fair: 0.4, bad: 0 } }",
      [
        "scoring.bad:",
        'there is no property "bad" in scoring',
        "it has all its properties; a property of your own begins with x-",
      ],
    ],
    [
      "check-in",
      `${CHECK_IN}\nresults: { a: { value: 1, nte: x } }`,
      ["results.a.nte:", 'there is no property "nte" in a result', 'did you mean "note"?'],
    ],
  ],
  "missing properties": [
    [
      "objective",
      objective({ owner: null }),
      ["", "owner is missing", "add owner: ana (the id of the person who answers for the objective)"],
    ],
    [
      "objective",
      objective({ key_results: null }),
      [
        "",
        "key_results is missing",
        "add key_results (what is measured to know how far the objective is reached)",
      ],
    ],
    [
      "objective",
      keyResult("baseline: 1"),
      [
        "key_results.0",
        "target is missing",
        "add target: 90 (the value to reach; below the baseline for a decrease)",
      ],
    ],
    [
      "retrospective",
      RETROSPECTIVE,
      [
        "",
        "phase is missing",
        "add phase: end (the middle of the cycle, or its end, which closes the objective)",
      ],
    ],
    [
      "team",
      `${TEAM}\nmembers: [{ id: ana }]`,
      ["members.0", "name is missing", "add name: Ana Souza (the name of the person)"],
    ],
    [
      "objective",
      "kind: objective\nid: a\ntitle: A\nteam: t\ncycle: 2026\nowner: o\nkey_results: []",
      [
        "",
        "type is missing",
        "add type: aspirational (a committed objective has to reach 1.0, an aspirational one is good from 0.7)",
      ],
      [
        "key_results",
        "key_results is an empty list",
        "add at least one (what is measured to know how far the objective is reached)",
      ],
    ],
  ],
  "wrong types": [
    [
      "objective",
      keyResult("baseline: '65', target: 90 %"),
      [
        "key_results.0.baseline",
        'baseline is "65" (text), not a number',
        "write it without the quotes: baseline: 65",
      ],
      [
        "key_results.0.target",
        'target is "90 %" (text), not a number',
        "write it as the number alone: target: 90",
      ],
    ],
    [
      "objective",
      keyResult("baseline: seven, target: .inf"),
      [
        "key_results.0.baseline",
        'baseline is "seven" (text), not a number',
        "write a plain number, as 30000 or 99.5",
      ],
      ["key_results.0.target", "target is .inf, not a number", "write a plain number, as 30000 or 99.5"],
    ],
    [
      "objective",
      keyResult('baseline: "30.000,00", target: 45k'),
      ["key_results.0.baseline", 'baseline is "30.000,00" (text), not a number', "write baseline: 30000"],
      ["key_results.0.target", 'target is "45k" (text), not a number', "write target: 45000"],
    ],
    [
      "check-in",
      `${CHECK_IN}\nconfidence: 0,7\nresults: { a: 1.5k }`,
      ["confidence", 'confidence is "0,7" (text), not a number', "write confidence: 0.7"],
      [
        "results.a",
        'a is "1.5k" (text), not a number, a list, true/false or a group of properties',
        "write a: 1500",
      ],
    ],
    [
      "check-in",
      `${CHECK_IN}\nconfidence: 7k`,
      ["confidence", 'confidence is "7k" (text), not a number', "write confidence: 0.7"],
    ],
    [
      "okr",
      "{ version: 1, close_within_days: '2,5' }",
      [
        "close_within_days",
        'close_within_days is "2,5" (text), not a whole number',
        "write close_within_days: 21",
      ],
    ],
    [
      "objective",
      objective({ aligns_to: "delight" }),
      ["aligns_to", 'aligns_to is "delight" (text), not a list', "write a list: aligns_to: [delight]"],
    ],
    [
      "objective",
      objective({ owner: "[ana]", continues: "" }),
      ["owner", "owner is a list, not text", "write owner: ana"],
      ["continues", "continues is empty", "write continues: first-week-2026-q3, or leave it out"],
    ],
    [
      "objective",
      objective({ team: "", title: "true" }),
      ["team", "team is empty", "write team: explorer"],
      ["title", "title is true, not text", 'put quotes around it: title: "true"'],
    ],
    [
      "objective",
      objective({ key_results: "[completion]" }),
      [
        "key_results.0",
        'a key result is "completion" (text), not a group of properties',
        "give it its properties: id and title",
      ],
    ],
    [
      "okr",
      "version: '1'",
      ["version", 'version is "1" (text), not a whole number', "write it without the quotes: version: 1"],
    ],
    [
      "okr",
      "{ version: 1, cycles: quarter }",
      [
        "cycles",
        'cycles is "quarter" (text), not a group of properties or a list',
        "write cycles: { cadence: quarter, fiscal_year_starts: january }",
      ],
    ],
    [
      "okr",
      "{ version: 1, close_within_days: 2.5 }",
      ["close_within_days", "close_within_days is 2.5, not a whole number", "write close_within_days: 21"],
    ],
    ["okr", "", ["", "okr.yaml is empty", "write { version: 1 }"]],
    [
      "objective",
      "- a",
      [
        "",
        "the objective is a list, not a group of properties",
        "give it its properties: kind, id, title, team, cycle, type, owner and key_results",
      ],
    ],
    [
      "check-in",
      `${CHECK_IN}\nresults: { a: '72', b: yes, c: draft, d: }`,
      [
        "results.a",
        'a is "72" (text), not a number, a list, true/false or a group of properties',
        "write it without the quotes: a: 72",
      ],
      [
        "results.b",
        'b is "yes" (text), not a number, a list, true/false or a group of properties',
        "write b: true",
      ],
      [
        "results.c",
        'c is "draft" (text), not a number, a list, true/false or a group of properties',
        "write a list: c: [draft]",
      ],
      ["results.d", "d is empty", "write d: 72, or leave it out"],
    ],
    [
      "check-in",
      `${CHECK_IN}\nresults: { a: { value: x y } }`,
      ["results.a.value", 'value is "x y" (text), not a number, a list or true/false', "write value: 72"],
    ],
  ],
  "words to choose from": [
    [
      "objective",
      objective({ type: "Commited" }),
      ["type", 'type is "Commited", not committed or aspirational', 'did you mean "committed"?'],
    ],
    [
      "objective",
      keyResult("metric: count, baseline: 1"),
      [
        "key_results.0.metric",
        'metric is "count", not number, limit, milestones or binary',
        "write one of them, as metric: number",
      ],
    ],
    [
      "okr",
      "{ version: 2, check_in: { day: Fri, every: 7 } }",
      ["version", "version is 2, not 1", "write version: 1"],
      [
        "check_in.every",
        "every is 7, not week, two-weeks or month",
        "write every: week, every: two-weeks or every: month",
      ],
      [
        "check_in.day",
        'day is "Fri", not monday, tuesday, wednesday, thursday, friday, saturday or sunday',
        'did you mean "friday"?',
      ],
    ],
    [
      "okr",
      "{ version: 1, rules: { a: false, b: fatal, c: [warning], d: [erorr, {}] } }",
      ["rules.a", "a is false, not off, warning, error or a list", "write a: off"],
      ["rules.b", 'b is "fatal", not off, warning or error', "write b: off, b: warning or b: error"],
      ["rules.c", "c has 1 entry; it must have 2", "write c: warning"],
      ["rules.d.0", 'an entry of d is "erorr", not off, warning or error', 'did you mean "error"?'],
    ],
    [
      "okr",
      "{ version: 1, rules: { a: { max: 1 }, b: [error], c: [{ max: 2 }], d: [Error, { max: 3 }, {}], e: [error, {}, off] } }",
      [
        "rules.a",
        "a is a group of properties, not off, warning, error or a list",
        "write a: [warning, { max: 1 }]",
      ],
      ["rules.b", "b has 1 entry; it must have 2", "write b: error"],
      ["rules.c", "c has 1 entry; it must have 2", "write c: [warning, { max: 2 }]"],
      ["rules.c.0", "an entry of c is a group of properties, not off, warning or error", expect.any(String)],
      ["rules.d", "d has 3 entries; it must have 2", "write d: [error, { max: 3 }]"],
      ["rules.d.0", 'an entry of d is "Error", not off, warning or error', 'did you mean "error"?'],
      [
        "rules.e",
        "e has 3 entries; it must have 2",
        "write e: off, e: warning or e: error, or with options e: [warning, { max: 4 }]",
      ],
    ],
    [
      "okr",
      "{ version: 1, rules: { a: true, b: 4, c: , d: [warning, 4], e: [], f: { on: { max: 1 } } } }",
      ["rules.a", "a is true, not off, warning, error or a list", "write a: warning or a: error"],
      [
        "rules.b",
        "b is 4, not off, warning, error or a list",
        "write b: off, b: warning or b: error, or with options b: [warning, { max: 4 }]",
      ],
      ["rules.c", "c is empty", "write c: off, c: warning or c: error, or leave it out"],
      [
        "rules.d.1",
        "an entry of d is 4, not a group of properties",
        "write the options by their names, as { max: 4 }; okr rules d tells them",
      ],
      [
        "rules.e",
        "e has 0 entries; it must have 2",
        "write e: off, e: warning or e: error, or with options e: [warning, { max: 4 }]",
      ],
      [
        "rules.f",
        "f is a group of properties, not off, warning, error or a list",
        "write f: off, f: warning or f: error, or with options f: [warning, { max: 4 }]",
      ],
    ],
  ],
  ranges: [
    [
      "check-in",
      `${CHECK_IN}\nconfidence: 70`,
      ["confidence", "confidence is 70, more than 1", "write 0.7 for 70 %"],
    ],
    [
      "check-in",
      `${CHECK_IN}\nconfidence: 70%`,
      ["confidence", 'confidence is "70%" (text), not a number', "write 0.7 for 70 %"],
    ],
    [
      "check-in",
      `${CHECK_IN}\nconfidence: 7`,
      ["confidence", "confidence is 7; it must be from 0 to 1", "write confidence: 0.7"],
    ],
    [
      "objective",
      keyResult("baseline: 1, target: 2, weight: 0"),
      ["key_results.0.weight", "weight is 0; it must be more than 0", "write weight: 2"],
    ],
    [
      "okr",
      "{ version: 1, check_in: { stale_after_days: 0 } }",
      [
        "check_in.stale_after_days",
        "stale_after_days is 0; it must be 1 or more",
        "write stale_after_days: 10",
      ],
    ],
  ],
  "ids and other text": [
    [
      "objective",
      objective({ id: "First Week" }),
      ["id", 'id "First Week" is not lower-case words joined by hyphens', "write first-week"],
    ],
    [
      "objective",
      objective({ id: "con" }),
      ["id", 'id "con" is a name that Windows keeps for itself', "write con-1"],
    ],
    [
      "objective",
      objective({ owner: "名前" }),
      [
        "owner",
        'owner "名前" is not lower-case words joined by hyphens',
        "write lower-case words joined by hyphens, as first-week",
      ],
    ],
    [
      "objective",
      objective({ aligns_to: "[delight, On Boarding/completion]" }),
      [
        "aligns_to.1",
        '"On Boarding/completion" in aligns_to is no id',
        "write the id of an objective or priority, or objective/key-result",
      ],
    ],
    [
      "objective",
      objective({ depends_on: "[On Boarding]" }),
      [
        "depends_on.0",
        '"On Boarding" in depends_on is not lower-case words joined by hyphens',
        "write on-boarding",
      ],
    ],
    [
      "objective",
      objective({ cycle: "Q4/2026" }),
      [
        "cycle",
        'cycle cannot be "Q4/2026"',
        "write cycle: 2026-Q4 (the cycle it runs for: a year, half, quarter or month, or an id from okr.yaml)",
      ],
    ],
    [
      "objective",
      objective({ title: '"two\\nlines"', team: '""' }),
      ["title", "title has a line break", "write it on one line"],
      ["team", "team is empty", "write team: explorer"],
    ],
    [
      "objective",
      objective({ title: "x".repeat(201) }),
      ["title", "title has 201 characters", "keep it to 200 at most"],
    ],
    ["objective", objective({ title: '" x"' }), ["title", "title begins with a space", "remove the space"]],
    [
      "check-in",
      `${CHECK_IN}\nresults: { First Steps: 72 }`,
      [
        "results.First Steps:",
        '"First Steps" is not lower-case words joined by hyphens',
        "write first-steps",
      ],
    ],
  ],
  days: [
    [
      "check-in",
      CHECK_IN.replace("2026-11-20", "2026-02-30"),
      ["date", "date is 2026-02-30, a day that does not exist", "write a day of the calendar, as 2026-11-20"],
    ],
    [
      "check-in",
      CHECK_IN.replace("2026-11-20", "20.11.2026"),
      ["date", 'date is "20.11.2026", not a day as 2026-11-20', "write date: 2026-11-20"],
    ],
    [
      "check-in",
      CHECK_IN.replace("2026-11-20", "20261120"),
      ["date", "date is 20261120, not text", "write date: 2026-11-20"],
    ],
  ],
  "properties that belong elsewhere": [
    [
      "objective",
      keyResult("at_least: 99.9"),
      [
        "key_results.0.at_least:",
        "at_least belongs to metric: limit, but here the metric is number",
        "write metric: limit, or remove at_least",
      ],
    ],
    [
      "objective",
      keyResult("metric: limit, baseline: 3, target: five"),
      [
        "key_results.0.baseline:",
        "baseline and target belong to metric: number, but here the metric is limit",
        "write metric: number, or remove baseline and target",
      ],
    ],
    [
      "objective",
      keyResult("metric: binary, milestones: [{ id: A }]"),
      [
        "key_results.0.milestones:",
        "milestones belongs to metric: milestones, but here the metric is binary",
        "write metric: milestones, or remove milestones",
      ],
    ],
    [
      "objective",
      keyResult("metric: milestones"),
      [
        "key_results.0",
        "milestones is missing",
        "add milestones (the steps, in the order they are expected)",
      ],
    ],
    [
      "retrospective",
      `${RETROSPECTIVE}\nphase: mid\ngrades: { a: 3 }\noutcome: done`,
      [
        "grades:",
        "grades and outcome belong to phase: end, but here the phase is mid",
        "write phase: end, or remove grades and outcome",
      ],
    ],
    [
      "retrospective",
      `${RETROSPECTIVE}\nphase: ende\ngrades: { a: 70 }`,
      ["phase", 'phase is "ende", not mid or end', 'did you mean "end"?'],
      ["grades.a", "a is 70, more than 1", "write 0.7 for 70 %"],
    ],
  ],
};

describe.each(Object.entries(REPORTED))("reports %s", (_, cases) => {
  const rows = cases.map(([kind, yaml, ...told]) => ({ kind, yaml, told }));
  test.each(rows)("in $kind: $yaml", ({ kind, yaml, told }) => {
    const byPlace = ([a]: Told, [b]: Told) => (a < b ? -1 : 1);
    expect(tell(kind, yaml).sort(byPlace)).toEqual([...told].sort(byPlace));
  });
});

test("text of the data is cut off after 60 characters and otherwise left as it is", () => {
  const [raw, long] = [`\u001b[31m${"é".repeat(5)}`, "a".repeat(10_000)].map((text) =>
    validate("objective", { ...parse(OBJECTIVE), cycle: text }),
  );
  expect(raw?.[0]?.message).toBe('cycle cannot be "\u001b[31mééééé"');
  expect(long?.[0]?.message).toBe(`cycle cannot be "${"a".repeat(59)}…"`);
});

test("names that objects have by nature are names like others", () => {
  const data = JSON.parse('{ "version": 1, "constructor": 1, "__proto__": 2, "toString": 3 }');
  expect(validate("okr", data).map(({ pointer }) => pointer)).toEqual([
    ["constructor"],
    ["__proto__"],
    ["toString"],
  ]);
  expect(tell("check-in", `${CHECK_IN.replace("by: ana", "by: [{ toString: [] }]")}`)).toEqual([
    ["by", "by is a list, not text", "write by: ana"],
  ]);
  expect(tell("check-in", `${CHECK_IN}\nresults: { constructor: x y }`)).toEqual([
    [
      "results.constructor:",
      '"constructor" is a name that programs keep for themselves',
      "write constructor-1",
    ],
    [
      "results.constructor",
      'constructor is "x y" (text), not a number, a list, true/false or a group of properties',
      "write constructor: 72",
    ],
  ]);
});

describe.each(KINDS)("whatever a file of kind %s has in it", (kind) => {
  const schema = JSON.parse(
    readFileSync(new URL(`../../schemas/${kind}.schema.json`, import.meta.url), "utf8"),
  );
  const accepts = new Ajv2020({ strict: true, formats: { date: isDay } }).compile(schema);
  const damaged = fc
    .constantFrom(...schema.examples)
    .chain((example: object) =>
      fc
        .tuple(
          fc.constantFrom(...pointersInto(example)),
          fc.oneof(fc.jsonValue(), fc.constant(undefined), word),
        )
        .map(([pointer, value]) => replace(example, pointer, value)),
    );

  test("there are problems just where its schema refuses it, at places that exist, in whole sentences", () => {
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: damaged }, fc.jsonValue()), (data) => {
        const problems = validate(kind, data);
        expect(problems.length === 0).toBe(accepts(data));
        const places = problems.map(
          ({ pointer, part, message }) => `${pointer.join("/")} ${part} ${message}`,
        );
        expect(new Set(places).size).toBe(places.length);
        for (const { pointer, message, hint } of problems) {
          expect(exists(data, pointer)).toBe(true);
          expect(`${message}; ${hint}`).not.toMatch(/undefined|\[object|its schema asks for/);
          expect(message.length + hint.length).toBeLessThan(500);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** Words that are nearly right. */
const word = fc.constantFrom(
  "mid",
  "end",
  "limit",
  "milestones",
  "Friday",
  "72",
  "70 %",
  "yes",
  "a b",
  "",
  "2026-02-30",
);

function pointersInto(value: unknown): (string | number)[][] {
  if (typeof value !== "object" || value === null) return [];
  const list = Array.isArray(value);
  return Object.entries(value).flatMap(([name, child]) => {
    const key = list ? Number(name) : name;
    return [[key], ...pointersInto(child).map((rest) => [key, ...rest])];
  });
}

/** A copy with another value at the pointer; without one when the value is undefined. */
function replace(data: unknown, [key, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (key === undefined) return value;
  const below = replace((data as Record<string | number, unknown>)[key], rest, value);
  if (Array.isArray(data))
    return data.flatMap((item, index) => (index !== key ? [item] : below === undefined ? [] : [below]));
  const { [key]: _, ...others } = data as Record<string | number, unknown>;
  return below === undefined ? others : { ...others, [key]: below };
}

function exists(data: unknown, pointer: readonly (string | number)[]): boolean {
  let value = data;
  for (const key of pointer) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return false;
    value = (value as Record<string | number, unknown>)[key];
  }
  return true;
}
