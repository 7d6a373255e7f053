/**
 * A store in an S3 bucket: an object for each recording, under a key that is made of its ids.
 */
import { GetObjectCommand, HeadBucketCommand } from '@aws-sdk/client-s3'
import {
  type Found,
  type InventoryPage,
  keyTemplate,
  type RecordingStore,
  type RecordingWriter,
  type Ref,
  refId,
  renderStoreError,
  type StoreError
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  ask,
  type Bucket,
  Fault,
  guarded,
  isOf,
  notFound,
  orThrow,
  storeErrorOf,
  unavailable
} from './bucket.ts'
import { clientFor } from './client.ts'
import { erase } from './erase.ts'
import { bytesOfUpload, uploadsWith, versionsWith } from './listing.ts'
import { ownPrefix } from './ownPrefix.ts'
import { put, standing } from './write.ts'

/** A store in an S3 bucket. */
export interface S3Store extends RecordingStore, RecordingWriter {
  /** Lets go of the connections that it made. */
  readonly close: () => void
}

/** What is to be known of a bucket. */
export interface S3Options {
  /** As `processor` in the events. */
  readonly name: string
  readonly bucket: string
  /**
   * Which keys: `{callId}`, one of `{recordingId}` and `{analysisId}`, and, as its end, optionally `.{ext}`; what stands
   * before is a prefix, and no other key of the bucket is touched. Default: `{callId}/{recordingId}.{ext}`.
   */
  readonly template?: string
  /** Where it is no bucket of AWS. Keys of the bucket are then asked for by path. */
  readonly endpoint?: string
  /** Default: as the AWS SDK finds it, else `us-east-1`. */
  readonly region?: string
  /** Milliseconds for one answer, with the attempts in it (30,000). */
  readonly timeLimit?: number
}

/** What a template's keys all begin with. */
const commonPrefix = (template: string): string => template.slice(0, template.indexOf('{'))

/** Whether it may look everywhere: else it could take for absent what is only hidden from it. */
const checkRights = async (bucket: Bucket): Promise<void> => {
  const prefix = commonPrefix(bucket.template.text)
  await ask(bucket, 'HeadBucket', options =>
    bucket.client.send(new HeadBucketCommand({ Bucket: bucket.bucket }), options)
  )
  for await (const _ of versionsWith(bucket, prefix)) break
  for await (const _ of uploadsWith(bucket, prefix)) break
}

/**
 * Opens the store in a bucket. Credentials are found as the AWS SDK finds them: in the environment, in its files, or
 * from the machine's role. A bucket whose versions or unfinished uploads may not be listed is refused: it could not show
 * that something is absent.
 *
 * It needs `s3:ListBucket`, `s3:ListBucketVersions`, `s3:ListBucketMultipartUploads`, `s3:ListMultipartUploadParts`,
 * `s3:DeleteObject`, `s3:DeleteObjectVersion` and `s3:AbortMultipartUpload`; `s3:GetObject` and `s3:PutObject` for reading
 * and writing; `s3:GetObjectRetention` and `s3:GetObjectLegalHold` to tell a lock from a missing permission.
 *
 * Object Lock and legal holds are respected in every mode. Replicas in other buckets are stores of their own.
 *
 * @example
 * ```ts no-run
 * import { openS3Store } from '@samtykke/s3'
 *
 * const store = await openS3Store({ name: 'archive', bucket: 'calls', template: 'rec/{callId}/{recordingId}.wav' })()
 * ```
 */
export const openS3Store = (options: S3Options): TE.TaskEither<StoreError, S3Store> =>
  guarded(async () => {
    const { name, template: text = '{callId}/{recordingId}.{ext}', timeLimit = 30_000 } = options
    const template = keyTemplate(text)
    if (E.isLeft(template))
      throw new Fault({ _tag: 'Refused', retry: 'never', reason: `template: ${template.left}` })
    const client = clientFor(options)
    const bucket: Bucket = { client, bucket: options.bucket, template: template.right, name, timeLimit }
    try {
      await checkRights(bucket)
    } catch (error) {
      client.destroy()
      throw error
    }
    return {
      name,
      find: ref => guarded(() => find(bucket, ref)),
      erase: ref => guarded(() => erase(bucket, ref)),
      progress: () => TE.left({ ...notFound, reason: 'no order has this reference' }),
      open: ref => guarded(() => read(bucket, ref)),
      inventory: () => inventory(bucket),
      put: (ref, bytes) => guarded(() => put(bucket, ref, bytes)),
      close: () => client.destroy()
    }
  })

