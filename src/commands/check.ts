import type { Context } from "../context.ts";
import { type Outcome, UserError } from "../errors.ts";
import type { CheckReport } from "../render/check-text.ts";
import { formats } from "../render/index.ts";
import { wayWithin } from "../store/root.ts";
import type { Store } from "../store/store.ts";
import { chooseRules, collectFindings, collectNew } from "./check-collect.ts";
import { defineCommand } from "./define.ts";
import { atOption, count, flag, format, outputOption, text, texts } from "./options.ts";
import { render, show } from "./show.ts";

const options = {
  base: text("--base <rev>", "report only what is new since this branch left that one"),
  maxWarnings: count("--max-warnings <n>", "exit 0 with so many warnings; -1 allows any number"),
  rule: texts("--rule <id>", "run only this rule (may be given several times)"),
  fix: flag("--fix", "repair what is only a matter of form, without a commit"),
  dryRun: flag("--dry-run", "with --fix: show the repairs and write nothing"),
  at: atOption,
  format: format(["text", "json", "github", "gitlab", "junit", "markdown", "sarif"]),
  output: outputOption,
};

export const check = defineCommand({
  name: "check",
  summary: "Check all files against the schemas and rules; exit 1 when there is a finding",
  options,
  examples: [
    "okr check",
    "okr check --base origin/main",
    "okr check --rule missing-backup --rule missing-owner",
    "okr check --fix --dry-run",
    "okr check --json | jq '.findings[].path'",
    "okr check --at 2026-11-20",
  ],
  async run(context, { base, maxWarnings, rule, fix, dryRun, at, format, output }) {
    if (dryRun && !fix) throw new UserError("--dry-run says what --fix would do", "add --fix");
    if (dryRun && format !== "text" && output === null)
      throw new UserError(
        `--dry-run shows text, not ${format}`,
        "leave out --json and --format, or write the findings to a file with --output FILE",
      );
    const choice = { only: chooseRules(rule) };
    const store = await context.store();
    const moment = await store.moment(at, context.clock.today());
    const collect = (from: Store) =>
      base === null ? collectFindings(from, moment, choice) : collectNew(from, moment, base, choice);
    const findingsOf = async (from: Store) => (await collect(from)).findings;
    const { store: after, repairs } = fix
      ? await (await import("./check-fix.ts")).repair(context, store, moment, findingsOf, { dryRun })
      : { store, repairs: 0 };
    const found = await collect(after);
    const pending = dryRun && repairs > 0;
    if (pending && output === null) context.terminal.write("\nAfter these repairs:\n");
    const report: CheckReport = {
      ...{ base: null, ...found, prefix: store.prefix, version: context.version },
      here: wayWithin(store.root, context.cwd),
    };
    await show({ store, context, moment }, report, { format, output, formats: formats.check });
    if (format === "github") await summarize(context, report);
    if (format === "text" && !fix) await noteRepairable(context, store, report);
    const outcome = outcomeOf(context, found, maxWarnings ?? 0);
    // Whoever asks what would be repaired wants to know that something is not as it should be.
    return pending ? "findings" : outcome;
  },
});

/** The job summary of a workflow's step, where there is one. */
async function summarize({ env, cwd }: Context, report: CheckReport): Promise<void> {
  const path = env.GITHUB_STEP_SUMMARY;
  if (path === undefined || path === "") return;
  const { appendOutput } = await import("../store/own-files.ts");
  appendOutput(cwd, path, await render(formats.check.markdown, report));
}

/** Nobody finds an option that is not mentioned when it would help. */
async function noteRepairable({ terminal }: Context, store: Store, { findings }: CheckReport): Promise<void> {
  if (findings.every(({ fix }) => fix === undefined) || typeof store.root.where !== "string") return;
  const { countRepairable } = await import("./check-fix.ts");
  const many = await countRepairable(store, findings);
  if (many > 0)
    terminal.note(`okr check --fix repairs ${many === findings.length ? "all of this" : many}.\n`);
}

function outcomeOf(
  { terminal }: Context,
  { findings, unread }: Pick<CheckReport, "findings"> & { readonly unread: number },
  maxWarnings: number,
): Outcome {
  if (unread > 0)
    terminal.note(
      `${unread} ${unread === 1 ? "file" : "files"} cannot be read; okr check without --rule says why.\n`,
    );
  const warnings = findings.filter(({ severity }) => severity === "warning").length;
  const tooMany = maxWarnings >= 0 && warnings > maxWarnings;
  if (tooMany && maxWarnings > 0)
    terminal.note(`okr: ${warnings} warnings are more than the ${maxWarnings} allowed\n`);
  return unread > 0 || tooMany || warnings < findings.length ? "findings" : "ok";
}
