import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runProcess } from "./process.ts";

/** One command of a transcript, with the output that is written below it. */
export interface Step {
  readonly command: string;
  readonly output: string;
  /** The line of the document that the command stands on. */
  readonly line: number;
  /** The day on which it is run. */
  readonly day: string;
}

const PROGRAM = fileURLToPath(new URL("okr.js", import.meta.url));

/**
 * The commands of a Markdown document: lines that begin with `$ ` in blocks marked `console`, each with the lines up to the
 * next one. `<!-- day: 2026-10-09 -->` sets the day for what follows; a command continues after a line that ends in `\`.
 */
export function readSteps(document: string): Step[] {
  const steps: Step[] = [];
  let day = "2026-10-05";
  let open = false;
  let current: { command: string; output: string[]; line: number } | null = null;
  const finish = () => {
    if (current) steps.push({ ...current, output: current.output.join("\n").trimEnd(), day });
    current = null;
  };
  for (const [index, line] of document.split("\n").entries()) {
    const marked = /^<!-- day: (\d{4}-\d{2}-\d{2}) -->$/.exec(line);
    if (marked) day = marked[1] as string;
    else if (!open) open = line === "```console";
    else if (line === "```") {
      finish();
      open = false;
    } else if (current?.command.endsWith("\\")) current.command += `\n${line.replace(/^> /, "")}`;
    else if (line.startsWith("$ ")) {
      finish();
      current = { command: line.slice(2), output: [], line: index + 1 };
    } else current?.output.push(line);
  }
  return steps;
}

/** Does the steps, each in a shell of its own that begins in the folder where the one before ended. */
const DO_STEPS = `for ((step = 0; step < $1; step++)); do
  (
    . "$STEPS/$step.env"
    { . "$STEPS/$step"; } >"$STEPS/$step.out" 2>&1
    pwd >"$STEPS/folder"
    exit $code
  )
  echo $? >"$STEPS/$step.code"
  cd "$(<"$STEPS/folder")"
done`;

/** Runs commands one after the other in a shell that stays in its folder between them. Returns what each printed. */
export async function runSteps(steps: readonly Step[], home: string): Promise<string[]> {
  const [bin, work, folder] = [join(home, ".bin"), join(home, "work"), join(home, ".steps")];
  for (const path of [bin, work, folder]) mkdirSync(path, { recursive: true });
  writeFileSync(join(bin, "okr"), `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" "$@"\n`);
  chmodSync(join(bin, "okr"), 0o755);
  for (const [index, { command, day }] of steps.entries()) {
    // The shell gives its own process to a last command, and would go no further.
    writeFileSync(join(folder, `${index}`), `${command}\ncode=$?\n`);
    writeFileSync(join(folder, `${index}.env`), `export ${variablesOf(day, index).join(" ")}\n`);
  }
  const command = ["bash", "-c", DO_STEPS, "bash", String(steps.length)];
  const { stdout, stderr } = await runProcess(command, { cwd: work, env: environment(home, bin, folder) });
  if (stdout + stderr !== "") throw new Error(stdout + stderr);
  return steps.map((_, index) => {
    const [output, code] = ["out", "code"].map((name) =>
      readFileSync(join(folder, `${index}.${name}`), "utf8")
        .replaceAll(work, "~")
        .trimEnd(),
    ) as [string, string];
    return code === "0" ? output : `${output}${output === "" ? "" : "\n"}[${code}]`;
  });
}

function environment(home: string, bin: string, steps: string): NodeJS.ProcessEnv {
  return {
    PATH: `${bin}:${process.env.PATH}`,
    HOME: home,
    TZ: "UTC",
    LC_ALL: "C.UTF-8",
    COLUMNS: "80",
    NO_COLOR: "1",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: join(home, ".gitconfig"),
    STEPS: steps,
  };
}

/** What is different in each step. */
function variablesOf(day: string, step: number): string[] {
  const time = `${day}T09:${String(step % 60).padStart(2, "0")}:00+0000`;
  return [
    `GIT_AUTHOR_DATE=${time}`,
    `GIT_COMMITTER_DATE=${time}`,
    `TRANSCRIPT_DAY=${day}`,
    `TRANSCRIPT_STEP=${step}`,
  ];
}

/** The document with the outputs put below their commands. */
export function writeSteps(document: string, outputs: readonly string[]): string {
  const lines: string[] = [];
  let open = false;
  let next = 0;
  let skipping = false;
  let continued = false;
  for (const line of document.split("\n")) {
    if (!open) open = line === "```console";
    else if (line === "```") {
      open = false;
      skipping = false;
    } else if (continued || line.startsWith("$ ")) {
      if (!continued && lines.at(-1) !== "```console") lines.push("");
      lines.push(line);
      continued = line.endsWith("\\");
      if (!continued) {
        const output = outputs[next++] ?? "";
        if (output !== "") lines.push(output);
        skipping = true;
      }
      continue;
    }
    if (!skipping) lines.push(line);
  }
  return lines.join("\n");
}
