/**
 * What a processor was told to erase, and has not confirmed.
 */
import { type CallState, type Instant, processorsOf, standingInstruction, type View } from '@samtykke/core'
import type { RetainedItem } from '../basis/segment.ts'
import { daysSince, type Instruction } from './instructions.ts'

/** Told, and not confirmed. */
export interface Unconfirmed extends Pick<Instruction, 'callId' | 'target' | 'targetId'> {
  readonly instructedAt: Instant
  /** Whole days since it was instructed. */
  readonly daysSince: number
}

/** When it was instructed, where that is so many whole days ago and nobody confirmed. */
const unconfirmedSince = (view: View, days: number, kept: RetainedItem): Instant | undefined => {
  const instructedAt = standingInstruction(kept)?.occurredAt
  return kept.done || instructedAt === undefined || daysSince(view, instructedAt) < days
    ? undefined
    : instructedAt
}

/** Which processors were told to erase something, and have not confirmed for so many whole days. */
export const unconfirmedBy = (
  view: View,
  days: number,
  call: CallState,
  kept: RetainedItem
): ReadonlyArray<string> => (unconfirmedSince(view, days, kept) === undefined ? [] : processorsOf(call, kept))

/**
 * What of a call a processor was told to erase or anonymise, and has not confirmed for so many whole days.
 *
 * @example
 * import { callState, compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { unconfirmedOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-15T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'recording-stored', callId: 'call-1',
 *     occurredAt: '2025-08-31T12:10:00Z', startedAt: '2025-08-31T12:00:00Z', recordingId: 'recording-1',
 *     direction: 'inbound', customerType: 'private', line: 'customer-service', processor: 'recorder', region: 'DK' },
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a11', type: 'erasure-instructed', callId: 'call-1',
 *     occurredAt: '2025-09-01T08:00:00Z', target: 'recording', targetId: 'recording-1', processor: 'recorder' }
 * ])
 * const waiting = calls.map(callState(view)).flatMap(unconfirmedOf(view, 'recorder', 7))
 * assert.deepStrictEqual(waiting.map(({ targetId, daysSince }) => [targetId, daysSince]), [['recording-1', 13]])
 *
 * @see GDPR art. 28(3)(h)
 */
export const unconfirmedOf =
  (view: View, processor: string, days: number) =>
  (call: CallState): ReadonlyArray<Unconfirmed> =>
    [...call.recordings, ...call.analyses].flatMap(kept => {
      const instructedAt = unconfirmedSince(view, days, kept)
      if (instructedAt === undefined || !processorsOf(call, kept).includes(processor)) return []
      return [
        {
          callId: call.callId,
          target: kept.target,
          targetId: kept.targetId,
          instructedAt,
          daysSince: daysSince(view, instructedAt)
        }
      ]
    })
