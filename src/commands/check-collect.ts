import { UserError } from "../errors.ts";
import { type MarkedFinding, sortFindings } from "../model/finding.ts";
import { closest } from "../model/id.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { CheckReport } from "../render/check-text.ts";
import { type Choice, checkSnapshot } from "../rules/check.ts";
import { rules } from "../rules/index.ts";
import { readingRules } from "../rules/reading.ts";
import type { Moment, Store } from "../store/store.ts";
import { findBase } from "./base.ts";

/** The findings of one tree. */
export interface Collected {
  readonly findings: readonly MarkedFinding[];
  readonly excepted: number;
  readonly files: number;
  readonly settings: Snapshot["settings"];
  /** Files that could not be read, though nobody asked for the rules that say so. */
  readonly unread: number;
}

/** Reads a tree and runs the rules over it. */
export async function collectFindings(store: Store, moment: Moment, choice: Choice): Promise<Collected> {
  const snapshot = await store.snapshotWithHistory(moment);
  const { remarks, excepted } = checkSnapshot(snapshot, rules, choice);
  const { only = null } = choice;
  const asked = snapshot.findings.filter(({ rule }) => only === null || only.has(rule));
  const findings = sortFindings([...asked, ...(await store.locate(remarks))]);
  const left = snapshot.findings.filter(({ rule }) => only !== null && !only.has(rule));
  return {
    findings: await store.mark(findings, snapshot),
    excepted,
    files: snapshot.paths.length,
    settings: snapshot.settings,
    unread: new Set(left.map(({ path }) => path)).size,
  };
}

/** Records that a branch loses are told whatever okr.yaml says: it may have turned the rule off itself. */
const LOSS_GUARD: ReadonlySet<string> = new Set(["lost-check-in"]);

/** What both sides lack is no reason to trust an answer: the loss guard did not run. */
const NEVER_OLD = "cut-off-history";

/** What a branch made worse since it left another one: findings that the tree it began from does not have. */
export async function collectNew(
  store: Store,
  moment: Moment,
  name: string,
  choice: Choice,
): Promise<Collected & Pick<CheckReport, "base">> {
  const base = await findBase(store, name, moment);
  const guarded = { ...choice, always: LOSS_GUARD };
  // The same day for both: what only time has made worse is nobody's doing here.
  const then = await store.momentOfCommit(base.commit, moment.day);
  const before = then && (await collectFindings(store, then, guarded));
  // A branch neither fails by the rules it brings nor passes by those it takes away: it is held to those that hold already.
  const now = await collectFindings(store, moment, { ...guarded, like: before?.settings ?? null });
  const old = before?.findings.filter(({ rule }) => rule !== NEVER_OLD) ?? [];
  const known = new Set(old.map(({ fingerprint }) => fingerprint));
  const findings = now.findings.filter(({ fingerprint }) => !known.has(fingerprint));
  return { ...now, findings, base: { ...base, known: now.findings.length - findings.length } };
}

/** The rules that `--rule` names; null for all. Throws a UserError where there is none of that name. */
export function chooseRules(names: readonly string[]): ReadonlySet<string> | null {
  const known = [...rules, ...readingRules].map(({ id }) => id);
  const asked = names.flatMap((name) => name.split(","));
  for (const name of asked) {
    if (known.includes(name)) continue;
    const near = closest(name, known);
    throw new UserError(
      `there is no rule "${name}"`,
      near === null ? "okr rules lists them all" : `did you mean "${near}"?`,
    );
  }
  return asked.length === 0 ? null : new Set(asked);
}
