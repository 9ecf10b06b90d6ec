import type { Row, TableSource } from "../tables.ts";

/** The columns of the table of links. */
export const LINK_COLUMNS = ["from", "to", "kind", "to_kind", "known"];

/** One row for each thing that an objective says it aligns to, depends on or continues. */
export function linkRows({ survey, objectives }: TableSource): Row[] {
  const { plan } = survey.snapshot;
  return objectives.flatMap((one) => {
    const row = (to: string, kind: string, toKind: string | null): Row => ({
      from: one.id,
      to,
      kind,
      to_kind: toKind,
      known: toKind !== null,
    });
    const objectiveNamed = (id: string) => (plan.objective(id) === undefined ? null : "objective");
    const aligned = survey.alignment.of(one.id).map(({ ref, objective, keyResult, priority }) => {
      const whole = objective === null || ref.includes("/") ? null : "objective";
      return row(ref, "aligns_to", keyResult ? "key-result" : priority ? "priority" : whole);
    });
    return [
      ...aligned,
      ...one.dependsOn.map((id) => row(id, "depends_on", objectiveNamed(id))),
      ...(one.continues === null ? [] : [row(one.continues, "continues", objectiveNamed(one.continues))]),
    ];
  });
}
