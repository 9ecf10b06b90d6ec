import { caseTwin } from "./case-twin.ts";
import { cutOffHistory } from "./cut-off-history.ts";
import { dateOutsideCycle } from "./date-outside-cycle.ts";
import type { Rule } from "./define.ts";
import { duplicateId } from "./duplicate-id.ts";
import { futureRecord } from "./future-record.ts";
import { lateCheckIn } from "./late-check-in.ts";
import { lostCheckIn } from "./lost-check-in.ts";
import { movedGoalpost } from "./moved-goalpost.ts";
import { rewrittenCheckIn } from "./rewritten-check-in.ts";
import { unknownAlignment } from "./unknown-alignment.ts";
import { unknownCycle } from "./unknown-cycle.ts";
import { unknownKeyResult } from "./unknown-key-result.ts";
import { unknownObjective } from "./unknown-objective.ts";
import { unknownPerson } from "./unknown-person.ts";
import { unknownTeam } from "./unknown-team.ts";
import { unusableMeasure } from "./unusable-measure.ts";
import { unusableReading } from "./unusable-reading.ts";

/** Every rule. */
export const rules: readonly Rule[] = [
  caseTwin,
  cutOffHistory,
  dateOutsideCycle,
  duplicateId,
  futureRecord,
  lateCheckIn,
  lostCheckIn,
  movedGoalpost,
  rewrittenCheckIn,
  unknownAlignment,
  unknownCycle,
  unknownKeyResult,
  unknownObjective,
  unknownPerson,
  unknownTeam,
  unusableMeasure,
  unusableReading,
];
