/**
 * What a sweep did, or would do, of each call; and what it leaves to people.
 */
import type { Identifier, Instant } from '@samtykke/core'
import type { Attended, CarryOut, ForAPerson, StopCause, Survey } from '@samtykke/retention'
import { numeral } from '../text/howMany.ts'
import { type Column, localTime } from '../text/table.ts'
import { actionNames, targetNames } from '@samtykke/audit/render'
import { inDanish } from '../text/inDanish.ts'
import { type Bilingual, both, joined } from '../text/language.ts'

/** A call with something to do. */
export interface SweptCall {
  readonly callId: Identifier
  readonly steps: ReadonlyArray<Survey['steps'][number]>
  /** Absent where it was not attended. */
  readonly attended?: Pick<Attended, 'carriedOut' | 'due' | 'failures' | 'forPeople'> & {
    readonly stopped?: StopCause
  }
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

const textOf = (step: SweptCall['steps'][number]): Bilingual => {
  switch (step._tag) {
    case 'carry-out':
      return both(
        `${actionNames[step.action].da} ${targetNames[step.target].da} ${step.targetId}`,
        `${step.action} ${step.target} ${step.targetId}`
      )
    case 'hand-over':
      return both(
        `kopiér optagelse ${step.ref.recordingId} til anmodning ${step.requestId}`,
        `copy recording ${step.ref.recordingId} for request ${step.requestId}`
      )
    case 'remove-copy':
      return both(
        `fjern kopien til anmodning ${step.requestId}`,
        `remove the copy for request ${step.requestId}`
      )
    case 'redact':
      return both('fjern beviset', 'redact the proof')
    case 'note':
    case 'for-a-person':
      return both('', '')
  }
}

const carryOuts = ({ steps }: SweptCall): ReadonlyArray<CarryOut> =>
  steps.filter((step): step is CarryOut => step._tag === 'carry-out')

/** Since when the oldest of it is due. */
export const dueSince = (call: SweptCall): Instant | undefined =>
  carryOuts(call)
    .map(({ since }) => since)
    .sort()[0]

export const resultOf = ({ attended }: SweptCall): Bilingual => {
  if (attended === undefined) return both('ikke udført', 'not done')
  const { carriedOut, failures, stopped, due } = attended
  const gone = numeral(carriedOut)
  return joined(
    [
      ...(carriedOut > 0 ? [both(`slettet: ${gone.da}`, `${gone.en} gone`)] : []),
      ...failures.map(inDanish),
      ...(stopped === undefined ? [] : [both(`standset: ${stopNames[stopped]}`, `stopped: ${stopped}`)]),
      ...(due > 0 && failures.length === 0 && stopped === undefined
        ? [both('endnu ikke udført', 'not done yet')]
        : [])
    ],
    '; '
  )
}

const stopNames: Readonly<Record<StopCause, string>> = {
  clock: 'urene er uenige',
  'not-found': 'for meget blev ikke fundet',
  'most-per-day': 'for meget på en dag'
}

const reasonNames: Readonly<Record<ForAPerson['reason'], Bilingual>> = {
  uncertain: both('usikker', 'uncertain'),
  'hold-review': both('gennemgang af sletningsstop', 'hold-review'),
  'access-answer': both('svar på indsigtsanmodning', 'access-answer'),
  failed: both('mislykkedes', 'failed'),
  'no-outcome': both('intet udfald', 'no-outcome'),
  'no-store': both('intet lager', 'no-store'),
  'no-vault': both('ingen nøgleboks', 'no-vault'),
  'copy-owed': both('kopi skyldes', 'copy-owed'),
  'copy-kept': both('kopi ligger endnu', 'copy-kept')
}

export const callColumns = (timeZone: string, dryRun: boolean): ReadonlyArray<Column<SweptCall>> => {
  const local = localTime(timeZone)
  return [
    { head: both('Samtale', 'Call'), cell: ({ callId }) => callId },
    {
      head: both(`Forfalden siden (${timeZone})`, `Due since (${timeZone})`),
      cell: call => {
        const since = dueSince(call)
        return since === undefined ? '' : local(since)
      }
    },
    ...(dryRun ? [] : [{ head: both('Resultat', 'Result'), cell: resultOf }]),
    {
      head: dryRun ? both('Ville', 'Would') : both('Hvad', 'What'),
      cell: ({ steps }: SweptCall) => joined(steps.filter(isDoable).map(textOf), ', ')
    }
  ]
}

/** What is left to a person; of what has no store, with which processor it is. */
const ofWhat = ({ target, targetId, processor }: ForAPerson): Bilingual =>
  both(
    `${targetNames[target].da} ${targetId}${processor === undefined ? '' : `, hos ${processor}`}`,
    `${target} ${targetId}${processor === undefined ? '' : `, with ${processor}`}`
  )

export const personColumns = (timeZone: string): ReadonlyArray<Column<ForAPerson>> => {
  const local = localTime(timeZone)
  return [
    { head: both('Til en person', 'For a person'), cell: ({ reason }) => reasonNames[reason] },
    { head: both(`Siden (${timeZone})`, `Since (${timeZone})`), cell: ({ since }) => local(since) },
    { head: both('Samtale', 'Call'), cell: ({ callId }) => callId },
    { head: both('Af', 'Of'), cell: ofWhat }
  ]
}
