import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BatchReader, readObjects, type StoredObject } from "../../src/store/blobs.ts";
import { FILE_BYTES } from "../../src/store/frontmatter.ts";
import { LogReader, walkHistory } from "../../src/store/walk.ts";
import { createEmptyRepository } from "../support/repository.ts";
import {
  actsBelow,
  asOf,
  BEGINNING,
  createStory,
  MEANWHILE,
  MIDDLE,
  tell,
  tellOn,
} from "../support/story.ts";

/** Cuts bytes into pieces of these sizes, which are used again and again. */
function* cut(bytes: Buffer, sizes: readonly number[]): Iterable<Buffer> {
  for (let at = 0, index = 0; at < bytes.length; index++) {
    const size = sizes[index % sizes.length] as number;
    yield Buffer.from(bytes.subarray(at, at + size));
    at += size;
  }
}

const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 400 })), {
  minLength: 1,
});

describe("the log is read in whatever pieces it comes", async () => {
  const repo = createStory(actsBelow("ö/", BEGINNING));
  tellOn(repo, "side", actsBelow("ö/", MIDDLE));
  tell(repo, [{ ...MEANWHILE, files: { "ö/notes/größe.md": "x\n", "other.md": "x\n" } }]);
  asOf(repo, "rafael", "2026-11-02").git("merge", "--quiet", "--no-ff", "-m", "Merge", "side");
  const args = ["log", "-z", "--full-history", "--parents", "--raw", "--root", "--diff-merges=first-parent"];
  args.push("--no-abbrev", "--date=raw", "--format=tformat:%H %P%x00%aN%x00%aE%x00%ad%x00%cd", "--", ".");
  const output = execFileSync("git", args, { cwd: repo.dir, env: repo.env });
  const read = (pieces: Iterable<Buffer>) => {
    const reader = new LogReader("ö/");
    for (const piece of pieces) reader.read(piece);
    return [...reader.finish().values()];
  };
  const whole = read([output]);

  test("as git prints it", async () => {
    expect(whole).toHaveLength(9);
    expect(whole).toEqual([...((await walkHistory(repo.dir, "HEAD", "ö/", repo.env)) ?? []).values()]);
    expect(whole.map(({ merge }) => merge)).toEqual([true, ...Array(8).fill(false)]);
    expect(whole.flatMap(({ entries }) => entries.map(({ path }) => path))).toContain("notes/größe.md");
  });

  test("one byte at a time", () => expect(read(cut(output, [1]))).toEqual(whole));

  test("in pieces of any size", () => {
    fc.assert(
      fc.property(sizes, (some) => {
        expect(read(cut(output, some))).toEqual(whole);
      }),
    );
  });

  test("nothing at all", () => expect(read([])).toEqual([]));
});

