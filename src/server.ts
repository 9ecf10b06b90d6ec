import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { UserError } from "./errors.ts";

/** What is answered to one question. */
export interface Answer {
  readonly status: 200 | 404 | 500;
  /** The media type. */
  readonly type: string;
  readonly body: string;
}

/** Where answers come from. */
export interface Source {
  /** The answer for a path as it stands in the request, without what follows a `?`. */
  answer(path: string): Promise<Answer>;
  /** Changes when answers do. */
  version(): Promise<string>;
  /** So many milliseconds shall lie between two looks at the version, while somebody listens. */
  readonly pause: number;
  /** Told of what went wrong within a request; the server goes on. */
  failed(error: unknown): void;
}

/** A server that runs. */
export interface Listening {
  /** Where browsers find it: `http://127.0.0.1:4321/`. */
  readonly address: string;
  /** Ends it with every connection, and frees the port. */
  close(): Promise<void>;
}

/** Where a page hears that answers have changed. */
export const CHANGES = "/changes";

/** No other machine reaches this address. */
const LOOPBACK = "127.0.0.1";
/** Names of this machine: whoever asks by another one was led here by a name server that lies. */
const OURS = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;
/** So many milliseconds after a connection has broken, a page tries again. */
const RETRY = 1000;

/** What a page may do stands in the page itself; this is what only a header can say. */
const HEADERS = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
};

/** Answers browsers of this machine, and nobody else. @param port 0 for one that is free. Throws a UserError where the port is taken. */
export async function listen(port: number, source: Source): Promise<Listening> {
  const listeners = new Listeners(source);
  const server = createServer((request, response) => {
    respond(request, response, source, listeners).catch((error) => {
      source.failed(error);
      if (response.headersSent) response.destroy();
      else say(response, 500, "This could not be answered.");
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(explain(error, port)));
    server.listen(port, LOOPBACK, resolve);
  });
  return {
    address: `http://${LOOPBACK}:${(server.address() as { port: number }).port}/`,
    close: () =>
      new Promise((resolve) => {
        listeners.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(
  { method = "", url = "", headers }: IncomingMessage,
  response: ServerResponse,
  source: Source,
  listeners: Listeners,
): Promise<void> {
  if (!OURS.test(headers.host ?? ""))
    return say(response, 421, "This is only for browsers of this machine: ask for 127.0.0.1 or localhost.");
  if (method !== "GET" && method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    return say(response, 405, "Pages can be read here, and nothing else.");
  }
  const path = url.replace(/[?#].*$/s, "");
  if (path === CHANGES && method === "GET") return listeners.add(response);
  send(response, await source.answer(path), method === "HEAD");
}

function say(response: ServerResponse, status: number, text: string): void {
  send(response, { status, type: "text/plain; charset=utf-8", body: `${text}\n` });
}

function send(
  response: ServerResponse,
  { status, type, body }: { status: number; type: string; body: string },
  headOnly = false,
): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...HEADERS, "Content-Type": type, "Content-Length": bytes.length });
  response.end(headOnly ? undefined : bytes);
}

function explain(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === "EADDRINUSE")
    return new UserError(
      `port ${port} is taken, perhaps by another okr serve`,
      "name another one, or 0 for any: --port 0",
    );
  if (error.code === "EACCES")
    return new UserError(`port ${port} is not for everybody to use`, "name one from 1024 on: --port 4321");
  return error;
}

/** Open pages that wait to hear of changes. While there are any, a look is taken now and then. */
class Listeners {
  readonly #source: Source;
  /** Each with the version it was told last. */
  readonly #open = new Map<ServerResponse, string>();
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(source: Source) {
    this.#source = source;
  }

  /** Tells a page at once which version is the present one, and later every other one. */
  async add(response: ServerResponse): Promise<void> {
    // A page that were answered an error here would never ask again.
    const version = await this.#source.version().catch(() => "");
    if (response.destroyed) return;
    response.writeHead(200, { ...HEADERS, "Content-Type": "text/event-stream; charset=utf-8" });
    response.on("close", () => this.#open.delete(response));
    response.write(`retry: ${RETRY}\n`);
    this.#tell(response, version);
    this.#wait();
  }

  close(): void {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #wait(): void {
    if (this.#timer !== null || this.#closed || this.#open.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#look()
        .catch((error) => this.#source.failed(error))
        .finally(() => {
          this.#timer = null;
          this.#wait();
        });
    }, this.#source.pause);
  }

  async #look(): Promise<void> {
    const version = await this.#source.version();
    for (const [response, told] of this.#open) if (told !== version) this.#tell(response, version);
  }

  #tell(response: ServerResponse, version: string): void {
    response.write(`data: ${version}\n\n`);
    this.#open.set(response, version);
  }
}
