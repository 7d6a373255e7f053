// Calls of a year from the simulator, and the view from which they are looked at.
import {
  type CallHistory,
  compilePolicy,
  decodeHistories,
  type LocalDate,
  noticePolicy,
  type View
} from '@samtykke/core'
import { simulate } from '@samtykke/testing'
import { instant } from './events.ts'
import { danish } from './histories.ts'

export const simulatedView: View = {
  rules: compilePolicy(noticePolicy, danish),
  asOf: instant('2025-11-10T10:00:00Z')
}

export const simulatedCalls = (calls: number, seed: number): ReadonlyArray<CallHistory> =>
  decodeHistories([
    ...simulate({ calls, seed, from: '2024-10-01' as LocalDate, to: '2025-10-31' as LocalDate })
  ]).calls
