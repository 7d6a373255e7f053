/**
 * Which findings come and go where a call is looked at in another way.
 */
import type { Finding, FindingCode } from '@samtykke/core'
import { type Counts, count, under } from './section.ts'

/** How many findings of each kind are gained and lost. */
export interface FindingDifference {
  readonly findingsGained: Readonly<Partial<Record<FindingCode, number>>>
  readonly findingsLost: Readonly<Partial<Record<FindingCode, number>>>
}

/** Counts what one call gains and loses. */
export const countDifference = (
  counts: Counts,
  before: ReadonlyArray<Finding>,
  after: ReadonlyArray<Finding>
): void => {
  const balance: Counts = {}
  for (const { code } of after) count(balance, code)
  for (const { code } of before) count(balance, code, -1)
  for (const [code, times] of Object.entries(balance)) {
    if (times !== 0) count(counts, `${times > 0 ? 'gained' : 'lost'} ${code}`, Math.abs(times))
  }
}

/** What was counted so. */
export const findingDifference = (counts: Counts): FindingDifference => ({
  findingsGained: under(counts, 'gained '),
  findingsLost: under(counts, 'lost ')
})
