/**
 * How the stores of this package fail inside: by throwing what becomes a `StoreError` at their edge.
 */
import type { StoreError } from '@samtykke/core'
import { codeOf, fileErrorOf, within as withinTime } from '@samtykke/log/adapter'
import * as TE from 'fp-ts/lib/TaskEither.js'

/** Carries a `StoreError` to the edge. */
export class Fault extends Error {
  readonly error: StoreError
  constructor(error: StoreError) {
    super(error._tag)
    this.error = error
  }
}

type Never = Exclude<StoreError, { retry: 'later' }>['_tag']

export const never = (_tag: Never, reason: string): Fault => new Fault({ _tag, retry: 'never', reason })

export const unavailable = (reason: string): Fault =>
  new Fault({ _tag: 'Unavailable', retry: 'later', reason })

/** Of any error at all. Its message is not repeated: it may hold a path, and a path an id. */
export const storeErrorOf = (error: unknown): StoreError => {
  if (error instanceof Fault) return error.error
  const code = codeOf(error)
  if (code === 'ENAMETOOLONG')
    return { _tag: 'InvalidRef', retry: 'never', reason: 'too long for a name of this file system' }
  return fileErrorOf(code) ?? { _tag: 'Unavailable', retry: 'later', reason: code ?? kindOf(error) }
}

const kindOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'name' in error && typeof error.name === 'string'
    ? error.name
    : typeof error

/** The promise, but no longer than so many milliseconds; then it is unavailable. */
export const within = <A>(milliseconds: number, promise: Promise<A>): Promise<A> =>
  withinTime(milliseconds, promise, unavailable)

/** As a `TaskEither` that does not throw. */
export const guarded = <A>(task: () => Promise<A>): TE.TaskEither<StoreError, A> =>
  TE.tryCatch(task, storeErrorOf)
