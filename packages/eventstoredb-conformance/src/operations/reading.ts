/**
 * Operations that read streams and `$all`.
 */
import type { ReadPosition, ReadRevision } from '@eventstore/db-client'
import { listOf, positionOf, type Received } from '../scenario/answers.ts'
import { keeps } from '../scenario/filters.ts'
import { hasPosition } from '../scenario/positions.ts'
import { savedPosition, type Run } from '../scenario/runContext.ts'
import type { Result } from '../scenario/scenario.ts'
import { eventually } from '../scenario/waiting.ts'
import { revisionOf } from './revision.ts'

/** Position names and the index, from the end if negative, of the event whose position they keep. */
export interface SavePositions {
  readonly [name: string]: number
}

export const savePositions = (
  save: SavePositions | undefined,
  events: ReadonlyArray<Received>,
  run: Run
): void => {
  for (const [name, index] of Object.entries(save ?? {})) {
    const event = events.at(index)
    const position = event === undefined ? undefined : positionOf(event)
    if (hasPosition(position)) run.saved.set(name, position)
  }
}

/** Reads to the end, or leaves after `most` events. */
const readOut = async (events: AsyncIterable<Received>, most = Infinity): Promise<Received[]> => {
  const received: Received[] = []
  for await (const event of events) {
    received.push(event)
    if (received.length >= most) break
  }
  return received
}

interface Slice {
  readonly from?: string | number
  readonly dir?: 'forwards' | 'backwards'
  readonly max?: number
  readonly resolve?: boolean
  readonly savePos?: SavePositions
}

const sliceOptions = ({ dir, max, resolve }: Slice) => ({
  ...(dir === undefined ? {} : { direction: dir }),
  ...(max === undefined ? {} : { maxCount: max }),
  ...(resolve === true ? { resolveLinkTos: true } : {})
})

export type ReadStream = Slice & {
  readonly stream: string
  readonly leader?: boolean
  /** Read again until there are so many events; with `atMost`, until there are no more than so many. */
  readonly until?: number
  readonly atMost?: boolean
  readonly brief?: boolean
}

const briefly = (event: Received, run: Run): string => {
  const at = (record: Received['event'] | Received['link']) =>
    record === undefined ? '-@-' : `${run.names.blank(record.streamId)}@${record.revision}`
  return event.link === undefined ? at(event.event) : `${at(event.event)} by ${at(event.link)}`
}

export const readStream = async (op: ReadStream, run: Run): Promise<Result> => {
  const readOnce = () =>
    readOut(
      run.client.readStream(run.names.stream(op.stream), {
        ...(op.from === undefined ? {} : { fromRevision: revisionOf(op.from) as ReadRevision }),
        ...sliceOptions(op),
        ...(op.leader === true ? { requiresLeader: true } : {})
      })
    )
  const { until } = op
  const events =
    until === undefined
      ? await readOnce()
      : await eventually(`${until} events`, { limit: run.limit * 2, every: 50 }, async () => {
          const read = await readOnce().catch((error: unknown) => {
            if ((error as { type?: string }).type === 'stream-not-found') return []
            throw error
          })
          return (op.atMost === true ? read.length <= until : read.length >= until) ? read : undefined
        })
  savePositions(op.savePos, events, run)
  const list = listOf(events, run.names)
  return op.brief === true ? { ...list, events: events.map(each => briefly(each, run)) } : list
}

export type ReadAll = Slice & {
  /** Which events are the scenario's: a pattern of stream names. */
  readonly keep?: string
  readonly stopAfter?: number
}

export const readAll = async (op: ReadAll, run: Run): Promise<Result> => {
  const all = await readOut(
    run.client.readAll({
      ...(op.from === undefined ? {} : { fromPosition: savedPosition(op.from, run) as ReadPosition }),
      ...sliceOptions(op)
    }) as AsyncIterable<Received>,
    op.stopAfter
  )
  const kept = all.filter(keeps(op.keep, run.names))
  savePositions(op.savePos, kept, run)
  return { ...listOf(kept, run.names), ...(op.max === undefined ? {} : { count: all.length }) }
}
