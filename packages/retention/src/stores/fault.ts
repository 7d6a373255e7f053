/**
 * How the stores of this package fail inside: by throwing what becomes a `StoreError` at their edge.
 */
import type { StoreError } from '@samtykke/core'
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

const denied = new Set(['EACCES', 'EPERM', 'EROFS'])
const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** The `code` of an error of Node's, such as `ENOENT`. */
export const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined

/** Of any error at all. Its message is not repeated: it may hold a path, and a path an id. */
export const storeErrorOf = (error: unknown): StoreError => {
  if (error instanceof Fault) return error.error
  const code = codeOf(error)
  if (code !== undefined && denied.has(code)) return { _tag: 'AccessDenied', retry: 'never', reason: code }
  if (code !== undefined && full.has(code)) return { _tag: 'OutOfSpace', retry: 'later', reason: code }
  if (code === 'ENAMETOOLONG')
    return { _tag: 'InvalidRef', retry: 'never', reason: 'too long for a name of this file system' }
  return { _tag: 'Unavailable', retry: 'later', reason: code ?? kindOf(error) }
}

const kindOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'name' in error && typeof error.name === 'string'
    ? error.name
    : typeof error

/** The promise, but no longer than so many milliseconds. What takes longer goes on, and is no longer waited for. */
export const within = async <A>(milliseconds: number, promise: Promise<A>): Promise<A> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable(`no answer within ${milliseconds} ms`)), milliseconds)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/** As a `TaskEither` that does not throw. */
export const guarded = <A>(task: () => Promise<A>): TE.TaskEither<StoreError, A> =>
  TE.tryCatch(task, storeErrorOf)
