/**
 * From the records of a part to its calls: strung together, and each written as a list of JSON.
 */
import { areEqual } from './bytes'
import { enoughText, haveCanonical, writeLines } from './canonical'
import {
  callSizeAt,
  formOf,
  hasHappened,
  hashAt,
  isText,
  mostTextOf,
  nextOf,
  setForms,
  sizeOf,
  writeColumns,
  writeEvent,
  writeIdentifier
} from './event'
import { mostByColumns } from './layout'
import { headSize, idOffset } from './records'

/** Of each call the first of its records. */
let firsts: u32 = 0
let calls: u32 = 0
let nextCall: u32 = 0
let isHappenedOnly: bool = false
let isByColumns: bool = false
/** Where the canonical JSON of calls goes; 0 = it is not asked for. */
let texts: u32 = 0

export function countRecords(start: u32, end: u32): u32 {
  let count: u32 = 0
  for (let record = start; record < end; record += sizeOf(record)) count++
  return count
}

/**
 * Strings the records together by call, in a table of 2^bits and a list of their number, both of 4 bytes an entry. Calls of which
 * nothing has happened are left out where that is asked.
 */
export function group(
  start: u32,
  end: u32,
  work: u32,
  bits: u32,
  byThread: u32,
  happenedOnly: bool,
  byColumns: bool,
  textsAt: u32
): void {
  const mask = (u32(1) << bits) - 1
  const table = work
  firsts = work + (mask + 1) * 4
  setForms(byThread)
  isHappenedOnly = happenedOnly
  isByColumns = byColumns
  texts = textsAt
  calls = 0
  nextCall = 0
  memory.fill(table, 0, (mask + 1) * 4)
  for (let record = start; record < end; record += sizeOf(record)) {
    const hash = hashAt(record)
    let place = (hash >> 8) & mask
    while (true) {
      const first = load<u32>(table + place * 4)
      if (first == 0) {
        store<u32>(table + place * 4, record)
        store<u32>(record, 0, 8)
        store<u32>(firsts + calls * 4, record)
        calls++
        break
      }
      const size = callSizeAt(record)
      if (hashAt(first) == hash && areEqual(first + headSize, record + headSize, size)) {
        store<u32>(record, nextOf(first), 8)
        store<u32>(first, record, 8)
        break
      }
      place = (place + 1) & mask
    }
  }
}

function hasAnyHappened(first: u32): bool {
  for (let record = first; record != 0; record = nextOf(record)) if (hasHappened(record)) return true
  return false
}

/** Records of a call that are larger together are not written by columns. */
const small: u32 = 16384

/** How many events a call has that may be written by columns; 0 where they are to be whole, since two may be copies of one. */
function countByColumns(first: u32): u32 {
  if (!isByColumns) return 0
  let count: u32 = 0
  let size: u32 = 0
  for (let record = first; record != 0; record = nextOf(record)) {
    size += sizeOf(record)
    if (++count > mostByColumns || size > small || isText(record)) return 0
    const id = v128.load(record + idOffset)
    for (let other = nextOf(record); other != 0; other = nextOf(other))
      if (i8x16.all_true(i8x16.eq(id, v128.load(other + idOffset)))) return 0
  }
  return texts == 0 || haveCanonical(first) ? count : 0
}

/** What is written so far of a call is this much, and the call is cut: its other events come first in what is written next. */
const longestUncut: u32 = 1024 * 1024

/** Whether the call that was written last is cut. */
export let isCut: bool = false
/** The next event of a call that was cut. */
let nextRecord: u32 = 0
/** Where the layout of what was written ends. */
export let layoutEnd: u32 = 0

/** Writes the rest of a call as a list of whole events; gives where it ends, or 0 where not one finds room up to `limit`. */
function writeWhole(to: u32, limit: u32): u32 {
  let p = to
  store<u8>(p++, 91)
  isCut = false
  while (nextRecord != 0) {
    if (p + mostTextOf(nextRecord) + 64 > limit || p - to > longestUncut) {
      isCut = true
      break
    }
    p = writeEvent(p, nextRecord)
    store<u8>(p++, 44)
    nextRecord = nextOf(nextRecord)
  }
  if (p == to + 1) return 0
  store<u8>(p - 1, 93)
  store<u8>(p++, 44)
  return p
}

/**
 * Writes the next calls as one list of JSON, until `enough` bytes are written. Gives where it ends: `to` where no call is left; and
 * where not one event finds room in `size` bytes, the negative of the room that it needs.
 *
 * A call is a list of its events; its entry in the layout, of 4 bytes, is 0. By columns it is its identifier, and what was cut out of
 * the line of each event; its entries are one more than how many events are given; where canonical JSON is asked for, how many it has,
 * and where their text starts and ends; and the form of each that is given. None is given where only that text is of interest, since
 * nothing has happened.
 */
export function emit(to: u32, size: u32, enough: u32, layout: u32): i32 {
  let p = to
  let entry = layout
  let text = texts
  store<u8>(p++, 91)
  while (nextCall < calls && p - to < enough && text - texts < enoughText) {
    const first = load<u32>(firsts + nextCall * 4)
    if (!isCut) {
      if (isHappenedOnly && !hasAnyHappened(first)) {
        nextCall++
        continue
      }
      nextRecord = first
    }
    const count = isCut ? 0 : countByColumns(first)
    const isGiven = texts == 0 || hasAnyHappened(first)
    store<u32>(entry, count == 0 ? 0 : isGiven ? count + 1 : 1)
    entry += 4
    if (count > 0) {
      if (texts != 0) {
        store<u32>(entry, count)
        store<u32>(entry, text, 4)
        text = writeLines(text, first)
        store<u32>(entry, text, 8)
        entry += 12
      }
      store<u8>(p++, 34)
      p = writeIdentifier(p, first + headSize)
      store<u16>(p, 0x2c22)
      p += 2
      for (let record = isGiven ? first : 0; record != 0; record = nextOf(record)) {
        store<u32>(entry, formOf(record))
        entry += 4
        p = writeColumns(p, record)
      }
    } else {
      const end = writeWhole(p, to + size)
      if (end == 0) {
        if (p == to + 1) return -i32(mostTextOf(nextRecord) + 128)
        entry -= 4
        isCut = false
        break
      }
      p = end
      if (isCut) break
    }
    nextCall++
  }
  layoutEnd = entry
  if (p == to + 1) return to
  store<u8>(p - 1, 93)
  return p
}
