import type { AlignmentChange } from "../analysis/diff.ts";
import { type DiffReport, fact, type Item } from "./diff-report.ts";
import type { Fact } from "./log-facts.ts";
import { safe } from "./safe.ts";

/** What serves less than before, or nothing that is there, and what nobody serves any more. */
export function alignmentLost(report: DiffReport): Item[] {
  const { diff, after } = report;
  const swapped = swappedIn(diff.alignment);
  const outcomes = new Map(after.retrospectives.map((one) => [one.objective, one.outcome]));
  return diff.alignment.flatMap(({ event, objective, ref, cause, supporters }): Item[] => {
    const target = describeTarget(ref, report);
    if (event === "unsupported") {
      const title = target.map((one) => fact("title", ...one.lines));
      const facts = [...title, fact("was served by", listed(supporters))];
      return [{ sign: "!", id: safe(ref), text: "nothing that is open serves it any more", facts }];
    }
    // An objective that is gone serves nothing: that it is gone is told already.
    if (event === "gained" || cause === "supporter" || objective === null) return [];
    if (event === "lost" && swapped.has(objective)) return [];
    const outcome = outcomes.get(ref.split("/")[0] as string) ?? null;
    const words = {
      edited: `no longer serves ${safe(ref)}`,
      target: `serves ${safe(ref)}, which is gone`,
      closed: `serves ${safe(ref)}, which is closed${outcome === null ? "" : ` (${outcome})`}`,
    }[cause];
    const left = after.plan.objective(objective)?.alignsTo.filter((one) => one !== ref) ?? [];
    const rest = cause === "edited" ? [fact("still serves", listed(left))] : [];
    return [{ sign: "!", id: safe(objective), text: words, facts: [...target, ...rest] }];
  });
}

/** So many names go into one line. */
const MOST = 6;

function listed(names: readonly string[]): string {
  if (names.length === 0) return "nothing";
  const more = names.length > MOST ? ` and ${names.length - MOST} more` : "";
  return names.slice(0, MOST).map(safe).join(", ") + more;
}

/** What serves more than before, or something else; a new objective says itself what it serves. */
export function alignmentGained(report: DiffReport): Item[] {
  const { alignment } = report.diff;
  const swapped = swappedIn(alignment);
  const lost = new Map<string, string[]>();
  for (const { event, objective, ref } of alignment)
    if (event === "lost" && objective !== null && swapped.has(objective))
      lost.set(objective, [...(lost.get(objective) ?? []), ref]);
  const gained = new Map<string, AlignmentChange[]>();
  for (const one of alignment)
    if (one.event === "gained" && one.objective !== null && one.cause !== "supporter")
      gained.set(one.objective, [...(gained.get(one.objective) ?? []), one]);
  return [...gained].map(([objective, changes]): Item => {
    const instead = lost.get(objective);
    const refs = changes.map(({ ref }) => safe(ref)).join(", ");
    return {
      sign: instead ? "~" : "+",
      id: safe(objective),
      text: instead ? `serves ${refs} instead of ${instead.map(safe).join(", ")}` : `now serves ${refs}`,
      facts: changes.flatMap(({ ref }) => describeTarget(ref, report)),
    };
  });
}

/** The objectives of which the alignment tells that they were edited. */
export function realignedIn(alignment: readonly AlignmentChange[]): ReadonlySet<string> {
  return new Set(alignment.flatMap(({ objective, cause }) => (cause === "edited" ? (objective ?? []) : [])));
}

/** The objectives that say of themselves that they serve something else than before. */
export function swappedIn(alignment: readonly AlignmentChange[]): ReadonlySet<string> {
  const edited = (event: AlignmentChange["event"]) =>
    alignment.flatMap((one) => (one.event === event && one.cause === "edited" ? (one.objective ?? []) : []));
  const lost = new Set(edited("lost"));
  return new Set(edited("gained").filter((id) => lost.has(id)));
}

/** What is served: its title beside its id, where one of the trees knows it. */
function describeTarget(ref: string, { before, after }: DiffReport): Fact[] {
  const [id = "", part] = ref.split("/");
  for (const { plan } of [after, before]) {
    const objective = plan.objective(id);
    const keyResult = objective?.keyResults.find((one) => one.id === part);
    const title = keyResult?.title ?? objective?.title ?? plan.priority(id)?.title;
    if (title !== undefined) return [{ label: safe(ref), lines: [safe(title)], kind: "key-result" }];
  }
  return [];
}
