/**
 * One reading of stretches of the source: each line becomes a record of its event, or is rejected.
 *
 * Nearly all lines are of a form that came before, and never leave the reader. All others are read as JSON, which is the rule by
 * which every form is judged.
 */
import { isAscii, isUtf8 } from 'node:buffer'
import { tmpdir } from 'node:os'
import { type AnyEvent, decodeEvent, isKnownEvent, recordedAt } from '@samtykke/core'
import type { Input } from '../source/input.ts'
import { type Decode, type GeneralLine, readGeneralLine, tooLong } from './generalLine.ts'
import { bytesBehind, lineChunks } from './lineChunks.ts'
import { isInstantMember } from './memberKinds.ts'
import { outcome, type Reader } from './reader.ts'
import type { ReadOptions } from './readOptions.ts'
import { type Pieces, type RecordStore, recordStore } from './eventRecords.ts'
import type { ReadStretch, RejectedLine } from './rejected.ts'
import { countLeftOut, countName, type NameCounts, type SourceSummary } from './sourceSummary.ts'
import type { Stretch } from './stretch.ts'

/** What a thread found in its stretches, as plain data, which crosses from thread to thread. */
export interface Scanned {
  readonly pieces: Pieces
  /** The forms of its lines, which its records are of. */
  readonly forms: Uint8Array<SharedArrayBuffer>
  readonly stretches: ReadonlyArray<ReadStretch>
  readonly summary: SourceSummary
}

export interface ScanOptions extends ReadOptions {
  readonly decode?: Decode | undefined
  /** How many bytes of records stay in memory. */
  readonly memory: number
}

/** What is noticed of the events that go the general path. */
interface Notes {
  readonly notice: (value: object, event: AnyEvent) => { readonly hasHappened: boolean }
  /** With what the reader noticed of all others. */
  readonly summary: (reader: Reader) => SourceSummary
}

const takeNotes = ({ asOf, knownAt }: ReadOptions): Notes => {
  const unknownTypes: NameCounts = new Map()
  const unknownMembers: NameCounts = new Map()
  let [events, anyKnown, anyHappened] = [0, false, false]
  return {
    notice: (value, event) => {
      events++
      if (!isKnownEvent(event)) countName(unknownTypes, event.type)
      if (event !== value) countLeftOut(unknownMembers, value, event)
      const isKnown = knownAt === undefined || recordedAt(event) <= knownAt
      // What claims to be later than when it was recorded may count from then.
      const hasHappened = isKnown && (event.occurredAt <= asOf || recordedAt(event) <= asOf)
      anyKnown ||= isKnown
      anyHappened ||= hasHappened
      return { hasHappened }
    },
    summary: ({ exports }) => ({
      events: events + exports.events.value,
      unknownTypes,
      unknownMembers,
      anyKnown: anyKnown || exports.anyKnown.value !== 0,
      anyHappened: anyHappened || exports.anyHappened.value !== 0
    })
  }
}

/** Text that stands in the reader's memory. */
interface Text {
  readonly start: number
  readonly length: number
}

type EventLine = Extract<GeneralLine, { readonly _tag: 'event' }>

/** Room for an identifier, with what stands around it. */
const identifierRoom = 256
const headRoom = 64

/** Puts lines that went the general path into records; what stands in memory behind `place` is overwritten. */
const generalRecords = ({ exports, bytes }: Reader, store: RecordStore, empty: (part: number) => void) => {
  const put = (place: number, callId: string, text: Text, hasHappened: boolean, isUnknown: boolean): void => {
    const record = place + identifierRoom
    const memory = bytes(record + headRoom + identifierRoom + text.length)
    const callLength = memory.write(callId, place, 'latin1')
    const size = exports.writeText(
      record,
      place,
      callLength,
      text.start,
      text.length,
      Number(hasHappened),
      Number(isUnknown)
    )
    if (size === 0 || exports.keep(record) !== 0) return
    const part = exports.partOf(record)
    empty(part)
    if (exports.keep(record) === 0) store.add(part, memory.subarray(record, record + size))
  }
  return {
    event: (place: number, { value, event }: EventLine, line: Text, hasHappened: boolean): void => {
      const isKnown = isKnownEvent(event)
      if (event === value || !isKnown) {
        put(place, event.callId, line, hasHappened, !isKnown)
        return
      }
      // Of a known event every member was checked: none is a number that JSON cannot hold.
      const text = Buffer.from(JSON.stringify(event))
      bytes(place + text.length).set(text, place)
      put(place + text.length, event.callId, { start: place, length: text.length }, hasHappened, false)
    },
    /** A line that is no event, and says of which call it would be one. */
    fault: (place: number, callId: string): void => {
      const length = bytes(place + identifierRoom).write(JSON.stringify(callId), place, 'latin1')
      put(place + identifierRoom, callId, { start: place, length }, false, false)
    }
  }
}

