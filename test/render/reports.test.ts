import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import stringWidth from "string-width";
import { beforeAll, describe, expect, test } from "vitest";
import { overview } from "../../src/analysis/overview.ts";
import type { Snapshot } from "../../src/model/snapshot.ts";
import type { At } from "../../src/render/json.ts";
import { scoreJson } from "../../src/render/score-json.ts";
import { scoreText } from "../../src/render/score-text.ts";
import { statusJson } from "../../src/render/status-json.ts";
import { statusText } from "../../src/render/status-text.ts";
import { createStyle, plainStyle } from "../../src/render/style.ts";
import { useExactWidths } from "../../src/render/width.ts";
import { checkIn, document, keyResult, objective, retrospective } from "../../src/rules/examples.ts";
import { readSnapshot } from "../../src/store/read-snapshot.ts";
import { problemsOf } from "../support/schema.ts";

beforeAll(() => useExactWidths(stringWidth));

const DAY = "2026-11-15";
const ALL = { cycle: null, team: null, person: null };

async function read(documents: Readonly<Record<string, string>>, day = DAY): Promise<Snapshot> {
  const files = Object.entries(documents).map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
  const snapshot = await readSnapshot(files, day);
  expect(snapshot.findings).toEqual([]);
  return snapshot;
}

const COMPANY = {
  "okr.yaml": "version: 1\nname: 地平线银行 Horizon\n",
  "okrs/rockets.md": document({ kind: "team", id: "rockets", name: "Rockets" }),
  "okrs/grow.md": objective({
    title: "让新用户的第一周顺畅而安心，并且让他们愿意把我们推荐给自己的朋友和家人",
    key_results: [
      keyResult({ unit: "位用户", weight: 2 }),
      keyResult({ id: "p95-latency", title: "Reduce latency", baseline: 800, target: 300, unit: "ms" }),
      keyResult({ id: "fuel", title: "Save fuel", baseline: 0, target: 1 }),
    ],
  }),
  "okrs/grow/1.md": checkIn({ date: "2026-11-06", confidence: 0.8, results: { passengers: 16 } }),
  "okrs/grow/2.md": checkIn({
    date: "2026-11-13",
    confidence: 0.5,
    results: { passengers: 22, "p95-latency": 250 },
  }),
  "okrs/party.md": objective({
    id: "party",
    title: "Celebrate 🎉👩‍👩‍👧‍👦 every launch 🚀",
    type: "committed",
    owner: "ben",
    key_results: [keyResult({ baseline: 0, target: 2 })],
  }),
  "okrs/party/1.md": checkIn({
    objective: "party",
    date: "2026-11-10",
    confidence: undefined,
    results: { passengers: 3 },
  }),
  "okrs/silent.md": objective({
    id: "silent",
    title: "Nobody has said anything of this one",
    key_results: [keyResult({})],
  }),
  "okrs/done.md": objective({
    id: "done",
    title: "Closed early",
    key_results: [
      keyResult({}),
      keyResult({ id: "audit", title: "Pass", metric: "binary", baseline: undefined, target: undefined }),
    ],
  }),
  "okrs/done/1.md": checkIn({
    objective: "done",
    date: "2026-10-20",
    results: { passengers: 25, audit: true },
  }),
  "okrs/done/2.md": retrospective({
    objective: "done",
    date: "2026-10-30",
    grades: { passengers: 0.6, audit: 1 },
    reasons: { passengers: "the last five passengers came a day after the cycle, all of them at once" },
  }),
};

type Colour = 0 | 1 | 2 | 3;

async function status(snapshot: Snapshot, columns: number, colour: Colour = 0): Promise<string> {
  return statusText(
    { overview: overview(snapshot, ALL), snapshot },
    { style: await createStyle({ colour, columns }) },
  );
}

async function score(
  snapshot: Snapshot,
  columns: number,
  colour: Colour = 0,
  weekly = false,
): Promise<string> {
  return scoreText(
    { overview: overview(snapshot, ALL), snapshot, weekly },
    { style: await createStyle({ colour, columns }) },
  );
}

