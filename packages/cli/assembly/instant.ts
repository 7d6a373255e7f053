/**
 * Instants: any that RFC 3339 can spell in, a number out that is greater the later it is.
 */

/** The instant that was read last, packed. */
export let instant: u64 = 0

export function twoDigits(p: u32): u32 {
  return (u32(load<u8>(p)) - 48) * 10 + u32(load<u8>(p, 1)) - 48
}

function daysIn(month: u32, year: u32): u32 {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31
}

/** Whether digits `YYYY-MM-DD` are a day that exists. */
export function isDay(p: u32): bool {
  const month = twoDigits(p + 5)
  const day = twoDigits(p + 8)
  if (day < 1 || month < 1 || month > 12) return false
  return day <= 28 || day <= daysIn(month, twoDigits(p) * 100 + twoDigits(p + 2))
}

function pack(year: u32, month: u32, day: u32, minutes: u32, seconds: u32, milliseconds: u32): u64 {
  return (
    (u64(year) << 36) |
    (u64(month) << 32) |
    (u64(day) << 27) |
    (u64(minutes / 60) << 22) |
    (u64(minutes % 60) << 16) |
    (u64(seconds) << 10) |
    u64(milliseconds)
  )
}

function digits(bytes: v128): i32 {
  return i8x16.bitmask(i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(48)), i8x16.splat(10)))
}

/** An instant in its one form, `YYYY-MM-DDTHH:mm:ss.sssZ`, packed. */
export function packedInstant(p: u32): u64 {
  const milliseconds = (u32(load<u8>(p, 20)) - 48) * 100 + twoDigits(p + 21)
  const minutes = twoDigits(p + 11) * 60 + twoDigits(p + 14)
  return pack(
    twoDigits(p) * 100 + twoDigits(p + 2),
    twoDigits(p + 5),
    twoDigits(p + 8),
    minutes,
    twoDigits(p + 17),
    milliseconds
  )
}

function isInOneForm(p: u32): bool {
  const first = v128.load(p)
  const last = v128.load(p, 8)
  if (digits(first) != 0xdb6f || digits(last) != 0x76db) return false
  const marksOfFirst = i8x16.eq(first, i8x16(0, 0, 0, 0, 45, 0, 0, 45, 0, 0, 84, 0, 0, 58, 0, 0))
  const marksOfLast = i8x16.eq(last, i8x16(0, 0, 84, 0, 0, 58, 0, 0, 58, 0, 0, 46, 0, 0, 0, 90))
  return i8x16.bitmask(marksOfFirst) == 0x2490 && i8x16.bitmask(marksOfLast) == 0x8924
}

/** Where the instant that starts at `p` ends, with the quotation mark behind it; 0 where it is none. */
export function instantEnd(p: u32): u32 {
  if (!isInOneForm(p) || load<u8>(p, 24) != 34) return spelledEnd(p)
  if (twoDigits(p + 11) > 23 || twoDigits(p + 14) > 59 || twoDigits(p + 17) > 59 || !isDay(p)) return 0
  instant = packedInstant(p)
  return p + 24
}

function isDigit(p: u32): bool {
  return u8(load<u8>(p) - 48) < 10
}

/** In any other spelling: fewer or more digits of a second, small letters, an offset. */
function spelledEnd(p: u32): u32 {
  // YYYY-MM-DDTHH:mm and, from the fourth of its bytes on, :ss
  if (digits(v128.load(p)) != 0xdb6f || (digits(v128.load(p, 3)) & 0xdb6d) != 0xdb6d) return 0
  if (load<u8>(p, 4) != 45 || load<u8>(p, 7) != 45 || (load<u8>(p, 10) | 32) != 116) return 0
  if (load<u8>(p, 13) != 58 || load<u8>(p, 16) != 58) return 0
  let minutes: i32 = twoDigits(p + 11) * 60 + twoDigits(p + 14)
  const seconds = twoDigits(p + 17)
  if (twoDigits(p + 11) > 23 || twoDigits(p + 14) > 59 || seconds > 59 || !isDay(p)) return 0
  let end = p + 19
  let milliseconds: u32 = 0
  if (load<u8>(end) == 46) {
    end++
    if (!isDigit(end)) return 0
    for (let weight: u32 = 100; isDigit(end); weight /= 10) milliseconds += weight * (load<u8>(end++) - 48)
  }
  let year: i32 = twoDigits(p) * 100 + twoDigits(p + 2)
  let month: i32 = twoDigits(p + 5)
  let day: i32 = twoDigits(p + 8)
  const zone = load<u8>(end++)
  if (zone == 43 || zone == 45) {
    if (
      !isDigit(end) ||
      !isDigit(end + 1) ||
      load<u8>(end, 2) != 58 ||
      !isDigit(end + 3) ||
      !isDigit(end + 4)
    )
      return 0
    if (twoDigits(end) > 23 || twoDigits(end + 3) > 59) return 0
    const offset: i32 = twoDigits(end) * 60 + twoDigits(end + 3)
    end += 5
    minutes += zone == 43 ? -offset : offset
    if (minutes < 0) {
      minutes += 1440
      if (--day == 0) {
        if (--month == 0) {
          month = 12
          year--
        }
        day = daysIn(month, year)
      }
    } else if (minutes >= 1440) {
      minutes -= 1440
      if (++day > i32(daysIn(month, year))) {
        day = 1
        if (++month > 12) {
          month = 1
          year++
        }
      }
    }
    if (year < 0 || year > 9999) return 0
  } else if ((zone | 32) != 122) {
    return 0
  }
  if (load<u8>(end) != 34) return 0
  instant = pack(year, month, day, minutes, seconds, milliseconds)
  return end
}
