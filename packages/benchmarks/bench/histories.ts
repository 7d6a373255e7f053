/**
 * Simulated calls in memory, as JSON lines and as decoded events by call.
 */
import {
  type AnyEvent,
  decodeEvent,
  type Identifier,
  type LocalDate,
  parseInstant,
  type Instant
} from '@samtykke/core'
import { simulate } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'

export const simulated = (calls: number): Generator<AnyEvent> =>
  simulate({ calls, seed: 1, from: '2025-01-01' as LocalDate, to: '2025-12-31' as LocalDate })

/** In the middle of what is simulated: some things are done, some due, most scheduled. */
export const asOf: Instant = parseInstant('2025-10-01T00:00:00Z') as Instant

export const jsonLines = (calls: number): ReadonlyArray<string> =>
  Array.from(simulated(calls), event => JSON.stringify(event))

export interface Call {
  readonly callId: Identifier
  readonly events: ReadonlyArray<AnyEvent>
}

/** The events of each call in the order in which they arrived, decoded as a program would have them. */
export const decodedCalls = (calls: number): ReadonlyArray<Call> => {
  const byCall = new Map<Identifier, Array<AnyEvent>>()
  for (const line of jsonLines(calls)) {
    const decoded = decodeEvent(JSON.parse(line))
    if (E.isLeft(decoded)) throw new Error('the simulator gives valid events')
    const event = decoded.right
    const known = byCall.get(event.callId)
    if (known === undefined) byCall.set(event.callId, [event])
    else known.push(event)
  }
  return [...byCall].map(([callId, events]) => ({ callId, events }))
}
