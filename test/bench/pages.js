import * as texts from "./texts.js";

/**
 * @typedef {import("./company.js").File} File
 * @typedef {import("./company.js").Team} Team
 * @typedef {import("./narrator.js").Narrator} Narrator
 */

/** The company's okr.yaml. @returns {File} */
export function settings() {
  const lines = [
    "version: 1",
    "name: Harbour",
    "cycles: { cadence: quarter, fiscal_year_starts: january }",
    "check_in: { every: week, day: friday, stale_after_days: 10 }",
    "scoring: { good: 0.7, fair: 0.4 }",
  ];
  return { path: "okr.yaml", text: `${lines.join("\n")}\n` };
}

/** The strategy's file. @returns {File} */
export function strategy() {
  const priorities = texts.PRIORITIES.flatMap(({ id, title }) => [`  - id: ${id}`, `    title: ${title}`]);
  const lines = [
    "mission: Move what people need, on time and without paper.",
    "vision: By 2030 nobody waits for us.",
    "priorities:",
    ...priorities,
  ];
  const body = "# Strategy\n\nWe lose people in their first week, and those who stay wait too long.";
  return { path: "okrs/strategy.md", text: page("strategy", lines, body) };
}

/** A team's file, with its people. @returns {File} */
export function teamFile(
  /** @type {Narrator} */ narrator,
  /** @type {Team} */ { id, name, level, parent, people },
) {
  const lines = [`id: ${id}`, `name: ${name}`, `level: ${level}`, ...(parent ? [`parent: ${parent}`] : [])];
  lines.push(`lead: ${people[0]?.id}`, `coach: ${people[1]?.id}`, "members:");
  for (const person of people)
    lines.push(`  - { id: ${person.id}, name: ${person.name}, email: ${person.email} }`);
  return { path: `okrs/teams/${id}.md`, text: page("team", lines, narrator.say(texts.WHYS, 2)) };
}

/** A Markdown file with frontmatter, from its YAML lines and its body. */
export function page(/** @type {string} */ kind, /** @type {string[]} */ lines, /** @type {string} */ body) {
  return `---\nkind: ${kind}\n${lines.join("\n")}\n---\n\n${body}\n`;
}
