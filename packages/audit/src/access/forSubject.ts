/**
 * What of a call the person it concerns may have: all but what would tell of others.
 *
 * @see GDPR art. 15(4); C-579/21
 */
import type { AnyEvent, CallHistory } from '@samtykke/core'

/** What stands for a member that is left out. */
export const leftOut = '–'

const replaced: ReadonlyArray<string> = ['usedBy', 'claimReference', 'verifiedBy', 'engine', 'engineVersion']

/** Members that are left out, and why. */
export const omissions: ReadonlyArray<{
  readonly what: string
  readonly why: string
  readonly article: string
}> = [
  {
    what: 'usedBy',
    why: 'who of the staff used a recording; dates and purposes are given',
    article: '15(4)'
  },
  { what: 'approvedBy', why: 'who of the staff approved a hold', article: '15(4)' },
  { what: 'claimReference', why: 'the reference of a legal claim', article: '15(4)' },
  { what: 'verifiedBy', why: 'who of the staff verified an erasure', article: '15(4)' },
  { what: 'engine, engineVersion', why: 'trade secrets of the maker of the analysis', article: '15(4)' }
]

const eventForSubject = (event: AnyEvent): AnyEvent => {
  const members = Object.entries(event).map(([member, value]): readonly [string, unknown] => {
    if (member === 'approvedBy') return [member, Array.isArray(value) ? value.map(() => leftOut) : leftOut]
    return [member, replaced.includes(member) ? leftOut : (value as unknown)]
  })
  return Object.fromEntries(members) as unknown as AnyEvent
}

/** The history with what would tell of others left out, so that nothing derived from it can tell of them. */
export const historyForSubject = (history: CallHistory): CallHistory => ({
  ...history,
  events: history.events.map(eventForSubject)
})
