/**
 * Which consents are held invalid, and a call as it were if they gave nothing.
 *
 * @see GDPR art. 7(1), 7(2), 7(4)
 */
import { type CallHistory, type Event, type EventOf, type Instant } from '@samtykke/core'

/** Which consents are held invalid: those that fit all conditions that are stated. */
export interface ChallengedConsents {
  /** Of one act for several purposes. */
  readonly bundled?: true
  readonly noticeVersion?: string
  readonly method?: EventOf<'consent-given'>['method']
  /** Given at or after this instant. */
  readonly from?: Instant
  /** Given before this instant. */
  readonly until?: Instant
}

export const isConsent = (event: Event): event is EventOf<'consent-given'> => event.type === 'consent-given'

/** Whether a consent is one of those that are held invalid. */
export const isChallenged =
  ({ bundled, noticeVersion, method, from, until }: ChallengedConsents) =>
  (consent: EventOf<'consent-given'>): boolean =>
    (bundled === undefined || new Set(consent.purposes).size > 1) &&
    (noticeVersion === undefined || consent.noticeVersion === noticeVersion) &&
    (method === undefined || consent.method === method) &&
    (from === undefined || consent.occurredAt >= from) &&
    (until === undefined || consent.occurredAt < until)

/** The call as if these consents had given nothing; all else of it stands, the consents themselves included. */
export const withoutEffectOf = (
  history: CallHistory,
  consents: ReadonlyArray<EventOf<'consent-given'>>
): CallHistory => {
  const ids = new Set(consents.map(({ id }) => id))
  return {
    ...history,
    events: history.events.map(event => (ids.has(event.id as never) ? { ...event, purposes: [] } : event))
  }
}
