/**
 * Rows put in order where memory would not hold them: all but the last of each kind stand in temporary files.
 */
import type { SorterOf } from '@samtykke/audit'
import { closeRuns } from './merged.ts'
import { rowsOf } from './rows.ts'
import { type Run, runWriter } from './run.ts'

/** Throws a `SpillError` where a temporary file cannot be written or read. */
export interface Sorters {
  readonly sorterOf: SorterOf
  /** The temporary files are gone, and with them the rows. */
  readonly close: () => void
}

/** Several kinds of rows are collected at once. */
const largestRun = 8 * 1024 * 1024

export const sorters = (limit = largestRun): Sorters => {
  const all: Array<Run> = []
  return {
    sorterOf: <Row>() => {
      const { add, endCall, finish } = runWriter(limit)
      let length = 0
      return {
        add: (key: string, row: Row) => {
          add(key, JSON.stringify(row))
          endCall()
          length++
        },
        rows: () => {
          const runs = finish()
          all.push(...runs)
          const rows = rowsOf<Row>(runs)
          return { length, [Symbol.iterator]: () => rows[Symbol.iterator]() }
        }
      }
    },
    close: () => closeRuns(all)
  }
}
