/**
 * Writing: a small recording in one request, a large one in parts; either is there whole or not at all.
 */
import { createHash, type Hash } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand
} from '@aws-sdk/client-s3'
import type { Ref, Written } from '@samtykke/core'
import { answerOf, ask, type Bucket, conflict, isOf, orThrow, unavailable } from './bucket.ts'
import { versionsWith } from './listing.ts'

/** Memory that a write takes, twice. With the 10,000 parts of S3 a recording may have 80 GB. */
const partSize = 8 * 1024 * 1024

/** The bytes in parts of one size, the last one shorter. Each is hashed on its way. */
async function* partsOf(
  bytes: AsyncIterable<Uint8Array>,
  hash: Hash
): AsyncGenerator<Buffer, void, undefined> {
  let waiting: Uint8Array[] = []
  let size = 0
  for await (const chunk of tagged(bytes)) {
    hash.update(chunk)
    waiting.push(chunk)
    size += chunk.length
    if (size < partSize) continue
    let whole = Buffer.concat(waiting)
    for (; whole.length >= partSize; whole = whole.subarray(partSize)) yield whole.subarray(0, partSize)
    waiting = [whole]
    size = whole.length
  }
  if (size > 0) yield Buffer.concat(waiting)
}

/** The same bytes; an error of theirs is told from one of the bucket. */
async function* tagged(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* bytes
  } catch {
    throw unavailable('the bytes to be stored ended with an error')
  }
}

const sha256OfObject = async (bucket: Bucket, Key: string): Promise<string> => {
  const command = new GetObjectCommand({ Bucket: bucket.bucket, Key })
  const { Body } = await ask(bucket, 'GetObject', options => bucket.client.send(command, options))
  const hash = createHash('sha256')
  for await (const chunk of (Body ?? []) as AsyncIterable<Uint8Array>) hash.update(chunk)
  return hash.digest('hex')
}

/** What there is of a ref: the keys under which a reader gets something, and all versions. */
interface Standing {
  /** First that of the ref's media type. */
  readonly keys: ReadonlyArray<string>
  readonly versionIds: ReadonlySet<string>
}

export const standing = async (bucket: Bucket, ref: Ref): Promise<Standing> => {
  const own = orThrow(bucket.template.keyOf(ref))
  const keys: string[] = []
  const versionIds = new Set<string>()
  for await (const page of versionsWith(bucket, orThrow(bucket.template.prefixOf(ref)))) {
    for (const { key, versionId, isCurrent } of page.filter(each => isOf(bucket, each.key, ref))) {
      versionIds.add(versionId)
      if (isCurrent) keys.push(key)
    }
  }
  return { keys: keys.sort((a, b) => Number(b === own) - Number(a === own)), versionIds }
}

/** Whether these bytes stand there already. Others are a conflict. */
const isThere = async (bucket: Bucket, { keys }: Standing, sha256: string): Promise<boolean> => {
  for (const key of keys)
    if ((await sha256OfObject(bucket, key)) !== sha256)
      throw conflict('other bytes are stored under this ref')
  return keys.length > 0
}

/** The version that was written, where the bucket has versions. */
interface Wrote {
  readonly VersionId?: string | undefined
}

/** Does what is conditional on nothing standing there. Nothing is given where something stood there. */
const ifFree = (
  bucket: Bucket,
  request: string,
  send: (options: { readonly abortSignal: AbortSignal }) => Promise<Wrote>
): Promise<Wrote | undefined> =>
  ask(bucket, request, options =>
    send(options).catch((error: unknown) => {
      if ([409, 412].includes(answerOf(error).status ?? 0)) return undefined
      throw error
    })
  )

/** What every writing request says. */
interface Target {
  readonly Bucket: string
  readonly Key: string
}

/** What is being written, and where. */
interface Writing {
  readonly bucket: Bucket
  readonly ref: Ref
  readonly target: Target
  /** Of the bytes on their way. */
  readonly hash: Hash
}

/** Not every server holds a condition in a bucket with versions against others who write at the same instant. */
const withdrawIfNotAlone = async (
  { bucket, ref, target: { Bucket, Key } }: Writing,
  before: Standing,
  VersionId: string
): Promise<void> => {
  const { versionIds } = await standing(bucket, ref)
  if ([...versionIds].every(id => id === VersionId || before.versionIds.has(id))) return
  const command = new DeleteObjectCommand({ Bucket, Key, VersionId })
  await ask(bucket, 'DeleteObject', options => bucket.client.send(command, options))
  throw unavailable('another wrote under this ref at the same instant')
}

