import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { safe } from "../render/safe.ts";
import { defineCommand } from "./define.ts";
import { atOption, count, cycleOption, flag } from "./options.ts";
import { requireCycle } from "./references.ts";
import { Pages } from "./serve-pages.ts";

/** Where nobody says another one. */
const PORT = 4321;

export const serve = defineCommand({
  name: "serve",
  summary: "Show the report in a browser of this machine, always as the files are now; Ctrl-C ends it",
  options: {
    port: count("--port <number>", `where browsers find it; else ${PORT}, and 0 for one that is free`),
    open: flag("--open", "open it in your browser"),
    at: atOption,
    cycle: cycleOption,
  },
  examples: ["okr serve --open", "okr serve --port 0", "okr serve --at 2026-10-30"],
  async run(context, { port, open, at, cycle }) {
    const { terminal } = context;
    const wanted = portOf(port);
    const store = await context.store();
    if (cycle !== null)
      requireCycle(await store.snapshot(await store.moment(at, context.clock.today())), cycle);
    const pages = new Pages(store, context, { at, cycle });
    // What is wrong with --at shall be said here, and not in the browser.
    await pages.version();
    const { listen } = await import("../server.ts");
    const server = await listen(wanted, pages);
    try {
      terminal.write(`${server.address}\n`);
      terminal.note(
        `The OKRs of ${safe(store.root.folder)}, for browsers of this machine. Ctrl-C ends it.\n`,
      );
      if (open) await showIn(server.address, context);
      await terminal.untilStopped();
    } finally {
      await server.close();
    }
    return "ok";
  },
});

async function showIn(address: string, { env, terminal }: Context): Promise<void> {
  const { openBrowser } = await import("../browser.ts");
  if (!(await openBrowser(address, env)))
    terminal.note("No browser could be started: open the address yourself.\n");
}

function portOf(given: number | null): number {
  const port = given ?? PORT;
  if (port >= 0 && port <= 65_535) return port;
  throw new UserError(`--port is ${port}, which is no port`, `name one from 0 to 65535, as ${PORT}`);
}