describe("objects are read in whatever pieces they come", () => {
  const MOST = 50;
  const header = (size: number) => `${"ab".repeat(20)} blob ${size}\n`;
  const object = fc.oneof(
    fc.uint8Array({ maxLength: MOST }).map((bytes) => Buffer.from(bytes)),
    fc.uint8Array({ minLength: MOST + 1, maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom("missing", "ambiguous").map((word) => word),
  );
  const print = (objects: readonly (Buffer | string)[]) =>
    Buffer.concat(
      objects.map((one, index) =>
        typeof one === "string"
          ? Buffer.from(`name ${index} blob 5 ${one}\n`)
          : Buffer.concat([Buffer.from(header(one.length)), one, Buffer.from("\n")]),
      ),
    );
  const read = (names: readonly string[], pieces: Iterable<Buffer>) => {
    const found: Omit<StoredObject, "head">[] = [];
    const reader = new BatchReader(names, MOST, ({ name, bytes }) =>
      found.push({ name, bytes: bytes && Buffer.from(bytes) }),
    );
    for (const piece of pieces) reader.read(piece);
    return { found, absent: [...reader.absent], complete: reader.complete };
  };

  test("whole, too large or not there, in any order", () => {
    fc.assert(
      fc.property(fc.array(object), sizes, (objects, some) => {
        const names = objects.map((_, index) => `name ${index}`);
        const is = (index: number) => objects[index] as Buffer | string;
        expect(read(names, cut(print(objects), some))).toEqual({
          found: names.flatMap((name, index) => {
            const one = is(index);
            return typeof one === "string" ? [] : [{ name, bytes: one.length > MOST ? null : one }];
          }),
          absent: names.filter((_, index) => typeof is(index) === "string"),
          complete: true,
        });
      }),
    );
  });

  test("and it shows where the end is missing", () => {
    fc.assert(
      fc.property(fc.array(object, { minLength: 1 }), sizes, fc.nat(), (objects, some, length) => {
        const names = objects.map((_, index) => `name ${index}`);
        const bytes = print(objects);
        const { complete } = read(names, cut(bytes.subarray(0, length % bytes.length), some));
        expect(complete).toBe(false);
      }),
    );
  });

  test("what is too large never is in memory: 8 GiB would not fit into any", () => {
    const piece = Buffer.alloc(2 ** 20, "\n");
    function* pieces() {
      yield Buffer.from(header(2 ** 33));
      for (let count = 0; count < 2 ** 13; count++) yield piece;
      yield Buffer.from(`\n${header(1)}x\n`);
    }
    expect(read(["a", "b"], pieces())).toEqual({
      found: [
        { name: "a", bytes: null },
        { name: "b", bytes: Buffer.from("x") },
      ],
      absent: [],
      complete: true,
    });
  });
});

describe("objects come from git", () => {
  const repo = createEmptyRepository();
  const keep = (input: string | Buffer) => {
    const options = { cwd: repo.dir, env: repo.env, input, encoding: "utf8" } as const;
    return execFileSync("git", ["hash-object", "-w", "--stdin"], options).trim();
  };
  const head = (letter: string, size: number) => `${letter.repeat(40)} blob ${size}\n`;
  const misleading = `${head("a", 3)}\n\nmissing\n`;
  const [small, empty, lines] = [keep("small"), keep(""), keep(misleading)];
  const limit = keep(Buffer.alloc(FILE_BYTES, "a"));
  const large = keep(Buffer.alloc(FILE_BYTES + 1, "\n"));
  const huge = keep(Buffer.alloc(5 * 1024 * 1024, head("b", 4)));
  const nowhere = "12".repeat(20);

  async function read(names: readonly string[], env = repo.env, folder = repo.dir) {
    const found: [string, number | null][] = [];
    const absent = await readObjects(folder, names, { env, most: FILE_BYTES }, ({ name, bytes }) =>
      found.push([name, bytes?.length ?? null]),
    );
    return { found, absent: absent && [...absent] };
  }

  test.each([
    ["first", [large, small, lines]],
    ["in the middle", [small, large, lines]],
    ["last", [lines, small, large]],
    ["first and last", [huge, small, large]],
    ["alone", [huge]],
    ["one upon the other", [huge, large, huge, limit, large]],
  ])("what is too large is skipped: %s", async (_, names) => {
    const sizeOf = new Map<string, number | null>([
      [small, 5],
      [lines, misleading.length],
      [limit, FILE_BYTES],
    ]);
    expect(await read(names)).toEqual({
      found: names.map((name) => [name, sizeOf.get(name) ?? null]),
      absent: [],
    });
  });

  test("what is not there is named, and the rest is read", async () => {
    expect(await read([nowhere, small, `${small}^1:a b/`, empty, nowhere])).toEqual({
      found: [
        [small, 5],
        [empty, 0],
      ],
      absent: [nowhere, `${small}^1:a b/`],
    });
  });

  test("git is not even started where nothing is wanted", async () => {
    const env = { ...repo.env, PATH: "/nowhere" };
    expect(await read([], env)).toEqual({ found: [], absent: [] });
    await expect(read([small], env)).rejects.toThrow();
  });

  test("a git that gives up answers nothing", async () => {
    expect(await read([small], repo.env, "/")).toEqual({ found: [], absent: null });
  });
});