const weekly = (snapshot: Snapshot, columns: number, colour: Colour = 0) =>
  score(snapshot, columns, colour, true);

const widest = (text: string) => Math.max(...text.split("\n").map((line) => stringWidth(line)));
const plain = stripVTControlCharacters;

describe("status", () => {
  test("in 60 columns", async () =>
    expect(await status(await read(COMPANY), 60)).toMatchInlineSnapshot(`
      "地平线银行 Horizon · 2026-11-15  2026-Q4 (50 % gone)
      4 objectives, mean score 0.55:  ● 2 on-track  ◌ 1 stale
      ■ 1 closed

      ◌ stale     Nobody has said anything of this one
        silent · rockets · 2026-Q4 · aspirational · ana
        ░░░░░░┃░░░░░  0.00  → 0.00  no check-in yet
        ! never checked in
          passengers  10 → 40  –  ··········  no reading

      ● on-track  让新用户的第一周顺畅而安心，并且让他们愿意把我…
        grow · rockets · 2026-Q4 · aspirational · ana
        █████░┃░░░░░  0.45  ·····▁▄▄ ▲ +0.35  → 0.90
        confidence 0.50 ▼ −0.30  checked in 2 days ago
        ! no reading yet for fuel
        ! confidence fell to 0.5
          passengers   10 → 40 位…    22  ████░░░░░░  0.40
          p95-latency  800 → 300 ms  250  ██████████  1.00 of 1.10
          fuel         0 → 1           –  ··········  no reading

      ● on-track  Celebrate 🎉👩‍👩‍👧‍👦 every launch 🚀
        party · rockets · 2026-Q4 · committed · ben
        ██████┃█████  1.00  ······██  → 1.00
        checked in 5 days ago
          passengers  0 → 2  3  ██████████  1.00 of 1.50

      ■ closed    Closed early
        done · rockets · 2026-Q4 · aspirational · ana
        █████████░░░  0.75  ···▇▇  grade 0.80 (good)
        continued on 2026-10-30
          passengers  10 → 40        25  █████░░░░░  0.50
          grade 0.60
          audit       open → done  done  ██████████  1.00
          grade 1.00

      █ score  ┃ pace: where steady progress would be today
      ▁▄█ each week's score, by the definition of then; · before
      any reading
      ▲▼ change in 7 days, by today's definition; confidence:
      since the last check-in
      → projected: the score at the end if it goes on like this
      "
    `));
  test("in 80 columns", async () =>
    expect(await status(await read(COMPANY), 80)).toMatchInlineSnapshot(`
      "地平线银行 Horizon · 2026-11-15  2026-Q4 (50 % gone)
      4 objectives, mean score 0.55:  ● 2 on-track  ◌ 1 stale  ■ 1 closed

      ◌ stale     Nobody has said anything of this one
        silent · rockets · 2026-Q4 · aspirational · ana
        ░░░░░░░░░░┃░░░░░░░░░  0.00  → 0.00  no check-in yet
        ! never checked in
          passengers  10 → 40  –  ··········  no reading

      ● on-track  让新用户的第一周顺畅而安心，并且让他们愿意把我们推荐给自己的朋友和…
        grow · rockets · 2026-Q4 · aspirational · ana
        █████████░┃░░░░░░░░░  0.45  ·····▁▄▄ ▲ +0.35  → 0.90  confidence 0.50 ▼ −0.30
        checked in 2 days ago
        ! no reading yet for fuel
        ! confidence fell to 0.5
          passengers   10 → 40 位用户   22  ████░░░░░░  0.40
          p95-latency  800 → 300 ms    250  ██████████  1.00 of 1.10
          fuel         0 → 1             –  ··········  no reading

      ● on-track  Celebrate 🎉👩‍👩‍👧‍👦 every launch 🚀
        party · rockets · 2026-Q4 · committed · ben
        ██████████┃█████████  1.00  ······██  → 1.00  checked in 5 days ago
          passengers  0 → 2  3  ██████████  1.00 of 1.50

      ■ closed    Closed early
        done · rockets · 2026-Q4 · aspirational · ana
        ███████████████░░░░░  0.75  ···▇▇  grade 0.80 (good)  continued on 2026-10-30
          passengers  10 → 40        25  █████░░░░░  0.50  grade 0.60
          audit       open → done  done  ██████████  1.00  grade 1.00

      █ score  ┃ pace: where steady progress would be today
      ▁▄█ each week's score, by the definition of then; · before any reading
      ▲▼ change in 7 days, by today's definition; confidence: since the last check-in
      → projected: the score at the end if it goes on like this
      "
    `));
  test("in 120 columns", async () =>
    expect(await status(await read(COMPANY), 120)).toMatchInlineSnapshot(`
      "地平线银行 Horizon · 2026-11-15  2026-Q4 (50 % gone)
      4 objectives, mean score 0.55:  ● 2 on-track  ◌ 1 stale  ■ 1 closed

      ◌ stale     Nobody has said anything of this one
        silent · rockets · 2026-Q4 · aspirational · ana
        ░░░░░░░░░░░░░░░┃░░░░░░░░░░░░░░  0.00  → 0.00  no check-in yet
        ! never checked in
          passengers  10 → 40  –  ····················  no reading

      ● on-track  让新用户的第一周顺畅而安心，并且让他们愿意把我们推荐给自己的朋友和家人
        grow · rockets · 2026-Q4 · aspirational · ana
        ██████████████░┃░░░░░░░░░░░░░░  0.45  ·····▁▄▄ ▲ +0.35  → 0.90  confidence 0.50 ▼ −0.30  checked in 2 days ago
        ! no reading yet for fuel
        ! confidence fell to 0.5
          passengers   10 → 40 位用户   22  ████████░░░░░░░░░░░░  0.40
          p95-latency  800 → 300 ms    250  ████████████████████  1.00 of 1.10
          fuel         0 → 1             –  ····················  no reading

      ● on-track  Celebrate 🎉👩‍👩‍👧‍👦 every launch 🚀
        party · rockets · 2026-Q4 · committed · ben
        ███████████████┃██████████████  1.00  ······██  → 1.00  checked in 5 days ago
          passengers  0 → 2  3  ████████████████████  1.00 of 1.50

      ■ closed    Closed early
        done · rockets · 2026-Q4 · aspirational · ana
        ███████████████████████░░░░░░░  0.75  ···▇▇  grade 0.80 (good)  continued on 2026-10-30
          passengers  10 → 40        25  ██████████░░░░░░░░░░  0.50  grade 0.60
          audit       open → done  done  ████████████████████  1.00  grade 1.00

      █ score  ┃ pace: where steady progress would be today
      ▁▄█ each week's score, by the definition of then; · before any reading
      ▲▼ change in 7 days, by today's definition; confidence: since the last check-in
      → projected: the score at the end if it goes on like this
      "
    `));
  test("without objectives", async () => {
    expect(await status(await read({ "okr.yaml": "version: 1\n" }), 80)).toMatchInlineSnapshot(`
      "OKRs · 2026-11-15

      No objectives yet. Write the first one:  okr new objective
      "
    `);
  });
  test("between two cycles", async () => {
    const text = await status(await read({ "grow.md": objective({}) }, "2027-02-01"), 80);
    expect(text.split("\n").slice(0, 3)).toMatchInlineSnapshot(`
      [
        "OKRs · 2027-02-01  2026-Q4 (100 % gone)",
        "No cycle with objectives is running on 2027-02-01; this is the latest: 2026-Q4",
        "runs from 2026-10-01 to 2026-12-31.",
      ]
    `);
  });
  test("with many objectives, key results are left out", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 13 }, (_, index) => [`${index}.md`, objective({ id: `o${index}` })]),
    );
    const text = await status(await read(many), 80);
    expect(text).not.toContain("passengers");
    expect(text).toContain("\nKey results: okr status --team TEAM, or okr score OBJECTIVE\n");
  });
});

