import { createHash } from "node:crypto";
import type { Finding, MarkedFinding } from "../model/finding.ts";
import { isRecordPath } from "../model/records.ts";

/**
 * Gives every finding a name of 16 hexadecimal digits that stays as long as the matter does: it is made of the rule, what the finding
 * is about and what tells it from others there, never of lines. Those that are alike are told apart by their order.
 * @param records paths of records: several of one objective are told apart by their file names, wherever the files lie; so are those
 * that cannot be read, as far as okr named them
 */
export function markFindings(findings: readonly Finding[], records: ReadonlySet<string>): MarkedFinding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const { rule, subject, path, key, message } = finding;
    const file = records.has(path) || isRecordPath(path) ? path.slice(path.lastIndexOf("/") + 1) : "";
    const about = [rule, subject ?? path, file, key ?? message.replace(/\d+(?:\.\d+)?/g, "#")].join("\0");
    const count = (seen.get(about) ?? 0) + 1;
    seen.set(about, count);
    const hash = createHash("sha256").update(`${about}\0${count}`).digest("hex");
    return { ...finding, fingerprint: hash.slice(0, 16) };
  });
}
