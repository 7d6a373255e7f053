/**
 * The ports through which what is kept of calls is found and erased: whatever holds it, a folder, a bucket, a processor.
 *
 * A store keeps bytes under ids and knows nothing of rules. It is asked three things: whether something is there, in how
 * many copies; to erase it, all of it; and to list what it has, so that its inventory can be held against the log.
 */
import { characters } from './characters.ts'
import * as E from './either.ts'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Identifier, isIdentifier, type Uuid } from './identifier.ts'
import type { Instant, LocalDate } from './instant.ts'

interface Kept {
  readonly callId: Identifier
  /** Whose store has it: the `processor` of the events, and the `name` of the store. */
  readonly processor: string
  /** Where it is, ISO 3166-1 alpha-2. Absent where the event or the store does not say. */
  readonly region?: string
  /** IANA media type. From an inventory only where the store keeps it. */
  readonly mediaType?: string
  /** SHA-256 of the bytes, 64 hexadecimal digits in lower case. From an inventory only where the store keeps it. */
  readonly sha256?: string
}

/** Names a recording. Its ids find it; the other members describe it. */
export interface RecordingRef extends Kept {
  readonly recordingId: Identifier
  readonly analysisId?: never
}

/** Names an analysis. Its ids find it; the other members describe it. */
export interface AnalysisRef extends Kept {
  readonly analysisId: Identifier
  readonly recordingId?: never
}

/** What is found, erased and listed. An id belongs to its call: two calls may have the same `recordingId`. */
export type Ref = RecordingRef | AnalysisRef

/**
 * What a store has under a ref.
 *
 * - `present`: in so many copies, with so many versions and bytes of all of them together
 * - `absent`: the store was reached, looked everywhere it may be, and has nothing. Never a guess: a store that could not
 *   look gives a `StoreError`
 */
export type Found =
  | {
      readonly _tag: 'present'
      /** Places: files, keys, uploads that were never ended. At least 1. */
      readonly copies: number
      /** Of all copies: what is current, what it replaced and what only marks a deletion. At least `copies`. */
      readonly versions: number
      /** Of all versions. A processor that does not say gives none. */
      readonly bytes?: number
    }
  | { readonly _tag: 'absent' }

/**
 * What became of an order to erase or to anonymise.
 *
 * - `gone`: done; nothing is left under the ref, in any copy or version
 * - `accepted`: the order was taken and will be carried out later; ask `progress` again, not before `askAgainAt`
 */
export type Erasure =
  | {
      readonly _tag: 'gone'
      /** The store's own reference of the erasure; an opaque text without personal data. */
      readonly confirmation: string
      /** How many copies this order removed. 0: nothing was there, as after an earlier order. */
      readonly copies: number
      /** The first day on which no backup has it, where the store says. */
      readonly backupsExpireOn?: LocalDate
    }
  | { readonly _tag: 'accepted'; readonly reference: string; readonly askAgainAt: Instant }

/**
 * Why a store did not do what was asked, and what to do about it (`retry`):
 *
 * - `later`: the same again after a while. What was done of it stays done, and again does no harm
 * - `never`: the same again fails again; it is for a person
 *
 * `Unavailable`: not reached, or no whole answer in time. `OutOfSpace`: nothing of it was kept. `Locked`: the store is
 * bound to keep it, by an object lock or a legal hold of its own. `NotFound`: only where bytes or a reference were asked
 * for; what `find` does not find is `absent`, what `erase` does not find is `gone`. `Conflict`: other bytes stand under
 * that ref. `InvalidRef`: no ref of this store. `Refused`: anything else that the store does not do.
 */
export type StoreError =
  | { readonly _tag: 'Unavailable'; readonly retry: 'later'; readonly reason: string }
  | { readonly _tag: 'OutOfSpace'; readonly retry: 'later'; readonly reason: string }
  | {
      readonly _tag: 'Locked'
      readonly retry: 'never'
      readonly reason: string
      /** When the lock ends by itself, where the store says. */
      readonly until?: Instant
    }
  | { readonly _tag: 'AccessDenied'; readonly retry: 'never'; readonly reason: string }
  | { readonly _tag: 'NotFound'; readonly retry: 'never'; readonly reason: string }
  | { readonly _tag: 'Conflict'; readonly retry: 'never'; readonly reason: string }
  | { readonly _tag: 'InvalidRef'; readonly retry: 'never'; readonly reason: string }
  | { readonly _tag: 'Refused'; readonly retry: 'never'; readonly reason: string }

/** A part of a store's inventory. */
export interface InventoryPage {
  /** What is there. What has several copies may come several times. */
  readonly refs: ReadonlyArray<Ref>
  /**
   * Names, as the store has them, from which no ref can be read. They may be anything, personal data too: count them,
   * show them to who may see the store, and log none.
   */
  readonly unrecognised: ReadonlyArray<string>
}

/**
 * A store of recordings. Each call has a time limit of the store's own, and no call throws.
 *
 * @see `recordingStoreContract` in `@samtykke/testing`, which every store passes
 */
export interface RecordingStore {
  /** As `processor` in the events. */
  readonly name: string

  /** What is there under the ref: of every copy and version, also what an earlier deletion only hid. */
  readonly find: (ref: Ref) => TE.TaskEither<StoreError, Found>

