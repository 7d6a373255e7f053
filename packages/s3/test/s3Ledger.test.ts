import { DeleteObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { type DestructionLedger, type Identifier, instantFromEpoch, recordingKey } from '@samtykke/core'
import { destructionLedgerContract } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import { ledgerPrefix, openS3Ledger, type S3Ledger, type S3LedgerOptions } from '../src/index.ts'
import type { RunningServer } from './support/radosgw.ts'
import {
  clientFor,
  closeStores,
  everythingIn,
  knowsConditions,
  newBucket,
  openStore,
  putObject,
  removeBucket,
  startServer,
  type TestBucket,
  title,
  useKeys,
  type Versioning,
  wayTo
} from './support/server.ts'

let server: RunningServer
let client: S3Client
const buckets: TestBucket[] = []
const ledgers: S3Ledger[] = []

beforeAll(async () => {
  server = await startServer()
  client = clientFor(server)
  useKeys(server)
})
afterEach(async () => {
  for (const ledger of ledgers.splice(0)) ledger.close()
  closeStores()
  for (const bucket of buckets.splice(0)) await removeBucket(bucket)
})
afterAll(async () => {
  client.destroy()
  await server.stop()
})

const prefix = ledgerPrefix('kept/2026/{callId}/{recordingId}.{ext}')

const bucketWith = async (versioning: Versioning): Promise<TestBucket> => {
  const bucket = await newBucket(client, versioning)
  buckets.push(bucket)
  return bucket
}

const open = async (options: Partial<S3LedgerOptions> & { bucket: string }): Promise<S3Ledger> => {
  const ledger = await openS3Ledger({ endpoint: server.endpoint, prefix, ...options })()
  if (E.isLeft(ledger)) throw new Error(JSON.stringify(ledger.left))
  ledgers.push(ledger.right)
  return ledger.right
}

const tombstone = {
  _tag: 'destroyed',
  name: recordingKey('call-1' as Identifier, 'rec-1' as Identifier),
  destroyedAt: instantFromEpoch(1_750_000_000_000)
} as const

const listed = async (ledger: DestructionLedger) => {
  const all = { tombstones: new Set<string>(), unread: 0 }
  for await (const page of ledger.list()) {
    if (E.isLeft(page)) throw new Error(JSON.stringify(page.left))
    for (const each of page.right.tombstones) all.tombstones.add(`${each.name} ${each.destroyedAt}`)
    all.unread += page.right.unread
  }
  return all
}

describe(title, () => {
  describe.each(['none', 'enabled'] as const)('in a bucket with versioning %s', versioning => {
    destructionLedgerContract({ describe, it }, async () => {
      const { name } = await bucketWith(versioning)
      const way = await wayTo(server.endpoint)
      const unreachable = await open({ bucket: name, endpoint: way.endpoint })
      way.shut()
      return { ledger: await open({ bucket: name }), another: () => open({ bucket: name }), unreachable }
    })
  })

  it('writes a destruction once, and overwrites nothing', async () => {
    const bucket = await bucketWith('enabled')
    const ledger = await open({ bucket: bucket.name })
    for (let n = 0; n < 3; n++) expect(E.isRight(await ledger.record(tombstone)())).toBe(true)
    const keys = await everythingIn(bucket)
    expect([...new Set(keys)]).toEqual([`${prefix}recording/call-1/rec-1/${tombstone.destroyedAt}`])
    expect(keys).toHaveLength(knowsConditions ? 1 : 3)
  })

  it('remembers what someone deleted, where the bucket has versions', async () => {
    const bucket = await bucketWith('enabled')
    const ledger = await open({ bucket: bucket.name })
    await ledger.record(tombstone)()
    const Key = `${prefix}${tombstone.name}/${tombstone.destroyedAt}`
    await client.send(new DeleteObjectCommand({ Bucket: bucket.name, Key }))
    expect((await listed(ledger)).tombstones).toEqual(new Set([`${tombstone.name} ${tombstone.destroyedAt}`]))
  })

  it('counts what is no destruction, and stops at nothing', async () => {
    const bucket = await bucketWith('none')
    const ledger = await open({ bucket: bucket.name })
    await putObject(bucket, `${prefix}notes.txt`, 'a note')
    await putObject(bucket, `${prefix}recording/call-1/rec-1/yesterday`, 'no instant')
    await ledger.record(tombstone)()
    expect(await listed(ledger)).toEqual({
      tombstones: new Set([`${tombstone.name} ${tombstone.destroyedAt}`]),
      unread: 2
    })
  })

  it('is not taken for recordings by the store that it stands beside', async () => {
    const bucket = await bucketWith('none')
    const ledger = await open({ bucket: bucket.name })
    await ledger.record(tombstone)()
    const store = await openStore(server.endpoint, {
      bucket: bucket.name,
      template: 'kept/2026/{callId}/{recordingId}.{ext}'
    })
    for await (const page of store.inventory()) expect(page).toEqual(E.right({ refs: [], unrecognised: [] }))
  })

  it('is refused where there is no such bucket', async () => {
    const none = await openS3Ledger({ endpoint: server.endpoint, bucket: 'none', prefix })()
    expect(E.isLeft(none) && none.left.retry).toBe('never')
  })
})
