import { type NewRetrospective, QUESTIONS } from "../model/retrospective.ts";
import { composeSection, requireShort, toYaml } from "./compose.ts";
import { FILE_BYTES, FRONTMATTER_BYTES } from "./frontmatter.ts";

/** The text of a retrospective's file. @param before what was settled until now, in words, for one that is closed anew. Throws a UserError where it is too long to be read again. */
export async function composeRetrospective(
  retrospective: NewRetrospective,
  before: string | null,
): Promise<string> {
  const { objective, reopened, answers } = retrospective;
  const yaml = toYaml({ kind: "retrospective", ...settled(retrospective) });
  requireShort(yaml, FRONTMATTER_BYTES, `the reasons of ${objective}`);
  const sections =
    reopened === null ? [] : [await composeSection("Reopened", `${before ?? ""}\n\n${reopened}`)];
  for (const { name, heading } of QUESTIONS)
    sections.push(await composeSection(heading, answers.get(name) ?? ""));
  const body = sections.filter((text) => text !== "").map((section) => `\n${section}\n`);
  const text = `---\n${yaml}---\n${body.join("")}`;
  requireShort(text, FILE_BYTES, `the retrospective of ${objective}`);
  return text;
}

/** The document that `--from` reads back: all that was typed. */
export function composeRetrospectiveDraft(retrospectives: readonly NewRetrospective[]): string {
  return toYaml({
    retrospectives: retrospectives.map((one) => ({
      ...settled(one),
      ...(one.reopened === null ? {} : { reopened: one.reopened }),
      ...Object.fromEntries(one.answers),
    })),
  });
}

function settled({ objective, date, by, phase, grades, reasons, outcome, own }: NewRetrospective) {
  return {
    ...{ objective, date, by, phase },
    ...(grades.size === 0 ? {} : { grades: Object.fromEntries(grades) }),
    ...(reasons.size === 0 ? {} : { reasons: Object.fromEntries(reasons) }),
    ...(outcome === null ? {} : { outcome }),
    ...own,
  };
}
