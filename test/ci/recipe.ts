import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { delimiter, join } from "node:path";
import { expect } from "vitest";
import { parse } from "yaml";
import { type Ended, OKR, runProcess } from "../support/process.ts";
import { createRepository, temporaryFolder } from "../support/repository.ts";

/** The folder with the recipes. */
export const RECIPES = join(import.meta.dirname, "../../examples/ci");

export { MARKER } from "../../src/render/diff-markdown.ts";

/** Words that do something where they are not quoted. */
export const HOSTILE =
  "$(touch pwned) `touch pwned` \"; touch pwned; ' && touch pwned #\\ $HOME %0A::error::x";

/** A recipe as data. */
export function readRecipe(name: string) {
  return parse(readFileSync(join(RECIPES, name), "utf8"), { strict: true, uniqueKeys: true });
}

/** The variables of a step as a runner sets them: only names of contexts, and `||` between them, stand in these recipes. */
export function evaluate(
  env: Readonly<Record<string, string>>,
  contexts: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const look = (path: string): unknown =>
    path
      .split(".")
      .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], contexts);
  const resultOf = (expression: string) =>
    expression
      .split("||")
      .map((path) => look(path.trim()))
      .find((value) => value !== undefined && value !== null && value !== "") ?? "";
  return Object.fromEntries(
    Object.entries(env).map(([name, text]) => [
      name,
      String(text).replace(/\$\{\{([\w.| -]+)\}\}/g, (_, expression) => String(resultOf(expression))),
    ]),
  );
}

/** Programs that runners have and this machine lacks. */
export function lacking(...programs: string[]): string[] {
  return programs.filter((program) => spawnSync("sh", ["-c", `command -v ${program}`]).status !== 0);
}

/** A folder for PATH with programs that stand in for those of a runner. */
export class StandIns {
  readonly folder = temporaryFolder();
  readonly bin = join(this.folder, "bin");
  readonly #played = new Set<string>();

  constructor() {
    mkdirSync(this.bin);
  }

  /** A program that a module of this folder plays, here in the process of the tests: a node for each call would take fifty times as long. */
  add(name: string): this {
    this.#played.add(name);
    const known = ["PWD", "GH_TOKEN", "GITHUB_REPOSITORY"].map((variable) => `"\${${variable}-}"`).join(" ");
    const lines = [
      'exec 3<>"/dev/tcp/127.0.0.1/$STAND_IN_PORT"',
      `printf '%s\\0' $(($# + 4)) ${name} ${known} "$@" >&3`,
      "read -r code <&3",
      '[ "$code" = 0 ] || exec 1>&2',
      "cat <&3",
      'exit "$code"',
    ];
    return this.shell(name, lines.join("\n"), "#!/usr/bin/env bash");
  }

  /** npx, as far as recipes use it: it runs this program instead of fetching one, and notes what was asked for. */
  npx(): this {
    const asked = join(this.folder, "asked");
    const lines = [
      `printf '%s\\n' "$1 $2" >> '${asked}'`,
      "shift 2",
      `exec '${process.execPath}' '${OKR}' "$@"`,
    ];
    return this.shell("npx", lines.join("\n"));
  }

  /** What npx was asked for, once for each time. */
  asked(): string[] {
    return readFileSync(join(this.folder, "asked"), "utf8").trimEnd().split("\n");
  }

  shell(name: string, script: string, interpreter = "#!/bin/sh"): this {
    const path = join(this.bin, name);
    writeFileSync(path, `${interpreter}\n${script}\n`);
    chmodSync(path, 0o755);
    return this;
  }

  /** The state that a stand-in answers from, and that it changes. */
  write(state: unknown): void {
    writeFileSync(join(this.folder, "state.json"), JSON.stringify(state));
  }

  /** The calls that change something on the host: method, path and what was sent. */
  changes(): { method: string; path: string; body: string }[] {
    return this.calls().filter(({ method }) => method !== "GET") as {
      method: string;
      path: string;
      body: string;
    }[];
  }

  calls(): { method: string; path: string; body?: string }[] {
    const path = join(this.folder, "calls.jsonl");
    if (!existsSync(path)) return [];
    return readFileSync(path, "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }

  /** Runs a script as runners do, in a folder, with these variables besides PATH. */
  async run(script: string, cwd: string, variables: Readonly<Record<string, string>>): Promise<Ended> {
    const server = this.#played.size === 0 ? null : await this.#serve();
    const env = {
      HOME: this.folder,
      ...variables,
      PATH: `${this.bin}${delimiter}${process.env.PATH}`,
      STAND_IN: this.folder,
      ...(server && { STAND_IN_PORT: String((server.address() as AddressInfo).port) }),
    };
    const ended = await runProcess(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
      cwd,
      env,
    });
    server?.close();
    expect(existsSync(join(cwd, "pwned"))).toBe(false);
    return ended;
  }

  /** Answers the programs that modules play: exit code, line end, and what they print. */
  async #serve(): Promise<Server> {
    const modules = new Map<string, StandIn>();
    for (const name of this.#played) modules.set(name, await import(join(import.meta.dirname, `${name}.js`)));
    const server = createServer((socket) => {
      let asked = "";
      socket.setEncoding("utf8").on("data", (more) => {
        asked += more;
        const [count, name = "", cwd = "", token, repository, ...said] = asked.split("\0");
        if (said.length <= Number(count) - 4) return;
        const env = { GH_TOKEN: token, GITHUB_REPOSITORY: repository };
        const call = { said: said.slice(0, -1), cwd, env, folder: this.folder };
        try {
          const output = modules.get(name)?.run(call) as Buffer;
          socket.end(Buffer.concat([Buffer.from("0\n"), output]));
        } catch (error) {
          const { code = 1, message } = error as Error & { code?: number };
          socket.end(`${code}\n${message}`);
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return server;
  }
}

/** A module that plays a program: it returns what that prints, or throws. */
interface StandIn {
  run(call: {
    said: readonly string[];
    cwd: string;
    env: Readonly<Record<string, string | undefined>>;
    folder: string;
  }): Buffer;
}

const packed = new Map<string, Buffer>();

/** A zip archive with these files, as git packs them. */
export function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const name = JSON.stringify(files);
  const known = packed.get(name);
  if (known !== undefined) return known;
  const { dir, env } = createRepository(files);
  const zip = execFileSync("git", ["archive", "--format=zip", "HEAD"], { cwd: dir, env, maxBuffer: 2 ** 28 });
  packed.set(name, zip);
  return zip;
}