const shared = (bytes: Uint8Array): Uint8Array<SharedArrayBuffer> => {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length))
  copy.set(bytes)
  return copy
}

/** Whether a line is a known event as it stands, but for how instants are spelled: then all of its form are. */
const isPlain = (line: GeneralLine): boolean => {
  if (line._tag !== 'event' || !isKnownEvent(line.event)) return false
  const event: object = line.event
  return (
    event === line.value ||
    Object.entries(line.value).every(
      ([name, value]) =>
        name in event && ((event as Record<string, unknown>)[name] === value || isInstantMember(name))
    )
  )
}

export const scanStretches = (
  reader: Reader,
  inputs: ReadonlyArray<Input>,
  stretches: Iterable<Stretch>,
  options: ScanOptions,
  onProgress: (bytes: number) => void
): Scanned => {
  const { exports, free, parts } = reader
  const { decode = decodeEvent } = options
  const store = recordStore(parts, options.memory, tmpdir())
  const notes = takeNotes(options)

  const empty = (part: number): void => {
    store.add(part, reader.bytes().subarray(exports.regionOf(part), exports.regionEnd(part)))
    exports.emptyRegion(part)
  }
  const records = generalRecords(reader, store, empty)

  const scanStretch = (stretch: Stretch): ReadStretch => {
    const { place, input } = stretch
    const rejects: Array<RejectedLine> = []
    const linesBefore = exports.lines.value
    let tooLongLines = 0
    const linesSoFar = (): number => exports.lines.value - linesBefore + tooLongLines

    const scanLines = (position: number, length: number): void => {
      const end = free + length
      const lines = reader.bytes().subarray(free, end)
      exports.setUtf8(Number(isAscii(lines) || isUtf8(lines)))
      let at = free
      for (let what = exports.scan(at, end); what !== outcome.done; what = exports.scan(at, end)) {
        at = exports.lineStart.value
        if (what === outcome.full) {
          empty(exports.fullPart.value)
          continue
        }
        const lineEnd = exports.lineEnd.value
        const line = { start: at, length: Math.min(lineEnd, end) - at }
        const read = readGeneralLine(reader.bytes().subarray(at, at + line.length), decode)
        if (what === outcome.unseen) {
          exports.learn(Number(isPlain(read)))
          continue
        }
        if (read._tag === 'event') {
          const { hasHappened } = notes.notice(read.value, read.event)
          records.event(end + bytesBehind, read, line, hasHappened)
        } else if (read._tag === 'rejected') {
          const { reasons, callId } = read
          rejects.push({
            input,
            line: linesSoFar(),
            position: position + at - free,
            length: line.length,
            reasons
          })
          if (callId !== undefined) records.fault(end + bytesBehind, callId)
        }
        at = lineEnd
      }
    }

    for (const { _tag, position, length } of lineChunks(reader, inputs[input]!, stretch)) {
      if (_tag === 'lines') scanLines(position, length)
      else {
        tooLongLines++
        rejects.push({ input, line: linesSoFar(), position, length, reasons: tooLong(length) })
      }
      onProgress(length)
    }
    return { place, input, lines: linesSoFar(), rejects }
  }

  const read = Array.from(stretches, scanStretch)
  for (let part = 0; part < parts; part++) empty(part)
  return {
    pieces: store.pieces,
    forms: shared(reader.bytes().subarray(exports.forms.value, exports.formsEnd())),
    stretches: read,
    summary: notes.summary(reader)
  }
}
