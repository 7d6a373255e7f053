// What the telephone system and the recorder tell.
import { Readable } from 'node:stream'
import { type AnyEvent, type Event, noticePurposes, type RecordingRef } from '@samtykke/core'
import { derivedId } from '@samtykke/log'
import { promises } from '@samtykke/log/promise'
import type { FastifyInstance } from 'fastify'
import * as E from 'fp-ts/lib/Either.js'
import { BadInput, Conflict, eventOf, membersOf, NotStored, withSecret } from './input.js'
import { processor, type Stores } from './store.js'
import { now } from './view.js'

const largestRecording = 500 * 1024 * 1024

/** "Press 1 if we may record the call, 2 if not." */
const keypress = (body: Record<string, unknown>): Event => {
  const { callId, subjectRef, occurredAt, digit, noticeVersion, language } = body
  const envelope = {
    id: derivedId('keypress', String(callId), String(occurredAt)),
    callId,
    subjectRef,
    occurredAt,
    method: 'keypress'
  }
  if (digit === '1')
    return eventOf({
      ...envelope,
      type: 'consent-given',
      purposes: noticePurposes.map(({ purpose }) => purpose),
      noticeVersion,
      language,
      digit
    })
  if (digit === '2') return eventOf({ ...envelope, type: 'consent-refused' })
  throw new BadInput([
    { member: 'digit', expected: '"1" or "2"', found: digit === undefined ? 'nothing' : 'something else' }
  ])
}

/** Where and when the recorder recorded stands in the address; the body is the sound. */
const stored = (members: Record<string, unknown>): Event => {
  const { callId, subjectRef, recordingId, startedAt, endedAt, direction, customerType, line } = members
  return eventOf({
    id: derivedId('recording-stored', String(callId), String(recordingId)),
    type: 'recording-stored',
    callId,
    subjectRef,
    occurredAt: now(),
    recordingId,
    startedAt,
    endedAt,
    direction,
    customerType,
    line,
    processor,
    region: 'DK',
    mediaType: 'audio/wav'
  })
}

export const webhooks = ({ log, recordings }: Stores, secret: string) => {
  const calls = promises(log)

  /** What happened is recorded once, however often it is told, and the call linked to the customer. */
  const record = async (event: AnyEvent) => {
    const { recorded, conflicting } = await calls.recordCall(event.callId, [event])
    if (conflicting.length > 0) throw new Conflict('something else was told of the same event before')
    return { recorded: recorded.length }
  }

  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', withSecret(secret))
    // The sound goes to the store as it comes.
    app.addContentTypeParser('audio/wav', (_request, sound, done) => done(null, sound))

    app.post('/keypress', ({ body }) => record(keypress(membersOf(body))))

    app.post('/recording', { bodyLimit: largestRecording }, async ({ query, body }) => {
      const event = stored(membersOf(query))
      if (event.type !== 'recording-stored' || !(body instanceof Readable))
        throw new BadInput([{ member: 'body', expected: 'the sound, audio/wav', found: 'something else' }])
      // The recorder sends again what it saw no answer to. What was erased since must not come back.
      const { entries } = await calls.load(event.callId)
      const before = entries.find(({ id }) => id === event.id)?.payload
      if (before !== undefined) return before._tag === 'readable' ? record(before.event) : { recorded: 0 }
      const { callId, recordingId } = event
      const ref: RecordingRef = { callId, recordingId, processor, mediaType: 'audio/wav' }
      const written = await recordings.put(ref, body)()
      if (E.isLeft(written)) throw new NotStored(written.left)
      return record({ ...event, ...written.right })
    })
  }
}
