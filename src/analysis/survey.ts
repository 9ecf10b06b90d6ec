import { type Cycle, findCycle } from "../model/cycle.ts";
import { addDays } from "../model/day.ts";
import type { Objective } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { Alignment } from "./alignment.ts";
import { Origins } from "./origins.ts";
import { type Paced, paceObjective } from "./pace.ts";
import { type Scored, Story, scoreObjective } from "./score.ts";
import { Versions } from "./versions.ts";

/**
 * Where an objective is in its life: before its cycle, in it, in the days after it in which it is closed, past these, or closed by an
 * end retrospective. Null when its cycle does not exist.
 */
export type Stage = "planned" | "running" | "closing" | "over" | "closed" | null;

/** What several questions about one snapshot share: stages, scores, alignment. Each is worked out once, when it is first asked for. */
export class Survey {
  readonly snapshot: Snapshot;
  #story: Story | null = null;
  #alignment: Alignment | null = null;
  #versions: Versions | null = null;
  #origins: Origins | null = null;
  readonly #scored = new Map<Objective, Scored>();
  readonly #paced = new Map<Objective, Paced>();
  readonly #stages = new Map<Objective, Stage>();
  readonly #cycles = new Map<string, Cycle | null>();
  #objectives: readonly Objective[] | null = null;
  #unread: ReadonlySet<string> | null = null;

  constructor(snapshot: Snapshot) {
    this.snapshot = snapshot;
  }

  get story(): Story {
    this.#story ??= new Story(this.snapshot);
    return this.#story;
  }

  /** The objectives that count: of two with one id the first. */
  get objectives(): readonly Objective[] {
    const { plan } = this.snapshot;
    this.#objectives ??= plan.objectives.filter((one) => plan.objective(one.id) === one);
    return this.#objectives;
  }

  get alignment(): Alignment {
    this.#alignment ??= new Alignment(this.snapshot.plan);
    return this.#alignment;
  }

  /** What the definitions were. */
  get versions(): Versions {
    this.#versions ??= new Versions(this.snapshot.history);
    return this.#versions;
  }

  /** Where today's words come from. */
  get origins(): Origins {
    this.#origins ??= new Origins(this.snapshot);
    return this.#origins;
  }

  /** The cycle of an objective; null when there is none of that id. */
  cycle({ cycle: id }: Objective): Cycle | null {
    const known = this.#cycles.get(id);
    if (known !== undefined) return known;
    const cycle = findCycle(id, this.snapshot.settings.cycles);
    this.#cycles.set(id, cycle);
    return cycle;
  }

  /** Score, pace and status of an objective on the day. */
  paced(objective: Objective): Paced {
    const known = this.#paced.get(objective);
    if (known) return known;
    const paced = paceObjective(this.scored(objective), this.story, this.snapshot);
    this.#paced.set(objective, paced);
    return paced;
  }

  /** Score of an objective on the day, or on the day on which it was closed; cheaper than with its pace. */
  scored(objective: Objective): Scored {
    const known = this.#scored.get(objective);
    if (known) return known;
    const scored = scoreObjective(objective, this.story, this.snapshot.day);
    this.#scored.set(objective, scored);
    return scored;
  }

  stage(objective: Objective): Stage {
    const known = this.#stages.get(objective);
    if (known !== undefined) return known;
    const stage = this.#findStage(objective);
    this.#stages.set(objective, stage);
    return stage;
  }

  /** Whether there is still something to be done about how an objective is written: it is planned or running. */
  isLive(objective: Objective): boolean {
    const stage = this.stage(objective);
    return stage === "planned" || stage === "running";
  }

  /** Whether it was closed so long ago that its records are history: nobody puts anything right in them any more. */
  isSettled({ id }: Objective): boolean {
    const { day, settings } = this.snapshot;
    const closed = this.story.closed(id, day);
    return closed !== null && day > addDays(closed.date, settings.closeWithinDays);
  }

  /**
   * The objectives that are still being written, in file order: planned, or running without any check-in. Whoever changes the words of
   * a later one moves its goalposts.
   */
  get drafts(): readonly Objective[] {
    const { day } = this.snapshot;
    return this.objectivesIn("planned", "running").filter(
      ({ id }) => this.story.checkIns(id, day).length === 0,
    );
  }

  /** The objectives that count and are in one of these stages, in file order. */
  objectivesIn(...stages: readonly Stage[]): readonly Objective[] {
    return this.objectives.filter((objective) => stages.includes(this.stage(objective)));
  }

  /**
   * Whether a record of an objective may be among the files that cannot be read: one that names it, or one in its folder. What seems to be
   * missing may then be in there, and that file is reported already.
   */
  lacksRecords({ id, source }: Objective): boolean {
    this.#unread ??= listUnread(this.snapshot);
    return this.#unread.has(id) || this.#unread.has(folderOf(source.path));
  }

  #findStage(objective: Objective): Stage {
    const { day, settings } = this.snapshot;
    if (this.story.closed(objective.id, day) !== null) return "closed";
    const cycle = this.cycle(objective);
    if (cycle === null) return null;
    if (day < cycle.start) return "planned";
    if (day <= cycle.end) return "running";
    return day <= addDays(cycle.end, settings.closeWithinDays) ? "closing" : "over";
  }
}

/** The folder in which okr keeps an objective's records, by the path of its file: without `.md`, and with a `/`, which no id has. */
export function folderOf(path: string): string {
  return `${path.replace(/\.md$/i, "")}/`;
}

/** The subjects and the folders of the files that cannot be read. */
function listUnread({ findings }: Snapshot): ReadonlySet<string> {
  return new Set(
    findings.flatMap(({ severity, subject, path }) =>
      severity === "error" ? [path.slice(0, path.lastIndexOf("/") + 1), subject ?? []].flat() : [],
    ),
  );
}
