import type { CheckReport } from "./check-text.ts";
import type { Medium } from "./index.ts";
import { envelope } from "./json.ts";

/** The findings as JSON, schema okr-check/1. */
export function checkJson({ findings, files, excepted, base }: CheckReport, { at }: Medium): string {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  return envelope("okr-check/1", at, {
    findings: findings.map(({ rule, severity, path, line, column, message, hint, subject, fingerprint }) => ({
      rule,
      severity,
      path,
      line,
      column,
      message,
      hint,
      subject,
      fingerprint,
    })),
    errors,
    warnings: findings.length - errors,
    files,
    excepted,
    base: base && { name: base.name, commit: base.commit, known: base.known },
  });
}
