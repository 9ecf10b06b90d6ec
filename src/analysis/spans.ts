import type { Cycle } from "../model/cycle.ts";
import type { Objective } from "../model/plan.ts";

/** An objective with the days of its cycle. */
export interface Span {
  readonly objective: Objective;
  readonly cycle: Cycle;
}

/** Whether two cycles have a day in common. */
export function overlap(one: Cycle, other: Cycle): boolean {
  return one.start <= other.end && other.start <= one.end;
}

/** Objectives by the days of their cycles. Sorted once; each question costs a logarithm. */
export class Spans {
  readonly #spans: Span[];
  /** Of each and all before it, the one that ends last. */
  readonly #last: Span[] = [];

  constructor(spans: Iterable<Span>) {
    this.#spans = [...spans].sort((a, b) =>
      a.cycle.start < b.cycle.start ? -1 : a.cycle.start > b.cycle.start ? 1 : 0,
    );
    for (const span of this.#spans) {
      const before = this.#last.at(-1);
      this.#last.push(before && before.cycle.end >= span.cycle.end ? before : span);
    }
  }

  /** An objective whose cycle has a day in common with this one: of several one that lasts longest into it. */
  meeting(cycle: Cycle): Objective | null {
    let [from, to] = [0, this.#spans.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#spans[middle] as Span).cycle.start <= cycle.end) from = middle + 1;
      else to = middle;
    }
    const last = this.#last[from - 1];
    return last !== undefined && last.cycle.end >= cycle.start ? last.objective : null;
  }
}

/** Objectives in groups by name, each to be asked as `Spans`. */
export class SpanGroups {
  readonly #added = new Map<string, Span[]>();
  readonly #sorted = new Map<string, Spans>();

  add(group: string, span: Span): void {
    const list = this.#added.get(group);
    if (list) list.push(span);
    else this.#added.set(group, [span]);
  }

  /** An objective of the group whose cycle has a day in common with this one. What is added later is not seen. */
  meeting(group: string, cycle: Cycle): Objective | null {
    const known = this.#sorted.get(group);
    if (known) return known.meeting(cycle);
    const spans = new Spans(this.#added.get(group) ?? []);
    this.#sorted.set(group, spans);
    return spans.meeting(cycle);
  }
}
