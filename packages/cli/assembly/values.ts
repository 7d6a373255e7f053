/**
 * Where a value ends, if it is one of its kind: for texts the closing quotation mark, for all others what comes after; 0 where it
 * is none, or may be none. What is taken here for a value of its kind, its codec takes as it stands.
 */
import { isBlank } from './bytes'
import { isDay } from './instant'

/** Whether all that was read in is UTF-8. Where it is not, bytes of other letters are taken nowhere. */
let isUtf8: bool = true

export function setUtf8(whole: bool): void {
  isUtf8 = whole
}

/** The end of the text that starts at `p`, empty or not. */
export function textEnd(p: u32): u32 {
  while (true) {
    const bytes = v128.load(p)
    const special = i8x16.bitmask(
      v128.or(
        v128.or(i8x16.eq(bytes, i8x16.splat(34)), i8x16.eq(bytes, i8x16.splat(92))),
        i8x16.lt_u(bytes, i8x16.splat(32))
      )
    )
    if (!isUtf8) {
      const high = i8x16.bitmask(bytes)
      if (high != 0 && (special == 0 || ctz(special) > ctz(high))) return 0
    }
    if (special != 0) {
      p += ctz(special)
      return load<u8>(p) == 34 ? p : 0
    }
    p += 16
  }
}

export function digits(bytes: v128): v128 {
  return i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(48)), i8x16.splat(10))
}

/** An identifier in which there is a letter: one without may be a person's number. */
export function identifierEnd(start: u32): u32 {
  let p = start
  let letters: i32 = 0
  const first = load<u8>(p)
  if (u8((first | 32) - 97) >= 26 && u8(first - 48) >= 10) return 0
  while (true) {
    const bytes = v128.load(p)
    const lettered = v128.or(
      i8x16.lt_u(i8x16.sub(v128.or(bytes, i8x16.splat(32)), i8x16.splat(97)), i8x16.splat(26)),
      v128.or(i8x16.eq(bytes, i8x16.splat(95)), i8x16.eq(bytes, i8x16.splat(126)))
    )
    const others = v128.or(
      digits(bytes),
      v128.or(i8x16.eq(bytes, i8x16.splat(45)), i8x16.eq(bytes, i8x16.splat(46)))
    )
    const wrong = i8x16.bitmask(v128.or(lettered, others)) ^ 0xffff
    const found = i8x16.bitmask(lettered)
    if (wrong != 0) {
      const place = ctz(wrong)
      letters |= found & ((1 << place) - 1)
      p += place
      return load<u8>(p) == 34 && p - start <= 128 && letters != 0 ? p : 0
    }
    letters |= found
    p += 16
  }
}

function smallHexadecimals(bytes: v128): i32 {
  return i8x16.bitmask(v128.or(digits(bytes), i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(97)), i8x16.splat(6))))
}

/** Whether 36 bytes are a UUID in small letters. */
export function isUuid(p: u32): bool {
  const first = v128.load(p)
  const second = v128.load(p, 16)
  const last = v128.load(p, 20)
  const hyphen = i8x16.splat(45)
  return (
    smallHexadecimals(first) == 0xdeff &&
    i8x16.bitmask(i8x16.eq(first, hyphen)) == 0x2100 &&
    smallHexadecimals(second) == 0xff7b &&
    i8x16.bitmask(i8x16.eq(second, hyphen)) == 0x0084 &&
    (smallHexadecimals(last) & 0xfff0) == 0xfff0
  )
}

export function uuidEnd(p: u32): u32 {
  return isUuid(p) && load<u8>(p, 36) == 34 ? p + 36 : 0
}

export function dateEnd(p: u32): u32 {
  const areDigits = (i8x16.bitmask(digits(v128.load(p))) & 0x3ff) == 0x36f
  if (!areDigits || load<u8>(p, 4) != 45 || load<u8>(p, 7) != 45 || load<u8>(p, 10) != 34) return 0
  return isDay(p) ? p + 10 : 0
}

/** 64 hexadecimal digits, in small letters. */
export function sha256End(p: u32): u32 {
  for (let i: u32 = 0; i < 64; i += 16) if (smallHexadecimals(v128.load(p + i)) != 0xffff) return 0
  return load<u8>(p, 64) == 34 ? p + 64 : 0
}

/** A whole number, 0 or more, that every machine reads alike. */
export function wholeNumberEnd(start: u32): u32 {
  let p = start
  while (u8(load<u8>(p) - 48) < 10) p++
  const length = p - start
  if (length == 0 || length > 15 || (length > 1 && load<u8>(start) == 48)) return 0
  const next = load<u8>(p)
  return next == 44 || next == 125 || isBlank(next) ? p : 0
}

/**
 * Any value, told from what follows it by its quotation marks and brackets only. Whether it is one is settled by the first line of its
 * form.
 */
export function valueEnd(start: u32): u32 {
  let p = start
  const first = load<u8>(p)
  if (first == 34) {
    const end = textEnd(p + 1)
    return end == 0 ? 0 : end + 1
  }
  if (first != 91 && first != 123) {
    while (true) {
      const byte = load<u8>(p)
      if (byte == 44 || byte == 125 || isBlank(byte)) return p == start ? 0 : p
      if (byte < 32 || byte == 34 || byte > 126) return 0
      p++
    }
  }
  let depth = 0
  while (true) {
    const byte = load<u8>(p)
    if (byte == 34) {
      p = textEnd(p + 1)
      if (p == 0) return 0
    } else if (byte == 91 || byte == 123) {
      depth++
    } else if (byte == 93 || byte == 125) {
      if (--depth == 0) return p + 1
    } else if (byte > 126 || (byte < 32 && !isBlank(byte))) {
      return 0
    }
    p++
  }
}
