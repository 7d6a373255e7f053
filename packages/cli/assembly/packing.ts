/**
 * UUIDs in 16 bytes and instants in 8, and back to their texts.
 */

function nibbles(characters: v128): v128 {
  const low = v128.and(characters, i8x16.splat(15))
  const nine = v128.and(i8x16.gt_u(characters, i8x16.splat(57)), i8x16.splat(9))
  return i8x16.add(low, nine)
}

/** Of pairs of nibbles the bytes, each in 16 bits. */
function paired(nibbles: v128): v128 {
  return v128.and(v128.or(i16x8.shl(nibbles, 4), i16x8.shr_u(nibbles, 8)), i16x8.splat(255))
}

/** Packs a UUID in small letters; reads 36 bytes. */
export function packUuid(to: u32, text: u32): void {
  const first = v128.or(
    i8x16.swizzle(v128.load(text), i8x16(0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, -1, -1, -1, -1)),
    i8x16.swizzle(v128.load(text, 2), i8x16(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 12, 13, 14, 15))
  )
  const second = v128.or(
    i8x16.swizzle(v128.load(text, 19), i8x16(0, 1, 2, 3, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1)),
    i8x16.swizzle(v128.load(text, 20), i8x16(-1, -1, -1, -1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))
  )
  v128.store(to, i8x16.narrow_i16x8_u(paired(nibbles(first)), paired(nibbles(second))))
}

/** Packs 32 hexadecimal digits in small letters. */
export function packHexadecimals(to: u32, text: u32): void {
  v128.store(to, i8x16.narrow_i16x8_u(paired(nibbles(v128.load(text))), paired(nibbles(v128.load(text, 16)))))
}

/** Writes 32 hexadecimal digits. */
export function writeHexadecimals(to: u32, packed: u32): void {
  const bytes = v128.load(packed)
  v128.store(to, firstHexadecimals(bytes))
  v128.store(to, lastHexadecimals(bytes), 16)
}

const hexadecimals = i8x16(48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 97, 98, 99, 100, 101, 102)

function firstHexadecimals(bytes: v128): v128 {
  const high = i8x16.shr_u(bytes, 4)
  const low = v128.and(bytes, i8x16.splat(15))
  return i8x16.swizzle(
    hexadecimals,
    i8x16.shuffle(high, low, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
  )
}

function lastHexadecimals(bytes: v128): v128 {
  const high = i8x16.shr_u(bytes, 4)
  const low = v128.and(bytes, i8x16.splat(15))
  return i8x16.swizzle(
    hexadecimals,
    i8x16.shuffle(high, low, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
  )
}

/** Writes a UUID of 36 characters, and 12 bytes of nothing behind it. */
export function writeUuid(to: u32, packed: u32): void {
  const bytes = v128.load(packed)
  const first = firstHexadecimals(bytes)
  const second = lastHexadecimals(bytes)
  const hyphen = i8x16.splat(45)
  v128.store(to, i8x16.shuffle(first, hyphen, 0, 1, 2, 3, 4, 5, 6, 7, 16, 8, 9, 10, 11, 16, 12, 13))
  const head = i8x16.shuffle(first, hyphen, 14, 15, 16, 0, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0)
  v128.store(to, i8x16.shuffle(head, second, 0, 1, 2, 16, 17, 18, 19, 7, 20, 21, 22, 23, 24, 25, 26, 27), 16)
  v128.store(to, i8x16.shuffle(second, second, 12, 13, 14, 15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 32)
}

function writeTwoDigits(to: u32, number: u32): void {
  const tens = (number * 103) >> 10
  store<u16>(to, u16((48 + tens) | ((48 + number - tens * 10) << 8)))
}

/** Writes an instant of 24 characters. */
export function writeInstant(to: u32, packed: u64): void {
  const year = u32(packed >> 36)
  const century = year / 100
  writeTwoDigits(to, century)
  writeTwoDigits(to + 2, year - century * 100)
  store<u8>(to, 45, 4)
  writeTwoDigits(to + 5, u32(packed >> 32) & 15)
  store<u8>(to, 45, 7)
  writeTwoDigits(to + 8, u32(packed >> 27) & 31)
  store<u8>(to, 84, 10)
  writeTwoDigits(to + 11, u32(packed >> 22) & 31)
  store<u8>(to, 58, 13)
  writeTwoDigits(to + 14, u32(packed >> 16) & 63)
  store<u8>(to, 58, 16)
  writeTwoDigits(to + 17, u32(packed >> 10) & 63)
  store<u8>(to, 46, 19)
  const milliseconds = u32(packed) & 1023
  const hundreds = milliseconds / 100
  store<u8>(to, u8(48 + hundreds), 20)
  writeTwoDigits(to + 21, milliseconds - hundreds * 100)
  store<u8>(to, 90, 23)
}
