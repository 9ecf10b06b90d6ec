import { beforeAll, describe, expect, test } from "vitest";
import { objective } from "../../src/rules/examples.ts";
import { COMPANY } from "../support/landscape.ts";
import { copyOfMade, createRepository, TestRepository, temporaryFolder } from "../support/repository.ts";
import { run, runIn } from "../support/run.ts";
import { problemsOf } from "../support/schema.ts";

const repository = () => createRepository({ ...COMPANY });
const DAY = ["--at", "2026-11-20"];
const TODAY = { today: "2026-11-20" };

describe("the example", () => {
  let bank: TestRepository;
  beforeAll(async () => {
    const home = temporaryFolder();
    await run(home, "demo", "horizon-bank", "bank");
    bank = new TestRepository(`${home}/bank`);
  });

  test("as a tree", async () => {
    const { stdout, code } = await run(bank, "align", "--at", "2026-09-11");
    expect(stdout).toMatchInlineSnapshot(`
      "Horizon Bank · 2026-09-11  2026 (70 % gone)  2026-Q3 (79 % gone)

      Vision: By 2031 anyone in the country can open an account in ten minutes and
      never needs to ask how it works.

      3 of 3 team objectives serve something (100 %)
      ███████████ over the weeks of the cycle

      ◆ Simplify onboarding so that a new customer can use everything on the first day
        simple-onboarding
      └─ ○ 0.22 off-track  Delight new customers in their first week
         │ delight-new-customers · digital-services · 2026
         ├─ ● 0.63 on-track   Make the first week seamless and confidence-building for
         │                    new users
         │    first-week · explorer · 2026-Q3
         │    ≠ on-track with 0.63, while what it serves is off-track with 0.22
         │    [x] Count completion the same way in the app and on the website (EXP-10…
         │    [ ] Ask ten people who stopped why they stopped (EXP-107)
         │    [ ] Save an unfinished set-up and send one reminder (EXP-112)
         │    [ ] Split the tutorial into three short parts (EXP-115)
         │    [ ] Rewrite the eight messages that cause most tickets (EXP-119)
         ├─ ◌ 0.61 stale      Let customers find the answer in the app before they
         │                    call
         │    answers-in-the-app · self-service · 2026-Q3
         │    serves key result call-time (0.20)
         │    [ ] Put the ten most frequent questions on the start page of the help (…
         │    [ ] Ask "did this help?" under every answer (SET-55)
         └─ ◐ 0.52 at-risk    Let every new customer set up the account alone and
                              without paper
              self-service-setup · self-service · 2026-Q3
              serves key result drop-off (0.27)
              [x] Choose the supplier for the video check (SET-18)
              [ ] Replace the letter with a code in the app (SET-31)
              [ ] Let customers choose a PIN before the card arrives (SET-34)
              [ ] Train two people in each branch to help with the new set-up (SET-40)

      ◆ Answer customers the first time they ask  answer-first-time
      └─ ◌ 0.61 stale      answers-in-the-app (see above)

      ◆ Keep every digital service open and safe around the clock  dependable-service
      └─ ◐ 0.52 at-risk    self-service-setup (see above)

      Opposite stories
        ● 0.63 on-track  explorer · first-week
            serves  ○ 0.22 off-track digital-services · delight-new-customers

      Who needs whom
        explorer · first-week needs
            ◐ 0.52 at-risk   self-service · self-service-setup
            both sides have written it down
      "
    `);
    expect(code).toBe(0);
  });

  test("around one team, on a wide terminal", async () => {
    const world = { columns: 200 };
    const { stdout } = await runIn(world, bank, "align", "--at", "2026-09-11", "--team", "self-service");
    expect(stdout).toMatchInlineSnapshot(`
      "Horizon Bank · 2026-09-11  Self-Service Team  2026 (70 % gone)  2026-Q3 (79 % gone)

      Vision: By 2031 anyone in the country can open an account in ten minutes and never needs to ask how it works.

      2 of 2 team objectives serve something (100 %)  ███████████ over the weeks of the cycle

      ◆ Simplify onboarding so that a new customer can use everything on the first day  simple-onboarding
      └─ ○ 0.22 off-track  Delight new customers in their first week
         │ delight-new-customers · digital-services · 2026
         ├─ ◌ 0.61 stale      Let customers find the answer in the app before they call
         │    answers-in-the-app · self-service · 2026-Q3
         │    serves key result call-time (0.20)
         │    [ ] Put the ten most frequent questions on the start page of the help (SET-52)
         │    [ ] Ask "did this help?" under every answer (SET-55)
         └─ ◐ 0.52 at-risk    Let every new customer set up the account alone and without paper
              self-service-setup · self-service · 2026-Q3
              serves key result drop-off (0.27)
              [x] Choose the supplier for the video check (SET-18)
              [ ] Replace the letter with a code in the app (SET-31)
              [ ] Let customers choose a PIN before the card arrives (SET-34)
              [ ] Train two people in each branch to help with the new set-up (SET-40)

      ◆ Answer customers the first time they ask  answer-first-time
      └─ ◌ 0.61 stale      answers-in-the-app (see above)

      ◆ Keep every digital service open and safe around the clock  dependable-service
      └─ ◐ 0.52 at-risk    self-service-setup (see above)

      Peers: who serves the same
        delight-new-customers: Delight new customers in their first week
            ● 0.63 on-track  explorer · first-week

      Who needs whom
        explorer · first-week needs
            ◐ 0.52 at-risk   self-service · self-service-setup
            both sides have written it down
      "
    `);
  });

  test("as JSON, by its schema and with where it comes from", async () => {
    const { stdout } = await run(bank, "align", "--at", "2026-09-11", "--json");
    const data = JSON.parse(stdout);
    expect(problemsOf("output/align", data)).toEqual([]);
    expect(data.links[0]).toMatchObject({
      ...{ from: "first-week", from_status: "on-track" },
      ...{ to: "delight-new-customers", to_status: "off-track", contradicts: true },
    });
    expect(data.coverage).toMatchObject({ aligned: 3, all: 3, share: 1 });
    expect(data.objectives[0].commit).toMatch(/^[0-9a-f]{40}$/);
    expect(data.objectives[0].initiatives[0]).toEqual({
      text: "Count completion the same way in the app and on the website (EXP-104)",
      done: true,
      url: "https://issues.horizon-bank.example/EXP-104",
    });
  });
});

