import type { Plan } from "../../model/plan.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { Survey } from "../survey.ts";

/** One of the two trees that are held against each other, with what several questions ask of it. */
export class Side {
  readonly snapshot: Snapshot;
  readonly survey: Survey;
  /** Paths of the files that cannot be read. */
  readonly unread: ReadonlySet<string>;

  constructor(snapshot: Snapshot) {
    this.snapshot = snapshot;
    this.survey = new Survey(snapshot);
    this.unread = new Set(snapshot.findings.map(({ path }) => path));
  }

  get plan(): Plan {
    return this.snapshot.plan;
  }

  /** Whether a definition is missing only because its file cannot be read. @param id null for strategy and settings */
  hides(id: string | null, path: string): boolean {
    return (id !== null && this.plan.damaged.has(id)) || this.unread.has(path);
  }
}
