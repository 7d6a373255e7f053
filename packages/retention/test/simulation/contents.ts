/**
 * What the stores really hold, what was ever there, the copies that were set aside, and orders that were accepted.
 */
import type { Ref } from '@samtykke/core'
import { keyOf } from './truth.ts'

export interface Contents {
  /** Since when it is there. */
  readonly since: (key: string) => number | undefined
  readonly has: (key: string) => boolean
  readonly put: (key: string, now: number) => void
  readonly remove: (key: string) => void
  readonly wasEverThere: (key: string) => boolean
  readonly copies: Set<string>
  /** When an order is carried out, by its reference. */
  readonly orders: Map<string, number>
}

export const copyKey = (requestId: string, ref: Ref): string => `${requestId} ${keyOf(ref)}`

export const createContents = (): Contents => {
  const there = new Map<string, number>()
  const ever = new Set<string>()
  return {
    since: key => there.get(key),
    has: key => there.has(key),
    put: (key, now) => {
      ever.add(key)
      there.set(key, now)
    },
    remove: key => void there.delete(key),
    wasEverThere: key => ever.has(key),
    copies: new Set(),
    orders: new Map()
  }
}
