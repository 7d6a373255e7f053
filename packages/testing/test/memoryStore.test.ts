import type { Identifier, Instant, RecordingStore, Ref, StoreError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  createMemoryStore,
  type MemoryStore,
  type MemoryStoreOptions,
  recordingStoreContract,
  recordingWriterContract,
  type StoreUnderTest
} from '../src/index.ts'

const start = (
  options: MemoryStoreOptions = {},
  spoil: (store: MemoryStore) => RecordingStore = store => store
): StoreUnderTest => {
  const store = createMemoryStore(options)
  const unreachable = createMemoryStore(options)
  unreachable.fail({ _tag: 'Unavailable', retry: 'later', reason: 'switched off' })
  const place = async (ref: Ref, bytes: Uint8Array): Promise<void> => store.replace(ref, bytes)
  return {
    store: spoil(store),
    unreachable: spoil(unreachable),
    place,
    traces: {
      'an older version': async ref => {
        await place(ref, Buffer.from('older'))
        await place(ref, Buffer.from('newer'))
      },
      'a hidden version': async ref => {
        await place(ref, Buffer.from('hidden'))
        store.hide(ref)
      },
      'another copy': async ref => {
        await place(ref, Buffer.from('copied'))
        store.copy(ref)
      }
    },
    carryOut: async () => store.carryOut()
  }
}

describe('the store in memory', () => {
  recordingStoreContract({ describe, it }, async () => start())
  recordingWriterContract({ describe, it }, async () => createMemoryStore())
})

describe('the store in memory of analyses', () => {
  recordingStoreContract({ describe, it }, async () => ({ ...start(), holds: 'analysis' }))
})

describe('the store in memory that only accepts orders', () => {
  recordingStoreContract({ describe, it }, async () =>
    start({ name: 'vendor', acceptsUntil: '2026-01-01T00:00:00.000Z' as Instant })
  )
})

const refOf = (callId: string, recordingId: string): Ref => ({
  callId: callId as Identifier,
  recordingId: recordingId as Identifier,
  processor: 'memory'
})

const never = { _tag: 'absent' } as const

/** Stores with one fault each, which the contract must notice. */
const faults: Readonly<Record<string, (store: MemoryStore) => RecordingStore>> = {
  'erases nothing': store => ({
    ...store,
    erase: () => TE.right({ _tag: 'gone', confirmation: 'x', copies: 1 })
  }),
  'leaves older versions': store => ({
    ...store,
    erase: ref => async () => {
      store.hide(ref)
      return E.right({ _tag: 'gone', confirmation: 'x', copies: 1 })
    }
  }),
  'fails for what is not there': store => ({
    ...store,
    erase: ref => async () => {
      const found = await store.find(ref)()
      if (E.isRight(found) && found.right._tag === 'absent')
        return E.left({ _tag: 'NotFound', retry: 'never', reason: 'nothing there' })
      return store.erase(ref)()
    }
  }),
  'erases the whole call': store => ({
    ...store,
    erase: ref => async () => {
      const erased = await store.erase(ref)()
      for await (const page of store.inventory()) {
        if (E.isLeft(page)) continue
        for (const other of page.right.refs) if (other.callId === ref.callId) await store.erase(other)()
      }
      return erased
    }
  }),
  'takes no care of capitals': store => {
    const lower = (ref: Ref): Ref => refOf(ref.callId.toLowerCase(), (ref.recordingId ?? '').toLowerCase())
    return { ...store, find: ref => store.find(lower(ref)), erase: ref => store.erase(lower(ref)) }
  },
  'says absent where it could not look': store => ({
    ...store,
    find: ref => async () => {
      const found = await store.find(ref)()
      return E.isLeft(found) && found.left._tag === 'Unavailable' ? E.right(never) : found
    }
  }),
  'has a retry of its own': store => ({
    ...store,
    find: ref =>
      TE.mapLeft((error: StoreError) => ({ ...error, retry: 'later' }) as StoreError)(store.find(ref))
  }),
  'lists only the first page': store => ({
    ...store,
    inventory: async function* () {
      for await (const page of store.inventory()) {
        yield page
        return
      }
    }
  }),
  'lists what was erased': store => {
    const seen: Ref[] = []
    return {
      ...store,
      erase: ref => {
        seen.push(ref)
        return store.erase(ref)
      },
      inventory: async function* () {
        yield E.right({ refs: seen, unrecognised: [] })
        yield* store.inventory()
      }
    }
  },
  'lists all on one page': store => ({
    ...store,
    inventory: async function* () {
      const refs: Ref[] = []
      for await (const page of store.inventory()) {
        if (E.isLeft(page)) return yield page
        refs.push(...page.right.refs)
      }
      yield E.right({ refs, unrecognised: [] })
    }
  }),
  'ends its inventory in silence': store => ({
    ...store,
    inventory: async function* () {
      for await (const page of store.inventory()) if (E.isRight(page)) yield page
    }
  }),
  'knows every order': store => ({
    ...store,
    progress: () => TE.right({ _tag: 'gone', confirmation: 'x', copies: 1 })
  }),
  'loses the last byte': store => ({
    ...store,
    open: ref =>
      TE.map((bytes: AsyncIterable<Uint8Array>) =>
        (async function* () {
          for await (const chunk of bytes) yield chunk.subarray(0, -1)
        })()
      )(store.open(ref))
  }),
  'opens what is hidden': store => ({
    ...store,
    open: ref =>
      TE.alt<StoreError, AsyncIterable<Uint8Array>>(() => TE.right((async function* () {})()))(
        store.open(ref)
      )
  })
}

describe('the contract notices a store that', () => {
  test.each(Object.entries(faults))('%s', async (_, spoil) => {
    const bodies: Array<() => Promise<void>> = []
    recordingStoreContract(
      { describe: (_name, body) => body(), it: (_name, body) => bodies.push(body) },
      async () => start({}, spoil)
    )
    const results = await Promise.allSettled(bodies.map(body => body()))
    expect(results.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0)
  })
})
