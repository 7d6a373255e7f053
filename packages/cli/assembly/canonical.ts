/**
 * The canonical JSON of all events of a call, in the order of their identifiers, a line for each: its hash says from what an output
 * was derived.
 */
import { canonicalPlanOf } from './forms'
import { formOf, nextOf, writeCanonical } from './event'
import { mostByColumns, recordsById } from './layout'
import { idOffset } from './records'

/** So much is written at once, and the events of one more call. */
export const enoughText: u32 = 512 * 1024

/** Whether the first of two records has the smaller identifier. */
function isBefore(a: u32, b: u32): bool {
  const first = bswap(load<u64>(a, idOffset))
  const second = bswap(load<u64>(b, idOffset))
  return first == second
    ? bswap(load<u64>(a, idOffset + 8)) < bswap(load<u64>(b, idOffset + 8))
    : first < second
}

/** Whether the events of a call have forms whose canonical JSON can be written. */
export function haveCanonical(first: u32): bool {
  for (let record = first; record != 0; record = nextOf(record))
    if (canonicalPlanOf(formOf(record)) == 0) return false
  return true
}

/** Writes the lines of a call of at most `mostByColumns` events; gives where they end. */
export function writeLines(to: u32, first: u32): u32 {
  let end = recordsById
  for (let record = first; record != 0; record = nextOf(record)) {
    let place = end
    while (place > recordsById && isBefore(record, load<u32>(place - 4))) {
      store<u32>(place, load<u32>(place - 4))
      place -= 4
    }
    store<u32>(place, record)
    end += 4
  }
  let p = to
  for (let place = recordsById; place < end; place += 4) {
    p = writeCanonical(p, load<u32>(place))
    store<u8>(p++, 10)
  }
  return p - 1
}
