import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../support/repository.ts";
import { evaluate, HOSTILE, lacking, MARKER, readRecipe, StandIns, zipOf } from "./recipe.ts";

const [step] = readRecipe("github-comment.yml").jobs.comment.steps;
const SHA = "5".repeat(40);
const TOLD =
  "<sub>Told by [the check](https://github.com/acme/okrs/actions/runs/42) of 5555555, as the pull request has it.</sub>";
const TEXT = `${MARKER}\n\n### One objective is new\n`;
const BOT = { login: "github-actions[bot]", type: "Bot" };
const COMMENTS = "/repos/acme/okrs/issues/7/comments";

interface World {
  readonly files?: Readonly<Record<string, string>>;
  readonly zip?: string;
  readonly artifacts?: readonly object[];
  readonly pulls?: readonly object[];
  readonly comments?: readonly { number: number; id: number; user: object; body: string }[];
  readonly branch?: string;
}

const pull = (number: number, { sha = SHA, owner = "eve", repository = "eve/okrs", ref = "topic" } = {}) => ({
  number,
  state: "open",
  head: { sha, ref, repo: { full_name: repository, owner: { login: owner } } },
});
const comment = (id: number, body: string, user: object = BOT, number = 7) => ({ number, id, user, body });

/** Runs the script of the comment after a check of `eve/okrs`, and tells how it ended and what it changed. */
async function keep({ files, zip, artifacts, pulls = [pull(7)], comments = [], branch = "topic" }: World) {
  const packed =
    zip ??
    zipOf(files ?? { "okr-diff.md": TEXT, "pull-request": "7\n", state: "changed\n" }).toString("base64");
  const artifact = { id: 11, name: "okr-diff", expired: false, size_in_bytes: 500, zip: packed };
  const host = new StandIns().add("gh");
  host.write({
    run: 42,
    artifacts: artifacts?.map((one) => ({ ...artifact, ...one })) ?? [artifact],
    pulls,
    comments,
  });
  const temp = temporaryFolder();
  const contexts = {
    runner: { temp },
    github: {
      token: "secret",
      event: {
        workflow_run: {
          id: 42,
          html_url: "https://github.com/acme/okrs/actions/runs/42",
          head_sha: SHA,
          head_branch: branch,
          head_repository: { full_name: "eve/okrs", owner: { login: "eve" } },
        },
      },
    },
  };
  const variables = { ...evaluate(step.env, contexts), GITHUB_REPOSITORY: "acme/okrs" };
  const { code, stdout, stderr } = await host.run(step.run, temp, variables);
  return {
    code,
    stdout,
    stderr,
    changes: host.changes(),
    calls: host.calls(),
    left: readdirSync(temp).sort(),
  };
}

const missing = lacking("jq", "unzip");

