import { ID_LENGTH, idFromTitle } from "./id.ts";
import { readMovement } from "./movement.ts";

const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Words a title begins with that say what happens, not to what. */
const VERBS = list(
  `achieve become boost bring build complete create cut decrease delight deliver double drop expand finish
  get give grow halve have help hit hold improve increase keep launch lift lower maintain make move pass
  publish push raise reach reduce run scale ship shorten shrink stay take train triple win`,
);
/** Words behind which a title says from where, how far or for whom. */
const STOPS = list(
  "and above at below between by for from in on over per so than that through to under until which while with within → ->",
);
const SMALL = list("a all an every it its more no of our the their them this us your");

/** Who tells a story, and how: "We have cut …", "Churn has finally fallen …". */
const TELLERS = list("i it they we");
const AUXILIARIES = list("are can could had has have is was were will would");
const ADVERBS = list("already also even finally just now slowly steadily then");
/** What people say they did, and as what it is intended. */
const DEEDS: ReadonlyMap<string, string> = new Map(
  `boosted-boost brought-bring cut-cut decreased-decrease doubled-double expanded-expand grew-grow grown-grow
  halved-halve improved-improve increased-increase kept-keep lifted-lift lowered-lower made-make moved-move
  raised-raise reached-reach reduced-reduce shortened-shorten tripled-triple won-win`
    .split(/\s+/)
    .map((pair) => pair.split("-") as [string, string]),
);
/** What happened to a measure; not what may be a thing as well, such as falls and drops. */
const MOTIONS = new Set([
  ...DEEDS.keys(),
  ...list(
    `climbed climbs declined declines dropped fallen fell goes gone grows improves jumped jumps plummeted risen rises
    rose sank shrank shrunk sunk went`,
  ),
]);
const WAYS = list("back down up");

/** A short id from what a title is about: "Make the first week seamless" → "first-week-seamless". Empty when nothing can be kept. */
export function shortId(title: string, words: number): string {
  const tokens = title.split(/\s+/).filter(Boolean);
  const rest = withoutTelling(tokens);
  // "Win 200 new customers" names its noun behind the number, "Bring it to everyone" behind a word that leads away.
  const behind = rest.slice(rest.findIndex(isAmount) + 1);
  const noun =
    nounFrom(rest) || nounFrom(behind) || rest.filter((token) => !leads(token) && !isSmall(token)).join(" ");
  return idFromTitle(noun, words) || idFromTitle(title, words);
}

/** A title without the verb it begins with, or the words of a story around its noun. */
function withoutTelling(tokens: readonly string[]): readonly string[] {
  if (VERBS.has(plain(tokens[0] ?? ""))) return tokens.slice(1);
  const deed = deedIn(tokens);
  if (deed > 0) return tokens.slice(deed + 1);
  const { start, end } = motionIn(tokens);
  return start > 0 ? tokens.toSpliced(start, end - start) : tokens;
}

/** Where "we have cut" says what was done; 0 where nobody says so. */
function deedIn(tokens: readonly string[]): number {
  if (!TELLERS.has(plain(tokens[0] ?? ""))) return 0;
  const at = tokens.findIndex((token, index) => index > 0 && !goesBefore(token));
  const word = plain(tokens[at] ?? "");
  return at > 0 && (DEEDS.has(word) || (MOTIONS.has(word) && leads(tokens[at + 1] ?? ""))) ? at : 0;
}

/** The words between a noun and its numbers that say how it moved: "has finally gone up". Empty where there are none, or not only those. */
function motionIn(tokens: readonly string[]): { start: number; end: number } {
  const nothing = { start: 0, end: 0 };
  const end = tokens.findIndex(
    (token, index) => index > 0 && leads(token) && isMotion(tokens[index - 1] ?? ""),
  );
  if (end === -1) return nothing;
  let start = end;
  while (start > 0 && (isMotion(tokens[start - 1] ?? "") || goesBefore(tokens[start - 1] ?? ""))) start--;
  const moved = tokens
    .slice(start, end)
    .some((token) => MOTIONS.has(plain(token)) || AUXILIARIES.has(plain(token)));
  return moved || end - start === 1 ? { start, end } : nothing;
}

