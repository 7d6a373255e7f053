/**
 * The answers of a processor, held against what the log knows: nothing is recorded before all of them are looked at.
 */
import {
  type Analysis,
  type CallState,
  type Identifier,
  processorsOf,
  type Recording,
  standingInstruction,
  type View
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { type Bilingual, both } from '../render/text/language.ts'
import type { AnswerFault } from './answerFault.ts'
import { filledInMembers, type FilledInName } from './answerMembers.ts'
import { type Instruction, instructionIdOf } from './instructions.ts'
import { described, type InstructionAnswer } from './readAnswer.ts'

/** An answer that is right, and of what it is. */
export interface CheckedAnswer {
  readonly callId: Identifier
  readonly target: Instruction['target']
  readonly targetId: Identifier
  readonly action: Instruction['action']
  readonly answer: InstructionAnswer
}

/** What came of the answers; each stands in one list. */
export interface CheckedAnswers {
  /** To be recorded. */
  readonly confirmed: ReadonlyArray<CheckedAnswer>
  /** Its outcome is recorded already. */
  readonly recordedBefore: ReadonlyArray<CheckedAnswer>
  /** Of those, the ones that name another time or confirmation: what is recorded stands. */
  readonly differing: ReadonlyArray<CheckedAnswer>
  /** The same as an earlier one. */
  readonly repeated: ReadonlyArray<{ readonly place: number; readonly first: number }>
  readonly faults: ReadonlyArray<{ readonly place: number; readonly fault: AnswerFault }>
}

interface Known {
  readonly call: CallState
  readonly kept: Recording | Analysis
  readonly action: Instruction['action']
}

/** What the calls know of the answers. */
interface KnownInstructions {
  readonly instructions: ReadonlyMap<string, Known>
  /** Of the names in the answers those that the log has: what else stands there is not repeated. */
  readonly names: ReadonlySet<string>
}

/** Of a log only what is answered is kept. */
const knownInstructions = (
  calls: Iterable<CallState>,
  answers: ReadonlyArray<InstructionAnswer>
): KnownInstructions => {
  const wanted = new Set(answers.map(({ instructionId }) => instructionId))
  const named = new Set(answers.flatMap(answer => Object.values(answer.named ?? {})))
  const known = new Map<string, Known>()
  const names = new Set<string>(['recording', 'analysis', 'erase', 'anonymise'])
  for (const call of calls) {
    if (named.has(call.callId)) names.add(call.callId)
    for (const kept of [...call.recordings, ...call.analyses]) {
      if (named.has(kept.targetId)) names.add(kept.targetId)
      const actions = kept.target === 'recording' ? (['erase'] as const) : (['erase', 'anonymise'] as const)
      for (const action of actions) {
        const id = instructionIdOf(call.callId, kept, action)
        if (wanted.has(id)) known.set(id, { call, kept, action })
      }
    }
  }
  return { instructions: known, names }
}

const sameAnswer = (a: CheckedAnswer, b: CheckedAnswer): boolean =>
  a.action === b.action &&
  (['executedAt', 'confirmation', 'method', 'copies', 'backupsExpireOn'] as const).every(
    each => a.answer[each] === b.answer[each]
  )

const isThisOutcome =
  ({ executedAt, confirmation, method }: InstructionAnswer) =>
  (outcome: Recording['outcomes'][number]): boolean =>
    outcome.occurredAt === executedAt &&
    ('confirmation' in outcome ? outcome.confirmation === confirmation : outcome.technique === method)

/** What an answer names beside the id of its instruction, and that is not of. */
const namesAnother = (
  { call: { callId }, kept: { target, targetId }, action }: Known,
  { named = {} }: InstructionAnswer,
  names: ReadonlySet<string>
): ReadonlyArray<AnswerFault> => {
  const shown = (name: string): Bilingual => (names.has(name) ? both(name, name) : described(name))
  const expected: Readonly<Record<FilledInName, string>> = { action, callId, target, targetId }
  return filledInMembers.flatMap((member): ReadonlyArray<AnswerFault> => {
    const found = named[member]
    return found === undefined || found === expected[member]
      ? []
      : [{ _tag: 'NamesAnother', member, expected: expected[member], found: shown(found) }]
  })
}

/** Whose stores can be asked whether something is gone. */
export type CanAsk = (target: Instruction['target'], processor: string) => boolean

/** @param others who hold it too, and cannot be asked */
const faultOf = (
  { asOf }: View,
  { kept, action }: Known,
  { executedAt, method }: InstructionAnswer,
  others: ReadonlyArray<string>
): AnswerFault | undefined => {
  const instructedAt = standingInstruction(kept)?.occurredAt
  if (instructedAt === undefined) return { _tag: 'NotInstructed' }
  if (executedAt < instructedAt) return { _tag: 'BeforeInstruction', instructedAt, executedAt }
  if (executedAt > asOf) return { _tag: 'InFuture', asOf, executedAt }
  if (others.length > 0) return { _tag: 'AlsoHeldBy', processors: others }
  if (action === 'erase') return undefined
  if (kept.target === 'analysis' && !kept.anonymisable) return { _tag: 'NotAnonymisable' }
  return method === undefined
    ? {
        _tag: 'Unreadable',
        member: 'method',
        expected: both('den teknik, der blev anonymiseret med', 'the technique of anonymising'),
        found: both('intet', 'nothing')
      }
    : undefined
}

/**
 * Holds the answers of one processor against the calls of a log.
 *
 * @param view `asOf` is now
 * @param canAsk whose stores can be asked: of what others hold too, the answer of one is not enough
 *
 * @example
 * import { compilePolicy, instant, noticePolicy } from '@samtykke/core'
 * import { checkAnswers } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
 * const answer = {
 *   place: 2,
 *   instructionId: '3f0c2f0e-6a3c-5c6e-9d57-1f8e2b7f4a10',
 *   executedAt: view.asOf,
 *   confirmation: 'recorder-77'
 * }
 * const { faults } = checkAnswers(view, 'recorder', () => false)([], [answer])
 * assert.deepStrictEqual(faults, [{ place: 2, fault: { _tag: 'UnknownInstruction' } }])
 *
 * @see GDPR art. 28(3)(a), 28(3)(h)
 */
export const checkAnswers =
  (view: View, processor: string, canAsk: CanAsk) =>
  (calls: Iterable<CallState>, answers: ReadonlyArray<InstructionAnswer>): CheckedAnswers => {
    const { instructions, names } = knownInstructions(calls, answers)
    const first = new Map<Known['kept'], CheckedAnswer>()
    const check = (answer: InstructionAnswer): E.Either<ReadonlyArray<AnswerFault>, Known> => {
      const known = instructions.get(answer.instructionId)
      if (known === undefined) return E.left([{ _tag: 'UnknownInstruction' }])
      const found = processorsOf(known.call, known.kept)
      if (!found.includes(processor)) return E.left([{ _tag: 'OtherProcessor', expected: processor, found }])
      const others = namesAnother(known, answer, names)
      return others.length > 0 ? E.left(others) : E.right(known)
    }
    const confirmed: Array<CheckedAnswer> = []
    const recordedBefore: Array<CheckedAnswer> = []
    const differing: Array<CheckedAnswer> = []
    const repeated: Array<{ place: number; first: number }> = []
    const faults: Array<{ place: number; fault: AnswerFault }> = []
    for (const answer of answers) {
      const { place } = answer
      const known = check(answer)
      if (E.isLeft(known)) {
        faults.push(...known.left.map(fault => ({ place, fault })))
        continue
      }
      const { call, kept, action } = known.right
      const checked = { callId: call.callId, target: kept.target, targetId: kept.targetId, action, answer }
      const earlier = first.get(kept)
      if (earlier !== undefined) {
        if (sameAnswer(earlier, checked)) repeated.push({ place, first: earlier.answer.place })
        else faults.push({ place, fault: { _tag: 'Contradicts', place: earlier.answer.place } })
        continue
      }
      first.set(kept, checked)
      const isRecorded = kept.outcomes.some(isThisOutcome(answer))
      if (isRecorded || kept.done) {
        recordedBefore.push(checked)
        if (!isRecorded) differing.push(checked)
        continue
      }
      const others = processorsOf(call, kept).filter(each => each !== processor && !canAsk(kept.target, each))
      const fault = faultOf(view, known.right, answer, others)
      if (fault === undefined) confirmed.push(checked)
      else faults.push({ place, fault })
    }
    return { confirmed, recordedBefore, differing, repeated, faults }
  }
