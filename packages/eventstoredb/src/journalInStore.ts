/**
 * A journal in the store: lines of JSON in a stream of their own.
 */
import type { Identifier } from '@samtykke/core'
import { derivedId, type Journal } from '@samtykke/log'
import * as E from 'fp-ts/lib/Either.js'
import type { EventStoreDBLog } from './log.ts'
import { journalStream } from './streamNames.ts'

const isLine = <A extends { readonly type: string }>(u: unknown): u is A =>
  typeof u === 'object' && u !== null && typeof (u as { type?: unknown }).type === 'string'

/**
 * In the stream `journal-<name>`. What is no line there is left out.
 *
 * @example
 * import { identifier } from '@samtykke/core'
 * import { journalInStore, openEventStoreDBLog } from '@samtykke/eventstoredb'
 * import { start } from '@samtykke/eventstoredb-embedded'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const server = await start()
 * const opened = openEventStoreDBLog(server.connectionString)
 * if (E.isLeft(opened)) throw new Error(opened.left.reason)
 * const journal = journalInStore<{ type: 'day-done'; day: string }>(opened.right, identifier('agenda'))
 *
 * assert.deepStrictEqual(await journal.write({ type: 'day-done', day: '2026-03-01' }, 'no-stream')(), E.right(0n))
 * const read = await journal.read()
 * assert.deepStrictEqual(E.isRight(read) && read.right.lines, [{ type: 'day-done', day: '2026-03-01' }])
 *
 * await opened.right.close()()
 * await server.stop()
 */
export const journalInStore = <A extends { readonly type: string }>(
  { store }: EventStoreDBLog,
  name: Identifier
): Journal<A> => {
  const stream = journalStream(name)
  return {
    read: async () => {
      const content = await store.read(stream)
      if (E.isLeft(content)) return content
      const { records, revision } = content.right
      return E.right({ lines: records.map(({ data }) => data).filter(isLine<A>), revision })
    },
    write: (line, expected) => async () => {
      const text = JSON.stringify(line)
      const id = derivedId(stream, String(expected), text)
      const event = { id, type: line.type, data: Buffer.from(text), metadata: Buffer.from('{}') }
      const appended = await store.append(stream, [event], expected)
      return E.isLeft(appended) ? appended : E.right(appended.right.revision)
    }
  }
}
