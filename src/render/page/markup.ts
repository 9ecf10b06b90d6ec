import { xmlText } from "../xml.ts";

/** Markup that is fit to stand in a page: made by `html` alone, so that no text of a file gets there without being escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What can stand in markup: text is escaped, markup stays, null and false are nothing. */
export type Part = Markup | string | number | null | false | readonly Part[];

/** Markup as a template. Values of attributes stand in double quotes, and every element is closed, so that it is XML too. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let text = strings[0] as string;
  for (const [index, part] of parts.entries()) text += written(part) + strings[index + 1];
  return new Markup(text);
}

/** A drawing that another part of the program made, well-formed and escaped. */
export function drawing(svg: string): Markup {
  return new Markup(svg);
}

/** Nothing. */
export const NOTHING = new Markup("");

function written(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (typeof part === "string") return xmlText(part);
  if (typeof part === "number") return Number.isFinite(part) ? String(part) : "";
  if (part === null || part === false) return "";
  return part.map(written).join("");
}
