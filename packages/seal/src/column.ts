/**
 * A number for each of many things that are numbered from 0, eight bytes each.
 */

export interface Column {
  readonly get: (number: number) => number
  readonly set: (number: number, value: number) => void
}

const slabSize = 2 ** 15

/** What was not set is `initial`. */
export const column = (initial: number): Column => {
  const slabs: Float64Array[] = []
  return {
    get: number => slabs[Math.floor(number / slabSize)]?.[number % slabSize] ?? initial,
    set: (number, value) => {
      const slab = (slabs[Math.floor(number / slabSize)] ??= new Float64Array(slabSize).fill(initial))
      slab[number % slabSize] = value
    }
  }
}
