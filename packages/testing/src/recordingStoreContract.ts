/**
 * What every store of recordings or analyses must do, as tests: for the stores here, and for whoever writes another.
 *
 * It asks of a test framework only `describe` and `it`, and for each case a store that is empty.
 */
import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import { randomBytes, randomUUID } from 'node:crypto'
import {
  type Erasure,
  type Found,
  type Identifier,
  type RecordingStore,
  type Ref,
  refId,
  renderStoreError,
  type StoreError
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { TestFramework } from './eventLogContract.ts'

/** A store to be tested, empty at first. */
export interface StoreUnderTest {
  readonly store: RecordingStore
  /** Keeps bytes under a ref, as whoever records does. */
  readonly place: (ref: Ref, bytes: Uint8Array) => Promise<void>
  /**
   * What else may be there of a recording in this store, by name: another copy, an older version, what was left of an
   * unfinished write. Each leaves it under a ref where nothing is yet, and `find` must see it.
   */
  readonly traces: Readonly<Record<string, (ref: Ref) => Promise<void>>>
  /** A store of this kind that cannot be reached: its server is not there, its folder is gone. */
  readonly unreachable: RecordingStore
  /** Of a store that only accepts orders: what makes it carry them out. */
  readonly carryOut?: () => Promise<void>
  /** What the store keeps. Default: recordings. */
  readonly holds?: 'recording' | 'analysis'
  /** So many that the inventory needs more than one page. Default: 1,100. */
  readonly many?: number
}

type Case = readonly [name: string, body: (test: StoreUnderTest) => Promise<void>]

const retries: Readonly<Record<StoreError['_tag'], StoreError['retry']>> = {
  Unavailable: 'later',
  OutOfSpace: 'later',
  Locked: 'never',
  AccessDenied: 'never',
  NotFound: 'never',
  Conflict: 'never',
  InvalidRef: 'never',
  Refused: 'never'
}

const right = async <A>(task: TE.TaskEither<StoreError, A>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new Error(`the store failed: ${renderStoreError(result.left)}`)
  return result.right
}

const left = async (task: TE.TaskEither<StoreError, unknown>): Promise<StoreError> => {
  const result = await task()
  ok(E.isLeft(result), `expected an error of the store, found ${JSON.stringify(result)}`)
  return wellFormed(result.left)
}

const wellFormed = (error: StoreError): StoreError => {
  strictEqual(error.retry, retries[error._tag], `retry of ${error._tag}`)
  ok(!/[\n\r]/.test(renderStoreError(error)), 'an error is one line')
  return error
}

const some = (
  { store, holds }: StoreUnderTest,
  callId: string = `call.${randomUUID()}`,
  id: string = `it.${randomUUID()}`
): Ref => {
  const kept = { callId: callId as Identifier, processor: store.name }
  return holds === 'analysis'
    ? { ...kept, analysisId: id as Identifier }
    : { ...kept, recordingId: id as Identifier }
}

const named = (ref: Ref): string => `${ref.callId} ${refId(ref)}`

/** Erases, and waits for an order that was only accepted. */
const gone = async (
  { store, carryOut }: StoreUnderTest,
  ref: Ref
): Promise<Extract<Erasure, { _tag: 'gone' }>> => {
  const first = await right(store.erase(ref))
  if (first._tag === 'gone') return first
  ok(carryOut !== undefined, 'a store that only accepts orders needs a carryOut')
  await carryOut()
  const last = await right(store.progress(first.reference))
  ok(last._tag === 'gone', 'an order that was carried out is gone')
  return last
}

const present = async ({ store }: StoreUnderTest, ref: Ref): Promise<Extract<Found, { _tag: 'present' }>> => {
  const found = await right(store.find(ref))
  ok(found._tag === 'present', `expected ${named(ref)} to be there`)
  ok(found.copies >= 1 && found.versions >= found.copies, JSON.stringify(found))
  return found
}

const isAbsent = async ({ store }: StoreUnderTest, ref: Ref, what = ''): Promise<void> =>
  deepStrictEqual(await right(store.find(ref)), { _tag: 'absent' }, what)

const bytesOf = async ({ store }: StoreUnderTest, ref: Ref): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of await right(store.open(ref))) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}

