import { Survey } from "../analysis/survey.ts";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import type { Finding } from "../model/finding.ts";
import { ID_LENGTH } from "../model/id.ts";
import type { PageName, Site } from "../render/page/site.ts";
import type { Answer, Source } from "../server.ts";
import type { Moment, Store } from "../store/store.ts";
import { type Company, listPages, makePage } from "./report-pages.ts";

/** So many pages are kept until something changes. */
const KEPT = 50;

const NAMES =
  "there are /strategic, /scorecard, /cycle/ID, /team/ID and /objective/ID, and /report.json for programs";

const HTML = "text/html; charset=utf-8";
const JSON_TYPE = "application/json; charset=utf-8";

/** A company, and what all its pages have around them. */
interface Read extends Company {
  readonly site: Pick<Site, "pages" | "address" | "findings">;
}

/** What is known of one state of the files: read once, by whoever asks first. */
interface Edition {
  readonly version: string;
  readonly company: Promise<Read>;
  readonly answers: Map<string, Promise<Answer>>;
}

/** The pages of a company as its files say now. What was made of one state of the files serves all who ask, until they change. */
export class Pages implements Source {
  readonly #store: Store;
  readonly #context: Context;
  readonly #asked: { readonly at: string | null; readonly cycle: string | null };
  #edition: Edition | null = null;
  #files = 0;

  constructor(store: Store, context: Context, asked: { at: string | null; cycle: string | null }) {
    this.#store = store;
    this.#context = context;
    this.#asked = asked;
  }

  async version(): Promise<string> {
    return this.#versionOf(await this.#moment());
  }

  async answer(path: string): Promise<Answer> {
    const page = pageAt(path);
    if (page === null) return this.#explain(new UserError("there is no page of this name", NAMES), 404);
    try {
      const edition = await this.#read();
      const company = await edition.company;
      return await keep(edition, path, () => make(page, company, edition.version)).catch((error) =>
        this.#explain(error, 404, company.site.findings),
      );
    } catch (error) {
      return this.#explain(error, 500);
    }
  }

  /** The more files there are, the longer it takes to see whether one has changed. */
  get pause(): number {
    return 1000 + this.#files / 5;
  }

  failed(error: unknown): void {
    const { terminal } = this.#context;
    terminal.note(`okr: ${oneLine(error)}\n`);
  }

  #moment(): Promise<Moment> {
    return this.#store.moment(this.#asked.at, this.#context.clock.today());
  }

  async #versionOf({ day, commit }: Moment): Promise<string> {
    if (commit !== null) return `${day}-${commit}`;
    const { takePulse } = await import("../store/pulse.ts");
    return `${day}-${await takePulse(this.#store.root, this.#store.env)}`;
  }

  /** The present edition: the one there is, where nothing has changed. */
  async #read(): Promise<Edition> {
    const moment = await this.#moment();
    const version = await this.#versionOf(moment);
    if (this.#edition?.version === version) return this.#edition;
    const company = this.#load(moment);
    const edition = { version, company, answers: new Map() };
    this.#edition = edition;
    // What failed once may succeed the next time, with the same files.
    company.catch(() => {
      if (this.#edition === edition) this.#edition = null;
    });
    return edition;
  }

  async #load(moment: Moment): Promise<Read> {
    const [snapshot, bodies, at] = await Promise.all([
      this.#store.snapshotWithHistory(moment),
      this.#store.bodies(),
      this.#store.provenance(moment),
    ]);
    this.#files = snapshot.paths.length;
    const company: Company = { survey: new Survey(snapshot), bodies, at, cycle: this.#asked.cycle };
    const { offered, has } = listPages(company);
    const address = (page: PageName) => (has(page) ? addressOf(page) : null);
    return { ...company, site: { pages: offered, address, findings: snapshot.findings } };
  }

  /** Why there is no page: a name that nothing has, files nobody can read, or our bug. It goes away by itself once that is over. */
  async #explain(error: unknown, status: 404 | 500, findings: readonly Finding[] = []): Promise<Answer> {
    const known = error instanceof UserError;
    if (!known) this.failed(error);
    const { problemPage } = await import("../render/page/problem.ts");
    const message = known ? error.message : "this page could not be made, which is a bug in okr";
    const hint = known ? error.hint : oneLine(error);
    const version = await this.version().catch(() => "");
    return {
      status: known ? status : 500,
      type: HTML,
      body: problemPage({ message, hint, version, findings }),
    };
  }
}

async function make(page: PageName | "json", company: Read, version: string): Promise<Answer> {
  if (page === "json") {
    const body = await makePage({ kind: "cycle", id: null }, company, "json", null);
    return { status: 200, type: JSON_TYPE, body };
  }
  const site = { here: page, ...company.site, version };
  return { status: 200, type: HTML, body: await makePage(page, company, "html", site) };
}

/** The answer for a path: the one there is, or a new one. Only pages that exist are kept. */
function keep({ answers }: Edition, path: string, make: () => Promise<Answer>): Promise<Answer> {
  const known = answers.get(path);
  if (known !== undefined) return known;
  const answer = make();
  answers.set(path, answer);
  answer.catch(() => answers.delete(path));
  const [oldest] = answers.keys();
  if (answers.size > KEPT && oldest !== undefined) answers.delete(oldest);
  return answer;
}

const STRAIGHT: Readonly<Record<string, PageName | "json">> = {
  "/": { kind: "cycle", id: null },
  "/strategic": { kind: "strategic", id: null },
  "/scorecard": { kind: "scorecard", id: null },
  "/report.json": "json",
};

function addressOf({ kind, id }: PageName): string {
  if (id !== null) return `/${kind}/${id}`;
  return kind === "cycle" ? "/" : `/${kind}`;
}

/** The page of an address; null where no page can have it. */
function pageAt(path: string): PageName | "json" | null {
  const straight = Object.hasOwn(STRAIGHT, path) && STRAIGHT[path];
  if (straight) return straight;
  const [, kind, name] = /^\/(cycle|team|objective)\/([^/]+)$/.exec(path) ?? [];
  const id = name === undefined ? null : decode(name);
  return id === null || id.length > ID_LENGTH ? null : { kind: kind as "cycle" | "team" | "objective", id };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function oneLine(error: unknown): string {
  return String((error as Error)?.message ?? error);
}
