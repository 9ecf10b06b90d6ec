import type { Outcome } from "../errors.ts";
import { formats } from "../render/index.ts";
import { safe } from "../render/safe.ts";
import { gatherCheckIns } from "./checkin-gather.ts";
import { pushCheckIns, type Session, undoCheckIn, writeCheckIns } from "./checkin-write.ts";
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
    const store = await context.store();
    if (options.undo) return undoCheckIn(context, store);
    const today = context.clock.today();
    const moment = { day: options.date ?? today, commit: null };
    const snapshot = await store.snapshot(moment);
    const session: Session = { context, store, snapshot, today, draft: new DraftKeeper(store, context) };
    const checkIns = await gatherCheckIns(session, words, { ...options, date: moment.day });
    if (checkIns.length === 0) {
      context.terminal.note("Nothing was said, so nothing is written.\n");
      return "ok";
    }
    const written = await writeCheckIns(session, checkIns, { commit: !options.noCommit });
    const report = options.push ? await pushCheckIns(session, written) : written;
    for (const warning of report.warnings) context.terminal.note(`okr: ${safe(warning)}\n`);
    await show({ store, context, moment }, report, {
      format: options.format,
      output: null,
      formats: formats.checkin,
    });
    return "ok";
  },
});
