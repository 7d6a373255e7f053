/**
 * With whom a recording or an analysis is, and what they were told of it, as the events of its call say.
 */
import type { Analysis } from './analysis.ts'
import type { CallState } from './call.ts'
import type { EventOf } from './event.ts'
import { ordText } from './order.ts'
import type { Recording } from './recording.ts'

type Stored = EventOf<'recording-stored'>

/**
 * Every `recording-stored` of a recording, in order.
 *
 * @example
 * import { callState, compilePolicy, identifier, instant, noticePolicy, storingsOf } from '@samtykke/core'
 * import { aCall } from '@samtykke/testing'
 *
 * const callId = identifier('call-1')
 * const { events } = aCall({ callId }).with('recording-stored')
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
 * const [recording] = callState(view)({ callId, events, faults: [] }).recordings
 * assert.ok(recording !== undefined)
 * assert.deepStrictEqual(storingsOf(recording).map(({ processor }) => processor), ['recorder'])
 */
export const storingsOf = ({ event, repeats }: Recording): ReadonlyArray<Stored> =>
  [event, ...repeats].sort(
    (a, b) => ordText.compare(a.occurredAt, b.occurredAt) || ordText.compare(a.id, b.id)
  )

/**
 * The event that last made it exist: of a recording that was stored again, the latest storing. What is recorded of its
 * erasure is named after this event, so that one erasure has one outcome, and the next one another.
 *
 * @example
 * import { callState, compilePolicy, identifier, instant, noticePolicy, originOf } from '@samtykke/core'
 * import { aCall } from '@samtykke/testing'
 *
 * const callId = identifier('call-1')
 * const { events } = aCall({ callId }).with('recording-stored')
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
 * const [recording] = callState(view)({ callId, events, faults: [] }).recordings
 * assert.ok(recording !== undefined)
 * assert.deepStrictEqual(originOf(recording), events[0])
 */
export const originOf = (kept: Recording | Analysis): Stored | EventOf<'analysis-produced'> =>
  kept.target === 'analysis' ? kept.event : (storingsOf(kept).at(-1) ?? kept.event)

/**
 * The latest instruction to erase it since it was last stored; `undefined` where there is none.
 *
 * @example
 * import { callState, compilePolicy, identifier, instant, noticePolicy, standingInstruction } from '@samtykke/core'
 * import { aCall } from '@samtykke/testing'
 *
 * const callId = identifier('call-1')
 * const { events } = aCall({ callId }).with('recording-stored').with('erasure-instructed')
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
 * const [recording] = callState(view)({ callId, events, faults: [] }).recordings
 * assert.ok(recording !== undefined)
 * assert.deepStrictEqual(standingInstruction(recording), events[1])
 */
export const standingInstruction = (kept: Recording | Analysis): EventOf<'erasure-instructed'> | undefined =>
  kept.instructed !== undefined && kept.instructed.occurredAt >= originOf(kept).occurredAt
    ? kept.instructed
    : undefined

/**
 * The processors that hold it, each once: of a recording all that stored it; of an analysis its own, else that of the
 * latest instruction to erase it, else those of its recording, else those of the call's recordings. Empty where the
 * events do not say.
 *
 * @example
 * import { callState, compilePolicy, decodeHistories, instant, noticePolicy, processorsOf } from '@samtykke/core'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'analysis-produced', callId: 'call-1',
 *     occurredAt: '2025-08-31T12:10:00Z', analysisId: 'analysis-1', direction: 'inbound', features: ['tempo'],
 *     engine: 'engine', engineVersion: '1', subjects: ['customer'], processor: 'analyst' }
 * ])
 * const [call] = calls.map(callState(view))
 * assert.deepStrictEqual(call?.analyses.flatMap(each => processorsOf(call, each)), ['analyst'])
 *
 * @see GDPR art. 4(8), 28
 */
export const processorsOf = (call: CallState, kept: Recording | Analysis): ReadonlyArray<string> => {
  if (kept.target === 'analysis') {
    const own = kept.event.processor ?? kept.instructed?.processor
    if (own !== undefined) return [own]
  }
  const recordings =
    kept.target === 'recording'
      ? [kept]
      : call.recordings.filter(each => each.targetId === kept.event.recordingId)
  const near = recordings.length > 0 ? recordings : call.recordings
  return [...new Set(near.flatMap(storingsOf).map(({ processor }) => processor))]
}
