import type { Day } from "../model/day.ts";
import type { OptionFacts, RuleFacts } from "./facts.ts";

/** What may be written into okr.yaml: that the rule is off, or warns where it is off; and its options, where it has some. */
export function settingLines({ id, severity, settable, options }: RuleFacts): string[] {
  const other = severity === "off" && settable === "all" ? "warning" : "off";
  const lines = ["rules:", `  ${id}: ${other}`];
  if (options.length === 0) return lines;
  const numbers = options.filter(({ usual }) => typeof usual === "number");
  const shown = (numbers.length > 0 ? numbers : options.slice(0, 1)).map(optionYaml).join(", ");
  return [...lines, `  # or ${id}: [${severity === "off" ? "warning" : severity}, { ${shown} }]`];
}

/** A number as it is; of words the first two, as a list of one's own begins. */
function optionYaml({ name, usual }: OptionFacts): string {
  if (typeof usual === "number") return `${name}: ${usual}`;
  return `${name}: [${usual
    .slice(0, 2)
    .map((word) => JSON.stringify(word))
    .join(", ")}]`;
}

/** What excepts from a rule until a day, where it is written into frontmatter. */
export function exceptionLines({ id }: Pick<RuleFacts, "id">, until: Day): string[] {
  return ["x-okr-ignore:", `  ${id}: { reason: "why it is fine here", until: ${until} }`];
}
