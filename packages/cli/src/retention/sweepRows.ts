/**
 * What a sweep did, or would do, of each call; and what it leaves to people.
 */
import type { Identifier, Instant } from '@samtykke/core'
import type { Attended, CarryOut, ForAPerson, Survey } from '@samtykke/retention'
import { type Column, counted, localTime } from '../text/table.ts'

/** A call with something to do. */
export interface SweptCall {
  readonly callId: Identifier
  readonly steps: ReadonlyArray<Survey['steps'][number]>
  /** Absent where it was not attended. */
  readonly attended?: Attended
}

export const isDoable = ({ _tag }: SweptCall['steps'][number]): boolean =>
  _tag !== 'for-a-person' && _tag !== 'note'

/** From when it is a person's turn may lie ahead. */
export const forPeopleBy = (
  now: Instant,
  { steps, attended }: Pick<SweptCall, 'steps' | 'attended'>
): ReadonlyArray<ForAPerson> =>
  (attended?.forPeople ?? steps.filter((step): step is ForAPerson => step._tag === 'for-a-person')).filter(
    ({ since }) => since <= now
  )

const textOf = (step: SweptCall['steps'][number]): string => {
  switch (step._tag) {
    case 'carry-out':
      return `${step.action} ${step.target} ${step.targetId}`
    case 'hand-over':
      return `copy recording ${step.ref.recordingId} for request ${step.requestId}`
    case 'remove-copy':
      return `remove the copy for request ${step.requestId}`
    case 'redact':
      return 'redact the proof'
    case 'note':
    case 'for-a-person':
      return ''
  }
}

const carryOuts = ({ steps }: SweptCall): ReadonlyArray<CarryOut> =>
  steps.filter((step): step is CarryOut => step._tag === 'carry-out')

/** Since when the oldest of it is due. */
export const dueSince = (call: SweptCall): Instant | undefined =>
  carryOuts(call)
    .map(({ since }) => since)
    .sort()[0]

export const resultOf = ({ attended }: SweptCall): string => {
  if (attended === undefined) return 'not done'
  const { carriedOut, failures, stopped, due } = attended
  return [
    ...(carriedOut > 0 ? [counted(carriedOut, 'gone', 'gone')] : []),
    ...failures,
    ...(stopped === undefined ? [] : [`stopped: ${stopped}`]),
    ...(due > 0 && failures.length === 0 && stopped === undefined ? ['not done yet'] : [])
  ].join('; ')
}

export const callColumns = (timeZone: string, dryRun: boolean): ReadonlyArray<Column<SweptCall>> => {
  const local = localTime(timeZone)
  return [
    { head: 'Call', cell: ({ callId }) => callId },
    {
      head: `Due since (${timeZone})`,
      cell: call => {
        const since = dueSince(call)
        return since === undefined ? '' : local(since)
      }
    },
    ...(dryRun ? [] : [{ head: 'Result', cell: resultOf }]),
    {
      head: dryRun ? 'Would' : 'What',
      cell: ({ steps }: SweptCall) => steps.filter(isDoable).map(textOf).join(', ')
    }
  ]
}

/** What is left to a person; of what has no store, with which processor it is. */
const ofWhat = ({ target, targetId, processor }: ForAPerson): string =>
  `${target} ${targetId}${processor === undefined ? '' : `, with ${processor}`}`

export const personColumns = (timeZone: string): ReadonlyArray<Column<ForAPerson>> => {
  const local = localTime(timeZone)
  return [
    { head: 'For a person', cell: ({ reason }) => reason },
    { head: `Since (${timeZone})`, cell: ({ since }) => local(since) },
    { head: 'Call', cell: ({ callId }) => callId },
    { head: 'Of', cell: ofWhat }
  ]
}
