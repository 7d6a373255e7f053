/**
 * The stores and the place for copies, as a machine reaches them.
 */
import {
  type AnalysisStore,
  type Erasure,
  type Found,
  type Identifier,
  instantFromEpoch,
  type Ref,
  type Rules,
  type StoreError
} from '@samtykke/core'
import type { CopyPlace } from '@samtykke/retention'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Contents, copyKey } from './contents.ts'
import { type Machine, unavailable } from './machine.ts'
import type { Fault } from './scenario.ts'
import { keyOf, type Knowledge, type Truth } from './truth.ts'
import type { VirtualTime } from './virtualTime.ts'

export const processor = 'recorder'

interface StoresOfMachine {
  readonly machine: Machine
  readonly time: VirtualTime
  readonly truth: Truth
  readonly contents: Contents
  readonly rules: Rules
  /** Whether the processor takes orders and carries them out later. */
  readonly accepts: boolean
  /** How far the machine's clock is off. */
  readonly skew: () => number
  readonly knowledge: ReadonlyMap<Identifier, Knowledge>
  /** When the store was last asked for something. */
  readonly looked: Map<string, number>
}

const locked: StoreError = { _tag: 'Locked', retry: 'never', reason: 'a fault of the test' }
const nothingWrong: E.Either<StoreError, void> = E.right(undefined)
const hour = 3_600_000

export const storesOf = ({
  machine,
  time,
  truth,
  contents,
  rules,
  accepts,
  skew,
  knowledge,
  looked
}: StoresOfMachine): { readonly store: AnalysisStore; readonly answers: CopyPlace } => {
  const { copies, orders } = contents

  const act = (ref: Ref, action: string, fault: Fault['kind'] | undefined): E.Either<StoreError, Erasure> => {
    const key = keyOf(ref)
    if (fault === 'locked') return E.left(locked)
    if (accepts) {
      const reference = `order ${action} ${key}`
      const doneAt = orders.get(reference)
      if (doneAt === undefined || (doneAt <= time.now() && contents.has(key))) {
        orders.set(reference, time.now() + 2 * hour)
        time.after(2 * hour, () => contents.remove(key))
      }
      return progress(reference)
    }
    const copiesThere = contents.has(key) ? 1 : 0
    if (fault !== 'lie') contents.remove(key)
    return E.right({ _tag: 'gone', confirmation: `${action} ${key}`, copies: copiesThere })
  }

  const progress = (reference: string): E.Either<StoreError, Erasure> => {
    const doneAt = orders.get(reference)
    if (doneAt === undefined) return E.left({ _tag: 'NotFound', retry: 'never', reason: 'no such order' })
    return doneAt <= time.now()
      ? E.right({ _tag: 'gone', confirmation: reference, copies: 1 })
      : E.right({
          _tag: 'accepted',
          reference,
          askAgainAt: instantFromEpoch(doneAt + 60_000 + skew())
        })
  }

  const acting =
    (action: string) =>
    (ref: Ref, instructionId?: string): TE.TaskEither<StoreError, Erasure> =>
    async () => {
      if (!machine.isAlive()) return new Promise(() => undefined)
      await truth.beforeAct(
        ref,
        action,
        instructionId,
        rules,
        knowledge.get(ref.callId),
        contents.has(keyOf(ref)),
        requestId => copies.has(copyKey(requestId, ref))
      )
      return machine.request<StoreError, Erasure>(
        'act',
        fault => Promise.resolve(act(ref, action, fault)),
        unavailable,
        unavailable,
        true
      )
    }

  const store: AnalysisStore = {
    name: processor,
    technique: 'aggregates only',
    find: ref => () =>
      machine.request<StoreError, Found>(
        'find',
        () => {
          looked.set(keyOf(ref), time.now())
          return Promise.resolve(
            E.right(
              contents.has(keyOf(ref)) ? { _tag: 'present', copies: 1, versions: 1 } : { _tag: 'absent' }
            )
          )
        },
        unavailable,
        unavailable,
        true
      ),
    erase: acting('erase'),
    anonymise: acting('anonymise'),
    progress: reference => () =>
      machine.request<StoreError, Erasure>(
        'other',
        () => Promise.resolve(progress(reference)),
        unavailable,
        unavailable,
        true
      ),
    open: ref => () =>
      machine.request<StoreError, AsyncIterable<Uint8Array>>(
        'other',
        () =>
          Promise.resolve(
            contents.has(keyOf(ref))
              ? E.right(bytes())
              : E.left({ _tag: 'NotFound', retry: 'never', reason: 'absent' } as const)
          ),
        unavailable,
        unavailable,
        true
      ),
    inventory: () => nothing()
  }

  const answers: CopyPlace = {
    put: (requestId, ref) => () =>
      machine.request(
        'other',
        () => {
          copies.add(copyKey(requestId, ref))
          return Promise.resolve(nothingWrong)
        },
        unavailable,
        unavailable,
        true
      ),
    remove: (requestId, ref) => () =>
      machine.request(
        'other',
        () => {
          copies.delete(copyKey(requestId, ref))
          return Promise.resolve(nothingWrong)
        },
        unavailable,
        unavailable,
        true
      )
  }

  return { store, answers }
}

async function* bytes(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array([1])
}

// eslint-disable-next-line require-yield
async function* nothing(): AsyncGenerator<never, void, undefined> {
  return
}
