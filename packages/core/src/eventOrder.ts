/**
 * The order of events. That of arrival has no say.
 *
 * @see contract, section 2
 */
import type { Ord } from 'fp-ts/lib/Ord.js'
import type { AnyEvent } from './event.ts'
import type { Instant } from './instant.ts'
import { ordBy, ordText } from './order.ts'

/**
 * When the log learnt of an event; where the event does not say, when it happened.
 *
 * @example
 * import { analysisObjected, recordedAt } from '@samtykke/core'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const objected = analysisObjected({
 *   id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10',
 *   callId: 'call-1',
 *   occurredAt: '2025-09-01T08:00:00Z',
 *   channel: 'email'
 * })
 * assert.deepStrictEqual(E.map(recordedAt)(objected), E.right('2025-09-01T08:00:00.000Z'))
 *
 * @see contract, section 1
 */
export const recordedAt = (event: AnyEvent): Instant => event.recordedAt ?? event.occurredAt

const text = ordText.compare

const grantsFirst = (a: AnyEvent, b: AnyEvent) =>
  a.type === b.type ? 0 : a.type === 'consent-given' ? -1 : b.type === 'consent-given' ? 1 : 0

/**
 * Events by `occurredAt`, at one instant grants of consent before all others, then `recordedAt`, then `id`.
 *
 * @example
 * import { decodeHistories, ordEvent } from '@samtykke/core'
 *
 * const act = { callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z' }
 * const { calls } = decodeHistories([
 *   { ...act, id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'analysis-objected', channel: 'email' },
 *   { ...act, id: '5d9b4bd1-7f2c-4b41-8d5e-3a4c8c0f7e21', type: 'consent-given', method: 'keypress',
 *     purposes: ['documentation'], noticeVersion: '1', language: 'da' }
 * ])
 * const inOrder = calls.flatMap(({ events }) => events.toSorted(ordEvent.compare))
 * assert.deepStrictEqual(inOrder.map(({ type }) => type), ['consent-given', 'analysis-objected'])
 *
 * @see contract, section 2, "Order"
 */
export const ordEvent: Ord<AnyEvent> = ordBy(
  (a, b) =>
    text(a.occurredAt, b.occurredAt) ||
    grantsFirst(a, b) ||
    text(recordedAt(a), recordedAt(b)) ||
    text(a.id, b.id)
)