const listed = async ({ store }: StoreUnderTest): Promise<ReadonlyArray<Ref>> => {
  const refs: Ref[] = []
  for await (const page of store.inventory()) {
    if (E.isLeft(page)) throw new Error(`the inventory failed: ${renderStoreError(page.left)}`)
    refs.push(...page.right.refs)
  }
  return refs
}

const names = (refs: ReadonlyArray<Ref>): ReadonlyArray<string> => [...new Set(refs.map(named))].sort()

/** Refs that a careless store takes for one another: a part of a name, another case, another call. */
const alike = (test: StoreUnderTest): ReadonlyArray<Ref> =>
  [
    ['call-1', 'rec-1'],
    ['call-10', 'rec-1'],
    ['call-1', 'rec-10'],
    ['call-1', 'rec'],
    ['call-1', 'rec-1.wav'],
    ['call-1', 'rec-1.wav.1'],
    ['call-1', 'Rec-1'],
    ['CALL-1', 'rec-1'],
    ['call', '1-rec-1'],
    ['call-1.rec-1', 'rec-1'],
    ['rec-1', 'call-1'],
    ['c~._-', 'r..~_-'],
    ['call-1', 'r'.repeat(128)],
    ['C'.repeat(128), 'R'.repeat(128)]
  ].map(([callId, id]) => some(test, callId, id))

const finding: ReadonlyArray<Case> = [
  [
    'finds nothing where nothing was placed, and what was placed',
    async test => {
      const ref = some(test)
      await isAbsent(test, ref)
      await test.place(ref, randomBytes(1000))
      const found = await present(test, ref)
      ok(found.bytes === undefined || found.bytes === 1000, `expected 1000 bytes, found ${found.bytes ?? 0}`)
      deepStrictEqual([found.copies, found.versions], [1, 1])
      await isAbsent(test, some(test, ref.callId))
      await isAbsent(test, some(test, undefined, refId(ref)))
    }
  ],
  [
    'tells apart what is alike',
    async test => {
      const refs = alike(test)
      for (const ref of refs) {
        await isAbsent(test, ref, `${named(ref)} before it was placed`)
        await test.place(ref, Buffer.from(named(ref)))
      }
      for (const ref of refs) {
        strictEqual((await present(test, ref)).copies, 1, named(ref))
        strictEqual(Buffer.from(await bytesOf(test, ref)).toString(), named(ref))
      }
    }
  ],
  [
    'sees every trace',
    async test => {
      for (const [name, leave] of Object.entries(test.traces)) {
        const ref = some(test)
        await leave(ref)
        strictEqual((await right(test.store.find(ref)))._tag, 'present', name)
      }
    }
  ],
  [
    'says that it could not look where it could not',
    async test => {
      const ref = some(test)
      for (const asked of [test.unreachable.find, test.unreachable.erase, test.unreachable.open])
        strictEqual((await left(asked(ref) as TE.TaskEither<StoreError, unknown>))._tag, 'Unavailable')
      const pages: E.Either<StoreError, unknown>[] = []
      for await (const page of test.unreachable.inventory()) pages.push(page)
      const last = pages.at(-1)
      ok(last !== undefined && E.isLeft(last), 'an inventory that cannot be read ends with an error')
      strictEqual(wellFormed(last.left)._tag, 'Unavailable')
    }
  ],
  [
    'takes no ids that are none',
    async test => {
      const kept = some(test)
      await test.place(kept, randomBytes(10))
      const id = refId(kept)
      const wrong = [
        '',
        '.',
        '..',
        `../${id}`,
        `./${id}`,
        `${id}/`,
        `${id}\0`,
        '*',
        '%2e%2e',
        `x\n${id}`,
        '12345678'
      ]
      for (const bad of wrong) {
        for (const ref of [some(test, bad, id), some(test, kept.callId, bad)]) {
          for (const asked of [test.store.find, test.store.erase, test.store.open])
            strictEqual(
              (await left(asked(ref) as TE.TaskEither<StoreError, unknown>))._tag,
              'InvalidRef',
              bad
            )
        }
      }
      await present(test, kept)
    }
  ]
]

