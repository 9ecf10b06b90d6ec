import { ID_LENGTH, idFromTitle } from "./id.ts";

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

/** A short id from what a title is about: "Make the first week seamless" → "first-week-seamless". Empty when nothing can be kept. */
export function shortId(title: string, words: number): string {
  const tokens = title.split(/\s+/).filter(Boolean);
  const rest = tokens.slice(VERBS.has(plain(tokens[0] ?? "")) ? 1 : 0);
  // "Win 200 new customers" names its noun behind the number, "Bring it to everyone" behind a word that leads away.
  const behind = rest.slice(rest.findIndex(isAmount) + 1);
  const noun =
    nounFrom(rest) || nounFrom(behind) || rest.filter((token) => !leads(token) && !isSmall(token)).join(" ");
  return idFromTitle(noun, words) || idFromTitle(title, words);
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
