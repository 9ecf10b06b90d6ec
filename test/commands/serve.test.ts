import { createHash } from "node:crypto";
import { renameSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { platform } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openBrowser } from "../../src/browser.ts";
import { LIVE_SCRIPT } from "../../src/render/page/live.ts";
import { policyOf } from "../../src/render/page/policy.ts";
import { SITE_STYLE } from "../../src/render/page/site-style.ts";
import { listen } from "../../src/server.ts";
import { type TestRepository, temporaryFolder } from "../support/repository.ts";
import { runIn } from "../support/run.ts";
import { BEGINNING, createStory, MIDDLE, OBJECTIVE, objective, TODAY, tell } from "../support/story.ts";

/** Serves a repository while something else happens, which is given the address. */
async function serve(
  repo: TestRepository,
  meanwhile: (address: string) => Promise<void>,
  words: readonly string[] = [],
) {
  let happened: Promise<void> = Promise.resolve();
  const during = (stdout: string) => {
    happened = meanwhile(stdout.trimEnd());
    return happened.catch(() => {});
  };
  const ended = await runIn({ today: TODAY, meanwhile: during }, repo, "serve", "--port", "0", ...words);
  await happened;
  return ended;
}

/** What a request is answered; fetch would put the path and the name of the host in order. */
function ask(
  address: string,
  { path = "/", method = "GET", host }: { path?: string; method?: string; host?: string },
): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
  const { hostname, port } = new URL(address);
  const headers = host === undefined ? {} : { Host: host };
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (more: string) => {
        text += more;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    sent.on("error", reject).end();
  });
}

/** The messages of `/changes`, one after the other. */
async function* changesOf(address: string): AsyncGenerator<string> {
  const { body } = await fetch(`${address}changes`);
  let text = "";
  for await (const chunk of (body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf("\n\n"); end !== -1; end = text.indexOf("\n\n")) {
      yield /^data: (.*)$/m.exec(text.slice(0, end))?.[1] ?? "";
      text = text.slice(end + 2);
    }
  }
}

const versionIn = (text: string) => /data-version="([^"]*)"/.exec(text)?.[1];

