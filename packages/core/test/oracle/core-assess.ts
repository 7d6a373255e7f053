// Core, asked as the oracle is: plain JSON in, plain JSON out.
import {
  callState,
  ordAction,
  ordFinding,
  compilePolicy,
  decodeEvent,
  decodePolicy,
  dueActions,
  findings,
  noticePolicy,
  parseInstant
} from '@samtykke/core'
import type { CallHistory, Fault, Identifier, Instant, View } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type { Assessment } from './oracle.ts'
import { isUnread } from './what-counts.ts'
import type { Entry, Moment, PlainPolicy } from './plain.ts'
import { isDanishHoliday } from './time.ts'

const right = <A>(decoded: E.Either<unknown, A>): A => {
  if (E.isLeft(decoded)) throw new Error(`refused: ${JSON.stringify(decoded.left)}`)
  return decoded.right
}

const instant = (text: string): Instant => {
  const parsed = parseInstant(text)
  if (parsed === undefined) throw new Error(`no instant: ${text}`)
  return parsed
}

const historyOf = (callId: string, entries: readonly Entry[]): CallHistory => ({
  callId: callId as Identifier,
  events: entries.flatMap(entry => (isUnread(entry) ? [] : [right(decodeEvent(entry))])),
  faults: entries
    .filter(isUnread)
    .map(({ kind, id = '', recordedAt = '' }): Fault =>
      kind === 'bad-line' ? { _tag: kind } : { _tag: kind, id, recordedAt: instant(recordedAt) }
    )
})

/** Members of the policy that no rule of the contract's sections 2 to 4 reads are the notice's, but for what is spoken. */
export const viewOf = (policy: PlainPolicy, { asOf, knownAt }: Moment): View => ({
  rules: compilePolicy(
    right(decodePolicy({ ...noticePolicy, spokenConsentWithin: 'PT0S', ...policy })),
    date => (isDanishHoliday(date) ? 'holiday' : undefined)
  ),
  asOf: instant(asOf),
  ...(knownAt !== undefined && { knownAt: instant(knownAt) })
})

export const historiesOf = (entries: readonly Entry[]): ReadonlyArray<CallHistory> =>
  [...new Set(entries.map(({ callId }) => callId))].map(callId =>
    historyOf(
      callId,
      entries.filter(entry => entry.callId === callId)
    )
  )

export const assess = (entries: readonly Entry[], policy: PlainPolicy, moment: Moment): Assessment => {
  const view = viewOf(policy, moment)
  const calls = historiesOf(entries).map(callState(view))
  const assessed = {
    actions: calls.flatMap(dueActions(view)).sort(ordAction.compare),
    findings: calls
      .flatMap(findings(view))
      .sort(ordFinding.compare)
      .map(({ detail: _, ...finding }) => finding)
  }
  // As a reader of the output sees it.
  return JSON.parse(JSON.stringify(assessed)) as Assessment
}
