/**
 * Where a follower's checkpoint is kept: in a file, or where the caller says.
 */
import { open, readFile, rename } from 'node:fs/promises'
import type { LogError, Position } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { codeOf } from './fileErrors.ts'

/** Keeps one checkpoint. Both of its numbers are kept: the commit position alone can lose entries. */
export interface Checkpoints {
  readonly load: TE.TaskEither<LogError, Position | undefined>
  readonly save: (position: Position) => TE.TaskEither<LogError, void>
}

const digits = /^\d{1,20}$/

/**
 * The position in a value that was kept; absent where it holds none.
 *
 * @example
 * import { decodePosition } from '@samtykke/log/adapter'
 *
 * assert.deepStrictEqual(decodePosition({ commit: '7', prepare: '6' }), { commit: 7n, prepare: 6n })
 * assert.equal(decodePosition({ commit: 7 }), undefined)
 */
export const decodePosition = (value: unknown): Position | undefined => {
  const { commit, prepare } = (value ?? {}) as { commit?: unknown; prepare?: unknown }
  return typeof commit === 'string' &&
    typeof prepare === 'string' &&
    digits.test(commit) &&
    digits.test(prepare)
    ? { commit: BigInt(commit), prepare: BigInt(prepare) }
    : undefined
}

/**
 * A position as JSON text, with all its digits.
 *
 * @example
 * import { encodePosition } from '@samtykke/log/adapter'
 *
 * assert.equal(encodePosition({ commit: 7n, prepare: 6n }), '{"commit":"7","prepare":"6"}')
 */
export const encodePosition = ({ commit, prepare }: Position): string =>
  JSON.stringify({ commit: commit.toString(), prepare: prepare.toString() })

const fileError = (path: string, error: unknown): LogError => ({
  _tag: 'Unavailable',
  retry: 'later',
  reason: `${path}: ${codeOf(error) ?? 'cannot be read'}`
})

/**
 * In a file: written beside it, made durable, then put in its place, so that a crash leaves the old or the new.
 *
 * A file that cannot be read or written now is `Unavailable`; one that holds something else is `Refused`.
 *
 * @example
 * import { mkdtempSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { checkpointsInFile } from '@samtykke/log'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const checkpoints = checkpointsInFile(`${mkdtempSync(`${tmpdir()}/`)}/reminders.json`)
 * assert.deepStrictEqual(await checkpoints.load(), E.right(undefined))
 * await checkpoints.save({ commit: 7n, prepare: 7n })()
 * assert.deepStrictEqual(await checkpoints.load(), E.right({ commit: 7n, prepare: 7n }))
 */
export const checkpointsInFile = (path: string): Checkpoints => ({
  load: async () => {
    try {
      const position = decodePosition(JSON.parse(await readFile(path, 'utf8')))
      return position === undefined
        ? E.left({ _tag: 'Refused', retry: 'never', reason: `${path} holds no checkpoint` })
        : E.right(position)
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return E.right(undefined)
      return error instanceof SyntaxError
        ? E.left({ _tag: 'Refused', retry: 'never', reason: `${path} holds no checkpoint` })
        : E.left(fileError(path, error))
    }
  },
  save: position => async () => {
    try {
      const beside = `${path}.new`
      const file = await open(beside, 'w')
      try {
        await file.writeFile(encodePosition(position))
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(beside, path)
      return E.right(undefined)
    } catch (error) {
      return E.left(fileError(path, error))
    }
  }
})
