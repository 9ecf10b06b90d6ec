import type { RuleSetting } from "../model/settings.ts";
import { defineRule, suggester } from "./define.ts";
import { objective } from "./examples.ts";
import { type ReadingRule, readingRules } from "./reading.ts";

export const unknownRule = defineRule({
  id: "unknown-rule",
  group: "files",
  severity: "warning",
  presets: { minimal: "warning", strict: "error" },
  summary: "Every rule that okr.yaml names exists, and one it turns off can be turned off.",
  why: "A misspelt rule keeps the severity it had, while everybody believes it was changed.",
  *check({ settings: { rules, source } }, { known }) {
    const near = suggester(known, "rule");
    const readers = new Map(readingRules.map((rule) => [rule.id, rule]));
    for (const [id, setting] of Object.entries(rules)) {
      const common = { source, pointer: ["rules", id], part: "key" as const, subject: null, key: id };
      const reader = readers.get(id);
      if (reader !== undefined && !isPossible(reader, setting))
        yield {
          ...common,
          message: `the rule ${id} is always ${reader.severity === "error" ? "an error" : "a warning"}${reader.canBeOff ? " or off" : ""}, without options`,
          hint: reader.canBeOff
            ? `write ${id}: off, or leave it out`
            : "leave it out: what cannot be read is missing from every number, so it is never passed over",
        };
      if (known.has(id)) continue;
      const hint = near(id);
      yield {
        ...common,
        message: `there is no rule "${id}"`,
        hint: hint.startsWith("did you mean") ? hint : "okr rules lists them all",
      };
    }
  },
  examples: {
    accepted: [{ documents: [objective({})], settings: "rules: { missing-backup: off, nested-root: off }" }],
    reported: [
      { documents: [objective({})], settings: "rules: { missing-backups: off }" },
      { documents: [objective({})], settings: "rules:\n  schema: off" },
    ],
    misfires: [
      {
        why: "A rule that is off anyway may be named, to say that this is on purpose.",
        example: { documents: [objective({})], settings: "rules: { level-skip: off }" },
      },
      {
        why: "So may one that is always an error, as what it is.",
        example: { documents: [objective({})], settings: "rules: { schema: error }" },
      },
    ],
  },
});

/** Whether what okr.yaml says of a rule of the reader can be done. */
function isPossible({ severity, canBeOff }: ReadingRule, given: RuleSetting): boolean {
  if (Object.keys(given.options).length > 0) return false;
  return given.severity === severity || (canBeOff && given.severity === "off");
}
