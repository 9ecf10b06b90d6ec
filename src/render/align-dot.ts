import { isPlaced, type Placed } from "../analysis/landscape.ts";
import type { Paced } from "../analysis/pace.ts";
import type { Priority } from "../model/plan.ts";
import { type AlignReport, mark, servedParts, ticked } from "./align-words.ts";
import { safe } from "./safe.ts";
import { truncate, wrap } from "./width.ts";

const FILLS: Readonly<Record<string, string>> = {
  "on-track": "#d7f5df",
  "at-risk": "#fff3c4",
  "off-track": "#ffe0de",
  stale: "#fbe3f4",
  early: "#dcf1f7",
  closed: "#e7eaee",
};

/** The landscape in the language of Graphviz: `okr align --format dot | dot -Tsvg`. */
export function alignDot({ landscape, initiatives }: AlignReport): string {
  const { company, day, priorities, objectives, ties, dependencies } = landscape;
  const names = new Map<Placed | Paced["objective"] | Priority, string>();
  const lines: string[] = [];
  const declare = (key: Placed["objective"] | Priority, look: string) => {
    const name = `n${names.size}`;
    names.set(key, name);
    lines.push(`  ${name} [${look}];`);
  };
  for (const one of priorities)
    declare(one, `shape=ellipse, fillcolor="#eee8ff", label=${labelOf(["◆ priority", one.title, one.id])}`);
  const describe = (paced: Paced) => {
    const { objective, closed, status } = paced;
    const count = ticked(initiatives.get(objective.id));
    const facts = `${objective.id} · ${objective.team}`;
    const text = [mark(paced), objective.title, facts, ...(count === null ? [] : [count])];
    const fill = FILLS[closed ? "closed" : (status ?? "early")];
    declare(objective, `fillcolor="${fill}", tooltip=${quoted(objective.title)}, label=${labelOf(text)}`);
  };
  for (const placed of objectives) describe(placed);
  for (const { by, needed } of dependencies)
    for (const one of [by, needed]) if (one !== null && !names.has(one.objective)) describe(one);
  const link = (from: unknown, to: unknown, look: readonly string[]) => {
    const [tail, head] = [from, to].map((one) => names.get(one as Priority));
    lines.push(`  ${tail} -> ${head}${look.length === 0 ? "" : ` [${look.join(", ")}]`};`);
  };
  for (const tie of ties) {
    const words = [...servedParts(tie), ...(tie.contradicts ? ["≠ opposite stories"] : [])];
    const label = words.length === 0 ? [] : [`label=${labelOf(words)}`];
    const look = [...label, ...(tie.contradicts ? ['color="#cf222e"', "penwidth=2"] : [])];
    link(tie.child.objective, isPlaced(tie.parent) ? tie.parent.objective : tie.parent, look);
  }
  for (const { by, needed, mutual } of dependencies)
    if (needed !== null) {
      const words = mutual === false ? ["needs; only", "one side knows"] : ["needs"];
      link(by.objective, needed.objective, ["style=dashed", "constraint=false", `label=${labelOf(words)}`]);
    }
  return [
    `digraph okr {`,
    `  label=${quoted(`${company ?? "OKRs"}, ${day}`)};`,
    `  rankdir=RL;`,
    `  node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=11];`,
    `  edge [fontname="Helvetica", fontsize=9];`,
    ...lines,
    "}",
    "",
  ].join("\n");
}

/** Lines of text, the long ones broken up; of each so much. */
function labelOf(texts: readonly string[]): string {
  const lines = texts.flatMap((text) => wrap(truncate(safe(text), 120), 40));
  return `"${lines.map(inQuotes).join("\\n")}"`;
}

function quoted(text: string): string {
  return `"${inQuotes(truncate(safe(text), 400))}"`;
}

/** A backslash begins an escape in a label, and `&` an entity: both are written so that they stay what they are. */
function inQuotes(text: string): string {
  return text.replace(/[\\"]/g, "\\$&").replaceAll("&", "&amp;");
}