describe.skipIf(missing.length > 0)(
  `the comment on a pull request (lacking: ${missing.join() || "nothing"})`,
  () => {
    test("is written where there is none", async () => {
      const { code, changes, stderr } = await keep({});
      expect([code, stderr]).toEqual([0, ""]);
      expect(changes).toMatchObject([{ method: "POST", path: COMMENTS }]);
      expect(changes[0]?.body).toBe(`${MARKER}\n${TOLD}\n\n### One objective is new\n`);
    });

    test("is brought up to date where it is ours", async () => {
      const comments = [
        comment(1, "Looks good"),
        comment(2, `${MARKER}\nold`),
        comment(3, `${MARKER}\nolder`, BOT, 8),
      ];
      expect((await keep({ comments })).changes).toMatchObject([
        { method: "PATCH", path: "/repos/acme/okrs/issues/comments/2" },
      ]);
    });

    test("is found on a later page", async () => {
      const many = Array.from({ length: 230 }, (_, index) =>
        comment(index + 1, "chatter", { login: "bob", type: "User" }),
      );
      const { changes } = await keep({ comments: [...many, comment(555, `${MARKER}\nold`)] });
      expect(changes).toMatchObject([{ method: "PATCH", path: "/repos/acme/okrs/issues/comments/555" }]);
    });

    test.each([
      ["a person with our marker", comment(1, `${MARKER}\nmine`, { login: "eve", type: "User" })],
      [
        "a person with our name",
        comment(1, `${MARKER}\nmine`, { login: "github-actions[bot]", type: "User" }),
      ],
      ["another bot", comment(1, `${MARKER}\nmine`, { login: "other[bot]", type: "Bot" })],
      ["our own words about something else", comment(1, `About ${MARKER}`)],
    ])("another comment is left alone: %s", async (_, other) => {
      expect((await keep({ comments: [other] })).changes).toMatchObject([{ method: "POST", path: COMMENTS }]);
    });

    test("what is in the text does nothing, in the shell or on the host", async () => {
      const text = `${MARKER}\n${HOSTILE}\n@acme/everyone ana@example.com\n::error::x\n\${{ secrets.X }}\n`;
      const files = { "okr-diff.md": text, "pull-request": "7\n", state: "changed\n" };
      const branch = `topic${HOSTILE}`;
      const { code, changes, stdout, stderr } = await keep({
        files,
        branch,
        pulls: [pull(7, { ref: branch })],
      });
      expect([code, stdout, stderr]).toEqual([0, "", ""]);
      const [, ...rest] = text.replaceAll("@", "@\u200b").split("\n");
      expect(changes[0]?.body).toBe([MARKER, TOLD, ...rest].join("\n"));
    });

    test("no entity in the text becomes a mention, and ours stay", async () => {
      const body = "&#64;acme &#x40;acme &#0064;acme &commat;acme &lt;b&gt; a &#124; b &amp;#64;";
      const files = { "okr-diff.md": `${MARKER}\n${body}\n`, "pull-request": "7\n", state: "changed\n" };
      expect((await keep({ files })).changes[0]?.body).toBe(
        `${MARKER}\n${TOLD}\n&amp;#64;acme &amp;#x40;acme &amp;#0064;acme &amp;commat;acme &lt;b&gt; a &#124; b &amp;#64;\n`,
      );
    });

    test("a NUL in the marker hides no comment from the next run", async () => {
      const files = {
        "okr-diff.md": TEXT.replace("okr", "o\0kr"),
        "pull-request": "7\n",
        state: "changed\n",
      };
      expect((await keep({ files })).changes[0]?.body.startsWith(`${MARKER}\n`)).toBe(true);
    });

    test("nothing that changes nothing is told, unless something was told before", async () => {
      const files = { "okr-diff.md": TEXT, "pull-request": "7\n", state: "unchanged\n" };
      const { code, changes, stdout } = await keep({ files });
      expect([code, changes, stdout]).toEqual([0, [], "::notice title=okr::Nothing changes in OKR terms.\n"]);
      const comments = [comment(2, `${MARKER}\nold`)];
      expect((await keep({ files, comments })).changes).toMatchObject([{ method: "PATCH" }]);
    });

    test("of a run that was run again the newest artifact counts", async () => {
      const old = zipOf({
        "okr-diff.md": `${MARKER}\nold\n`,
        "pull-request": "7\n",
        state: "changed\n",
      }).toString("base64");
      const { changes } = await keep({ artifacts: [{ id: 9, zip: old }, { id: 30 }, { id: 12, zip: old }] });
      expect(changes[0]?.body).toContain("One objective is new");
    });

    describe("an artifact that is", () => {
      test.each<[what: string, world: World]>([
        ["missing", { artifacts: [] }],
        ["expired", { artifacts: [{ expired: true }] }],
        ["another one", { artifacts: [{ name: "coverage" }] }],
      ])("%s: there is nothing to tell", async (_, world) => {
        const { code, changes, stdout, calls } = await keep(world);
        expect([code, changes, stdout]).toEqual([
          0,
          [],
          "::notice title=okr::The check left nothing to tell.\n",
        ]);
        expect(calls.filter(({ path }) => path.endsWith("/zip"))).toEqual([]);
      });

      const fine = { "okr-diff.md": TEXT, "pull-request": "7\n", state: "changed\n" };
      test.each<[what: string, world: World, message: RegExp]>([
        ["too large", { artifacts: [{ size_in_bytes: 262145 }] }, /has 262145 bytes/],
        [
          "large when it is unpacked",
          { files: { ...fine, "okr-diff.md": `${MARKER}\n${"x".repeat(5_000_000)}` } },
          /longer/,
        ],
        ["no archive", { zip: Buffer.from("PK nonsense").toString("base64") }, /no text of okr diff/],
        ["without the text", { files: { "pull-request": "7\n" } }, /no text of okr diff/],
        ["something else", { files: { ...fine, "okr-diff.md": "# Hello\n" } }, /no text of okr diff/],
        [
          "marked further down",
          { files: { ...fine, "okr-diff.md": `\n${MARKER}\n` } },
          /no text of okr diff/,
        ],
        ["without a number", { files: { "okr-diff.md": TEXT } }, /names no pull request/],
        [
          "with a path for a number",
          { files: { ...fine, "pull-request": "../../x" } },
          /names no pull request/,
        ],
        ["with words for a number", { files: { ...fine, "pull-request": HOSTILE } }, /names no pull request/],
        ["with two numbers", { files: { ...fine, "pull-request": "7\n8\n" } }, /names no pull request/],
        [
          "for another pull request",
          { files: { ...fine, "pull-request": "8\n" } },
          /8 does not end in 5{40}/,
        ],
      ])("%s is refused", async (_, world, message) => {
        const { code, changes, stdout } = await keep(world);
        expect(stdout).toMatch(/^::error title=okr::/);
        expect(stdout).toMatch(message);
        expect([code, changes]).toEqual([1, []]);
      });

      test("full of other files leaves none of them behind", async () => {
        const { code, left } = await keep({ files: { ...fine, gh: "#!/bin/sh\n", "numbers.d/x": "x\n" } });
        expect(code).toBe(0);
        expect(left).toEqual([
          "artifacts.json",
          "body.json",
          "comments.json",
          "numbers",
          "okr-diff.md",
          "okr-diff.zip",
          "pulls.json",
        ]);
      });
    });

    describe("a pull request that", () => {
      test.each([
        ["moved on", pull(7, { sha: "6".repeat(40) })],
        ["is another fork's, with the same commit", pull(7, { repository: "eve/other" })],
        ["is another owner's", pull(7, { owner: "bob", repository: "bob/okrs" })],
        ["was closed", { ...pull(7), state: "closed" }],
        ["lost its fork", { ...pull(7), head: { sha: SHA, ref: "topic", repo: null } }],
      ])("%s is not commented on", async (_, other) => {
        const { code, changes, stdout } = await keep({ pulls: [other] });
        expect([code, changes]).toEqual([0, []]);
        expect(stdout).toBe(`::notice title=okr::No open pull request ends in ${SHA} any more.\n`);
      });

      test("shares its commit with another one is told by its number", async () => {
        const { changes } = await keep({ pulls: [pull(8), pull(7)] });
        expect(changes).toMatchObject([{ path: COMMENTS }]);
      });
    });

    test("a host that fails ends the step", async () => {
      const { code, stderr, changes } = await keep({ artifacts: [{ id: 30, zip: 5 }] });
      expect([code !== 0, stderr !== "", changes]).toEqual([true, true, []]);
    });
  },
);
