import type { At } from "./json.ts";
import type { Style } from "./style.ts";

/** What a format needs besides the result: how text may look, and what a JSON answer says of its origin. */
export interface Medium {
  readonly style: Style;
  readonly at: At;
}

/** A format turns a result into text; it is loaded when it is asked for. */
export type Format<R> = () => Promise<(result: R, medium: Medium) => string>;

/** Every report with the formats it comes in. */
export const formats = {
  align: {
    text: () => import("./align-text.ts").then(({ alignText }) => alignText),
    json: () => import("./align-json.ts").then(({ alignJson }) => alignJson),
    mermaid: () => import("./align-mermaid.ts").then(({ alignMermaid }) => alignMermaid),
    dot: () => import("./align-dot.ts").then(({ alignDot }) => alignDot),
    svg: () => import("./align-svg.ts").then(({ alignSvg }) => alignSvg),
  },
  calendar: {
    ics: () => import("./calendar-ics.ts").then(({ calendarIcs }) => calendarIcs),
  },
  check: {
    text: () => import("./check-text.ts").then(({ checkText }) => checkText),
    json: () => import("./check-json.ts").then(({ checkJson }) => checkJson),
    github: () => import("./check-github.ts").then(({ checkGithub }) => checkGithub),
    gitlab: () => import("./check-gitlab.ts").then(({ checkGitlab }) => checkGitlab),
    junit: () => import("./check-junit.ts").then(({ checkJunit }) => checkJunit),
    markdown: () => import("./check-markdown.ts").then(({ checkMarkdown }) => checkMarkdown),
    sarif: () => import("./check-sarif.ts").then(({ checkSarif }) => checkSarif),
  },
  checkin: {
    text: () => import("./check-in-text.ts").then(({ checkInText }) => checkInText),
    json: () => import("./check-in-json.ts").then(({ checkInJson }) => checkInJson),
  },
  close: {
    text: () => import("./close-text.ts").then(({ closeText }) => closeText),
    json: () => import("./close-json.ts").then(({ closeJson }) => closeJson),
  },
  continue: {
    text: () => import("./continue-text.ts").then(({ continueText }) => continueText),
    json: () => import("./continue-json.ts").then(({ continueJson }) => continueJson),
  },
  diff: {
    text: () => import("./diff-text.ts").then(({ diffText }) => diffText),
    markdown: () => import("./diff-markdown.ts").then(({ diffMarkdown }) => diffMarkdown),
    json: () => import("./diff-json.ts").then(({ diffJson }) => diffJson),
  },
  export: {
    csv: () => import("./export-csv.ts").then(({ exportCsv }) => exportCsv),
    json: () => import("./export-json.ts").then(({ exportJson }) => exportJson),
    jsonl: () => import("./export-jsonl.ts").then(({ exportJsonl }) => exportJsonl),
  },
  health: {
    text: () => import("./health-text.ts").then(({ healthText }) => healthText),
    json: () => import("./health-json.ts").then(({ healthJson }) => healthJson),
    markdown: () => import("./health-markdown.ts").then(({ healthMarkdown }) => healthMarkdown),
  },
  import: {
    text: () => import("./import-text.ts").then(({ importText }) => importText),
    json: () => import("./import-json.ts").then(({ importJson }) => importJson),
  },
  init: {
    text: () => import("./init-text.ts").then(({ initText }) => initText),
    json: () => import("./init-json.ts").then(({ initJson }) => initJson),
  },
  log: {
    text: () => import("./log-text.ts").then(({ logText }) => logText),
    json: () => import("./log-json.ts").then(({ logJson }) => logJson),
  },
  new: {
    text: () => import("./new-text.ts").then(({ newText }) => newText),
    json: () => import("./new-json.ts").then(({ newJson }) => newJson),
  },
  plan: {
    text: () => import("./plan-text.ts").then(({ planText }) => planText),
    json: () => import("./plan-json.ts").then(({ planJson }) => planJson),
  },
  ready: {
    text: () => import("./ready-text.ts").then(({ readyText }) => readyText),
    markdown: () => import("./ready-markdown.ts").then(({ readyMarkdown }) => readyMarkdown),
    json: () => import("./ready-json.ts").then(({ readyJson }) => readyJson),
  },
  remind: {
    text: () => import("./remind-text.ts").then(({ remindText }) => remindText),
    markdown: () => import("./remind-markdown.ts").then(({ remindMarkdown }) => remindMarkdown),
    json: () => import("./remind-json.ts").then(({ remindJson }) => remindJson),
    slack: () => import("./remind-slack.ts").then(({ remindSlack }) => remindSlack),
  },
  report: {
    markdown: () => import("./report-markdown.ts").then(({ reportMarkdown }) => reportMarkdown),
    html: () => import("./report-html.ts").then(({ reportHtml }) => reportHtml),
    json: () => import("./report-json.ts").then(({ reportJson }) => reportJson),
    csv: () => import("./report-csv.ts").then(({ reportCsv }) => reportCsv),
  },
  retro: {
    text: () => import("./retro-text.ts").then(({ retroText }) => retroText),
    json: () => import("./retro-json.ts").then(({ retroJson }) => retroJson),
  },
  rules: {
    text: () => import("./rules-text.ts").then(({ rulesText }) => rulesText),
    json: () => import("./rules-json.ts").then(({ rulesJson }) => rulesJson),
  },
  score: {
    text: () => import("./score-text.ts").then(({ scoreText }) => scoreText),
    json: () => import("./score-json.ts").then(({ scoreJson }) => scoreJson),
  },
  status: {
    text: () => import("./status-text.ts").then(({ statusText }) => statusText),
    json: () => import("./status-json.ts").then(({ statusJson }) => statusJson),
  },
};
