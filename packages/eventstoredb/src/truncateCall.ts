/**
 * Taking away what stands before a revision of a call.
 */
import { type Identifier, type Instant, instantFromEpoch, type LogError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { EventStoreDBLog } from './log.ts'
import { never } from './logError.ts'
import { setMetadata } from './streamMetadata.ts'
import { callStream } from './streamNames.ts'

/**
 * From where on a call is read since it was truncated, and since when; `undefined` where it is whole.
 *
 * @example
 * import { identifier } from '@samtykke/core'
 * import { start } from '@samtykke/eventstoredb-embedded'
 * import { openEventStoreDBLog, truncationOf } from '@samtykke/eventstoredb'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const server = await start()
 * const opened = openEventStoreDBLog(server.connectionString)
 * assert.ok(E.isRight(opened))
 * assert.deepStrictEqual(await truncationOf(opened.right)(identifier('call-1'))(), E.right(undefined))
 * await opened.right.close()()
 * await server.stop()
 */
export const truncationOf =
  ({ store }: EventStoreDBLog) =>
  (
    callId: Identifier
  ): TE.TaskEither<LogError, { readonly before: bigint; readonly at: Instant } | undefined> =>
  async () => {
    const last = await store.last(`$$${callStream(callId)}`)
    if (E.isLeft(last)) return last
    const before = (last.right?.data as { readonly $tb?: unknown } | null | undefined)?.$tb
    return E.right(
      last.right !== undefined && typeof before === 'number' && Number.isSafeInteger(before)
        ? { before: BigInt(before), at: instantFromEpoch(last.right.created) }
        : undefined
    )
  }

/**
 * Truncates the stream of a call (`$tb`), and looks that it now begins there. What stood before is read no more, and is in
 * the chunks of each node until that node is scavenged.
 *
 * `Refused` where the stream's metadata cannot be written back as it is.
 *
 * @example
 * import { type EventOf, identifier, instant, type Uuid, uuid } from '@samtykke/core'
 * import { openEventStoreDBLog, truncateCall } from '@samtykke/eventstoredb'
 * import { start } from '@samtykke/eventstoredb-embedded'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const server = await start()
 * const opened = openEventStoreDBLog(server.connectionString)
 * if (E.isLeft(opened)) throw new Error(opened.left.reason)
 * const log = opened.right
 * const callId = identifier('call-1')
 * const objected = (id: Uuid): EventOf<'analysis-objected'> => ({
 *   id,
 *   type: 'analysis-objected',
 *   callId,
 *   occurredAt: instant('2025-09-01T08:00:00.000Z'),
 *   channel: 'email'
 * })
 * const ids = [uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10'), uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a11')]
 * await log.append(callId, ids.map(objected), 'no-stream')()
 *
 * assert.deepStrictEqual(await truncateCall(log)(callId, 1n)(), E.right(undefined))
 * const loaded = await log.load(callId)()
 * assert.ok(E.isRight(loaded))
 * assert.deepStrictEqual(loaded.right.entries.map(({ id }) => id), ids.slice(1))
 *
 * await log.close()()
 * await server.stop()
 */
export const truncateCall =
  ({ store }: EventStoreDBLog) =>
  (callId: Identifier, before: bigint): TE.TaskEither<LogError, void> =>
  async () => {
    const stream = callStream(callId)
    const set = await setMetadata(store, stream, { $tb: Number(before) })
    if (E.isLeft(set)) return set
    const left = await store.read(stream)
    if (E.isLeft(left)) return left
    return left.right.records.some(({ revision }) => revision < before)
      ? E.left(never('Refused', 'the stream is not truncated: its metadata is not what can be added to'))
      : E.right(undefined)
  }
