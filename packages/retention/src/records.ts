/**
 * The events that carrying out records of a call. Their ids follow from what they say, so that whoever does it again, or
 * at the same time, records the same event.
 */
import type { AnyEvent, EventOf, Identifier, Instant, LocalDate, RecordingRef } from '@samtykke/core'
import { derivedId } from '@samtykke/log'

/** What is erased or anonymised. */
export interface Target {
  readonly callId: Identifier
  readonly target: 'recording' | 'analysis'
  readonly targetId: Identifier
  readonly action: 'erase' | 'anonymise'
  /** The id of the event that last made it exist. */
  readonly originId: string
}

/** What the stores said when it was gone. */
export interface ErasureReceipt {
  readonly processor: string
  readonly confirmation: string
  /** How many there were, where it says. */
  readonly copies?: number
  readonly backupsExpireOn?: LocalDate
  /** How it was erased. */
  readonly method?: string
  /** How it was anonymised. */
  readonly technique?: string
}

const named = ({ callId, target, targetId, originId }: Target, ...what: ReadonlyArray<string>) =>
  derivedId('retention', callId, target, targetId, originId, ...what)

/** The id of the copy of a recording that is set aside for a request. */
export const copyId = (callId: Identifier, requestId: string, recordingId: string) =>
  derivedId('retention', callId, 'copy', requestId, recordingId)

/** Before anything is erased. */
export const instructed = (
  target: Target,
  processor: string,
  occurredAt: Instant
): EventOf<'erasure-instructed'> => ({
  id: named(target, 'instructed', target.action),
  type: 'erasure-instructed',
  callId: target.callId,
  occurredAt,
  target: target.target,
  targetId: target.targetId,
  processor
})

/** After the store itself was asked, and had nothing left. */
export const outcome = (
  target: Target,
  receipts: ReadonlyArray<ErasureReceipt>,
  occurredAt: Instant
): AnyEvent => {
  const { callId, targetId } = target
  const id = named(target, 'outcome')
  if (target.action === 'anonymise') {
    const technique = receipts.map(receipt => receipt.technique ?? receipt.confirmation).join(', ')
    return { id, type: 'analysis-anonymised', callId, occurredAt, analysisId: targetId, technique }
  }
  const expire = receipts.flatMap(receipt => receipt.backupsExpireOn ?? []).sort()
  const backupsExpireOn = expire.at(-1)
  const copies = receipts.flatMap(receipt => receipt.copies ?? [])
  const methods = receipts.flatMap(receipt => receipt.method ?? [])
  const erased = {
    callId,
    occurredAt,
    confirmation: receipts.map(receipt => receipt.confirmation).join(', '),
    processor: receipts.map(receipt => receipt.processor).join(', '),
    ...(copies.length > 0 && { copies: copies.reduce((sum, each) => sum + each, 0) }),
    ...(methods.length > 0 && { method: methods.join(', ') }),
    ...(backupsExpireOn !== undefined && { backupsExpireOn })
  }
  return target.target === 'recording'
    ? { id, type: 'recording-erased', recordingId: targetId, ...erased }
    : { id, type: 'analysis-erased', analysisId: targetId, ...erased }
}

/** Why something could not be done. */
interface Failure {
  readonly reason: string
  readonly permanent: boolean
  /** Makes the failure of another occasion another event: the day, or the instruction that it followed. */
  readonly occasion: string
}

/** What could not be done. */
export const failed = (
  target: Target,
  { reason, permanent, occasion }: Failure,
  occurredAt: Instant
): EventOf<'retention-failed'> => ({
  id: named(target, 'failed', target.action, permanent ? reason : 'later', occasion),
  type: 'retention-failed',
  callId: target.callId,
  occurredAt,
  target: target.target,
  targetId: target.targetId,
  action: target.action,
  reason,
  permanent
})

/** A copy was set aside, to be handed over with the answer. */
export const copied = (
  { callId, recordingId }: RecordingRef,
  requestId: Identifier,
  occurredAt: Instant
): EventOf<'recording-disclosed'> => ({
  id: copyId(callId, requestId, recordingId),
  type: 'recording-disclosed',
  callId,
  occurredAt,
  recordingId,
  requestId,
  recipient: 'data-subject',
  reason: 'a copy set aside for the answer to an access request, before the recording is erased'
})