/** Writes unless the same is there, by what it is given, which writes only where nothing is. */
const settle = async (
  writing: Writing,
  write: () => Promise<Wrote | undefined>
): Promise<{ readonly sha256: string; readonly isNew: boolean }> => {
  const { bucket, ref, hash } = writing
  const sha256 = hash.digest('hex')
  if (ref.sha256 !== undefined && ref.sha256 !== sha256)
    throw conflict('the bytes do not have the sha256 of the ref')
  const before = await standing(bucket, ref)
  if (await isThere(bucket, before, sha256)) return { sha256, isNew: false }
  const wrote = await write()
  if (wrote !== undefined) {
    if (wrote.VersionId !== undefined) await withdrawIfNotAlone(writing, before, wrote.VersionId)
    return { sha256, isNew: true }
  }
  if (await isThere(bucket, await standing(bucket, ref), sha256)) return { sha256, isNew: false }
  throw unavailable('what stood there went away meanwhile')
}

const contentOf = (ref: Ref): { readonly ContentType?: string } =>
  ref.mediaType === undefined ? {} : { ContentType: ref.mediaType }

const uploadParts = async (
  bucket: Bucket,
  target: Target & { readonly UploadId: string },
  parts: AsyncIterable<Buffer>
): Promise<{ readonly etags: ReadonlyArray<string | undefined>; readonly bytes: number }> => {
  const etags: (string | undefined)[] = []
  let bytes = 0
  for await (const part of parts) {
    const command = new UploadPartCommand({
      ...target,
      PartNumber: etags.length + 1,
      Body: part,
      ContentLength: part.length
    })
    const { ETag } = await ask(bucket, 'UploadPart', options => bucket.client.send(command, options))
    etags.push(ETag)
    bytes += part.length
  }
  return { etags, bytes }
}

const putInParts = async (writing: Writing, parts: AsyncIterable<Buffer>): Promise<Written> => {
  const { bucket, ref, target } = writing
  const create = new CreateMultipartUploadCommand({ ...target, ...contentOf(ref) })
  const { UploadId = '' } = await ask(bucket, 'CreateMultipartUpload', options =>
    bucket.client.send(create, options)
  )
  const upload = { ...target, UploadId }
  let isDone = false
  try {
    const { etags, bytes } = await uploadParts(bucket, upload, parts)
    const complete = new CompleteMultipartUploadCommand({
      ...upload,
      IfNoneMatch: '*',
      MultipartUpload: {
        Parts: etags.map((ETag, n) => ({ PartNumber: n + 1, ...(ETag !== undefined && { ETag }) }))
      }
    })
    const { sha256, isNew } = await settle(writing, () =>
      ifFree(bucket, 'CompleteMultipartUpload', options => bucket.client.send(complete, options))
    )
    isDone = isNew
    return { sha256, bytes }
  } finally {
    if (!isDone) {
      const abort = new AbortMultipartUploadCommand(upload)
      // What it could not abort, `erase` aborts, and the inventory lists.
      await ask(bucket, 'AbortMultipartUpload', options => bucket.client.send(abort, options)).catch(
        () => undefined
      )
    }
  }
}

const putWhole = async (writing: Writing, bytes: Buffer): Promise<Written> => {
  const { bucket, ref, target } = writing
  const command = new PutObjectCommand({
    ...target,
    ...contentOf(ref),
    Body: bytes,
    ContentLength: bytes.length,
    IfNoneMatch: '*'
  })
  const { sha256 } = await settle(writing, () =>
    ifFree(bucket, 'PutObject', options => bucket.client.send(command, options))
  )
  return { sha256, bytes: bytes.length }
}

/** Keeps bytes under a ref. Whatever fails, nothing is left of it that a reader gets. */
export const put = async (bucket: Bucket, ref: Ref, bytes: AsyncIterable<Uint8Array>): Promise<Written> => {
  const target = { Bucket: bucket.bucket, Key: orThrow(bucket.template.keyOf(ref)) }
  const hash = createHash('sha256')
  const writing = { bucket, ref, target, hash }
  const parts = partsOf(bytes, hash)
  const first = await parts.next()
  if (first.done === true) return putWhole(writing, Buffer.alloc(0))
  const second = first.value.length < partSize ? undefined : await parts.next()
  if (second === undefined || second.done === true) return putWhole(writing, first.value)
  const all = async function* (): AsyncGenerator<Buffer, void, undefined> {
    yield first.value
    yield second.value
    yield* parts
  }
  return putInParts(writing, all())
}
