/**
 * Recording events of a call, each once, whatever was recorded before.
 */
import {
  type AnyEvent,
  type Cause,
  type EventLog,
  type Identifier,
  type LoadedCall,
  type LogError,
  recordedAt,
  subjectOf
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { changeCall, type Changed } from './changeCall.ts'
import { linkCall } from './requests.ts'

/** When a redacted call was redacted: what happened before is not to come back. */
const redactedAt = ({ entries }: LoadedCall): string | undefined => {
  const [first] = entries
  const emptied = entries.findLast(entry => entry.payload._tag === 'redacted')
  if (emptied !== undefined) return emptied.recordedAt
  return first !== undefined && first.revision > 0n ? first.recordedAt : undefined
}

/** The events that are not recorded yet, less those of before a redaction. */
const missing =
  (events: ReadonlyArray<AnyEvent>) =>
  (call: LoadedCall): E.Either<never, ReadonlyArray<AnyEvent>> => {
    const ids = new Set(call.entries.map(entry => entry.id))
    const since = redactedAt(call)
    return E.right(
      events.filter(event => !ids.has(event.id) && (since === undefined || recordedAt(event) > since))
    )
  }

const appendMissing = async (
  log: EventLog,
  callId: Identifier,
  events: ReadonlyArray<AnyEvent>,
  cause: Cause | undefined
): Promise<E.Either<LogError, Changed>> => {
  const fresh = await log.append(callId, events, 'no-stream', cause)()
  if (E.isRight(fresh)) return E.right({ events, revision: fresh.right })
  if (fresh.left._tag !== 'RevisionConflict') return fresh
  return changeCall(log)<never>(callId, missing(events), cause)()
}

/**
 * Records events of one call, each once: what is there already is left as it is, and what was redacted does not come
 * back. Links the call to the subjects that its events name.
 *
 * A new call costs one append; only where the call is there already is it read.
 *
 * @returns the events that were sent (all of them where the same append is simply repeated) and the call's revision
 *   since; or the log's error, which says whether to try again
 *
 * @example
 * import type { AnyEvent, Identifier } from '@samtykke/core'
 * import { recordCall } from '@samtykke/log'
 * import { createMemoryLog } from '@samtykke/testing'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const log = createMemoryLog()
 * const objected = {
 *   id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10',
 *   type: 'analysis-objected',
 *   callId: 'call-1',
 *   occurredAt: '2025-09-01T08:00:00.000Z',
 *   channel: 'email'
 * } as unknown as AnyEvent
 * const record = recordCall(log)('call-1' as Identifier, [objected])
 *
 * assert.deepStrictEqual(await record(), E.right({ events: [objected], revision: 0n }))
 * await record()
 * const call = await log.load('call-1' as Identifier)()
 * assert.equal(E.isRight(call) && call.right.entries.length, 1)
 */
export const recordCall =
  (log: EventLog) =>
  (callId: Identifier, events: ReadonlyArray<AnyEvent>, cause?: Cause): TE.TaskEither<LogError, Changed> =>
  async () => {
    const recorded = await appendMissing(log, callId, events, cause)
    if (E.isLeft(recorded)) return recorded
    for (const subjectRef of new Set(events.map(subjectOf))) {
      const linked = subjectRef === undefined ? E.right(undefined) : await linkCall(log)(subjectRef, callId)()
      if (E.isLeft(linked)) return linked
    }
    return recorded
  }
