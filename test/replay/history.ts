import { rmSync } from "node:fs";
import { recordSuffix } from "../../src/model/records.ts";
import { createEmptyRepository, isolatedEnvironment, TestRepository } from "../support/repository.ts";
import type { Published, Source, SourceCheckIn, SourceKeyResult, SourceObjective } from "./source.ts";

/** How the files of a source came about, in moments (ISO 8601, UTC). */
export interface Story {
  readonly name: string;
  /** What okr.yaml says besides the name and the cycles. */
  readonly settings: string;
  /** The text below a definition, by objective. */
  readonly bodies: Readonly<Record<string, string>>;
  readonly commits: readonly { readonly at: string; readonly message: string }[];
  /** How definitions changed: each puts back what it changed, so that the source's own are the last. */
  readonly changes: readonly { readonly at: string; readonly undo: (page: Page) => void }[];
  /** What stood for a while where the source now has another reading. */
  readonly misreadings: readonly Misreading[];
  /** The moment a check-in came, where it is not noon. */
  readonly arrivals: Readonly<Record<string, string>>;
  /** The folder of the objectives from a moment on; null while there were none. */
  readonly folders: readonly { readonly from: string; readonly folder: string | null }[];
  /** Why grades differ from what was tracked, by objective and key result. */
  readonly reasons: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Definitions as they stood at a moment. */
export interface Page {
  readonly objectives: Definition[];
  readonly bodies: Record<string, string>;
}

/** An objective that can still change. */
export type Definition = { -readonly [K in keyof SourceObjective]: SourceObjective[K] } & {
  key_results: SourceKeyResult[];
};

/** A text that stood for a reading from one moment until another. */
export interface Misreading {
  readonly from: string;
  readonly until: string;
  readonly date: string;
  readonly keyResult: string;
  readonly text: string;
}

const PERSON = "p1";

/** Builds a source as a git repository, each commit with the tree of its moment. */
export function buildHistory(source: Source, story: Story): TestRepository {
  const { dir } = createEmptyRepository();
  for (const { at, message } of story.commits) {
    const files = treeAt(source, story, at);
    rmSync(`${dir}/okrs`, { recursive: true, force: true });
    new TestRepository(dir, identityAt(at)).commit(message, files);
  }
  return new TestRepository(dir, identityAt(story.commits.at(-1)?.at as string));
}

function identityAt(at: string): Record<string, string> {
  return isolatedEnvironment({
    GIT_AUTHOR_NAME: PERSON,
    GIT_AUTHOR_EMAIL: addressOf(PERSON),
    GIT_AUTHOR_DATE: at,
    GIT_COMMITTER_NAME: PERSON,
    GIT_COMMITTER_EMAIL: addressOf(PERSON),
    GIT_COMMITTER_DATE: at,
  });
}

function addressOf(person: string): string {
  return `${person}@joystream.example`;
}

/** All files of a moment, by path. */
function treeAt(source: Source, story: Story, at: string): Record<string, string> {
  const page = structuredClone({ objectives: source.objectives, bodies: story.bodies }) as Page;
  for (const change of story.changes.toReversed()) if (at < change.at) change.undo(page);
  const cycles = new Map([[cycleOf(source, {}), source.cycle]]);
  for (const objective of page.objectives) {
    const { start, end } = daysOfObjective(source, objective);
    cycles.set(cycleOf(source, objective), { id: cycleOf(source, objective), start, end });
  }
  const files: Record<string, string> = {
    "okr.yaml": settings(story, [...cycles.values()]),
    "okrs/teams/joystream.md": team(source),
  };
  const folder = story.folders.findLast(({ from }) => from <= at)?.folder;
  if (!folder) return files;
  for (const objective of page.objectives)
    files[`${folder}/${objective.id}.md`] = definition(source, objective, page.bodies[objective.id]);
  for (const [index, checkIn] of source.check_ins.entries()) {
    if (at < (story.arrivals[checkIn.committed_on] ?? `${checkIn.committed_on}T12:00:00Z`)) continue;
    const suffix = recordSuffix(0.5, index / source.check_ins.length);
    files[`${folder}/${checkIn.objective}/${checkIn.date}-check-in-${suffix}.md`] = record(
      checkIn,
      story.misreadings.filter(({ from, until, date }) => date === checkIn.date && from <= at && at < until),
    );
  }
  for (const [index, published] of source.published.entries()) {
    if (at < (story.arrivals[published.date] ?? `${published.date}T12:00:00Z`)) continue;
    const suffix = recordSuffix(0.75, index / source.published.length);
    files[`${folder}/${published.objective}/${published.date}-retrospective-${suffix}.md`] = retrospective(
      published,
      story.reasons[published.objective] ?? {},
    );
  }
  return files;
}

function daysOfObjective({ cycle }: Source, { active_from, deadline }: Partial<SourceObjective>) {
  return { start: active_from ?? cycle.start, end: deadline ?? cycle.end };
}

/** The id of the cycle with an objective's days. */
export function cycleOf(source: Source, objective: Partial<SourceObjective>): string {
  const { start, end } = daysOfObjective(source, objective);
  return start === source.cycle.start && end === source.cycle.end ? source.cycle.id : `${start}-to-${end}`;
}

function settings(story: Story, cycles: readonly Source["cycle"][]): string {
  const list = cycles.map(({ id, start, end }) => `    - { id: ${id}, start: ${start}, end: ${end} }\n`);
  return `version: 1\nname: ${story.name}\ncycles:\n  list:\n${list.join("")}${story.settings}`;
}

function team(source: Source): string {
  const owners = source.objectives.flatMap(({ owner, key_results }) => [
    owner,
    ...key_results.map((one) => one.owner),
  ]);
  const people = [...new Set([PERSON, ...owners])].filter((person) => person !== null).sort();
  const members = people.map((id) => `  - { id: ${id}, name: ${id}, email: ${addressOf(id)} }\n`);
  return `---\nkind: team\nid: joystream\nname: Joystream\nlevel: team\nmembers:\n${members.join("")}---\n`;
}

function definition(source: Source, objective: SourceObjective, body = ""): string {
  const keyResults = objective.key_results.map(
    ({ id, title, owner, weight, baseline, target, unit, scoring }) =>
      [
        `  - id: ${id}`,
        `title: ${JSON.stringify(title)}`,
        owner && `owner: ${owner}`,
        "metric: number",
        `baseline: ${baseline}`,
        `target: ${target}`,
        unit && `unit: ${unit}`,
        weight !== null && `weight: ${weight}`,
        scoring && `x-scoring: ${scoring}`,
      ]
        .filter(Boolean)
        .join("\n    "),
  );
  return `---
kind: objective
id: ${objective.id}
title: ${JSON.stringify(objective.title)}
team: joystream
cycle: ${cycleOf(source, objective)}
type: aspirational
owner: ${objective.owner}
key_results:
${keyResults.join("\n")}
---
${body && `\n${body}\n`}`;
}

/** A check-in; one in which nothing was read has no results. */
function record(checkIn: SourceCheckIn, misreadings: readonly Misreading[]): string {
  const results = Object.entries(checkIn.readings).flatMap(([id, value]) => {
    if (value === null) return [];
    const text = misreadings.find(({ keyResult }) => keyResult === id)?.text ?? String(value);
    const counts = Object.entries(checkIn.raw?.[id] ?? {}).map(([what, count]) => `${count} ${what}`);
    if (counts.length === 0) return `  ${id}: ${text}\n`;
    return `  ${id}: { value: ${text}, note: "${counts.join(", ")}" }\n`;
  });
  return `---
kind: check-in
objective: ${checkIn.objective}
date: ${checkIn.date}
by: ${PERSON}
${results.length > 0 ? `results:\n${results.join("")}` : ""}---
${checkIn.comment === null ? "" : `\n${checkIn.comment}\n`}`;
}

/** An end retrospective with the published scores as grades; a key result that was left out has none. */
function retrospective(
  { objective, date, final_scores }: Published,
  reasons: Record<string, string>,
): string {
  const grades = Object.entries(final_scores).flatMap(([id, grade]) =>
    grade === null ? [] : `  ${id}: ${grade}\n`,
  );
  const why = Object.entries(reasons).map(([id, reason]) => `  ${id}: ${JSON.stringify(reason)}\n`);
  return `---
kind: retrospective
objective: ${objective}
date: ${date}
by: ${PERSON}
phase: end
grades:
${grades.join("")}${why.length > 0 ? `reasons:\n${why.join("")}` : ""}---
`;
}
