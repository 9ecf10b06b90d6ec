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

/** One commit of an example, with the files it brings. */
export interface ExampleCommit {
  /** ISO 8601 with its offset. */
  readonly date: string;
  /** `Name <address>`. */
  readonly author: string;
  readonly message: string;
  /** Paths relative to the example's folder. */
  readonly files: readonly string[];
}

const DESCRIPTION = "demo.yaml";

/** The names of the examples that come with the program. */
export function listExamples(): string[] {
  const folder = examplesFolder();
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, DESCRIPTION)));
}

/** Reads an example by one of the names listed. */
export function readExample(name: string): Example {
  const text = readFileSync(join(examplesFolder(), name, DESCRIPTION), "utf8");
  return { name, ...(parse(text) as Omit<Example, "name">) };
}

/** The bytes of an example's file. */
export function readExampleFile(name: string, path: string): Buffer {
  return readFileSync(join(examplesFolder(), name, path));
}

/** The examples lie beside the sources and, installed, beside the bundle: at the top of the package. */
function examplesFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const examples = join(folder, "examples");
    if (existsSync(join(folder, "package.json")) && existsSync(examples)) return examples;
    if (dirname(folder) === folder) throw new Error("the examples are missing from this installation");
  }
}
