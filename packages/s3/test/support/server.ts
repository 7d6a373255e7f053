/**
 * The S3 server that the tests run against: the one that SAMTYKKE_S3_URL names (with AWS_ACCESS_KEY_ID and
 * AWS_SECRET_ACCESS_KEY), else Ceph's radosgw where it is installed (and SAMTYKKE_S3_SMALL is not 1), else a small one in
 * this process.
 */
import { randomUUID } from 'node:crypto'
import { connect, createServer, type Socket } from 'node:net'
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  ListMultipartUploadsCommand,
  AbortMultipartUploadCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client
} from '@aws-sdk/client-s3'
import * as E from 'fp-ts/lib/Either.js'
import { openS3Store, type S3Options, type S3Store } from '../../src/index.ts'
import { isInstalled, type RunningServer, startRadosgw } from './radosgw.ts'
import { startSmallServer } from './smallServer.ts'

const named = process.env['SAMTYKKE_S3_URL']

const kind =
  named !== undefined
    ? 'named'
    : process.env['SAMTYKKE_S3_SMALL'] !== '1' && isInstalled()
      ? 'radosgw'
      : 'small'

export const title = {
  named: 'on the server of SAMTYKKE_S3_URL',
  radosgw: 'on radosgw',
  small: 'on a small server of the tests (no real one: neither SAMTYKKE_S3_URL nor an installed radosgw)'
}[kind]

/** Whether it writes on a condition: Debian's radosgw passes over it. */
export const knowsConditions = kind !== 'radosgw'

/** Whether it looks at signatures. */
export const isReal = kind !== 'small'

export const startServer = async (): Promise<RunningServer> => {
  if (kind === 'radosgw') return startRadosgw()
  if (kind === 'small') return startSmallServer()
  return {
    endpoint: named ?? '',
    access: process.env['AWS_ACCESS_KEY_ID'] ?? '',
    secret: process.env['AWS_SECRET_ACCESS_KEY'] ?? '',
    stop: async () => {}
  }
}

/** Keys as the SDK finds them in the environment. */
export const useKeys = ({ access, secret }: { access: string; secret: string }): void => {
  process.env['AWS_ACCESS_KEY_ID'] = access
  process.env['AWS_SECRET_ACCESS_KEY'] = secret
}

export const clientFor = ({ endpoint, access, secret }: Omit<RunningServer, 'stop'>): S3Client =>
  new S3Client({
    endpoint,
    forcePathStyle: true,
    region: 'us-east-1',
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    credentials: { accessKeyId: access, secretAccessKey: secret }
  })

export interface TestBucket {
  readonly name: string
  readonly client: S3Client
}

export type Versioning = 'none' | 'enabled' | 'suspended' | 'locked'

export const newBucket = async (client: S3Client, versioning: Versioning): Promise<TestBucket> => {
  const name = `samtykke-${randomUUID()}`
  await client.send(
    new CreateBucketCommand({
      Bucket: name,
      ...(versioning === 'locked' && { ObjectLockEnabledForBucket: true })
    })
  )
  if (versioning === 'enabled' || versioning === 'suspended') await setVersioning({ name, client }, 'Enabled')
  if (versioning === 'suspended') await setVersioning({ name, client }, 'Suspended')
  return { name, client }
}

export const setVersioning = async (
  { name, client }: TestBucket,
  Status: 'Enabled' | 'Suspended'
): Promise<void> => {
  await client.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration: { Status } }))
}

/** Puts an object, by the client alone; gives its version. */
export const putObject = async (
  { name, client }: TestBucket,
  Key: string,
  Body: string
): Promise<string | undefined> =>
  (await client.send(new PutObjectCommand({ Bucket: name, Key, Body }))).VersionId

/** Every version and mark in a bucket, by the client alone. */
export const everythingIn = async ({ name, client }: TestBucket): Promise<ReadonlyArray<string>> => {
  const all: string[] = []
  let [key, version]: (string | undefined)[] = [undefined, undefined]
  for (;;) {
    const page: ListObjectVersionsCommandOutput = await client.send(
      new ListObjectVersionsCommand({
        Bucket: name,
        ...(key !== undefined && { KeyMarker: key }),
        ...(version !== undefined && { VersionIdMarker: version })
      })
    )
    all.push(...(page.Versions ?? []).map(each => each.Key ?? ''))
    all.push(...(page.DeleteMarkers ?? []).map(each => `${each.Key ?? ''} (mark)`))
    if (page.IsTruncated !== true) break
    ;[key, version] = [page.NextKeyMarker, page.NextVersionIdMarker]
  }
  const { Uploads } = await client.send(new ListMultipartUploadsCommand({ Bucket: name }))
  return [...all, ...(Uploads ?? []).map(each => `${each.Key ?? ''} (upload)`)].sort()
}

/** Removes what may be removed, on a server that others use as well. */
export const removeBucket = async (bucket: TestBucket): Promise<void> => {
  if (named === undefined) return
  const { name, client } = bucket
  const list = await client.send(new ListObjectVersionsCommand({ Bucket: name }))
  const Objects = [...(list.Versions ?? []), ...(list.DeleteMarkers ?? [])].map(
    ({ Key = '', VersionId = 'null' }) => ({
      Key,
      VersionId
    })
  )
  if (Objects.length > 0)
    await client.send(
      new DeleteObjectsCommand({ Bucket: name, Delete: { Objects }, BypassGovernanceRetention: true })
    )
  if (list.IsTruncated === true) return removeBucket(bucket)
  const { Uploads } = await client.send(new ListMultipartUploadsCommand({ Bucket: name }))
  for (const { Key, UploadId } of Uploads ?? [])
    await client.send(new AbortMultipartUploadCommand({ Bucket: name, Key, UploadId }))
  await client.send(new DeleteBucketCommand({ Bucket: name })).catch(() => undefined)
}

/** A way to the server that can be shut, or hold what passes, while stores use it. */
export interface Way {
  readonly endpoint: string
  /** From now on nothing passes, and nothing is refused either. */
  readonly hang: () => void
  readonly shut: () => void
}

export const wayTo = async (endpoint: string): Promise<Way> => {
  const { hostname, port } = new URL(endpoint)
  const sockets = new Set<Socket>()
  let hangs = false
  const server = createServer(socket => {
    const onward = connect(Number(port), hostname)
    for (const each of [socket, onward]) {
      sockets.add(each)
      each.on('error', () => each.destroy())
    }
    socket.on('data', chunk => hangs || onward.write(chunk))
    onward.on('data', chunk => hangs || socket.write(chunk))
    socket.on('close', () => onward.destroy())
    onward.on('close', () => socket.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    endpoint: `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`,
    hang: () => {
      hangs = true
    },
    shut: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    }
  }
}

const opened: S3Store[] = []

export const openStore = async (
  endpoint: string,
  options: Partial<S3Options> & { bucket: string }
): Promise<S3Store> => {
  const store = await openS3Store({ name: 'archive', endpoint, ...options })()
  if (E.isLeft(store)) throw new Error(JSON.stringify(store.left))
  opened.push(store.right)
  return store.right
}

export const closeStores = (): void => {
  for (const store of opened.splice(0)) store.close()
}
