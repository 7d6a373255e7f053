/**
 * What is wrong with an answer of a processor: what was expected, and what was found. What stands in a cell may be
 * anything, and is not repeated.
 */
import type { Instant } from '@samtykke/core'
import { type Bilingual, both } from '../render/text/language.ts'
import type { AnswerName, FilledInName } from './answerMembers.ts'

/**
 * What is wrong with an answer.
 *
 * - `Unreadable`: a member that is not in its form, or is missing
 * - `UnknownInstruction`: no recording or analysis has it
 * - `OtherProcessor`: the instruction is to others
 * - `NamesAnother`: what stands beside the id is of another instruction
 * - `NotInstructed`: the log has no instruction since it was last stored
 * - `BeforeInstruction`, `InFuture`: it cannot have been done then on this instruction
 * - `Contradicts`: an earlier answer to the same says something else
 * - `NotAnonymisable`: the analysis can only be erased
 * - `AlsoHeldBy`: others hold it too, and the answer of one is not enough
 */
export type AnswerFault =
  | {
      readonly _tag: 'Unreadable'
      readonly member: AnswerName | FilledInName
      readonly expected: Bilingual
      readonly found: Bilingual
    }
  | { readonly _tag: 'UnknownInstruction' }
  | { readonly _tag: 'OtherProcessor'; readonly expected: string; readonly found: ReadonlyArray<string> }
  | {
      readonly _tag: 'NamesAnother'
      readonly member: FilledInName
      readonly expected: string
      readonly found: Bilingual
    }
  | { readonly _tag: 'NotInstructed' }
  | { readonly _tag: 'BeforeInstruction'; readonly instructedAt: Instant; readonly executedAt: Instant }
  | { readonly _tag: 'InFuture'; readonly asOf: Instant; readonly executedAt: Instant }
  | { readonly _tag: 'Contradicts'; readonly place: number }
  | { readonly _tag: 'NotAnonymisable' }
  | { readonly _tag: 'AlsoHeldBy'; readonly processors: ReadonlyArray<string> }

const expectedFound = (member: AnswerName | FilledInName, expected: Bilingual, found: Bilingual): Bilingual =>
  both(
    `${member}: ventede ${expected.da}, fandt ${found.da}`,
    `${member}: expected ${expected.en}, found ${found.en}`
  )

const listOf = (processors: ReadonlyArray<string>, none: string): string =>
  processors.length === 0 ? none : processors.join(', ')

/**
 * What is wrong in one sentence, without personal data.
 *
 * @example
 * import { renderAnswerFault } from '@samtykke/audit'
 *
 * assert.deepStrictEqual(
 *   renderAnswerFault({ _tag: 'OtherProcessor', expected: 'recorder', found: ['analyst'] }).en,
 *   'instructionId: expected an instruction to recorder, found one to analyst'
 * )
 */
export const renderAnswerFault = (fault: AnswerFault): Bilingual => {
  switch (fault._tag) {
    case 'Unreadable':
      return expectedFound(fault.member, fault.expected, fault.found)
    case 'UnknownInstruction':
      return expectedFound(
        'instructionId',
        both('en instruks fra en liste', 'an instruction of a list'),
        both('en, som ingen optagelse eller analyse har', 'one that no recording or analysis has')
      )
    case 'OtherProcessor':
      return expectedFound(
        'instructionId',
        both(`en instruks til ${fault.expected}`, `an instruction to ${fault.expected}`),
        both(`en til ${listOf(fault.found, 'ingen')}`, `one to ${listOf(fault.found, 'nobody')}`)
      )
    case 'NamesAnother':
      return expectedFound(
        fault.member,
        both(
          `${fault.expected}, som instruksen med det nummer har`,
          `${fault.expected}, as the instruction of that id has`
        ),
        fault.found
      )
    case 'NotInstructed':
      return expectedFound(
        'instructionId',
        both('en instruks, som loggen har', 'an instruction that the log has'),
        both('ingen instruks, siden det sidst blev gemt', 'no erasure-instructed since it was last stored')
      )
    case 'BeforeInstruction':
      return expectedFound(
        'executedAt',
        both(
          `tidligst instruksen, ${fault.instructedAt}`,
          `not before the instruction, ${fault.instructedAt}`
        ),
        both(fault.executedAt, fault.executedAt)
      )
    case 'InFuture':
      return expectedFound(
        'executedAt',
        both(`senest nu, ${fault.asOf}`, `not after now, ${fault.asOf}`),
        both(fault.executedAt, fault.executedAt)
      )
    case 'Contradicts':
      return expectedFound(
        'instructionId',
        both(`det samme svar som på plads ${fault.place}`, `the same answer as at ${fault.place}`),
        both('et andet', 'another')
      )
    case 'NotAnonymisable':
      return expectedFound(
        'action',
        both('sletning', 'erasure'),
        both(
          'anonymisering af en analyse, der ikke kan anonymiseres',
          'anonymising of an analysis that cannot be anonymised'
        )
      )
    case 'AlsoHeldBy':
      return expectedFound(
        'confirmation',
        both('at alle, der har det, kan spørges', 'that all who hold it can be asked'),
        both(
          `at ${listOf(fault.processors, '')} også har det`,
          `that ${listOf(fault.processors, '')} holds it too`
        )
      )
  }
}