const find = async (bucket: Bucket, ref: Ref): Promise<Found> => {
  const prefix = orThrow(bucket.template.prefixOf(ref))
  const keys = new Set<string>()
  let [uploads, versions, bytes] = [0, 0, 0]
  for await (const page of versionsWith(bucket, prefix)) {
    for (const version of page.filter(each => isOf(bucket, each.key, ref))) {
      keys.add(version.key)
      versions += 1
      bytes += version.bytes
    }
  }
  for await (const page of uploadsWith(bucket, prefix)) {
    for (const upload of page.filter(each => isOf(bucket, each.key, ref))) {
      uploads += 1
      bytes += await bytesOfUpload(bucket, upload)
    }
  }
  const copies = keys.size + uploads
  return copies === 0 ? { _tag: 'absent' } : { _tag: 'present', copies, versions: versions + uploads, bytes }
}

const read = async (bucket: Bucket, ref: Ref): Promise<AsyncIterable<Uint8Array>> => {
  const [key] = (await standing(bucket, ref)).keys
  if (key === undefined) throw new Fault(notFound)
  return chunksOf(bucket, key)
}

/** The chunks as they come; one that does not come in time is an error. */
async function* chunksOf(bucket: Bucket, key: string): AsyncGenerator<Uint8Array, void, undefined> {
  const command = new GetObjectCommand({ Bucket: bucket.bucket, Key: key })
  // The SDK ends the body, too, when it is told to.
  const stop = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const awaited = async <A>(promise: Promise<A>): Promise<A> => {
    timer = setTimeout(() => stop.abort(), bucket.timeLimit)
    try {
      return await promise
    } finally {
      clearTimeout(timer)
    }
  }
  try {
    const { Body } = await awaited(bucket.client.send(command, { abortSignal: stop.signal }))
    const chunks = ((Body ?? []) as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]()
    try {
      for (;;) {
        const next = await awaited(chunks.next())
        if (next.done === true) return
        yield next.value
      }
    } finally {
      await chunks.return?.()
    }
  } catch (error) {
    const known = stop.signal.aborted
      ? unavailable(`GetObject: no bytes within ${bucket.timeLimit} ms`).error
      : storeErrorOf(error, 'GetObject')
    throw new Error(renderStoreError(known), { cause: error })
  } finally {
    stop.abort()
  }
}

/** Refs of keys, each once a page; the keys that are no ref's. */
const pageOf = (bucket: Bucket, keys: Iterable<string>): InventoryPage => {
  const refs = new Map<string, Ref>()
  const unrecognised: string[] = []
  const own = ownPrefix(bucket.template.text)
  for (const key of keys) {
    if (key.startsWith(own)) continue
    const ref = bucket.template.refOf(key, bucket.name)
    if (ref === undefined) unrecognised.push(key)
    else refs.set(`${ref.callId} ${refId(ref)}`, ref)
  }
  return { refs: [...refs.values()], unrecognised }
}

async function* inventory(
  bucket: Bucket
): AsyncGenerator<E.Either<StoreError, InventoryPage>, void, undefined> {
  const prefix = commonPrefix(bucket.template.text)
  let before = new Set<string>()
  try {
    for await (const page of versionsWith(bucket, prefix)) {
      // The versions of one key may be on several pages.
      const keys = new Set(page.map(({ key }) => key))
      yield E.right(
        pageOf(
          bucket,
          [...keys].filter(key => !before.has(key))
        )
      )
      before = keys
    }
    for await (const page of uploadsWith(bucket, prefix))
      yield E.right(pageOf(bucket, new Set(page.map(({ key }) => key))))
  } catch (error) {
    yield E.left(storeErrorOf(error, 'S3'))
  }
}
