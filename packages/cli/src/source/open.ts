/**
 * Opens the files of a SOURCE. What cannot be read twice (standard input, pipes, gzip) is read into memory first.
 */
import { closeSync, createReadStream, fstatSync, openSync, readSync, statSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import * as E from 'fp-ts/lib/Either.js'
import { identity, pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Failure, reasonOf, unreadable, wrongCommandLine } from '../text/failure.ts'
import { chunksOf, type Input, slabSize } from './input.ts'
import { arrayLines, objectLines, type WrongEnd } from './jsonArray.ts'
import { type NoEvents, recognise } from './recognise.ts'
import { storeHint, withHint } from './store.ts'
import { expectedFound } from '../text/expected.ts'
import { type Bilingual, both } from '../text/language.ts'

const standardInput = 0

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

const nothing = new Uint8Array(0)

/** Collects bytes into slabs of one size, so that a position says where a byte is. */
const collect = async (
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
): Promise<Pick<Input, 'size' | 'content'>> => {
  const slabs: Array<SharedArrayBuffer> = []
  let size = 0
  for await (const chunk of chunks) {
    for (let rest = chunk; rest.length > 0;) {
      const offset = size % slabSize
      if (offset === 0) slabs.push(new SharedArrayBuffer(slabSize))
      const part = rest.subarray(0, slabSize - offset)
      new Uint8Array(slabs[slabs.length - 1]!, offset).set(part)
      rest = rest.subarray(part.length)
      size += part.length
    }
  }
  return { size, content: { _tag: 'memory', slabs } }
}

/** The stream again from its start, with what it starts with: at least two bytes, where it has them. */
const peek = async (stream: Readable): Promise<{ head: Uint8Array; whole: AsyncIterable<Uint8Array> }> => {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>
  let head: Uint8Array = nothing
  while (head.length < 2) {
    const next = await chunks.next()
    if (next.done === true) break
    head = Buffer.concat([head, next.value])
  }
  const whole = async function* (): AsyncGenerator<Uint8Array> {
    yield head
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value
  }
  return { head, whole: whole() }
}

const unzipped = async (chunks: AsyncIterable<Uint8Array>): Promise<Pick<Input, 'size' | 'content'>> => {
  let collected: Pick<Input, 'size' | 'content'> | undefined
  await pipeline(chunks, createGunzip(), async unzippedChunks => {
    collected = await collect(unzippedChunks as AsyncIterable<Uint8Array>)
  })
  return collected ?? collect((async function* () {})())
}

const readIntoMemory = async (name: string, stream: Readable): Promise<Input> => {
  const { head, whole } = await peek(stream)
  return { name, ...(await (isGzip(head) ? unzipped(whole) : collect(whole))) }
}

const openFile = async (name: string): Promise<Input> => {
  const descriptor = openSync(name, 'r')
  const status = fstatSync(descriptor)
  if (status.isDirectory()) {
    closeSync(descriptor)
    throw Object.assign(new Error(), { code: 'EISDIR' })
  }
  if (!status.isFile()) return readIntoMemory(name, createReadStream(name, { fd: descriptor }))
  const start = new Uint8Array(2)
  readSync(descriptor, start, 0, 2, 0)
  const file = { dev: status.dev, ino: status.ino }
  return isGzip(start)
    ? { ...(await readIntoMemory(name, createReadStream(name, { fd: descriptor }))), file }
    : { name, size: status.size, file, content: { _tag: 'file', descriptor } }
}

/** The input with one event a line, where its events were in another shape. */
const asLines = async (
  input: Input,
  unit: 'element' | 'object',
  lines: (chunks: Iterable<Uint8Array>) => Generator<Uint8Array, WrongEnd | undefined>
): Promise<E.Either<WrongEnd, Input>> => {
  let wrongEnd: WrongEnd | undefined
  const collected = await collect(
    (function* () {
      wrongEnd = yield* lines(chunksOf(input))
    })()
  )
  return wrongEnd === undefined ? E.right({ ...input, ...collected, unit }) : E.left(wrongEnd)
}

const expected = both(
  'et JSON-objekt på hver linje (samtykke events viser deres felter) eller en JSON-liste med dem',
  'one JSON object a line (samtykke events shows their members), or a JSON array of them'
)

/** Reads events in whichever shape they are; where they are in none, one sentence says so. */
const inShape = async (input: Input): Promise<E.Either<Failure, Input>> => {
  const shape = recognise(input)
  switch (shape._tag) {
    case 'lines':
      return E.right(input)
    case 'none':
      return E.left(unreadable(input.name, expectedFound(expected, shapeNames[shape.found])))
    case 'objects': {
      const read = await asLines(input, 'object', objectLines)
      // What stops in the middle of an object is told line by line.
      return E.right(E.isRight(read) ? read.right : input)
    }
    case 'array': {
      const read = await asLines(input, 'element', arrayLines)
      if (E.isRight(read)) return read
      return read.left === 'no end' && shape.ofObjects
        ? E.left(
            unreadable(
              input.name,
              expectedFound(
                both('slutningen på JSON-listen', 'the end of the JSON array'),
                both('slutningen på teksten', 'the end of the text')
              )
            )
          )
        : E.right(input)
    }
  }
}

const shapeNames: Readonly<Record<'array' | 'objects' | NoEvents, Bilingual>> = {
  array: both('en JSON-liste', 'a JSON array'),
  objects: both('objekter, der hver fylder flere linjer', 'objects that take several lines each'),
  'utf-16': both('tekst i UTF-16', 'text in UTF-16'),
  csv: both('en tabel (CSV)', 'a table (CSV)')
}

const open = (name: string): TE.TaskEither<Failure, Input> =>
  TE.tryCatch(
    () =>
      name === '-'
        ? readIntoMemory(name, createReadStream('', { fd: standardInput, autoClose: false }))
        : openFile(name),
    error => unreadable(name, withHint(reasonOf(error), storeHint(name)))
  )

const checked = (names: ReadonlyArray<string>): E.Either<Failure, ReadonlyArray<string>> => {
  if (names.length === 0)
    return E.left(
      wrongCommandLine(
        both(
          'ventede en SOURCE: filer med hændelser eller - for standardinput',
          'expected a SOURCE: files of events, or - for standard input'
        )
      )
    )
  if (names.filter(name => name === '-').length > 1)
    return E.left(
      wrongCommandLine(
        both('- (standardinput) kan kun læses én gang', '- (standard input) can be read once only')
      )
    )
  return E.right(names)
}

/** Opens every file named, in the order given. */
export const openInputs = (names: ReadonlyArray<string>): TE.TaskEither<Failure, ReadonlyArray<Input>> =>
  pipe(
    TE.fromEither(checked(names)),
    TE.flatMap(
      TE.traverseSeqArray(name =>
        pipe(
          open(name),
          TE.flatMap(input =>
            pipe(
              TE.tryCatch(
                () => inShape(input),
                error => unreadable(name, reasonOf(error))
              ),
              TE.flatMapEither(identity)
            )
          )
        )
      )
    )
  )

const shapeOf = (name: string): ReturnType<typeof recognise> => {
  const descriptor = openSync(name, 'r')
  try {
    return recognise({
      name,
      size: fstatSync(descriptor).size,
      content: { _tag: 'file', descriptor }
    })
  } finally {
    closeSync(descriptor)
  }
}

/** Refuses files that are not one event a line, for those who read the lines themselves and as they stand. */
export const requireLines = (names: ReadonlyArray<string>): E.Either<Failure, undefined> => {
  for (const name of names) {
    const shape = E.tryCatch(
      () => (statSync(name, { throwIfNoEntry: false })?.isFile() === true ? shapeOf(name) : undefined),
      error => unreadable(name, reasonOf(error))
    )
    if (E.isLeft(shape)) return shape
    if (shape.right === undefined || shape.right._tag === 'lines') continue
    const found = shapeNames[shape.right._tag === 'none' ? shape.right.found : shape.right._tag]
    return E.left(
      unreadable(
        name,
        expectedFound(
          both(
            'et JSON-objekt på hver linje, der hver forsegles, som den står',
            'one JSON object a line, each to be sealed as it stands'
          ),
          found
        )
      )
    )
  }
  return E.right(undefined)
}
