import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, test } from "vitest";
import { checkIn, document, keyResult, objective } from "../../src/rules/examples.ts";
import { createShared, isolatedEnvironment, TestRepository } from "../support/repository.ts";
import { runIn } from "../support/run.ts";

/** The days of the story, all in 2026-Q4. */
const FIRST_DAY = "2026-10-02";
const REVIEW_DAY = "2026-11-13";

const GROW = "okrs/2026-Q4/rockets/grow.md";
const person = (id: string, name: string) => ({ id, name, email: `${id}@example.com` });
const COMPANY: Readonly<Record<string, string>> = {
  "okr.yaml": "version: 1\nname: Rockets (example)\n",
  "okrs/strategy.md": document({
    kind: "strategy",
    priorities: [{ id: "reach", title: "Reach more people" }],
  }),
  "okrs/teams/rockets.md": document({
    kind: "team",
    id: "rockets",
    name: "Rockets",
    lead: "ana",
    coach: "ben",
    members: [person("ana", "Ana Example"), person("ben", "Ben Example")],
  }),
  [GROW]: objective({ aligns_to: ["reach"] }).replace('"target":40', '"target":40,"unit":"people"'),
};

/** A clone in the hands of a person on a day. */
function inHands(repo: TestRepository, who: "ana" | "ben", day: string): TestRepository {
  const [name, date] = [who === "ana" ? "Ana Example" : "Ben Example", `${day}T10:00:00Z`];
  return new TestRepository(
    repo.dir,
    isolatedEnvironment({
      ...{ GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: `${who}@example.com`, GIT_AUTHOR_DATE: date },
      ...{ GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: `${who}@example.com`, GIT_COMMITTER_DATE: date },
    }),
  );
}

/** Two people never check in at the same moment with the same luck. */
const okr = (repo: TestRepository, today: string, ...words: string[]) =>
  runIn({ today, timeOfDay: Number(today.slice(-2)) / 31.5 }, repo, ...words);

/** Ana's branch: she lowers a target and checks in; on main Ben has checked in meanwhile. */
async function openPullRequest() {
  const shared = createShared(COMPANY);
  const begin = inHands(shared.ours, "ana", FIRST_DAY);
  begin.commit("Rehearse", { "README.md": "Our goals\n" });
  const first = inHands(shared.ours, "ana", "2026-10-30");
  expect(
    await okr(first, "2026-10-30", "checkin", "grow", "passengers=16", "--confidence", "0.7"),
  ).toMatchObject({
    code: 0,
  });
  begin.git("push", "--quiet", "origin", "main");

  const ana = inHands(shared.ours, "ana", "2026-11-12");
  ana.git("switch", "--quiet", "-c", "settle-for-less");
  ana.write(GROW, ana.read(GROW).replaceAll("40", "30"));
  ana.commit("Settle for 30 passengers");
  expect(
    await okr(
      ana,
      "2026-11-12",
      "checkin",
      "grow",
      "passengers=20",
      "--confidence",
      "0.5",
      "--plan",
      "Ask again",
    ),
  ).toMatchObject({ code: 0 });
  ana.git("push", "--quiet", "--set-upstream", "origin", "settle-for-less");

  const ben = inHands(shared.theirs, "ben", "2026-11-11");
  ben.git("pull", "--quiet");
  const words = ["checkin", "grow", "--confidence", "0.6", "--issues", "Rain", "--push"];
  expect(await okr(ben, "2026-11-11", ...words)).toMatchObject({ code: 0 });
  ana.git("fetch", "--quiet");
  return { ...shared, ana, ben };
}