const erasing: ReadonlyArray<Case> = [
  [
    'erases, and again, and what was never there',
    async test => {
      const ref = some(test)
      await test.place(ref, randomBytes(1000))
      const first = await gone(test, ref)
      strictEqual(first.copies, 1)
      ok(first.confirmation !== '', 'an erasure has a confirmation')
      await isAbsent(test, ref)
      strictEqual((await gone(test, ref)).copies, 0)
      strictEqual((await gone(test, some(test))).copies, 0)
      await isAbsent(test, ref)
    }
  ],
  [
    'erases every trace',
    async test => {
      for (const [name, leave] of Object.entries(test.traces)) {
        const ref = some(test)
        await leave(ref)
        const { copies } = await present(test, ref)
        const counted = (await gone(test, ref)).copies
        strictEqual(counted, copies, `${name}: copies`)
        await isAbsent(test, ref, name)
        strictEqual((await left(test.store.open(ref)))._tag, 'NotFound', name)
        deepStrictEqual(names(await listed(test)), [], name)
      }
    }
  ],
  [
    'touches nothing else',
    async test => {
      const refs = alike(test)
      for (const ref of refs) await test.place(ref, Buffer.from(named(ref)))
      const half = (parity: number): ReadonlyArray<Ref> => refs.filter((_, n) => n % 2 === parity)
      for (const [going, staying] of [
        [half(0), half(1)],
        [half(1), []]
      ] as const) {
        for (const [n, ref] of going.entries()) {
          await gone(test, ref)
          const left = [...going.slice(n + 1), ...staying]
          deepStrictEqual(names(await listed(test)), names(left), `after the erasure of ${named(ref)}`)
        }
        for (const ref of staying) strictEqual(Buffer.from(await bytesOf(test, ref)).toString(), named(ref))
      }
    }
  ],
  [
    'takes several orders for the same at once',
    async test => {
      const ref = some(test)
      await test.place(ref, randomBytes(1000))
      await Promise.all([gone(test, ref), gone(test, ref), gone(test, ref)])
      await isAbsent(test, ref)
    }
  ],
  [
    'erases what was placed again',
    async test => {
      const ref = some(test)
      for (const round of [1, 2]) {
        await test.place(ref, Buffer.from(`round ${round}`))
        strictEqual(Buffer.from(await bytesOf(test, ref)).toString(), `round ${round}`)
        await gone(test, ref)
        await isAbsent(test, ref)
      }
    }
  ],
  [
    'says gone only of what was carried out',
    async test => {
      const ref = some(test)
      await test.place(ref, randomBytes(1000))
      const order = await right(test.store.erase(ref))
      if (order._tag === 'accepted') {
        strictEqual((await right(test.store.progress(order.reference)))._tag, 'accepted')
        await present(test, ref)
      } else {
        await isAbsent(test, ref)
      }
    }
  ],
  [
    'knows no order that it did not take',
    async test => {
      for (const reference of ['', 'unknown', randomUUID(), '../../etc', 'a b\n', 'x'.repeat(5000)])
        strictEqual((await left(test.store.progress(reference)))._tag, 'NotFound')
    }
  ]
]

