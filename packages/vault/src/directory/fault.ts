/**
 * How what is kept in a folder fails inside: by throwing what becomes an error at the edge.
 */
import type { KeyTableError, StoreError } from '@samtykke/core'
import { codeOf, fileErrorOf, within as withinTime } from '@samtykke/log/adapter'

/** What both the errors of a table and those of a store can say. */
export type FolderError = Extract<KeyTableError, { readonly reason: string }>

/** Carries an error to the edge. */
export class Fault extends Error {
  readonly error: FolderError
  constructor(error: FolderError) {
    super(error._tag)
    this.error = error
  }
}

export const refused = (reason: string): Fault => new Fault({ _tag: 'Refused', retry: 'never', reason })
export const damaged = (reason: string): Fault => new Fault({ _tag: 'Damaged', retry: 'never', reason })
export const unavailable = (reason: string): Fault =>
  new Fault({ _tag: 'Unavailable', retry: 'later', reason })

const noLinks = new Set(['ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])

/** Of any error at all. Its message is not repeated: it may hold a path. */
export const folderErrorOf = (error: unknown): FolderError => {
  if (error instanceof Fault) return error.error
  const code = codeOf(error) ?? (error instanceof Error ? error.name : typeof error)
  if (noLinks.has(code))
    return { _tag: 'Refused', retry: 'never', reason: `the file system has no hard links (${code})` }
  return fileErrorOf(code) ?? { _tag: 'Unavailable', retry: 'later', reason: code }
}

/** The same as a store says it, which knows neither `Busy` nor `Damaged`. */
export const storeErrorOf = (error: unknown): StoreError => {
  const found = folderErrorOf(error)
  if (found._tag === 'Busy') return { _tag: 'Unavailable', retry: 'later', reason: found.reason }
  return found._tag === 'Damaged' ? { _tag: 'Refused', retry: 'never', reason: found.reason } : found
}

/** The promise, but no longer than so many milliseconds; then it is unavailable. */
export const within = <A>(milliseconds: number, promise: Promise<A>): Promise<A> =>
  withinTime(milliseconds, promise, unavailable)
