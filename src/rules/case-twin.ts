import { defineRule } from "./define.ts";

export const caseTwin = defineRule({
  id: "case-twin",
  group: "files",
  severity: "error",
  summary: "No two files differ only in the case of their names, which Windows and macOS cannot keep apart.",
  why: "A clone there holds only one of the two, and the other seems to be deleted.",
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
          key: folded,
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
    misfires: [
      {
        why: "In two folders there is room for both.",
        example: [named("okrs/2026-Q3/Grow.md"), named("okrs/2026-Q4/grow.md")],
      },
    ],
  },
});

function named(path: string) {
  return { path, text: "Notes\n" };
}
