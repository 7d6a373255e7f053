/**
 * From the events of a call to the subjects that they name.
 */
import {
  type AnyEvent,
  type EventLog,
  Identifier,
  type LogError,
  type SetAside,
  subjectOf
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { linkCall } from './requests.ts'

/**
 * Links a call to the subjects that its events name, and carries out on it what they asked before. Gives what was passed over
 * of that.
 */
export const linkSubjects =
  (log: EventLog) =>
  (callId: Identifier, events: ReadonlyArray<AnyEvent>): TE.TaskEither<LogError, ReadonlyArray<SetAside>> =>
  async () => {
    const setAside: SetAside[] = []
    for (const subjectRef of new Set(events.map(subjectOf))) {
      if (!Identifier.is(subjectRef)) continue
      const linked = await linkCall(log)(subjectRef, callId)()
      if (E.isLeft(linked)) return linked
      setAside.push(...linked.right.setAside)
    }
    return E.right(setAside)
  }
