import type { Coverage } from "../analysis/coverage.ts";
import {
  type Dependency,
  isPlaced,
  type Landscape,
  type Peer,
  type Placed,
  type Tie,
} from "../analysis/landscape.ts";
import { Origins } from "../analysis/origins.ts";
import type { Paced } from "../analysis/pace.ts";
import { keyResultRef } from "../model/plan.ts";
import { type AlignReport, idOf, keyResultScore } from "./align-words.ts";
import type { Medium } from "./index.ts";
import { envelope } from "./json.ts";

/** The landscape as JSON, schema okr-align/1. */
export function alignJson({ landscape, initiatives, snapshot }: AlignReport, { at }: Medium): string {
  const origins = new Origins(snapshot);
  const { vision, team, centre, cycles, priorities, objectives, ties, dependencies, peers } = landscape;
  return envelope("okr-align/1", at, {
    vision,
    team: team?.id ?? null,
    centre,
    cycles,
    priorities: priorities.map(({ id, title }) => ({ id, title })),
    objectives: objectives.map((placed) => ({
      ...objectiveJson(placed, origins),
      initiatives: (initiatives.get(placed.objective.id) ?? []).map(({ text, done, url }) => ({
        text,
        done,
        url,
      })),
    })),
    links: ties.map(linkJson),
    dependencies: dependencies.map(dependencyJson),
    peers: peers.map(peerJson),
    coverage: coverageJson(landscape.coverage, landscape.weeks),
  });
}

function objectiveJson(placed: Placed, origins: Origins) {
  const { objective, layer, asked, projected, confidence, lastCheckIn, closed } = placed;
  const { id, title, team, cycle, type, owner, source } = objective;
  return {
    ...{ id, title, team, level: layer, cycle, type, owner, path: source.path },
    commit: origins.ofDefinition(objective)?.id ?? null,
    asked,
    ...numbers(placed),
    projected,
    confidence,
    last_check_in: lastCheckIn,
    outcome: closed?.outcome ?? null,
  };
}

function numbers({ score, grade, status }: Paced) {
  return { score, grade, status };
}

/** Both ends of a link, side by side. */
function linkJson({ child, parent, keyResults, contradicts }: Tie) {
  const served = isPlaced(parent) ? parent : null;
  const { score, grade, status } = child;
  return {
    from: child.objective.id,
    from_score: score,
    from_grade: grade,
    from_status: status,
    to: idOf(parent),
    to_kind: served === null ? "priority" : "objective",
    to_score: served?.score ?? null,
    to_grade: served?.grade ?? null,
    to_status: served?.status ?? null,
    key_results:
      served === null ? [] : keyResults.map((one) => ({ id: one.id, score: keyResultScore(served, one) })),
    contradicts,
  };
}

function dependencyJson({ by, ref, needed, mutual }: Dependency) {
  return {
    from: by.objective.id,
    from_team: by.objective.team,
    from_score: by.score,
    from_status: by.status,
    to: ref,
    to_team: needed?.objective.team ?? null,
    to_score: needed?.score ?? null,
    to_status: needed?.status ?? null,
    both_know: mutual,
  };
}

function peerJson({ served, own, others }: Peer) {
  return {
    serve: served.id,
    own: own.map(({ objective }) => objective.id),
    others: others.map((other) => ({
      id: other.objective.id,
      team: other.objective.team,
      ...numbers(other),
    })),
  };
}

function coverageJson(coverage: Coverage, weeks: Landscape["weeks"]) {
  const { aligned, all, units, priorities, unserved, unaligned } = coverage;
  return {
    ...shareJson({ aligned, all }),
    unserved_priorities: priorities.map(({ id }) => id),
    unserved_objectives: unserved.flatMap(({ objective, index }) => (index === null ? objective.id : [])),
    unserved_key_results: unserved.flatMap(({ objective, index }) => {
      const keyResult = index === null ? undefined : objective.keyResults[index];
      return keyResult === undefined ? [] : keyResultRef(objective.id, keyResult.id);
    }),
    unaligned_objectives: unaligned.map(({ id }) => id),
    units: units.map(({ unit, ...share }) => ({ unit: unit?.id ?? null, ...shareJson(share) })),
    weeks: weeks?.map(({ day, ...share }) => ({ date: day, ...shareJson(share) })) ?? null,
  };
}

function shareJson({ aligned, all }: { aligned: number; all: number }) {
  return { aligned, all, share: all === 0 ? null : aligned / all };
}