describe("okr serve", () => {
  test("serves each page under its address, and tells what is not there", async () => {
    const repo = createStory([...BEGINNING, ...MIDDLE]);
    const before = repo.status();
    const ended = await serve(repo, async (address) => {
      expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
      const pages = await Promise.all(
        ["/", "/scorecard", "/team/explorer", "/objective/first-week", "/cycle/2026-Q4?x=1"].map((path) =>
          ask(address, { path }),
        ),
      );
      for (const { status, headers, text } of pages) {
        expect([status, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
        expect(text).toContain('<nav class="site"');
        expect(text).toContain("connect-src 'self'");
      }
      expect(new Set(pages.map(({ text }) => versionIn(text))).size).toBe(1);
      const [first] = pages as [(typeof pages)[0]];
      for (const link of ["/objective/first-week", "/team/explorer", "/cycle/2026-Q4"])
        expect(first.text).toContain(`href="${link}"`);
      const json = await ask(address, { path: "/report.json" });
      expect(JSON.parse(json.text)).toMatchObject({ schema: expect.stringMatching(/^okr-report\//) });
      const near = await ask(address, { path: "/objective/frist-week" });
      expect([near.status, near.text]).toEqual([404, expect.stringContaining("first-week&quot;?")]);
      const head = await ask(address, { method: "HEAD" });
      expect([head.status, head.text]).toEqual([200, ""]);
      expect(Number(head.headers["content-length"])).toBe(Buffer.byteLength(first.text));
    });
    expect(ended).toMatchObject({ code: 0, stderr: expect.stringContaining("Ctrl-C ends it") });
    expect(repo.status()).toEqual(before);
  });

  test("answers only browsers of this machine, only reading, and nothing that a name makes up", async () => {
    const repo = createStory(BEGINNING);
    await serve(repo, async (address) => {
      for (const host of ["evil.example", "127.0.0.1.evil.example", "localhost.", "127.0.0.1:80@evil"])
        expect((await ask(address, { host })).status).toBe(421);
      for (const host of ["localhost:1", "[::1]", "127.0.0.1"])
        expect((await ask(address, { host })).status).toBe(200);
      for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
        const refused = await ask(address, { method });
        expect([refused.status, refused.headers.allow]).toEqual([405, "GET, HEAD"]);
      }
      const { headers } = await ask(address, {});
      expect(headers).toMatchObject({
        "cache-control": "no-store",
        "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
      });
      expect(headers).not.toHaveProperty("access-control-allow-origin");
      const hostile = [
        "/objective/%2e%2e",
        "/objective/../../okr.yaml",
        "/objective/..%2f..%2fokr.yaml",
        "/okr.yaml",
        "/team/__proto__",
        "/objective/constructor",
        "/__proto__",
        "/objective/%E0%A4",
        "/objective/%00",
        `/objective/${"a".repeat(5000)}`,
        `/objective/${encodeURIComponent("héllo wörld 🚀")}`,
        `/objective/${encodeURIComponent('<script>alert("1")</script>')}`,
        "//evil.example/",
        "http://evil.example/",
        "*",
      ];
      for (const path of hostile) {
        const { status, text } = await ask(address, { path });
        expect([path, status]).toEqual([path, 404]);
        expect(text).not.toContain("<script>alert");
        expect(text).not.toContain("version: 1");
      }
    });
  });

  test("what the page may run and look like is known by its hash", () => {
    const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    const alone = policyOf(null);
    const live = policyOf({ version: "1" });
    for (const [text, policy, wanted] of [
      [LIVE_SCRIPT, live, true],
      [SITE_STYLE, live, true],
      [SITE_STYLE, policyOf({ version: null }), true],
      [LIVE_SCRIPT, policyOf({ version: null }), false],
      [SITE_STYLE, alone, false],
    ] as const)
      expect(policy.includes(hashOf(text))).toBe(wanted);
    expect(alone).not.toContain("connect-src");
  });
});

describe("what changes", () => {
  test("is in the next answer, and open pages are told", async () => {
    const repo = createStory(BEGINNING);
    await serve(repo, async (address) => {
      const changes = changesOf(address);
      const first = await ask(address, {});
      expect((await changes.next()).value).toBe(versionIn(first.text));
      repo.write(OBJECTIVE, objective(90, "Make the first day seamless"));
      const second = await ask(address, {});
      expect(second.text).toContain("Make the first day seamless");
      const told = await changes.next();
      expect(told.value).toBe(versionIn(second.text));
      expect(told.value).not.toBe(versionIn(first.text));
      // The files stay as they are; who wrote them does not.
      repo.git("commit", "--quiet", "--all", "-m", "Aim at the first day");
      expect(versionIn((await ask(address, {})).text)).not.toBe(told.value);
    });
  });

  test("a file that is broken is named above what can be read; one that is gone takes its page along", async () => {
    const repo = createStory(BEGINNING);
    await serve(repo, async (address) => {
      repo.write(OBJECTIVE, objective(90).replace("owner: ana", "owner: [<b>ana"));
      const broken = await ask(address, {});
      expect(broken.status).toBe(200);
      expect(broken.text).toMatch(/<aside class="unread"[\s\S]*okrs\/2026-Q4\/first-week\.md:\d+:\d+/);
      expect(broken.text).not.toContain("<b>ana");
      const unread = await ask(address, { path: "/objective/first-week" });
      expect([unread.status, unread.text]).toEqual([404, expect.stringContaining('class="unread"')]);
      repo.write(OBJECTIVE, objective(90));
      const mended = await ask(address, { path: "/objective/first-week" });
      expect([mended.status, mended.text.includes('class="unread"')]).toEqual([200, false]);
      repo.write("okr.yaml", "version: [");
      expect((await ask(address, {})).text).toContain("okr.yaml");
      repo.git("checkout", "--quiet", "--", "okr.yaml");
      expect((await ask(address, {})).status).toBe(200);
    });
  });

  test("of a moment nothing does, until what is named moves", async () => {
    const repo = createStory(BEGINNING);
    const serveHead = (meanwhile: (address: string) => Promise<void>) =>
      serve(repo, meanwhile, ["--at", "HEAD"]);
    await serveHead(async (address) => {
      const first = await ask(address, {});
      repo.write(OBJECTIVE, objective(90, "Make the first day seamless"));
      expect((await ask(address, {})).text).toBe(first.text);
      repo.git("stash", "--quiet");
      tell(repo, MIDDLE);
      expect((await ask(address, {})).text).not.toBe(first.text);
    });
  });
});

describe("what goes wrong", () => {
  test("within one request leaves the others alone", async () => {
    const failures: unknown[] = [];
    const server = await listen(0, {
      answer: async (path) => {
        if (path === "/bad") throw new Error("not this one");
        return { status: 200, type: "text/plain", body: path };
      },
      version: () => Promise.reject(new Error("no version")),
      pause: 1,
      failed: (error) => failures.push(error),
    });
    expect((await ask(server.address, { path: "/bad" })).status).toBe(500);
    expect((await ask(server.address, { path: "/good" })).text).toBe("/good");
    // Nobody knows which version this is: a page hears of it and asks again.
    expect((await changesOf(server.address).next()).value).toBe("");
    expect(failures.slice(0, 1)).toEqual([new Error("not this one")]);
    await server.close();
  });

  test("a folder that is gone is told, and found again when it is back", async () => {
    const repo = createStory(BEGINNING);
    const away = `${repo.dir}-away`;
    await serve(repo, async (address) => {
      const first = await ask(address, {});
      renameSync(repo.dir, away);
      const lost = await ask(address, {});
      expect([lost.status, versionIn(lost.text)]).toEqual([500, ""]);
      renameSync(away, repo.dir);
      expect((await ask(address, {})).text).toBe(first.text);
    });
  });
});

test.runIf(platform() === "linux")(
  "a browser is what the desktop opens addresses with, if there is one",
  async () => {
    const bin = temporaryFolder();
    expect(await openBrowser("http://127.0.0.1:1/", { PATH: bin })).toBe(false);
    writeFileSync(join(bin, "xdg-open"), "#!/bin/sh\n", { mode: 0o755 });
    expect(await openBrowser("http://127.0.0.1:1/", { PATH: bin })).toBe(true);
  },
);

describe("the port", () => {
  test("is free again afterwards, also with pages open; while it is taken a second one says so", async () => {
    const repo = createStory(BEGINNING);
    let taken = "";
    await serve(repo, async (address) => {
      await changesOf(address).next();
      taken = new URL(address).port;
      const second = await runIn({ today: TODAY }, repo, "serve", "--port", taken);
      expect(second).toMatchObject({ code: 2, stdout: "" });
      expect(second.stderr).toContain(`port ${taken} is taken`);
    });
    const again = await serve(repo, async (address) => expect(new URL(address).port).toBe(taken), [
      "--port",
      taken,
    ]);
    expect(again.code).toBe(0);
  });

  test.each([
    [["--port", "65536"], "no port"],
    [["--port", "-1"], "no port"],
    [["--port", "http"], "no whole number"],
    [["--at", "nothing"], "nothing"],
    [["--cycle", "2026-Q9"], "2026-Q9"],
  ])("%j is refused before anything is served", async (words, said) => {
    const ended = await serve(createStory(BEGINNING), async () => expect.unreachable(), words);
    expect(ended).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(said) });
  });
});
