import { CORE_SCHEMA, load } from "js-yaml";

/**
 * Everything on which two YAML readers might disagree or that we refuse. Such text goes to the careful reader; a false alarm
 * only costs time.
 */
const UNUSUAL = new RegExp(
  [
    // At the start of a value: anchors, aliases, tags, block scalars, complex and empty keys, what is reserved,
    String.raw`(?:^ *|[:,?-] +|[[{,] *|["']:)(?:[&*!|>@:${"`"}]|\?(?:\s|$))`,
    // and numbers in other bases, with leading zeros or without a digit before the point, and zero with a sign.
    String.raw`(?:^ *|[:,?-] +|[[{,] *|["']:)(?:[-+]?(?:0[\dxob]|\.)|[-+]0(?!\.))`,
    // Numbers with underscores, exponents, or more digits than a double keeps.
    String.raw`\d_|[\d.][eE][-+]?\d|[\d.]{16}`,
    // Directives, documents, escapes, merge keys, and the names of JavaScript's own properties.
    String.raw`^%|^(?:---|\.\.\.)|\\|<<|__proto__|constructor|prototype`,
    // Comments right behind a token, a dash with nothing behind it, keys that are null,
    String.raw`["'[\]{},:]#|(?:^| )- *(?:#.*)?\r?$|(?:~|[Nn]ull|NULL) *:`,
    // collections that are keys or may be, and flow collections whose lines begin with their punctuation.
    String.raw`[\]}] *:|[{,] *[[{]|^ *[[{\]},]`,
    // Characters that readers take for white space or line ends, or do not, and lines too long for a key.
    String.raw`[\t\0\u0085\u2028\u2029\ufeff]|\r(?!\n)|^.{1024}`,
  ].join("|"),
  "m",
);

const OPTIONS = {
  schema: CORE_SCHEMA,
  // Half of what the careful reader takes, because `[a: b]` nests two levels at once.
  maxDepth: 8,
  onWarning: refuse,
};

/**
 * Reads YAML the quick way. Undefined means that the careful reader has to look: the text is unusual or wrong.
 * A property test shows that the two readers agree on whatever this one takes.
 */
export function readQuickly(yaml: string): unknown {
  if (UNUSUAL.test(yaml)) return undefined;
  try {
    return load(yaml, OPTIONS) ?? null;
  } catch {
    return undefined;
  }
}

function refuse(warning: Error): never {
  throw warning;
}
