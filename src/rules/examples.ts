/** The documents around every example of a rule: a team with two people. */
export const COMPANY: readonly string[] = [
  `---
kind: team
id: rockets
name: Rockets (example)
lead: ana
coach: ben
members:
  - { id: ana, name: Ana Example }
  - { id: ben, name: Ben Example }
---
`,
];

/** An objective as a document; the properties given replace the usual ones. */
export function objective(properties: Readonly<Record<string, unknown>>): string {
  return document({
    kind: "objective",
    id: "grow",
    title: "Grow the circle of people who fly with us",
    team: "rockets",
    cycle: "2026-Q4",
    type: "aspirational",
    owner: "ana",
    key_results: [keyResult({})],
    ...properties,
  });
}

/** A key result as data: passengers from 10 to 40, with an owner and a backup. */
export function keyResult(properties: Readonly<Record<string, unknown>>) {
  const people = { owner: "ana", backup: "ben" };
  return {
    id: "passengers",
    title: "Increase passengers from 10 to 40",
    baseline: 10,
    target: 40,
    ...properties,
    ...Object.fromEntries(Object.entries(people).filter(([name]) => !Object.hasOwn(properties, name))),
  };
}

/** A check-in as a document. */
export function checkIn(properties: Readonly<Record<string, unknown>>): string {
  return document({
    kind: "check-in",
    objective: "grow",
    date: "2026-11-20",
    by: "ana",
    confidence: 0.6,
    results: { passengers: 20 },
    ...properties,
  });
}

/** An end retrospective as a document. */
export function retrospective(properties: Readonly<Record<string, unknown>>): string {
  return document({
    kind: "retrospective",
    objective: "grow",
    date: "2026-12-29",
    by: "ana",
    phase: "end",
    grades: { passengers: 0.3 },
    outcome: "continued",
    ...properties,
  });
}

/** A document with frontmatter, without what is undefined. JSON is YAML, so every value is written the way JSON writes it. */
export function document(properties: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}: ${JSON.stringify(value)}`,
  );
  return `---\n${lines.join("\n")}\n---\n`;
}
