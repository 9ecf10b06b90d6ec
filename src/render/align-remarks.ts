import type { Unserved } from "../analysis/coverage.ts";
import type { Dependency, Landscape, Peer } from "../analysis/landscape.ts";
import { isPlaced } from "../analysis/landscape.ts";
import type { Paced } from "../analysis/pace.ts";
import { keyResultRef } from "../model/plan.ts";
import { type AlignReport, mark } from "./align-words.ts";
import { safe } from "./safe.ts";
import { inStatus, type Style } from "./style.ts";
import { pad, truncate, width, wrap } from "./width.ts";

/** Of a longer list so many are named. */
const MOST = 20;

/** Below the tree: contradictions, what nobody serves, peers, and who needs whom. */
export function remarkSections({ landscape }: AlignReport, style: Style): string[] {
  const { coverage, peers, dependencies } = landscape;
  return [
    ...section("Opposite stories", contradictions(landscape, style), style),
    ...section(
      "Nobody serves",
      [
        ...coverage.priorities.map(({ id, title }) => [`priority ${id}`, title]),
        ...coverage.unserved.map(unservedWords),
      ].map(([name = "", title = ""]) => [`${safe(name)}: ${safe(title)}`]),
      style,
    ),
    ...section(
      "Peers: who serves the same",
      peers.flatMap((peer) => peerLines(peer, style)),
      style,
    ),
    ...section(
      "Who needs whom",
      [...dependencies].sort(byConcern).map((one) => dependencyLines(one, style)),
      style,
    ),
  ];
}

/** A heading and its lines, each an entry of one or several; of many the first. */
function section(title: string, entries: readonly (readonly string[])[], style: Style): string[] {
  if (entries.length === 0) return [];
  const shown = entries.slice(0, entries.length <= MOST + 1 ? entries.length : MOST);
  const more = entries.length - shown.length;
  const lines = shown.flatMap((entry) =>
    entry.flatMap((text, index) => {
      const indent = index === 0 ? "  " : "      ";
      const fits = indent.length + width(text) <= style.columns;
      return fits
        ? indent + text
        : wrap(text, style.columns - indent.length - 2).map(
            (line, at) => `${indent}${at === 0 ? "" : "  "}${line}`,
          );
    }),
  );
  return [
    "",
    style.colour.bold(entries.length > shown.length ? `${title} (${entries.length})` : title),
    ...lines,
    ...(more > 0 ? [`  … and ${more} more; okr align --format json has them all`] : []),
  ];
}

function contradictions({ ties }: Landscape, style: Style): string[][] {
  return ties.flatMap(({ child, parent, contradicts }) =>
    contradicts && isPlaced(parent) ? [[stateOf(child, style), `serves  ${stateOf(parent, style)}`]] : [],
  );
}

function unservedWords({ objective, index }: Unserved): [string, string] {
  const keyResult = index === null ? undefined : objective.keyResults[index];
  if (keyResult === undefined) return [objective.id, objective.title];
  return [keyResultRef(objective.id, keyResult.id), keyResult.title];
}

/** Of the others that serve one thing so many are named. */
const PEERS = 8;

function peerLines({ served, others }: Peer, style: Style): string[][] {
  const name = `${"keyResults" in served ? "" : "priority "}${safe(served.id)}: ${safe(served.title)}`;
  const shown = others.slice(0, others.length <= PEERS + 1 ? others.length : PEERS);
  const more = others.length - shown.length;
  const rest = more > 0 ? [`… and ${more} more`] : [];
  return [[name, ...shown.map((other) => stateOf(other, style)), ...rest]];
}

/** Status, team and id of an objective. */
function stateOf(paced: Paced, style: Style): string {
  const { closed, status } = paced;
  const rest = truncate(nameOf(paced), style.columns - 32);
  return `${inStatus(style, closed ? null : status, pad(mark(paced), 16))} ${rest}`;
}

/** Who needs what, how that stands, and whether both sides know. */
function dependencyLines({ by, needed, ref, mutual }: Dependency, style: Style): string[] {
  const head = `${nameOf(by)} needs`;
  if (needed === null) return [`${head} ${safe(ref)}, which does not exist`];
  return [head, stateOf(needed, style), ...knowing(by, needed, mutual, style)];
}

function knowing(by: Paced, needed: Paced, mutual: boolean | null, style: Style): string[] {
  const [one, other] = [by.objective.team, needed.objective.team].map(safe);
  if (mutual === null || one === other) return [];
  if (mutual) return ["both sides have written it down"];
  return [style.colour.yellow(`! only ${one} knows: ${other} has not written it down`)];
}

/** What only one side knows first, then what stands badly. */
function byConcern(a: Dependency, b: Dependency): number {
  const concern = ({ needed, mutual }: Dependency) =>
    (mutual === false ? 0 : 2) + (needed?.status === "off-track" || needed?.status === "stale" ? 0 : 1);
  return concern(a) - concern(b);
}

function nameOf({ objective: { id, team } }: Paced): string {
  return safe(`${team} · ${id}`);
}
