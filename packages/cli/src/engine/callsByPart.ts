/**
 * The calls of a source, a part of them after the other, for what takes its time with each.
 */
import type { CallHistory, Instant } from '@samtykke/core'
import type { Input } from '../source/input.ts'
import { callReader } from './calls.ts'
import type { Decode } from './generalLine.ts'
import { openReader } from './reader.ts'
import type { ReadOptions } from './readOptions.ts'
import { locate, type RejectedLine } from './rejected.ts'
import { scanStretches } from './scan.ts'
import { stretchesOf } from './stretch.ts'
import { recordsInMemory } from './thread.ts'

const largestPart = 32 * 1024 * 1024

export interface CallsByPart {
  /** Each part holds calls whole; together they are all. */
  readonly parts: Generator<ReadonlyArray<CallHistory>>
  readonly count: number
  readonly unknownMembers: ReadonlyMap<string, number>
  /** The lines that are no event. */
  readonly rejects: ReadonlyArray<RejectedLine>
}

/** All events, whenever they happened. */
const options: ReadOptions = { asOf: '9999-12-31T23:59:59.999Z' as Instant, beforeAnythingHappened: true }

export const callsByPart = (inputs: ReadonlyArray<Input>, decode: Decode): CallsByPart => {
  const size = inputs.reduce((sum, input) => sum + input.size, 0)
  const count = 2 ** Math.ceil(Math.log2(Math.max(size / largestPart, 1)))
  const reader = openReader({ thread: 0, parts: count }, options)
  const scanned = [
    scanStretches(
      reader,
      inputs,
      stretchesOf(inputs),
      { ...options, decode, memory: recordsInMemory },
      () => undefined
    )
  ]
  const parts = function* (): Generator<ReadonlyArray<CallHistory>> {
    const read = callReader(reader, scanned, { happenedOnly: false, decode })
    for (let part = 0; part < count; part++) {
      const calls: Array<CallHistory> = []
      read(part, history => calls.push(history))
      yield calls
    }
  }
  const [{ summary }] = scanned as [(typeof scanned)[number]]
  return {
    parts: parts(),
    count,
    unknownMembers: summary.unknownMembers,
    rejects: locate(scanned.flatMap(each => each.stretches))
  }
}
