import { basename, dirname, resolve } from "node:path";
import type { Context, Prompts } from "../context.ts";
import { UserError } from "../errors.ts";
import type { NewCheckIn } from "../model/check-in.ts";
import { shellWord } from "../model/shell-word.ts";
import { safe, safeLines } from "../render/safe.ts";
import { type Draft, draftFolders } from "../store/drafts.ts";
import type { Store } from "../store/store.ts";

/** What a draft is when it is offered: "A check-in of 2026-11-20 (first-week, answers)". */
export function draftTitle(
  noun: string,
  { name }: Draft,
  records: readonly { readonly objective: string }[],
): string {
  const about = [...new Set(records.map(({ objective }) => objective))].join(", ");
  return safe(`A ${noun} of ${name.slice(0, 10)}${about === "" ? "" : ` (${about})`}`);
}

/** Keeps what a person types where no crash, hook or full disk can take it, until it is committed. */
export class DraftKeeper {
  readonly #store: Store;
  readonly #context: Context;
  readonly #again: { readonly words: string; readonly command: string };
  #path: string | null = null;
  #text = "";
  #adopted = false;
  /** Drafts with less text, kept while the disk took nothing newer. */
  #older: string[] = [];

  /** @param again what goes on from a draft, in words and as a command line up to its path */
  constructor(
    store: Store,
    context: Context,
    again = { words: "check in again", command: "okr checkin --from" },
  ) {
    this.#store = store;
    this.#context = context;
    this.#again = again;
  }

  /** Saves the check-ins as they are now; the draft before is removed once the new one is safe. */
  async keep(checkIns: readonly NewCheckIn[]): Promise<void> {
    await this.keepText(`${checkIns[0]?.date}-check-in`, await this.#store.composeDraft(checkIns));
  }

  /** The same for any document, under a name. */
  async keepText(name: string, text: string): Promise<void> {
    if (text === this.#text && this.#path !== null) return;
    if (this.#path !== null) this.#older.push(this.#path);
    this.#text = text;
    this.#path = (await this.#store.saveDraft(name, text))?.path ?? null;
    if (this.#path !== null) await this.#removeOlder();
  }

  /** What earlier runs left behind. Outside git nothing can tell whose a draft is, so there only its path leads to one. */
  async left(): Promise<readonly Draft[]> {
    return this.#outside ? [] : this.#store.drafts();
  }

  /** Whether to go on with what an earlier run left behind; what nobody wants any more is removed. @param what as in "A plan of 2027-Q1" */
  async offer({ path }: Draft, what: string, prompts: Prompts): Promise<boolean> {
    const choice = await prompts.choose({
      message: `${what} was begun and not committed. What about it?`,
      options: [
        { value: "continue", label: "Go on with it" },
        { value: "leave", label: "Leave it and start afresh" },
        { value: "discard", label: "Throw it away" },
      ],
    });
    if (choice === "discard") await this.#store.removeDraft(path);
    return choice === "continue";
  }

  /** Takes over the draft that the person names, or whose text they hand in; whatever else they name stays where it is. */
  async recognize(from: string, text: string, kept = text): Promise<void> {
    const path = resolve(this.#context.cwd, from);
    const named =
      this.#outside &&
      basename(path).startsWith("okr-draft-") &&
      draftFolders(this.#context.env).includes(dirname(path));
    const saved = named ? path : (await this.left()).find((one) => one.text === text)?.path;
    if (saved !== undefined) this.adopt(saved, kept);
  }

  /** Takes over what can still be written of a draft; what is about objectives that are closed by now stays in a draft of its own. */
  async adoptOpen<R extends { readonly objective: string }>(
    left: Draft,
    { open, closed }: { readonly open: readonly R[]; readonly closed: readonly R[] },
    compose: (records: readonly R[]) => string | Promise<string>,
  ): Promise<void> {
    if (closed.length === 0) return this.adopt(left.path, left.text);
    const name = left.name.replace(/-\d+$/, "");
    const kept = await this.#store.saveDraft(name, await compose(closed));
    // Where nothing can be saved the draft stays whole.
    if (kept === null) return;
    this.adopt(left.path, left.text);
    await this.keepText(name, await compose(open));
    const ids = [...new Set(closed.map(({ objective }) => objective))];
    const [are, them] = ids.length === 1 ? ["is", "it"] : ["are", "them"];
    const said = `${ids.join(", ")} ${are} closed by now and left out; what was begun of ${them} is kept in ${kept.path}`;
    this.#context.terminal.note(`${safe(said)}\n`);
  }

  get #outside(): boolean {
    return this.#store.root.top === null;
  }

  /** Takes over a draft of an earlier run, so that it goes when its check-ins are committed. */
  adopt(path: string, text: string): void {
    this.#path = path;
    this.#text = text;
    this.#adopted = true;
  }

  /** Whether what is typed goes on from a draft of an earlier run. */
  get adopted(): boolean {
    return this.#adopted;
  }

  /** Removes the draft: what was typed is committed. One with the same text, of an earlier attempt, goes with it. */
  async discard(): Promise<void> {
    if (this.#path !== null) await this.#store.removeDraft(this.#path);
    await this.#removeOlder();
    for (const { path, text } of await this.left())
      if (text === this.#text) await this.#store.removeDraft(path);
    this.#path = null;
    this.#text = "";
  }

  async #removeOlder(): Promise<void> {
    for (const path of this.#older) await this.#store.removeDraft(path);
    this.#older = [];
  }

  /** Runs something that may fail; then the error also says where what was typed is, or shows it. */
  async guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const where = this.whereabouts();
      if (error instanceof UserError && where !== null)
        throw new UserError(error.message, `${error.hint}\n${where}`, { cause: error });
      if (where !== null) this.#context.terminal.note(`okr: ${safeLines(where)}\n`);
      throw error;
    }
  }

  /** Where what was typed is, with the command that goes on from there; the text itself when no disk took it. */
  whereabouts(): string | null {
    if (this.#text === "") return null;
    const { words, command } = this.#again;
    if (this.#path !== null)
      return `nothing you typed is lost; ${words} with: ${command} ${shellWord(this.#path)}`;
    return `what you typed could not be saved on any disk; here it is, for ${command} -:\n\n${safeLines(this.#text)}`;
  }
}
