/**
 * What a processor must erase, and what it must keep. It learns nothing else: no purpose, person, claim or rule.
 *
 * @see GDPR art. 19, 28(3)(a), 28(3)(g)
 */
import {
  type Analysis,
  type AnyEvent,
  type CallState,
  type DueAction,
  dueActions,
  type Instant,
  isKnownEvent,
  type LocalDate,
  millisecondsBetween,
  ordText,
  processorsOf,
  type Recording,
  storingsOf,
  type View
} from '@samtykke/core'
import { ofType } from '@samtykke/core/lookups'
import { type About, firstAbout, keptAbout } from '../basis/aboutTarget.ts'
import { documentId } from '../head/documentId.ts'
import { type Head, headOf, type Source } from '../head/head.ts'
import { type AnswerMember, answerMembers } from './answerMembers.ts'
import { type InstructingParties, partiesOf } from './parties.ts'

/** Something for the processor to do. */
export interface Instruction {
  /** A UUID of version 5, of the target and the action; the processor's answer names it. */
  readonly instructionId: string
  readonly callId: string
  readonly target: 'recording' | 'analysis'
  readonly targetId: string
  readonly action: 'erase' | 'anonymise'
  readonly region?: string
  readonly dueAt: Instant
  readonly instructedAt?: Instant
  /** Whole days since it became due. */
  readonly daysOpen: number
  /** When it last failed. */
  readonly lastFailure?: Instant
}

/** Something that the processor must keep until the hold is over. */
export interface KeepInstruction {
  readonly target: 'recording' | 'analysis'
  readonly targetId: string
  readonly reviewOn: LocalDate
}

/** The list for one processor. */
export interface Instructions extends Head<'instructions'>, InstructingParties {
  readonly processor: string
  readonly erase: ReadonlyArray<Instruction>
  readonly keep: ReadonlyArray<KeepInstruction>
  /** What is to be answered of each instruction. */
  readonly answer: ReadonlyArray<AnswerMember>
}

/** What is due, and of which the events name no processor: it stands on no list. */
export type Unassigned = Pick<Instruction, 'callId' | 'target' | 'targetId' | 'action' | 'dueAt'>

const msPerDay = 86_400_000

/** Whole days from an instant to now. */
export const daysSince = ({ asOf }: View, instant: Instant): number =>
  Math.floor(millisecondsBetween(instant, asOf) / msPerDay)

/** The id of an instruction: the same for as long as it is the same recording or analysis, and the same action. */
export const instructionIdOf = (
  callId: string,
  { target, targetId }: Pick<Instruction, 'target' | 'targetId'>,
  action: Instruction['action']
): string => documentId(`urn:samtykke:call:${callId}/${target}:${targetId}#${action}`)

/** When erasing or anonymising something last failed. */
const lastFailures = ({ facts }: CallState): ((about: About) => Instant | undefined) => {
  const lastOf = firstAbout(ofType(facts.events, 'retention-failed').toReversed())
  return about => lastOf(about)?.occurredAt
}

type KeptAction = DueAction & {
  readonly target: 'recording' | 'analysis'
  readonly action: 'erase' | 'anonymise'
}

const isKept = (action: DueAction): action is KeptAction =>
  action.target === 'recording' || action.target === 'analysis'

/** A recording that is with several processors has a place with each. */
const regionOf = (kept: Recording | Analysis, processor: string): string | undefined =>
  kept.target === 'analysis'
    ? kept.event.region
    : storingsOf(kept)
        .filter(event => event.processor === processor)
        .at(-1)?.region

const instructionOf = (
  view: View,
  call: CallState,
  action: KeptAction,
  { region, failed }: { readonly region: string | undefined; readonly failed: Instant | undefined }
): Instruction => {
  return {
    instructionId: instructionIdOf(call.callId, action, action.action),
    callId: call.callId,
    target: action.target,
    targetId: action.targetId,
    action: action.action,
    ...(region !== undefined && { region }),
    dueAt: action.dueAt,
    ...(action.instructedAt !== undefined && { instructedAt: action.instructedAt }),
    daysOpen: daysSince(view, action.dueAt),
    ...(failed !== undefined && { lastFailure: failed })
  }
}

const reviewOf = (call: CallState): LocalDate | undefined =>
  call.holdsInForce.map(hold => hold.latest.reviewOn).sort()[0]

const isToBeDone = ({ status, uncertain }: DueAction): boolean => status === 'due' && uncertain !== true

/** A list for a processor in the making: calls are added one at a time, in any order. */
export interface InstructionList {
  readonly add: (call: CallState) => void
  /** Takes from which events the calls were read: `sourceOf`. */
  readonly finish: (source: Source) => Instructions
}

