/**
 * A store in memory: for tests of what uses a store. It behaves as the contract suite asks, and keeps nothing.
 */
import { createHash } from 'node:crypto'
import {
  type Erasure,
  type Found,
  type Instant,
  type InventoryPage,
  type RecordingStore,
  type RecordingWriter,
  type Ref,
  refId,
  type StoreError,
  validRef,
  type Written
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'

/** A store in memory, and what a test may do to it that no store offers. */
export interface MemoryStore extends RecordingStore, RecordingWriter {
  /** Replaces the bytes, and keeps those before as an older version. */
  readonly replace: (ref: Ref, bytes: Uint8Array) => void
  /** Hides what is there as a deletion in a versioned bucket does: the versions stay. */
  readonly hide: (ref: Ref) => void
  /** Adds another copy of what is there, in another place. */
  readonly copy: (ref: Ref) => void
  /** From now on each call gives this error, or none again. */
  readonly fail: (error: StoreError | undefined) => void
  /** Carries out the orders that were accepted. */
  readonly carryOut: () => void
}

/** How a store in memory behaves. */
export interface MemoryStoreOptions {
  /** As `processor` in the events. Default: `memory`. */
  readonly name?: string
  /** Where given, orders to erase are only accepted, and carried out by `carryOut`. */
  readonly acceptsUntil?: Instant
}

/** One place, with its versions, the current one last. A deletion has no bytes. */
type Copy = ReadonlyArray<Uint8Array | 'deletion'>

interface Stored {
  readonly ref: Ref
  readonly copies: ReadonlyArray<Copy>
}

const pageSize = 100

const keyOf = (ref: Ref): string =>
  `${ref.callId} ${ref.recordingId === undefined ? 'analysis' : 'recording'} ${refId(ref)}`

const sizeOf = (version: Uint8Array | 'deletion'): number => (version === 'deletion' ? 0 : version.length)

const foundOf = (stored: Stored | undefined): Found => {
  if (stored === undefined) return { _tag: 'absent' }
  const versions = stored.copies.flat()
  return {
    _tag: 'present',
    copies: stored.copies.length,
    versions: versions.length,
    bytes: versions.reduce((sum, version) => sum + sizeOf(version), 0)
  }
}

const currentOf = (stored: Stored | undefined): Uint8Array | undefined => {
  const version = stored?.copies[0]?.at(-1)
  return version === 'deletion' ? undefined : version
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const collected = async (bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const broken = (): StoreError => ({
  _tag: 'Unavailable',
  retry: 'later',
  reason: 'the bytes to be stored ended with an error'
})

const different: StoreError = {
  _tag: 'Conflict',
  retry: 'never',
  reason: 'other bytes are stored under this ref'
}

const notWhatWasNamed: StoreError = {
  _tag: 'Conflict',
  retry: 'never',
  reason: 'the bytes do not have the sha256 of the ref'
}

const notFound = (what: string): StoreError => ({ _tag: 'NotFound', retry: 'never', reason: what })

/**
 * A store in memory.
 *
 * @example
 * import { identifier } from '@samtykke/core'
 * import { createMemoryStore } from '@samtykke/testing'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const store = createMemoryStore()
 * const ref = { callId: identifier('call-1'), recordingId: identifier('rec-1'), processor: store.name }
 * store.replace(ref, Buffer.from('sound'))
 * store.hide(ref)
 * assert.deepStrictEqual(
 *   await store.find(ref)(),
 *   E.right({ _tag: 'present', copies: 1, versions: 2, bytes: 5 })
 * )
 * await store.erase(ref)()
 * assert.deepStrictEqual(await store.find(ref)(), E.right({ _tag: 'absent' }))
 */
export const createMemoryStore = ({
  name = 'memory',
  acceptsUntil
}: MemoryStoreOptions = {}): MemoryStore => {
  const kept = new Map<string, Stored>()
  const orders = new Map<string, { readonly ref: Ref; done?: { readonly copies: number } }>()
  let failure: StoreError | undefined
  let ordersSoFar = 0

  const asked = <A>(
    ref: Ref,
    answer: () => E.Either<StoreError, A> | Promise<E.Either<StoreError, A>>
  ): TE.TaskEither<StoreError, A> => {
    return async () => {
      if (failure !== undefined) return E.left(failure)
      const valid = validRef(ref)
      return E.isLeft(valid) ? valid : answer()
    }
  }

  const change = (ref: Ref, copies: (before: ReadonlyArray<Copy>) => ReadonlyArray<Copy>): void => {
    const { callId, processor } = ref
    const ids =
      ref.recordingId === undefined ? { analysisId: ref.analysisId } : { recordingId: ref.recordingId }
    const stored = kept.get(keyOf(ref))
    kept.set(keyOf(ref), {
      ref: stored?.ref ?? { callId, processor, ...ids },
      copies: copies(stored?.copies ?? [])
    })
  }

  const remove = (ref: Ref): number => {
    const copies = kept.get(keyOf(ref))?.copies.length ?? 0
    kept.delete(keyOf(ref))
    return copies
  }

  const addVersion = (ref: Ref, version: Uint8Array | 'deletion'): void =>
    change(ref, ([first = [], ...others]) => [[...first, version], ...others])

  const store = (ref: Ref, bytes: Uint8Array): E.Either<StoreError, Written> => {
    const sha256 = sha256Of(bytes)
    if (ref.sha256 !== undefined && ref.sha256 !== sha256) return E.left(notWhatWasNamed)
    const current = currentOf(kept.get(keyOf(ref)))
    if (current !== undefined && sha256Of(current) !== sha256) return E.left(different)
    if (current === undefined) addVersion(ref, bytes)
    return E.right({ sha256, bytes: bytes.length })
  }

  const progress = (reference: string): E.Either<StoreError, Erasure> => {
    if (failure !== undefined) return E.left(failure)
    const order = orders.get(reference)
    if (order === undefined || acceptsUntil === undefined)
      return E.left(notFound('no order has this reference'))
    return E.right(
      order.done === undefined
        ? { _tag: 'accepted', reference, askAgainAt: acceptsUntil }
        : { _tag: 'gone', confirmation: reference, copies: order.done.copies }
    )
  }

  async function* inventory(): AsyncGenerator<E.Either<StoreError, InventoryPage>, void, undefined> {
    const all = [...kept.values()]
    for (let from = 0; from < all.length || from === 0; from += pageSize) {
      if (failure !== undefined) return yield E.left(failure)
      const page = all.slice(from, from + pageSize)
      const still = page.filter(({ ref }) => kept.has(keyOf(ref)))
      yield Promise.resolve(
        E.right({ refs: still.map(({ ref }) => ({ ...ref, processor: name })), unrecognised: [] })
      )
    }
  }

  return {
    name,
    find: ref => asked(ref, () => E.right(foundOf(kept.get(keyOf(ref))))),
    erase: ref =>
      asked<Erasure>(ref, () => {
        const reference = `${name}-${(ordersSoFar += 1)}`
        if (acceptsUntil !== undefined) {
          orders.set(reference, { ref })
          return E.right({ _tag: 'accepted', reference, askAgainAt: acceptsUntil })
        }
        return E.right({ _tag: 'gone', confirmation: reference, copies: remove(ref) })
      }),
    progress: reference => () => Promise.resolve(progress(reference)),
    open: ref =>
      asked(ref, () => {
        const bytes = currentOf(kept.get(keyOf(ref)))
        return bytes === undefined
          ? E.left(notFound('nothing is stored under this ref'))
          : E.right(once(bytes))
      }),
    inventory,
    put: (ref, bytes) =>
      asked(ref, async () => {
        const whole = await TE.tryCatch(() => collected(bytes), broken)()
        return E.isLeft(whole) ? whole : store(ref, whole.right)
      }),
    replace: (ref, bytes) => addVersion(ref, Uint8Array.from(bytes)),
    hide: ref => addVersion(ref, 'deletion'),
    copy: ref => change(ref, copies => [...copies, (copies[0] ?? []).slice(-1)]),
    fail: error => {
      failure = error
    },
    carryOut: () => {
      for (const order of orders.values()) order.done ??= { copies: remove(order.ref) }
    }
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield await Promise.resolve(Uint8Array.from(bytes))
}
