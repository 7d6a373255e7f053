/**
 * A record as the server gives it, before anything is made of it.
 */
import type { Position } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'

/** An event as the store has it, before anything is made of it. */
export interface StoredRecord {
  readonly stream: string
  readonly id: string
  readonly type: string
  readonly revision: bigint
  readonly position: Position
  /** Milliseconds since 1970-01-01T00:00:00Z, by the server's clock. */
  readonly created: number
  /** The JSON value; `undefined` where there is none; `notJson` where it is no JSON. */
  readonly data: unknown
  readonly metadata: () => unknown
}

/** Stands for data that is no JSON. */
export const notJson: unique symbol = Symbol('not JSON')

/** The value of a JSON text; of none, `undefined`. */
export const jsonOf = (text: string): unknown => {
  if (text === '') return undefined
  const parsed = E.tryCatch((): unknown => JSON.parse(text), String)
  return E.isRight(parsed) ? parsed.right : notJson
}
