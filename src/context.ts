import type { Day } from "./model/day.ts";
import type { Store } from "./store/store.ts";

/** The world a command may reach. Tests hand in their own. */
export interface Context {
  /** The directory the command runs in (`-C`). */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly terminal: Terminal;
  /** Opens the OKR root that holds `cwd`. Throws a UserError where there is none. */
  store(): Promise<Store>;
}

/** What time it is, and chance: the two things no test wants to be surprised by. */
export interface Clock {
  today(): Day;
  /** The share of the local day that is gone, from 0 up to 1. */
  timeOfDay(): number;
  /** From 0 up to 1. */
  random(): number;
}

/** Where text goes to and answers come from. */
export interface Terminal {
  /** Data, to stdout. */
  write(text: string): void;
  /** Everything else, to stderr. */
  note(text: string): void;
  /** Reads standard input to its end. */
  readInput(): Promise<string>;
  /** The width of stdout in columns; 80 where it is not a terminal. */
  readonly columns: number;
  /** Whether stdout is a terminal. */
  readonly wide: boolean;
  /** Colours that stdout may show: 0 none, 1 sixteen, 2 two hundred and fifty-six, 3 all. */
  readonly colour: 0 | 1 | 2 | 3;
  /** Asks questions, or null where nobody can answer. */
  readonly prompts: Prompts | null;
}

/** Questions. Each throws `Cancelled` when the person gives up (Ctrl-C, Escape). */
export interface Prompts {
  text(question: {
    message: string;
    hint?: string;
    initial?: string;
    check?(answer: string): string | null;
  }): Promise<string>;
  choose<T extends string>(question: {
    message: string;
    options: readonly { value: T; label: string; hint?: string }[];
    initial?: T;
  }): Promise<T>;
  confirm(question: { message: string; initial?: boolean }): Promise<boolean>;
  /** A heading above the questions that follow. */
  section(title: string, lines?: readonly string[]): void;
}
