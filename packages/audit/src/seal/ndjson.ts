import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { parseInstant } from '@samtykke/core'
import { canonicalLine } from './canonicalLine.ts'
import { fail, reasonOf } from './error.ts'
import type { SealSource, StoredRecord } from './source.ts'

/** A line that is no event: it cannot be sealed. `found` never holds the value of an identifier. */
export type RejectedLine = {
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
 * `recordedAt`, or `occurredAt` where that is absent. Streams; holds one chunk at a time.
 *
 * @example
 * import { ndjsonSource } from '@samtykke/audit'
 *
 * const source = ndjsonSource(['monday.ndjson', 'tuesday.ndjson.gz'], ({ path, line, expected }) =>
 *   console.error(`${path}:${line}: expected ${expected}`)
 * )
 * assert.equal(typeof source.read, 'function')
 *
 * @see contract, section 1
 */
export const ndjsonSource = (
  paths: readonly string[],
  onReject: (rejected: RejectedLine) => void = () => undefined
): SealSource => ({
  async *read() {
    for (const path of paths) yield* readFile(path, onReject)
  }
})

async function* readFile(
  path: string,
  onReject: (rejected: RejectedLine) => void
): AsyncGenerator<readonly StoredRecord[]> {
  let number = 0
  const records = (text: string): StoredRecord[] => {
    const batch: StoredRecord[] = []
    for (let start = 0; start < text.length;) {
      const end = text.indexOf('\n', start)
      const line = end < 0 ? text.slice(start) : text.slice(start, end)
      start = end < 0 ? text.length : end + 1
      number++
      const result = recordOf(number === 1 && line.startsWith('\ufeff') ? line.slice(1) : line)
      if (result === undefined) continue
      if ('expected' in result) onReject({ path, line: number, ...result })
      else batch.push(result)
    }
    return batch
  }
  let rest: Buffer[] = []
  for await (const chunk of chunksOf(path)) {
    const end = chunk.lastIndexOf(10) + 1
    if (end === 0) {
      rest.push(chunk)
      continue
    }
    yield records(decode(Buffer.concat([...rest, chunk.subarray(0, end)])))
    rest = [chunk.subarray(end)]
  }
  yield records(decode(Buffer.concat(rest)))
}

/** A line with bytes that are not UTF-8 is made one that is not JSON: two of them must not look alike. */
const decode = (bytes: Buffer): string => {
  if (isUtf8(bytes)) return bytes.toString('utf8')
  const lines: string[] = []
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(10, start)
    const line = bytes.subarray(start, end < 0 ? bytes.length : end)
    lines.push(isUtf8(line) ? line.toString('utf8') : notUtf8)
    start += line.length + 1
  }
  return lines.join('\n')
}

const notUtf8 = '\u0000'

async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  const file: Readable = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: chunkSize })
  const stream = path.endsWith('.gz') ? file.pipe(createGunzip({ chunkSize })) : file
  file.on('error', cause => stream.destroy(cause))
  try {
    for await (const chunk of stream) yield chunk as Buffer
  } catch (cause) {
    fail({ _tag: 'CannotRead', path, reason: reasonOf(cause) })
  } finally {
    file.destroy()
  }
}

type Rejection = { readonly member?: string; readonly expected: string; readonly found: string }

const recordOf = (line: string): StoredRecord | Rejection | undefined => {
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
  const data = canonicalLine(line, value)
  return { stream: `call-${callId}`, id, type, created, encoding: 'json', data }
}

const isName = (value: unknown): value is string => typeof value === 'string' && value !== ''

const kindOf = (value: unknown): string =>
  typeof value === 'string'
    ? `text of ${value.length} characters`
    : value === undefined
      ? 'nothing'
      : typeof value
