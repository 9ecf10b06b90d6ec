import { alignedToClosed } from "./aligned-to-closed.ts";
import { alignmentCycle } from "./alignment-cycle.ts";
import { alwaysCertain } from "./always-certain.ts";
import { caseTwin } from "./case-twin.ts";
import { closedTwice } from "./closed-twice.ts";
import { confidenceContradictsPace } from "./confidence-contradicts-pace.ts";
import { contradiction } from "./contradiction.ts";
import { copiedObjective } from "./copied-objective.ts";
import { cutOffHistory } from "./cut-off-history.ts";
import { dateOutsideCycle } from "./date-outside-cycle.ts";
import type { Rule } from "./define.ts";
import { disguisedDefinition } from "./disguised-definition.ts";
import { duplicateId } from "./duplicate-id.ts";
import { duplicateReference } from "./duplicate-reference.ts";
import { duplicateTitle } from "./duplicate-title.ts";
import { futureRecord } from "./future-record.ts";
import { gradeWithoutReason } from "./grade-without-reason.ts";
import { invalidException } from "./invalid-exception.ts";
import { lateCheckIn } from "./late-check-in.ts";
import { levelSkip } from "./level-skip.ts";
import { lostCheckIn } from "./lost-check-in.ts";
import { memberWithoutPart } from "./member-without-part.ts";
import { misalignedCycle } from "./misaligned-cycle.ts";
import { missingBackup } from "./missing-backup.ts";
import { missingCoach } from "./missing-coach.ts";
import { missingContext } from "./missing-context.ts";
import { missingOwner } from "./missing-owner.ts";
import { movedGoalpost } from "./moved-goalpost.ts";
import { noMovement } from "./no-movement.ts";
import { numberInObjective } from "./number-in-objective.ts";
import { oneSidedDependency } from "./one-sided-dependency.ts";
import { ownerOverload } from "./owner-overload.ts";
import { readingOutsideRange } from "./reading-outside-range.ts";
import { rewrittenCheckIn } from "./rewritten-check-in.ts";
import { staleCheckIn } from "./stale-check-in.ts";
import { taskLikeKeyResult } from "./task-like-key-result.ts";
import { tiedToPay } from "./tied-to-pay.ts";
import { tooManyKeyResults } from "./too-many-key-results.ts";
import { tooManyObjectives } from "./too-many-objectives.ts";
import { unalignedObjective } from "./unaligned-objective.ts";
import { ungradedObjective } from "./ungraded-objective.ts";
import { unknownAlignment } from "./unknown-alignment.ts";
import { unknownCycle } from "./unknown-cycle.ts";
import { unknownKeyResult } from "./unknown-key-result.ts";
import { unknownObjective } from "./unknown-objective.ts";
import { unknownPerson } from "./unknown-person.ts";
import { unknownRule } from "./unknown-rule.ts";
import { unknownTeam } from "./unknown-team.ts";
import { unscoredKeyResult } from "./unscored-key-result.ts";
import { unsupportedObjective } from "./unsupported-objective.ts";
import { unusableMeasure } from "./unusable-measure.ts";
import { unusableReading } from "./unusable-reading.ts";
import { vagueTitle } from "./vague-title.ts";

/** Every rule. */
export const rules: readonly Rule[] = [
  alignedToClosed,
  alignmentCycle,
  alwaysCertain,
  caseTwin,
  closedTwice,
  confidenceContradictsPace,
  contradiction,
  copiedObjective,
  cutOffHistory,
  dateOutsideCycle,
  disguisedDefinition,
  duplicateId,
  duplicateReference,
  duplicateTitle,
  futureRecord,
  gradeWithoutReason,
  invalidException,
  lateCheckIn,
  levelSkip,
  lostCheckIn,
  memberWithoutPart,
  misalignedCycle,
  missingBackup,
  missingCoach,
  missingContext,
  missingOwner,
  movedGoalpost,
  noMovement,
  numberInObjective,
  oneSidedDependency,
  ownerOverload,
  readingOutsideRange,
  rewrittenCheckIn,
  staleCheckIn,
  taskLikeKeyResult,
  tiedToPay,
  tooManyKeyResults,
  tooManyObjectives,
  unalignedObjective,
  ungradedObjective,
  unknownAlignment,
  unknownCycle,
  unknownKeyResult,
  unknownObjective,
  unknownPerson,
  unknownRule,
  unknownTeam,
  unscoredKeyResult,
  unsupportedObjective,
  unusableMeasure,
  unusableReading,
  vagueTitle,
];
