import { defineRule } from "./define.ts";

export const caseTwin = defineRule({
  id: "case-twin",
  severity: "error",
  summary: "No two files differ only in the case of their names, which Windows and macOS cannot keep apart.",
  *check({ paths }) {
    const first = new Map<string, string>();
    for (const path of paths) {
      const folded = path.normalize("NFC").toLowerCase();
      const twin = first.get(folded);
      if (twin === undefined) first.set(folded, path);
      else
        yield {
          source: { path, yaml: "", line: 1 },
          pointer: [],
          message: `differs from ${twin} only in ${twin.toLowerCase() === path.toLowerCase() ? "upper and lower case" : "how its accents are written"}`,
          hint: "rename one of the two",
          subject: null,
        };
    }
  },
  examples: {
    accepted: [[named("okrs/grow.md"), named("okrs/growth.md"), named("okrs/trial/grow.md")]],
    reported: [
      [named("okrs/Grow.md"), named("okrs/grow.md")],
      [named("Okrs/grow.md"), named("okrs/grow.md")],
      [named("okrs/café.md".normalize("NFC")), named("okrs/café.md".normalize("NFD"))],
    ],
  },
});

function named(path: string) {
  return { path, text: "Notes\n" };
}
