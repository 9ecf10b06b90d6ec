import { type Outcome, UserError } from "../errors.ts";
import type { CloseReport } from "../render/close-text.ts";
import { formats } from "../render/index.ts";
import { safe } from "../render/safe.ts";
import { tellAndPush } from "./checkin-write.ts";
import { gatherClosings } from "./close-gather.ts";
import { type ClosingSession, openClosing } from "./close-session.ts";
import { writeClosings } from "./close-write.ts";
import { defineCommand } from "./define.ts";
import { day, flag, format, teamOption, text, texts } from "./options.ts";
import { show } from "./show.ts";

export const close = defineCommand({
  name: "close",
  summary: "Close objectives: grades, reasons, what becomes of each, and what was learned, as one commit",
  arguments: [["[objectives...]", "their ids; without anything your own whose cycle is over"]],
  options: {
    team: teamOption,
    cycle: text("--cycle <id>", "all that are open in this cycle; without it a team's cycles that are over"),
    grade: texts(
      "--grade <key-result=0-1>",
      "settle a grade; objective/key-result=0.7 where several are closed",
    ),
    reason: texts("--reason <key-result=text>", "why the grade differs from the computed score"),
    outcome: texts("--outcome <word>", "done, continued or abandoned; objective=done for one of several"),
    accept: flag(
      "--accept",
      "take the computed score as the grade of every key result without one; what is abandoned stays without",
    ),
    intended: text("--intended <text>", "did we do what we set out to do?"),
    learned: text("--learned <text>", "what did we learn?"),
    surprised: text("--surprised <text>", "what surprised us?"),
    change: text("--change <text>", "what will we do differently?"),
    reopen: text(
      "--reopen <why>",
      "settle a closed objective anew; both retrospectives stay, the later one counts",
    ),
    from: text("--from <file|->", "read retrospectives from a YAML or JSON document, - for standard input"),
    date: day("--date <day>", "the day it is about; today when left out"),
    by: text("--by <person>", "who closes; the person git's identity names when left out"),
    noCommit: flag("--no-commit", "only write the files"),
    push: flag("--push", "push afterwards, on top of what others pushed"),
    format: format(["text", "json"]),
  },
  examples: [
    "okr close",
    'okr close first-week --grade tutorial=0.6 --reason tutorial="half of the users never saw it" --outcome continued',
    "okr close --team explorer --cycle 2026-Q4 --accept --outcome done --outcome first-week=continued",
    "okr close --from closing.yaml",
    'okr close first-week --reopen "the survey came in late" --accept --outcome done',
  ],
  async run(context, options, names): Promise<Outcome> {
    if (options.push && options.noCommit)
      throw new UserError("there is no commit to push", "leave out --no-commit, or --push");
    const session = await openClosing(context, "close", options.date);
    const { day: date } = session.snapshot;
    const records = await gatherClosings(session, names, { ...options, date });
    return landClosings(session, records, options);
  },
});

/** Writes, pushes where that is asked for, and says what was settled. */
export async function landClosings(
  session: ClosingSession,
  records: Parameters<typeof writeClosings>[1],
  { noCommit, push, format }: { noCommit: boolean; push: boolean; format: string },
): Promise<Outcome> {
  const { context, store, snapshot } = session;
  const tell = async (report: CloseReport) => {
    for (const warning of report.warnings) context.terminal.note(`okr: ${safe(warning)}\n`);
    const moment = { day: snapshot.day, commit: null };
    await show({ store, context, moment }, report, { format, output: null, formats: formats.close });
  };
  const written = await writeClosings(session, records, { commit: !noCommit });
  await tellAndPush(session, { report: written, push }, tell);
  return "ok";
}
