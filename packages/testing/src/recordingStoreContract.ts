/**
 * What every store of recordings or analyses must do, as tests: for the stores here, and for whoever writes another.
 *
 * It asks of a test framework only `describe` and `it`, and for each case a store that is empty.
 */
import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import { randomBytes, randomUUID } from 'node:crypto'
import { type Ref, refId, type StoreError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { TestFramework } from './contractCase.ts'
import {
  alike,
  bytesOf,
  gone,
  isAbsent,
  left,
  listed,
  manyAtOnce,
  named,
  names,
  present,
  right,
  some,
  type StoreUnderTest,
  wellFormed
} from './storeCase.ts'

/** Cases of the suite, by what they say. */
type Cases = Readonly<Record<string, (test: StoreUnderTest) => Promise<void>>>

const finding: Cases = {
  'finds nothing where nothing was placed, and what was placed': async test => {
    const ref = some(test)
    await isAbsent(test, ref)
    await test.place(ref, randomBytes(1000))
    const found = await present(test, ref)
    ok(found.bytes === undefined || found.bytes === 1000, `expected 1000 bytes, found ${found.bytes ?? 0}`)
    deepStrictEqual([found.copies, found.versions], [1, 1])
    await isAbsent(test, some(test, ref.callId))
    await isAbsent(test, some(test, undefined, refId(ref)))
  },
  'tells apart what is alike': async test => {
    const refs = alike(test)
    for (const ref of refs) {
      await isAbsent(test, ref, `${named(ref)} before it was placed`)
      await test.place(ref, Buffer.from(named(ref)))
    }
    for (const ref of refs) {
      strictEqual((await present(test, ref)).copies, 1, named(ref))
      strictEqual(Buffer.from(await bytesOf(test.store, ref)).toString(), named(ref))
    }
  },
  'sees every trace': async test => {
    for (const [name, leave] of Object.entries(test.traces)) {
      const ref = some(test)
      await leave(ref)
      strictEqual((await right(test.store.find(ref)))._tag, 'present', name)
    }
  },
  'says that it could not look where it could not': async test => {
    const ref = some(test)
    for (const asked of [test.unreachable.find, test.unreachable.erase, test.unreachable.open])
      strictEqual((await left(asked(ref) as TE.TaskEither<StoreError, unknown>))._tag, 'Unavailable')
    const pages: E.Either<StoreError, unknown>[] = []
    for await (const page of test.unreachable.inventory()) pages.push(page)
    const last = pages.at(-1)
    ok(last !== undefined && E.isLeft(last), 'an inventory that cannot be read ends with an error')
    strictEqual(wellFormed(last.left)._tag, 'Unavailable')
  },
  'takes no ids that are none': async test => {
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
          strictEqual((await left(asked(ref) as TE.TaskEither<StoreError, unknown>))._tag, 'InvalidRef', bad)
      }
    }
    await present(test, kept)
  }
}

const erasing: Cases = {
  'erases, and again, and what was never there': async test => {
    const ref = some(test)
    await test.place(ref, randomBytes(1000))
    const first = await gone(test, ref)
    strictEqual(first.copies, 1)
    ok(first.confirmation !== '', 'an erasure has a confirmation')
    await isAbsent(test, ref)
    strictEqual((await gone(test, ref)).copies, 0)
    strictEqual((await gone(test, some(test))).copies, 0)
    await isAbsent(test, ref)
  },
  'erases every trace': async test => {
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
  },
  'touches nothing else': async test => {
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
      for (const ref of staying)
        strictEqual(Buffer.from(await bytesOf(test.store, ref)).toString(), named(ref))
    }
  },
  'takes several orders for the same at once': async test => {
    const ref = some(test)
    await test.place(ref, randomBytes(1000))
    await Promise.all([gone(test, ref), gone(test, ref), gone(test, ref)])
    await isAbsent(test, ref)
  },
  'erases what was placed again': async test => {
    const ref = some(test)
    for (const round of [1, 2]) {
      await test.place(ref, Buffer.from(`round ${round}`))
      strictEqual(Buffer.from(await bytesOf(test.store, ref)).toString(), `round ${round}`)
      await gone(test, ref)
      await isAbsent(test, ref)
    }
  },
  'says gone only of what was carried out': async test => {
    const ref = some(test)
    await test.place(ref, randomBytes(1000))
    const order = await right(test.store.erase(ref))
    if (order._tag === 'accepted') {
      strictEqual((await right(test.store.progress(order.reference)))._tag, 'accepted')
      await present(test, ref)
    } else {
      await isAbsent(test, ref)
    }
  },
  'knows no order that it did not take': async test => {
    for (const reference of ['', 'unknown', randomUUID(), '../../etc', 'a b\n', 'x'.repeat(5000)])
      strictEqual((await left(test.store.progress(reference)))._tag, 'NotFound')
  }
}

const reading: Cases = {
  'gives the bytes that were placed': async test => {
    for (const size of [0, 1, 70_000, 3_000_000]) {
      const [ref, bytes] = [some(test), randomBytes(size)]
      await test.place(ref, bytes)
      strictEqual(Buffer.compare(await bytesOf(test.store, ref), bytes), 0, `${size} bytes`)
    }
  },
  'has no bytes of what is absent': async test => {
    strictEqual((await left(test.store.open(some(test))))._tag, 'NotFound')
  },
  'lets a reader go early': async test => {
    const ref = some(test)
    await test.place(ref, randomBytes(3_000_000))
    for (let n = 0; n < 5; n += 1) {
      for await (const chunk of await right(test.store.open(ref))) if (chunk.length > 0) break
    }
    await gone(test, ref)
    await isAbsent(test, ref)
  },
  'lists everything, in pages': async test => {
    deepStrictEqual(await listed(test), [])
    const refs = Array.from({ length: test.many ?? 1100 }, (_, n) => some(test, `call-${n % 97}`, `it-${n}`))
    await manyAtOnce(refs, ref => test.place(ref, Buffer.from('x')))
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
  },
  'lists what stays while other things go': async test => {
    const refs = Array.from({ length: Math.min(250, test.many ?? 250) }, (_, n) =>
      some(test, `call-${n % 7}`, `it-${n}`)
    )
    await manyAtOnce(refs, ref => test.place(ref, Buffer.from('x')))
    const [going, staying] = [refs.filter((_, n) => n % 2 === 0), refs.filter((_, n) => n % 2 === 1)]
    const [during] = await Promise.all([listed(test), manyAtOnce(going, ref => gone(test, ref))])
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
  },
  'lists every trace': async test => {
    for (const [name, leave] of Object.entries(test.traces)) {
      const ref = some(test)
      await leave(ref)
      ok(names(await listed(test)).includes(named(ref)), name)
    }
  }
}

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
  const declare = (title: string, cases: Cases): void =>
    describe(title, () => {
      for (const [name, body] of Object.entries(cases)) it(name, async () => body(await start()))
    })
  declare('finding', finding)
  declare('erasing', erasing)
  declare('reading', reading)
}
