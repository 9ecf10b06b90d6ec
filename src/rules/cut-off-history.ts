import { CUT_OFF } from "../model/history.ts";
import { defineRule, SETTINGS } from "./define.ts";
import { objective } from "./examples.ts";

export const cutOffHistory = defineRule({
  id: "cut-off-history",
  group: "history",
  severity: "error",
  summary: "The clone has the whole history, so that all rules can run.",
  why: "What was moved, lost or rewritten shows in old commits alone; without them a clone would pass as clean.",
  *check({ history: { cutOff } }, { skipped }) {
    if (cutOff === null || skipped.length === 0) return;
    const { message, hint } = CUT_OFF[cutOff];
    yield {
      source: SETTINGS,
      pointer: [],
      message: `${message}; not checked: ${skipped.join(", ")}`,
      hint,
      subject: null,
      key: cutOff,
    };
  },
  examples: {
    accepted: [{ commits: [{ day: "2026-10-01", files: { "grow.md": objective({}) } }] }],
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
    misfires: [
      { why: "What was never committed has no history that could be missing.", example: [objective({})] },
    ],
  },
});
