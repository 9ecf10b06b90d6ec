import { describe, expect, test } from "vitest";
import { binary } from "../../../src/model/metrics/binary.ts";
import { type Measure, metricOf, metrics } from "../../../src/model/metrics/index.ts";

const done = { metric: "binary" } as const;

describe("done or not", () => {
  test("progress is that of the latest reading", () => {
    const at = (date: string, value: boolean) => ({ date, value });
    expect(binary.progress(done, [at("2026-10-02", false)], "2026-12-31")).toBe(0);
    expect(binary.progress(done, [at("2026-10-02", true)], "2026-12-31")).toBe(1);
    expect(binary.progress(done, [at("2026-10-02", true), at("2026-11-20", false)], "2026-12-31")).toBe(0);
  });

  test.each(["yes", "y", "true", "done", "1", " Yes ", "DONE"])("%j is done", (text) => {
    expect(binary.parse(done, text)).toBe(true);
  });

  test.each(["no", "n", "false", "open", "0", " No "])("%j is open", (text) => {
    expect(binary.parse(done, text)).toBe(false);
  });

  test.each(["", "maybe", "2", "yes!", "constructor", "__proto__", "hasOwnProperty"])(
    "%j is refused",
    (text) => {
      expect(binary.parse(done, text)).toEqual({
        message: `is "${text}"`,
        hint: "write yes when it is done, else no",
      });
    },
  );

  test("a value is true or false", () => {
    expect(binary.valueProblem(done, true)).toBeNull();
    expect(binary.valueProblem(done, 1)).toMatchObject({ message: "is not true or false" });
    expect([binary.describe(done), binary.show(done, true), binary.show(done, false)]).toEqual([
      "open → done",
      "done",
      "open",
    ]);
  });
});

describe("the four metrics", () => {
  const measures: Measure[] = [
    { metric: "number", baseline: 65, target: 90 },
    { metric: "limit", at_most: 3 },
    { metric: "milestones", milestones: [{ id: "live", title: "Live" }] },
    done,
  ];

  test("each is found under its own name, number first", () => {
    expect(Object.keys(metrics)).toEqual(measures.map(({ metric }) => metric));
    for (const measure of measures) expect(metricOf(measure).metric).toBe(measure.metric);
  });

  test.each(measures)(
    "$metric: its own example is a value it accepts, and every property has an example",
    (measure) => {
      const metric = metricOf(measure);
      for (const name of metric.required) expect(metric.properties).toHaveProperty(name);
      for (const property of Object.values(metric.properties)) expect(property).toHaveProperty("examples");
      expect(metric.problem(measure)).toBeNull();
      const [example] = metric.value.examples as [number];
      if (measure.metric !== "milestones") expect(metric.valueProblem(measure, example)).toBeNull();
    },
  );
});