function isMotion(token: string): boolean {
  return MOTIONS.has(plain(token)) || WAYS.has(plain(token));
}

function goesBefore(token: string): boolean {
  return AUXILIARIES.has(plain(token)) || ADVERBS.has(plain(token));
}

/** Words that tell of more than one thing. */
const JOINTS = list("and because but if or so that when where which while who");

/**
 * What a sentence of a story reads like as a title, to be edited: "Churn fell from 9 % to 5 %" → "Churn from 9 % to 5 %". The sentence
 * itself where that is not sure, or its numbers would not be read as they were.
 */
export function titleFromStory(told: string): string {
  const tokens = told.split(/\s+/).filter(Boolean);
  const title = titleOf(tokens);
  return title !== null && JSON.stringify(readMovement(title)) === JSON.stringify(readMovement(told))
    ? title
    : told;
}

function titleOf(tokens: readonly string[]): string | null {
  const at = deedIn(tokens);
  const deed = at > 0 ? DEEDS.get(plain(tokens[at] ?? "")) : undefined;
  if (deed !== undefined)
    return [deed.charAt(0).toUpperCase() + deed.slice(1), ...tokens.slice(at + 1)].join(" ");
  const { start, end } = motionIn(tokens);
  const noun = tokens.slice(0, start).map(plain);
  const strays = noun.some((word) => JOINTS.has(word) || TELLERS.has(word) || AUXILIARIES.has(word));
  if (noun.length === 0 || strays || plain(tokens[end] ?? "") !== "from") return null;
  return tokens.toSpliced(start, end - start).join(" ");
}

/** The words up to the first that leads away from the noun. */
function nounFrom(tokens: readonly string[]): string {
  const end = tokens.findIndex(leads);
  const kept = tokens.slice(0, end === -1 ? tokens.length : end).filter((token) => !isSmall(token));
  return kept.join(" ");
}

function leads(token: string): boolean {
  return STOPS.has(plain(token)) || isAmount(token);
}

function isSmall(token: string): boolean {
  return SMALL.has(plain(token));
}

function isAmount(token: string): boolean {
  return /^[-−~≈<>≤≥+(]*[\p{Sc}]?\d/u.test(token);
}

function plain(token: string): string {
  return token.toLowerCase().replace(/[.,:;!?)"'”’]+$/u, "");
}

/** The id, or the first of `id-2`, `id-3`, … that nothing has yet. */
export function uniqueId(id: string, isTaken: (id: string) => boolean): string {
  let unique = id;
  for (let number = 2; isTaken(unique); number++) {
    const suffix = `-${number}`;
    unique = `${id.slice(0, ID_LENGTH - suffix.length).replace(/-$/, "")}${suffix}`;
  }
  return unique;
}

/** The id of a team: "The Explorer Team" → "explorer". Empty when nothing of the name can be kept. */
export function teamIdFrom(name: string): string {
  return idFromTitle(name.replace(/\b(?:the|team)\b/gi, " ")) || idFromTitle(name);
}

/** The id of a person: the first name, or the whole one where the first is taken. Empty when nothing of it can be kept. */
export function personIdFrom(name: string, isTaken: (id: string) => boolean): string {
  const first = idFromTitle(name, 1);
  if (first === "" || !isTaken(first)) return first;
  return uniqueId(idFromTitle(name), isTaken);
}

/** Somebody as people write it: `Ana Souza <ana@example.com>`, or only the name. */
export interface NamedPerson {
  readonly name: string;
  readonly email: string | null;
}

/** Reads a person; null when there is no name, or what stands in brackets is no e-mail address. */
export function parsePerson(text: string): NamedPerson | null {
  const match = /^([^<>]*[^<>\s])\s*(?:<([^<>\s@]+@[^<>\s@]+)>)?$/.exec(text.trim());
  return match ? { name: match[1] as string, email: match[2] ?? null } : null;
}
