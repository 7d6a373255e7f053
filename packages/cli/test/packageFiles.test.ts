/** A package in a folder and in a zip: the same files, and nothing where one of them could not be made. */
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as audit from '@samtykke/audit'
import type { InspectionManifest, PackageInPieces } from '@samtykke/audit'
import * as E from 'fp-ts/lib/Either.js'
import { writePackageFolder, writePackageZip } from '../src/command/packageFiles.ts'
import { SpillError } from '../src/engine/temporaryFile.ts'

const folder = mkdtempSync(join(tmpdir(), 'samtykke-package-'))
afterAll(() => rmSync(folder, { recursive: true }))

const openFiles = (): number => readdirSync('/proc/self/fd').length

const asOf = '2025-03-01T00:00:00.000Z' as InspectionManifest['asOf']
const long = Array.from({ length: 100_000 }, (_, index) => `row ${index}: æøå\n`)
const contents: Readonly<Record<string, ReadonlyArray<string | Uint8Array>>> = {
  'a/empty.txt': [],
  'a/long.txt': long,
  'a/mixed.txt': ['text ', Buffer.from('bytes '), Buffer.from('more '), 'text'],
  'b.txt': ['b']
}

const packageOf = (files: typeof contents): PackageInPieces => ({
  content: Object.entries(files).map(([path, pieces]) => ({ path, pieces })),
  describe: described => ({
    manifest: { asOf, files: described } as unknown as InspectionManifest,
    files: [{ path: 'Last', bytes: Buffer.from(described.map(({ path }) => path).join()) }]
  })
})

const bytesOf = (pieces: ReadonlyArray<string | Uint8Array>): Buffer =>
  Buffer.concat(pieces.map(each => Buffer.from(each)))

const last = Buffer.from(Object.keys(contents).join())

test('a folder holds the files as they are, and each is told with its hash', async () => {
  const out = join(folder, 'whole')
  const written = await writePackageFolder(out, packageOf(contents))()
  for (const [path, pieces] of Object.entries(contents))
    expect(readFileSync(join(out, path)).equals(bytesOf(pieces))).toBe(true)
  expect(readFileSync(join(out, 'Last'))).toEqual(last)
  expect(E.isRight(written) && written.right.files).toEqual(
    Object.entries(contents).map(([path, pieces]) => ({
      path,
      bytes: bytesOf(pieces).length,
      sha256: createHash('sha256').update(bytesOf(pieces)).digest('hex')
    }))
  )
  expect([statSync(join(out, 'a/long.txt')).mode & 0o777, statSync(join(out, 'a')).mode & 0o777]).toEqual([
    0o600, 0o700
  ])
})

test('a zip is that of the files, by their paths', async () => {
  const before = openFiles()
  const out = join(folder, 'whole.zip')
  expect(E.isRight(await writePackageZip(audit, out, packageOf(contents))())).toBe(true)
  const files = [
    ...Object.entries(contents).map(([path, each]) => ({ path, bytes: bytesOf(each) })),
    { path: 'Last', bytes: last }
  ]
  const zip = audit.zipOf(
    files.map(each => ({ ...each, stored: false })),
    asOf
  )
  expect(readFileSync(out).equals(zip)).toBe(true)
  expect(openFiles()).toBe(before)
})

test('where a file cannot be made, nothing is left', async () => {
  const before = openFiles()
  const failing = {
    *[Symbol.iterator](): Generator<string> {
      yield 'some'
      throw new SpillError({ code: 'ENOSPC', message: 'no space left on device' })
    }
  }
  const { describe, content } = packageOf(contents)
  const parts = { describe, content: [...content, { path: 'c.txt', pieces: failing }] }
  for (const [write, out] of [
    [writePackageFolder(join(folder, 'half'), parts), 'half'],
    [writePackageZip(audit, join(folder, 'half.zip'), parts), 'half.zip']
  ] as const) {
    const written = await write()
    expect(E.isLeft(written) && written.left.message.en).toContain('temporary files in')
    expect([existsSync(join(folder, out)), existsSync(join(folder, `${out}.part`))]).toEqual([false, false])
  }
  expect(openFiles()).toBe(before)
})

test('what no zip holds is refused, with where it would fit', async () => {
  const many = { ...audit, zipFrame: () => undefined }
  const out = join(folder, 'many.zip')
  const written = await writePackageZip(many, out, packageOf(contents))()
  expect(E.isLeft(written) && written.left.message.en).toContain('a zip holds at most 65,535 files and 4 GB')
  expect(existsSync(out)).toBe(false)
})
