/**
 * Opens the files of a SOURCE. What cannot be read twice (standard input, pipes, gzip) is read into memory first.
 */
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Failure, reasonOf, unreadable, wrongCommandLine } from '../command/failure.ts'
import { type Input, slabSize } from './input.ts'

const standardInput = 0

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

const nothing = new Uint8Array(0)

/** Collects bytes into slabs of one size, so that a position says where a byte is. */
const collect = async (chunks: AsyncIterable<Uint8Array>): Promise<Pick<Input, 'size' | 'content'>> => {
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
  return isGzip(start)
    ? readIntoMemory(name, createReadStream(name, { fd: descriptor }))
    : { name, size: status.size, content: { _tag: 'file', descriptor } }
}

const open = (name: string): TE.TaskEither<Failure, Input> =>
  TE.tryCatch(
    () =>
      name === '-'
        ? readIntoMemory(name, createReadStream('', { fd: standardInput, autoClose: false }))
        : openFile(name),
    error => unreadable(name, reasonOf(error))
  )

const checked = (names: ReadonlyArray<string>): E.Either<Failure, ReadonlyArray<string>> => {
  if (names.length === 0)
    return E.left(wrongCommandLine('expected a SOURCE: files of events, or - for standard input'))
  if (names.filter(name => name === '-').length > 1)
    return E.left(wrongCommandLine('- (standard input) can be read once only'))
  return E.right(names)
}

/** Opens every file named, in the order given. */
export const openInputs = (names: ReadonlyArray<string>): TE.TaskEither<Failure, ReadonlyArray<Input>> =>
  pipe(TE.fromEither(checked(names)), TE.flatMap(TE.traverseSeqArray(open)))
