import type { Snapshot } from "../../model/snapshot.ts";

/** The files whose frontmatter excepts them from a rule, with a reason. */
export function filesExcepted({ exceptions }: Snapshot, rule: string): ReadonlySet<string> {
  return new Set(
    exceptions.flatMap(({ source, given }) => {
      const said = (given as Readonly<Record<string, unknown>> | null)?.[rule];
      const reason =
        typeof said === "string" ? said : (said as { reason?: unknown } | null | undefined)?.reason;
      return typeof reason === "string" && reason.trim() !== "" ? [source.path] : [];
    }),
  );
}
