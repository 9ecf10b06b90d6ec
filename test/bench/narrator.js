import * as texts from "./texts.js";

/** @typedef {{ title: string, lines: string[], value(share: number): string }} Measure `value` at a share of the way, as YAML */

/** Makes things up, the same ones for the same seed. */
export class Narrator {
  #state;

  /** @param {number} seed */
  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to 1 (mulberry32, by Tommy Ettinger, public domain). */
  random() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** @param {number} share */
  chance(share) {
    return this.random() < share;
  }

  /** A whole number; both ends are possible. @param {number} from @param {number} to */
  whole(from, to) {
    return from + Math.floor(this.random() * (to - from + 1));
  }

  /** @template T @param {readonly T[]} things @returns {T} */
  pick(things) {
    return /** @type {T} */ (things[this.whole(0, things.length - 1)]);
  }

  /** @template T @param {readonly T[]} things @returns {T[]} */
  shuffle(things) {
    return things
      .map((thing) => ({ thing, at: this.random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ thing }) => thing);
  }

  /** One to `most` sentences, made from patterns. @param {readonly string[]} patterns @param {number} most */
  say(patterns, most) {
    const sentences = this.shuffle(patterns).slice(0, this.whole(1, most));
    const text = sentences.join(" ").replace(/\{(\w+)\}/g, (_, name) => this.#fill(name));
    return text.replace(/(^|\. )[a-z]/g, (start) => start.toUpperCase());
  }

  /** @param {string} name */
  #fill(name) {
    if (name === "person") return this.pick(texts.FIRST_NAMES);
    if (name === "area") return this.pick(texts.AREAS);
    return name === "matter" ? this.pick(texts.MATTERS) : String(this.whole(2, 30));
  }

  /** What a key result of a metric measures. @param {string} metric @returns {Measure} */
  measure(metric) {
    if (metric === "limit") return this.#limit();
    if (metric === "milestones") return this.#milestones();
    if (metric === "binary") {
      const from = this.random();
      return { title: this.pick(texts.PROOFS), lines: [], value: (share) => String(share > from) };
    }
    const { what, unit, from, to } = this.pick(texts.QUANTITIES);
    const baseline = Math.round(from + (to - from) * 0.3 * this.random());
    const target = Math.round(to - (to - from) * 0.3 * this.random());
    const deed = target > baseline ? "Increase" : "Cut";
    const pace = 0.4 + 0.7 * this.random();
    return {
      title: `${deed} ${what} from ${baseline} to ${target}`,
      lines: [`baseline: ${baseline}`, `target: ${target}`, `unit: "${unit}"`],
      value: (share) => {
        const way = share * pace + 0.1 * this.random();
        return String(Number((baseline + (target - baseline) * way).toFixed(this.whole(0, 1))));
      },
    };
  }

  /** @returns {Measure} */
  #limit() {
    const { what, unit, at_least, at_most } = this.pick(texts.BOUNDS);
    const lower = at_least !== undefined;
    const bound = at_least ?? at_most ?? 0;
    return {
      title: `Keep ${what} at ${lower ? "least" : "most"} ${bound} ${unit}`,
      lines: [`${lower ? "at_least" : "at_most"}: ${bound}`, `unit: "${unit}"`],
      value: () => {
        const held = this.chance(0.8) === lower;
        return String(Number((bound + (held ? 0.2 : -0.2) * this.random()).toFixed(2)));
      },
    };
  }

  /** @returns {Measure} */
  #milestones() {
    const steps = texts.STEPS.map(
      ([id, title], index) => `  - { id: ${id}, title: ${title}, weight: ${index + 1} }`,
    );
    const reached = (/** @type {number} */ share) =>
      texts.STEPS.slice(0, Math.floor(share * 5)).map(([id]) => id);
    return {
      title: `Bring ${this.pick(texts.MATTERS)} to every customer`,
      lines: ["milestones:", ...steps],
      value: (share) => `[${reached(share).join(", ")}]`,
    };
  }

  /**
   * What a check-in says, its YAML lines and its body.
   * @param {readonly { id: string, value(share: number): string }[]} keyResults
   * @param {number} gone the share of the cycle that is over
   * @param {boolean} unusual in YAML that only the careful reader reads
   */
  checkIn(keyResults, gone, unusual) {
    const lines = [`confidence: ${(0.3 + 0.6 * this.random()).toFixed(1)}`];
    const results = keyResults
      .filter(() => this.chance(0.8))
      .map((keyResult) => this.#result(keyResult, gone));
    if (results.length > 0) lines.push("results:", ...results);
    if (unusual) lines.push("x-remark: |", `  ${this.say(texts.NOTES, 1)}`);
    const issues = this.say(texts.ISSUES, 3);
    return { lines, body: `## Issues\n\n${issues}\n\n## Plan\n\n${this.say(texts.PLANS, 3)}` };
  }

  /** @param {{ id: string, value(share: number): string }} keyResult @param {number} gone */
  #result({ id, value }, gone) {
    if (this.chance(0.7)) return `  ${id}: ${value(gone)}`;
    const confidence = this.chance(0.4) ? `, confidence: ${(0.2 + 0.7 * this.random()).toFixed(1)}` : "";
    return `  ${id}: { value: ${value(gone)}${confidence}, note: ${this.say(texts.NOTES, 1)} }`;
  }

  /** How an objective ended, its YAML lines and its body. @param {readonly { id: string }[]} keyResults */
  retrospective(keyResults) {
    const grades = keyResults.map(({ id }) => `${id}: ${(0.2 + 0.8 * this.random()).toFixed(1)}`);
    const lines = ["phase: end", `grades: { ${grades.join(", ")} }`, "reasons:"];
    for (const { id } of keyResults) lines.push(`  ${id}: ${this.say(texts.REASONS, 1)}`);
    lines.push(`outcome: ${this.pick(["done", "continued", "abandoned"])}`);
    const sections = ["What we set out to do", "What we learned", "What surprised us", "What we will change"];
    const body = sections.map((title, index) => {
      const patterns = [texts.WHYS, texts.ISSUES, texts.ISSUES, texts.PLANS][index] ?? [];
      return `## ${title}\n\n${this.say(patterns, 3)}`;
    });
    return { lines, body: body.join("\n\n") };
  }
}
