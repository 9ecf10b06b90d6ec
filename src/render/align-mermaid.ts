import { type Dependency, isPlaced, type Placed, type Tie } from "../analysis/landscape.ts";
import type { Paced } from "../analysis/pace.ts";
import type { Priority } from "../model/plan.ts";
import { splitRoots, treeRows } from "./align-tree.ts";
import { type AlignReport, mark, servedParts, shareWords, ticked } from "./align-words.ts";
import { markdownText } from "./markdown.ts";
import { safe } from "./safe.ts";
import { truncate } from "./width.ts";
import { nothingToShow } from "./words.ts";

/** Hosts refuse a diagram of more than 50,000 characters or 500 links; nobody reads one of that size. */
const MOST = { nodes: 60, edges: 150, characters: 20_000 };
const TITLE = 80;

/** The landscape as Markdown with flowcharts that hosts draw: one for each priority, and more where one would be too large. */
export function alignMermaid(report: AlignReport): string {
  const { landscape, snapshot } = report;
  const { company, day, vision, coverage, dependencies } = landscape;
  const parts = [`# Who serves what: ${markdownText(`${company ?? "OKRs"}, ${day}`)}`];
  if (vision !== null) parts.push(`Vision: ${markdownText(vision)}`);
  if (coverage.all > 0 && coverage.servable && landscape.centre === null)
    parts.push(`${shareWords(coverage)}.`);
  if (landscape.objectives.length + landscape.priorities.length === 0) parts.push(nothingToShow(snapshot));
  const { tops, loose } = splitRoots(landscape);
  const seen = new Set<Placed | Priority>();
  const draw = (title: string, roots: readonly (Placed | Priority)[]) => {
    const sheets = new Sheets(title, report);
    for (const { node, tie } of treeRows(landscape, roots, seen)) sheets.add(node, tie);
    parts.push(...sheets.done());
  };
  for (const root of tops) if (!isPlaced(root)) draw(root.title, [root]);
  draw("Serve no priority", tops.filter(isPlaced));
  draw(coverage.servable ? "Serve nothing" : "Objectives", loose);
  const sheets = new Sheets("Who needs whom", report);
  for (const dependency of dependencies) sheets.addNeed(dependency);
  parts.push(...sheets.done());
  return `${parts.join("\n\n")}\n`;
}

const CLASSES = [
  ["priority", "fill:#eee8ff,stroke:#6639ba,color:#24135f"],
  ["on-track", "fill:#d7f5df,stroke:#1a7f37,color:#0b3d1c"],
  ["at-risk", "fill:#fff3c4,stroke:#9a6700,color:#4d3300"],
  ["off-track", "fill:#ffe0de,stroke:#cf222e,color:#5f0f14"],
  ["stale", "fill:#fbe3f4,stroke:#99286e,color:#4f1239"],
  ["early", "fill:#dcf1f7,stroke:#1b6f8a,color:#0c3745"],
  ["closed", "fill:#e7eaee,stroke:#57606a,color:#24292f"],
] as const;

/** Flowcharts of one heading, each within the limits; what a link needs on both sides stands in the same one. */
class Sheets {
  readonly #title: string;
  readonly #report: AlignReport;
  readonly #sheets: string[][] = [];
  #nodes = new Map<Placed | Paced | Priority, string>();
  #lines: string[] = [];
  #looks = new Set<string>();
  #edges = 0;
  #characters = 0;

  constructor(title: string, report: AlignReport) {
    this.#title = title;
    this.#report = report;
  }

  add(node: Placed | Priority, tie: Tie | null): void {
    this.#makeRoom();
    const from = this.#declare(node);
    if (tie === null) return;
    const words = [...servedParts(tie), ...(tie.contradicts ? ["≠ opposite stories"] : [])].join(", ");
    this.#link(from, tie.contradicts ? "==>" : "-->", words, this.#declare(tie.parent));
  }

  addNeed({ by, needed, ref, mutual }: Dependency): void {
    this.#makeRoom();
    const words = mutual === false ? "needs; only one side knows" : "needs";
    const missing = { id: ref, title: `${ref} does not exist` };
    this.#link(this.#declare(by), "-.->", words, this.#declare(needed ?? missing));
  }

  /** The headings and the flowcharts below them. */
  done(): string[] {
    this.#finish();
    return this.#sheets.flatMap((lines, index) => {
      const page = this.#sheets.length === 1 ? "" : ` (${index + 1} of ${this.#sheets.length})`;
      return [
        `## ${markdownText(truncate(safe(this.#title), 160))}${page}`,
        ["```mermaid", "flowchart RL", ...lines, "```"].join("\n"),
      ];
    });
  }

  #makeRoom(): void {
    const full =
      this.#nodes.size + 2 > MOST.nodes || this.#edges >= MOST.edges || this.#characters > MOST.characters;
    if (full) this.#finish();
  }

  #finish(): void {
    if (this.#lines.length === 0) return;
    const looks = CLASSES.filter(([name]) => this.#looks.has(name));
    this.#sheets.push([...this.#lines, ...looks.map(([name, look]) => `  classDef ${name} ${look}`)]);
    this.#looks = new Set();
    this.#nodes = new Map();
    this.#lines = [];
    this.#edges = 0;
    this.#characters = 0;
  }

  #declare(node: Placed | Paced | Priority): string {
    const known = this.#nodes.get(node);
    if (known !== undefined) return known;
    const name = `n${this.#nodes.size}`;
    this.#nodes.set(node, name);
    const look = !("objective" in node) ? "priority" : node.closed ? "closed" : (node.status ?? "early");
    const label = "objective" in node ? `["${this.#label(node)}"]` : priorityLabel(node);
    this.#looks.add(look);
    this.#write(`${name}${label}:::${look}`);
    return name;
  }

  #label(paced: Paced): string {
    const { id, team, title } = paced.objective;
    const done = ticked(this.#report.initiatives.get(id));
    const facts = [id, team, ...(done === null ? [] : [done])].join(" · ");
    return [mark(paced), shorten(title), facts].map(inLabel).join("<br/>");
  }

  #link(from: string, arrow: string, words: string, to: string): void {
    this.#edges++;
    this.#write(`${from} ${arrow}${words === "" ? "" : `|"${inLabel(shorten(words))}"|`} ${to}`);
  }

  #write(line: string): void {
    this.#characters += line.length;
    this.#lines.push(`  ${line}`);
  }
}

function priorityLabel({ id, title }: Priority): string {
  return `(["${["◆ priority", shorten(title), id].map(inLabel).join("<br/>")}"])`;
}

function shorten(text: string): string {
  return truncate(safe(text), TITLE);
}

/**
 * Text for a label: every sign that could mean something as a numeric code, which mermaid shows as it is. What it looks for in the text that
 * comes of it is broken up by a space of no width: formulas (`$$`), icons (`fa:fa-car`) and line ends (`\n`).
 */
function inLabel(text: string): string {
  return [...safe(text).replace(/[$:\\](?=\S)/gu, "$&\u200b")]
    .map((sign) => (/[\p{L}\p{N} .,·●◐○◌■◆≠-]/u.test(sign) ? sign : `#${sign.codePointAt(0)};`))
    .join("");
}
