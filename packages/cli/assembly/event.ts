/**
 * One record, and its event written as JSON, whole or by columns.
 */
import { copy } from './bytes'
import { canonicalPlanOf, columnsOf, lastPiece, longestTextOf, planOf } from './forms'
import { cutPlaces } from './layout'
import { packedAsUuid } from './line'
import { Kind } from './names'
import { writeHexadecimals, writeInstant, writeUuid } from './packing'
import { unknownText, plainText, headSize, idOffset } from './records'

/** Of each thread where its forms stand. */
let formsByThread: u32 = 0

export function setForms(byThread: u32): void {
  formsByThread = byThread
}

export function sizeOf(record: u32): u32 {
  return load<u32>(record)
}

export function hashAt(record: u32): u32 {
  return load<u32>(record, 4)
}

export function nextOf(record: u32): u32 {
  return load<u32>(record, 8)
}

function formAt(record: u32): u32 {
  return load<u32>(record, 12)
}

export function hasHappened(record: u32): bool {
  return load<u8>(record, 17) != 0
}

function sizeOfIdentifier(packed: u32): u32 {
  const length = load<u8>(packed)
  return length == packedAsUuid ? 17 : 1 + u32(length)
}

export function callSizeAt(record: u32): u32 {
  return sizeOfIdentifier(record + headSize)
}

/** The size of a packed value that was cut out. */
function sizeOfCut(kind: u8, cut: u32): u32 {
  if (kind == Kind.instant) return 8
  if (kind == Kind.identifier) return sizeOfIdentifier(cut)
  if (kind == Kind.uuid) return 16
  if (kind == Kind.sha256) return 32
  if (kind == Kind.date) return 10
  return 2 + u32(load<u16>(cut))
}

export function isText(record: u32): bool {
  return formAt(record) >= plainText
}

export function formOf(record: u32): u32 {
  return load<u32>(formsByThread + u32(load<u8>(record, 16)) * 4) + formAt(record)
}

/** No packed value is longer as text than three times as long. */
export function mostTextOf(record: u32): u32 {
  return isText(record) ? sizeOf(record) : 3 * sizeOf(record) + longestTextOf(formOf(record))
}

export function writeIdentifier(to: u32, packed: u32): u32 {
  const length = load<u8>(packed)
  if (length == packedAsUuid) {
    writeUuid(to, packed + 1)
    return to + 36
  }
  copy(to, packed + 1, length)
  return to + length
}

/** Writes a packed value that was cut out; gives where that ends. */
function writeCut(to: u32, kind: u8, cut: u32): u32 {
  if (kind == Kind.instant) {
    writeInstant(to, load<u64>(cut))
    return to + 24
  }
  if (kind == Kind.identifier) return writeIdentifier(to, cut)
  if (kind == Kind.uuid) {
    writeUuid(to, cut)
    return to + 36
  }
  if (kind == Kind.sha256) {
    writeHexadecimals(to, cut)
    writeHexadecimals(to + 32, cut + 16)
    return to + 64
  }
  const head: u32 = kind == Kind.date ? 0 : 2
  const length = sizeOfCut(kind, cut) - head
  copy(to, cut + head, length)
  return to + length
}

/**
 * Writes an event by the plan of its form, one that is still to be decoded as a list of one, or the text that stands for a line that is
 * none; gives where it ends.
 */
export function writeEvent(to: u32, record: u32): u32 {
  const call = record + headSize
  let cut = call + callSizeAt(record)
  if (isText(record)) {
    const length = load<u32>(cut)
    const isUnknown = formAt(record) == unknownText
    if (isUnknown) store<u8>(to++, 91)
    memory.copy(to, cut + 4, length)
    to += length
    if (isUnknown) store<u8>(to++, 93)
    return to
  }
  let piece = planOf(formOf(record))
  while (true) {
    const length = u32(load<u16>(piece))
    copy(to, piece + 2, length)
    to += length
    piece += 2 + length
    const kind = load<u8>(piece++)
    if (kind == lastPiece) return to
    if (kind == Kind.callId) to = writeIdentifier(to, call)
    else if (kind == Kind.eventId) {
      writeUuid(to, record + idOffset)
      to += 36
    } else {
      to = writeCut(to, kind, cut)
      cut += sizeOfCut(kind, cut)
    }
  }
}

namespace CanonicalPiece {
  export const eventId: u8 = 253
  export const callId: u8 = 254
}

/**
 * Writes the canonical JSON of an event by its plan, whose pieces are as those of other plans, but for that behind each stands which
 * column is put in; gives where it ends.
 */
export function writeCanonical(to: u32, record: u32): u32 {
  const form = formOf(record)
  const call = record + headSize
  let cut = call + callSizeAt(record)
  let place = cutPlaces
  for (let column = columnsOf(form); load<u8>(column) != lastPiece; column += 2) {
    const kind = load<u8>(column)
    store<u32>(place, cut)
    store<u8>(place, kind, 4)
    place += 8
    cut += sizeOfCut(kind, cut)
  }
  let piece = canonicalPlanOf(form)
  while (true) {
    const length = u32(load<u16>(piece))
    copy(to, piece + 2, length)
    to += length
    piece += 2 + length
    const what = load<u8>(piece++)
    if (what == lastPiece) return to
    if (what == CanonicalPiece.callId) to = writeIdentifier(to, call)
    else if (what == CanonicalPiece.eventId) {
      writeUuid(to, record + idOffset)
      to += 36
    } else {
      place = cutPlaces + u32(what) * 8
      to = writeCut(to, load<u8>(place, 4), load<u32>(place))
    }
  }
}

/** Writes of an event its identifier and what was cut out of its line, as far as it is asked for; gives where that ends. */
export function writeColumns(to: u32, record: u32): u32 {
  store<u8>(to++, 34)
  writeUuid(to, record + idOffset)
  store<u16>(to + 36, 0x2c22)
  to += 38
  const call = record + headSize
  let cut = call + callSizeAt(record)
  let column = columnsOf(formOf(record))
  while (load<u8>(column) != lastPiece) {
    const kind = load<u8>(column)
    if (load<u8>(column + 1) != 0) {
      const isText = kind != Kind.wholeNumber
      if (isText) store<u8>(to++, 34)
      to = writeCut(to, kind, cut)
      if (isText) store<u8>(to++, 34)
      store<u8>(to++, 44)
    }
    cut += sizeOfCut(kind, cut)
    column += 2
  }
  return to
}
