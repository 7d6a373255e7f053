/**
 * The operations of which carrying out is made, each alone: look, instruct, look again, act, see that it is gone, record.
 */
import {
  type AnyEvent,
  type EventLog,
  type ExpectedRevision,
  type Identifier,
  type Instant,
  type LoadedCall,
  type LogError,
  type AnalysisStore,
  type RecordingStore,
  type Ref,
  type StoreError
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { type Clock, withinLimit } from './clock.ts'
import type { StoreLimiter } from './storeLimiter.ts'
import type { ErasureReceipt } from './records.ts'
import type { CarryOut, Instructed } from './step.ts'

/** The stores, by the name that events have for their processor. */
export interface Stores {
  readonly recordings: ReadonlyMap<string, RecordingStore>
  readonly analyses: ReadonlyMap<string, AnalysisStore>
}

/**
 * What became of acting: done in every store, accepted by one that is to be asked again, not known to the one that had
 * accepted it, or not begun after all.
 */
export type Acted =
  | { readonly _tag: 'gone'; readonly receipts: ReadonlyArray<ErasureReceipt> }
  | { readonly _tag: 'accepted'; readonly askAgainAt: Instant }
  | { readonly _tag: 'order-lost' }
  | { readonly _tag: 'held-back' }

/** What carrying out is made of. */
export interface Operations {
  /** Whether any of the stores has it. */
  readonly look: (step: CarryOut) => Promise<E.Either<StoreError, boolean>>
  /** Appends where nothing came in between, each event once; gives the revision since. */
  readonly instruct: (
    call: LoadedCall,
    events: ReadonlyArray<AnyEvent>
  ) => Promise<E.Either<LogError, ExpectedRevision>>
  /** Whether nothing came in between. */
  readonly lookAgain: (callId: Identifier, revision: ExpectedRevision) => Promise<E.Either<LogError, boolean>>
  /**
   * Erases or anonymises in every store.
   *
   * @param mayGoOn asked when it is its turn, just before
   */
  readonly act: (step: Instructed, mayGoOn: () => Promise<boolean>) => Promise<E.Either<StoreError, Acted>>
  /** Appends what has become true, whatever came in between; each event once. Gives how many were new. */
  readonly record: (
    callId: Identifier,
    events: ReadonlyArray<AnyEvent>
  ) => Promise<E.Either<LogError, number>>
}

/** What the operations need of the world. */
export interface OperationsPorts {
  readonly log: Pick<EventLog, 'append' | 'load'>
  readonly stores: Stores
  readonly clock: Clock
  readonly limiterOf: (processor: string) => StoreLimiter
  /** References of orders that were accepted. */
  readonly orders: Map<string, string>
  /** Milliseconds for one answer of a store. */
  readonly storeTimeLimit: number
}

const tries = 5
const pauseBetweenTries = 200

/** Appends, and again with the same ids where it is not known whether it was done. */
const append = async (
  { log, clock }: Pick<OperationsPorts, 'log' | 'clock'>,
  callId: Identifier,
  events: ReadonlyArray<AnyEvent>,
  expected: ExpectedRevision
): Promise<E.Either<LogError, ExpectedRevision>> => {
  for (let attempt = 1; ; attempt++) {
    const appended = await log.append(callId, events, expected)()
    if (E.isRight(appended)) return appended
    const { retry } = appended.left
    if ((retry !== 'later' && retry !== 'same-ids') || attempt >= tries) return appended
    await clock.wait(pauseBetweenTries * attempt)
  }
}

/** What the call does not have yet. The same id a second time, with another time in it, would be a conflict. */
const missingFrom = ({ entries }: LoadedCall, events: ReadonlyArray<AnyEvent>): ReadonlyArray<AnyEvent> => {
  const there = new Set(entries.map(({ id }) => id))
  return events.filter(({ id }) => !there.has(id))
}

const record =
  (ports: Pick<OperationsPorts, 'log' | 'clock'>): Operations['record'] =>
  async (callId, events) => {
    for (let attempt = 1; ; attempt++) {
      const loaded = await ports.log.load(callId)()
      if (E.isLeft(loaded)) return loaded
      const missing = missingFrom(loaded.right, events)
      if (missing.length === 0) return E.right(0)
      const appended = await append(ports, callId, missing, loaded.right.revision)
      if (E.isRight(appended)) return E.right(missing.length)
      if (appended.left._tag !== 'RevisionConflict' || attempt >= 100) return appended
    }
  }

const unknownStore = (processor: string): StoreError => ({
  _tag: 'Refused',
  retry: 'never',
  reason: `no store of the name ${processor}`
})

const look =
  (ports: OperationsPorts): Operations['look'] =>
  async step => {
    for (const ref of step.refs) {
      const store = storeOf(ports.stores, step, ref)
      if (store === undefined) return E.left(unknownStore(ref.processor))
      const found = await ports
        .limiterOf(ref.processor)
        .run(step.askedFor, () => withinLimit(ports.clock, ports.storeTimeLimit, store.find(ref)))
      if (E.isLeft(found)) return found
      if (found.right._tag === 'present') return E.right(true)
    }
    return E.right(false)
  }

const storeOf = (
  { recordings, analyses }: Stores,
  { target }: CarryOut,
  { processor }: Ref
): RecordingStore | undefined => (target === 'recording' ? recordings : analyses).get(processor)

const orderOf = ({ callId, target, action }: CarryOut, ref: Ref): string =>
  JSON.stringify([callId, target, ref.recordingId ?? ref.analysisId, action, ref.processor])

const mostOrders = 10_000

const actOn = async (
  ports: OperationsPorts,
  step: Instructed,
  ref: Ref
): Promise<E.Either<StoreError, Acted>> => {
  const { stores, orders } = ports
  const store = storeOf(stores, step, ref)
  if (store === undefined) return E.left(unknownStore(ref.processor))
  const analyses = stores.analyses.get(ref.processor)
  const anonymising = step.action === 'anonymise' ? analyses : undefined
  const order = orderOf(step, ref)
  const reference = orders.get(order)
  const task =
    reference !== undefined
      ? store.progress(reference)
      : anonymising !== undefined
        ? anonymising.anonymise(ref, step.instructed.id)
        : store.erase(ref, step.instructed.id)
  const acted = await withinLimit(ports.clock, ports.storeTimeLimit, task)
  if (E.isLeft(acted)) {
    if (acted.left.retry === 'never') orders.delete(order)
    return reference !== undefined && acted.left._tag === 'NotFound' ? E.right({ _tag: 'order-lost' }) : acted
  }
  if (acted.right._tag === 'accepted') {
    const [oldest] = orders.keys()
    if (oldest !== undefined && orders.size >= mostOrders) orders.delete(oldest)
    orders.set(order, acted.right.reference)
    return E.right({ _tag: 'accepted', askAgainAt: acted.right.askAgainAt })
  }
  orders.delete(order)
  const { confirmation, copies, backupsExpireOn } = acted.right
  const receipt: ErasureReceipt = {
    processor: ref.processor,
    confirmation,
    copies,
    ...(backupsExpireOn !== undefined && { backupsExpireOn }),
    ...(anonymising !== undefined && { technique: anonymising.technique })
  }
  return E.right({ _tag: 'gone', receipts: [receipt] })
}

const act =
  (ports: OperationsPorts): Operations['act'] =>
  async (step, mayGoOn) => {
    const receipts: ErasureReceipt[] = []
    let askAgainAt: Instant | undefined
    for (const ref of step.refs) {
      const acted = await ports
        .limiterOf(ref.processor)
        .run(step.askedFor, async (): Promise<E.Either<StoreError, Acted>> =>
          // Asking after an order that was accepted changes nothing.
          ports.orders.has(orderOf(step, ref)) || (await mayGoOn())
            ? actOn(ports, step, ref)
            : E.right({ _tag: 'held-back' })
        )
      if (E.isLeft(acted)) return acted
      if (acted.right._tag === 'held-back' || acted.right._tag === 'order-lost') return acted
      if (acted.right._tag === 'gone') receipts.push(...acted.right.receipts)
      else if (askAgainAt === undefined || acted.right.askAgainAt < askAgainAt)
        askAgainAt = acted.right.askAgainAt
    }
    return E.right(askAgainAt === undefined ? { _tag: 'gone', receipts } : { _tag: 'accepted', askAgainAt })
  }

/** The operations as they are to be. */
export const createOperations = (ports: OperationsPorts): Operations => ({
  look: look(ports),
  instruct: (call, events) => append(ports, call.callId, missingFrom(call, events), call.revision),
  lookAgain: async (callId, revision) => {
    const loaded = await ports.log.load(callId)()
    return E.isLeft(loaded) ? loaded : E.right(loaded.right.revision === revision)
  },
  act: act(ports),
  record: record(ports)
})
