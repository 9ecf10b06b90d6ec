import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Failed } from "./failed.js";

/** Stands in for GitHub's gh: answers `gh api` from a state, keeps comments in it, and notes every call. Returns what it prints. */
export function run({ said, cwd, env, folder }) {
  const output = [];
  const state = JSON.parse(readFileSync(join(folder, "state.json"), "utf8"));
  const [verb, ...words] = said;
  if (verb !== "api" || !env.GH_TOKEN) fail("only gh api, with GH_TOKEN");

  let method = "GET";
  let path = "";
  let input = null;
  let paginate = false;
  const fields = {};
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === "--method") method = words.shift();
    else if (word === "--input") input = readFileSync(resolve(cwd, words.shift()), "utf8");
    else if (word === "--paginate") paginate = true;
    else if (word === "-f") {
      const [name, ...value] = words.shift().split("=");
      fields[name] = value.join("=");
    } else if (path === "" && !word.startsWith("-")) path = word;
    else fail(`unknown: ${word}`);
  }
  const { pathname, searchParams } = new URL(path, "https://host/");
  const body = input === null ? undefined : JSON.parse(input).body;
  appendFileSync(
    join(folder, "calls.jsonl"),
    `${JSON.stringify({ method, path: pathname, body, fields })}\n`,
  );
  answer(`${method} ${pathname.replace(`/repos/${env.GITHUB_REPOSITORY}`, "")}`);
  return Buffer.concat(output);

  function answer(call) {
    const { run, artifacts, pulls, comments } = state;
    if (call === `GET /actions/runs/${run}/artifacts`)
      return print({ artifacts: artifacts.filter(({ name }) => name === searchParams.get("name")) });
    const artifact = artifacts.find(({ id }) => call === `GET /actions/artifacts/${id}/zip`);
    if (artifact) return output.push(Buffer.from(artifact.zip, "base64"));
    if (call === "GET /pulls") {
      const named = ({ head }) => `${head.repo?.owner.login}:${head.ref}` === fields.head;
      return print(pulls.filter((pull) => pull.state === fields.state && named(pull)));
    }
    const issue = /^(GET|POST) \/issues\/(\d+)\/comments$/.exec(call);
    if (issue?.[1] === "GET") {
      const all = comments.filter(({ number }) => number === Number(issue[2]));
      const size = Number(searchParams.get("per_page"));
      // Pages come one behind the other, as gh prints them.
      for (let at = 0; at === 0 || (paginate && at < all.length); at += size) print(all.slice(at, at + size));
      return;
    }
    const author = { login: "github-actions[bot]", type: "Bot" };
    if (issue)
      return keep([
        ...comments,
        { id: 9000 + comments.length, number: Number(issue[2]), user: author, body },
      ]);
    const comment = comments.find(({ id }) => call === `PATCH /issues/comments/${id}`);
    if (comment) return keep(comments.map((one) => (one === comment ? { ...one, body } : one)));
    fail(`404: ${call}`);
  }

  function keep(comments) {
    writeFileSync(join(folder, "state.json"), JSON.stringify({ ...state, comments }));
    print({});
  }

  function print(data) {
    output.push(Buffer.from(JSON.stringify(data)));
  }

  function fail(message) {
    throw new Failed(`gh: ${message}\n`, 1);
  }
}
