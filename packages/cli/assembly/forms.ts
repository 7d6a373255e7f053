/**
 * The forms of lines: which members in which order, with all values that are not cut out. The first line of a form is read by the
 * general path; what that says of it holds for all others.
 *
 * A form: the length of its key in 2 bytes, the verdict in 1, 1 unused, the length of its plan in 4, where its columns start in 4,
 * where the plan of its canonical JSON stands in 4 (set outside; 0 = it has none), the key, and where it is good
 * - the plan by which the event is written again: pieces of a length in 2 bytes, so many bytes, and the kind of what is put in behind
 *   them
 * - the columns, which are what was cut out, in order, but for the identifiers of the event and its call: the kind of each, and whether
 *   it is asked for
 */
import { areEqual, copy, hashOf } from './bytes'
import {
  forms,
  formsLimit,
  formSlots,
  formTable,
  key,
  longestKey,
  mostForms,
  mostNames,
  slotsByNumber
} from './layout'
import { isKeptAt, Kind, kindAt, lengthAt, Member } from './names'

export namespace Verdict {
  /** Lines of the form go the general path. */
  export const general: u8 = 0
  export const good: u8 = 1
  export const unseen: u8 = 2
}

/** Behind the last piece of a plan nothing is put in; behind the last column comes none. */
export const lastPiece: u8 = 255

const headSize: u32 = 16
let count: u32 = 0
let end: u32 = 0
let keyLength: u32 = 0
let keyHash: u32 = 0
/** The form of the line that was looked at last. */
export let form: u32 = 0

/** In a key, the number of a member whose value is cut out. */
export const isCutOut: u8 = 128

export function planOf(form: u32): u32 {
  return form + headSize + u32(load<u16>(form))
}

export function columnsOf(form: u32): u32 {
  return form + load<u32>(form, 8)
}

export function canonicalPlanOf(form: u32): u32 {
  return load<u32>(form, 12)
}

export function longestTextOf(form: u32): u32 {
  return load<u32>(form, 4)
}

/** Where the forms end, for who copies them. */
export function formsEnd(): u32 {
  return end == 0 ? forms : end
}

/** What is known of the form whose key is put together. */
export function verdictOf(length: u32): u8 {
  keyLength = length
  keyHash = hashOf(key, length)
  let place = keyHash & (formSlots - 1)
  while (true) {
    const slot = formTable + place * 8
    form = load<u32>(slot, 4)
    if (form == 0) {
      const isRoom = count < mostForms && formsEnd() + 8 * (longestKey + 16 * mostNames) < formsLimit
      return isRoom ? Verdict.unseen : Verdict.general
    }
    if (
      load<u32>(slot) == keyHash &&
      load<u16>(form) == u16(keyLength) &&
      areEqual(form + headSize, key, keyLength)
    )
      return load<u8>(form, 2)
    place = (place + 1) & (formSlots - 1)
  }
}

function kindInPlan(number: u8, kind: u8): u8 {
  if (number == Member.callId) return Kind.callId
  return number == Member.id ? Kind.eventId : kind
}

/** Writes the plan of the key at `plan`; gives where it ends. */
function writePlan(plan: u32): u32 {
  let piece = plan
  let to = plan + 2
  store<u8>(to++, 123)
  let at = key
  while (at < key + keyLength) {
    const number = load<u8>(at++)
    const slot = load<u32>(slotsByNumber + u32(number & ~isCutOut) * 4)
    if (at > key + 1) store<u8>(to++, 44)
    store<u8>(to++, 34)
    copy(to, slot, lengthAt(slot))
    to += lengthAt(slot)
    store<u16>(to, 0x3a22)
    to += 2
    if ((number & isCutOut) != 0) {
      const kind = kindInPlan(number & ~isCutOut, kindAt(slot))
      const isText = kind != Kind.wholeNumber
      if (isText) store<u8>(to++, 34)
      store<u16>(piece, u16(to - piece - 2))
      store<u8>(to++, kind)
      piece = to
      to += 2
      if (isText) store<u8>(to++, 34)
    } else {
      const length = u32(load<u16>(at))
      memory.copy(to, at + 2, length)
      to += length
      at += 2 + length
    }
  }
  store<u8>(to++, 125)
  store<u16>(piece, u16(to - piece - 2))
  store<u8>(to++, lastPiece)
  return to
}

/** Writes the columns of the key at `columns`; gives where they end. */
function writeColumns(columns: u32): u32 {
  let to = columns
  let at = key
  while (at < key + keyLength) {
    const number = load<u8>(at++)
    const slot = load<u32>(slotsByNumber + u32(number & ~isCutOut) * 4)
    if ((number & isCutOut) == 0) at += 2 + u32(load<u16>(at))
    else if (number != (Member.callId | isCutOut) && number != (Member.id | isCutOut)) {
      store<u8>(to++, kindAt(slot))
      store<u8>(to++, u8(isKeptAt(slot)))
    }
  }
  store<u8>(to++, lastPiece)
  return to
}

/** Says of the form that was unseen whether the general path takes such lines as they are. */
export function learn(isGood: bool): void {
  const place = formsEnd()
  let slot = formTable + (keyHash & (formSlots - 1)) * 8
  while (load<u32>(slot, 4) != 0) {
    slot += 8
    if (slot == formTable + formSlots * 8) slot = formTable
  }
  store<u32>(slot, keyHash)
  store<u32>(slot, place, 4)
  store<u16>(place, u16(keyLength))
  store<u8>(place, isGood ? Verdict.good : Verdict.general, 2)
  memory.copy(place + headSize, key, keyLength)
  const plan = place + headSize + keyLength
  const columns = isGood ? writePlan(plan) : plan
  const columnsEnd = isGood ? writeColumns(columns) : plan
  store<u32>(place, columns - plan, 4)
  store<u32>(place, columns - place, 8)
  end = (columnsEnd + 15) & ~15
  count++
}
