import { CUT_OFF } from "../model/history.ts";
import { defineRule, SETTINGS } from "./define.ts";
import { objective } from "./examples.ts";

export const cutOffHistory = defineRule({
  id: "cut-off-history",
  severity: "error",
  summary: "The clone has the whole history, so that all rules can run.",
  *check({ history: { cutOff } }, { skipped }) {
    if (cutOff === null || skipped.length === 0) return;
    const { message, hint } = CUT_OFF[cutOff];
    yield {
      source: SETTINGS,
      pointer: [],
      message: `${message}; not checked: ${skipped.join(", ")}`,
      hint,
      subject: null,
    };
  },
  examples: {
    accepted: [[objective({})], { commits: [{ day: "2026-10-01", files: { "grow.md": objective({}) } }] }],
    reported: [
      { commits: [{ day: "2026-10-01", files: { "grow.md": objective({}) } }], clone: "shallow" },
      {
        commits: [
          { day: "2026-10-01", files: { "grow.md": objective({}) } },
          { day: "2026-10-02", files: { "grow.md": objective({ title: "Grow" }) } },
        ],
        clone: "partial",
      },
    ],
  },
});
