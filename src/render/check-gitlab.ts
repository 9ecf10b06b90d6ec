import { asciiJson } from "./ascii-json.ts";
import type { CheckReport } from "./check-text.ts";
import { findingText } from "./finding-text.ts";
import { rankOf } from "./worst-first.ts";

/** How much a finding matters, by rank, in GitLab's words; it has `blocker` above these and `info` below. */
const SEVERITIES = ["critical", "major", "minor", "minor"] as const;

/** The findings as a Code Quality report of GitLab, which compares it by fingerprint with the one of the target branch. */
export function checkGitlab({ findings, prefix }: CheckReport): string {
  return asciiJson(
    findings.map((finding) => ({
      description: findingText(finding),
      check_name: finding.rule,
      fingerprint: finding.fingerprint,
      severity: SEVERITIES[rankOf(finding)],
      location: { path: prefix + finding.path, lines: { begin: finding.line } },
    })),
  );
}