/**
 * Starts the list for a processor, named as recordings and analyses name it: what is longest due comes first. Only what is
 * on it is kept.
 *
 * An analysis stands on the list of who holds it (`processorsOf` of core). An action of an uncertain call is left out: a
 * person decides.
 *
 * @example
 * import { callState, compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { instructionListFor, sourceOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'recording-stored', callId: 'call-1',
 *     occurredAt: '2025-08-31T12:10:00Z', startedAt: '2025-08-31T12:00:00Z', recordingId: 'recording-1',
 *     direction: 'inbound', customerType: 'private', line: 'customer-service', processor: 'recorder', region: 'DK' }
 * ])
 * const list = instructionListFor(view, 'recorder')
 * calls.map(callState(view)).forEach(list.add)
 * const { erase, keep, missing } = list.finish(sourceOf(calls.flatMap(({ events }) => events)))
 * assert.deepStrictEqual(erase.map(({ targetId, daysOpen }) => [targetId, daysOpen]), [['recording-1', 4]])
 * assert.deepStrictEqual(keep, [])
 * // What the policy leaves unsaid, and the processor would need.
 * assert.deepStrictEqual(missing, ['contact', 'agreement'])
 *
 * @see GDPR art. 19, 28(3)(a), 28(3)(g)
 */
export const instructionListFor = (view: View, processor: string): InstructionList => {
  const erase: Array<Instruction> = []
  const keep: Array<KeepInstruction> = []
  const actionsOf = dueActions(view)
  return {
    add: call => {
      const reviewOn = reviewOf(call)
      const failureOf = lastFailures(call)
      for (const action of actionsOf(call)) {
        if (!isKept(action)) continue
        const kept = keptAbout(call, action)
        if (kept === undefined || !processorsOf(call, kept).includes(processor)) continue
        if (action.status === 'suspended' && reviewOn !== undefined) {
          keep.push({ target: action.target, targetId: action.targetId, reviewOn })
        } else if (isToBeDone(action)) {
          erase.push(
            instructionOf(view, call, action, {
              region: regionOf(kept, processor),
              failed: failureOf(action)
            })
          )
        }
      }
    },
    finish: source => ({
      ...headOf('instructions', view, source, null),
      processor,
      ...partiesOf(view.rules.policy, processor),
      erase: erase.toSorted(
        (a, b) => ordText.compare(a.dueAt, b.dueAt) || ordText.compare(a.instructionId, b.instructionId)
      ),
      keep: keep.toSorted(
        (a, b) =>
          ordText.compare(a.targetId, b.targetId) ||
          ordText.compare(a.target, b.target) ||
          ordText.compare(a.reviewOn, b.reviewOn)
      ),
      answer: answerMembers
    })
  }
}

/**
 * The list for a processor, from all calls at once: as `instructionListFor` makes it.
 *
 * @param source from which events the calls were read: `sourceOf`
 *
 * @example
 * import { compilePolicy, instant, noticePolicy } from '@samtykke/core'
 * import { instructionsFor, sourceOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * assert.deepStrictEqual(instructionsFor(view, 'recorder', sourceOf([]))([]).erase, [])
 *
 * @see GDPR art. 19, 28(3)(a), 28(3)(g)
 */
export const instructionsFor =
  (view: View, processor: string, source: Source) =>
  (calls: Iterable<CallState>): Instructions => {
    const list = instructionListFor(view, processor)
    for (const call of calls) list.add(call)
    return list.finish(source)
  }

/**
 * The processors that the events of a call name: as recordings, analyses and instructions do.
 *
 * @example
 * import { processorsNamedIn } from '@samtykke/audit'
 * import { aCall } from '@samtykke/testing'
 *
 * const { events } = aCall().with('recording-stored', { processor: 'archive' })
 * assert.deepStrictEqual([...processorsNamedIn(events)], ['archive'])
 */
export const processorsNamedIn = (events: ReadonlyArray<AnyEvent>): ReadonlySet<string> =>
  new Set(
    events.flatMap(event =>
      isKnownEvent(event) &&
      (event.type === 'recording-stored' ||
        event.type === 'analysis-produced' ||
        event.type === 'erasure-instructed')
        ? (event.processor ?? [])
        : []
    )
  )

/**
 * What is due of a call, and stands on no processor's list, since its events name none that holds it.
 *
 * @example
 * import { dueWithoutProcessor } from '@samtykke/audit'
 * import { callState, compilePolicy, identifier, instant, noticePolicy } from '@samtykke/core'
 * import { aCall } from '@samtykke/testing'
 *
 * const callId = identifier('call-1')
 * const { events } = aCall({ callId }).with('analysis-produced')
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
 * const due = dueWithoutProcessor(view)(callState(view)({ callId, events, faults: [] }))
 * assert.deepStrictEqual(due.map(({ target, action }) => [action, target]), [['erase', 'analysis']])
 */
export const dueWithoutProcessor =
  (view: View) =>
  (call: CallState): ReadonlyArray<Unassigned> =>
    dueActions(view)(call)
      .filter(isKept)
      .filter(action => {
        const kept = keptAbout(call, action)
        return isToBeDone(action) && kept !== undefined && processorsOf(call, kept).length === 0
      })
      .map(({ callId, target, targetId, action, dueAt }) => ({ callId, target, targetId, action, dueAt }))
