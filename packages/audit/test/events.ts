// Events made by hand: what a test does not name is given.
import { type Event, type EventType, type Identifier, type Instant, parseInstant } from '@samtykke/core'

export const call1 = 'call-1' as Identifier

export const instant = (text: string): Instant => parseInstant(text)!

let made = 0

/** An event of call 1 with an id of its own. */
export const eventOf = (type: EventType, occurredAt: string, members: object): Event =>
  ({
    id: `00000000-0000-4000-8000-${(++made).toString(16).padStart(12, '0')}`,
    type,
    callId: call1,
    occurredAt: instant(occurredAt),
    ...members
  }) as unknown as Event
