/**
 * What a person did that asks for erasure: withdrew consent, asked for it, or objected; once, on however many calls.
 *
 * @see GDPR art. 7(3), 17(1)(b), 17(1)(c), 21(1)
 */
import { canonicalJson, type EventOf } from '@samtykke/core'
import type { LetterCall } from './letter.ts'

/** An event by which a person asks for erasure. */
export type Act =
  | EventOf<'consent-withdrawn'>
  | EventOf<'erasure-requested'>
  | EventOf<'analysis-objected'>
  | EventOf<'processing-objected'>

const types: ReadonlyArray<string> = [
  'consent-withdrawn',
  'erasure-requested',
  'analysis-objected',
  'processing-objected'
] satisfies ReadonlyArray<Act['type']>

const isAct = (event: LetterCall['call']['facts']['events'][number]): event is Act =>
  types.includes(event.type)

/** The same on every call on which it stands: what a person does once has an event on each. */
const contentOf = ({ type, occurredAt, channel, ...rest }: Act): string =>
  canonicalJson({
    type,
    occurredAt,
    channel,
    purposes: 'purposes' in rest ? rest.purposes : undefined,
    scope: 'scope' in rest ? rest.scope : undefined
  })

const actsOf = ({ call, forSubject }: LetterCall): ReadonlyArray<Act> =>
  call.facts.events.filter(isAct).filter(({ id }) => !forSubject.isOfAnother(id))

/** An act, with the calls that it is on. */
export interface ActOnCalls {
  readonly act: Act
  readonly calls: ReadonlyArray<LetterCall>
}

/**
 * The person's act of an event, or the latest; `undefined` where there is none.
 *
 * @param eventId any of its events
 */
export const actOn = (
  calls: ReadonlyArray<LetterCall>,
  eventId: string | undefined
): ActOnCalls | undefined => {
  const all = calls.flatMap(actsOf)
  const [act] = all
    .filter(({ id }) => eventId === undefined || id === eventId)
    .sort((a, b) =>
      a.occurredAt !== b.occurredAt ? (a.occurredAt > b.occurredAt ? -1 : 1) : a.id < b.id ? -1 : 1
    )
  if (act === undefined) return undefined
  const content = contentOf(act)
  return {
    act,
    calls: calls.filter(each => actsOf(each).some(other => contentOf(other) === content))
  }
}