describe("score", () => {
  test("in 60 columns", async () =>
    expect(await score(await read(COMPANY), 60)).toMatchInlineSnapshot(`
      "silent  Nobody has said anything of this one
        rockets · 2026-Q4 · aspirational
        passengers  10 → 40
          no reading: counts 0
        score      0.00
        elapsed    46 of 92 days = 0.50
        projected  0.00 ÷ 0.50 = 0.00
        status     stale  no check-in for more than 10 days

      grow  让新用户的第一周顺畅而安心，并且让他们愿意把我们推荐…
        rockets · 2026-Q4 · aspirational
        passengers  10 → 40 位用户  weight 2
          22 on 2026-11-13: (22 − 10) ÷ (40 − 10) = 0.40
          okrs/grow/2.md
        p95-latency  800 → 300 ms
          250 on 2026-11-13: (250 − 800) ÷ (300 − 800) = 1.10,
          capped at 1
          okrs/grow/2.md
        fuel  0 → 1
          no reading: counts 0
        score      0.45
        elapsed    46 of 92 days = 0.50
        projected  0.45 ÷ 0.50 = 0.90
        status     on-track  on track from 0.70, at risk from 0.40

      party  Celebrate 🎉👩‍👩‍👧‍👦 every launch 🚀
        rockets · 2026-Q4 · committed
        passengers  0 → 2
          3 on 2026-11-10: (3 − 0) ÷ (2 − 0) = 1.50, capped at 1
          okrs/party/1.md
        score      1.00
        elapsed    46 of 92 days = 0.50
        projected  1.00 ÷ 0.50, at most 1 = 1.00
        status     on-track
        committed: on track at 1.00, at risk from 0.40

      done  Closed early
        rockets · 2026-Q4 · aspirational
        passengers  10 → 40
          25 on 2026-10-20: (25 − 10) ÷ (40 − 10) = 0.50
          okrs/done/1.md
        audit  open → done
          done on 2026-10-20: done = 1.00
          okrs/done/1.md
        score      (0.50 + 1.00) ÷ 2 = 0.75
        closed     2026-10-30, continued
        grade      0.80  good
                   passengers 0.60: the last five passengers came
                   a day after the cycle, all of them at once
                   audit 1.00

      mean of 4 objectives  0.55 = (0.00 + 0.45 + 1.00 + 0.75) ÷ 4
      2 key results of 7 without a reading: each counts 0
      "
    `));
  test("in 80 columns", async () =>
    expect(await score(await read(COMPANY), 80)).toMatchInlineSnapshot(`
      "silent  Nobody has said anything of this one
        rockets · 2026-Q4 · aspirational
        passengers  10 → 40
          no reading: counts 0
        score      0.00
        elapsed    46 of 92 days = 0.50
        projected  0.00 ÷ 0.50 = 0.00
        status     stale  no check-in for more than 10 days

      grow  让新用户的第一周顺畅而安心，并且让他们愿意把我们推荐给自己的朋友和家人
        rockets · 2026-Q4 · aspirational
        passengers  10 → 40 位用户  weight 2
          22 on 2026-11-13: (22 − 10) ÷ (40 − 10) = 0.40
          okrs/grow/2.md
        p95-latency  800 → 300 ms
          250 on 2026-11-13: (250 − 800) ÷ (300 − 800) = 1.10, capped at 1
          okrs/grow/2.md
        fuel  0 → 1
          no reading: counts 0
        score      (0.40 × 2 + 1.00 × 1 + 0.00 × 1) ÷ 4 = 0.45
        elapsed    46 of 92 days = 0.50
        projected  0.45 ÷ 0.50 = 0.90
        status     on-track  on track from 0.70, at risk from 0.40

      party  Celebrate 🎉👩‍👩‍👧‍👦 every launch 🚀
        rockets · 2026-Q4 · committed
        passengers  0 → 2
          3 on 2026-11-10: (3 − 0) ÷ (2 − 0) = 1.50, capped at 1
          okrs/party/1.md
        score      1.00
        elapsed    46 of 92 days = 0.50
        projected  1.00 ÷ 0.50, at most 1 = 1.00
        status     on-track  committed: on track at 1.00, at risk from 0.40

      done  Closed early
        rockets · 2026-Q4 · aspirational
        passengers  10 → 40
          25 on 2026-10-20: (25 − 10) ÷ (40 − 10) = 0.50
          okrs/done/1.md
        audit  open → done
          done on 2026-10-20: done = 1.00
          okrs/done/1.md
        score      (0.50 + 1.00) ÷ 2 = 0.75
        closed     2026-10-30, continued
        grade      0.80  good
                   passengers 0.60: the last five passengers came a day after the
                   cycle, all of them at once
                   audit 1.00

      mean of 4 objectives  0.55 = (0.00 + 0.45 + 1.00 + 0.75) ÷ 4
      2 key results of 7 without a reading: each counts 0
      "
    `));
  test("in 120 columns", async () =>
    expect(await score(await read(COMPANY), 120)).toMatchInlineSnapshot(`
      "silent  Nobody has said anything of this one
        rockets · 2026-Q4 · aspirational
        passengers  10 → 40
          no reading: counts 0
        score      0.00
        elapsed    46 of 92 days = 0.50
        projected  0.00 ÷ 0.50 = 0.00
        status     stale  no check-in for more than 10 days

      grow  让新用户的第一周顺畅而安心，并且让他们愿意把我们推荐给自己的朋友和家人
        rockets · 2026-Q4 · aspirational
        passengers  10 → 40 位用户  weight 2
          22 on 2026-11-13: (22 − 10) ÷ (40 − 10) = 0.40
          okrs/grow/2.md
        p95-latency  800 → 300 ms
          250 on 2026-11-13: (250 − 800) ÷ (300 − 800) = 1.10, capped at 1
          okrs/grow/2.md
        fuel  0 → 1
          no reading: counts 0
        score      (0.40 × 2 + 1.00 × 1 + 0.00 × 1) ÷ 4 = 0.45
        elapsed    46 of 92 days = 0.50
        projected  0.45 ÷ 0.50 = 0.90
        status     on-track  on track from 0.70, at risk from 0.40

      party  Celebrate 🎉👩‍👩‍👧‍👦 every launch 🚀
        rockets · 2026-Q4 · committed
        passengers  0 → 2
          3 on 2026-11-10: (3 − 0) ÷ (2 − 0) = 1.50, capped at 1
          okrs/party/1.md
        score      1.00
        elapsed    46 of 92 days = 0.50
        projected  1.00 ÷ 0.50, at most 1 = 1.00
        status     on-track  committed: on track at 1.00, at risk from 0.40

      done  Closed early
        rockets · 2026-Q4 · aspirational
        passengers  10 → 40
          25 on 2026-10-20: (25 − 10) ÷ (40 − 10) = 0.50
          okrs/done/1.md
        audit  open → done
          done on 2026-10-20: done = 1.00
          okrs/done/1.md
        score      (0.50 + 1.00) ÷ 2 = 0.75
        closed     2026-10-30, continued
        grade      0.80  good
                   passengers 0.60: the last five passengers came a day after the cycle, all of them at once
                   audit 1.00

      mean of 4 objectives  0.55 = (0.00 + 0.45 + 1.00 + 0.75) ÷ 4
      2 key results of 7 without a reading: each counts 0
      "
    `));
  test("without objectives", async () => {
    expect(await score(await read({ "okr.yaml": "version: 1\n" }), 80)).toMatchInlineSnapshot(`
      "No objectives yet. Write the first one:  okr new objective
      "
    `);
  });
});

