/**
 * Setting a copy aside before the recording is erased, and removing it when it is no longer owed.
 */
import { type Instant, type LogError, renderStoreError, type StoreError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { type Clock, withinLimit } from './clock.ts'
import type { CopyPlace } from './stores/answers.ts'
import type { Operations, Stores } from './operations.ts'
import { copied } from './records.ts'
import type { Step } from './step.ts'

type CopyStep = Extract<Step, { readonly _tag: 'hand-over' | 'remove-copy' }>

/** What became of a copy: `never` where there is nothing to copy, and waiting for it would be in vain. */
export type Copied = { readonly _tag: 'done' } | { readonly _tag: 'later' | 'never'; readonly reason: string }

interface CopyingPorts {
  readonly stores: Stores
  readonly answers?: CopyPlace
  readonly operations: Pick<Operations, 'record'>
  readonly clock: Clock
  readonly storeTimeLimit: number
}

/** Copying moves bytes: it has this many times as long as another answer. */
const longer = 10

/**
 * Makes a copy, or removes one. Any failure but that the recording is not there may pass: a person may make room or give
 * rights until the erasure no longer waits.
 */
export const createCopying = ({
  stores,
  answers,
  operations,
  clock,
  storeTimeLimit
}: CopyingPorts): ((step: CopyStep, asOf: Instant) => Promise<E.Either<LogError, Copied>>) => {
  const failure = (error: StoreError): E.Either<LogError, Copied> =>
    E.right({ _tag: error._tag === 'NotFound' ? 'never' : 'later', reason: renderStoreError(error) })
  const done: E.Either<LogError, Copied> = E.right({ _tag: 'done' })

  return async (step, asOf) => {
    const { ref, requestId } = step
    if (answers === undefined) return E.right({ _tag: 'later', reason: 'there is no place for copies' })
    if (step._tag === 'remove-copy') {
      const removed = await withinLimit(clock, storeTimeLimit, answers.remove(requestId, ref))
      return E.isLeft(removed) ? failure(removed.left) : done
    }
    const store = stores.recordings.get(ref.processor)
    if (store === undefined) return E.right({ _tag: 'later', reason: 'there is no such store' })
    const opened = await withinLimit(clock, storeTimeLimit, store.open(ref))
    if (E.isLeft(opened)) return failure(opened.left)
    const put = await withinLimit(clock, longer * storeTimeLimit, answers.put(requestId, ref, opened.right))
    if (E.isLeft(put)) return failure(put.left)
    const recorded = await operations.record(ref.callId, [copied(ref, requestId, asOf)])
    return E.isLeft(recorded) ? recorded : done
  }
}
