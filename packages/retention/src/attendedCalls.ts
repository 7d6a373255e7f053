/**
 * What a worker knows of the calls that it attended since its start: how much was done, and what is open.
 */
import type { Identifier } from '@samtykke/core'
import type { Attended } from './attend.ts'
import type { ForAPerson } from './step.ts'
import type { WorkerHealth } from './workerHealth.ts'

export interface AttendedCalls {
  /** What came of a call, in place of what came of it before. */
  readonly note: (callId: Identifier, attended: Attended) => void
  readonly forPeople: () => ReadonlyArray<ForAPerson>
  readonly health: () => Pick<
    WorkerHealth,
    'attended' | 'carriedOut' | 'failed' | 'due' | 'oldestDue' | 'forPeople'
  >
}

/** @param most calls of which it knows what is due, and as many of which it knows what is left to people */
export const createAttendedCalls = (most: number): AttendedCalls => {
  const people = new Map<Identifier, ReadonlyArray<ForAPerson>>()
  const open = new Map<Identifier, Pick<Attended, 'due' | 'oldestDue'>>()
  const counts = { attended: 0, carriedOut: 0, failed: 0 }
  const forPeople = (): ReadonlyArray<ForAPerson> => [...people.values()].flat()

  return {
    note: (callId, { carriedOut, failures, forPeople: left, due, oldestDue }) => {
      counts.attended++
      counts.carriedOut += carriedOut
      counts.failed += failures.length
      people.delete(callId)
      if (left.length > 0 && people.size < most) people.set(callId, left)
      open.delete(callId)
      if (due > 0 && open.size < most) open.set(callId, { due, oldestDue })
    },
    forPeople,
    health: () => {
      const [oldestDue] = [...open.values()].flatMap(each => each.oldestDue ?? []).sort()
      const byReason: Record<string, number> = {}
      for (const { reason } of forPeople()) byReason[reason] = (byReason[reason] ?? 0) + 1
      return {
        ...counts,
        due: [...open.values()].reduce((sum, each) => sum + each.due, 0),
        ...(oldestDue !== undefined && { oldestDue }),
        forPeople: byReason
      }
    }
  }
}
