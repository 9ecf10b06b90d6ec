import { sortFindings } from "../model/finding.ts";
import { formats } from "../render/index.ts";
import { checkSnapshot } from "../rules/check.ts";
import { rules } from "../rules/index.ts";
import { defineCommand } from "./define.ts";
import { atOption, format, outputOption } from "./options.ts";
import { show } from "./show.ts";

export const check = defineCommand({
  name: "check",
  summary: "Check all files against the schemas and rules; exit 1 when there is a finding",
  options: { at: atOption, format: format(["text", "json"]), output: outputOption },
  examples: ["okr check", "okr check --json | jq '.findings[].path'", "okr check --at main"],
  async run(context, { at, format, output }) {
    const store = await context.store();
    const moment = await store.moment(at, context.clock.today());
    const snapshot = await store.snapshotWithHistory(moment);
    const broken = await store.locate(checkSnapshot(snapshot, rules));
    const findings = sortFindings([...snapshot.findings, ...broken]);
    const report = { findings, files: snapshot.paths.length };
    await show({ store, context, moment }, report, { format, output, formats: formats.check });
    return findings.length > 0 ? "findings" : "ok";
  },
});