describe("a pull request, from the branch to main", () => {
  test("what the reviewer sees before it lands", async () => {
    const { ana } = await openPullRequest();
    const base = ana.git("merge-base", "HEAD", "origin/main").slice(0, 7);
    const checked = await okr(ana, REVIEW_DAY, "check", "--base", "origin/main", "--format", "github");
    expect(checked.code).toBe(1);
    expect(
      checked.stdout.replaceAll(ana.git("rev-parse", "--short=7", "HEAD~1"), "<lowered>"),
    ).toMatchInlineSnapshot(`
      "::warning file=okrs/2026-Q4/rockets/grow.md,line=9,col=42,title=moved-goalpost::the goalposts moved on 2026-11-12: passengers title "Increase passengers from 10 to 40" → "Increase passengers from 10 to 30", passengers target 40 → 30 (Ana Example, <lowered>)%0A→ put back what was agreed; or settle with everybody concerned that it stays, and say so: x-okr-ignore: { moved-goalpost: "REASON" }; okr log grow tells the story
      1 warning in 1 file, new since origin/main (be74a9d); 7 files checked
      "
    `);
    // A workflow that lets new warnings through.
    const lenient = await okr(ana, REVIEW_DAY, "check", "--base", "origin/main", "--max-warnings", "-1");
    expect(lenient.code).toBe(0);

    const { code, stdout } = await okr(ana, REVIEW_DAY, "diff", "--format", "markdown");
    const head = ana.head().slice(0, 7);
    expect([code, stdout.replaceAll(base, "<base>").replaceAll(head, "<head>")]).toMatchInlineSnapshot(`
      [
        0,
        "<!-- okr-diff -->

      ### 1 goalpost moved, 1 check-in; company mean 0.20 → 0.50

      **Goalposts moved**

      - ◆ **\`grow\`** Grow the circle of people who fly with us
        - \`passengers\`: title Increase passengers from 10 to 40 → Increase passengers from 10 to 30; target 40 → 30 people
        - score: 0.33 → 0.50 by the move alone

      **Scores**

      | | before | after | | |
      | :-- | --: | --: | --: | :-- |
      | **company mean** | 0.20 | 0.50 | +0.30 | of which +0.17 by moved goalposts; of 1 objective |
      | Grow the circle of people who fly with us \`grow\` | 0.20 | 0.50 | +0.30 | of which +0.17 by moved goalposts; ◌ stale → ● on-track |

      <details>
      <summary>Check-ins and retrospectives: 1</summary>

      - **\`grow\`** check-in of 2026-11-12 by Ana Example
        - \`passengers\`: 16 → 20 of 30 people (+4)
        - confidence: 0.7 → 0.5 (−0.2)
        - score: 0.20 → 0.33 (+0.13)

      </details>

      <sub>\`okr diff\`: origin/main (\`<base>\`) → \`<head>\`, both as of 2026-11-13</sub>
      ",
      ]
    `);
  });

  test.each(["merge", "squash", "rebase"] as const)("landed by %s, everything is there", async (how) => {
    const { ana, ben, remote } = await openPullRequest();
    const landing = inHands(ben, "ben", REVIEW_DAY);
    landing.git("fetch", "--quiet");
    if (how === "merge") landing.git("merge", "--quiet", "--no-ff", "--no-edit", "origin/settle-for-less");
    if (how === "squash") {
      landing.git("merge", "--quiet", "--squash", "origin/settle-for-less");
      landing.git("commit", "--quiet", "-m", "Settle for 30 passengers (#1)");
    }
    if (how === "rebase") {
      landing.git("switch", "--quiet", "--detach", "origin/settle-for-less");
      landing.git("rebase", "--quiet", "main");
      const tip = landing.head();
      landing.git("switch", "--quiet", "main");
      landing.git("merge", "--quiet", "--ff-only", tip);
    }
    landing.git("push", "--quiet", "origin", "main");
    expect(remote.problems()).toEqual([]);

    ana.git("switch", "--quiet", "main");
    ana.git("pull", "--quiet");
    const score = JSON.parse((await okr(ana, REVIEW_DAY, "score", "--json")).stdout);
    expect(score.objectives[0]).toMatchObject({ id: "grow", confidence: 0.5, last_check_in: "2026-11-12" });
    expect(score.objectives[0].score).toBeCloseTo((20 - 10) / (30 - 10), 12);
    // On main the goalpost stays in sight, and nothing else is left to say.
    const { findings } = JSON.parse((await okr(ana, REVIEW_DAY, "check", "--json")).stdout);
    expect(findings.map(({ rule }: { rule: string }) => rule)).toEqual(["moved-goalpost"]);
    // The branch that landed, and one that begins now, have nothing to answer for.
    ana.git("switch", "--quiet", "-c", "next");
    expect(await okr(ana, REVIEW_DAY, "check", "--base", "origin/main")).toMatchObject({ code: 0 });
    expect((await okr(ana, REVIEW_DAY, "diff")).stdout).toMatch(/^Nothing changes in OKR terms\n/);
  });

  test("a merge that drops somebody's check-in is stopped", async () => {
    const { ana } = await openPullRequest();
    ana.git("merge", "--quiet", "--no-edit", "-s", "ours", "origin/main");
    const { code, stdout } = await okr(
      ana,
      REVIEW_DAY,
      "check",
      "--base",
      "origin/main",
      "--max-warnings",
      "-1",
    );
    expect([code, stdout]).toEqual([
      1,
      expect.stringMatching(/error {2}lost-check-in {2}the check-in of 2026-11-11 on grow/),
    ]);
    expect((await okr(ana, REVIEW_DAY, "diff")).stdout).toMatch(
      /! grow {2}check-in of 2026-11-11 by Ben Example: removed/,
    );
  });
});

