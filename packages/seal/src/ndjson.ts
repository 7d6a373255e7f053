/**
 * Events of NDJSON files as a source.
 */
import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { deepestNesting, isNestedTooDeep, parseInstant } from '@samtykke/core'
import { canonicalLine } from './canonicalLine.ts'
import { fail, reasonOf } from './error.ts'
import { plainLineReader } from './plainLines.ts'
import type { SealSource, StoredRecord } from './source.ts'

/** A line that is no event: it cannot be sealed. `found` never holds the value of an identifier. */
export interface RejectedLine {
  readonly path: string
  readonly line: number
  readonly member?: string
  readonly expected: string
  readonly found: string
}

const chunkSize = 1 << 16

/**
 * Events from NDJSON files (`.gz` too; `-` is standard input). What is sealed of an event is its whole line, as
 * canonical JSON; its stream is `call-` + `callId`, its place the order of that call's lines, its time
 * `recordedAt`, or `occurredAt` where that is absent. Streams; holds one chunk at a time. A line that is no event goes to
 * `onReject`, and the rest is read on; a file that cannot be read is the `CannotRead` of who reads the source.
 *
 * @example
 * import { mkdtempSync, writeFileSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { ndjsonSource } from '@samtykke/seal'
 *
 * const file = `${mkdtempSync(`${tmpdir()}/events-`)}/events.ndjson`
 * writeFileSync(file, '{"type":"analysis-objected","id":"1","callId":"c1","occurredAt":"2025-03-01T08:00:00Z"}\nhello\n')
 * const [rejected, streams]: [number[], string[]] = [[], []]
 * for await (const records of ndjsonSource([file], ({ line }) => rejected.push(line)).read())
 *   streams.push(...records.map(({ stream }) => stream))
 * assert.deepStrictEqual([streams, rejected], [['call-c1'], [2]])
 *
 * @see contract, section 1
 */
export const ndjsonSource = (
  paths: ReadonlyArray<string>,
  onReject: (rejected: RejectedLine) => void = () => undefined
): SealSource => ({
  async *read() {
    for (const path of paths) yield* readFile(path, onReject)
  }
})

async function* readFile(
  path: string,
  onReject: (rejected: RejectedLine) => void
): AsyncGenerator<ReadonlyArray<StoredRecord>> {
  let number = 0
  const plain = plainLineReader()

  const parsed = (text: string): StoredRecord | undefined => {
    const result = recordOf(number === 1 && text.startsWith('\ufeff') ? text.slice(1) : text, plain.learn)
    if (result === undefined || !('expected' in result)) return result
    onReject({ path, line: number, ...result })
    return undefined
  }
  const records = (bytes: Buffer): ReadonlyArray<StoredRecord> => {
    const utf8 = isUtf8(bytes)
    plain.take(bytes)
    const batch: StoredRecord[] = []
    const unread: Unread[] = []
    for (let start = 0; start < bytes.length;) {
      const found = bytes.indexOf(10, start)
      const next = found < 0 ? bytes.length : found
      const end = next > start && bytes[next - 1] === 13 ? next - 1 : next
      number++
      const head = utf8 && plain.read(start, end) ? headOf(plain.member) : undefined
      if (head !== undefined) {
        unread.push({ record: head, start, end })
        batch.push(head)
      } else {
        const record = parsed(decode(bytes.subarray(start, next)))
        if (record !== undefined) batch.push(record)
      }
      start = next + 1
    }
    const canonical = plain.canonical()
    for (const { record, start, end } of unread) record.data = canonical(start, end)
    return batch
  }

  let buffer = Buffer.alloc(2 * chunkSize)
  let used = 0
  for await (const chunk of chunksOf(path)) {
    if (used + chunk.length > buffer.length) {
      const longer = Buffer.alloc(2 * (used + chunk.length))
      buffer.copy(longer, 0, 0, used)
      buffer = longer
    }
    chunk.copy(buffer, used)
    const end = chunk.lastIndexOf(10) + 1
    const lines = end === 0 ? 0 : used + end
    used += chunk.length
    if (lines === 0) continue
    yield records(buffer.subarray(0, lines))
    buffer.copyWithin(0, lines, used)
    used -= lines
  }
  yield records(buffer.subarray(0, used))
}