test("what serves nothing, what nobody serves and what only one side knows are named at the end", async () => {
  const { stdout } = await runIn(TODAY, repository(), "align");
  expect(stdout.slice(stdout.indexOf("◆ Flights"))).toMatchInlineSnapshot(`
    "◆ Flights that everybody can pay  cheap
      nobody serves this priority

    Serve nothing
    ◌ 0.00 stale      Paint the lamps
      lamps · tower · 2026-Q4

    Opposite stories
      ● 0.97 on-track  crew · trial
          serves  ○ 0.07 off-track flights · routes

    Nobody serves
      priority cheap: Flights that everybody can pay
      routes/seats: Seats from 10 to 90

    Who needs whom
      crew · trial needs
          ○ 0.03 off-track ground · pads
          ! only crew knows: ground has not written it down
    "
  `);
});

test("statuses have their colours", async () => {
  const { stdout } = await runIn({ ...TODAY, colour: 1 }, repository(), "align", "--for", "trial");
  expect(stdout).toContain("\u001b[32m● 0.97 on-track");
  expect(stdout).toContain("\u001b[31m○ 0.");
});

test("each objective takes one line where there are many", async () => {
  const many = Array.from({ length: 60 }, (_, at) => [
    `many-${at}.md`,
    objective({ id: `many-${at}`, team: "ground", aligns_to: at < 30 ? ["orbit", "cheap"] : [] }),
  ]);
  const { stdout } = await runIn(
    TODAY,
    createRepository({ ...COMPANY, ...Object.fromEntries(many) }),
    "align",
  );
  expect(stdout).toContain("│  ├─ ");
  expect(stdout.split("\n").filter((line) => /many-7\b/.test(line))).toHaveLength(2);
  expect(stdout).toContain("many-7 (see above)");
  expect(stdout).toContain("Serve nothing\n");
});

test.each([
  ["mermaid", "flowchart RL"],
  ["dot", "digraph okr {"],
  ["svg", "<svg xmlns"],
])("as %s, in a file", async (format, expected) => {
  const repo = repository();
  const { code, stdout } = await run(repo, "align", ...DAY, "--format", format, "--output", "out");
  expect([code, stdout]).toEqual([0, ""]);
  expect(repo.read("out")).toContain(expected);
});

test.each([
  [
    ["--up"],
    "--up says which way to go, but not from where\n  name an objective or a priority with --for, or a team with --team",
  ],
  [["--depth", "-1"], "--depth is -1\n  write 0 or more steps"],
  [["--for", "trail"], 'there is no objective, key result or priority "trail"\n  did you mean "trial"?'],
  [["--team", "crow"], 'there is no team "crow"\n  did you mean "crew"?'],
  [["--cycle", "2026-Q5"], 'there is no cycle "2026-Q5"'],
])("refuses %s", async (args, message) => {
  const { code, stderr } = await runIn(TODAY, repository(), "align", ...args);
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});

test("a clone that is cut off says that the weeks are left out", async () => {
  const repo = copyOfMade("twice", () => {
    const made = repository();
    made.commit("Again", { "g.md": objective({ id: "more", team: "crew" }) });
    return made;
  });
  const shallow = temporaryFolder();
  repo.git("clone", "--quiet", "--depth", "1", `file://${repo.dir}`, `${shallow}/clone`);
  const { stdout, stderr } = await runIn(TODAY, `${shallow}/clone`, "align", "--json");
  expect(stderr).toContain("the weeks of alignment are left out");
  expect(JSON.parse(stdout).coverage.weeks).toBeNull();
});

test("an empty company says how to begin", async () => {
  const { stdout } = await run(createRepository(), "align");
  expect(stdout).toContain("No objectives yet. Write the first one:  okr new objective");
});
