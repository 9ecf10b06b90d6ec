import { join } from "node:path";
import { buildDemo } from "../../src/store/demo-repository.ts";
import { readExample } from "../../src/store/examples.ts";
import { isolatedEnvironment, TestRepository, temporaryFolder } from "../support/repository.ts";
import { buildHistory } from "./history.ts";
import { readSource, type Source } from "./source.ts";
import { STORY_2019Q2 } from "./story-2019q2.ts";

/** What the project published of its release Rome. */
export const ROME: Source = readSource("../../examples/joystream-rome/source.json");
/** What the project published of the second quarter of 2019. */
export const Q2: Source = readSource("joystream-2019q2.json");

/** Builds the example joystream-rome with its history, in a temporary folder. */
export async function buildRome(): Promise<TestRepository> {
  const repository = new TestRepository(join(temporaryFolder(), "joystream-rome"), isolatedEnvironment());
  await buildDemo(readExample("joystream-rome"), repository.dir, repository.env);
  return repository;
}

/** Builds the second quarter of 2019 with its history, in a temporary folder. */
export async function build2019q2(): Promise<TestRepository> {
  return buildHistory(Q2, STORY_2019Q2);
}

/** The histories of a real project, kept as they were. */
export const REPLAYS: readonly {
  readonly name: string;
  readonly source: Source;
  readonly build: () => Promise<TestRepository>;
}[] = [
  { name: "joystream-rome", source: ROME, build: buildRome },
  { name: "joystream-2019q2", source: Q2, build: build2019q2 },
];

/** The command lines that go over both histories unchanged, and the schema of what those in JSON print. */
export const COMMANDS: readonly { readonly argv: readonly string[]; readonly schema: string | null }[] = [
  { argv: ["score"], schema: null },
  { argv: ["score", "--json"], schema: "output/score" },
  { argv: ["status"], schema: null },
  { argv: ["status", "--json"], schema: "output/status" },
  { argv: ["score", "--weekly"], schema: null },
  { argv: ["score", "--weekly", "--json"], schema: "output/score" },
  { argv: ["log"], schema: null },
  { argv: ["log", "--json"], schema: "output/log" },
  { argv: ["check"], schema: null },
  { argv: ["check", "--json"], schema: "output/check" },
  { argv: ["diff", "HEAD~9"], schema: null },
  { argv: ["diff", "HEAD~9", "--json"], schema: "output/diff" },
];
