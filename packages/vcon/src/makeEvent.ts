/**
 * Events made of what a vCon says; what is wrong with one is a note.
 */
import {
  analysisObjected,
  analysisProduced,
  consentGiven,
  consentRefused,
  consentWithdrawn,
  erasureRequested,
  type Event,
  type MemberError,
  processingObjected,
  recordingStored
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { uuidOf } from './digest.ts'
import type { JsonObject } from './json.ts'
import type { Note } from './note.ts'

/** Makes an event of members that may be anything, or says what is wrong with them. */
type Build = (members: JsonObject) => E.Either<ReadonlyArray<MemberError>, Event>

const builders = {
  'consent-given': consentGiven as unknown as Build,
  'consent-refused': consentRefused as unknown as Build,
  'consent-withdrawn': consentWithdrawn as unknown as Build,
  'recording-stored': recordingStored as unknown as Build,
  'analysis-produced': analysisProduced as unknown as Build,
  'analysis-objected': analysisObjected as unknown as Build,
  'processing-objected': processingObjected as unknown as Build,
  'erasure-requested': erasureRequested as unknown as Build
}

/** The types of event that a vCon can say. */
export type VconEventType = keyof typeof builders

export const isVconEventType = (u: unknown): u is VconEventType =>
  typeof u === 'string' && Object.hasOwn(builders, u)

/** The events that part of a vCon gives, and what is said of it. */
export interface Read {
  readonly events: ReadonlyArray<Event>
  readonly notes: ReadonlyArray<Note>
}

export const nothingRead: Read = { events: [], notes: [] }

export const joined = (reads: ReadonlyArray<Read>): Read => ({
  events: reads.flatMap(({ events }) => events),
  notes: reads.flatMap(({ notes }) => notes)
})

/**
 * An event of what stands at the path. Its id is made of the call, the place and the type, so that the same vCon gives the
 * same events again; one that came from a log keeps its own.
 *
 * @param part tells apart several events of one place
 */
export const makeEvent = (
  type: VconEventType,
  members: JsonObject & { readonly callId: string },
  path: string,
  part = ''
): Read => {
  const made = builders[type]({ id: uuidOf(`${members.callId}/${path}/${type}${part}`), ...members })
  return E.isRight(made)
    ? { events: [made.right], notes: [] }
    : {
        events: [],
        notes: made.left.map(({ member, expected, found }) => ({
          code: 'no-event',
          path: `${path}.${member}`,
          expected,
          found
        }))
      }
}
