import type { Day } from "./model/day.ts";
import type { Store } from "./store/store.ts";

/** The world a command may reach. Tests hand in their own. */
export interface Context {
  /** The directory the command runs in (`-C`), absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Of the program: `0.1.0`. */
  readonly version: string;
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

/** 0 no colour, 1 sixteen, 2 two hundred and fifty-six, 3 all. */
export type ColourLevel = 0 | 1 | 2 | 3;

/** Where text goes to and answers come from. */
export interface Terminal {
  /** Data, to stdout. */
  write(text: string): void;
  /** The same for what may be long: on a terminal that is not high enough for it, in the person's pager. */
  page(text: string): Promise<void>;
  /** Everything else, to stderr. */
  note(text: string): void;
  /** Reads standard input to its end. */
  readInput(): Promise<string>;
  /** Does something that a signal must not leave half done: Ctrl-C then stops git, and what git left is put back. */
  holdSignals<T>(work: () => Promise<T>): Promise<T>;
  /** Waits until the person has had enough: Ctrl-C, or another signal to end. */
  untilStopped(): Promise<void>;
  /** The width of stdout in columns; 80 where it is not a terminal. */
  readonly columns: number;
  readonly colour: ColourLevel;
  /** Asks questions; null where nobody can answer. */
  readonly prompts: Prompts | null;
}

/** Thrown out of a question when the person gives up (Ctrl-C, Escape). */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
}

/** Questions. All text handed in must be safe to show. */
export interface Prompts {
  text(question: {
    message: string;
    placeholder?: string;
    initial?: string;
    /** What is wrong with the answer, or null. */
    check?(answer: string): string | null;
  }): Promise<string>;
  choose<T extends string>(question: {
    message: string;
    options: readonly { value: T; label: string; hint?: string }[];
    initial?: T;
  }): Promise<T>;
  confirm(question: { message: string; initial?: boolean }): Promise<boolean>;
  /** A heading with lines of context above the questions that follow. */
  section(title: string, lines?: readonly string[]): Promise<void>;
}
