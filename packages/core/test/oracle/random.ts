// A seeded source of choices: the same seed, the same history.

export interface Random {
  /** An integer from 0 up to, not including, `end`. */
  below: (end: number) => number
  chance: (probability: number) => boolean
  pick: <A>(items: readonly A[]) => A
  /** Some of the items, at least one, in their order. */
  some: <A>(items: readonly A[]) => readonly A[]
  shuffled: <A>(items: readonly A[]) => A[]
}

export const randomOf = (seed: number): Random => {
  let state = (seed ^ 0x9e3779b9) >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (end: number): number => Math.floor(next() * end)
  const pick = <A>(items: readonly A[]): A => items[below(items.length)] as A
  return {
    below,
    pick,
    chance: probability => next() < probability,
    shuffled: items => {
      const left = [...items]
      return items.map(() => left.splice(below(left.length), 1)[0]!)
    },
    some: items => {
      const kept = items.filter(() => next() < 0.5)
      return kept.length > 0 ? kept : [pick(items)]
    }
  }
}
