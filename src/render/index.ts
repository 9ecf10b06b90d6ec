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
  check: {
    text: async () => (await import("./check-text.ts")).checkText,
    json: async () => (await import("./check-json.ts")).checkJson,
  },
  checkin: {
    text: async () => (await import("./check-in-text.ts")).checkInText,
    json: async () => (await import("./check-in-json.ts")).checkInJson,
  },
  init: {
    text: async () => (await import("./init-text.ts")).initText,
    json: async () => (await import("./init-json.ts")).initJson,
  },
  new: {
    text: async () => (await import("./new-text.ts")).newText,
    json: async () => (await import("./new-json.ts")).newJson,
  },
  score: {
    text: async () => (await import("./score-text.ts")).scoreText,
    json: async () => (await import("./score-json.ts")).scoreJson,
  },
  status: {
    text: async () => (await import("./status-text.ts")).statusText,
    json: async () => (await import("./status-json.ts")).statusJson,
  },
};
