/**
 * The entries of a store, call by call. They come by their position, and stand in memory, and when there are many in a temporary
 * file, until all have come; then one call after another is read.
 */
import { tmpdir } from 'node:os'
import { closeSync } from 'node:fs'
import { type AnyEvent, type CallHistory, callHistory, type HistoryEntry, recordedAt } from '@samtykke/core'
import { copyPiece, descriptorsOf, lengthOf, recordStore } from './eventRecords.ts'

/** A call, and which entry of the store is its first. */
export interface StoredCall {
  readonly history: CallHistory
  readonly firstEntry: number
}

/** Throws a `SpillError` where the temporary file cannot be written or read. */
export interface EntrySpool {
  readonly add: (entry: HistoryEntry) => void
  /** Every call, in no order that means anything. */
  readonly calls: () => Generator<StoredCall>
  /** The temporary file is gone, and with it the calls. */
  readonly close: () => void
}

/** Of the bytes of a part's entries, so many are put together before they are kept. */
const regionSize = 64 * 1024

/** Before an entry: how long it is, which entry of the store it is, its revision, its kind, and how long the id of its call is. */
const head = { size: 0, place: 4, revision: 12, kind: 20, callLength: 21, length: 22 } as const
const kinds = { event: 0, fault: 1 } as const

/** No UTF-16 code unit takes more bytes than this in UTF-8. */
const widestCharacter = 3

/** FNV-1a. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash
}

const textOf = ({ id, recordedAt, payload }: HistoryEntry): string =>
  payload._tag === 'readable' || payload._tag === 'forgotten'
    ? JSON.stringify(payload.event)
    : JSON.stringify({ id, recordedAt, payload })

const entryOf = (bytes: Buffer, at: number): HistoryEntry => {
  const start = at + head.length
  const text = start + bytes[at + head.callLength]!
  const value: unknown = JSON.parse(bytes.toString('utf8', text, at + bytes.readUInt32LE(at)))
  const callId = bytes.toString('latin1', start, text) as HistoryEntry['callId']
  const revision = BigInt(bytes.readDoubleLE(at + head.revision))
  if (bytes[at + head.kind] === kinds.fault)
    return { callId, revision, ...(value as Pick<HistoryEntry, 'id' | 'recordedAt' | 'payload'>) }
  const event = value as AnyEvent
  const payload = { _tag: 'readable', event } as const
  return { callId, revision, id: event.id, recordedAt: recordedAt(event), payload }
}

/** Keeps about `memory` bytes in memory. */
export const entrySpool = (memory: number, parts = 256): EntrySpool => {
  const store = recordStore(parts, memory, tmpdir())
  const regions: Array<{ bytes: Buffer; used: number } | undefined> = Array.from({ length: parts })
  let count = 0

  const empty = (part: number): void => {
    const region = regions[part]
    if (region === undefined) return
    store.add(part, region.bytes.subarray(0, region.used))
    region.used = 0
  }
  const roomFor = (part: number, size: number) => {
    const region = (regions[part] ??= { bytes: Buffer.allocUnsafeSlow(regionSize), used: 0 })
    if (region.used + size > region.bytes.length) empty(part)
    if (size > region.bytes.length) region.bytes = Buffer.allocUnsafeSlow(size)
    return region
  }

  function* callsOf(bytes: Buffer): Generator<StoredCall> {
    const placesByCall = new Map<string, Array<number>>()
    for (let at = 0; at < bytes.length; at += bytes.readUInt32LE(at)) {
      const start = at + head.length
      const callId = bytes.toString('latin1', start, start + bytes[at + head.callLength]!)
      const places = placesByCall.get(callId)
      if (places === undefined) placesByCall.set(callId, [at])
      else places.push(at)
    }
    for (const [callId, places] of placesByCall)
      yield {
        history: callHistory({
          callId: callId as HistoryEntry['callId'],
          entries: places.map(at => entryOf(bytes, at))
        }),
        firstEntry: bytes.readDoubleLE(places[0]! + head.place)
      }
  }

  return {
    add: entry => {
      const { callId, revision, payload } = entry
      const part = (hashOf(callId) >>> 0) % parts
      const text = textOf(entry)
      const region = roomFor(part, head.length + callId.length + widestCharacter * text.length)
      const { bytes, used } = region
      const start = used + head.length
      bytes.writeDoubleLE(count++, used + head.place)
      bytes.writeDoubleLE(Number(revision), used + head.revision)
      bytes[used + head.kind] =
        payload._tag === 'readable' || payload._tag === 'forgotten' ? kinds.event : kinds.fault
      bytes[used + head.callLength] = bytes.write(callId, start, 'latin1')
      region.used = start + callId.length
      region.used += bytes.write(text, region.used)
      bytes.writeUInt32LE(region.used - used, used)
    },
    *calls() {
      for (let part = 0; part < parts; part++) {
        empty(part)
        regions[part] = undefined
        const pieces = store.pieces[part]!
        const bytes = Buffer.allocUnsafeSlow(pieces.reduce((sum, piece) => sum + lengthOf(piece), 0))
        let at = 0
        for (const piece of pieces) {
          copyPiece(piece, bytes.subarray(at))
          at += lengthOf(piece)
        }
        yield* callsOf(bytes)
      }
    },
    close: () => descriptorsOf(store.pieces).forEach(closeSync)
  }
}
