import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

/** An example company: its files, and the commits that brought them. */
export interface Example {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  /** The day to look at it from. */
  readonly day: string;
  readonly branch: string;
  /** Whom the person who tries it plays: `Name <address>`. */
  readonly identity: string;
  readonly commits: readonly ExampleCommit[];
  /** Commands worth trying, and why. */
  readonly try: readonly { readonly command: string; readonly why: string }[];
}

/** One commit of an example. It stands on the one before it on its branch; paths are relative to the example's folder. */
export interface ExampleCommit {
  /** ISO 8601 with its offset. */
  readonly date: string;
  /** `Name <address>`. */
  readonly author: string;
  readonly message: string;
  /** The branch it lies on, if not the example's; a new one begins where the example's branch is at that place in the list. */
  readonly branch: string | null;
  /** The branch that it merges. Of what that brought, it takes over what its own `changes` name. */
  readonly merge: string | null;
  /** The files it brings. */
  readonly files: readonly string[];
  /** The files of earlier commits that it changes. */
  readonly changes: readonly string[];
  /** By path, what another commit changes later: pieces of the file in the folder, and what stood in their place. */
  readonly was: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const PLAIN = { branch: null, merge: null, files: [], changes: [], was: {} };

const DESCRIPTION = "demo.yaml";

/** The names of the examples that come with the program. */
export function listExamples(): string[] {
  const folder = examplesFolder();
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, DESCRIPTION)));
}

/** Reads an example by one of the names listed. */
export function readExample(name: string): Example {
  const text = readFileSync(join(examplesFolder(), name, DESCRIPTION), "utf8");
  const example = parse(text) as Omit<Example, "name">;
  return { ...example, name, commits: example.commits.map((commit) => ({ ...PLAIN, ...commit })) };
}

/** The bytes of an example's file. */
export function readExampleFile(name: string, path: string): Buffer {
  return readFileSync(join(examplesFolder(), name, path));
}

/** The bytes of an example's file as one of its commits leaves it. */
export function readExampleVersion(name: string, path: string, { was }: ExampleCommit): Buffer {
  const pieces = Object.entries(was[path] ?? {});
  if (pieces.length === 0) return readExampleFile(name, path);
  const text = pieces.reduce((text, [now, then]) => {
    const parts = text.split(now);
    if (parts.length !== 2) throw new Error(`${name}/${path} must hold once: ${now}`);
    return parts.join(then);
  }, readExampleFile(name, path).toString());
  return Buffer.from(text);
}

/** The examples lie beside the sources and, installed, beside the bundle: at the top of the package. */
function examplesFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const examples = join(folder, "examples");
    if (existsSync(join(folder, "package.json")) && existsSync(examples)) return examples;
    if (dirname(folder) === folder) throw new Error("the examples are missing from this installation");
  }
}
