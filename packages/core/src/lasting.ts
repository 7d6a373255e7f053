/**
 * What lasts at an instant, of many things each of which lasts for a while.
 */
import type { Instant } from './instant.ts'
import { ordText } from './order.ts'
import { countAtFront } from './select.ts'

/** The time through which something lasts: half open. */
export interface Span {
  /** `undefined`: ever before. */
  readonly from: Instant | undefined
  /** `undefined`: ever after. */
  readonly until: Instant | undefined
}

const beginning = ({ from }: Span): string => from ?? ''
const end = ({ until }: Span): string => until ?? '~'

const byBeginning = (a: Span, b: Span): number => ordText.compare(beginning(a), beginning(b))

/**
 * Makes many things ready to be asked which of them last at an instant: by their beginning, and those of one beginning in
 * the order in which they were given. The ends stand in a tree in which each node has the latest of those below it, so
 * that of those that do not last hardly any is looked at.
 */
export const lastingAt = <A extends Span>(things: ReadonlyArray<A>): ((instant: Instant) => Iterable<A>) => {
  const inOrder = [...things].sort(byBeginning)
  let leaves = 1
  while (leaves < inOrder.length) leaves *= 2
  const ends: Array<string> = Array.from({ length: 2 * leaves }, () => '')
  inOrder.forEach((thing, place) => (ends[leaves + place] = end(thing)))
  for (let node = leaves - 1; node > 0; node--) {
    const [left, right] = [ends[2 * node] as string, ends[2 * node + 1] as string]
    ends[node] = left > right ? left : right
  }

  return function* (instant) {
    const begun = countAtFront(inOrder, each => beginning(each) <= instant)
    const open: Array<readonly [node: number, first: number, size: number]> = [[1, 0, leaves]]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [node, first, size] = next
      if (first >= begun || (ends[node] as string) <= instant) continue
      if (size === 1) yield inOrder[first] as A
      else {
        const half = size / 2
        open.push([2 * node + 1, first + half, half], [2 * node, first, half])
      }
    }
  }
}
