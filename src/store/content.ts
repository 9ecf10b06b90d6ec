import { isUtf8 } from "node:buffer";
import type { Source } from "../model/finding.ts";
import type { Content } from "../model/history.ts";
import {
  type RawObjective,
  type RawStrategy,
  type RawTeam,
  toObjective,
  toStrategy,
  toTeam,
} from "./definitions.ts";
import { FILE_BYTES, splitFrontmatter } from "./frontmatter.ts";
import { type RawCheckIn, type RawRetrospective, toCheckIn, toRetrospective } from "./record-files.ts";
import { type RawSettings, toSettings } from "./settings.ts";
import { isValid, KINDS, type Kind } from "./valid.ts";
import { readQuickly } from "./yaml.ts";

/** A file whose data its schema lets through. */
export interface Page {
  readonly kind: Kind | "okr";
  readonly data: unknown;
  readonly body: string;
}

/** Turns a page into model data; the source is where findings about it are placed. */
export function toContent({ kind, data, body }: Page, source: Source): Content {
  switch (kind) {
    case "okr":
      return { kind: "settings", settings: toSettings(data as RawSettings, source) };
    case "strategy":
      return { kind: "strategy", strategy: toStrategy(data as RawStrategy, body, source) };
    case "team":
      return { kind: "team", ...toTeam(data as RawTeam, body, source) };
    case "objective":
      return { kind: "objective", objective: toObjective(data as RawObjective, body, source) };
    case "check-in":
      return { kind: "record", record: toCheckIn(data as RawCheckIn, body, source) };
    case "retrospective":
      return { kind: "record", record: toRetrospective(data as RawRetrospective, body, source) };
  }
}

/** Reads an old version of a file; null where it is documentation, or cannot be read: that was reported when it was new. */
export async function readPage(isSettings: boolean, bytes: Buffer): Promise<Page | null> {
  if (bytes.length > FILE_BYTES || !isUtf8(bytes)) return null;
  const text = bytes.toString("utf8");
  const parts = isSettings ? { yaml: text, body: "" } : splitFrontmatter(text);
  if (parts === null || "message" in parts) return null;
  let data = readQuickly(parts.yaml);
  if (data === undefined) {
    const { readCarefully } = await import("./yaml-careful.ts");
    const read = readCarefully(parts.yaml);
    if ("problems" in read) return null;
    data = read.data;
  }
  const kind = isSettings ? "okr" : (data as { readonly kind?: Kind } | null)?.kind;
  if (kind === undefined || (kind !== "okr" && !KINDS.includes(kind)) || !isValid(kind, data)) return null;
  return { kind, data, body: parts.body };
}
