/**
 * What a worker tells of: ids and reasons, nothing personal.
 */
import { type Identifier, type LogError, renderLogError } from '@samtykke/core'
import type { Attended } from './attend.ts'
import type { StopCause } from './breaker.ts'
import type { Surveyed } from './surveyed.ts'

/** Something that happened to a worker. */
export type Notice =
  | ({ readonly _tag: 'attended'; readonly callId: Identifier } & Attended)
  | { readonly _tag: 'stopped'; readonly cause: StopCause }
  /** Erasing goes on: a person approved, or the clocks agree. */
  | { readonly _tag: 'resumed'; readonly causes: ReadonlyArray<StopCause> }
  /** What was left to people when every call was last looked at. */
  | ({ readonly _tag: 'surveyed' } & Surveyed)
  | { readonly _tag: 'log-failed'; readonly error: LogError }
  | { readonly _tag: 'agenda-checked'; readonly missed: number }

/**
 * Why nothing is erased, and what ends it, in one sentence.
 *
 * @example
 * import { renderStopCause } from '@samtykke/retention'
 *
 * assert.deepStrictEqual(
 *   renderStopCause('clock'),
 *   'nothing is erased while the clock of this machine is more than 5 minutes from that of the log'
 * )
 */
export const renderStopCause = (cause: StopCause): string => {
  switch (cause) {
    case 'clock':
      return 'nothing is erased while the clock of this machine is more than 5 minutes from that of the log'
    case 'not-found':
      return 'nothing is erased until a person approves: of what was to be erased, 1 in 20 was not found'
    case 'most-per-day':
      return 'nothing is erased but what people asked for, until a person approves: more is due than may go in a day'
  }
}

/** Each text once, with how often it was there. */
const counted = (texts: ReadonlyArray<string>): string => {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return [...counts].map(([text, count]) => (count === 1 ? text : `${text} (${count} times)`)).join('; ')
}

const listed = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ')

const renderSurveyed = ({ day, stored, forPeople, withoutStore }: Surveyed): string => {
  const left = listed(forPeople)
  const stores = listed(withoutStore)
  return `when every call was last looked at (${day}), ${stored} recordings and analyses were stored and ${left === '' ? 'nothing' : left} was left to people${stores === '' ? '' : `; the processors without a store: ${stores}`}`
}

/**
 * A notice in one sentence.
 *
 * @example
 * import { renderNotice } from '@samtykke/retention'
 *
 * assert.deepStrictEqual(
 *   renderNotice({ _tag: 'agenda-checked', missed: 0 }),
 *   'the agenda was checked in full: nothing was missing'
 * )
 */
export const renderNotice = (notice: Notice): string => {
  switch (notice._tag) {
    case 'stopped':
      return renderStopCause(notice.cause)
    case 'resumed':
      return `erasing goes on, which was stopped by ${notice.causes.join(', ')}`
    case 'surveyed':
      return renderSurveyed(notice)
    case 'log-failed':
      return renderLogError(notice.error)
    case 'agenda-checked':
      return `the agenda was checked in full: ${notice.missed === 0 ? 'nothing was' : `${notice.missed} calls were`} missing`
    case 'attended': {
      const { callId, carriedOut, failures, forPeople, stopped } = notice
      return [
        `${callId}: ${carriedOut} carried out`,
        ...(failures.length > 0 ? [`${failures.length} failed, as ${counted(failures)}`] : []),
        ...(forPeople.length > 0
          ? [`left to a person: ${counted(forPeople.map(({ reason }) => reason))}`]
          : []),
        ...(stopped === undefined ? [] : [renderStopCause(stopped)])
      ].join('; ')
    }
  }
}
