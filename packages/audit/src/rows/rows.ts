/**
 * Lists that need not stand in memory: rows that are gone through one by one, as often as is needed.
 */
import { ordText } from '@samtykke/core'

/** Rows that can be gone through again and again. An array is such, and so is what stands in a file. */
export interface Rows<Row> extends Iterable<Row> {
  readonly length: number
}

/** Takes rows in any order, and gives them in that of their keys. */
export interface Sorter<Row> {
  /** Keys are ASCII, and rows JSON values; of keys that are alike the row that was added first comes first. */
  readonly add: (key: string, row: Row) => void
  /** All of them; none is added any more. */
  readonly rows: () => Rows<Row>
}

/** Where rows are put in order: in memory, or in files where there are many. */
export type SorterOf = <Row>() => Sorter<Row>

/** Puts rows in order in memory. */
export const inMemory: SorterOf = <Row>() => {
  const found: Array<readonly [key: string, row: Row]> = []
  return {
    add: (key: string, row: Row) => void found.push([key, row]),
    rows: () => found.toSorted(([a], [b]) => ordText.compare(a, b)).map(([, row]) => row)
  }
}

/** The first rows, or all where there are no more. */
export const firstOf = <Row>(rows: Rows<Row>, most: number): ReadonlyArray<Row> => {
  const first: Array<Row> = []
  if (most === 0) return first
  for (const row of rows) if (first.push(row) === most) break
  return first
}
