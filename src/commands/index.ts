import type { Command } from "./define.ts";

/** Every command, loaded only when it is asked for. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  init: async () => (await import("./init.ts")).init,
  new: async () => (await import("./new.ts")).create,
  plan: async () => (await import("./plan.ts")).plan,
  ready: async () => (await import("./ready.ts")).ready,
  checkin: async () => (await import("./checkin.ts")).checkin,
  retro: async () => (await import("./retro.ts")).retro,
  close: async () => (await import("./close.ts")).close,
  continue: async () => (await import("./continue.ts")).carryOn,
  status: async () => (await import("./status.ts")).status,
  score: async () => (await import("./score.ts")).score,
  log: async () => (await import("./log.ts")).log,
  align: async () => (await import("./align.ts")).align,
  report: async () => (await import("./report.ts")).report,
  serve: async () => (await import("./serve.ts")).serve,
  health: async () => (await import("./health.ts")).health,
  remind: async () => (await import("./remind.ts")).remind,
  calendar: async () => (await import("./calendar.ts")).calendar,
  check: async () => (await import("./check.ts")).check,
  diff: async () => (await import("./diff.ts")).diff,
  rules: async () => (await import("./rules.ts")).rules,
  export: async () => (await import("./export.ts")).exportTables,
  import: async () => (await import("./import.ts")).importTables,
  demo: async () => (await import("./demo.ts")).demo,
};

/** Other spellings of command names. */
export const aliases: Readonly<Record<string, string>> = { "check-in": "checkin" };
