import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  completeMovement,
  describeMovement,
  type Movement,
  type OpenMovement,
  readMovement,
} from "../../src/model/movement.ts";

const fromTo = (baseline: number, target: number, unit: string | null = null): Movement => ({
  kind: "from-to",
  metric: "number",
  baseline,
  target,
  unit,
});
const open = { metric: "number", baseline: null } as const;
const to = (target: number, direction: "up" | "down" | null, unit: string | null = null): OpenMovement => ({
  ...open,
  kind: "target",
  target,
  direction,
  unit,
});
const by = (relative: number): OpenMovement => ({ ...open, kind: "relative", relative, unit: null });
const step = (amount: number, unit: string | null = null): OpenMovement => ({
  ...open,
  kind: "step",
  step: amount,
  unit,
});
const atLeast = (bound: number, unit: string | null = null): Movement => ({
  kind: "limit",
  metric: "limit",
  at_least: bound,
  unit,
});
const atMost = (bound: number, unit: string | null = null): Movement => ({
  kind: "limit",
  metric: "limit",
  at_most: bound,
  unit,
});
const between = (low: number, high: number, unit: string | null = null): Movement => ({
  kind: "limit",
  metric: "limit",
  at_least: low,
  at_most: high,
  unit,
});

describe("from one number to another", () => {
  test.each<[string, Movement]>([
    ["Increase onboarding completion from 65 % to 90 %", fromTo(65, 90, "%")],
    ["Increase onboarding completion from 65% to 90%.", fromTo(65, 90, "%")],
    ["Increase onboarding completion from 65 to 90 %", fromTo(65, 90, "%")],
    ["Increase onboarding completion from 65 % to 90", fromTo(65, 90, "%")],
    ["Reduce failed payments from 2 to 0.5 percent", fromTo(2, 0.5, "%")],
    ["Reduce p95 latency from 800 ms to 300 ms", fromTo(800, 300, "ms")],
    ["Reduce p95 latency from 800ms to at most 300ms", fromTo(800, 300, "ms")],
    ["**Reduce** the “time to hire” from 45 to 30 days", fromTo(45, 30, "days")],
    ["Cut lead time from 3 weeks to 1 week", fromTo(3, 1, "weeks")],
    ["Expand from 3 countries to 5", fromTo(3, 5, "countries")],
    ["Grow from 20 active creators to 35 active creators", fromTo(20, 35)],
    ["Grow from 20 creators to 35 creators", fromTo(20, 35, "creators")],
    ["Increase from 0 to 10k downloads", fromTo(0, 10_000, "downloads")],
    ["Grow revenue from $1.2M to $2M", fromTo(1_200_000, 2_000_000, "$")],
    ["Grow revenue from € 800k to € 1.2 million", fromTo(800_000, 1_200_000, "€")],
    ["Grow revenue from 800 k€ to 950 k€", fromTo(800_000, 950_000, "€")],
    ["Grow revenue from EUR 1,200,000 to EUR 1,500,000", fromTo(1_200_000, 1_500_000, "EUR")],
    ["Raise the rating from 3.9/5 to 4.5/5", fromTo(3.9, 4.5, "/5")],
    ["Improve the margin from −5 % to 3 %", fromTo(-5, 3, "%")],
    ["Improve the margin from -5 % to -2 %", fromTo(-5, -2, "%")],
    ["Improve throughput from 300 req/s to 900 req/s", fromTo(300, 900, "req/s")],
    ["Grow users from 2000 to 3000", fromTo(2000, 3000)],
    ["Grow sign-ups from 1 200 to 2 400 a month", fromTo(1200, 2400)],
    ["Move NPS from 20 to 35 by 2026-12-31", fromTo(20, 35)],
    ["Move NPS from 20 to 35 by the end of 2026", fromTo(20, 35)],
    ["Raise the share of teams with 3 check-ins from 20 % to 60 %", fromTo(20, 60, "%")],
    ["Reduce the age of tickets from 10 days to 3 days in 2 months", fromTo(10, 3, "days")],
    ["Reduce cost per 1,000 requests from $3 to $2", fromTo(3, 2, "$")],
    ["Double NPS from 20 to 40", fromTo(20, 40)],
    ["Grow sign-ups to 500 from 300", fromTo(300, 500)],
    ["Increase retention to 40 % (from 32 %)", fromTo(32, 40, "%")],
    ["NPS 20 → 35", fromTo(20, 35)],
    ["NPS: 20→35", fromTo(20, 35)],
    ["NPS 20 -> 35", fromTo(20, 35)],
    ["Sign-ups 1 200 => 2 400", fromTo(1200, 2400)],
    ["20 creators → 35 creators", fromTo(20, 35, "creators")],
    ["NPS 20 to 35", fromTo(20, 35)],
    ["NPS 20 – 35", fromTo(20, 35)],
    ["Onboarding completion: 65 % to 90 %", fromTo(65, 90, "%")],
    ["Completion 65%–90%", fromTo(65, 90, "%")],
    ["Increase active creators 20 to 35", fromTo(20, 35)],
    ["Increase orders without errors from 58 % to 75 %", fromTo(58, 75, "%")],
    ["Reduce calls from 40 to 25 without new staff", fromTo(40, 25)],
  ])("%s", (title, expected) => {
    expect(readMovement(title)).toEqual(expected);
  });
});

