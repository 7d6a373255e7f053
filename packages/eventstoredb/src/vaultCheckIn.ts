/**
 * The text that tells which vault a log's members are encrypted by, in the stream `vault-check`.
 */
import type { VaultCheckPlace } from '@samtykke/core'
import { derivedId } from '@samtykke/log'
import * as E from 'fp-ts/lib/Either.js'
import type { EventStoreDBLog } from './log.ts'
import { never } from './logError.ts'
import type { StoredRecord } from './storedRecord.ts'

const stream = 'vault-check'

const textOf = (record: StoredRecord | undefined): string | undefined => {
  const check = (record?.data as { readonly check?: unknown } | null | undefined)?.check
  return typeof check === 'string' ? check : undefined
}

/**
 * Where this log keeps it. The first that is kept stands; a stream that begins with anything else is `Refused`.
 *
 * @example
 * import { start } from '@samtykke/eventstoredb-embedded'
 * import { openEventStoreDBLog, vaultCheckIn } from '@samtykke/eventstoredb'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const server = await start()
 * const opened = openEventStoreDBLog(server.connectionString)
 * assert.ok(E.isRight(opened))
 * assert.deepStrictEqual(await vaultCheckIn(opened.right).read(), E.right(undefined)) // of no vault yet
 * await opened.right.close()()
 * await server.stop()
 *
 * @see `memberCipher` in `@samtykke/vault`
 */
export const vaultCheckIn = ({ store }: EventStoreDBLog): VaultCheckPlace => {
  const read: VaultCheckPlace['read'] = async () => {
    const content = await store.read(stream)
    if (E.isLeft(content)) return content
    const [first] = content.right.records
    const text = textOf(first)
    return first !== undefined && text === undefined
      ? E.left(
          never('Refused', 'the stream vault-check: expected what tells the vault, found something else')
        )
      : E.right(text)
  }
  return {
    read,
    keep: text => async () => {
      const data = Buffer.from(JSON.stringify({ check: text }))
      const event = { id: derivedId(stream, text), type: 'vault-check', data, metadata: Buffer.from('{}') }
      const kept = await store.change(stream, ({ records }) => (records.length > 0 ? [] : [event]))
      if (E.isLeft(kept)) return kept
      const standing = await read()
      return E.isLeft(standing) ? standing : E.right(standing.right ?? text)
    }
  }
}
