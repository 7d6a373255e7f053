/**
 * What goes wrong with files, as Node says it.
 */

/**
 * The `code` of an error of Node's, such as `ENOENT`.
 *
 * @example
 * import { readFile } from 'node:fs/promises'
 * import { codeOf } from '@samtykke/log/adapter'
 *
 * assert.equal(await readFile('no-such-file').catch(codeOf), 'ENOENT')
 */
export const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined

/**
 * The promise, or nothing where the file, or a folder on its path, is not there.
 *
 * @example
 * import { readFile } from 'node:fs/promises'
 * import { ifThere } from '@samtykke/log/adapter'
 *
 * assert.equal(await ifThere(readFile('no-such-file')), undefined)
 */
export const ifThere = async <A>(promise: Promise<A>): Promise<A | undefined> => {
  try {
    return await promise
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}

const denied = new Set(['EACCES', 'EPERM', 'EROFS'])
const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** What everything that keeps files says alike. */
export type FileError =
  | { readonly _tag: 'AccessDenied'; readonly retry: 'never'; readonly reason: string }
  | { readonly _tag: 'OutOfSpace'; readonly retry: 'later'; readonly reason: string }

/**
 * The error of a `code`; `undefined` where it is none of these.
 *
 * @example
 * import { fileErrorOf } from '@samtykke/log/adapter'
 *
 * assert.deepStrictEqual(fileErrorOf('ENOSPC'), { _tag: 'OutOfSpace', retry: 'later', reason: 'ENOSPC' })
 * assert.equal(fileErrorOf('ENOENT'), undefined)
 */
export const fileErrorOf = (code: string | undefined): FileError | undefined => {
  if (code === undefined) return undefined
  if (denied.has(code)) return { _tag: 'AccessDenied', retry: 'never', reason: code }
  return full.has(code) ? { _tag: 'OutOfSpace', retry: 'later', reason: code } : undefined
}
