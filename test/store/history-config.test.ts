import { appendFileSync, chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Snapshot } from "../../src/model/snapshot.ts";
import { type TestRepository, temporaryFolder } from "../support/repository.ts";
import {
  actsBelow,
  asOf,
  BEGINNING,
  createStory,
  END,
  MEANWHILE,
  MIDDLE,
  OBJECTIVE,
  RECORDS,
  readStory,
  tell,
  tellOn,
} from "../support/story.ts";

const tools = temporaryFolder();
const trace = `${tools}/trace`;

/** A program that notes that it ran, and does what a signer must. */
function tool(name: string): string {
  const path = `${tools}/${name}`;
  const lines = [
    `echo "${name} $@" >>"${trace}"`,
    'case "$*" in *--status-fd=2*-bsau*) cat >/dev/null; echo "[GNUPG:] SIG_CREATED " >&2;',
    'printf -- "-----BEGIN PGP SIGNATURE-----\\n\\nx\\n-----END PGP SIGNATURE-----\\n";; *) cat;; esac',
  ];
  writeFileSync(path, `#!/bin/sh\n${lines.join("\n")}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** Below the top of the repository, as settings about relative paths matter only there. */
const ROOT = "company/";

/** Every kind of commit: a branch that lands with a merge, a moved folder, a deleted record, a signed commit, a submodule. */
function createEverything(): TestRepository {
  const repo = createStory(actsBelow(ROOT, BEGINNING));
  tellOn(repo, "side", actsBelow(ROOT, MIDDLE));
  tell(repo, [MEANWHILE]);
  const hands = asOf(repo, "rafael", "2026-11-02");
  hands.git("merge", "--quiet", "--no-ff", "-m", "Merge the check-ins", "side");
  hands.git("mv", `${ROOT}okrs/2026-Q4`, `${ROOT}okrs/Quartal-vier-ö`);
  hands.git("commit", "--quiet", "-m", "Say it in German: größer");
  const moved = ROOT + RECORDS["2026-10-16"].replace("2026-Q4", "Quartal-vier-ö");
  tell(repo, [{ ...MEANWHILE, message: "Take one back", files: { [moved]: null } }]);
  const signing = ["-c", `gpg.program=${tool("sign")}`, "-c", "user.signingKey=x"];
  hands.git("update-index", "--add", "--cacheinfo", `160000,${repo.head()},${ROOT}okrs/module`);
  hands.git(...signing, "commit", "--quiet", "-S", "-m", "Signed");
  mkdirSync(repo.path(`${ROOT}okrs/module`));
  tell(repo, actsBelow(ROOT, END));
  return repo;
}

let repo: TestRepository;
let plain: Snapshot;
let config: string;

beforeAll(async () => {
  repo = createEverything();
  config = repo.read(".git/config");
  plain = await readCold();
  expect(plain.history.commits).toHaveLength(11);
  expect(existsSync(trace)).toBe(true);
  rmSync(trace);
});

afterEach(() => {
  repo.write(".git/config", config);
  rmSync(repo.path(".git/info"), { recursive: true, force: true });
  rmSync(trace, { force: true });
});

function readCold(env?: Record<string, string>): Promise<Snapshot> {
  rmSync(repo.path(".git/okr"), { recursive: true, force: true });
  return readStory(repo.path(ROOT), { env: env ?? repo.env });
}

/** Settings that a person may have for their own eyes, or that a stranger put into the repository. */
const SETTINGS: readonly (readonly string[])[] = [
  ["color.ui=always", "color.diff=always"],
  ["log.follow=true"],
  ["log.showRoot=false"],
  ["log.diffMerges=combined"],
  ["log.diffMerges=off"],
  ["log.diffMerges=separate"],
  ["log.date=relative"],
  ["log.date=format:%Y"],
  ["log.decorate=full", "log.excludeDecoration=x"],
  ["log.abbrevCommit=true", "core.abbrev=4"],
  ["log.mailmap=false"],
  ["log.graphColors=red", "log.initialDecorationSet=all"],
  ["format.pretty=fuller"],
  ["format.pretty=format:%s", "pretty.tformat=%s"],
  ["diff.renames=copies", "diff.renameLimit=0"],
  ["diff.relative=true"],
  ["diff.noprefix=true", "diff.mnemonicPrefix=true"],
  ["diff.orderFile=missing"],
  ["diff.ignoreSubmodules=all"],
  ["diff.submodule=log"],
  ["diff.algorithm=patience", "diff.context=0", "diff.interHunkContext=9", "diff.statGraphWidth=1"],
  ["diff.dirstat=0", "diff.wordRegex=.", "diff.wsErrorHighlight=all", "diff.colorMoved=zebra"],
  ["core.quotePath=true"],
  ["core.precomposeUnicode=true", "core.ignoreCase=true"],
  ["core.useReplaceRefs=true"],
  ["core.bigFileThreshold=1"],
  ["core.attributesFile=missing", "core.excludesFile=missing"],
  ["core.logAllRefUpdates=false", "core.warnAmbiguousRefs=true"],
  ["core.notesRef=refs/notes/x", "notes.displayRef=*"],
  ["i18n.logOutputEncoding=latin1"],
  ["i18n.commitEncoding=latin1"],
  ["grep.patternType=perl", "log.showSignature=false"],
  ["blame.ignoreRevsFile=missing"],
  ["submodule.recurse=true", "fetch.recurseSubmodules=true", "status.submoduleSummary=true"],
  ["merge.renames=true", "status.renames=copies"],
  ["advice.detachedHead=true", "help.autoCorrect=1"],
  ["core.commitGraph=false", "core.multiPackIndex=false"],
  ["gc.auto=1", "maintenance.auto=true"],
  ["safe.bareRepository=all"],
  ["alias.log=!false", "alias.cat-file=!false"],
];

describe("no configuration changes what is read:", () => {
  test.each(SETTINGS.map((settings) => [settings.join(" "), settings] as const))(
    "%s",
    async (_, settings) => {
      for (const setting of settings) {
        const at = setting.indexOf("=");
        repo.git("config", setting.slice(0, at), setting.slice(at + 1));
      }
      expect((await readCold()).history).toEqual(plain.history);
    },
  );

  test("what the person has set for all their repositories", async () => {
    const file = `${tools}/gitconfig`;
    writeFileSync(file, "");
    for (const [name, value] of SETTINGS.flat().map((setting) => setting.split(/=(.*)/s) as [string, string]))
      repo.git("config", "--file", file, "--add", name, value);
    expect((await readCold({ ...repo.env, GIT_CONFIG_GLOBAL: file })).history).toEqual(plain.history);
  });

  test("variables of git", async () => {
    const { dir } = createStory(BEGINNING.slice(0, 1));
    const names = {
      GIT_DIR: `${dir}/.git`,
      GIT_WORK_TREE: dir,
      GIT_INDEX_FILE: `${dir}/.git/index`,
      GIT_OBJECT_DIRECTORY: `${dir}/.git/objects`,
      GIT_NAMESPACE: "x",
      GIT_PREFIX: "okrs/",
      GIT_CEILING_DIRECTORIES: "/",
      GIT_EXTERNAL_DIFF: tool("variable"),
      GIT_PAGER: tool("pager"),
      PAGER: tool("pager"),
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: "log.showRoot",
      GIT_CONFIG_VALUE_0: "false",
      GIT_CONFIG_PARAMETERS: "'log.diffmerges=off'",
      GIT_REPLACE_REF_BASE: "refs/heads",
      GIT_GLOB_PATHSPECS: "1",
      GIT_DIFF_OPTS: "-u0",
      GIT_TRACE: trace,
      GIT_TRACE2_EVENT: trace,
      LC_ALL: "de_DE.UTF-8",
      LANGUAGE: "de",
      TZ: "Pacific/Kiritimati",
    };
    expect((await readCold({ ...repo.env, ...names })).history).toEqual(plain.history);
    expect(existsSync(trace)).toBe(false);
  });
});

describe("reading a history runs no program:", () => {
  const attributes = (text: string) => {
    mkdirSync(repo.path(".git/info"), { recursive: true });
    writeFileSync(repo.path(".git/info/attributes"), text);
  };
  const programs: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ["signatures", { "log.showSignature": "true", "gpg.program": "gpg", "gpg.openpgp.program": "gpg" }],
    ["an external diff", { "diff.external": "diff" }],
    ["a diff driver", { "diff.x.command": "driver", "diff.x.textconv": "textconv" }],
    ["filters", { "filter.x.clean": "clean", "filter.x.smudge": "smudge", "filter.x.process": "process" }],
    ["a monitor of files", { "core.fsmonitor": "monitor" }],
    ["a pager", { "core.pager": "pager", "pager.log": "pager" }],
    [
      "an editor, ssh, credentials",
      { "core.editor": "ed", "core.sshCommand": "ssh", "credential.helper": "helper" },
    ],
    ["hooks", { "core.hooksPath": "." }],
  ];

  test.each(programs)("%s", async (_, settings) => {
    attributes("* diff=x filter=x\n");
    for (const [name, value] of Object.entries(settings))
      repo.git("config", name, value === "." ? dirname(tool("post-index-change")) : tool(value));
    repo.git("config", "log.showSignature", "true");
    expect((await readCold()).history).toEqual(plain.history);
    expect(existsSync(trace)).toBe(false);
  });

  test("and notices if one did", () => {
    repo.git("config", "gpg.program", tool("gpg"));
    repo.git("log", "--show-signature");
    expect(existsSync(trace)).toBe(true);
  });
});

describe("what stands beside the commits is ignored:", () => {
  test("replaced commits, contents and trees", async () => {
    const [first = "", second = ""] = repo.git("rev-list", "--max-count=2", "HEAD~3").split("\n");
    const blob = repo.git("rev-parse", `HEAD~6:${ROOT}${OBJECTIVE}`);
    const other = repo.git("rev-parse", `HEAD:${ROOT}okr.yaml`);
    repo.git("replace", first, second);
    repo.git("replace", blob, other);
    repo.git(
      "replace",
      repo.git("rev-parse", `HEAD~2:${ROOT}okrs`),
      repo.git("rev-parse", `HEAD~7:${ROOT}okrs`),
    );
    try {
      expect((await readCold()).history).toEqual(plain.history);
    } finally {
      repo.git("replace", "--delete", ...repo.git("replace", "--list").split("\n"));
    }
  });

  test("grafts", async () => {
    mkdirSync(repo.path(".git/info"), { recursive: true });
    appendFileSync(repo.path(".git/info/grafts"), `${repo.git("rev-parse", "HEAD~2")}\n`);
    expect(repo.git("-c", "advice.graftFileDeprecated=false", "rev-list", "--count", "HEAD")).toBe("3");
    expect((await readCold()).history).toEqual(plain.history);
  });

  test("notes", async () => {
    repo.git("notes", "add", "-m", "a note\n:100644", "HEAD");
    expect((await readCold()).history).toEqual(plain.history);
  });

  test("branches called like what is asked", async () => {
    repo.git("branch", "company");
    repo.git("update-ref", "refs/heads/HEAD", "HEAD~3");
    repo.git("update-ref", `refs/heads/${repo.head()}`, "HEAD~4");
    expect((await readCold()).history).toEqual(plain.history);
    expect((await readStory(repo.path(ROOT), { at: "refs/heads/main" })).history).toEqual(plain.history);
    repo.git("update-ref", "-d", "refs/heads/HEAD");
    repo.git("update-ref", "-d", `refs/heads/${repo.head()}`);
  });
});

describe("a mailmap is applied, on purpose:", () => {
  const authors = ({ history }: Snapshot) => [
    ...new Set(history.commits.map(({ author: { name, email } }) => `${name} <${email}>`)),
  ];
  const mapped = "João de Lima <joao@lima.example>";

  test("none", () =>
    expect(authors(plain)).toEqual([
      "Ana Souza <ana@example.com>",
      "João Lima <joao@example.com>",
      "Rafael Monteverde <rafael@example.com>",
    ]));

  test("the one of the person", async () => {
    writeFileSync(`${tools}/mailmap`, `${mapped} <joao@example.com>\n`);
    repo.git("config", "mailmap.file", `${tools}/mailmap`);
    expect(authors(await readCold())).toContain(mapped);
  });

  test("the one of the repository, also where the person switched it off", async () => {
    repo.write(".mailmap", `${mapped} <joao@example.com>\n`);
    repo.git("config", "log.mailmap", "false");
    expect(authors(await readCold())).toContain(mapped);
    rmSync(repo.path(".mailmap"));
  });
});