describe("a malicious pull request", () => {
  /** What a stranger would like a log, a comment or a terminal to do. */
  const HOSTILE = [
    "::error file=okr.yaml::owned",
    "##[error]owned",
    "%0A::add-mask::owned",
    "@everyone and @acme/owners",
    '<img src=x onerror="alert(1)">',
    "</details></table><!-- okr-diff -->",
    "[click](javascript:alert(1)) ![](https://evil.example/p.png)",
    "https://evil.example www.evil.example fixes #1 GH-1 !2 :tada:",
    "`a` | b | **c** ~~d~~ $e$ deadbeefcafe",
    "\u001b[2J\u009b31m\u202eowned\u2066",
    '=HYPERLINK("https://evil.example")',
  ];

  async function open() {
    const { ours } = createShared(COMPANY);
    const repo = inHands(ours, "ben", REVIEW_DAY);
    repo.git("switch", "--quiet", "-c", "fix--$(id>owned)-`id`");
    const file = (index: number, title: string) => [
      `okrs/evil-${index}.md`,
      `${objective({
        id: `evil-${index}`,
        title,
        team: index % 2 === 0 ? "nobody" : "rockets",
        aligns_to: ["reach"],
        "x-okr-ignore": { "missing-backup": { reason: title } },
        key_results: [keyResult({ title, unit: title.slice(0, 16).trim() })],
      })}\n${title}\n`,
    ];
    const note = (index: number, text: string) => [
      `okrs/evil-${index}/2026-11-13-check-in-hk3x8t${index.toString(36)}.md`,
      `${checkIn({
        objective: `evil-${index}`,
        date: REVIEW_DAY,
        results: { passengers: { value: 11, note: text } },
      })}\n## Issues\n\n${text}\n`,
    ];
    const files = HOSTILE.flatMap((text, index) => [file(index, text), note(index, text)]);
    repo.write("okrs/::warning::path\u202e.md", "---\nkind: x\n---\n");
    repo.write("okr.yaml", `${COMPANY["okr.yaml"]}rules: { missing-coach: off }\n`);
    const evil = new TestRepository(repo.dir, { ...repo.env, GIT_AUTHOR_NAME: "@everyone <b>::error::x" });
    evil.commit("::set-output name=x::y\n\n@everyone", Object.fromEntries(files));
    return evil;
  }

  const formats = (repo: TestRepository, ...words: string[]) => okr(repo, REVIEW_DAY, ...words);

  test("runs nothing, and stays inert in the log of a workflow", async () => {
    const repo = await open();
    const { code, stdout, stderr } = await formats(
      repo,
      "check",
      "--base",
      "origin/main",
      "--format",
      "github",
    );
    expect([code, stderr]).toEqual([1, ""]);
    // Every line that a runner takes for a command is one of ours.
    const commands = stdout.split(/\r\n|\r|\n/).filter((line) => /^\s*::|##\[/.test(line));
    expect(commands.length).toBeGreaterThan(0);
    // A file whose name cannot be shown as it is has its place in the message.
    for (const line of commands)
      expect(line).toMatch(/^::(?:error|warning) (?:file=okrs\/[^,:]*,line=\d+,col=\d+,)?title=[a-z-]+::/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(repo.status()).toEqual([]);
  });

  test.each([
    ["check", "--base", "origin/main", "--format", "markdown"],
    ["diff", "--format", "markdown"],
  ])("renders to nothing but text in a comment: okr %s", async (...words) => {
    const repo = await open();
    const { stdout } = await formats(repo, ...words);
    const nodes = [...nodesOf(fromMarkdown(stdout))];
    const types = new Set(nodes.map(({ type }) => type));
    for (const type of ["link", "image", "definition", "linkReference", "imageReference", "code"])
      expect([type, types.has(type as never)]).toEqual([type, false]);
    const html = nodes.flatMap((node) => (node.type === "html" ? node.value.match(/<[^>]*>/g) : []));
    const ours = /^<(?:\/?(?:details|summary|sub|b|code|br)|!-- okr-[a-z-]+ --)>$/;
    expect(html.filter((tag) => !ours.test(tag as string))).toEqual([]);
    expect(stdout.match(/<!-- okr-/g)?.length ?? 0).toBeLessThanOrEqual(1);
    // Hosts look for mentions, references and links in what is left when the page is rendered; in code they do not.
    const bare = nodes.flatMap((node) => (node.type === "text" ? [node.value] : [])).join("\n");
    expect(bare).not.toMatch(/@\w|#\d|GH-\d|:\/\/|www\.|:\w+:|[0-9a-f]{12}/i);
  });

  test("is shown as it is written, escaped, in a terminal", async () => {
    const repo = await open();
    for (const words of [["check"], ["diff"], ["check", "--json"], ["diff", "--json"]]) {
      const { stdout } = await formats(repo, ...words);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
      expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      if (words[0] === "diff" && words.length === 1)
        expect(stdout).toContain("\\x1b[2J\\x9b31m\\u{202e}owned");
    }
  });

  test("cannot turn off what guards against it without being seen", async () => {
    const repo = await open();
    expect((await formats(repo, "diff")).stdout).toMatch(/! missing-coach {2}turned off/);
    expect((await formats(repo, "diff")).stdout).toMatch(/missing-backup/);
  });
});

function* nodesOf(node: Nodes): Iterable<Nodes> {
  yield node;
  if ("children" in node) for (const child of node.children) yield* nodesOf(child);
}
