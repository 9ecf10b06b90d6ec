import { isDeepStrictEqual } from "node:util";
import { UserError } from "../errors.ts";
import { type Finding, type MarkedFinding, type Remark, sortFindings } from "../model/finding.ts";
import { closest } from "../model/id.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { CheckReport } from "../render/check-text.ts";
import { type Choice, checkSnapshot } from "../rules/check.ts";
import { rules } from "../rules/index.ts";
import { findLeftBehind, type Origin } from "../rules/left-behind.ts";
import { readingRules } from "../rules/reading.ts";
import type { Moment, Store } from "../store/store.ts";
import { obstructed, SETTINGS_FILE } from "../store/tree.ts";
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
  return collectIn(await store.snapshotWithHistory(moment), store, choice, null);
}

/** @param origin where the branch began, whose records may have been left behind */
async function collectIn(
  snapshot: Snapshot,
  store: Store,
  choice: Choice,
  origin: Origin | null,
): Promise<Collected> {
  const { remarks, excepted } = checkSnapshot(snapshot, rules, choice);
  const { only = null, like = null } = choice;
  const read = like === null ? snapshot.findings : readLike(snapshot, like);
  const asked = read.filter(({ rule }) => only === null || only.has(rule));
  const behind = origin === null ? [] : findLeftBehind(origin, snapshot);
  const more = [...movedByCalendar(snapshot, remarks, choice), ...behind];
  const findings = sortFindings([...asked, ...(await store.locate([...remarks, ...more]))]);
  const left = read.filter(({ rule }) => only !== null && !only.has(rule));
  return {
    findings: await store.mark(findings, snapshot),
    excepted,
    files: snapshot.paths.length,
    settings: snapshot.settings,
    unread: new Set(left.map(({ path }) => path)).size,
  };
}

const NESTED = "nested-root";

/** What the reader reports of a tree, where other settings than its own say whether there may be roots below the root. */
function readLike({ findings, paths }: Snapshot, { rules }: Snapshot["settings"]): readonly Finding[] {
  const others = findings.filter(({ rule }) => rule !== NESTED);
  if (rules[NESTED]?.severity === "off") return others;
  const nested = paths.filter((path) => path.endsWith(`/${SETTINGS_FILE}`));
  return [...others, ...nested.flatMap(nestedRoot)];
}

function nestedRoot(path: string): Finding[] {
  const file = obstructed(path, NESTED);
  if (!("problem" in file)) return [];
  const { message, hint } = file.problem;
  return [{ rule: NESTED, severity: "warning", path, line: 1, column: 1, message, hint, subject: null }];
}

const GOALPOST = "moved-goalpost";

/** The goalposts that moved by another calendar than that of the tree: a branch that moves its cycle as well hides nothing. */
function movedByCalendar(snapshot: Snapshot, told: readonly Remark[], choice: Choice): readonly Remark[] {
  const { settings } = snapshot;
  const { cycles } = choice.like ?? settings;
  if (isDeepStrictEqual(cycles, settings.cycles)) return [];
  const keyOf = ({ subject, key }: Remark) => `${subject} ${key}`;
  const known = new Set(told.flatMap((one) => (one.rule === GOALPOST ? keyOf(one) : [])));
  const rule = rules.filter(({ id }) => id === GOALPOST);
  const { remarks } = checkSnapshot({ ...snapshot, settings: { ...settings, cycles } }, rule, choice);
  return remarks.filter((one) => one.rule === GOALPOST && !known.has(keyOf(one)));
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
  const start = await collectStart(
    store,
    await store.momentOfCommit(base.commit, moment.day, moment.commit),
    guarded,
  );
  // A branch neither fails by the rules it brings nor passes by those it takes away: it is held to those that hold already.
  const choiceNow = { ...guarded, like: start?.collected.settings ?? null };
  const snapshot = await store.snapshotWithHistory(moment);
  const now = await collectIn(snapshot, store, choiceNow, start && { ...start.origin, commit: base.commit });
  const old = start?.collected.findings.filter(({ rule }) => rule !== NEVER_OLD) ?? [];
  const known = new Set(old.flatMap(mattersOf));
  const findings = now.findings.filter((finding) => mattersOf(finding).some((matter) => !known.has(matter)));
  return { ...now, findings, base: { ...base, known: now.findings.length - findings.length } };
}

/** The findings and the records of the tree that a branch began from; null where that has no OKRs. */
async function collectStart(store: Store, then: Moment | null, choice: Choice) {
  if (then === null) return null;
  const snapshot = await store.snapshotWithHistory(then);
  const records = [...snapshot.checkIns, ...snapshot.retrospectives];
  return {
    collected: await collectIn(snapshot, store, choice, null),
    origin: { prefix: then.prefix ?? store.prefix, records },
  };
}

/** By which a finding is known again. */
function mattersOf({ rule, subject, fingerprint, parts }: MarkedFinding): readonly string[] {
  return parts?.map((part) => [rule, subject, part].join("\0")) ?? [fingerprint];
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
