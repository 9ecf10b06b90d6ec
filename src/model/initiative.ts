/** A piece of work for an objective: an item of the task list under `## Initiatives` in its body. Counted and shown, never scored. */
export interface Initiative {
  /** Plain text of one line, without the marks of Markdown. */
  readonly text: string;
  readonly done: boolean;
  /** The first http(s) link in it: where the backlog keeps it. */
  readonly url: string | null;
}
