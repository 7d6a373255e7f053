/**
 * A small S3 server in memory, for where no real one is: objects with versions and marks of deletion, uploads in parts,
 * locks, and policies that deny. It looks at access keys and not at signatures.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { RunningServer } from './radosgw.ts'

interface Version {
  readonly key: string
  readonly id: string
  /** None: a mark of a deletion. */
  readonly bytes?: Buffer
  hold?: string
  retention?: { mode: string; until: string }
}

interface Upload {
  readonly key: string
  readonly id: string
  readonly parts: Map<number, Buffer>
}

interface Bucket {
  versioning: '' | 'Enabled' | 'Suspended'
  /** By key, and of a key the newest first. */
  versions: Version[]
  uploads: Upload[]
  denied: string[]
}

class Refusal extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string) {
    super(code)
    this.status = status
    this.code = code
  }
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)
const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

const tag = (name: string, value: string | number | boolean): string => `<${name}>${value}</${name}>`
const texts = (xml: string, name: string): ReadonlyArray<string> =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text = '']) => unescaped(text))

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}

const byKey = (one: { key: string }, other: { key: string }): number =>
  Buffer.compare(Buffer.from(one.key), Buffer.from(other.key))

const current = (bucket: Bucket, key: string): Version | undefined =>
  bucket.versions.find(each => each.key === key)

const add = (bucket: Bucket, key: string, bytes?: Buffer): Version => {
  const version: Version = {
    key,
    id: bucket.versioning === 'Enabled' ? randomUUID().replaceAll('-', '') : 'null',
    ...(bytes !== undefined && { bytes })
  }
  if (version.id === 'null')
    bucket.versions = bucket.versions.filter(each => each.key !== key || each.id !== 'null')
  const before = bucket.versions.findLastIndex(each => byKey(each, version) < 0)
  bucket.versions.splice(before + 1, 0, version)
  return version
}

const isLocked = ({ hold, retention }: Version): boolean =>
  hold === 'ON' || (retention !== undefined && Date.parse(retention.until) > Date.now())

const remove = (bucket: Bucket, key: string, id: string | undefined): void => {
  if (id === undefined) {
    if (bucket.versioning === '') bucket.versions = bucket.versions.filter(each => each.key !== key)
    else add(bucket, key)
    return
  }
  const version = bucket.versions.find(each => each.key === key && each.id === id)
  if (bucket.denied.includes('s3:DeleteObjectVersion') || (version !== undefined && isLocked(version)))
    throw new Refusal(403, 'AccessDenied')
  bucket.versions = bucket.versions.filter(each => each !== version)
}

/** A page of what is behind a marker, with the elements that say how to go on. */
const listed = (bucket: Bucket, query: URLSearchParams): string => {
  const url = query.get('encoding-type') === 'url'
  const keyText = (key: string): string => (url ? encodeURIComponent(key) : escaped(key))
  const all = bucket.versions.filter(each => each.key.startsWith(query.get('prefix') ?? ''))
  const [key, id] = [query.get('key-marker'), query.get('version-id-marker')]
  const from = all.findIndex(
    each => key === null || Buffer.compare(Buffer.from(each.key), Buffer.from(key)) > 0
  )
  const exact = id === null ? -1 : all.findIndex(each => each.key === key && each.id === id)
  // Behind a version that is no longer there this server sees an end, as radosgw does.
  const start = id !== null ? (exact < 0 ? all.length : exact + 1) : from < 0 ? all.length : from
  const page = all.slice(start, start + 1000)
  const last = page.at(-1)
  const more = start + 1000 < all.length && last !== undefined
  return tag(
    'ListVersionsResult',
    [
      ...(url ? [tag('EncodingType', 'url')] : []),
      tag('IsTruncated', more),
      ...(more ? [tag('NextKeyMarker', keyText(last.key)), tag('NextVersionIdMarker', last.id)] : []),
      ...page.map(each =>
        tag(
          each.bytes === undefined ? 'DeleteMarker' : 'Version',
          tag('Key', keyText(each.key)) +
            tag('VersionId', each.id) +
            tag('IsLatest', current(bucket, each.key) === each) +
            (each.bytes === undefined ? '' : tag('Size', each.bytes.length))
        )
      )
    ].join('')
  )
}

