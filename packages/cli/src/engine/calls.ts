/**
 * From the records of a part to the history of each of its calls.
 */
import { isAscii } from 'node:buffer'
import * as crypto from 'node:crypto'
import type { Source } from '@samtykke/audit'
import { type AnyEvent, type CallHistory, decodeEvent, type Fault, type Identifier } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { putCanonicalPlans } from './canonicalPlans.ts'
import { type EventShape, eventOfRules } from './eventShapes.ts'
import { type CanonicalText, columnReader, entrySize } from './columns.ts'
import type { Decode } from './generalLine.ts'
import type { Reader } from './reader.ts'
import { copyPiece, lengthOf } from './eventRecords.ts'
import type { Scanned } from './scan.ts'

/** As the reader writes them: an event, one that is still to be decoded, or the `callId` of a line that is none. */
type Item = AnyEvent | readonly [unknown] | Identifier

const badLine: Fault = { _tag: 'bad-line' }
const noFaults: ReadonlyArray<Fault> = []

const isEvent = (item: Item): item is AnyEvent => typeof item === 'object' && !Array.isArray(item)

const generalHistory = (items: ReadonlyArray<Item>, decode: Decode): CallHistory => {
  const events: Array<AnyEvent> = []
  const faults: Array<Fault> = []
  let callId = ''
  for (const item of items) {
    if (typeof item === 'string') {
      faults.push(badLine)
      callId = item
      continue
    }
    const event = isEvent(item) ? item : (E.toUnion(decode(item[0])) as AnyEvent)
    events.push(event)
    callId = event.callId
  }
  return { callId: callId as Identifier, events, faults }
}

const historyOf = (items: ReadonlyArray<Item>, decode: Decode): CallHistory =>
  items.every(isEvent)
    ? { callId: items[0]!.callId, events: items, faults: noFaults }
    : generalHistory(items, decode)

const addAll = (items: Array<Item>, more: ReadonlyArray<Item>): void => {
  for (const item of more) items.push(item)
}

/** As much is made into objects at once: so little that they die young. */
const enough = 64 * 1024
/** More than so much JSON can tell of: a call takes 4 bytes of it at least, and 4 entries. */
const layoutSize = 5 * enough
/** More than the canonical JSON that is written at once. */
const textsSize = 1024 * 1024
const alignment = 16

const aligned = (place: number): number => Math.ceil(place / alignment) * alignment

export interface CallOptions {
  /** Calls of which nothing has happened are left out. */
  readonly happenedOnly: boolean
  /** Events have only these members, unless two have one id. */
  readonly shape?: EventShape | undefined
  /**
   * The source of calls is told beside them, where events have not all members; of those of which nothing has happened, it is told
   * without their events.
   */
  readonly withSources?: boolean
  readonly decode?: Decode
}

export type VisitCall = (history: CallHistory, source?: Source) => void

// Node 20.12 hashes at once, in three quarters of the time.
const hashAtOnce = (crypto as Partial<typeof crypto>).hash

const sha256 = (bytes: Uint8Array): string =>
  hashAtOnce === undefined
    ? crypto.createHash('sha256').update(bytes).digest('hex')
    : hashAtOnce('sha256', bytes)

const sourceIn = (memory: Buffer, { events, start, end }: CanonicalText): Source => ({
  events,
  sha256: sha256(memory.subarray(start, end))
})

/** Reads each call of a part, in no order that means anything. */
export const callReader = (
  reader: Reader,
  scanned: ReadonlyArray<Scanned>,
  { happenedOnly, shape, withSources = false, decode = decodeEvent }: CallOptions
) => {
  const { exports } = reader
  const formsByThread = aligned(reader.free)
  const forms = aligned(formsByThread + scanned.length * entrySize)
  let place = forms
  for (const [thread, { forms }] of scanned.entries()) {
    place = aligned(place)
    const bytes = reader.bytes(place + forms.length)
    bytes.set(forms, place)
    bytes.writeUInt32LE(place, formsByThread + thread * entrySize)
    place += forms.length
  }
  const layout = aligned(withSources ? putCanonicalPlans(reader, forms, place) : place)
  const texts = layout + layoutSize
  const start = aligned(texts + (withSources ? textsSize : 0))
  let room = 8 * enough
  const readColumns = columnReader({ forms, shape: shape ?? eventOfRules, withTexts: withSources })

  return (part: number, visit: VisitCall): void => {
    const pieces = scanned.flatMap(each => each.pieces[part]!)
    const length = pieces.reduce((sum, piece) => sum + lengthOf(piece), 0)
    let end = start
    const records = reader.bytes(start + length)
    for (const piece of pieces) {
      copyPiece(piece, records.subarray(end))
      end += lengthOf(piece)
    }
    const count = exports.countRecords(start, end)
    const bits = Math.ceil(Math.log2(count + 1)) + 1
    const work = aligned(end + alignment)
    const out = aligned(work + (2 ** bits + count) * entrySize)
    reader.bytes(out + room)
    exports.group(
      ...([start, end, work, bits, formsByThread] as const),
      ...([Number(happenedOnly), Number(shape !== undefined), withSources ? texts : 0] as const)
    )

    let cut: Array<Item> = []
    const onEvents = (
      callId: Identifier,
      events: ReadonlyArray<AnyEvent>,
      text: CanonicalText | undefined
    ): void =>
      visit(
        { callId, events, faults: noFaults },
        text === undefined ? undefined : sourceIn(reader.bytes(), text)
      )
    const onItem = (item: unknown): void => {
      const items = item as ReadonlyArray<Item>
      if (cut.length === 0) visit(historyOf(items, decode))
      else {
        addAll(cut, items)
        visit(historyOf(cut, decode))
        cut = []
      }
    }
    for (;;) {
      const written = exports.emit(out, room, enough, layout)
      if (written < 0) {
        room = -written
        reader.bytes(out + room)
        continue
      }
      if (written === out) return
      const memory = reader.bytes()
      const text = memory.subarray(out, written)
      const items = JSON.parse(text.toString(isAscii(text) ? 'latin1' : 'utf8')) as Array<unknown>
      const isCut = exports.isCut.value !== 0
      const last = isCut ? (items.pop() as ReadonlyArray<Item>) : []
      const layoutEnd = exports.layoutEnd.value - (isCut ? entrySize : 0)
      readColumns(memory, { start: layout, end: layoutEnd }, items, { onEvents, onItem })
      addAll(cut, last)
    }
  }
}
