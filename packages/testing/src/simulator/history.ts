/**
 * What is written down of one call, before the log learns of it.
 */
import { instantFromEpoch, type Event, type EventOf, type EventType, type Identifier } from '@samtykke/core'
import type { Company } from './company.ts'
import type { Customer } from './customer.ts'
import type { Random } from './random.ts'

type Envelope = 'id' | 'type' | 'callId' | 'occurredAt' | 'recordedAt' | 'subjectRef'

/** The members of an event besides its envelope. */
export type Members<T extends EventType> = Omit<EventOf<T>, Envelope>

/** One call being simulated: who, and all that was written so far. */
export interface History {
  readonly random: Random
  readonly customer: Customer
  readonly company: Company
  readonly events: ReadonlyArray<Event>
  /** Writes an event that occurs at the instant (milliseconds). */
  readonly write: <T extends EventType>(type: T, at: number, members: Members<T>) => void
  /** A fresh opaque reference. */
  readonly reference: () => Identifier
}

export const newHistory = (random: Random, customer: Customer, company: Company): History => {
  const reference = (): Identifier => random.uuid() as string as Identifier
  const callId = reference()
  const subject = random.chance(97) ? { subjectRef: customer.subjectRef } : {}
  const events: Array<Event> = []
  return {
    random,
    customer,
    company,
    events,
    reference,
    write: (type, at, members) => {
      const occurredAt = instantFromEpoch(at)
      events.push({ id: random.uuid(), type, callId, occurredAt, ...subject, ...members } as unknown as Event)
    }
  }
}
