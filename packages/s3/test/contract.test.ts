import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand
} from '@aws-sdk/client-s3'
import { keyTemplate, type Ref } from '@samtykke/core'
import { recordingStoreContract, recordingWriterContract, type StoreUnderTest } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import type { RunningServer } from './support/radosgw.ts'
import {
  clientFor,
  closeStores,
  newBucket,
  openStore,
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
  useKeys(server)
})
afterEach(async () => {
  for (const bucket of buckets.splice(0)) await removeBucket(bucket)
  closeStores()
})
afterAll(async () => {
  client.destroy()
  await server.stop()
})

const start = async (versioning: Versioning, template: string): Promise<StoreUnderTest> => {
  const bucket = await newBucket(client, versioning)
  buckets.push(bucket)
  const store = await openStore(server.endpoint, { bucket: bucket.name, template })
  const way = await wayTo(server.endpoint)
  const unreachable = await openStore(way.endpoint, { bucket: bucket.name, template })
  way.shut()

  const keyOf = (ref: Ref): string => {
    const read = keyTemplate(template)
    if (E.isLeft(read)) throw new Error(read.left)
    const key = read.right.keyOf(ref)
    if (E.isLeft(key)) throw new Error(JSON.stringify(key.left))
    return key.right
  }
  const place = async (ref: Ref, bytes: Uint8Array): Promise<void> => {
    await client.send(new PutObjectCommand({ Bucket: bucket.name, Key: keyOf(ref), Body: bytes }))
  }
  const hide = async (ref: Ref): Promise<void> => {
    await client.send(new DeleteObjectCommand({ Bucket: bucket.name, Key: keyOf(ref) }))
  }
  const upload = async (ref: Ref): Promise<void> => {
    const what = { Bucket: bucket.name, Key: keyOf(ref) }
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(what))
    await client.send(
      new UploadPartCommand({
        ...what,
        UploadId,
        PartNumber: 1,
        Body: Buffer.alloc(1000),
        ContentLength: 1000
      })
    )
  }
  const isVersioned = versioning === 'enabled' || versioning === 'locked'
  return {
    store,
    unreachable,
    place,
    // More than one listing gives at once, in one of the buckets: it takes a while.
    many: versioning === 'enabled' ? 1050 : 50,
    traces: {
      'an unfinished upload': upload,
      'two unfinished uploads beside an object': async ref => {
        await place(ref, Buffer.from('sound'))
        await upload(ref)
        await upload(ref)
      },
      ...(template.endsWith('{ext}') && {
        'the same in another format': async (ref: Ref) => {
          await place({ ...ref, mediaType: 'audio/wav' }, Buffer.from('RIFF'))
          await place({ ...ref, mediaType: 'audio/mpeg' }, Buffer.from('ID3'))
        }
      }),
      ...(versioning !== 'none' && {
        'a mark of a deletion alone': hide,
        ...(isVersioned && {
          'older versions': async (ref: Ref) => {
            for (const text of ['oldest', 'older', 'newest']) await place(ref, Buffer.from(text))
          },
          'versions that a mark hides': async (ref: Ref) => {
            await place(ref, Buffer.from('hidden'))
            await hide(ref)
            await hide(ref)
          }
        })
      }),
      ...(versioning === 'suspended' && {
        'versions of before, the null version, and a mark': async (ref: Ref) => {
          await setVersioning(bucket, 'Enabled')
          await place(ref, Buffer.from('version'))
          await setVersioning(bucket, 'Suspended')
          await place(ref, Buffer.from('null version'))
        },
        'a version of before that a null mark hides': async (ref: Ref) => {
          await setVersioning(bucket, 'Enabled')
          await place(ref, Buffer.from('version'))
          await setVersioning(bucket, 'Suspended')
          await hide(ref)
        }
      })
    }
  }
}

const layouts: ReadonlyArray<readonly [Versioning, string]> = [
  ['none', '{callId}/{recordingId}.{ext}'],
  ['enabled', 'recordings/of calls/{callId}/{recordingId}.{ext}'],
  ['suspended', 'rec+{recordingId}+{callId}'],
  ['locked', 'recordings/{callId}/{recordingId}.wav']
]

describe(title, () => {
  describe.each(layouts)('a bucket with versioning %s and keys as %s', (versioning, template) => {
    recordingStoreContract({ describe, it }, () => start(versioning, template))
    recordingWriterContract({ describe, it }, async () => {
      const bucket = await newBucket(client, versioning)
      buckets.push(bucket)
      return openStore(server.endpoint, { bucket: bucket.name, template })
    })
  })
})
