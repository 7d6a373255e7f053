/**
 * Copies of recordings that are owed to a person: set aside before the recording is erased, and removed when they were
 * handed over, or after 30 days.
 *
 * @see GDPR art. 15(3)
 */
import {
  type CallState,
  epochMilliseconds,
  type EventOf,
  type Identifier,
  instantFromEpoch,
  type Recording,
  type View
} from '@samtykke/core'
import { copyId } from './records.ts'
import type { Hands, Step } from './step.ts'
import { longestWait } from './stores/answers.ts'
import { refsOf } from './whereKept.ts'

const day = 86_400_000

type Disclosed = EventOf<'recording-disclosed'>

const disclosures = (call: CallState): ReadonlyArray<Disclosed> =>
  call.facts.events.filter((event): event is Disclosed => event.type === 'recording-disclosed')

/** The requests, of those given, for which nobody has set a copy of the recording aside or disclosed it. */
export const missingCopies = (
  call: CallState,
  recording: Recording,
  requestIds: ReadonlyArray<string>
): ReadonlyArray<Identifier> => {
  if (requestIds.length === 0) return []
  const have = new Set(
    disclosures(call).flatMap(event =>
      event.recordingId === recording.targetId && event.requestId !== undefined ? [event.requestId] : []
    )
  )
  return (requestIds as ReadonlyArray<Identifier>).filter(requestId => !have.has(requestId))
}

/** What is to be done about the copies that were set aside here. */
export const copyStep = (view: View, call: CallState, hands: Hands): ReadonlyArray<Step> =>
  disclosures(call).flatMap((event): ReadonlyArray<Step> => {
    const { callId, requestId, recordingId } = event
    if (requestId === undefined || event.id !== copyId(callId, requestId, recordingId)) return []
    const { calendar } = view.rules
    const lastDay = calendar.localDate(
      instantFromEpoch(epochMilliseconds(event.occurredAt) + longestWait * day)
    )
    const answered = call.accessRequests.some(
      each => each.requestId === requestId && each.answer !== undefined
    )
    if (!answered && lastDay > calendar.localDate(view.asOf))
      return [{ _tag: 'note', day: lastDay, at: calendar.startOfDay(lastDay) }]
    const recording = call.recordings.find(each => each.targetId === recordingId)
    const [ref] = recording === undefined ? [] : refsOf(call, recording, hands.analyses)
    if (ref?.recordingId === undefined) return []
    return hands.answers
      ? [{ _tag: 'remove-copy', requestId, ref }]
      : [
          {
            _tag: 'for-a-person',
            callId,
            target: 'recording',
            targetId: recordingId,
            reason: 'copy-kept',
            since: event.occurredAt
          }
        ]
  })
