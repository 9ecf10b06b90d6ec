import type { Exhibit, Exhibits } from "../render/rules-words.ts";
import { checkSnapshot } from "../rules/check.ts";
import type { Example } from "../rules/define.ts";
import { rules } from "../rules/index.ts";
import { showExample } from "../rules/showcase.ts";
import { readSnapshot } from "../store/read-snapshot.ts";
import { placeRemarks } from "../store/yaml-careful.ts";

/** The examples of a rule with what it really finds in them; null of one that has none: what the reader reports. */
export async function exhibitsOf(id: string): Promise<Exhibits | null> {
  const rule = rules.find((one) => one.id === id);
  if (!rule) return null;
  const { accepted, reported, misfires } = rule.examples;
  const all = (examples: readonly Example[]) => Promise.all(examples.map((example) => exhibit(id, example)));
  const [fine, found, spared] = await Promise.all([
    all(accepted),
    all(reported),
    all(misfires.map(({ example }) => example)),
  ]);
  return {
    accepted: fine,
    reported: found,
    misfires: spared.map((one, index) => ({ why: misfires[index]?.why ?? "", ...one })),
  };
}

/** Runs a rule over an example. What commits tell, only a repository could: a story has no findings here. */
async function exhibit(id: string, example: Example): Promise<Exhibit> {
  const shown = showExample(example);
  const { files, around, day, commits } = shown;
  if (commits.length > 0) return { ...shown, findings: null };
  const tree = [...around, ...files].map(({ path, text }) => ({ path, bytes: Buffer.from(text) }));
  const snapshot = await readSnapshot(tree, day);
  if (snapshot.findings.length > 0) throw new Error(`an example of ${id} cannot be read`);
  const { remarks } = checkSnapshot(snapshot, rules, { only: new Set([id]) });
  const places = placeRemarks(remarks);
  const findings = remarks.map(({ source: _, pointer, part, ...said }, index) => ({
    ...said,
    ...(places[index] as (typeof places)[number]),
  }));
  return { ...shown, findings };
}