  /**
   * Erases every copy and version, what was left of unfinished writes too, and nothing else. Idempotent: what is not
   * there is `gone` with 0 copies. An error may leave a part erased; the same again takes it up.
   *
   * @param instructionId the `id` of the `erasure-instructed` that orders it: with the same it is the same order
   */
  readonly erase: (ref: Ref, instructionId?: Uuid) => TE.TaskEither<StoreError, Erasure>

  /** What became of an order that was `accepted`, by its reference. A reference it never gave is `NotFound`. */
  readonly progress: (reference: string) => TE.TaskEither<StoreError, Erasure>

  /**
   * The bytes, of the current version. What is absent, or hidden by a deletion, is `NotFound`. An iteration that ends
   * without throwing gave all bytes; one that cannot go on throws an `Error` whose message has no personal data.
   */
  readonly open: (ref: Ref) => TE.TaskEither<StoreError, AsyncIterable<Uint8Array>>

  /**
   * Everything that is there, in pages: whatever was there before the first page and still is after the last. A page
   * that is an error is the last.
   */
  readonly inventory: () => AsyncIterable<E.Either<StoreError, InventoryPage>, void, undefined>
}

/** A store of analyses. */
export interface AnalysisStore extends RecordingStore {
  /** How it anonymises, as `technique` in `analysis-anonymised`. */
  readonly technique: string

  /**
   * Keeps of an analysis only what relates to nobody, and nothing under its ref: afterwards `find` says `absent`, as
   * after `erase`. Idempotent as `erase` is. A store that does not anonymise answers `Refused`; then the analysis is to
   * be erased (contract, section 3).
   *
   * @see GDPR recital 26
   */
  readonly anonymise: (ref: Ref, instructionId?: Uuid) => TE.TaskEither<StoreError, Erasure>
}

/** What was written. */
export interface Written {
  /** 64 hexadecimal digits in lower case. */
  readonly sha256: string
  readonly bytes: number
}

/** The writing side of a store, which the worker does not need. */
export interface RecordingWriter {
  /**
   * Keeps the bytes under the ref, all of them or nothing, and durably before it answers. The same bytes again succeed
   * and keep no second copy; other bytes than what stands there, or than the ref's `sha256`, are a `Conflict`. Of several
   * who write at once at most one succeeds.
   */
  readonly put: (ref: Ref, bytes: AsyncIterable<Uint8Array>) => TE.TaskEither<StoreError, Written>
}

/**
 * The `recordingId` or `analysisId`.
 *
 * @example
 * import { identifier, refId } from '@samtykke/core'
 *
 * const callId = identifier('call-1')
 * assert.deepStrictEqual(refId({ callId, recordingId: identifier('rec-1'), processor: 'archive' }), 'rec-1')
 */
export const refId = (ref: Ref): Identifier => ref.recordingId ?? ref.analysisId

/**
 * The ref, if its ids are identifiers: what a store asks of a ref before it looks for anything.
 *
 * @example
 * import { identifier, type Identifier, renderStoreError, validRef } from '@samtykke/core'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const callId: Identifier = JSON.parse('"../other"')
 * const checked = validRef({ callId, recordingId: identifier('rec-1'), processor: 'archive' })
 * assert.deepStrictEqual(
 *   E.isLeft(checked) && renderStoreError(checked.left),
 *   'not a ref of this store: callId: expected an identifier, found 8 characters'
 * )
 */
export const validRef = (ref: Ref): E.Either<StoreError, Ref> => {
  const members: ReadonlyArray<readonly [string, unknown]> = [
    ['callId', ref.callId],
    [ref.recordingId === undefined ? 'analysisId' : 'recordingId', refId(ref)]
  ]
  const wrong = members.find(([, value]) => typeof value !== 'string' || !isIdentifier(value))
  if (wrong === undefined) return E.right(ref)
  const [member, value] = wrong
  const found = typeof value === 'string' ? characters(value.length) : 'none'
  return E.left({
    _tag: 'InvalidRef',
    retry: 'never',
    reason: `${member}: expected an identifier, found ${found}`
  })
}

/**
 * The error in one sentence, without personal data. What to do about it is in its `retry`.
 *
 * @example
 * import { renderStoreError } from '@samtykke/core'
 *
 * assert.deepStrictEqual(
 *   renderStoreError({ _tag: 'Locked', retry: 'never', reason: 'legal hold' }),
 *   'the store is bound to keep it: legal hold'
 * )
 */
export const renderStoreError = (error: StoreError): string => {
  switch (error._tag) {
    case 'Unavailable':
      return `the store cannot be reached: ${error.reason}`
    case 'OutOfSpace':
      return `the store is full: ${error.reason}`
    case 'Locked':
      return `the store is bound to keep it${error.until === undefined ? '' : ` until ${error.until}`}: ${error.reason}`
    case 'AccessDenied':
      return `the store denies access: ${error.reason}`
    case 'NotFound':
      return `not found: ${error.reason}`
    case 'Conflict':
      return `not stored: ${error.reason}`
    case 'InvalidRef':
      return `not a ref of this store: ${error.reason}`
    case 'Refused':
      return `the store refused: ${error.reason}`
  }
}
