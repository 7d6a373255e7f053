/**
 * The events that a recording says to append.
 */
import { binaryEvent, jsonEvent, type EventData } from '@eventstore/db-client'
import type { Naming } from './naming.ts'

/** A run of JSON events with ids from `first` on; `pad` adds that many characters to each. */
interface Repeated {
  readonly repeat: number
  readonly first: number
  readonly type: string
  readonly pad?: number
}

interface Single {
  readonly type: string
  readonly id: string
  readonly data?: unknown
  readonly pad?: number
  readonly text?: string
  readonly base64?: string
  readonly metadata?: unknown
  readonly metaText?: string
}

/** How a recording writes an event to append: `Type#3` is a JSON event with id #3 and data `{"n":3}`. */
export type EventSpec = string | Repeated | Single

const padding = (length: number) => 'x'.repeat(length)

const repeated = ({ repeat, first, type, pad }: Repeated, names: Naming): EventData[] =>
  Array.from({ length: repeat }, (_, index) => {
    const n = first + index
    const data = pad === undefined ? { n } : { n, pad: padding(pad) }
    return jsonEvent({ type, id: names.eventId(`#${n}`), data })
  })

const single = (spec: Single, names: Naming): EventData => {
  const id = names.eventId(spec.id)
  const metadata = spec.metaText === undefined ? spec.metadata : Buffer.from(spec.metaText, 'utf8')
  const envelope = { type: spec.type, id, ...(metadata === undefined ? {} : { metadata }) }
  const bytes =
    spec.text !== undefined
      ? Buffer.from(spec.text, 'utf8')
      : spec.base64 !== undefined
        ? Buffer.from(spec.base64, 'base64')
        : undefined
  if (bytes !== undefined) return binaryEvent({ ...envelope, data: bytes })
  const data = spec.pad === undefined ? spec.data : { pad: padding(spec.pad) }
  return jsonEvent({ ...envelope, data } as Parameters<typeof jsonEvent>[0])
}

const eventsOf = (spec: EventSpec, names: Naming): EventData[] => {
  if (typeof spec !== 'string') {
    return 'repeat' in spec ? repeated(names.fill(spec), names) : [single(names.fill(spec), names)]
  }
  const [type = '', number = ''] = names.fill(spec).split('#')
  return [jsonEvent({ type, id: names.eventId(`#${number}`), data: { n: Number(number) } })]
}

/** The client's events for what a recording says to append. */
export const eventsToAppend = (specs: EventSpec | ReadonlyArray<EventSpec>, names: Naming): EventData[] =>
  [specs].flat().flatMap(spec => eventsOf(spec, names))
