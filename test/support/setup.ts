import fc from "fast-check";

// The same cases on every machine, so that a red run means a change; SEED=$RANDOM looks for new ones.
fc.configureGlobal({ seed: Number(process.env.SEED ?? 20260911) });
