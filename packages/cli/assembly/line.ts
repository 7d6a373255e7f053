/**
 * Reads one line: its members, in whatever order, and of each where its value ends. Values of known kinds are checked and cut out;
 * what is left is the key of the line's form.
 *
 * What is not plain is left to the general path: what is escaped, a member that comes twice or is not known, a value that is none of
 * its kind.
 */
import { copy, isBlank } from './bytes'
import { isCutOut, Verdict, verdictOf } from './forms'
import { instant, instantEnd } from './instant'
import { cuttings, key, longestKey, longestLine, mostNames } from './layout'
import { Kind, kindAt, lengthAt, Member, nameAt, numberAt, slotOf } from './names'
import { packHexadecimals, packUuid } from './packing'
import {
  dateEnd,
  identifierEnd,
  isUuid,
  sha256End,
  textEnd,
  uuidEnd,
  valueEnd,
  wholeNumberEnd
} from './values'

/** Of the line read last. */
export let lineEnd: u32 = 0
export let callStart: u32 = 0
export let callEnd: u32 = 0
export let occurredAt: u64 = 0
export let recordedAt: u64 = 0
export let idStart: u32 = 0
export let cuttingsEnd: u32 = 0

/** How an identifier that is a UUID begins when it is packed; any other begins with its length. */
export const packedAsUuid: u8 = 255

/** Packs an identifier, and gives where that ends. */
export function packIdentifier(to: u32, start: u32, length: u32): u32 {
  if (length == 36 && isUuid(start)) {
    store<u8>(to, packedAsUuid)
    packUuid(to + 1, start)
    return to + 17
  }
  store<u8>(to, u8(length))
  copy(to + 1, start, length)
  return to + 1 + length
}

function afterBlanks(p: u32): u32 {
  while (isBlank(load<u8>(p))) p++
  return p
}

/** The end of a quoted value of a kind, or 0; `p` is behind the quotation mark. */
function quotedEnd(kind: u8, p: u32): u32 {
  if (kind == Kind.instant) return instantEnd(p)
  if (kind == Kind.identifier) return identifierEnd(p)
  if (kind == Kind.uuid) return uuidEnd(p)
  if (kind == Kind.sha256) return sha256End(p)
  if (kind == Kind.date) return dateEnd(p)
  const end = textEnd(p)
  return end == p ? 0 : end
}

/** Packs a value that was cut out at `start` up to `end`; gives where that ends. */
function pack(kind: u8, to: u32, start: u32, end: u32): u32 {
  const length = end - start
  if (kind == Kind.identifier) return packIdentifier(to, start, length)
  if (kind == Kind.instant) {
    store<u64>(to, instant)
    return to + 8
  }
  if (kind == Kind.uuid) {
    packUuid(to, start)
    return to + 16
  }
  if (kind == Kind.sha256) {
    packHexadecimals(to, start)
    packHexadecimals(to + 16, start + 32)
    return to + 32
  }
  if (kind == Kind.text || kind == Kind.wholeNumber) {
    store<u16>(to, u16(length))
    to += 2
  }
  copy(to, start, length)
  return to + length
}

/** Reads the line that starts at `start`, which ends with a line feed and has readable bytes behind it. */
export function readLine(start: u32): u8 {
  let p = afterBlanks(start)
  if (load<u8>(p) != 123) return Verdict.general
  p++
  let seen: u64 = 0
  let keyEnd = key
  let to = cuttings
  callEnd = 0
  recordedAt = 0
  while (true) {
    p = afterBlanks(p)
    if (load<u8>(p) != 34) return Verdict.general
    p++
    const marks = i8x16.bitmask(i8x16.eq(v128.load(p), i8x16.splat(34)))
    if (marks == 0) return Verdict.general
    const length = u32(ctz(marks))
    const slot = slotOf(nameAt(p, length))
    // A name that is known but for zeros behind it is another one.
    if (length == 0 || lengthAt(slot) != length) return Verdict.general
    const number = numberAt(slot)
    const bit = u64(1) << number
    if ((seen & bit) != 0) return Verdict.general
    seen |= bit
    p = afterBlanks(p + length + 1)
    if (load<u8>(p) != 58) return Verdict.general
    p = afterBlanks(p + 1)

    const kind = kindAt(slot)
    const isQuoted = load<u8>(p) == 34
    let end: u32
    // What was forgotten stands in brackets.
    const isForgotten = kind == Kind.identifier && load<u8>(p, 1) == 91
    if (kind == Kind.other || isForgotten || isQuoted == (kind == Kind.wholeNumber)) {
      end = valueEnd(p)
      if (end == 0) return Verdict.general
      const size = end - p
      if (keyEnd - key + size + 3 > longestKey) return Verdict.general
      store<u8>(keyEnd, number)
      store<u16>(keyEnd, u16(size), 1)
      copy(keyEnd + 3, p, size)
      keyEnd += size + 3
      p = end
    } else {
      if (isQuoted) p++
      end = isQuoted ? quotedEnd(kind, p) : wholeNumberEnd(p)
      if (end == 0 || end - start > longestLine - 64 * mostNames) return Verdict.general
      store<u8>(keyEnd++, number | isCutOut)
      if (number == Member.callId) {
        callStart = p
        callEnd = end
      } else if (number == Member.id) {
        idStart = p
      } else {
        if (number == Member.occurredAt) occurredAt = instant
        else if (number == Member.recordedAt) recordedAt = instant
        to = pack(kind, to, p, end)
      }
      p = isQuoted ? end + 1 : end
    }

    p = afterBlanks(p)
    const next = load<u8>(p++)
    if (next == 44) continue
    if (next != 125) return Verdict.general
    break
  }
  p = afterBlanks(p)
  if (load<u8>(p) != 10 || callEnd == 0) return Verdict.general
  lineEnd = p + 1
  cuttingsEnd = to
  if (recordedAt == 0) recordedAt = occurredAt
  return verdictOf(keyEnd - key)
}
