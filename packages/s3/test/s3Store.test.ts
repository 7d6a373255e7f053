import {
  CreateMultipartUploadCommand,
  PutBucketPolicyCommand,
  PutObjectLegalHoldCommand,
  PutObjectRetentionCommand,
  type S3Client
} from '@aws-sdk/client-s3'
import type { Identifier, RecordingStore, Ref, StoreError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { openS3Store } from '../src/index.ts'
import type { RunningServer } from './support/radosgw.ts'
import {
  clientFor,
  closeStores,
  everythingIn,
  isReal,
  newBucket,
  openStore,
  putObject,
  removeBucket,
  setVersioning,
  startServer,
  title,
  type TestBucket,
  useKeys,
  type Versioning,
  wayTo
} from './support/server.ts'

let server: RunningServer
let client: S3Client
const buckets: TestBucket[] = []

beforeAll(async () => {
  server = await startServer()
  client = clientFor(server)
})
beforeEach(() => useKeys(server))
afterEach(async () => {
  for (const bucket of buckets.splice(0)) await removeBucket(bucket)
  closeStores()
})
afterAll(async () => {
  client.destroy()
  await server.stop()
})

const bucketWith = async (versioning: Versioning): Promise<TestBucket> => {
  const bucket = await newBucket(client, versioning)
  buckets.push(bucket)
  return bucket
}

const refOf = (callId: string, recordingId: string): Ref => ({
  callId: callId as Identifier,
  recordingId: recordingId as Identifier,
  processor: 'archive'
})

/** A thousand at once would wait for one another longer than an answer may take. */
const someAtOnce = async <A>(all: ReadonlyArray<A>, act: (each: A) => Promise<unknown>): Promise<void> => {
  for (let n = 0; n < all.length; n += 20) await Promise.all(all.slice(n, n + 20).map(act))
}

const right = async <A>(task: TE.TaskEither<StoreError, A>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

const left = async (task: TE.TaskEither<StoreError, unknown>): Promise<StoreError> => {
  const result = await task()
  if (E.isRight(result)) throw new Error(`expected an error, found ${JSON.stringify(result.right)}`)
  return result.left
}

const put = (bucket: TestBucket, key: string, text = 'sound'): Promise<string | undefined> =>
  putObject(bucket, key, text)

const template = 'rec/{callId}/{recordingId}.wav'

describe(title, () => {
  test('2,500 versions of one key go, and no other key', async () => {
    const bucket = await bucketWith('enabled')
    for (let n = 0; n < 50; n += 1)
      await Promise.all(Array.from({ length: 50 }, () => put(bucket, 'rec/call-1/rec-1.wav', 'x')))
    const others = [
      'rec/call-10/rec-1.wav',
      'rec/call-1/rec-10.wav',
      'rec/call-1/rec-1.wav.bak',
      'rec/call-1',
      'x/call-1/rec-1.wav'
    ]
    for (const key of others) await put(bucket, key)
    const store = await openStore(server.endpoint, { bucket: bucket.name, template })
    expect(await right(store.find(refOf('call-1', 'rec-1')))).toEqual({
      _tag: 'present',
      copies: 1,
      versions: 2500,
      bytes: 2500
    })
    expect(await right(store.erase(refOf('call-1', 'rec-1')))).toMatchObject({ _tag: 'gone', copies: 1 })
    expect(await everythingIn(bucket)).toEqual([...others].sort())
  })

  test('a listing goes on behind what is erased meanwhile', async () => {
    const bucket = await bucketWith('enabled')
    const keys = Array.from({ length: 1200 }, (_, n) => `rec/call-1/rec-${n + 1000}.wav`)
    await someAtOnce(keys, key => put(bucket, key, 'x'))
    const store = await openStore(server.endpoint, { bucket: bucket.name, template })
    const found: Ref[] = []
    for await (const page of store.inventory()) {
      if (E.isLeft(page)) throw new Error(JSON.stringify(page.left))
      // All of the first page, its last key too, behind which the listing goes on.
      if (found.length === 0) await someAtOnce(page.right.refs, ref => right(store.erase(ref)))
      found.push(...page.right.refs)
    }
    expect(found).toHaveLength(1200)
  })

  test('keys outside its template are not its own: those below its prefix it tells, the others it leaves', async () => {
    const bucket = await bucketWith('none')
    for (const key of [
      'rec/call-1/rec-1.wav',
      'rec/notes €.txt',
      'rec/call-1/a b+c%2f.wav',
      'other/call-1/rec-1.wav'
    ])
      await put(bucket, key)
    await client.send(new CreateMultipartUploadCommand({ Bucket: bucket.name, Key: 'rec/call-1/rec-2.wav' }))
    const store = await openStore(server.endpoint, { bucket: bucket.name, template })
    const [refs, unrecognised]: [Ref[], string[]] = [[], []]
    for await (const page of store.inventory()) {
      if (E.isLeft(page)) throw new Error(JSON.stringify(page.left))
      refs.push(...page.right.refs)
      unrecognised.push(...page.right.unrecognised)
    }
    expect(refs).toEqual([refOf('call-1', 'rec-1'), refOf('call-1', 'rec-2')])
    expect(unrecognised.sort()).toEqual(['rec/call-1/a b+c%2f.wav', 'rec/notes €.txt'])
  })

  test('a null version and the versions around it all go', async () => {
    const bucket = await bucketWith('none')
    await put(bucket, 'rec/call-1/rec-1.wav', 'before versioning')
    await setVersioning(bucket, 'Enabled')
    await put(bucket, 'rec/call-1/rec-1.wav', 'versioned')
    await setVersioning(bucket, 'Suspended')
    const store = await openStore(server.endpoint, { bucket: bucket.name, template })
    expect(await right(store.find(refOf('call-1', 'rec-1')))).toMatchObject({ copies: 1, versions: 2 })
    expect(await right(store.erase(refOf('call-1', 'rec-1')))).toMatchObject({ copies: 1 })
    expect(await everythingIn(bucket)).toEqual([])
  })

  describe('what the bucket is bound to keep', () => {
    const until = new Date(Date.now() + 3_600_000)

    test.each(['COMPLIANCE', 'GOVERNANCE'] as const)(
      'by Object Lock in %s mode is kept, and told for good',
      async Mode => {
        const bucket = await bucketWith('locked')
        const store = await openStore(server.endpoint, { bucket: bucket.name, template })
        const what = { Bucket: bucket.name, Key: 'rec/call-1/rec-1.wav' }
        const VersionId = await put(bucket, what.Key)
        await client.send(
          new PutObjectRetentionCommand({ ...what, VersionId, Retention: { Mode, RetainUntilDate: until } })
        )
        await put(bucket, what.Key, 'a later version, without a lock')
        const error = await left(store.erase(refOf('call-1', 'rec-1')))
        expect(error).toMatchObject({
          _tag: 'Locked',
          retry: 'never',
          reason: `Object Lock, ${Mode.toLowerCase()} mode`
        })
        const told = error._tag === 'Locked' ? Date.parse(error.until ?? '') : 0
        expect(Math.abs(told - until.getTime())).toBeLessThan(1000)
        expect(await right(store.find(refOf('call-1', 'rec-1')))).toMatchObject({
          _tag: 'present',
          versions: 1
        })
      }
    )

    test('by a legal hold is kept until the hold is off', async () => {
      const bucket = await bucketWith('locked')
      const store = await openStore(server.endpoint, { bucket: bucket.name, template })
      const what = { Bucket: bucket.name, Key: 'rec/call-1/rec-1.wav' }
      const VersionId = await put(bucket, what.Key)
      const hold = (Status: 'ON' | 'OFF') =>
        client.send(new PutObjectLegalHoldCommand({ ...what, VersionId, LegalHold: { Status } }))
      await hold('ON')
      expect(await left(store.erase(refOf('call-1', 'rec-1')))).toEqual({
        _tag: 'Locked',
        retry: 'never',
        reason: 'a legal hold is on it'
      })
      await hold('OFF')
      expect(await right(store.erase(refOf('call-1', 'rec-1')))).toMatchObject({ _tag: 'gone', copies: 1 })
      expect(await everythingIn(bucket)).toEqual([])
    })
  })

  describe('a bucket that may not be looked through', () => {
    const deny = async (bucket: TestBucket, Action: string, path = ''): Promise<void> => {
      const Policy = JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Deny', Principal: '*', Action, Resource: `arn:aws:s3:::${bucket.name}${path}` }
        ]
      })
      await client.send(new PutBucketPolicyCommand({ Bucket: bucket.name, Policy }))
    }

    test.each([
      ['s3:ListBucketVersions', 'ListObjectVersions'],
      ['s3:ListBucketMultipartUploads', 'ListMultipartUploads']
    ])('for want of %s is refused at the start', async (action, request) => {
      const bucket = await bucketWith('enabled')
      await deny(bucket, action)
      expect(
        await left(openS3Store({ name: 'archive', endpoint: server.endpoint, bucket: bucket.name }))
      ).toEqual({
        _tag: 'AccessDenied',
        retry: 'never',
        reason: `${request}: AccessDenied (403)`
      })
    })

    test('nor erased says so, key by key, and for good', async () => {
      const bucket = await bucketWith('enabled')
      await put(bucket, 'rec/call-1/rec-1.wav')
      await deny(bucket, 's3:DeleteObjectVersion', '/*')
      const store = await openStore(server.endpoint, { bucket: bucket.name, template })
      expect(await left(store.erase(refOf('call-1', 'rec-1')))).toEqual({
        _tag: 'AccessDenied',
        retry: 'never',
        reason: 'DeleteObjects: AccessDenied'
      })
      expect(await right(store.find(refOf('call-1', 'rec-1')))).toMatchObject({ _tag: 'present' })
    })
  })

  test('wrong keys, and a bucket that is not there, are told at the start and repeat no secret', async () => {
    const bucket = await bucketWith('none')
    const opening = (name: string): Promise<StoreError> =>
      left(openS3Store({ name: 'archive', endpoint: server.endpoint, bucket: name }))
    for (const keys of [
      ...(isReal ? [{ ...server, secret: 'hemmelig' }] : []),
      { ...server, access: 'NOSUCHKEY' }
    ]) {
      useKeys(keys)
      const error = await opening(bucket.name)
      expect(error).toMatchObject({ _tag: 'AccessDenied', retry: 'never' })
      expect(JSON.stringify(error)).not.toMatch(/hemmelig|NOSUCHKEY/)
    }
    useKeys(server)
    expect(await opening('samtykke-not-there')).toMatchObject({ retry: 'never' })
    expect(
      await left(
        openS3Store({ name: 'archive', endpoint: server.endpoint, bucket: bucket.name, template: 'x' })
      )
    ).toEqual({ _tag: 'Refused', retry: 'never', reason: 'template: {callId} must stand in it once' })
  })

  test('a server that hangs is an error after the time limit, not a silence', async () => {
    const bucket = await bucketWith('enabled')
    await put(bucket, 'rec/call-1/rec-1.wav', 'x'.repeat(2_000_000))
    const way = await wayTo(server.endpoint)
    const store: RecordingStore = await openStore(way.endpoint, {
      bucket: bucket.name,
      template,
      timeLimit: 2000
    })
    const ref = refOf('call-1', 'rec-1')
    const opened = await right(store.open(ref))
    way.hang()
    const late = {
      _tag: 'Unavailable',
      retry: 'later',
      reason: 'ListObjectVersions: no answer within 2000 ms'
    }
    const reading = (async () => {
      for await (const _ of opened);
    })()
    await Promise.all([
      expect(left(store.find(ref))).resolves.toEqual(late),
      expect(left(store.erase(ref))).resolves.toEqual(late),
      expect(reading).rejects.toThrow('the store cannot be reached: GetObject: no bytes within 2000 ms'),
      (async () => {
        for await (const page of store.inventory()) expect(page).toEqual(E.left(late))
      })()
    ])
    way.shut()
    const direct = await openStore(server.endpoint, { bucket: bucket.name, template })
    expect(await right(direct.find(ref))).toMatchObject({ _tag: 'present' })
  })
})
