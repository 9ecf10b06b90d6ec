import fc from "fast-check";
import { afterAll } from "vitest";
import { removeTemporary } from "./temporary.ts";

// The same cases on every machine, so that a red run means a change; SEED=$RANDOM looks for new ones.
fc.configureGlobal({ seed: Number(process.env.SEED ?? 20260911) });

// Here, because test files may share a process: each of them leaves nothing behind.
afterAll(removeTemporary);
