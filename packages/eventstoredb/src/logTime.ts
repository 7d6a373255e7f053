/**
 * The log's own time: what it says when it is asked to keep something now.
 */
import { randomUUID } from 'node:crypto'
import { type Instant, instantFromEpoch, type LogError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { EventStoreDBLog } from './log.ts'
import { limitTo } from './streamMetadata.ts'

const stream = 'clock-retention'

/**
 * The log's own time, as of now: by the record of an event that is appended to the stream `clock-retention`, of which
 * only the last is kept.
 *
 * @example
 * import { start } from '@samtykke/eventstoredb-embedded'
 * import { logTimeOf, openEventStoreDBLog } from '@samtykke/eventstoredb'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const server = await start()
 * const opened = openEventStoreDBLog(server.connectionString)
 * assert.ok(E.isRight(opened))
 * const time = await logTimeOf(opened.right)()
 * assert.ok(E.isRight(time) && time.right.endsWith('Z'))
 * await opened.right.close()()
 * await server.stop()
 */
export const logTimeOf = ({ store }: EventStoreDBLog): TE.TaskEither<LogError, Instant> => {
  let limited = false
  return async () => {
    const id = randomUUID()
    const event = { id, type: 'clock-read', data: Buffer.from('{}'), metadata: Buffer.from('{}') }
    const written = await store.change(stream, () => [event])
    if (E.isLeft(written)) return written
    const kept = limited ? E.right(undefined) : await limitTo(store, stream, 1)
    if (E.isLeft(kept)) return kept
    limited = true
    const read = await store.read(stream)
    if (E.isLeft(read)) return read
    const last = read.right.records.at(-1)
    return last === undefined
      ? E.left({ _tag: 'Unavailable', retry: 'later', reason: 'the event that was appended is not there' })
      : E.right(instantFromEpoch(last.created))
  }
}
