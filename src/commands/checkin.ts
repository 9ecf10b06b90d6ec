import { type Outcome, UserError } from "../errors.ts";
import { idProblem } from "../model/id.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { CheckInReport } from "../render/check-in-text.ts";
import { formats } from "../render/index.ts";
import { safe } from "../render/safe.ts";
import type { Moment, Store } from "../store/store.ts";
import { gatherCheckIns } from "./checkin-gather.ts";
import { saysSomething } from "./checkin-input.ts";
import { undoCheckIn } from "./checkin-undo.ts";
import { type Session, tellAndPush, writeCheckIns } from "./checkin-write.ts";
import { defineCommand } from "./define.ts";
import { DraftKeeper } from "./draft-keeper.ts";
import { day, flag, format, text, texts } from "./options.ts";
import { show } from "./show.ts";

export const checkin = defineCommand({
  name: "checkin",
  aliases: ["check-in"],
  summary: "Check in: goal confidence, results, issues and plan (GRIP), as one commit",
  arguments: [
    ["[objective]", "the objective's id; without anything you are asked about all of yours"],
    ["[values...]", "readings: key-result=value"],
  ],
  options: {
    confidence: texts("--confidence <0-1>", "of reaching the objective; key-result=0.5 for one key result"),
    note: texts("--note <key-result=text>", "a remark on one reading"),
    issues: text("--issues <text>", "what is in the way"),
    plan: text("--plan <text>", "what comes next"),
    from: text("--from <file|->", "read check-ins from a YAML or JSON document, - for standard input"),
    date: day("--date <day>", "the day it is about; today when left out"),
    by: text("--by <person>", "who checks in; the person git's identity names when left out"),
    noCommit: flag("--no-commit", "only write the files"),
    push: flag("--push", "push afterwards, on top of what others pushed"),
    undo: flag("--undo", "take back your last check-in that is not pushed, with a commit that reverts it"),
    format: format(["text", "json"]),
  },
  examples: [
    "okr checkin",
    'okr checkin first-week completion=72 --confidence 0.7 --plan "Ship the tutorial to half of the users"',
    "okr checkin first-week tutorial=35 --confidence tutorial=0.5 --push",
    "okr checkin --from meeting.yaml",
    "okr checkin --undo",
  ],
  async run(context, options, words): Promise<Outcome> {
    if (options.undo) requireAlone(options, words);
    if (options.push && options.noCommit)
      throw new UserError("there is no commit to push", "leave out --no-commit, or --push");
    const store = await context.store();
    if (options.undo) return undoCheckIn(context, store);
    const today = context.clock.today();
    const moment = { day: options.date ?? today, commit: null };
    // Questions may go on with a draft, which may be about any objective.
    const [name = null, ...values] = words;
    const snapshot = await readFor(store, moment, saysSomething(options, values) ? name : null);
    const session: Session = { context, store, snapshot, today, draft: new DraftKeeper(store, context) };
    const checkIns = await gatherCheckIns(session, words, { ...options, date: moment.day });
    if (checkIns.length === 0) return "ok";
    const tell = async (report: CheckInReport) => {
      for (const warning of report.warnings) context.terminal.note(`okr: ${safe(warning)}\n`);
      const showing = { format: options.format, output: null, formats: formats.checkin };
      await show({ store, context, moment }, report, showing);
    };
    const written = await writeCheckIns(session, checkIns, { commit: !options.noCommit });
    await tellAndPush(session, { report: written, push: options.push }, tell);
    return "ok";
  },
});

/** All that is known; where one objective is named and is there, only it with its records, and the teams: that is quicker. */
async function readFor(store: Store, moment: Moment, name: string | null): Promise<Snapshot> {
  if (name !== null && idProblem(name) === null) {
    const part = await store.snapshot(moment, name);
    if (part.plan.objective(name)) return part;
  }
  return store.snapshot(moment);
}

/** Throws a UserError where --undo comes with something that it would pass over. */
function requireAlone(options: Readonly<Record<string, unknown>>, words: readonly string[]): void {
  const others = Object.entries(options).filter(([name]) => name !== "undo" && name !== "format");
  const given = (value: unknown) =>
    Array.isArray(value) ? value.length > 0 : value !== null && value !== false;
  if (words.length > 0 || options.format !== "text" || others.some(([, value]) => given(value)))
    throw new UserError("--undo takes nothing else", "to take back your last check-in: okr checkin --undo");
}
