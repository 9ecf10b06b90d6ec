import type { Contribution, Neighbour, ObjectiveStory, Report } from "../analysis/report.ts";
import type { Medium } from "./index.ts";
import { envelope } from "./json.ts";
import { countsJson, objectiveJson } from "./objective-json.ts";
import { headlines, reportTitle } from "./report-words.ts";

/** The report as JSON, schema okr-report/1. */
export function reportJson(report: Report, { at }: Medium): string {
  const { kind, company, team, cycles, overview, since, participation, strategy, verdicts } = report;
  return envelope("okr-report/1", at, {
    kind,
    title: reportTitle(report),
    company,
    team: team?.id ?? null,
    cycles: cycles.map(({ id, start, end }) => ({ id, start, end })),
    headlines: headlines(report),
    objectives: report.stories.map((story) => storyJson(story, report)),
    mean: overview.mean,
    counts: countsJson(overview),
    since: since && {
      date: since.day,
      mean: since.mean,
      objectives: since.objectives.map(({ id, before, checkIns, closed, moves }) => ({
        id,
        before,
        check_ins: checkIns,
        closed,
        goalposts_moved: moves.length,
      })),
    },
    participation: participation.map(({ team: { id }, people, withPart, wrote, open, fresh }) => ({
      team: id,
      people,
      with_part: withPart,
      wrote,
      open_objectives: open,
      recently_checked_in: fresh,
    })),
    strategy: strategy.map(({ priority, served, directly }) => ({
      priority: priority?.id ?? null,
      objectives: served.map(({ followed, contribution }) => ({
        id: followed.objective.id,
        contribution: contributionJson(contribution),
      })),
      directly: contributionJson(directly),
    })),
    verdicts: verdicts.map(({ story, final, graded, band, outcome, reached, lastReading, forecasts }) => ({
      objective: story.followed.objective.id,
      final,
      graded,
      band,
      outcome,
      reached,
      last_reading: lastReading,
      forecasts: forecasts.map(({ when, day, confidence }) => ({ when, date: day, confidence })),
    })),
  });
}

function storyJson(story: ObjectiveStory, { origins }: Report) {
  const { followed, reasons, grip, points, initiatives, looksBack } = story;
  const commit = (path: string) => origins.ofRecord(path)?.id ?? null;
  return {
    ...objectiveJson(followed, origins, true),
    trend: followed.trend,
    confidence_change: followed.confidenceChange,
    days_since_check_in: followed.daysSinceCheckIn,
    attention: reasons,
    grip: grip && {
      date: grip.date,
      by: grip.by,
      issues: grip.issues,
      plan: grip.plan,
      notes: [...grip.notes].map(([id, note]) => ({ key_result: id, note })),
      path: grip.path,
      commit: commit(grip.path),
    },
    readings: [...points].flatMap(([id, some]) =>
      some.map(({ day, value, progress, confidence, path }) => ({
        ...{ key_result: id, date: day, value, progress, confidence, path },
        commit: commit(path),
      })),
    ),
    initiatives,
    serves: story.serves.map(neighbourJson),
    served_by: story.servedBy.map(neighbourJson),
    depends_on: story.dependsOn.map(neighbourJson),
    needed_by: story.dependents.map(neighbourJson),
    retrospectives: looksBack.map(({ phase, date, by, path, sections }) => ({
      ...{ phase, date, by, path },
      commit: commit(path),
      sections: [...sections].map(([heading, text]) => ({ heading, text })),
    })),
  };
}

function neighbourJson({ ref, title, paced, contradicts }: Neighbour) {
  return { ref, title, score: paced?.score ?? null, status: paced?.status ?? null, contradicts };
}

function contributionJson({ objectives, mean, units }: Contribution) {
  return {
    objectives: objectives.map(({ objective }) => objective.id),
    mean,
    units: units.map(({ unit, objectives: some }) => ({ unit: unit?.id ?? null, objectives: some.length })),
  };
}
