/**
 * Events made from plain values: one builder for each type. Here is what customers did and what was recorded of them; what the
 * company decided and did about it is in `outcomeBuilders.ts`.
 *
 * @see contract, section 1
 */
import { builderOf } from './eventBuilder.ts'

/**
 * Makes a `consent-given`; the builders of the other types are used alike.
 *
 * @example
 * import { consentGiven } from '@samtykke/core'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const members = {
 *   id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10',
 *   callId: 'call-1',
 *   occurredAt: '2025-09-01T10:00:00+02:00',
 *   method: 'keypress',
 *   purposes: ['documentation'],
 *   noticeVersion: '2025-01',
 *   language: 'da'
 * } as const
 * const given = consentGiven(members)
 * assert.deepStrictEqual(E.isRight(given) && given.right.occurredAt, '2025-09-01T08:00:00.000Z')
 * const refused = consentGiven({ ...members, callId: '+45 12 34 56 78', purposes: [] })
 * assert.deepStrictEqual(
 *   E.isLeft(refused) && refused.left.map(({ member }) => member),
 *   ['callId', 'purposes']
 * )
 *
 * @see contract, section 1; `@samtykke/core/catalogue` describes every member
 */
export const consentGiven = builderOf('consent-given')

/**
 * Makes a `consent-refused`: the customer was asked and did not agree.
 *
 * @example
 * import { consentRefused } from '@samtykke/core'
 *
 * const call = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z' }
 * const made = consentRefused({ ...call, method: 'keypress' })
 * assert.equal(made._tag, 'Right')
 *
 * @see GDPR art. 7
 */
export const consentRefused = builderOf('consent-refused')

/**
 * Makes a `consent-withdrawn`: the customer took consent back.
 *
 * @example
 * import { consentWithdrawn } from '@samtykke/core'
 *
 * const call = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z' }
 * const made = consentWithdrawn({ ...call, channel: 'email' })
 * assert.equal(made._tag, 'Right')
 *
 * @see GDPR art. 7(3)
 */
export const consentWithdrawn = builderOf('consent-withdrawn')

/**
 * Makes a `recording-stored`: a recording of the call was stored.
 *
 * @example
 * import { recordingStored } from '@samtykke/core'
 *
 * const call = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z' }
 * const made = recordingStored({
 *   ...call, recordingId: 'recording-1', startedAt: '2025-09-01T08:00:10.000Z', direction: 'inbound',
 *   customerType: 'private', line: 'customer-service', processor: 'recorder', region: 'DK'
 * })
 * assert.equal(made._tag, 'Right')
 */
export const recordingStored = builderOf('recording-stored')

/**
 * Makes a `recording-used`: somebody listened to a recording, or used it in another way.
 *
 * @example
 * import { recordingUsed } from '@samtykke/core'
 *
 * const call = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z' }
 * const made = recordingUsed({
 *   ...call, recordingId: 'recording-1', purpose: 'quality-assurance', usedBy: 'employee-7'
 * })
 * assert.equal(made._tag, 'Right')
 *
 * @see GDPR art. 5(1)(b)
 */
export const recordingUsed = builderOf('recording-used')

/**
 * Makes a `recording-disclosed`: a recording was given to somebody.
 *
 * @example
 * import { recordingDisclosed } from '@samtykke/core'
 *
 * const call = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z' }
 * const made = recordingDisclosed({
 *   ...call, recordingId: 'recording-1', recipient: 'police', reason: 'court-order'
 * })
 * assert.equal(made._tag, 'Right')
 *
 * @see GDPR art. 15(1)(c), 30(1)(d)
 */
export const recordingDisclosed = builderOf('recording-disclosed')

/**
 * Makes an `analysis-produced`: a voice analysis was made; when it was made is occurredAt.
 *
 * @example
 * import { analysisProduced } from '@samtykke/core'
 *
 * const call = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z' }
 * const made = analysisProduced({
 *   ...call, analysisId: 'analysis-1', direction: 'inbound', features: ['tone-range', 'tempo'],
 *   engine: 'voice-meter', engineVersion: '4.2', subjects: ['customer']
 * })
 * assert.equal(made._tag, 'Right')
 */
export const analysisProduced = builderOf('analysis-produced')

/**
 * Makes an `analysis-objected`: the customer objected to voice analysis.
 *
 * @example
 * import { analysisObjected } from '@samtykke/core'
 *
 * const call = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z' }
 * const made = analysisObjected({ ...call, channel: 'email' })
 * assert.equal(made._tag, 'Right')
 *
 * @see GDPR art. 21(1)
 */
export const analysisObjected = builderOf('analysis-objected')

/**
 * Makes a `processing-objected`: the customer objected to processing that rests on a public task or on an
 * interest.
 *
 * @example
 * import { processingObjected } from '@samtykke/core'
 *
 * const call = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z' }
 * const made = processingObjected({ ...call, channel: 'email' })
 * assert.equal(made._tag, 'Right')
 *
 * @see GDPR art. 21(1)
 */
export const processingObjected = builderOf('processing-objected')

/**
 * Makes an `erasure-requested`: the customer asked for erasure.
 *
 * @example
 * import { erasureRequested } from '@samtykke/core'
 *
 * const call = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z' }
 * const made = erasureRequested({ ...call, channel: 'email', scope: 'all' })
 * assert.equal(made._tag, 'Right')
 *
 * @see GDPR art. 17(1)
 */
export const erasureRequested = builderOf('erasure-requested')
