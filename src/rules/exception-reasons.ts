import type { Pointer } from "../model/finding.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Misfit } from "./define.ts";
import { Exceptions, readExceptions } from "./exceptions.ts";

/** Tells why something is excepted from a rule: the reason that stands nearest to it in its file; null where no exception that holds covers it. */
export function readReasons(
  snapshot: Snapshot,
): (rule: string, place: Pick<Misfit, "source" | "pointer" | "subject">) => string | null {
  const exceptions = new Exceptions(snapshot);
  const said = new Map<string, { reason: string; within: Pointer }[]>();
  for (const text of snapshot.exceptions)
    for (const { rule, reason, problem } of readExceptions(text, snapshot.day)) {
      if (problem !== null || reason === null) continue;
      const key = `${rule}\0${text.source.path}`;
      said.set(key, [...(said.get(key) ?? []), { reason, within: text.within }]);
    }
  return (rule, place) => {
    if (!exceptions.cover(rule, { message: "", hint: "", ...place })) return null;
    const around = (said.get(`${rule}\0${place.source.path}`) ?? []).filter(({ within }) =>
      within.every((step, index) => step === place.pointer[index]),
    );
    return around.toSorted((a, b) => b.within.length - a.within.length)[0]?.reason ?? null;
  };
}
