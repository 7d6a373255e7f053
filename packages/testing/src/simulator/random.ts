/**
 * Numbers that look drawn and are computed: the same from the same seed, on every machine.
 *
 * The generator is sfc32 (Chris Doty-Humphrey's small fast counting generator, of PractRand): four words of 32 bits,
 * integer arithmetic only, so that no machine rounds differently. Its state is seeded with the numbers that
 * name a stream, which makes every stream its own: what one call draws never moves what another draws.
 */
import type { Uuid } from '@samtykke/core'

/** A stream of random numbers. */
export interface Random {
  /** A whole number from `from` to `to`, both included. */
  readonly between: (from: number, to: number) => number
  /** True in `percent` of 100 cases; fractions of a percent count. */
  readonly chance: (percent: number) => boolean
  /** One of the choices, as often as its weight says. */
  readonly pick: <A>(choices: ReadonlyArray<readonly [weight: number, choice: A]>) => A
  /** A UUID of version 4. */
  readonly uuid: () => Uuid
  /** `digits` hexadecimal digits, a multiple of 8. */
  readonly hex: (digits: number) => string
}

/** What a stream is about: no two kinds draw the same numbers. */
export type StreamKind = 'day' | 'customer' | 'call'

const kinds: Readonly<Record<StreamKind, number>> = { day: 1, customer: 2, call: 3 }

const warmUp = 12
const twoTo32 = 0x1_0000_0000

/** The generator itself: each call gives the next 32 bits. */
const sfc32 = (first: number, second: number, third: number): (() => number) => {
  let [a, b, c, counter] = [first | 0, second | 0, third | 0, 1]
  const next = (): number => {
    const result = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + result) | 0
    return result >>> 0
  }
  for (let round = 0; round < warmUp; round++) next()
  return next
}

/**
 * The stream of one kind and index under a seed.
 *
 * @param seed a whole number, 0 to 2^53 - 1
 * @param index a whole number, 0 to 2^32 - 1
 */
export const randomStream = (seed: number, kind: StreamKind, index: number): Random => {
  const high = Math.floor(seed / twoTo32)
  const next = sfc32(seed % twoTo32, high + kinds[kind] * 2 ** 24, index)
  const word = (): string => next().toString(16).padStart(8, '0')
  const below = (bound: number): number => Math.floor((next() / twoTo32) * bound)
  return {
    between: (from, to) => from + below(to - from + 1),
    chance: percent => next() < percent * (twoTo32 / 100),
    pick: choices => {
      let rest = below(choices.reduce((sum, [weight]) => sum + weight, 0))
      for (const [weight, choice] of choices) {
        rest -= weight
        if (rest < 0) return choice
      }
      return choices[choices.length - 1]![1]
    },
    uuid: () => {
      const [first, second, third, fourth] = [word(), word(), word(), word()]
      const variant = '89ab'.charAt(parseInt(third.charAt(0), 16) & 3)
      return `${first}-${second.slice(0, 4)}-4${second.slice(5)}-${variant}${third.slice(1, 4)}-${third.slice(4)}${fourth}` as Uuid
    },
    hex: digits => {
      let text = ''
      while (text.length < digits) text += word()
      return text
    }
  }
}
