/**
 * What a processor must erase, and what it must keep. It learns nothing else: no purpose, person, claim or rule.
 *
 * @see GDPR art. 19, 28(3)(a), 28(3)(g)
 */
import {
  type CallState,
  type DueAction,
  dueActions,
  type Instant,
  type LocalDate,
  millisecondsBetween,
  ordText,
  type View
} from '@samtykke/core'
import { csvTable, type Dialect, memberColumns } from '../render/csv.ts'
import { documentId } from '../head/documentId.ts'
import { type Head, headOf, type Source } from '../head/head.ts'

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

/** The list for one processor. Its answer has `instructionId, executedAt, confirmation, method, copies`. */
export interface Instructions extends Head<'instructions'> {
  readonly processor: string
  readonly erase: ReadonlyArray<Instruction>
  readonly keep: ReadonlyArray<KeepInstruction>
}

const msPerDay = 86_400_000

/** The processor of a target: a recording's own, and an analysis's that of its recording. */
const processorsOf = (call: CallState, action: DueAction): ReadonlyArray<string> => {
  if (action.target === 'recording') {
    return call.recordings
      .filter(each => each.targetId === action.targetId)
      .map(({ event }) => event.processor)
  }
  const analysis = call.analyses.find(each => each.targetId === action.targetId)
  const own = call.recordings.filter(each => each.targetId === analysis?.event.recordingId)
  return (own.length > 0 ? own : call.recordings).map(({ event }) => event.processor)
}

const lastFailure = (call: CallState, action: DueAction): Instant | undefined =>
  call.facts.events
    .filter(
      event =>
        event.type === 'retention-failed' &&
        event.target === action.target &&
        event.targetId === action.targetId
    )
    .at(-1)?.occurredAt

type KeptAction = DueAction & {
  readonly target: 'recording' | 'analysis'
  readonly action: 'erase' | 'anonymise'
}

const isKept = (action: DueAction): action is KeptAction =>
  action.target === 'recording' || action.target === 'analysis'

const instructionOf = (view: View, call: CallState, action: KeptAction): Instruction => {
  const failed = lastFailure(call, action)
  const region = call.recordings.find(
    each => action.target === 'recording' && each.targetId === action.targetId
  )?.event.region
  return {
    instructionId: documentId(
      `urn:samtykke:call:${call.callId}/${action.target}:${action.targetId}#${action.action}`
    ),
    callId: call.callId,
    target: action.target,
    targetId: action.targetId,
    action: action.action,
    ...(region !== undefined && { region }),
    dueAt: action.dueAt,
    ...(action.instructedAt !== undefined && { instructedAt: action.instructedAt }),
    daysOpen: Math.floor(millisecondsBetween(action.dueAt, view.asOf) / msPerDay),
    ...(failed !== undefined && { lastFailure: failed })
  }
}

const reviewOf = (call: CallState): LocalDate | undefined =>
  call.holdsInForce.map(hold => hold.latest.reviewOn).sort()[0]

/**
 * The list for a processor, named as recordings name it, from the calls of a log: what is longest due first. An action of
 * an uncertain call is left out: a person decides.
 *
 * @param source from which events the calls were read: `sourceOf`
 *
 * @example
 * import { callState, compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { instructionsFor, sourceOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'recording-stored', callId: 'call-1',
 *     occurredAt: '2025-08-31T12:10:00Z', startedAt: '2025-08-31T12:00:00Z', recordingId: 'recording-1',
 *     direction: 'inbound', customerType: 'private', line: 'customer-service', processor: 'recorder', region: 'DK' }
 * ])
 * const source = sourceOf(calls.flatMap(({ events }) => events))
 * const { erase, keep } = instructionsFor(view, 'recorder', source)(calls.map(callState(view)))
 * assert.deepStrictEqual(erase.map(({ targetId, daysOpen }) => [targetId, daysOpen]), [['recording-1', 4]])
 * assert.deepStrictEqual(keep, [])
 *
 * @see GDPR art. 19, 28(3)(a), 28(3)(g)
 */
export const instructionsFor =
  (view: View, processor: string, source: Source) =>
  (calls: Iterable<CallState>): Instructions => {
    const erase: Array<Instruction> = []
    const keep: Array<KeepInstruction> = []
    for (const call of calls) {
      for (const action of dueActions(view)(call)) {
        if (!isKept(action) || !processorsOf(call, action).includes(processor)) continue
        const reviewOn = reviewOf(call)
        if (action.status === 'suspended' && reviewOn !== undefined) {
          keep.push({ target: action.target, targetId: action.targetId, reviewOn })
        } else if (action.status === 'due' && action.uncertain !== true) {
          erase.push(instructionOf(view, call, action))
        }
      }
    }
    erase.sort(
      (a, b) => ordText.compare(a.dueAt, b.dueAt) || ordText.compare(a.instructionId, b.instructionId)
    )
    keep.sort(
      (a, b) =>
        ordText.compare(a.targetId, b.targetId) ||
        ordText.compare(a.target, b.target) ||
        ordText.compare(a.reviewOn, b.reviewOn)
    )
    return { ...headOf('instructions', view, source, null), processor, erase, keep }
  }

const eraseColumns = memberColumns<Instruction>(
  'instructionId',
  'callId',
  'target',
  'targetId',
  'action',
  'region',
  'dueAt',
  'instructedAt',
  'daysOpen',
  'lastFailure'
)

const keepColumns = memberColumns<KeepInstruction>('target', 'targetId', 'reviewOn')

/**
 * The two lists as tables: what to erase, and what to keep. `days_open` is in whole days, instants are in UTC.
 *
 * @example
 * import { compilePolicy, instant, noticePolicy } from '@samtykke/core'
 * import { instructionsCsv, instructionsFor, sourceOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * const { keep } = instructionsCsv(instructionsFor(view, 'recorder', sourceOf([]))([]))
 * assert.deepStrictEqual(keep, '"target","target_id","review_on"\r\n')
 *
 * @see RFC 4180; GDPR art. 28(3)(a)
 */
export const instructionsCsv = (
  { erase, keep }: Instructions,
  dialect?: Dialect
): { readonly erase: string; readonly keep: string } => ({
  erase: csvTable(eraseColumns, erase, dialect),
  keep: csvTable(keepColumns, keep, dialect)
})
