/**
 * A follower's checkpoint in the store itself.
 */
import type { Identifier, LogError, Position } from '@samtykke/core'
import { type Checkpoints, derivedId } from '@samtykke/log'
import { decodePosition, encodePosition } from '@samtykke/log/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type { EventStoreDBLog } from './log.ts'
import { limitTo } from './streamMetadata.ts'
import { checkpointStream } from './streamNames.ts'

const isBehind = (a: Position, b: Position): boolean =>
  a.commit > b.commit || (a.commit === b.commit && a.prepare > b.prepare)

/**
 * In the stream `checkpoint-<follower>`, of which only the last event is kept. It never goes back.
 *
 * @example
 * import { identifier } from '@samtykke/core'
 * import { checkpointsInStore, openEventStoreDBLog } from '@samtykke/eventstoredb'
 * import { start } from '@samtykke/eventstoredb-embedded'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const server = await start()
 * const opened = openEventStoreDBLog(server.connectionString)
 * if (E.isLeft(opened)) throw new Error(opened.left.reason)
 * const checkpoints = checkpointsInStore(opened.right, identifier('reminders'))
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
      return E.isLeft(content) ? content : E.right(decodePosition(content.right.records.at(-1)?.data))
    },
    save: position => async () => {
      const saved = await store.change(stream, ({ records }) => {
        const before = decodePosition(records.at(-1)?.data)
        if (before !== undefined && !isBehind(position, before)) return []
        const text = encodePosition(position)
        const id = derivedId(stream, text)
        return [{ id, type: 'checkpoint', data: Buffer.from(text), metadata: Buffer.from('{}') }]
      })
      return E.isLeft(saved) ? saved : keepOnlyLast()
    }
  }
}
