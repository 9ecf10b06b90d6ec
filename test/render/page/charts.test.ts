import { expect, test } from "vitest";
import { composeReport, type ReportKind } from "../../../src/analysis/report.ts";
import { reportHtml } from "../../../src/render/report-html.ts";
import { checkIn, document, keyResult, objective } from "../../../src/rules/examples.ts";
import { readSnapshot } from "../../../src/store/read-snapshot.ts";

const AT = { date: "2026-11-20", commit: null, dirty: null };
const TEAM = {
  "rockets.md": document({
    kind: "team",
    id: "rockets",
    name: "Rockets",
    members: [{ id: "ana", name: "Ana" }],
  }),
};

async function pageOf(
  files: Readonly<Record<string, string>>,
  { day = "2026-11-20", kind = "cycle" as ReportKind } = {},
): Promise<string> {
  const contents = Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
  const snapshot = await readSnapshot([...contents], day);
  expect(snapshot.findings).toEqual([]);
  const selection = { cycle: null, team: null, person: null };
  const bodies = { sections: () => new Map<string, string>(), initiatives: () => [] };
  return reportHtml(composeReport(snapshot, { kind, selection, since: null }, bodies), { at: AT }).replace(
    /<(style|script)>[^<]*/g,
    "",
  );
}

const measured = (measure: Readonly<Record<string, unknown>>) =>
  keyResult({ baseline: undefined, target: undefined, ...measure });

test("a limit shows where it was broken, milestones when they were reached, a thing to do whether it is done", async () => {
  const page = await pageOf({
    ...TEAM,
    "grow.md": objective({
      key_results: [
        measured({ id: "held", metric: "limit", at_least: 3 }),
        measured({
          id: "steps",
          metric: "milestones",
          milestones: [
            { id: "a", title: "Fuel" },
            { id: "b", title: "Fly" },
          ],
        }),
        measured({ id: "done", metric: "binary" }),
      ],
    }),
    "grow/1.md": checkIn({ date: "2026-10-09", results: { held: 2, steps: [], done: false } }),
    "grow/2.md": checkIn({ date: "2026-10-16", results: { held: 4, steps: ["a"], done: true } }),
  });
  expect(page.match(/<path class="broken" d="M/g)).toHaveLength(2);
  expect(page.match(/<circle class="held"/g)).toHaveLength(2);
  const words = page.replace(/<[^>]*>/g, "");
  expect(words).toContain("✓reached:  Fuel 16 Oct");
  expect(words).toContain("○open:  Fly");
  expect(words).toContain("✓ done since 16 Oct 2026");
});

test("numbers and cycles of any size are drawn, or left to the table", async () => {
  const page = await pageOf({
    "okr.yaml": "version: 1\ncycles: { list: [{ id: ages, start: 1000-01-01, end: 9999-12-31 }] }\n",
    ...TEAM,
    "grow.md": objective({
      cycle: "ages",
      key_results: [
        keyResult({ id: "huge", baseline: -8e307, target: 8e307 }),
        keyResult({ id: "tiny", baseline: 0, target: 1e-300 }),
        measured({ id: "flat", metric: "limit", at_most: 0 }),
      ],
    }),
    "grow/1.md": checkIn({ date: "2026-10-09", results: { huge: 8e307, tiny: 1e-301, flat: 0 } }),
  });
  expect(page).not.toMatch(/NaN|Infinity|undefined/);
  expect(page.match(/<figure/g)).toHaveLength(3);
  expect(page.length).toBeLessThan(100_000);
});

test("of many objectives only some are told in full, and the page says so", async () => {
  const many = Array.from({ length: 160 }, (_, index) => [
    `o${index}.md`,
    objective({ id: `o${index}`, title: `Objective ${index}` }),
  ]);
  const page = await pageOf({ ...TEAM, ...Object.fromEntries(many) });
  expect(page.match(/<tr id="row-/g)).toHaveLength(160);
  expect(page.match(/<article/g)).toHaveLength(60);
  expect(page).toContain("The other 100 are in the table above.");
  expect(page).toContain("136 more need attention.");
});

test("without objectives, and before anybody checked in, a page says what there is", async () => {
  expect(await pageOf(TEAM)).toContain("There is no objective to report on.");
  const page = await pageOf({ ...TEAM, "grow.md": objective({}) }, { day: "2026-09-01" });
  expect(page).toContain("1 objective is planned; the cycle has not begun.");
  expect(page).toContain("Nobody has checked in yet.");
  expect(await pageOf({ ...TEAM, "grow.md": objective({}) }, { kind: "strategic" })).toContain(
    "No strategy is written down here yet.",
  );
});

test("a scorecard calls nothing final that nobody closed, and draws nothing that nobody read", async () => {
  const files = {
    ...TEAM,
    "grow.md": objective({
      key_results: [keyResult({ id: "one", weight: 2 }), keyResult({ id: "two", title: "Two" })],
    }),
    "grow/1.md": checkIn({ date: "2026-10-16", confidence: 0.6, results: { one: 30, two: 30 } }),
  };
  const words = (page: string) => page.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  const open = await pageOf(files, { day: "2026-11-20" });
  expect(words(open)).toContain("no recent check-in the last is 35 days old");
  expect(open.match(/<span class="weight">counts double/g)).toHaveLength(2);
  const page = await pageOf(files, { day: "2027-01-10", kind: "scorecard" });
  expect(page).toContain('<path class="carried" d="M');
  const over = words(page);
  expect(over).toContain("not final: 1 of 1 not closed");
  expect(over).toMatch(/(poor|fair|good) so far · last reading 16 Oct 2026/);
  expect(over).not.toMatch(/Projected [−\d–]|heading for|unchanged|Needs attention/);
});
