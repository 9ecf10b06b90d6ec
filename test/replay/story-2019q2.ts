import type { Definition, Page, Story } from "./history.ts";
import type { SourceKeyResult } from "./source.ts";

/*
 * What the notes of joystream-2019q2.json say happened, in their order. Where they give a day, it is noon here, or the minute if
 * they give it. What they do not give is not made up: the first title of platform-awareness is a remark in brackets, the earlier
 * lists of release-manager are left out, and the definitions begin on the day of their first known change.
 */

const FIRST_TITLE = "(the title before 2019-04-09 is not recorded)";
const BROKEN = {
  from: "2019-05-21T12:00:00Z",
  until: "2019-05-21T12:16:00Z",
  keyResult: "blog-readers-reads",
};

/** How the quarter 2019-Q2 of the project really went, on top of its data file. */
export const STORY_2019Q2: Story = {
  name: "Joystream",
  settings: "check_in: { every: two-weeks, day: tuesday, stale_after_days: 20 }\n",
  bodies: {
    "platform-awareness":
      "Starting figures: 0 sign-ups, 802 readers and 1400 reads, 184 downloads, 0 of 10 website tasks, no test result.",
  },
  commits: [
    { at: "2019-04-06T12:00:00Z", message: "Define the objectives of the quarter" },
    { at: "2019-04-06T12:01:00Z", message: "Move the deadline of builder-team to 2019-07-02" },
    { at: "2019-04-09T12:00:00Z", message: "Give platform-awareness a new title and other key results" },
    { at: "2019-04-23T12:00:00Z", message: "Move both personal objectives by two weeks" },
    { at: "2019-04-26T12:00:00Z", message: "Check in 2019-04-23, score four key results another way" },
    { at: "2019-04-27T12:00:00Z", message: "Correct website-work of 2019-04-23" },
    { at: "2019-05-07T12:00:00Z", message: "Check in 2019-05-07, drop a key result, score one another way" },
    { at: "2019-05-21T12:00:00Z", message: "Check in 2019-05-21" },
    { at: "2019-05-21T12:16:00Z", message: "Repair blog-readers-reads" },
    { at: "2019-06-04T12:00:00Z", message: "Check in 2019-06-04" },
    { at: "2019-06-19T12:00:00Z", message: "Check in 2019-06-18" },
    { at: "2019-07-30T14:59:00Z", message: "Take the objectives of the quarter off the page" },
    { at: "2019-07-30T18:42:00Z", message: "Archive the objectives of the quarter with their final scores" },
  ],
  changes: [
    {
      at: "2019-04-06T12:01:00Z",
      undo: (page) => Object.assign(objective(page, "builder-team"), { deadline: "2019-06-04" }),
    },
    { at: "2019-04-09T12:00:00Z", undo: measureDownloads },
    {
      at: "2019-04-23T12:00:00Z",
      undo(page) {
        for (const id of ["technical-productivity", "release-manager"])
          Object.assign(objective(page, id), { active_from: "2019-04-09", deadline: "2019-07-02" });
      },
    },
    {
      at: "2019-04-26T12:00:00Z",
      undo(page) {
        for (const id of ["rust-developer", "chain-developer", "full-stack-developer"])
          change(page, "builder-team", id, { scoring: "naive" });
        change(page, "platform-awareness", "job-list-signups", { scoring: "work-done" });
      },
    },
    {
      at: "2019-05-07T12:00:00Z",
      undo(page) {
        change(page, "release-manager", "weekly-testing", { scoring: "naive" });
        // The remark says the fourth was dropped; it was the third.
        const title = "Use the new planning process for releases";
        objective(page, "technical-productivity").key_results.splice(
          2,
          0,
          keyResult("planning-process", title),
        );
      },
    },
  ],
  misreadings: [
    {
      date: "2019-04-23",
      keyResult: "website-work",
      from: "2019-04-26T12:00:00Z",
      until: "2019-04-27T12:00:00Z",
      text: "0.14",
    },
    { ...BROKEN, date: "2019-04-23", text: "0" },
    { ...BROKEN, date: "2019-05-07", text: "0" },
    { ...BROKEN, date: "2019-05-21", text: "0." },
  ],
  arrivals: { "2019-07-30": "2019-07-30T18:42:00Z" },
  folders: [
    { from: "2019-04-06T12:00:00Z", folder: "okrs/2019-Q2/joystream" },
    { from: "2019-07-30T14:59:00Z", folder: null },
    { from: "2019-07-30T18:42:00Z", folder: "okrs/archive/2019-Q2/joystream" },
  ],
  reasons: {
    "builder-team": {
      "rust-developer": "tracked as 0.8, but the three hires count for nothing in the final score",
      "chain-developer": "tracked as 0.7, but the three hires count for nothing in the final score",
      "full-stack-developer": "tracked as 0.4, but the three hires count for nothing in the final score",
      "chat-work": "aborted and tracked as 0, yet the final score says 0.5",
    },
    "platform-awareness": {
      "podcast-downloads": "the final score is rounded to two places",
      "comprehension-test": "tracked as 0.5, left out of the final score",
    },
  },
};

/** Until the first day of the quarter, downloads, users and sessions counted, and pull requests from outside. */
function measureDownloads(page: Page): void {
  const awareness = objective(page, "platform-awareness");
  awareness.title = FIRST_TITLE;
  delete page.bodies[awareness.id];
  change(page, awareness.id, "podcast-downloads", {
    title: "5000 podcast downloads",
    target: 5000,
    unit: "downloads",
  });
  change(page, awareness.id, "blog-readers-reads", {
    title: "2000 blog users and 5000 sessions in the quarter",
  });
  awareness.key_results = [
    ...awareness.key_results.filter(({ id }) => id !== "website-work" && id !== "comprehension-test"),
    { ...keyResult("outside-pull-requests", "10 outside pull requests"), target: 10, unit: "pull requests" },
  ];
}

function objective(page: Page, id: string): Definition {
  const found = page.objectives.find((one) => one.id === id);
  if (!found) throw new Error(`there is no objective ${id}`);
  return found;
}

function change(page: Page, of: string, id: string, to: Partial<SourceKeyResult>): void {
  const found = objective(page, of).key_results.find((one) => one.id === id);
  if (!found) throw new Error(`there is no key result ${of}/${id}`);
  Object.assign(found, to);
}

function keyResult(id: string, title: string): SourceKeyResult {
  return { id, title, owner: null, weight: null, unit: null, baseline: 0, target: 1 };
}
