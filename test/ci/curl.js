import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Failed } from "./failed.js";

/** Stands in for curl before the API of GitLab: answers from a state, keeps notes in it, and notes every call. Returns what it prints. */
export function run({ said, cwd, folder }) {
  const output = [];
  const state = JSON.parse(readFileSync(join(folder, "state.json"), "utf8"));
  const words = [...said];
  let method = "GET";
  let url = "";
  let input = null;
  const headers = [];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === "--request") method = words.shift();
    else if (word === "--data") input = readFileSync(resolve(cwd, words.shift().replace(/^@/, "")), "utf8");
    else if (word === "--header") {
      const header = words.shift();
      headers.push(
        header.startsWith("@") ? readFileSync(resolve(cwd, header.slice(1)), "utf8").trim() : header,
      );
    } else if (/^https:/.test(word)) url = word;
    else if (!["--silent", "--show-error", "--fail"].includes(word)) fail(`unknown: ${word}`);
  }
  if (said.some((word) => word.includes(state.token))) fail("the token is among the arguments");
  if (!headers.includes(`PRIVATE-TOKEN: ${state.token}`)) fail("401");
  const { pathname, searchParams } = new URL(url);
  const body = input === null ? undefined : JSON.parse(input).body;
  appendFileSync(join(folder, "calls.jsonl"), `${JSON.stringify({ method, path: pathname, body })}\n`);

  const { me, notes, home } = state;
  const note = notes.find(({ id }) => pathname === `${home}/${id}`);
  if (method === "GET" && pathname === "/api/v4/user") print({ id: me });
  else if (method === "GET" && pathname === home) {
    const [page, size] = ["page", "per_page"].map((name) => Number(searchParams.get(name)));
    print(notes.slice((page - 1) * size, page * size));
  } else if (method === "POST" && pathname === home)
    keep([...notes, { id: 9000, author: { id: me }, system: false, body }]);
  else if (method === "PUT" && note) keep(notes.map((one) => (one === note ? { ...one, body } : one)));
  else fail("404");
  return Buffer.concat(output);

  function keep(notes) {
    writeFileSync(join(folder, "state.json"), JSON.stringify({ ...state, notes }));
    print({});
  }

  function print(data) {
    output.push(Buffer.from(JSON.stringify(data)));
  }

  function fail(message) {
    throw new Failed(`curl: ${message}\n`, 22);
  }
}
