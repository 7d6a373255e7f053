/**
 * Builders of the events of what a company decided and did: holds, instructions, erasures, answers.
 *
 * @see contract, section 1
 */
import { builderOf } from './eventBuilder.ts'

/**
 * Makes a `hold-placed`: erasure was suspended for a legal claim.
 *
 * @example
 * import { holdPlaced } from '@samtykke/core'
 *
 * const call = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z' }
 * const made = holdPlaced({
 *   ...call, holdId: 'hold-1', claimReference: 'claim-2025-12', approvedBy: 'employee-7', reviewOn: '2025-12-01',
 *   suspends: 'expiry'
 * })
 * assert.equal(made._tag, 'Right')
 *
 * @see GDPR art. 17(3)(e)
 */
export const holdPlaced = builderOf('hold-placed')

/**
 * Makes a `hold-reviewed`: a hold was looked at again, and stays.
 *
 * @example
 * import { holdReviewed } from '@samtykke/core'
 *
 * const call = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z' }
 * const made = holdReviewed({ ...call, holdId: 'hold-1', approvedBy: 'employee-7', reviewOn: '2026-03-01' })
 * assert.equal(made._tag, 'Right')
 *
 * @see GDPR art. 17(3)(e)
 */
export const holdReviewed = builderOf('hold-reviewed')

/**
 * Makes a `hold-released`: a hold was ended; the old dates are back.
 *
 * @example
 * import { holdReleased } from '@samtykke/core'
 *
 * const call = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z' }
 * const made = holdReleased({ ...call, holdId: 'hold-1', approvals: 2 })
 * assert.equal(made._tag, 'Right')
 *
 * @see GDPR art. 17(3)(e)
 */
export const holdReleased = builderOf('hold-released')

/**
 * Makes an `erasure-instructed`: the processor was told to erase.
 *
 * @example
 * import { erasureInstructed } from '@samtykke/core'
 *
 * const call = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z' }
 * const made = erasureInstructed({ ...call, target: 'recording', targetId: 'recording-1', processor: 'recorder' })
 * assert.equal(made._tag, 'Right')
 *
 * @see GDPR art. 28(3)(a)
 */
export const erasureInstructed = builderOf('erasure-instructed')

/**
 * Makes a `recording-erased`: a recording is gone: since occurredAt, of which the log learnt at recordedAt.
 *
 * @example
 * import { recordingErased } from '@samtykke/core'
 *
 * const call = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z' }
 * const made = recordingErased({ ...call, recordingId: 'recording-1', confirmation: 'confirmation-77' })
 * assert.equal(made._tag, 'Right')
 *
 * @see GDPR art. 17(1)
 */
export const recordingErased = builderOf('recording-erased')

/**
 * Makes an `analysis-erased`: a voice analysis is gone: since occurredAt, of which the log learnt at recordedAt.
 *
 * @example
 * import { analysisErased } from '@samtykke/core'
 *
 * const call = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z' }
 * const made = analysisErased({ ...call, analysisId: 'analysis-1', confirmation: 'confirmation-77' })
 * assert.equal(made._tag, 'Right')
 *
 * @see GDPR art. 17(1)
 */
export const analysisErased = builderOf('analysis-erased')

/**
 * Makes an `analysis-anonymised`: a voice analysis is about nobody any more.
 *
 * @example
 * import { analysisAnonymised } from '@samtykke/core'
 *
 * const call = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z' }
 * const made = analysisAnonymised({ ...call, analysisId: 'analysis-1', technique: 'aggregation' })
 * assert.equal(made._tag, 'Right')
 *
 * @see GDPR recital 26
 */
export const analysisAnonymised = builderOf('analysis-anonymised')

/**
 * Makes a `retention-failed`: what was to be done did not succeed, and stays due.
 *
 * @example
 * import { retentionFailed } from '@samtykke/core'
 *
 * const call = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z' }
 * const made = retentionFailed({
 *   ...call, target: 'analysis', targetId: 'analysis-1', action: 'anonymise', reason: 'processor-unavailable',
 *   permanent: false
 * })
 * assert.equal(made._tag, 'Right')
 */
export const retentionFailed = builderOf('retention-failed')

/**
 * Makes an `access-requested`: the customer asked for a copy.
 *
 * @example
 * import { accessRequested } from '@samtykke/core'
 *
 * const call = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z' }
 * const made = accessRequested({ ...call, requestId: 'request-1', channel: 'email' })
 * assert.equal(made._tag, 'Right')
 *
 * @see GDPR art. 15
 */
export const accessRequested = builderOf('access-requested')

/**
 * Makes an `access-extended`: the customer was told that the answer takes longer.
 *
 * @example
 * import { accessExtended } from '@samtykke/core'
 *
 * const call = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z' }
 * const made = accessExtended({ ...call, requestId: 'request-1', reason: 'number-of-requests' })
 * assert.equal(made._tag, 'Right')
 *
 * @see GDPR art. 12(3)
 */
export const accessExtended = builderOf('access-extended')

/**
 * Makes an `access-answered`: the request for access was answered.
 *
 * @example
 * import { accessAnswered } from '@samtykke/core'
 *
 * const call = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z' }
 * const made = accessAnswered({ ...call, requestId: 'request-1', copyHandedOver: true })
 * assert.equal(made._tag, 'Right')
 *
 * @see GDPR art. 12(3), 12(4), 15
 */
export const accessAnswered = builderOf('access-answered')

/**
 * Makes a `proof-redacted`: the proof of the call was redacted, when nothing else of it was open.
 *
 * @example
 * import { proofRedacted } from '@samtykke/core'
 *
 * const call = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', callId: 'call-1', occurredAt: '2025-09-01T08:00:00Z' }
 * const made = proofRedacted({ ...call, keyDestroyed: true })
 * assert.equal(made._tag, 'Right')
 *
 * @see GDPR art. 5(1)(e)
 */
export const proofRedacted = builderOf('proof-redacted')
