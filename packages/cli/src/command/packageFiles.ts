/**
 * A package written file by file, into a folder or a zip: none of its files needs to stand in memory.
 */
import { createHash } from 'node:crypto'
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type {
  FileInPieces,
  InspectionFile,
  InspectionManifest,
  PackageInPieces,
  ZippedFile
} from '@samtykke/audit'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  fillFromTemporary,
  openTemporary,
  orSpillError,
  type TemporaryFile,
  writeTemporary
} from '../engine/temporaryFile.ts'
import { inBatches } from '../output/batches.ts'
import { type Failure, unreadable } from '../text/failure.ts'
import { both } from '../text/language.ts'
import { throughTemporaryFiles } from './readFailure.ts'
import { ofFile, ofFolder, writeFolder, writeWhole } from './writeWhole.ts'

type Audit = typeof import('@samtykke/audit')

/** Takes one file after another, and says what each was. */
type Add = (file: FileInPieces) => InspectionFile

/** Gives the bytes of a file to `write`, which goes through them once. */
const measured = (
  { path, pieces }: FileInPieces,
  write: (bytes: Iterable<Uint8Array>) => void
): InspectionFile => {
  const hash = createHash('sha256')
  let size = 0
  write({
    *[Symbol.iterator]() {
      for (const bytes of inBatches(pieces)) {
        hash.update(bytes)
        size += bytes.byteLength
        yield bytes
      }
    }
  })
  return { path, bytes: size, sha256: hash.digest('hex') }
}

/** Adds all files of a package, those that describe the others last. */
const addAll = ({ content, describe }: PackageInPieces, add: Add): InspectionManifest => {
  const { manifest, files } = describe(content.map(add))
  for (const { path, bytes } of files) add({ path, pieces: [bytes] })
  return manifest
}

const addToFolder =
  (folder: string): Add =>
  file =>
    measured(file, pieces => {
      const path = join(folder, file.path)
      mkdirSync(dirname(path), { recursive: true, mode: ofFolder })
      const descriptor = openSync(path, 'wx', ofFile)
      try {
        for (const bytes of pieces) writeFileSync(descriptor, bytes)
      } finally {
        closeSync(descriptor)
      }
    })

/** A file that stands compressed in a temporary file. */
interface Compressed extends ZippedFile {
  readonly at: number
}

/** Compresses files into a temporary file. */
const addCompressed = ({ zippedPieces }: Audit, temporary: TemporaryFile, files: Array<Compressed>): Add => {
  let end = 0
  return file =>
    measured(file, bytes => {
      const compressed = zippedPieces(bytes)
      const at = end
      for (;;) {
        const next = compressed.next()
        if (next.done === true) {
          files.push({ path: file.path, at, ...next.value })
          return
        }
        orSpillError(() => writeTemporary(temporary, end, next.value))
        end += next.value.length
      }
    })
}

/** So much of a file is in memory while it is copied. */
const copiedAtOnce = 256 * 1024

function* copied(temporary: TemporaryFile, { at, compressedSize }: Compressed): Generator<Uint8Array> {
  for (let read = 0; read < compressedSize; read += copiedAtOnce) {
    const bytes = Buffer.allocUnsafe(Math.min(copiedAtOnce, compressedSize - read))
    orSpillError(() => fillFromTemporary(temporary, at + read, bytes))
    yield bytes
  }
}

const tooLong = (out: string): Failure =>
  unreadable(
    out,
    both(
      'en zip rummer højst 65.535 filer og 4 GB; --out med en mappe rummer mere',
      'a zip holds at most 65,535 files and 4 GB; --out with a folder holds more'
    )
  )

/** The zip of files, in order of their paths. */
const zipBytes = (
  { zipFrame }: Audit,
  temporary: TemporaryFile,
  files: ReadonlyArray<Compressed>,
  asOf: InspectionManifest['asOf']
): Iterable<Uint8Array> | undefined => {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
  const frame = zipFrame(sorted, asOf)
  return (
    frame && {
      *[Symbol.iterator]() {
        for (const [index, file] of sorted.entries()) {
          yield frame.headers[index]!
          yield* copied(temporary, file)
        }
        yield frame.directory
      }
    }
  )
}

const temporaryFile = throughTemporaryFiles(() => orSpillError(() => openTemporary(tmpdir())))

/** Writes a package as a zip. */
export const writePackageZip = (
  audit: Audit,
  out: string,
  parts: PackageInPieces
): TE.TaskEither<Failure, InspectionManifest> =>
  TE.bracket(
    temporaryFile,
    temporary => {
      const files: Array<Compressed> = []
      return pipe(
        throughTemporaryFiles(() => addAll(parts, addCompressed(audit, temporary, files))),
        TE.chainFirst(({ asOf }) =>
          pipe(
            E.fromNullable(tooLong(out))(zipBytes(audit, temporary, files, asOf)),
            TE.fromEither,
            TE.flatMap(bytes => writeWhole(out, bytes))
          )
        )
      )
    },
    ({ descriptor }) => TE.fromIO(() => closeSync(descriptor))
  )

/** Writes a package into a folder, whole or not at all. */
export const writePackageFolder = (
  folder: string,
  parts: PackageInPieces
): TE.TaskEither<Failure, InspectionManifest> => writeFolder(folder, part => addAll(parts, addToFolder(part)))
