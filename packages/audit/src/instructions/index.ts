export { type AnswerFault, renderAnswerFault } from './answerFault.ts'
export { type AnswerMember, answerMembers, type AnswerName, type FilledInName } from './answerMembers.ts'
export { type CanAsk, checkAnswers, type CheckedAnswer, type CheckedAnswers } from './checkAnswers.ts'
export {
  dueWithoutProcessor,
  type Instruction,
  type InstructionList,
  instructionListFor,
  type Instructions,
  instructionsFor,
  type KeepInstruction,
  processorsNamedIn,
  type Unassigned
} from './instructions.ts'
export { answerFormCsv, filledInColumns, instructionsCsv } from './instructionsCsv.ts'
export { instructionsHtml } from './instructionsPage.ts'
export type { InstructingParties } from './parties.ts'
export { type InstructionAnswer, readAnswer } from './readAnswer.ts'
export { type Unconfirmed, unconfirmedOf } from './unconfirmed.ts'
