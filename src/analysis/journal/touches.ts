import type { Commit, Content } from "../../model/history.ts";
import type { Person } from "../../model/plan.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import type { Definition } from "./entry.ts";

/** What one commit did to one definition, against its first parent; its file may have moved. */
export interface Touch {
  readonly key: string;
  readonly commit: Commit | null;
  path: string;
  before: Definition | null;
  after: Definition | null;
  /** Whether the side that is missing is a file that nothing could be read of. */
  blind: boolean;
}

/** The definitions that stand on the branch, by the paths of their files. */
export class DefinitionsOnBranch {
  readonly #files = new Map<string, Definition>();
  readonly #paths = new Map<string, Set<string>>();

  apply({ changes }: Commit): void {
    for (const { path, before, after } of changes) {
      const [was, is] = [definitionIn(before), definitionIn(after)];
      if (was) {
        this.#files.delete(path);
        this.#paths.get(keyOf(was))?.delete(path);
      }
      if (!is) continue;
      this.#files.set(path, is);
      const paths = this.#paths.get(keyOf(is));
      if (paths) paths.add(path);
      else this.#paths.set(keyOf(is), new Set([path]));
    }
  }

  /** Of two files with the same id the first by path counts, as in a plan; null where there is none. */
  find(key: string): { readonly definition: Definition; readonly path: string } | null {
    const [path] = [...(this.#paths.get(key) ?? [])].sort();
    return path === undefined ? null : { definition: this.#files.get(path) as Definition, path };
  }

  /** All of them, by key. */
  definitions(): Map<string, { readonly definition: Definition; readonly path: string }> {
    const definitions = new Map<string, { definition: Definition; path: string }>();
    for (const path of [...this.#files.keys()].sort()) {
      const definition = this.#files.get(path) as Definition;
      if (!definitions.has(keyOf(definition))) definitions.set(keyOf(definition), { definition, path });
    }
    return definitions;
  }
}

/** What a commit did to definitions, each once wherever its files are. */
export function touchesOf(commit: Commit): Touch[] {
  const touches = new Map<string, Touch>();
  const touch = (key: string, path: string, blind: boolean) => {
    const found = touches.get(key);
    if (found) {
      found.blind = false;
      return found;
    }
    const fresh: Touch = { key, commit, path, before: null, after: null, blind };
    touches.set(key, fresh);
    return fresh;
  };
  for (const { path, before, after } of commit.changes) {
    const [was, is] = [definitionIn(before), definitionIn(after)];
    if (was) touch(keyOf(was), path, after?.kind === "other").before ??= was;
    if (!is) continue;
    const touched = touch(keyOf(is), path, before?.kind === "other");
    if (touched.after === null) Object.assign(touched, { after: is, path });
  }
  return [...touches.values()];
}

function definitionIn(content: Content | null): Definition | null {
  switch (content?.kind) {
    case "objective":
    case "team":
    case "strategy":
    case "settings":
      return content;
    default:
      return null;
  }
}

/** What identifies a definition wherever its file is: `objective/first-week`, `settings`. */
export function keyOf(definition: Definition): string {
  switch (definition.kind) {
    case "objective":
      return `objective/${definition.objective.id}`;
    case "team":
      return `team/${definition.team.id}`;
    default:
      return definition.kind;
  }
}

/** The definitions of a tree, by key. */
export function definitionsOf({ plan, settings, findings }: Snapshot) {
  const definitions = new Map<string, { readonly definition: Definition; readonly path: string }>();
  const add = (definition: Definition, path: string) => {
    if (!definitions.has(keyOf(definition))) definitions.set(keyOf(definition), { definition, path });
  };
  for (const objective of plan.objectives) add({ kind: "objective", objective }, objective.source.path);
  const people = new Map<string, Person[]>();
  for (const person of plan.people)
    people
      .set(person.team, people.get(person.team) ?? [])
      .get(person.team)
      ?.push(person);
  for (const team of plan.teams)
    add({ kind: "team", team, people: people.get(team.id) ?? [] }, team.source.path);
  if (plan.strategy) add({ kind: "strategy", strategy: plan.strategy }, plan.strategy.source.path);
  if (!findings.some(({ path }) => path === SETTINGS)) add({ kind: "settings", settings }, SETTINGS);
  return definitions;
}

const SETTINGS = "okr.yaml";

/** Whether a definition is missing only because its file cannot be read. */
export function isUnread({ plan, findings }: Snapshot, key: string, path: string): boolean {
  const id = key.split("/")[1];
  return (id !== undefined && plan.damaged.has(id)) || findings.some((finding) => finding.path === path);
}
