import { createEmptyRepository, type TestRepository } from "../../support/repository.ts";
import { importCommits } from "../../support/story.ts";

/** The day on which the invented company is looked at: a Wednesday in its third quarter. */
export const TODAY = "2026-09-16";

/** The quarters of the invented company; two are closed. */
export const QUARTERS = [
  { id: "2026-Q1", start: "2026-01-01", end: "2026-03-31" },
  { id: "2026-Q2", start: "2026-04-01", end: "2026-06-30" },
  { id: "2026-Q3", start: "2026-07-01", end: "2026-09-30" },
] as const;

/** Everybody in it: ids and names that are no other word. */
export const PEOPLE = {
  "ulla-q": "Ulla Qvarn",
  "umar-q": "Umar Qasim",
  "eva-q": "Eva Qvist",
  "egon-q": "Egon Quast",
  "edda-q": "Edda Quint",
  "wanda-q": "Wanda Quell",
  "willi-q": "Willi Quade",
  "wim-q": "Wim Quirin",
  "sven-q": "Sven Quill",
} as const;

const TEAMS: Readonly<Record<string, readonly (keyof typeof PEOPLE)[]>> = {
  north: ["ulla-q", "umar-q"],
  east: ["eva-q", "egon-q", "edda-q"],
  west: ["wanda-q", "willi-q", "wim-q"],
  solo: ["sven-q"],
};

/** The objectives of each quarter: one team has one person. */
const SLOTS = ["east-a", "east-b", "east-c", "west-a", "west-b", "solo-a"] as const;

const WEEK = 7;