const checkFree = (bucket: Bucket, key: string, request: IncomingMessage): void => {
  if (request.headers['if-none-match'] === '*' && current(bucket, key)?.bytes !== undefined)
    throw new Refusal(412, 'PreconditionFailed')
}

interface Answer {
  readonly status?: number
  readonly body?: string | Buffer
  readonly headers?: Record<string, string>
}

const versionHeader = (bucket: Bucket, { id }: Version): Record<string, string> =>
  bucket.versioning === '' ? {} : { 'x-amz-version-id': id }

const ofBucket = (
  buckets: Map<string, Bucket>,
  name: string,
  { method = '', headers }: IncomingMessage,
  query: URLSearchParams,
  body: string
): Answer => {
  if (method === 'PUT' && query.size === 0) {
    const isLocking = headers['x-amz-bucket-object-lock-enabled'] === 'true'
    buckets.set(name, { versioning: isLocking ? 'Enabled' : '', versions: [], uploads: [], denied: [] })
    return {}
  }
  const bucket = bucketOf(buckets, name)
  if (method === 'PUT' && query.has('versioning'))
    bucket.versioning = texts(body, 'Status')[0] === 'Enabled' ? 'Enabled' : 'Suspended'
  if (method === 'PUT' && query.has('policy'))
    bucket.denied = (JSON.parse(body) as { Statement: { Action: string }[] }).Statement.map(
      each => each.Action
    )
  if (method === 'GET' && query.has('versions')) {
    if (bucket.denied.includes('s3:ListBucketVersions')) throw new Refusal(403, 'AccessDenied')
    return { body: listed(bucket, query) }
  }
  if (method === 'GET' && query.has('uploads')) {
    if (bucket.denied.includes('s3:ListBucketMultipartUploads')) throw new Refusal(403, 'AccessDenied')
    const uploads = bucket.uploads.filter(each => each.key.startsWith(query.get('prefix') ?? ''))
    const entries = uploads.map(each =>
      tag('Upload', tag('Key', escaped(each.key)) + tag('UploadId', each.id))
    )
    return { body: tag('ListMultipartUploadsResult', entries.join('')) }
  }
  if (method === 'POST' && query.has('delete')) {
    const objects = [...body.matchAll(/<Object>(.*?)<\/Object>/gs)].map(([, xml = '']) => xml)
    if (objects.length > 1000) throw new Refusal(400, 'MalformedXML')
    const errors = objects.flatMap(xml => {
      const [key = '', id] = [texts(xml, 'Key')[0], texts(xml, 'VersionId')[0]]
      try {
        remove(bucket, key, id)
        return []
      } catch (error) {
        const code = error instanceof Refusal ? error.code : 'InternalError'
        return [tag('Error', tag('Key', escaped(key)) + tag('VersionId', id ?? '') + tag('Code', code))]
      }
    })
    return { body: tag('DeleteResult', errors.join('')) }
  }
  return {}
}

const bucketOf = (buckets: Map<string, Bucket>, name: string): Bucket => {
  const bucket = buckets.get(name)
  if (bucket === undefined) throw new Refusal(404, 'NoSuchBucket')
  return bucket
}

