/**
 * Operations on catch-up subscriptions.
 */
import type { ReadPosition, ReadRevision } from '@eventstore/db-client'
import { failureOf, listOf } from '../scenario/answers.ts'
import { filterFor, keeps, type FilterSpec } from '../scenario/filters.ts'
import { comparePositions, type LogPosition } from '../scenario/positions.ts'
import { savedPosition, type Run } from '../scenario/runContext.ts'
import type { Json, Result } from '../scenario/scenario.ts'
import { eventually, WaitRanOut } from '../scenario/waiting.ts'
import type { Collector } from '../scenario/subscriptions.ts'
import { collectFrom, collectorNamed, confirmation } from './collector.ts'
import { savePositions, type SavePositions } from './reading.ts'
import { revisionOf } from './revision.ts'

export interface Subscribe {
  readonly as: string
  readonly stream?: string
  readonly all?: boolean
  readonly from?: string | number
  readonly resolve?: boolean
  readonly filter?: FilterSpec
  readonly keep?: string
}

const subscribeToAll = (op: Subscribe, run: Run): Collector => {
  const checkpoints: LogPosition[] = []
  const subscription = run.client.subscribeToAll({
    ...(op.from === undefined ? {} : { fromPosition: savedPosition(op.from, run) as ReadPosition }),
    ...(op.resolve === true ? { resolveLinkTos: true } : {}),
    ...(op.filter === undefined
      ? {}
      : { filter: filterFor(op.filter, run.names, position => checkpoints.push(position)) })
  })
  return collectFrom(subscription, keeps(op.keep, run.names), checkpoints)
}

const subscribeToStream = (op: Subscribe, run: Run): Collector =>
  collectFrom(
    run.client.subscribeToStream(run.names.stream(op.stream ?? ''), {
      ...(op.from === undefined ? {} : { fromRevision: revisionOf(op.from) as ReadRevision }),
      ...(op.resolve === true ? { resolveLinkTos: true } : {})
    })
  )

export const subscribe = (op: Subscribe, run: Run): Promise<Result> => {
  const collector = op.all === true ? subscribeToAll(op, run) : subscribeToStream(op, run)
  run.subscriptions.set(op.as, collector)
  return confirmation(collector, run)
}

export interface Collect {
  readonly sub: string
  /** Waits until so many events came since the last collect. */
  readonly n?: number
  readonly caughtUp?: boolean
  readonly checkpoint?: boolean
  readonly saveCheckpoint?: string
  /** Waits for an error or the end. */
  readonly error?: boolean
  /** Milliseconds. */
  readonly limit?: number
  readonly brief?: boolean
  readonly unordered?: boolean
  readonly savePos?: SavePositions
}

const isComplete = (op: Collect, collector: Collector): boolean => {
  const isOver = collector.error !== undefined || collector.ended
  if (isOver && op.error !== true) return true
  return (
    collector.events.length >= (op.n ?? 0) &&
    (op.caughtUp !== true || collector.caughtUp) &&
    (op.checkpoint !== true || collector.checkpoints.length > 0) &&
    (op.error !== true || isOver)
  )
}

const checkpointResult = (op: Collect, collector: Collector, run: Run): Result => {
  const reached = collector.checkpoints.splice(0)
  const falls = reached.some(
    (each, index) => index > 0 && comparePositions(each, reached[index - 1] as LogPosition) < 0
  )
  const last = reached.at(-1)
  if (op.saveCheckpoint !== undefined && last !== undefined) run.saved.set(op.saveCheckpoint, last)
  return { checkpoint: reached.length > 0, ...(falls ? { checkpointOrder: 'not increasing' } : {}) }
}

type Listed = {
  stream?: string
  rev?: string
  retry?: number
  unresolved?: boolean
}

const briefly = ({ stream, rev, retry, unresolved }: Listed): string =>
  `${stream ?? 'undefined'}@${rev ?? 'undefined'}${retry === undefined ? '' : ` retry ${retry}`}${unresolved === true ? ' unresolved' : ''}`

const byText = (a: Json, b: Json): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)

/** Everything that came since the last collect, once what the step waits for has come or the wait ran out. */
export const collect = async (op: Collect, run: Run): Promise<Result> => {
  const collector = collectorNamed(op.sub, run)
  const ranOut = await eventually(`${op.n ?? 0} events`, { limit: op.limit ?? run.limit, every: 5 }, () =>
    isComplete(op, collector) ? false : undefined
  ).catch((error: unknown) => {
    if (error instanceof WaitRanOut) return true
    throw error
  })
  const events = collector.events.splice(0)
  savePositions(op.savePos, events, run)
  const { order, ...list } = listOf(events, run.names)
  const listed = list['events'] as Listed[]
  if (op.unordered === true) listed.sort(byText)
  return {
    ...list,
    ...(order === undefined || op.unordered === true ? {} : { order }),
    ...(op.brief === true ? { events: listed.map(briefly) } : {}),
    ...(op.caughtUp === true ? { caughtUp: collector.caughtUp } : {}),
    ...(op.checkpoint === true ? checkpointResult(op, collector, run) : {}),
    ...(collector.error !== undefined
      ? failureOf(collector.error, run.names)
      : collector.ended
        ? { ended: true }
        : {}),
    ...(ranOut ? { late: 'time limit' } : {})
  }
}

/** Ends a subscription; `left` counts what no step had collected. */
export const unsubscribe = async (op: { readonly sub: string }, run: Run): Promise<Result> => {
  const follower = run.followers.get(op.sub)
  if (follower !== undefined) {
    await follower.stop()
    run.followers.delete(op.sub)
    return { left: follower.revisions.length }
  }
  const collector = collectorNamed(op.sub, run)
  await collector.subscription.unsubscribe()
  await eventually(
    'end',
    { limit: Math.min(2000, run.limit), every: 5 },
    () => collector.ended || undefined
  ).catch(() => undefined)
  run.subscriptions.delete(op.sub)
  return {
    left: collector.events.length,
    ...(collector.error === undefined ? {} : failureOf(collector.error, run.names))
  }
}
