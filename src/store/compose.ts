import { stringify } from "yaml";
import type { NewCheckIn } from "../model/check-in.ts";
import type { Result } from "../model/records.ts";

/** The text of a check-in's file. */
export function composeCheckIn(checkIn: NewCheckIn): string {
  const { objective, date, by, confidence, results, issues, plan, more } = checkIn;
  const data = {
    kind: "check-in",
    objective,
    date,
    by,
    ...(confidence === null ? {} : { confidence }),
    ...(results.size === 0 ? {} : { results: composeResults(results) }),
  };
  const sections = [section("Issues", issues), section("Plan", plan), more.trim()].filter(
    (text) => text !== "",
  );
  return `---\n${toYaml(data)}---\n${sections.map((text) => `\n${text}\n`).join("")}`;
}

/** The document that `okr checkin --from` reads back: all that was typed. */
export function composeDraft(checkIns: readonly NewCheckIn[]): string {
  return toYaml({
    check_ins: checkIns.map(({ objective, date, by, confidence, results, issues, plan, more }) => ({
      objective,
      date,
      by,
      ...(confidence === null ? {} : { confidence }),
      ...(results.size === 0 ? {} : { results: composeResults(results) }),
      ...(issues === "" ? {} : { issues }),
      ...(plan === "" ? {} : { plan }),
      ...(more === "" ? {} : { more }),
    })),
  });
}

function composeResults(results: ReadonlyMap<string, Result>): Record<string, unknown> {
  return Object.fromEntries(
    [...results].map(([id, { value, confidence, note }]) => {
      if (confidence === null && note === null) return [id, value];
      const parts = { value, confidence, note };
      return [id, Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== null))];
    }),
  );
}

function section(title: string, text: string): string {
  return text.trim() === "" ? "" : `## ${title}\n\n${text.trim()}`;
}

function toYaml(data: unknown): string {
  return stringify(data, { version: "1.2", schema: "core", lineWidth: 0, aliasDuplicateObjects: false });
}