const ofUpload = (
  bucket: Bucket,
  key: string,
  request: IncomingMessage,
  query: URLSearchParams,
  body: Buffer
): Answer => {
  const upload = bucket.uploads.find(each => each.id === query.get('uploadId'))
  if (upload === undefined) throw new Refusal(404, 'NoSuchUpload')
  const end = (): void => {
    bucket.uploads = bucket.uploads.filter(each => each !== upload)
  }
  if (request.method === 'PUT') {
    upload.parts.set(Number(query.get('partNumber')), body)
    return { headers: { etag: `"${createHash('md5').update(body).digest('hex')}"` } }
  }
  if (request.method === 'GET') {
    const parts = [...upload.parts.values()].map(part => tag('Part', tag('Size', part.length)))
    return { body: tag('ListPartsResult', parts.join('')) }
  }
  if (request.method === 'POST') {
    checkFree(bucket, key, request)
    const parts = [...upload.parts].sort(([a], [b]) => a - b).map(([, part]) => part)
    const version = add(bucket, key, Buffer.concat(parts))
    end()
    return { body: tag('CompleteMultipartUploadResult', ''), headers: versionHeader(bucket, version) }
  }
  end()
  return { status: 204 }
}

const ofObject = (
  bucket: Bucket,
  key: string,
  request: IncomingMessage,
  query: URLSearchParams,
  body: Buffer
): Answer => {
  if (query.has('uploadId')) return ofUpload(bucket, key, request, query, body)
  if (query.has('uploads')) {
    const upload: Upload = { key, id: randomUUID(), parts: new Map() }
    bucket.uploads.push(upload)
    return { body: tag('InitiateMultipartUploadResult', tag('UploadId', upload.id)) }
  }
  const id = query.get('versionId') ?? undefined
  const version = bucket.versions.find(each => each.key === key && (id === undefined || each.id === id))
  if (query.has('legal-hold') || query.has('retention')) {
    if (version === undefined) throw new Refusal(404, 'NoSuchKey')
    return ofLock(version, request.method ?? '', query, body.toString())
  }
  if (request.method === 'PUT') {
    checkFree(bucket, key, request)
    return { headers: versionHeader(bucket, add(bucket, key, body)) }
  }
  if (request.method === 'DELETE') {
    remove(bucket, key, id)
    return { status: 204 }
  }
  if (version?.bytes === undefined) throw new Refusal(404, 'NoSuchKey')
  return { body: version.bytes }
}

const ofLock = (version: Version, method: string, query: URLSearchParams, body: string): Answer => {
  if (method === 'PUT' && query.has('legal-hold')) version.hold = texts(body, 'Status')[0] ?? ''
  if (method === 'PUT' && query.has('retention'))
    version.retention = { mode: texts(body, 'Mode')[0] ?? '', until: texts(body, 'RetainUntilDate')[0] ?? '' }
  if (method === 'PUT') return {}
  if (query.has('legal-hold')) return { body: tag('LegalHold', tag('Status', version.hold ?? 'OFF')) }
  if (version.retention === undefined) throw new Refusal(404, 'NoSuchObjectLockConfiguration')
  const { mode, until } = version.retention
  return { body: tag('Retention', tag('Mode', mode) + tag('RetainUntilDate', until)) }
}

export const startSmallServer = async (): Promise<RunningServer> => {
  const [access, secret] = ['ACCESS0KEY0OF0TESTS0', randomUUID()]
  const buckets = new Map<string, Bucket>()
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const body = await bodyOf(request)
    if (request.headers.authorization?.includes(`Credential=${access}/`) !== true)
      throw new Refusal(403, 'InvalidAccessKeyId')
    const url = new URL(request.url ?? '', 'http://x')
    url.searchParams.delete('x-id')
    const [, name = '', ...rest] = url.pathname.split('/').map(decodeURIComponent)
    const key = rest.join('/')
    return key === ''
      ? ofBucket(buckets, name, request, url.searchParams, body.toString())
      : ofObject(bucketOf(buckets, name), key, request, url.searchParams, body)
  }
  const server = createServer((request, response) => {
    answer(request).then(
      ({ status = 200, body = '', headers = {} }) => response.writeHead(status, headers).end(body),
      (error: unknown) => {
        const { status, code } = error instanceof Refusal ? error : { status: 500, code: String(error) }
        response.writeHead(status).end(tag('Error', tag('Code', code)))
      }
    )
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    endpoint: `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`,
    access,
    secret,
    stop: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    }
  }
}