/** The day so many days later. */
export function later(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Every value, grade and confidence of the company, taken from one list in turn. */
class Numbers {
  #taken = 0;
  readonly #start: number;

  constructor(start: number) {
    this.#start = start;
  }

  /** 0–1, with two digits. */
  next(): number {
    this.#taken++;
    return (((this.#taken + this.#start) * 37) % 101) / 100;
  }
}

/**
 * Three quarters of four teams, with history: gaps, late records, goalposts that move, two quarters that are closed.
 * @param shuffled by how many places all values, grades and confidences are moved along; dates and words stay
 */
export function inventCompany(shuffled = 0): TestRepository {
  const numbers = new Numbers(shuffled);
  const days = new Map<string, Record<string, string>>();
  const put = (day: string, path: string, text: string) => {
    if (day <= TODAY) days.set(day, { ...days.get(day), [path]: text });
  };
  put("2025-12-01", "okr.yaml", "version: 1\nname: Acme\n");
  for (const [id, members] of Object.entries(TEAMS))
    put("2025-12-01", `okrs/teams/${id}.md`, team(id, members));
  put("2025-12-20", "okrs/2026/year.md", strategic(100));
  put("2026-05-05", "okrs/2026/year.md", strategic(150));
  for (let month = 1; month <= 9; month++) {
    const day = `2026-0${month}-16`;
    put(
      day,
      record("year", "check-in", day),
      checkIn("year", day, "ulla-q", [numbers.next(), numbers.next()]),
    );
  }
  for (const [quarter, { id, start, end }] of QUARTERS.entries()) {
    for (const [index, slot] of SLOTS.entries()) {
      const objective = `${slot}-q${quarter + 1}`;
      const path = `okrs/${id}/${objective}.md`;
      put(later(start, -3), path, definition(slot, quarter, 100 - 20 * quarter));
      if (objective === "east-b-q2") put("2026-05-10", path, definition(slot, quarter, 70));
      if (objective === "west-a-q2") put("2026-06-20", path, definition(slot, quarter, 60));
      if (objective === "east-a-q3")
        put("2026-08-04", path, definition(slot, quarter, 50, "the market halved"));
      const members = TEAMS[slot.split("-")[0] as string] as readonly string[];
      for (let week = 0; week < 13; week++) {
        if ((week * 7 + index * 3) % 5 === 0 || (index === 4 && week > 3)) continue;
        const day = later(FRIDAYS[quarter] as string, week * WEEK - (index % 3));
        const by = members[(week + index) % members.length] as string;
        const text = checkIn(objective, day, by, [numbers.next(), numbers.next(), numbers.next()]);
        put(later(day, [0, 0, 5, 0, 0, 12][index] ?? 0), record(objective, "check-in", day), text);
      }
      const text = lookBack(objective, later(end, 5), members[0] as string, index, [
        numbers.next(),
        numbers.next(),
      ]);
      put(later(end, 5), record(objective, "retrospective", later(end, 5)), text);
    }
  }
  put("2026-06-28", "okrs/2026-Q3/east-x-q3.md", heavy());
  return commitDays(days);
}

/** The first Friday of each quarter that ends a whole week. */
const FRIDAYS = ["2026-01-09", "2026-04-10", "2026-07-10"] as const;

function team(id: string, members: readonly (keyof typeof PEOPLE)[]): string {
  const list = members.map((member) => `  - { id: ${member}, name: ${PEOPLE[member]} }\n`).join("");
  const level = id === "north" ? "unit" : "team";
  return `---\nkind: team\nid: ${id}\nname: ${id} team\nlevel: ${level}\nlead: ${members[0]}\nmembers:\n${list}---\n`;
}

function strategic(target: number): string {
  const keyResult = `  - { id: one, title: Reach more, baseline: 0, target: ${target} }\n`;
  return `---\nkind: objective\nid: year\ntitle: Reach the north\nteam: north\ncycle: 2026\ntype: aspirational\nowner: ulla-q\nkey_results:\n${keyResult}---\n`;
}

function definition(slot: string, quarter: number, target: number, reason: string | null = null): string {
  const members = TEAMS[slot.split("-")[0] as string] as readonly string[];
  const [owner, backup = null] = members;
  const lines = [
    `kind: objective`,
    `id: ${slot}-q${quarter + 1}`,
    `title: Make ${slot} better in quarter ${quarter + 1}`,
    `team: ${slot.split("-")[0]}`,
    `cycle: ${QUARTERS[quarter]?.id}`,
    `type: ${slot === "west-b" ? "committed" : "aspirational"}`,
    `owner: ${owner}`,
    `aligns_to: [year]`,
    ...(slot === "west-a" ? [`depends_on: [east-a-q${quarter + 1}]`] : []),
    ...(quarter > 0 ? [`continues: ${slot}-q${quarter}`] : []),
    ...(reason === null ? [] : [`x-okr-ignore: { moved-goalpost: { reason: "${reason}" } }`]),
    `key_results:`,
    `  - { id: one, title: First of ${slot}, baseline: 0, target: ${target}, weight: 2${backup ? `, backup: ${backup}` : ""} }`,
    `  - { id: two, title: Second of ${slot}, baseline: 0, target: ${target}${slot.startsWith("east") ? `, backup: ${backup}` : ""} }`,
  ];
  return `---\n${lines.join("\n")}\n---\n`;
}

/** More than one person can answer for, with what she has already. */
function heavy(): string {
  const keyResults = Array.from(
    { length: 4 },
    (_, index) => `  - { id: part-${index}, title: Part ${index} of it, baseline: 0, target: 10 }\n`,
  ).join("");
  return `---\nkind: objective\nid: east-x-q3\ntitle: Carry everything\nteam: east\ncycle: 2026-Q3\ntype: committed\nowner: eva-q\nkey_results:\n${keyResults}---\n`;
}

function record(objective: string, kind: string, day: string): string {
  return `okrs/records/${objective}/${day}-${kind}-aaaaaaa.md`;
}

function checkIn(
  objective: string,
  day: string,
  by: string,
  [confidence, ...values]: readonly number[],
): string {
  const results = ["one", "two"]
    .slice(0, values.length)
    .map((id, index) => `${id}: ${Math.round((values[index] as number) * 100)}`)
    .join(", ");
  return `---\nkind: check-in\nobjective: ${objective}\ndate: ${day}\nby: ${by}\nconfidence: ${confidence}\nresults: { ${results} }\n---\n`;
}

/** Every second one says what was learned, and every other one grades. */
function lookBack(
  objective: string,
  day: string,
  by: string,
  index: number,
  grades: readonly number[],
): string {
  const graded =
    index % 2 === 1
      ? `grades: { one: ${grades[0]}, two: ${grades[1]} }\nreasons: { one: we agreed, two: we agreed }\n`
      : "";
  const learned = index % 2 === 0 ? "\n## What we learned\n\nTo ask sooner.\n" : "\n## What we learned\n";
  return `---\nkind: retrospective\nobjective: ${objective}\ndate: ${day}\nby: ${by}\nphase: end\n${graded}outcome: continued\n---\n${learned}`;
}

/** One commit for each day, by git fast-import. */
function commitDays(days: ReadonlyMap<string, Readonly<Record<string, string>>>): TestRepository {
  const repo = createEmptyRepository();
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const commits = [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, files]) => {
      const when = `Ana Example <ana@example.com> ${Date.parse(`${day}T10:00:00Z`) / 1000} +0000`;
      const changes = Object.entries(files).map(([path, text]) => `M 100644 inline ${path}\n${data(text)}`);
      return `commit refs/heads/main\nauthor ${when}\ncommitter ${when}\n${data(day)}${changes.join("")}`;
    });
  importCommits(repo, commits.join(""));
  return repo;
}
