/**
 * The calls of a source, a part of them after the other, for what takes its time with each.
 */
import type { CallHistory } from '@samtykke/core'
import type { Input } from '../source/input.ts'
import { type Decode, type Reject, readCalls } from './calls.ts'
import { indexStretch } from './part.ts'
import { gatherer } from './partition.ts'
import type { SummaryCollector } from './sourceSummary.ts'
import { locate, type RejectedLine } from './rejected.ts'

const largestPart = 32 * 1024 * 1024

export interface CallsByPart {
  /** Each part holds calls whole; together they are all. */
  readonly parts: Generator<ReadonlyArray<CallHistory>>
  readonly count: number
  /** The lines that are no event, once all parts were taken. */
  readonly rejects: () => ReadonlyArray<RejectedLine>
}

export const callsByPart = (
  inputs: ReadonlyArray<Input>,
  changed: SummaryCollector['changed'],
  decode?: Decode
): CallsByPart => {
  const size = inputs.reduce((sum, input) => sum + input.size, 0)
  const count = 2 ** Math.ceil(Math.log2(Math.max(size / largestPart, 1)))
  const indexes = indexStretch(inputs, { thread: 0, threads: 1 }, () => undefined)
  const rejects: Array<Reject> = []
  const parts = function* (): Generator<ReadonlyArray<CallHistory>> {
    const gather = gatherer(inputs, indexes, count)
    for (let part = 0; part < count; part++) {
      const calls: Array<CallHistory> = []
      readCalls(gather(part), {
        visit: history => calls.push(history),
        reject: reject => rejects.push(reject),
        changed,
        ...(decode !== undefined && { decode })
      })
      yield calls
    }
  }
  return { parts: parts(), count, rejects: () => locate(indexes, rejects) }
}
