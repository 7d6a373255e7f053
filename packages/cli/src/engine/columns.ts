/**
 * Events made from columns: of each form of line a pattern, with what all its lines say alike, and the members that are set from what
 * was cut out of each line.
 */
import type { AnyEvent, Identifier } from '@samtykke/core'
import type { EventShape } from './eventShapes.ts'
import { formAlignment, membersOfForm } from './forms.ts'

interface Pattern {
  /** The values of an event of its form; what is cut out of each line is put in anew. */
  readonly values: Array<unknown>
  /** The places among them of what is cut out, but for the identifiers of the event and its call, in the order of their columns. */
  readonly cutOut: ReadonlyArray<number>
}

const ownIdentifiers: ReadonlyArray<string> = ['id', 'callId']

const patternOf = (bytes: Buffer, form: number, { members }: EventShape): Pattern => {
  const values = Array.from<unknown>({ length: members.size })
  const cutOut: Array<number> = []
  for (const { name, json } of membersOfForm(bytes, form)) {
    const place = members.get(name)
    if (place === undefined) continue
    if (json !== undefined) values[place] = JSON.parse(json)
    else if (!ownIdentifiers.includes(name)) cutOut.push(place)
  }
  return { values, cutOut }
}

/** What is told of each call of a list. */
export interface CallColumns {
  /** No events where nothing has happened, and only the text is asked for. */
  readonly onEvents: (
    callId: Identifier,
    events: ReadonlyArray<AnyEvent>,
    text: CanonicalText | undefined
  ) => void
  /** Of a call that is no columns, its item in the list. */
  readonly onItem: (item: unknown) => void
}

/** Where the canonical JSON of all events of a call stands in memory, sorted by id, with a line feed between. */
export interface CanonicalText {
  readonly events: number
  readonly start: number
  readonly end: number
}

/** Where the layout of a list stands in memory. */
export interface Layout {
  readonly start: number
  readonly end: number
}

/** The size of an entry of a layout. */
export const entrySize = 4

/** What the columns are of. */
export interface ColumnOptions {
  /** Where the forms of events stand in memory. */
  readonly forms: number
  readonly shape: EventShape
  readonly withTexts: boolean
}

/**
 * Takes apart a list by its layout, and makes events from columns.
 *
 * @see assembly/calls.ts, `emit`
 */
export const columnReader = ({ forms, shape, withTexts }: ColumnOptions) => {
  const { Event, id, callId: call } = shape
  const patterns: Array<Pattern | undefined> = []
  return (
    bytes: Buffer,
    { start, end }: Layout,
    items: ReadonlyArray<unknown>,
    { onEvents, onItem }: CallColumns
  ): void => {
    let [entry, item] = [start, 0]
    const next = (): number => {
      entry += entrySize
      return bytes.readUInt32LE(entry - entrySize)
    }
    while (entry < end) {
      const oneMore = next()
      if (oneMore === 0) {
        onItem(items[item++])
        continue
      }
      const callId = items[item++]
      const text = withTexts ? { events: next(), start: next(), end: next() } : undefined
      const events: Array<object> = []
      for (let i = 1; i < oneMore; i++) {
        const form = next()
        const { values, cutOut } = (patterns[(form - forms) / formAlignment] ??= patternOf(
          bytes,
          form,
          shape
        ))
        values[call] = callId
        values[id] = items[item++]
        for (const place of cutOut) values[place] = items[item++]
        events.push(new Event(values))
      }
      onEvents(callId as Identifier, events as ReadonlyArray<AnyEvent>, text)
    }
  }
}
