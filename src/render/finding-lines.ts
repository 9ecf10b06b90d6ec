import { posix } from "node:path";
import type { Finding } from "../model/finding.ts";
import { safe } from "./safe.ts";
import { inSeverity, type Style } from "./style.ts";

/**
 * Two lines a finding: as compilers write it, so that editors and terminals can jump to the place, then what to do.
 * @param here the way from the OKR root to where the person stands; "" at the root, and where they stand elsewhere
 */
export function findingLines(findings: readonly Finding[], style: Style, here: string): string[] {
  return findings.flatMap(({ path, line, column, severity, rule, message, hint }) => {
    const shown = here === "" ? path : posix.relative(`/${here}`, `/${path}`);
    const head = `${safe(shown)}:${line}:${column}  ${inSeverity(style, severity, severity)}  ${style.colour.dim(rule)}  `;
    return [`${head}${safe(message)}`, `    ${style.colour.dim("→")} ${safe(hint)}`];
  });
}
