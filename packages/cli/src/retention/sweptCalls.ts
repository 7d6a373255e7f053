/**
 * The calls that a sweep found, each with what came of it, in the order in which they were found: where there are many, in temporary files.
 */
import type { Identifier } from '@samtykke/core'
import type { Attended, Survey } from '@samtykke/retention'
import { sorters } from '../engine/sorters.ts'
import type { SweptCall } from './sweepRows.ts'

/** Throws a `SpillError` where a temporary file cannot be written or read. */
export interface SweptCalls {
  readonly found: (survey: Pick<Survey, 'callId' | 'steps'>) => void
  readonly attended: (callId: Identifier, attended: Attended) => void
  /** All of them, once no more will come; may be gone through again. */
  readonly finish: () => Iterable<SweptCall>
  /** The temporary files are gone, and with them the calls. */
  readonly close: () => void
}

/** Something that was told of a call, and how many were told before. */
interface Told extends SweptCall {
  readonly place: number
}

/** Digits of the largest integer: texts of so many are in the order of their numbers. */
const digits = 16

/** Of the things that were told of each call, which come one after another, one: at the first's place, with the latest of each. */
function* joined(rows: Iterable<Told>): Generator<Told> {
  let call: Told | undefined
  for (const row of rows) {
    if (call?.callId !== row.callId) {
      if (call !== undefined) yield call
      call = row
    } else {
      const { callId, place } = call
      const steps = row.steps.length > 0 ? row.steps : call.steps
      const attended = row.attended ?? call.attended
      call = { callId, place, steps, ...(attended !== undefined && { attended }) }
    }
  }
  if (call !== undefined) yield call
}

export const sweptCalls = (limit?: number): SweptCalls => {
  const { sorterOf, close } = sorters(limit)
  const byCall = sorterOf<Told>()
  let place = 0
  const tell = (call: SweptCall): void => byCall.add(call.callId, { ...call, place: place++ })
  return {
    found: ({ callId, steps }) => tell({ callId, steps }),
    attended: (callId, { carriedOut, due, failures, forPeople, stopped }) =>
      tell({
        callId,
        steps: [],
        attended: { carriedOut, due, failures, forPeople, ...(stopped !== undefined && { stopped }) }
      }),
    finish: () => {
      const byPlace = sorterOf<Told>()
      for (const call of joined(byCall.rows())) byPlace.add(String(call.place).padStart(digits, '0'), call)
      return byPlace.rows()
    },
    close
  }
}
