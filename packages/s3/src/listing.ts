/**
 * What is in a bucket: versions, marks of deletion, and uploads that were never ended.
 */
import {
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  ListPartsCommand,
  type ObjectVersion,
  type DeleteMarkerEntry
} from '@aws-sdk/client-s3'
import { ask, type Asked } from './bucket.ts'

/** A version of an object, or a mark of its deletion, which has no bytes. */
export interface Version {
  readonly key: string
  readonly versionId: string
  readonly bytes: number
  /** Whether it is what a reader gets: the latest version, and no mark of deletion. */
  readonly isCurrent: boolean
}

/** An upload in parts that was not ended. */
export interface Upload {
  readonly key: string
  readonly uploadId: string
}

/** Keys come encoded, since XML cannot hold every sign of them. */
const decoded = (text: string, encoding: string | undefined): string =>
  encoding === 'url' ? decodeURIComponent(text.replaceAll('+', ' ')) : text

const versionOf = (entry: ObjectVersion | DeleteMarkerEntry, encoding: string | undefined): Version => ({
  key: decoded(entry.Key ?? '', encoding),
  versionId: entry.VersionId ?? 'null',
  bytes: 'Size' in entry ? (entry.Size ?? 0) : 0,
  isCurrent: 'Size' in entry && entry.IsLatest === true
})

interface From {
  readonly KeyMarker?: string
  readonly VersionIdMarker?: string
}

/**
 * Every version and mark of deletion of the keys with a prefix, in pages of up to 1,000. Of a key whose versions are
 * removed meanwhile some may be missing; of other keys none is.
 */
export async function* versionsWith(
  bucket: Asked,
  prefix: string
): AsyncGenerator<ReadonlyArray<Version>, void, undefined> {
  let from: From = {}
  for (;;) {
    const command = new ListObjectVersionsCommand({
      Bucket: bucket.bucket,
      Prefix: prefix,
      EncodingType: 'url',
      ...from
    })
    const page = await ask(bucket, 'ListObjectVersions', options => bucket.client.send(command, options))
    const encoding = page.EncodingType
    const versions = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])]
    yield versions.map(each => versionOf(each, encoding))
    if (page.IsTruncated === true && page.NextKeyMarker !== undefined) {
      from = {
        KeyMarker: decoded(page.NextKeyMarker, encoding),
        ...(page.NextVersionIdMarker !== undefined && { VersionIdMarker: page.NextVersionIdMarker })
      }
    } else if (versions.length === 0 && from.KeyMarker !== undefined && from.VersionIdMarker !== undefined) {
      // Behind a version that was removed meanwhile some servers see an end: on with the next key.
      from = { KeyMarker: from.KeyMarker }
    } else {
      return
    }
  }
}

/**
 * Every upload of the keys with a prefix that was not ended, in pages of up to 1,000. Keys are asked for as they are: some
 * servers encode those of uploads without saying so.
 */
export async function* uploadsWith(
  bucket: Asked,
  prefix: string
): AsyncGenerator<ReadonlyArray<Upload>, void, undefined> {
  let from: { readonly KeyMarker?: string; readonly UploadIdMarker?: string } = {}
  for (;;) {
    const command = new ListMultipartUploadsCommand({
      Bucket: bucket.bucket,
      Prefix: prefix,
      ...from
    })
    const page = await ask(bucket, 'ListMultipartUploads', options => bucket.client.send(command, options))
    yield (page.Uploads ?? []).map(each => ({
      key: each.Key ?? '',
      uploadId: each.UploadId ?? ''
    }))
    if (page.IsTruncated !== true || page.NextKeyMarker === undefined) return
    from = {
      KeyMarker: page.NextKeyMarker,
      ...(page.NextUploadIdMarker !== undefined && { UploadIdMarker: page.NextUploadIdMarker })
    }
  }
}

/** The bytes of an upload that was not ended. One that has ended meanwhile has none. */
export const bytesOfUpload = async (bucket: Asked, { key, uploadId }: Upload): Promise<number> => {
  let bytes = 0
  let marker: string | undefined
  for (;;) {
    const command = new ListPartsCommand({
      Bucket: bucket.bucket,
      Key: key,
      UploadId: uploadId,
      ...(marker !== undefined && { PartNumberMarker: marker })
    })
    const page = await ask(bucket, 'ListParts', options =>
      bucket.client.send(command, options).catch((error: unknown) => {
        if (hasName(error, 'NoSuchUpload')) return undefined
        throw error
      })
    )
    for (const part of page?.Parts ?? []) bytes += part.Size ?? 0
    if (page?.IsTruncated !== true || page.NextPartNumberMarker === undefined) return bytes
    marker = page.NextPartNumberMarker
  }
}

export const hasName = (error: unknown, name: string): boolean =>
  typeof error === 'object' && error !== null && 'name' in error && error.name === name