/** A record whose data is still to be cut out of the canonical JSON of its chunk. */
interface Unread {
  readonly record: { data: string }
  readonly start: number
  readonly end: number
}

/** A line with bytes that are not UTF-8 is made one that is not JSON: two of them must not look alike. */
const decode = (line: Buffer): string => (isUtf8(line) ? line.toString('utf8') : notUtf8)

const notUtf8 = '\u0000'

/** Chunks of a file; each may be overwritten once the next is asked for. */
async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  try {
    if (path === '-' || path.endsWith('.gz')) yield* streamed(path)
    else yield* readWhole(path)
  } catch (cause) {
    fail({ _tag: 'CannotRead', path, reason: reasonOf(cause) })
  }
}

async function* readWhole(path: string): AsyncGenerator<Buffer> {
  const handle = await open(path, 'r')
  const chunk = Buffer.alloc(chunkSize)
  try {
    for (;;) {
      const { bytesRead } = await handle.read(chunk, 0, chunkSize, null)
      if (bytesRead === 0) return
      yield chunk.subarray(0, bytesRead)
    }
  } finally {
    await handle.close()
  }
}

async function* streamed(path: string): AsyncGenerator<Buffer> {
  const file: Readable = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: chunkSize })
  const stream = path.endsWith('.gz') ? file.pipe(createGunzip({ chunkSize })) : file
  file.on('error', cause => stream.destroy(cause))
  try {
    for await (const chunk of stream) yield chunk as Buffer
  } finally {
    file.destroy()
  }
}

interface Rejection {
  readonly member?: string
  readonly expected: string
  readonly found: string
}

/** The record without its data; `undefined` where the line has to be looked at member by member. */
const headOf = (
  member: (name: string) => string | null | undefined
): (StoredRecord & { data: string }) | undefined => {
  const [callId, id, type] = [member('callId'), member('id'), member('type')]
  if (!isName(callId) || !isName(id) || !isName(type)) return undefined
  const recordedAt = member('recordedAt')
  const time = recordedAt === undefined ? member('occurredAt') : recordedAt
  const created = typeof time === 'string' ? parseInstant(time) : undefined
  return created === undefined
    ? undefined
    : { stream: `call-${callId}`, id, type, created, encoding: 'json', data: '' }
}

const recordOf = (
  line: string,
  learn: (names: ReadonlyArray<string>) => void
): StoredRecord | Rejection | undefined => {
  if (line.trim() === '') return undefined
  if (line === notUtf8) return { expected: 'UTF-8', found: 'other bytes' }
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { expected: 'one JSON object', found: `${line.length} characters that are not JSON` }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { expected: 'one JSON object', found: value === null ? 'null' : typeof value }
  }
  if (isNestedTooDeep(line, value)) {
    return { expected: 'one JSON object', found: `members nested deeper than ${deepestNesting} levels` }
  }
  const { callId, id, type, occurredAt, recordedAt } = value as Readonly<Record<string, unknown>>
  if (!isName(callId)) return { member: 'callId', expected: 'text that is not empty', found: kindOf(callId) }
  if (!isName(id)) return { member: 'id', expected: 'text that is not empty', found: kindOf(id) }
  if (!isName(type)) return { member: 'type', expected: 'text that is not empty', found: kindOf(type) }
  const recorded = recordedAt !== undefined && recordedAt !== null
  const time = recorded ? recordedAt : occurredAt
  const created = typeof time === 'string' ? parseInstant(time) : undefined
  if (created === undefined) {
    return {
      member: recorded ? 'recordedAt' : 'occurredAt',
      expected: 'an instant (RFC 3339)',
      found: kindOf(time)
    }
  }
  learn(Object.keys(value))
  const data = canonicalLine(line, value)
  return { stream: `call-${callId}`, id, type, created, encoding: 'json', data }
}

const isName = (value: unknown): value is string => typeof value === 'string' && value !== ''

const kindOf = (value: unknown): string =>
  typeof value === 'string'
    ? `text of ${value.length} ${value.length === 1 ? 'character' : 'characters'}`
    : value === undefined
      ? 'nothing'
      : typeof value
