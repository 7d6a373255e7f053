/**
 * A ledger of destroyed keys in an S3 bucket: an object for each destruction, which says it by its key.
 */
import { HeadBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { type DestructionLedger, Instant, isKeyName, type StoreError, type Tombstone } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { answerOf, ask, type Asked, guarded, storeErrorOf, unavailable } from './bucket.ts'
import { clientFor } from './client.ts'
import { versionsWith } from './listing.ts'
import { ownPrefix } from './ownPrefix.ts'
import type { S3Options } from './s3Store.ts'

/** A ledger in an S3 bucket. */
export interface S3Ledger extends DestructionLedger {
  /** Lets go of the connections that it made. */
  readonly close: () => void
}

/** Where in which bucket a ledger is. */
export interface S3LedgerOptions extends Pick<S3Options, 'bucket' | 'endpoint' | 'region' | 'timeLimit'> {
  /** What its keys begin with; nothing else may be there. */
  readonly prefix: string
}

/**
 * Where the ledger is that stands beside what a store with this template keeps. The store takes nothing there for its own.
 *
 * @example
 * import { ledgerPrefix } from '@samtykke/s3'
 *
 * assert.strictEqual(ledgerPrefix('kept/2026/{callId}/{recordingId}.wav'), 'kept/2026/.samtykke/destroyed/')
 */
export const ledgerPrefix = (template: string): string => `${ownPrefix(template)}destroyed/`

const keyOf = (prefix: string, { name, destroyedAt }: Tombstone): string => `${prefix}${name}/${destroyedAt}`

const tombstoneOf = (prefix: string, key: string): Tombstone | undefined => {
  const end = key.lastIndexOf('/')
  const [name, destroyedAt] = [key.slice(prefix.length, end), key.slice(end + 1)]
  return isKeyName(name) && Instant.is(destroyedAt) ? { _tag: 'destroyed', name, destroyedAt } : undefined
}

const record = async (bucket: Asked, prefix: string, tombstone: Tombstone): Promise<void> => {
  const command = new PutObjectCommand({
    Bucket: bucket.bucket,
    Key: keyOf(prefix, tombstone),
    Body: `${tombstone.destroyedAt} ${tombstone.name}\n`,
    ContentType: 'text/plain',
    IfNoneMatch: '*'
  })
  await ask(bucket, 'PutObject', options =>
    bucket.client.send(command, options).catch((error: unknown) => {
      const { status } = answerOf(error)
      if (status === 412) return undefined
      if (status === 409) throw unavailable('PutObject: another writes the same at this instant')
      throw error
    })
  )
}

async function* pagesOf(bucket: Asked, prefix: string): ReturnType<DestructionLedger['list']> {
  try {
    for await (const page of versionsWith(bucket, prefix)) {
      const keys = [...new Set(page.map(({ key }) => key))]
      const tombstones = keys.flatMap(key => tombstoneOf(prefix, key) ?? [])
      yield E.right({ tombstones, unread: keys.length - tombstones.length })
    }
  } catch (error) {
    yield E.left(storeErrorOf(error, 'S3'))
  }
}

/**
 * Opens the ledger in a bucket. Each destruction is an object of its own, `PREFIX` and the name of the key and the instant,
 * written on the condition that it is not there: nothing is ever overwritten, and any number of processes may write. A
 * server that passes over the condition gets the same object again, never another in its place. In a bucket with versions also what was deleted counts: its versions, and the mark of its deletion.
 *
 * Each request has the time limit; within it the AWS SDK tries again, and what still fails is `later`. It needs
 * `s3:ListBucket`, `s3:ListBucketVersions` and `s3:PutObject`. What is under the prefix and is no destruction counts as
 * unread.
 *
 * @example
 * ```ts no-run
 * import { ledgerPrefix, openS3Ledger } from '@samtykke/s3'
 *
 * const ledger = await openS3Ledger({ bucket: 'calls', prefix: ledgerPrefix('rec/{callId}/{recordingId}.wav') })()
 * ```
 */
export const openS3Ledger = (options: S3LedgerOptions): TE.TaskEither<StoreError, S3Ledger> =>
  guarded(async () => {
    const { bucket: name, prefix, timeLimit = 30_000 } = options
    const client = clientFor(options)
    const bucket: Asked = { client, bucket: name, timeLimit }
    try {
      await ask(bucket, 'HeadBucket', more => client.send(new HeadBucketCommand({ Bucket: name }), more))
      for await (const _ of versionsWith(bucket, prefix)) break
    } catch (error) {
      client.destroy()
      throw error
    }
    return {
      record: tombstone => guarded(() => record(bucket, prefix, tombstone)),
      list: () => pagesOf(bucket, prefix),
      close: () => client.destroy()
    }
  })
