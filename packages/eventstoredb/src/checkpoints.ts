/**
 * Where a follower's checkpoint is kept: in the store itself, in a file, or where the caller says.
 */
import { open, readFile, rename } from 'node:fs/promises'
import type { Identifier, LogError, Position } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { derivedId } from './derivedId.ts'
import type { EventStoreDBLog } from './log.ts'
import { limitTo } from './streamMetadata.ts'
import { checkpointStream } from './streamNames.ts'

/** Keeps one checkpoint. Both of its numbers are kept: the commit position alone can lose entries. */
export interface Checkpoints {
  readonly load: TE.TaskEither<LogError, Position | undefined>
  readonly save: (position: Position) => TE.TaskEither<LogError, void>
}

const digits = /^\d{1,20}$/

const positionOf = (value: unknown): Position | undefined => {
  const { commit, prepare } = (value ?? {}) as { commit?: unknown; prepare?: unknown }
  return typeof commit === 'string' &&
    typeof prepare === 'string' &&
    digits.test(commit) &&
    digits.test(prepare)
    ? { commit: BigInt(commit), prepare: BigInt(prepare) }
    : undefined
}

const textOf = ({ commit, prepare }: Position): string =>
  JSON.stringify({ commit: commit.toString(), prepare: prepare.toString() })

const isBehind = (a: Position, b: Position): boolean =>
  a.commit > b.commit || (a.commit === b.commit && a.prepare > b.prepare)

/**
 * In the stream `checkpoint-<follower>`, of which only the last event is kept. It never goes back.
 *
 * @example
 * import type { Identifier } from '@samtykke/core'
 * import { checkpointsInStore, openEventStoreDBLog } from '@samtykke/eventstoredb'
 * import { start } from '@samtykke/eventstoredb-embedded'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const server = await start()
 * const opened = openEventStoreDBLog(server.connectionString)
 * if (E.isLeft(opened)) throw new Error(opened.left.reason)
 * const checkpoints = checkpointsInStore(opened.right, 'reminders' as Identifier)
 *
 * await checkpoints.save({ commit: 7n, prepare: 7n })()
 * await checkpoints.save({ commit: 3n, prepare: 3n })()
 * assert.deepStrictEqual(await checkpoints.load(), E.right({ commit: 7n, prepare: 7n }))
 *
 * await opened.right.close()()
 * await server.stop()
 */
export const checkpointsInStore = (log: EventStoreDBLog, follower: Identifier): Checkpoints => {
  const stream = checkpointStream(follower)
  const { store } = log
  let limited = false

  const keepOnlyLast = async (): Promise<E.Either<LogError, void>> => {
    if (limited) return E.right(undefined)
    const kept = await limitTo(store, stream, 1)
    limited = E.isRight(kept)
    return kept
  }

  return {
    load: async () => {
      const content = await store.read(stream)
      return E.isLeft(content) ? content : E.right(positionOf(content.right.records.at(-1)?.data))
    },
    save: position => async () => {
      const saved = await store.change(stream, ({ records }) => {
        const before = positionOf(records.at(-1)?.data)
        if (before !== undefined && !isBehind(position, before)) return []
        const text = textOf(position)
        const id = derivedId(stream, text)
        return [{ id, type: 'checkpoint', data: Buffer.from(text), metadata: Buffer.from('{}') }]
      })
      return E.isLeft(saved) ? saved : keepOnlyLast()
    }
  }
}

const fileError = (path: string, error: unknown): LogError => ({
  _tag: 'Unavailable',
  retry: 'later',
  reason: `${path}: ${(error as NodeJS.ErrnoException).code ?? 'cannot be read'}`
})

/**
 * In a file: written beside it, made durable, then put in its place, so that a crash leaves the old or the new.
 *
 * A file that cannot be read or written now is `Unavailable`; one that holds something else is `Refused`.
 *
 * @example
 * import { mkdtempSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { checkpointsInFile } from '@samtykke/eventstoredb'
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
      const position = positionOf(JSON.parse(await readFile(path, 'utf8')))
      return position === undefined
        ? E.left({ _tag: 'Refused', retry: 'never', reason: `${path} holds no checkpoint` })
        : E.right(position)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return E.right(undefined)
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
        await file.writeFile(textOf(position))
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
