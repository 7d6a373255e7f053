/**
 * The names that members can have, each with its number, what its values are, and whether rules ask for them.
 */
import { masks, names, nameSlots, nameSlotSize, slotsByNumber } from './layout'

/** What the values of a member are. All but `other` are cut out of a line; what is left is its form. */
export namespace Kind {
  export const other: u8 = 0
  export const identifier: u8 = 1
  export const uuid: u8 = 2
  export const instant: u8 = 3
  export const date: u8 = 4
  export const text: u8 = 5
  export const wholeNumber: u8 = 6
  export const sha256: u8 = 7
  /** In plans only: what a record has of its own, the identifiers of the event and of its call. */
  export const eventId: u8 = 8
  export const callId: u8 = 9
}

/** The members that are looked at here have these numbers; the others come behind. */
export namespace Member {
  export const callId: u8 = 0
  export const occurredAt: u8 = 1
  export const recordedAt: u8 = 2
  export const id: u8 = 3
}

export function numberAt(slot: u32): u8 {
  return load<u8>(slot, 16)
}

export function kindAt(slot: u32): u8 {
  return load<u8>(slot, 17)
}

export function isKeptAt(slot: u32): bool {
  return load<u8>(slot, 18) != 0
}

export function lengthAt(slot: u32): u8 {
  return load<u8>(slot, 19)
}

/** A name of at most 15 bytes, with zeros behind it. */
export function nameAt(start: u32, length: u32): v128 {
  return v128.and(v128.load(start), v128.load(masks + length * 16))
}

/** The slot of a name, or an empty one where it is not known. */
export function slotOf(name: v128): u32 {
  const hash =
    (i64x2.extract_lane(name, 0) * 0x9e3779b97f4a7c15) ^ (i64x2.extract_lane(name, 1) * 0xc2b2ae3d27d4eb4f)
  let slot = names + (u32(u64(hash ^ (hash >>> 29)) >> 20) & (nameSlots - 1)) * nameSlotSize
  while (lengthAt(slot) != 0 && !i8x16.all_true(i8x16.eq(v128.load(slot), name))) {
    slot += nameSlotSize
    if (slot == names + nameSlots * nameSlotSize) slot = names
  }
  return slot
}

/** Makes a name known, whose bytes stand at `start`. */
export function addName(start: u32, length: u8, number: u8, kind: u8, isKept: bool): void {
  const name = nameAt(start, length)
  const slot = slotOf(name)
  v128.store(slot, name)
  store<u8>(slot, number, 16)
  store<u8>(slot, kind, 17)
  store<u8>(slot, u8(isKept), 18)
  store<u8>(slot, length, 19)
  store<u32>(slotsByNumber + u32(number) * 4, slot)
}