describe("a movement whose baseline is still to be given", () => {
  test.each<[string, OpenMovement]>([
    ["Grow weekly active users to 10,000", to(10_000, "up")],
    ["Grow to 2000 users", to(2000, "up", "users")],
    ["Grow weekly active users to 10,000 within 6 months", to(10_000, "up")],
    ["Increase 2026 revenue to €5M", to(5_000_000, "up", "€")],
    ["Grow the share of weekly users to over 40 %", to(40, "up", "%")],
    ["Increase test coverage above 80 %", to(80, "up", "%")],
    ["Reduce churn to under 2 %", to(2, "down", "%")],
    ["Reduce set-up time below 10 minutes", to(10, "down", "minutes")],
    ["Reduce cost to $1.2m", to(1_200_000, "down", "$")],
    ["Bring p95 latency down to 300 ms", to(300, null, "ms")],
    ["Get churn below 2 %", to(2, "down", "%")],
    ["Get NPS to 50", to(50, null)],
    ["Reach 10,000 weekly users", to(10_000, null)],
    ["Reach at least 90 % completion", to(90, "up", "%")],
    ["Achieve an NPS of 50", to(50, null)],
    ["Reduce set-up tickets by 30 %", by(-0.3)],
    ["Increase revenue by at least 20% by Q4", by(0.2)],
    ["Reduce incidents by 100 %", by(-1)],
    ["Halve the time to first value", by(-0.5)],
    ["Double weekly active users", by(1)],
    ["Triple newsletter sign-ups by Q4", by(2)],
    ["Halve incidents per 1,000 orders", by(-0.5)],
    ["Cut onboarding time in half", by(-0.5)],
    ["Reduce drop-off by half", by(-0.5)],
    ["Grow revenue 3x", by(2)],
    ["Increase NPS by 10 points", step(10, "points")],
    ["Increase completion by 5 percentage points", step(5, "%")],
    ["Reduce cloud spend by €20k", step(-20_000, "€")],
    ["Reduce open bugs by 15", step(-15)],
  ])("%s", (title, expected) => {
    expect(readMovement(title)).toEqual(expected);
  });
});

describe("a limit to hold", () => {
  test.each<[string, Movement]>([
    ["Keep availability above 99.9 %", atLeast(99.9, "%")],
    ["Keep availability at or above 99.9 %", atLeast(99.9, "%")],
    ["Availability ≥ 99.9 %", atLeast(99.9, "%")],
    ["Availability >= 99.9%", atLeast(99.9, "%")],
    ["Keep at least 3 reviewers per module", atLeast(3, "reviewers")],
    ["Maintain no fewer than 3 reviewers", atLeast(3, "reviewers")],
    ["Keep more than 3 mentors in every team", atLeast(4, "mentors")],
    ["Keep weekly active users above 1 000", atLeast(1000)],
    ["Hold churn below 2 %", atMost(2, "%")],
    ["p95 latency under 300 ms", atMost(300, "ms")],
    ["Error rate < 0.1 %", atMost(0.1, "%")],
    ["No more than 3 incidents per month", atMost(3, "incidents")],
    ["Keep open bugs at most 10 in the last 30 days", atMost(10)],
    ["Fewer than 3 incidents", atMost(2, "incidents")],
    ["Stay within a budget of €20k", atMost(20_000, "€")],
    ["Keep response time within 4 hours", atMost(4, "hours")],
    ["Cap cloud spend at €20k", atMost(20_000, "€")],
    ["Limit work in progress to 3 items", atMost(3, "items")],
    ["Hold the server room between 18 and 22 °C", between(18, 22, "°C")],
    ["Keep the server room at 18–22 °C", between(18, 22, "°C")],
    ["Keep NPS 20 to 35", between(20, 35)],
    ["Keep the queue below 10k tickets", atMost(10_000, "tickets")],
    ["Keep p95 latency between 200 ms and 300 ms", between(200, 300, "ms")],
    ["Keep churn above 1 % and below 3 %", between(1, 3, "%")],
  ])("%s", (title, expected) => {
    expect(readMovement(title)).toEqual(expected);
  });
});

describe("what was understood, said back", () => {
  test.each([
    ["Increase completion from 65 % to 90 %", "a number from 65 to 90 %, upwards"],
    ["Reduce p95 latency from 800 ms to 300 ms", "a number from 800 to 300 ms, downwards"],
    ["NPS 20 → 35", "a number from 20 to 35, upwards"],
    ["Raise the rating from 3.9/5 to 4.5/5", "a number from 3.9 to 4.5/5, upwards"],
    ["Grow weekly users to 10,000", "a number to 10000, upwards, from a baseline still to be given"],
    ["Get NPS to 50", "a number to 50, from a baseline still to be given"],
    ["Reduce set-up tickets by 30 %", "a number 30 % below a baseline still to be given"],
    ["Double weekly users", "a number 100 % above a baseline still to be given"],
    ["Reduce cloud spend by €20k", "a number 20000 € below a baseline still to be given"],
    [
      "Increase completion by 5 percentage points",
      "a number 5 percentage points above a baseline still to be given",
    ],
    ["Keep availability above 99.9 %", "a limit of at least 99.9 %"],
    ["No more than 3 incidents", "a limit of at most 3 incidents"],
    ["Keep the room between 18 and 22 °C", "a limit of 18 to 22 °C"],
  ])("%s: %s", (title, expected) => {
    const movement = readMovement(title);
    expect(movement && describeMovement(movement)).toBe(expected);
  });
});