describe("score, week by week", () => {
  test("in 24 columns", async () =>
    expect(await weekly(await read(COMPANY), 24)).toMatchInlineSnapshot(`
    "silent
      Nobody has said anyth…
      rockets · 2026-Q4 · a…
      8 weeks until
      2026-11-15 without a
      reading

    grow
      让新用户的第一周顺畅…
      rockets · 2026-Q4 · a…
            week  score
      5 weeks until
      2026-10-30 without a
      reading
      2026-11-06   0.10
      2026-11-13   0.45
      2026-11-15   0.45
      and 3 more key
      results:
      okr score grow
      --weekly --json

    party
      Celebrate 🎉👩‍👩‍👧‍👦 every …
      rockets · 2026-Q4 · c…
            week  score
      6 weeks until
      2026-11-06 without a
      reading
      2026-11-13   1.00
      2026-11-15   1.00
      and 1 more key result:
      okr score party
      --weekly --json

    done
      Closed early
      rockets · 2026-Q4 · a…
            week  score
      2026-10-02      –
      2026-10-09      –
      2026-10-16      –
      2026-10-23   0.75
      2026-10-30   0.75
      and 2 more key
      results:
      okr score done
      --weekly --json

    mean of 4 objectives of…
      one without a reading
      counts 0; a closed one
      stays as it was
            week  mean
      2026-10-02     –
      2026-10-09     –
      2026-10-16     –
      2026-10-23  0.19
      2026-10-30  0.19
      2026-11-06  0.21
      2026-11-13  0.55
      2026-11-15  0.55
      and 4 more objectives,
      which count as well

    each week by the
    definitions in force
    then  – no reading yet
    "
  `));
  test("in 80 columns", async () =>
    expect(await weekly(await read(COMPANY), 80)).toMatchInlineSnapshot(`
    "silent  Nobody has said anything of this one
      rockets · 2026-Q4 · aspirational
      8 weeks until 2026-11-15 without a reading

    grow  让新用户的第一周顺畅而安心，并且让他们愿意把我们推荐给自己的朋友和家人
      rockets · 2026-Q4 · aspirational
            week  score  change  confidence  passengers  p95-latency  fuel
      5 weeks until 2026-10-30 without a reading
      2026-11-06   0.10                0.80        0.20            –     –
      2026-11-13   0.45   +0.35        0.50        0.40         1.00     –
      2026-11-15   0.45   ±0.00        0.50        0.40         1.00     –

    party  Celebrate 🎉👩‍👩‍👧‍👦 every launch 🚀
      rockets · 2026-Q4 · committed
            week  score  change  passengers
      6 weeks until 2026-11-06 without a reading
      2026-11-13   1.00                1.00
      2026-11-15   1.00   ±0.00        1.00

    done  Closed early
      rockets · 2026-Q4 · aspirational
            week  score  change  confidence  passengers  audit
      2026-10-02      –                   –           –      –
      2026-10-09      –                   –           –      –
      2026-10-16      –                   –           –      –
      2026-10-23   0.75                0.60        0.50   1.00
      2026-10-30   0.75   ±0.00        0.60        0.50   1.00

    mean of 4 objectives of 2026-Q4
      one without a reading counts 0; a closed one stays as it was
            week  mean  change  silent  grow  party  done
      2026-10-02     –               –     –      –     –
      2026-10-09     –               –     –      –     –
      2026-10-16     –               –     –      –     –
      2026-10-23  0.19               –     –      –  0.75
      2026-10-30  0.19   ±0.00       –     –      –  0.75
      2026-11-06  0.21   +0.02       –  0.10      –  0.75
      2026-11-13  0.55   +0.34       –  0.45   1.00  0.75
      2026-11-15  0.55   ±0.00       –  0.45   1.00  0.75

    each week by the definitions in force then  – no reading yet
    "
  `));
  test("in 200 columns", async () =>
    expect(await weekly(await read(COMPANY), 200)).toMatchInlineSnapshot(`
    "silent  Nobody has said anything of this one
      rockets · 2026-Q4 · aspirational
      8 weeks until 2026-11-15 without a reading

    grow  让新用户的第一周顺畅而安心，并且让他们愿意把我们推荐给自己的朋友和家人
      rockets · 2026-Q4 · aspirational
            week  score  change  confidence  passengers  p95-latency  fuel
      5 weeks until 2026-10-30 without a reading
      2026-11-06   0.10                0.80        0.20            –     –
      2026-11-13   0.45   +0.35        0.50        0.40         1.00     –
      2026-11-15   0.45   ±0.00        0.50        0.40         1.00     –

    party  Celebrate 🎉👩‍👩‍👧‍👦 every launch 🚀
      rockets · 2026-Q4 · committed
            week  score  change  passengers
      6 weeks until 2026-11-06 without a reading
      2026-11-13   1.00                1.00
      2026-11-15   1.00   ±0.00        1.00

    done  Closed early
      rockets · 2026-Q4 · aspirational
            week  score  change  confidence  passengers  audit
      2026-10-02      –                   –           –      –
      2026-10-09      –                   –           –      –
      2026-10-16      –                   –           –      –
      2026-10-23   0.75                0.60        0.50   1.00
      2026-10-30   0.75   ±0.00        0.60        0.50   1.00

    mean of 4 objectives of 2026-Q4
      one without a reading counts 0; a closed one stays as it was
            week  mean  change  silent  grow  party  done
      2026-10-02     –               –     –      –     –
      2026-10-09     –               –     –      –     –
      2026-10-16     –               –     –      –     –
      2026-10-23  0.19               –     –      –  0.75
      2026-10-30  0.19   ±0.00       –     –      –  0.75
      2026-11-06  0.21   +0.02       –  0.10      –  0.75
      2026-11-13  0.55   +0.34       –  0.45   1.00  0.75
      2026-11-15  0.55   ±0.00       –  0.45   1.00  0.75

    each week by the definitions in force then  – no reading yet
    "
  `));

  const wide = (count: number) => ({
    "grow.md": objective({
      key_results: Array.from({ length: count }, (_, index) =>
        keyResult({ id: `passengers-of-route-${index}` }),
      ),
    }),
    "1.md": checkIn({ date: "2026-11-06", results: { "passengers-of-route-0": 20 } }),
  });

  test.each([
    [80, 3, null],
    [80, 4, null],
    [80, 9, "and 5 more key results:  okr score grow --weekly --json"],
    [200, 9, null],
  ])("%i columns for %i key results: %s", async (columns, count, rest) => {
    const text = await weekly(await read(wide(count)), columns);
    expect(text.match(/and \d+ more.*/)?.[0] ?? null).toBe(rest);
    expect(widest(text)).toBeLessThanOrEqual(columns);
  });

  test.each([
    [{ cycle: "2027-Q1" }, "  no weeks yet: its cycle begins on 2027-01-01"],
    [{ cycle: "2026-Q7" }, "  no weeks yet: its cycle 2026-Q7 does not exist"],
    [{}, "  8 weeks until 2026-11-15 without a reading"],
  ])("of %j", async (properties, line) => {
    const text = await weekly(await read({ "grow.md": objective(properties) }), 80);
    expect(text.split("\n")).toContain(line);
  });
});

