/**
 * Which key a stream has, and which members of what is in it are encrypted under that.
 */
import {
  callKey,
  encryptableMembers,
  isIdentifier,
  type KeyName,
  subjectContent,
  subjectKey
} from '@samtykke/core'

const callPrefix = 'call-'
const subjectPrefix = 'subject-'

export const isOfSubject = (stream: string): boolean => stream.startsWith(subjectPrefix)

/** The key of a stream's members; only streams of calls and of subjects have one. */
export const keyOfStream = (stream: string): KeyName | undefined => {
  const callId = stream.slice(callPrefix.length)
  if (stream.startsWith(callPrefix)) return isIdentifier(callId) ? callKey(callId) : undefined
  const subjectRef = stream.slice(subjectPrefix.length)
  return isOfSubject(stream) && isIdentifier(subjectRef) ? subjectKey(subjectRef) : undefined
}

/** The stream whose members have the key of this name, where it is one of a stream. */
export const streamOfKey = (name: string): string => name.replace(/^(call|subject)\//, '$1-')

/** The members that may be encrypted of what stands in a stream. */
export const encryptableIn = (stream: string): ReadonlyArray<string> =>
  isOfSubject(stream) ? [subjectContent] : encryptableMembers
