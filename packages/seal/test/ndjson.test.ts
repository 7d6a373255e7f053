import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { ndjsonSource, type RejectedLine } from '../src/ndjson.ts'
import type { StoredRecord } from '../src/source.ts'
import { linesOf, ndjson, temporary } from './support.ts'

const folder = temporary()
afterAll(() => folder.remove())

const read = async (paths: ReadonlyArray<string>) => {
  const records: StoredRecord[] = []
  const rejected: RejectedLine[] = []
  for await (const batch of ndjsonSource(paths, each => rejected.push(each)).read()) records.push(...batch)
  return { records, rejected }
}
const readBytes = (bytes: string | Uint8Array, name = 'events.ndjson') => {
  const path = join(folder.path, name)
  writeFileSync(path, bytes)
  return read([path])
}

const event = { id: 'i', type: 't', callId: 'c', occurredAt: '2025-01-01T01:00:00+01:00' }

describe('events from NDJSON', () => {
  it('are whole lines as canonical JSON, by call, with their time in UTC', async () => {
    const { records } = await readBytes(`${JSON.stringify({ ...event, z: 1, a: 'é"' })}\n`)
    expect(records).toEqual([
      {
        stream: 'call-c',
        id: 'i',
        type: 't',
        created: '2025-01-01T00:00:00.000Z',
        encoding: 'json',
        data: '{"a":"é\\"","callId":"c","id":"i","occurredAt":"2025-01-01T01:00:00+01:00","type":"t","z":1}'
      }
    ])
  })

  it('take recordedAt for their time where there is one; null is none', async () => {
    const lines = [
      { ...event, recordedAt: '2025-01-01T00:00:01.5Z' },
      { ...event, recordedAt: null }
    ]
    const { records } = await readBytes(lines.map(line => JSON.stringify(line)).join('\n'))
    expect(records.map(({ created }) => created)).toEqual([
      '2025-01-01T00:00:01.500Z',
      '2025-01-01T00:00:00.000Z'
    ])
  })

  it('may be compressed, in several files, with a byte-order mark, CRLF and blank lines', async () => {
    const lines = linesOf(6)
    const plain = join(folder.path, 'a.ndjson')
    const packed = join(folder.path, 'b.ndjson.gz')
    writeFileSync(plain, `\ufeff${ndjson(lines.slice(0, 3)).replaceAll('\n', '\r\n')}\n \n`)
    writeFileSync(packed, gzipSync(ndjson(lines.slice(3)).trimEnd()))
    const { records, rejected } = await read([plain, packed])
    expect(records.map(({ id }) => id)).toEqual(lines.map(({ id }) => id))
    expect(rejected).toEqual([])
  })

  it('are whole whatever the chunks: long lines and many bytes a character', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(200_000), { maxLength: 4 }), async sizes => {
        const lines = sizes.map((size, index) => ({
          ...event,
          id: `i${index}`,
          text: 'æ€😀'.repeat(size / 9)
        }))
        const { records } = await readBytes(ndjson(lines))
        expect(records.map(({ data }) => (JSON.parse(data as string) as { text: string }).text)).toEqual(
          lines.map(({ text }) => text)
        )
      }),
      { numRuns: 10 }
    )
  })

  it('that are none are named by file, line and member, without their values', async () => {
    const bytes = Buffer.concat([
      Buffer.from('not json\n[]\n{}\n'),
      Buffer.from(
        `${JSON.stringify({ ...event, id: 7 })}\n${JSON.stringify({ ...event, occurredAt: '2025-13-01' })}\n`
      ),
      Buffer.from([0x7b, 0xff, 0x7d, 0x0a]),
      Buffer.from(`${JSON.stringify(event)}\n`)
    ])
    const { records, rejected } = await readBytes(bytes, 'bad.ndjson')
    expect(records).toHaveLength(1)
    expect(rejected.map(({ line, member, expected }) => [line, member, expected])).toEqual([
      [1, undefined, 'one JSON object'],
      [2, undefined, 'one JSON object'],
      [3, 'callId', 'text that is not empty'],
      [4, 'id', 'text that is not empty'],
      [5, 'occurredAt', 'an instant (RFC 3339)'],
      [6, undefined, 'UTF-8']
    ])
    expect(JSON.stringify(rejected)).not.toContain('2025-13-01')
  })
})
