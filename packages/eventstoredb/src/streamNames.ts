/**
 * How streams are named. The category of a stream is what stands before its first `-`; no name holds personal data.
 */
import { type Identifier, isIdentifier, type LocalDate } from '@samtykke/core'

export const callPrefix = 'call-'

export const callStream = (callId: Identifier): string => `${callPrefix}${callId}`
export const subjectStream = (subjectRef: Identifier): string => `subject-${subjectRef}`
export const checkpointStream = (follower: Identifier): string => `checkpoint-${follower}`
export const parkedStream = (follower: Identifier): string => `parked-${follower}`
export const agendaStream = (day: LocalDate): string => `agenda-${day}`
export const journalStream = (name: Identifier): string => `journal-${name}`

/** The call of a stream, or `undefined` where the stream is not one of a call. */
export const callOf = (stream: string): Identifier | undefined => {
  if (!stream.startsWith(callPrefix)) return undefined
  const callId = stream.slice(callPrefix.length)
  return isIdentifier(callId) ? callId : undefined
}
