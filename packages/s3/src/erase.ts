/**
 * Erasing: every version, every mark of deletion and every unfinished upload of a ref's keys.
 */
import { randomUUID } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectLegalHoldCommand,
  GetObjectRetentionCommand
} from '@aws-sdk/client-s3'
import { type Erasure, parseInstant, type Ref, type StoreError } from '@samtykke/core'
import { ask, type Bucket, Fault, isOf, orThrow, storeErrorFor, unavailable } from './bucket.ts'
import { hasName, type Upload, uploadsWith, type Version, versionsWith } from './listing.ts'

/** S3 takes no more keys at once. */
const batchSize = 1000
/** Versions that are listed before they are removed; to remove while listing confuses some servers' listing. */
const most = 10_000
/** How often what was removed with success may still be there. */
const patience = 5

interface Denied {
  readonly version: Version
  readonly error: StoreError
}

/** Removes a batch, and gives what the store did not remove, key by key. */
const removeBatch = async (
  bucket: Bucket,
  versions: ReadonlyArray<Version>
): Promise<{ readonly denied: ReadonlyArray<Denied>; readonly requestId: string | undefined }> => {
  const command = new DeleteObjectsCommand({
    Bucket: bucket.bucket,
    Delete: { Quiet: true, Objects: versions.map(each => ({ Key: each.key, VersionId: each.versionId })) }
  })
  const answer = await ask(bucket, 'DeleteObjects', options => bucket.client.send(command, options))
  const denied = (answer.Errors ?? []).flatMap(({ Key, VersionId, Code }) => {
    if (Code === 'NoSuchKey' || Code === 'NoSuchVersion') return []
    const version = versions.find(
      each => each.key === Key && each.versionId === (VersionId ?? each.versionId)
    )
    const name = Code ?? 'Error'
    // A key that was not asked for would be a fault of the store; it is told, not passed over.
    return [
      {
        version: version ?? { key: Key ?? '', versionId: VersionId ?? 'null', bytes: 0, isCurrent: false },
        error: storeErrorFor({ name, status: undefined }, 'DeleteObjects')
      }
    ]
  })
  return { denied, requestId: answer.$metadata.requestId }
}

const versionsOf = async (bucket: Bucket, ref: Ref, prefix: string): Promise<ReadonlyArray<Version>> => {
  const versions: Version[] = []
  for await (const page of versionsWith(bucket, prefix)) {
    versions.push(...page.filter(each => isOf(bucket, each.key, ref)))
    if (versions.length >= most) break
  }
  return versions
}

const uploadsOf = async (bucket: Bucket, ref: Ref, prefix: string): Promise<ReadonlyArray<Upload>> => {
  const uploads: Upload[] = []
  for await (const page of uploadsWith(bucket, prefix))
    uploads.push(...page.filter(each => isOf(bucket, each.key, ref)))
  return uploads
}

const removeVersions = async (
  bucket: Bucket,
  versions: ReadonlyArray<Version>
): Promise<string | undefined> => {
  const denied: Denied[] = []
  let requestId: string | undefined
  for (let from = 0; from < versions.length; from += batchSize) {
    const removed = await removeBatch(bucket, versions.slice(from, from + batchSize))
    denied.push(...removed.denied)
    requestId = removed.requestId ?? requestId
  }
  if (denied.length > 0) throw new Fault(await gravest(bucket, denied))
  return requestId
}

const abortUpload = async (bucket: Bucket, { key, uploadId }: Upload): Promise<void> => {
  const command = new AbortMultipartUploadCommand({ Bucket: bucket.bucket, Key: key, UploadId: uploadId })
  await ask(bucket, 'AbortMultipartUpload', options =>
    bucket.client.send(command, options).catch((error: unknown) => {
      if (!hasName(error, 'NoSuchUpload')) throw error
    })
  )
}

/** Whether the store is bound to keep a version: S3 says `AccessDenied` for that as for a missing permission. */
const lockOf = async (bucket: Bucket, { key, versionId }: Version): Promise<StoreError | undefined> => {
  const what = { Bucket: bucket.bucket, Key: key, VersionId: versionId }
  const asked = <A>(request: string, command: () => Promise<A>): Promise<A | undefined> =>
    ask(bucket, request, command).catch(() => undefined)
  const held = await asked('GetObjectLegalHold', () =>
    bucket.client.send(new GetObjectLegalHoldCommand(what))
  )
  if (held?.LegalHold?.Status === 'ON')
    return { _tag: 'Locked', retry: 'never', reason: 'a legal hold is on it' }
  const kept = await asked('GetObjectRetention', () =>
    bucket.client.send(new GetObjectRetentionCommand(what))
  )
  const until = kept?.Retention?.RetainUntilDate
  if (until === undefined) return undefined
  const instant = parseInstant(until.toISOString())
  return {
    _tag: 'Locked',
    retry: 'never',
    reason: `Object Lock, ${kept?.Retention?.Mode?.toLowerCase() ?? 'unknown'} mode`,
    ...(instant !== undefined && { until: instant })
  }
}

/** Of several errors that which says most: a lock, then what is for a person, then what may pass. */
const gravest = async (bucket: Bucket, denied: ReadonlyArray<Denied>): Promise<StoreError> => {
  for (const { version, error } of denied.slice(0, 10)) {
    const lock = error._tag === 'AccessDenied' ? await lockOf(bucket, version) : undefined
    if (lock !== undefined) return lock
  }
  const errors = denied.map(({ error }) => error)
  return errors.find(error => error.retry === 'never') ?? errors[0] ?? unavailable('DeleteObjects').error
}

/** Erases, and looks again until there is nothing: what is written meanwhile goes too. */
export const erase = async (bucket: Bucket, ref: Ref): Promise<Erasure> => {
  const prefix = orThrow(bucket.template.prefixOf(ref))
  const copies = new Set<string>()
  let confirmation: string | undefined
  let before = new Set<string>()
  let again = 0
  for (;;) {
    const versions = await versionsOf(bucket, ref, prefix)
    const uploads = await uploadsOf(bucket, ref, prefix)
    if (versions.length + uploads.length === 0)
      return { _tag: 'gone', confirmation: confirmation ?? randomUUID(), copies: copies.size }
    const seen = new Set([
      ...versions.map(({ key, versionId }) => `${key} ${versionId}`),
      ...uploads.map(({ key, uploadId }) => `${key} ${uploadId}`)
    ])
    again = [...seen].some(each => before.has(each)) ? again + 1 : 0
    if (again === patience)
      throw unavailable(`what was removed ${patience} times, each time with success, is still there`)
    before = seen
    for (const upload of uploads) await abortUpload(bucket, upload)
    confirmation = (await removeVersions(bucket, versions)) ?? confirmation
    for (const { key } of versions) copies.add(key)
    for (const { key, uploadId } of uploads) copies.add(`${key} ${uploadId}`)
  }
}
