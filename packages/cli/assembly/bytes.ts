/**
 * Runs of bytes: copied, compared and hashed.
 */

export function isBlank(byte: u8): bool {
  return byte == 32 || byte == 9 || byte == 13
}

/** Copies in steps of 16: up to 15 bytes behind the end are overwritten, and as many read. */
export function copy(to: u32, from: u32, length: u32): void {
  for (let i: u32 = 0; i < length; i += 16) v128.store(to + i, v128.load(from + i))
}

export function areEqual(a: u32, b: u32, length: u32): bool {
  let i: u32 = 0
  for (; i + 16 <= length; i += 16)
    if (!i8x16.all_true(i8x16.eq(v128.load(a + i), v128.load(b + i)))) return false
  for (; i < length; i++) if (load<u8>(a + i) != load<u8>(b + i)) return false
  return true
}

function mixed(hash: u64, word: u64): u64 {
  const both = hash ^ word
  return (both * 0x9e3779b97f4a7c15) ^ (both >> 32)
}

export function hashOf(start: u32, length: u32): u32 {
  let hash: u64 = length
  let at = start
  const end = start + length
  for (; at + 8 <= end; at += 8) hash = mixed(hash, load<u64>(at))
  if (at < end) hash = mixed(hash, load<u64>(at) & ((u64(1) << (u64(end - at) * 8)) - 1))
  hash = (hash ^ (hash >> 32)) * 0xd6e8feb86659fd93
  return u32(hash >> 32)
}