const reading: ReadonlyArray<Case> = [
  [
    'gives the bytes that were placed',
    async test => {
      for (const size of [0, 1, 70_000, 3_000_000]) {
        const [ref, bytes] = [some(test), randomBytes(size)]
        await test.place(ref, bytes)
        strictEqual(Buffer.compare(await bytesOf(test, ref), bytes), 0, `${size} bytes`)
      }
    }
  ],
  [
    'has no bytes of what is absent',
    async test => {
      strictEqual((await left(test.store.open(some(test))))._tag, 'NotFound')
    }
  ],
  [
    'lets a reader go early',
    async test => {
      const ref = some(test)
      await test.place(ref, randomBytes(3_000_000))
      for (let n = 0; n < 5; n += 1) {
        for await (const chunk of await right(test.store.open(ref))) if (chunk.length > 0) break
      }
      await gone(test, ref)
      await isAbsent(test, ref)
    }
  ],
  [
    'lists everything, in pages',
    async test => {
      deepStrictEqual(await listed(test), [])
      const refs = Array.from({ length: test.many ?? 1100 }, (_, n) =>
        some(test, `call-${n % 97}`, `it-${n}`)
      )
      for (const ref of refs) await test.place(ref, Buffer.from('x'))
      const sizes: number[] = []
      for await (const page of test.store.inventory()) {
        ok(E.isRight(page))
        sizes.push(page.right.refs.length)
        deepStrictEqual(page.right.unrecognised, [])
      }
      ok(sizes.length > 1 && Math.max(...sizes) <= 1000, `pages of ${sizes.join(', ')}`)
      const all = await listed(test)
      deepStrictEqual(names(all), names(refs))
      ok(all.every(ref => ref.processor === test.store.name))
      deepStrictEqual(
        all.map(ref => ref.recordingId === undefined),
        all.map(() => test.holds === 'analysis')
      )
    }
  ],
  [
    'lists what stays while other things go',
    async test => {
      const refs = Array.from({ length: Math.min(250, test.many ?? 250) }, (_, n) =>
        some(test, `call-${n % 7}`, `it-${n}`)
      )
      for (const ref of refs) await test.place(ref, Buffer.from('x'))
      const [going, staying] = [refs.filter((_, n) => n % 2 === 0), refs.filter((_, n) => n % 2 === 1)]
      const [during] = await Promise.all([
        listed(test),
        (async () => {
          for (const ref of going) await gone(test, ref)
        })()
      ])
      const found = new Set(names(during))
      deepStrictEqual(
        names(staying).filter(name => !found.has(name)),
        []
      )
      for await (const page of test.store.inventory()) {
        ok(E.isRight(page))
        break
      }
      deepStrictEqual(names(await listed(test)), names(staying))
    }
  ],
  [
    'lists every trace',
    async test => {
      for (const [name, leave] of Object.entries(test.traces)) {
        const ref = some(test)
        await leave(ref)
        ok(names(await listed(test)).includes(named(ref)), name)
      }
    }
  ]
]

/**
 * Declares the tests that every `RecordingStore` passes.
 *
 * @param start gives a new, empty store for each case
 *
 * @example
 * import { createMemoryStore, recordingStoreContract } from '@samtykke/testing'
 *
 * const bodies: Array<() => Promise<void>> = []
 * recordingStoreContract({ describe: (_, body) => body(), it: (_, body) => bodies.push(body) }, async () => {
 *   const store = createMemoryStore()
 *   const unreachable = createMemoryStore()
 *   unreachable.fail({ _tag: 'Unavailable', retry: 'later', reason: 'switched off' })
 *   return {
 *     store,
 *     unreachable,
 *     place: async (ref, bytes) => store.replace(ref, bytes),
 *     traces: { 'a hidden version': async ref => (store.replace(ref, Buffer.from('x')), store.hide(ref)) }
 *   }
 * })
 * for (const body of bodies) await body()
 * assert.ok(bodies.length > 10)
 */
export const recordingStoreContract = (
  { describe, it }: TestFramework,
  start: () => Promise<StoreUnderTest>
): void => {
  const declare = (title: string, cases: ReadonlyArray<Case>): void =>
    describe(title, () => {
      for (const [name, body] of cases) it(name, async () => body(await start()))
    })
  declare('finding', finding)
  declare('erasing', erasing)
  declare('reading', reading)
}
