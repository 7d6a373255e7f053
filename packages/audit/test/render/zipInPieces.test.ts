/** A zip of files in pieces is the zip of the files; what is too long to be compressed in one comes back whole. */
import { inflateRawSync } from 'node:zlib'
import { zipFrame, type ZippedFile, zippedPieces, zipOf } from '@samtykke/audit'
import * as fc from 'fast-check'
import { instant } from '../events.ts'

const at = instant('2025-03-01T12:34:56Z')

const compressed = (path: string, pieces: Iterable<Uint8Array>) => {
  const content = zippedPieces(pieces)
  const bytes: Array<Uint8Array> = []
  for (;;) {
    const next = content.next()
    if (next.done === true) return { bytes: Buffer.concat(bytes), file: { path, ...next.value } }
    bytes.push(next.value)
  }
}

test('it is the zip of the files, wherever their pieces end', () => {
  const file = fc.record({
    path: fc.stringMatching(/^[a-zæø][a-z0-9/.-]{0,8}$/),
    pieces: fc.array(fc.uint8Array({ maxLength: 300 }))
  })
  fc.assert(
    fc.property(fc.uniqueArray(file, { selector: ({ path }) => path, maxLength: 6 }), given => {
      const sorted = given.toSorted((a, b) => (a.path < b.path ? -1 : 1))
      const all = sorted.map(({ path, pieces }) => compressed(path, pieces))
      const { headers, directory } = zipFrame(
        all.map(each => each.file),
        at
      )!
      const zip = Buffer.concat([...all.flatMap(({ bytes }, index) => [headers[index]!, bytes]), directory])
      const files = given.map(({ path, pieces }) => ({ path, bytes: Buffer.concat(pieces), stored: false }))
      expect(zip.equals(zipOf(files, at))).toBe(true)
    })
  )
})

test('a long file comes back whole, and says of itself what one in a single piece says', () => {
  const rows = Array.from({ length: 300_000 }, (_, index) => `row ${index * 7919}; ${index % 97}; some text`)
  const whole = Buffer.from(rows.join('\n').repeat(2))
  expect(whole.length).toBeGreaterThan(16 * 1024 * 1024)
  const pieces = Array.from({ length: Math.ceil(whole.length / 1_000_000) }, (_, index) =>
    whole.subarray(index * 1_000_000, (index + 1) * 1_000_000)
  )
  const { bytes, file } = compressed('long', pieces)
  expect(inflateRawSync(bytes).equals(whole)).toBe(true)
  const header = Buffer.from(zipOf([{ path: 'long', bytes: whole, stored: true }], at))
  expect(file).toEqual({
    path: 'long',
    crc32: header.readInt32LE(14),
    size: whole.length,
    compressedSize: bytes.length
  })
})

test('more than a zip holds has no frame', () => {
  const file: ZippedFile = { path: 'a', crc32: 0, size: 1, compressedSize: 1 }
  const many = (count: number) => Array.from({ length: count }, () => file)
  expect(zipFrame(many(65_535), at)).toBeDefined()
  expect(zipFrame(many(65_536), at)).toBeUndefined()
  const long = { ...file, compressedSize: 2 ** 31 }
  expect(zipFrame([long], at)).toBeDefined()
  expect(zipFrame([long, long], at)).toBeUndefined()
})
