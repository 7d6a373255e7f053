/**
 * Where everything stands in memory. The program outside sets it up, puts bytes of a source at `input`, and takes records
 * out of the regions, one for each part of the calls.
 */

/** Every store of 16 bytes may go this far beyond the end of what is meant. */
export const margin: u32 = 16

export const nameSlots: u32 = 256
export const nameSlotSize: u32 = 32
const namesSize: u32 = nameSlots * nameSlotSize

/** The members that a line may have, at most: one bit each. */
export const mostNames: u32 = 64

export const longestKey: u32 = 2048
export const formSlots: u32 = 16384
export const mostForms: u32 = 8192
const formsSize: u32 = 4 * 1024 * 1024
/** A call that has more events is written whole. */
export const mostByColumns: u32 = 32
/** A line that is longer is left to the general path. */
export const longestLine: u32 = 16384

export let names: u32 = 0
/** 17 masks of 16 bytes: the first n bytes are set. */
export let masks: u32 = 0
/** Of each name by its number, where its slot is. */
export let slotsByNumber: u32 = 0
/** What tells the form of a line from others, put together while it is read. */
export let key: u32 = 0
/** What is cut out of a line, packed, put together while it is read. */
export let cuttings: u32 = 0
export let formTable: u32 = 0
export let forms: u32 = 0
export let formsLimit: u32 = 0
/** Of what was cut out of one line, where each stands and of which kind it is, in 8 bytes. */
export let cutPlaces: u32 = 0
/** The records of one call, in the order of their events' identifiers. */
export let recordsById: u32 = 0
/** Of each part where the next record goes. */
export let cursors: u32 = 0
export let regions: u32 = 0
export let regionSize: u32 = 0
export let partMask: u32 = 0
export let thread: u8 = 0

const round = (n: u32): u32 => (n + 15) & ~15

/** Lays memory out from `base`; gives where it ends. The number of parts is a power of two. */
export function layOut(base: u32, ofThread: u8, parts: u32, sizeOfRegion: u32): u32 {
  names = round(base)
  masks = names + namesSize
  slotsByNumber = masks + 17 * 16
  key = slotsByNumber + mostNames * 4
  cuttings = key + longestKey + 4 * mostNames
  cutPlaces = cuttings + longestLine + margin
  recordsById = cutPlaces + mostNames * 8
  formTable = recordsById + mostByColumns * 4
  forms = formTable + formSlots * 8
  formsLimit = forms + formsSize
  cursors = formsLimit
  regions = round(cursors + parts * 4)
  regionSize = sizeOfRegion
  partMask = parts - 1
  thread = ofThread
  memory.fill(names, 0, forms - names)
  for (let n: u32 = 0; n <= 16; n++) memory.fill(masks + n * 16, 0xff, n)
  for (let part: u32 = 0; part < parts; part++) store<u32>(cursors + part * 4, regions + part * regionSize)
  return regions + parts * regionSize
}
