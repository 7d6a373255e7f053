/**
 * From the lines of a source to records of their events, each in the region of its part of the calls.
 *
 * A record, of whole words of 8 bytes, since what threads share is copied word by word, if words meet: its size in 4 bytes, the
 * hash of its call in 4, the next of its call in 4 once they are strung together, its form in 4 (where the forms of its thread
 * start, 0), its thread in 1, whether it had happened in 1, 2 unused, the event's own identifier in 16, 4 unused, the call packed,
 * and what was cut out; of one that went the general path, the length of a text in 4 and the text.
 */
import { copy, hashOf } from './bytes'
import { form, Verdict } from './forms'
import { cuttings, cursors, forms, margin, partMask, regions, regionSize, thread } from './layout'
import {
  callEnd,
  callStart,
  cuttingsEnd,
  idStart,
  lineEnd as endOfLine,
  occurredAt,
  packIdentifier,
  readLine,
  recordedAt
} from './line'
import { packedInstant } from './instant'
import { packUuid } from './packing'

/** Behind it stands the call. */
export const headSize: u32 = 40
export const idOffset: u32 = 20
/** The form of a record that is a text: of an event of an unknown type, which is still to be decoded, or of one that is not. */
export const unknownText: u32 = 0xffffffff
export const plainText: u32 = 0xfffffffe

namespace Outcome {
  export const done: i32 = 0
  /** The line goes the general path. */
  export const general: i32 = 1
  /** The region of a part has no room. */
  export const full: i32 = 2
  /** The first line of a form. */
  export const unseen: i32 = 3
}

export let lineStart: u32 = 0
export let lineEnd: u32 = 0
export let fullPart: u32 = 0
/** Events taken, and whether any was known, and had happened, by the instants looked from. */
export let events: u32 = 0
/** Lines taken, whatever they are. */
export let lines: u32 = 0
export let anyKnown: bool = false
export let anyHappened: bool = false

let asOf: u64 = u64.MAX_VALUE
let knownAt: u64 = u64.MAX_VALUE
/** The one call that is asked for, packed, and the size of that; 0 = all. */
let only: u32 = 0
let onlySize: u32 = 0
let onlyHash: u32 = 0

/** Looks from instants whose texts stand at places; 0 = no limit. */
export function lookFrom(asOfText: u32, knownAtText: u32): void {
  if (asOfText != 0) asOf = packedInstant(asOfText)
  if (knownAtText != 0) knownAt = packedInstant(knownAtText)
}

/** Keeps the events of one call only, whose identifier stands at `start`; packs it at `place`. */
export function keepOnly(start: u32, length: u32, place: u32): void {
  only = place
  onlySize = packIdentifier(place, start, length) - place
  onlyHash = hashOf(start, length)
}

function isOnly(hash: u32, start: u32, length: u32): bool {
  if (hash != onlyHash) return false
  const place = only + 160
  const size = packIdentifier(place, start, length) - place
  if (size != onlySize) return false
  for (let i: u32 = 0; i < size; i++) if (load<u8>(only + i) != load<u8>(place + i)) return false
  return true
}

function wholeWords(size: u32): u32 {
  return (size + 7) & ~7
}

/** Where a record of a part can be put, whose size is at most `size`; 0 where the region is full. */
function roomFor(part: u32, size: u32): u32 {
  const cursor = load<u32>(cursors + part * 4)
  if (cursor + size + 2 * margin > regions + (part + 1) * regionSize) {
    fullPart = part
    return 0
  }
  return cursor
}

function writeHead(record: u32, size: u32, hash: u32, form: u32, happened: bool): void {
  store<u32>(record, size)
  store<u32>(record, hash, 4)
  store<u32>(record, form, 12)
  store<u8>(record, thread, 16)
  store<u8>(record, u8(happened), 17)
}

/** Puts the record of the line read last; false where the region is full. */
function putLine(): bool {
  const isKnown = recordedAt <= knownAt
  const hasHappened = isKnown && (occurredAt <= asOf || recordedAt <= asOf)
  const length = callEnd - callStart
  const hash = hashOf(callStart, length)
  if (only == 0 || isOnly(hash, callStart, length)) {
    const cut = cuttingsEnd - cuttings
    const record = roomFor(hash & partMask, headSize + length + 1 + cut)
    if (record == 0) return false
    const afterCall = packIdentifier(record + headSize, callStart, length)
    copy(afterCall, cuttings, cut)
    const size = wholeWords(afterCall + cut - record)
    writeHead(record, size, hash, form - forms, hasHappened)
    packUuid(record + idOffset, idStart)
    store<u32>(cursors + (hash & partMask) * 4, record + size)
  }
  events++
  anyKnown = anyKnown || isKnown
  anyHappened = anyHappened || hasHappened
  return true
}

/**
 * Writes at `to` the record of a text of JSON of a call that went the general path, and gives its size; 0 where it is of a call that
 * is not asked for.
 */
export function writeText(
  to: u32,
  call: u32,
  callLength: u32,
  text: u32,
  length: u32,
  happened: bool,
  isUnknown: bool
): u32 {
  const hash = hashOf(call, callLength)
  if (only != 0 && !isOnly(hash, call, callLength)) return 0
  const afterCall = packIdentifier(to + headSize, call, callLength)
  store<u32>(afterCall, length)
  memory.copy(afterCall + 4, text, length)
  const size = wholeWords(afterCall + 4 + length - to)
  writeHead(to, size, hash, isUnknown ? unknownText : plainText, happened)
  return size
}

export function partOf(record: u32): u32 {
  return load<u32>(record, 4) & partMask
}

/** Puts a record that was written elsewhere into the region of its part; false where that has no room. */
export function keep(record: u32): bool {
  const size = load<u32>(record)
  const part = partOf(record)
  const room = roomFor(part, size)
  if (room == 0) return false
  memory.copy(room, record, size)
  store<u32>(cursors + part * 4, room + size)
  return true
}

/** Where the line ends that starts at `start`. */
function endOf(start: u32): u32 {
  let p = start
  while (true) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(p), i8x16.splat(10)))
    if (found != 0) return p + u32(ctz(found)) + 1
    p += 16
  }
}

/** Takes lines from `start` up to `limit`, where one ends, until something is to be done outside. */
export function scan(start: u32, limit: u32): i32 {
  lineStart = start
  while (lineStart < limit) {
    const verdict = readLine(lineStart)
    if (verdict != Verdict.good) {
      lineEnd = endOf(lineStart)
      if (verdict == Verdict.general) lines++
      return verdict == Verdict.unseen ? Outcome.unseen : Outcome.general
    }
    if (!putLine()) return Outcome.full
    lines++
    lineStart = endOfLine
  }
  return Outcome.done
}

export function regionOf(part: u32): u32 {
  return regions + part * regionSize
}

export function regionEnd(part: u32): u32 {
  return load<u32>(cursors + part * 4)
}

export function emptyRegion(part: u32): void {
  store<u32>(cursors + part * 4, regions + part * regionSize)
}
