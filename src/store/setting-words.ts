import { flow, list, shorten } from "./phrases.ts";
import type { Spot } from "./schema.ts";

/** The most characters that options may take in a hint. */
const MOST = 80;

/** How to write the setting of a rule in okr.yaml, with what is there already; null for any other value. */
export function settingHint({ root, pointer, value }: Spot): string | null {
  const [section, name, index] = pointer;
  if (root.title !== "okr.yaml" || section !== "rules" || typeof name !== "string") return null;
  const rule = shorten(name);
  if (index === 1 && pointer.length === 3)
    return `write the options by their names, as { max: 4 }; okr rules ${rule} tells them`;
  if (pointer.length > 2) return null;
  const severities = (root.$defs?.severity?.enum ?? []).map(String);
  const ways = (some: readonly string[]) => `write ${list(some.map((severity) => `${rule}: ${severity}`))}`;
  if (value === null) return ways(severities);
  if (typeof value === "boolean")
    return ways(severities.filter((severity) => (severity === "off") !== value));
  return (
    repaired(rule, value, severities) ?? `${ways(severities)}, or with options ${rule}: [warning, { max: 4 }]`
  );
}

/** The setting that is a severity, options, or both, but not written as one; null where that is not certain. */
function repaired(rule: string, value: unknown, severities: readonly string[]): string | null {
  const parts = Array.isArray(value) ? value : [value];
  const named = parts.filter((part) => typeof part === "string");
  const groups = parts.filter(isOptions).filter((part) => Object.keys(part).length > 0);
  const others = parts.some((part) => typeof part !== "string" && !isOptions(part));
  const severity = named.length === 0 ? "warning" : named[0]?.toLowerCase();
  if (others || named.length > 1 || groups.length > 1 || !severities.some((one) => one === severity))
    return null;
  const [options] = groups;
  if (options === undefined) return named.length === 0 ? null : `write ${rule}: ${severity}`;
  const written = flow(options);
  return written.length > MOST ? null : `write ${rule}: [${severity}, ${written}]`;
}

/** Whether this can be the options of a rule: names with plain values. */
function isOptions(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([name, option]) =>
      /^[a-z][a-z_-]*$/i.test(name) && [option].flat().every((one) => typeof one !== "object"),
  );
}