describe("colour", () => {
  test.each([60, 80, 120])("changes nothing but colour in %i columns", async (columns) => {
    const snapshot = await read(COMPANY);
    for (const show of [status, score, weekly]) {
      const black = await show(snapshot, columns, 0);
      expect(plain(black)).toBe(black);
      for (const colour of [1, 2, 3] as const) {
        const coloured = await show(snapshot, columns, colour);
        expect(plain(coloured)).toBe(black);
        expect(coloured).toContain("\u001b[");
      }
    }
  });
});

describe("no line is wider than the terminal", () => {
  test.each([24, 32, 48, 60, 79, 80, 99, 100, 120, 200])("of %i columns", async (columns) => {
    const snapshot = await read(COMPANY);
    expect(widest(await status(snapshot, columns))).toBeLessThanOrEqual(columns);
    expect(widest(await score(snapshot, columns))).toBeLessThanOrEqual(columns);
    expect(widest(await weekly(snapshot, columns))).toBeLessThanOrEqual(columns);
  });

  const words = fc.array(
    fc.constantFrom("grow", "成長", "🚀", "👩‍👩‍👧‍👦", "ação", "e\u0301", "-", "\u001b[31m", "\u202e"),
    { minLength: 1, maxLength: 25 },
  );
  const title = words.map((parts) => parts.join(" "));
  const id = fc.stringMatching(/^[a-z]{1,40}-[a-z]{1,23}$/);
  const measure = fc.oneof(
    fc.record({
      baseline: fc.integer({ max: -1 }),
      target: fc.integer({ min: 0 }),
      unit: title.map((text) => [...text].slice(0, 30).join("")),
    }),
    fc.constant({ metric: "limit", at_most: 123456.789, baseline: undefined, target: undefined }),
  );
  const reading = fc.option(
    fc.oneof(
      fc.integer(),
      fc.integer().map((number) => number / 1000),
    ),
  );
  const company = fc.record({
    id,
    team: id,
    title,
    weight: fc.integer({ min: 1, max: 99 }),
    measures: fc.array(fc.tuple(id, measure, reading), { minLength: 1, maxLength: 4 }),
    closed: fc.boolean(),
    reason: title,
  });

  test("whatever is in the files", async () => {
    await fc.assert(
      fc.asyncProperty(company, fc.integer({ min: 60, max: 130 }), async (made, columns) => {
        const keyResults = made.measures.map(([id, measure], index) =>
          keyResult({ id: `${id.slice(0, 60)}${index}`, weight: made.weight, ...measure }),
        );
        const ids = keyResults.map((one) => one.id);
        const results = Object.fromEntries(
          made.measures.flatMap(([, , value], index) => (value === null ? [] : [[ids[index], value]])),
        );
        const grades = Object.fromEntries(ids.map((id) => [id, 0.5]));
        const reasons = Object.fromEntries(ids.map((id) => [id, made.reason]));
        const snapshot = await read({
          "okr.yaml": `version: 1\nname: ${JSON.stringify(made.title)}\n`,
          [`okrs/${made.title.replace(/[^\p{L} ]/gu, "")}/objective.md`]: objective({
            id: made.id,
            team: made.team,
            title: made.title,
            key_results: keyResults,
          }),
          [`okrs/${"长".repeat(40)}/1.md`]: checkIn({ objective: made.id, date: "2026-11-02", results }),
          ...(made.closed
            ? { "end.md": retrospective({ objective: made.id, date: "2026-11-14", grades, reasons }) }
            : {}),
        });
        for (const show of [status, score, weekly]) {
          const text = await show(snapshot, columns);
          expect(widest(text)).toBeLessThanOrEqual(columns);
          expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cs}\u202e]|undefined|NaN/u);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("JSON", () => {
  const at: At = { date: DAY, commit: "4c1f0e2a9d3b5c6e7f8091a2b3c4d5e6f7081920", dirty: false };
  const style = plainStyle(40);
  const documents = (snapshot: Snapshot) => {
    const report = { overview: overview(snapshot, ALL), snapshot, weekly: true };
    return { status: statusJson(report, { style, at }), score: scoreJson(report, { style, at }) };
  };

  test.each(["status", "score"] as const)("%s follows its schema", async (name) => {
    const trees: Record<string, string>[] = [
      COMPANY,
      {},
      { "grow.md": objective({ cycle: "2026-Q7" }) },
      { "grow.md": objective({ cycle: "2027-Q1" }) },
    ];
    for (const files of trees) {
      const data = JSON.parse(documents(await read(files))[name]);
      expect(problemsOf(`output/${name}`, data)).toEqual([]);
      expect(data).toMatchObject({ schema: `okr-${name}/1`, at });
    }
  });

  test("score traces every number to its file", async () => {
    const { objectives, mean, counts } = JSON.parse(documents(await read(COMPANY)).score);
    expect(objectives[1]).toMatchObject({
      id: "grow",
      path: "okrs/grow.md",
      score: (2 * 0.4 + 1 + 0) / 4,
      elapsed: 0.5,
      key_results: [
        {
          id: "passengers",
          weight: 2,
          progress: 0.4,
          score: 0.4,
          reading: { value: 22, date: "2026-11-13", path: "okrs/grow/2.md" },
        },
        { id: "p95-latency", progress: 1.1, score: 1, reading: { value: 250, path: "okrs/grow/2.md" } },
        { id: "fuel", progress: null, score: 0, reading: null },
      ],
    });
    expect(mean).toBeCloseTo((0.45 + 1 + 0 + 0.75) / 4, 12);
    expect(counts).toMatchObject({ objectives: 4, key_results: 7, unscored: 2, closed: 1 });
  });

  test("text goes out as it came in: JSON needs no escapes for terminals", async () => {
    const { objectives } = JSON.parse(
      documents(await read({ "grow.md": objective({ title: "a \u001b[31m b" }) })).score,
    );
    expect(objectives[0].title).toBe("a \u001b[31m b");
  });
});
