/**
 * What is to be recorded of an answer: for each call that was asked for, whether a copy of it was handed over.
 *
 * @see GDPR art. 12(4), 15(3)
 */
import type { CallState, Identifier, Instant } from '@samtykke/core'
import { documentId } from '../head/documentId.ts'
import { nothingLeft } from '../subject/nothingLeft.ts'
import type { Gathered } from './contents.ts'

/** An `access-answered` for one call, to record once the package is handed over. */
export interface AccessAnswered {
  readonly id: string
  readonly type: 'access-answered'
  readonly callId: Identifier
  readonly occurredAt: Instant
  readonly requestId: Identifier
  readonly copyHandedOver: boolean
  readonly recordingIds?: ReadonlyArray<Identifier>
  readonly packageSha256: string
  readonly refusedBecause?: string
}

interface Answer {
  readonly requestId: Identifier
  readonly at: Instant
  readonly packageSha256: string
  readonly gathered: ReadonlyArray<Gathered>
}

/**
 * The event for a call. It says why no copy is handed over where there is none left, and only there: that the audio of what
 * is kept was not found is no reason under the law, and is left to be found.
 */
const answerFor =
  ({ requestId, at, packageSha256, gathered }: Answer) =>
  ({ callId }: CallState): AccessAnswered => {
    const recordings = gathered.filter(each => each.callId === callId && each.target === 'recording')
    const recordingIds = recordings.flatMap(({ _tag, targetId }) => (_tag === 'packed' ? [targetId] : []))
    const isLacking = recordings.some(({ _tag }) => _tag === 'lacking')
    const reason = recordings.length === 0 ? nothingLeft.neverRecorded : nothingLeft.erased
    return {
      id: documentId(`urn:samtykke:call:${callId}/access-request:${requestId}#${packageSha256}`),
      type: 'access-answered',
      callId,
      occurredAt: at,
      requestId,
      copyHandedOver: recordingIds.length > 0,
      ...(recordingIds.length > 0 && { recordingIds }),
      packageSha256,
      ...(recordingIds.length === 0 && !isLacking && { refusedBecause: reason.da })
    }
  }

/** The events, for each call on which the request stands. */
export const answersTo = (calls: ReadonlyArray<CallState>, answer: Answer): ReadonlyArray<AccessAnswered> =>
  calls
    .filter(({ accessRequests }) => accessRequests.some(each => each.requestId === answer.requestId))
    .map(answerFor(answer))
