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
          message: `differs from ${twin} only in upper and lower case`,
          hint: "rename one of the two",
          subject: null,
        };
    }
  },
  examples: { accepted: [], reported: [] },
});
