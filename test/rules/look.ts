import { expect } from "vitest";
import type { Finding } from "../../src/model/finding.ts";
import type { Snapshot } from "../../src/model/snapshot.ts";
import { checkSnapshot } from "../../src/rules/check.ts";
import type { Scene } from "../../src/rules/define.ts";
import { COMPANY } from "../../src/rules/examples.ts";
import { rules } from "../../src/rules/index.ts";
import { readSnapshot } from "../../src/store/read-snapshot.ts";
import { placeRemarks } from "../../src/store/yaml-careful.ts";

/** A scene; what cannot be read in it has to be announced. */
export type Look = Scene & { readonly unread?: readonly string[] };

/** A scene on its day, 2026-11-20 otherwise. */
export async function stage(scene: Look): Promise<Snapshot> {
  const { documents, day = "2026-11-20", company = COMPANY, settings = "", unread = [] } = scene;
  const named = documents.map((one, index) =>
    typeof one === "string" ? { path: `doc-${index}.md`, text: one } : one,
  );
  const around = company.map((text, index) => ({ path: `company/${index}.md`, text }));
  const files = [{ path: "okr.yaml", text: `version: 1\n${settings}\n` }, ...around, ...named];
  const snapshot = await readSnapshot(
    files.map(({ path, text }) => ({ path, bytes: Buffer.from(text) })),
    day,
  );
  expect([...new Set(snapshot.findings.map(({ path }) => path))]).toEqual(unread);
  return snapshot;
}

/** What one rule finds in a scene, in its order. */
export async function look(rule: string, scene: Look): Promise<Finding[]> {
  const { remarks } = checkSnapshot(await stage(scene), rules, { only: new Set([rule]) });
  const places = placeRemarks(remarks);
  return remarks.map(({ source: _, pointer, part, ...said }, index) => ({
    ...said,
    ...(places[index] as (typeof places)[number]),
  }));
}

/** A finding in one line: `doc-0.md:3:5 grow  what was found`. */
export function tell({ path, line, column, subject, message }: Finding): string {
  return `${path}:${line}:${column} ${subject}  ${message}`;
}

/** What one rule finds, a line each. */
export async function tellFound(rule: string, scene: Look): Promise<string[]> {
  return (await look(rule, scene)).map(tell);
}