describe("once the baseline is known", () => {
  test.each<[OpenMovement, number, Movement | null]>([
    [to(10_000, "up"), 8000, fromTo(8000, 10_000)],
    [to(300, null, "ms"), 800, fromTo(800, 300, "ms")],
    [to(10_000, "up"), 12_000, null],
    [to(2, "down", "%"), 1, null],
    [to(50, null), 50, null],
    [by(-0.3), 120, fromTo(120, 84)],
    [by(0.1), 3, fromTo(3, 3.3)],
    [by(1), 450, fromTo(450, 900)],
    [by(-1), 7, fromTo(7, 0)],
    [by(1), 0, null],
    [step(10, "points"), 20, fromTo(20, 30, "points")],
    [step(-15), 40, fromTo(40, 25)],
    [step(1), 1_234_567_890_123, fromTo(1_234_567_890_123, 1_234_567_890_124)],
    [step(-39.9), 40, fromTo(40, 0.1)],
    [step(0.2), 0.1, fromTo(0.1, 0.3)],
  ])("%j from %d", (movement, baseline, expected) => {
    expect(completeMovement(movement, baseline)).toEqual(expected);
  });
});

describe("what is read is what was written", () => {
  const amount = fc.oneof(
    fc.integer({ min: -999_999, max: 9_999_999 }),
    fc.integer({ min: 1, max: 99_999 }).map((hundredths) => hundredths / 100),
  );
  const positive = amount.filter((value) => value > 0);
  const grouped = (value: number) => String(value).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",");
  const written = fc.constantFrom(String, grouped, (value: number) => grouped(value).replaceAll(",", " "));
  const unit = fc.constantFrom<[string, (text: string) => string]>(
    ["%", (text) => `${text} %`],
    ["%", (text) => `${text}%`],
    ["ms", (text) => `${text} ms`],
    ["points", (text) => `${text} points`],
    ["days", (text) => `${text} days`],
    ["€", (text) => `€ ${text}`],
    ["$", (text) => (text.startsWith("-") ? `-$${text.slice(1)}` : `$${text}`)],
    ["€", (text) => `${text} €`],
    ["/5", (text) => `${text}/5`],
    ["req/s", (text) => `${text} req/s`],
    ["tickets", (text) => `${text} tickets`],
  );

  test("from baseline to target", () => {
    const template = fc.constantFrom(
      (x: string, y: string) => `Move the index from ${x} to ${y}`,
      (x: string, y: string) => `Move the index to ${y} from ${x}`,
      (x: string, y: string) => `Move the index (from ${x} to ${y}) by Q4`,
      (x: string, y: string) => `The index: ${x} → ${y}`,
      (x: string, y: string) => `The index ${x} -> ${y}, measured weekly`,
    );
    fc.assert(
      fc.property(
        template,
        amount,
        amount,
        unit,
        written,
        (title, baseline, target, [name, spell], write) => {
          fc.pre(baseline !== target);
          const text = title(spell(write(baseline)), spell(write(target)));
          expect([text, readMovement(text)]).toEqual([text, fromTo(baseline, target, name)]);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("up and down, as the verb says and not against it", () => {
    fc.assert(
      fc.property(positive, positive, unit, written, (a, b, [name, spell], write) => {
        fc.pre(a !== b);
        const [low, high] = a < b ? [a, b] : [b, a];
        const ends = `the index from ${spell(write(low))} to ${spell(write(high))}`;
        expect(readMovement(`Increase ${ends}`)).toEqual(fromTo(low, high, name));
        expect(readMovement(`Reduce ${ends}`)).toBeNull();
      }),
    );
  });

  test("a target, a change, a bound, two bounds", () => {
    fc.assert(
      fc.property(positive, positive, unit, written, (value, more, [name, spell], write) => {
        const text = spell(write(value));
        const high = Number((value + more).toFixed(2));
        expect(readMovement(`Grow the index to ${text}`)).toEqual(to(value, "up", name));
        expect(readMovement(`Keep the index at most ${text}`)).toEqual(atMost(value, name));
        expect(readMovement(`Keep the index at least ${text} in 2026`)).toEqual(atLeast(value, name));
        expect(readMovement(`Keep the index between ${text} and ${spell(write(high))}`)).toEqual(
          between(value, high, name),
        );
        expect(readMovement(`Increase the index by ${write(value)} ms`)).toEqual(step(value, "ms"));
      }),
    );
  });
});
