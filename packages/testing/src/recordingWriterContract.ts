/**
 * What every store that recordings are written to must do, as tests.
 */
import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import {
  type Identifier,
  type RecordingStore,
  type RecordingWriter,
  type Ref,
  type StoreError
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { TestFramework } from './contractCase.ts'
import { bytesOf, right } from './storeCase.ts'

/** A store to be tested, empty at first. */
export type WritableStore = RecordingStore & RecordingWriter

/** Cases of the suite, by what they say. */
type Cases = Readonly<Record<string, (store: WritableStore) => Promise<void>>>

const tagOf = async (task: TE.TaskEither<StoreError, unknown>): Promise<string> => {
  const result = await task()
  return E.isLeft(result) ? result.left._tag : 'no error'
}

const some = ({ name }: WritableStore, more: Partial<Ref> = {}): Ref =>
  ({
    callId: `call.${randomUUID()}` as Identifier,
    recordingId: `it.${randomUUID()}` as Identifier,
    processor: name,
    ...more
  }) as Ref

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

async function* chunked(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array, void, undefined> {
  for (let from = 0; from < bytes.length; from += size) {
    yield await Promise.resolve(bytes.subarray(from, from + size))
  }
}

/** Nothing under the ref, and nothing else either. */
const isEmpty = async (store: WritableStore, ref: Ref): Promise<void> => {
  deepStrictEqual(await right(store.find(ref)), { _tag: 'absent' })
  for await (const page of store.inventory()) {
    ok(E.isRight(page))
    deepStrictEqual(page.right, { refs: [], unrecognised: [] })
  }
}

const cases: Cases = {
  'keeps what is written, and says what it wrote': async store => {
    for (const size of [0, 1, 65_537, 12_000_000]) {
      const [ref, bytes] = [some(store, { mediaType: 'audio/wav' }), randomBytes(size)]
      deepStrictEqual(await right(store.put(ref, chunked(bytes))), { sha256: sha256Of(bytes), bytes: size })
      strictEqual(Buffer.compare(await bytesOf(store, ref), bytes), 0, `${size} bytes`)
      deepStrictEqual(await right(store.find(ref)), {
        _tag: 'present',
        copies: 1,
        versions: 1,
        bytes: size
      })
    }
  },
  'keeps the same bytes once': async store => {
    const [ref, bytes] = [some(store), randomBytes(100_000)]
    const first = await right(store.put(ref, chunked(bytes)))
    deepStrictEqual(await right(store.put({ ...ref, sha256: first.sha256 }, chunked(bytes, 1000))), first)
    deepStrictEqual(await right(store.find(ref)), {
      _tag: 'present',
      copies: 1,
      versions: 1,
      bytes: 100_000
    })
  },
  'replaces nothing': async store => {
    const [ref, bytes] = [some(store), randomBytes(1000)]
    await right(store.put(ref, chunked(bytes)))
    strictEqual(await tagOf(store.put(ref, chunked(randomBytes(1000)))), 'Conflict')
    strictEqual(await tagOf(store.put(ref, chunked(randomBytes(6_000_000)))), 'Conflict')
    strictEqual(Buffer.compare(await bytesOf(store, ref), bytes), 0)
    strictEqual((await right(store.erase(ref)))._tag, 'gone')
    await isEmpty(store, ref)
  },
  'keeps nothing of bytes that are not those of the ref': async store => {
    for (const size of [10, 12_000_000]) {
      const ref = some(store, { sha256: '0'.repeat(64) })
      strictEqual(await tagOf(store.put(ref, chunked(randomBytes(size)))), 'Conflict')
      await isEmpty(store, ref)
    }
  },
  'keeps nothing of bytes that break off': async store => {
    for (const size of [0, 100_000, 12_000_000]) {
      const ref = some(store)
      const breaking = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
        yield* chunked(randomBytes(size))
        throw new Error('the microphone fell')
      }
      strictEqual(await tagOf(store.put(ref, breaking())), 'Unavailable')
      await isEmpty(store, ref)
    }
  },
  'lets no more than one of two win who write at once': async store => {
    const ref = some(store)
    const both = [randomBytes(200_000), randomBytes(200_000)]
    const tags = await Promise.all(both.map(bytes => tagOf(store.put(ref, chunked(bytes)))))
    const winners = both.filter((_, n) => tags[n] === 'no error')
    ok(winners.length <= 1, 'two different recordings under one ref')
    ok(
      tags.every(tag => ['Conflict', 'Unavailable', 'no error'].includes(tag)),
      tags.join(', ')
    )
    // Where neither won, both know it, and nothing is there.
    if (winners[0] === undefined) await isEmpty(store, ref)
    else strictEqual(Buffer.compare(await bytesOf(store, ref), winners[0]), 0)
    strictEqual((await right(store.erase(ref)))._tag, 'gone')
    await isEmpty(store, ref)
  },
  'takes no ids that are none': async store => {
    for (const bad of ['', '..', '../x', 'a/b', 'a\0b', '12345678'] as Identifier[]) {
      const ref = some(store)
      for (const wrong of [{ ...ref, callId: bad }, some(store, { recordingId: bad })])
        strictEqual(await tagOf(store.put(wrong, chunked(randomBytes(10)))), 'InvalidRef', bad)
      await isEmpty(store, ref)
    }
  }
}

/**
 * Declares the tests that every `RecordingWriter` passes. Of `recordingStoreContract` it needs that bytes can be read,
 * found and erased.
 *
 * @param start gives a new, empty store of recordings for each case
 *
 * @example
 * import { createMemoryStore, recordingWriterContract } from '@samtykke/testing'
 *
 * const bodies: Array<() => Promise<void>> = []
 * recordingWriterContract({ describe: (_, body) => body(), it: (_, body) => bodies.push(body) }, async () =>
 *   createMemoryStore()
 * )
 * for (const body of bodies) await body()
 * assert.ok(bodies.length > 5)
 */
export const recordingWriterContract = (
  { describe, it }: TestFramework,
  start: () => Promise<WritableStore>
): void =>
  describe('writing', () => {
    for (const [name, body] of Object.entries(cases)) it(name, async () => body(await start()))
  })
