/**
 * Findings about recordings: their consent, place, use, and the facts stored of them.
 */
import { requestOf } from '../accessRequest.ts'
import type { CallState } from '../call.ts'
import { consentAt } from '../consent.ts'
import type { ConsentAct } from '../consentAct.ts'
import type { Event, EventOf } from '../event.ts'
import { holdOf, isInForce } from '../hold.ts'
import { millisecondsBetween } from '../instant.ts'
import { noPurposes, placesIn, type PurposeSet } from '../purposeSet.ts'
import type { Recording } from '../recording.ts'
import type { Rules } from '../rules.ts'
import { append, countAtFront, none } from '../select.ts'
import { remainedAt, takerOf } from '../standing.ts'
import { eventsOf, evidence, type Finding, findingOf } from './finding.ts'

type Consent = EventOf<'consent-given'>

const consentsFor = ({ acts }: Recording, purposes: PurposeSet): ReadonlyArray<Consent> =>
  acts.flatMap(({ event, gives }) =>
    event.type === 'consent-given' && (gives & purposes) !== noPurposes ? [event] : []
  )

/** The purposes for which a consent is asked. */
const askedFor = ({ matching, purposes }: Recording): PurposeSet => matching & purposes.onConsent

/** What it was recorded without: consent, or any purpose. */
export const withoutBasis = (call: CallState, recording: Recording): ReadonlyArray<Finding> => {
  if (recording.keptFor !== noPurposes) return none
  const { event, start } = recording
  const asked = askedFor(recording)
  if (asked === noPurposes) {
    return [
      findingOf(call, {
        code: 'recording-without-purpose',
        about: recording,
        at: start,
        events: [event.id],
        detail: 'recorded where no purpose of the policy stood for which it may be'
      })
    ]
  }
  const afterwards = consentsFor(recording, asked).find(consent => consent.occurredAt > start)
  return afterwards === undefined
    ? [
        findingOf(call, {
          code: 'recording-without-consent',
          about: recording,
          at: start,
          events: [event.id],
          detail: 'recorded without consent to any recording purpose'
        })
      ]
    : [
        findingOf(call, {
          code: 'consent-after-start',
          about: recording,
          at: start,
          events: evidence(event, afterwards),
          detail: `the consent came at ${afterwards.occurredAt}, after the recording had started`
        })
      ]
}

/** The latest consent to a purpose at the start, where it was older than the consent window. */
const staleFor = (rules: Rules, recording: Recording, purpose: PurposeSet): Consent | undefined => {
  const { start, acts, grantsUntil, spoken } = recording
  // Spoken in the recording itself, it counts as given at its start.
  const isSpoken = (consentAt(acts, start) & purpose) === noPurposes && givesAny(spoken, purpose)
  if (isSpoken) return undefined
  const latest = acts.findLast(
    ({ event, at, gives }) =>
      at <= grantsUntil && event.type === 'consent-given' && (gives & purpose) !== noPurposes
  )?.event as Consent | undefined
  if (latest === undefined) return undefined
  const age = Math.max(0, millisecondsBetween(latest.occurredAt, start))
  return age >= rules.consentWindow ? latest : undefined
}

const givesAny = (acts: ReadonlyArray<ConsentAct>, purposes: PurposeSet): boolean =>
  acts.some(({ gives }) => (gives & purposes) !== noPurposes)

/** A consent that was older than the consent window. */
export const staleConsent = (rules: Rules, call: CallState, recording: Recording): ReadonlyArray<Finding> => {
  const { start, consent, event } = recording
  let stale: ReadonlyArray<Consent> = none
  for (const place of placesIn(consent & askedFor(recording))) {
    const latest = staleFor(rules, recording, 1 << place)
    if (latest !== undefined) stale = append(stale, latest)
  }
  return stale.length === 0
    ? none
    : [
        findingOf(call, {
          code: 'stale-consent',
          about: recording,
          at: start,
          events: evidence(event, ...stale),
          detail: 'the consent is older than the consent window'
        })
      ]
}

type Use = EventOf<'recording-used'> | EventOf<'recording-disclosed'>

const isExcused = (call: CallState, use: Use): boolean => {
  const hold = holdOf(call.holds, use.holdId)
  if (hold !== undefined && isInForce(hold, use.occurredAt)) return true
  const request =
    use.type === 'recording-disclosed' ? requestOf(call.accessRequests, use.requestId) : undefined
  return (
    request !== undefined &&
    request.event.occurredAt <= use.occurredAt &&
    (request.answer === undefined || request.answer.occurredAt >= use.occurredAt)
  )
}

/** The first act that took the purpose of a use; none where its period had ended by then. */
const takenBy = (recording: Recording, use: EventOf<'recording-used'>): ReadonlyArray<Event> => {
  const { purposes, shorter } = recording
  const purpose = purposes.setOf(use.purpose)
  const isOver = shorter.some(
    each => (each.purposes & purpose) !== noPurposes && each.dueAt <= use.occurredAt
  )
  const act = isOver ? undefined : takerOf(recording, purpose, use.occurredAt)
  return act === undefined ? [] : [act.event]
}

const useWithoutBasis = (call: CallState, recording: Recording, use: Use): Finding | undefined => {
  const at = use.occurredAt
  const first = recording.grounds[0]
  const afterGround = first !== undefined && first.at <= at
  const { event, purposes } = recording
  const purpose = use.type === 'recording-used' ? purposes.setOf(use.purpose) : noPurposes
  const otherPurpose = use.type === 'recording-used' && (remainedAt(recording, at) & purpose) === noPurposes
  if (!(afterGround || otherPurpose) || isExcused(call, use)) return undefined
  const what = use.type === 'recording-used' ? `used for ${use.purpose}` : 'disclosed'
  return afterGround
    ? findingOf(call, {
        code: 'used-without-basis',
        about: recording,
        at,
        events: evidence(event, use, ...eventsOf(call, [first])),
        detail: `${what} after it was due to be erased (${first.rule}, ${first.at})`
      })
    : findingOf(call, {
        code: 'used-without-basis',
        about: recording,
        at,
        events: evidence(event, use, ...(use.type === 'recording-used' ? takenBy(recording, use) : [])),
        detail: `${what}, for which no ${(purpose & purposes.onConsent) === noPurposes ? 'basis' : 'consent'} remained`
      })
}

/**
 * Each use for which nothing stood.
 *
 * @param uses those of the recording, in order
 */
export const usesWithoutBasis = (
  call: CallState,
  recording: Recording,
  uses: ReadonlyArray<Use>
): ReadonlyArray<Finding> => {
  let findings: ReadonlyArray<Finding> = none
  for (const use of uses) {
    const finding = useWithoutBasis(call, recording, use)
    if (finding !== undefined) findings = append(findings, finding)
  }
  return findings
}

/** The facts stored of it: place, rule, customer type, end. */
export const storedFacts = (rules: Rules, call: CallState, recording: Recording): ReadonlyArray<Finding> => {
  const { event, start, keptFor, matching, withoutRule } = recording
  const { region, direction, line, customerType, endedAt, occurredAt } = event
  const findings: Array<Finding> = []
  if (!rules.allowedRegions.has(region)) {
    findings.push(
      findingOf(call, {
        code: 'region-outside-eea',
        about: recording,
        at: start,
        events: [event.id],
        detail: `stored in ${region}`
      })
    )
  }
  if ((withoutRule & (keptFor || matching)) !== noPurposes) {
    findings.push(
      findingOf(call, {
        code: 'policy-gap',
        about: recording,
        at: start,
        events: [event.id],
        detail: `no rule for ${direction} calls of ${customerType} customers on the line ${line}: the shortest period applies`
      })
    )
  }
  if (customerType === 'unknown') {
    findings.push(
      findingOf(call, {
        code: 'customer-type-unknown',
        about: recording,
        at: start,
        events: [event.id],
        detail: 'the shortest period that matches applies'
      })
    )
  }
  if (endedAt === undefined) {
    findings.push(
      findingOf(call, {
        code: 'no-call-end',
        about: recording,
        at: start,
        events: [event.id],
        detail: 'the period runs from the start of the call'
      })
    )
  } else if (endedAt < start || endedAt > occurredAt) {
    findings.push(
      findingOf(call, {
        code: 'implausible-end',
        about: recording,
        at: start,
        events: [event.id],
        detail: `the end ${endedAt} cannot be; the period runs from the start of the call`
      })
    )
  }
  return findings
}

/** Once a call: sources that name different customer types. */
export const customerTypeConflict = (
  call: CallState,
  stored: ReadonlyArray<EventOf<'recording-stored'>>
): ReadonlyArray<Finding> => {
  if (stored.length < 2) return none
  const first = stored.find(event => event.customerType !== 'unknown')
  if (first === undefined) return none
  const differing = stored.find(
    ({ customerType }) => customerType !== 'unknown' && customerType !== first.customerType
  )
  return differing === undefined
    ? none
    : [
        findingOf(call, {
          code: 'customer-type-conflict',
          at: differing.occurredAt,
          events: [first.id, differing.id],
          detail: 'the sources name different customer types: the shortest period applies'
        })
      ]
}

/** Each storing of a recording that had been erased. */
export const storedAfterErasure = (call: CallState, recording: Recording): ReadonlyArray<Finding> =>
  recording.repeats.length === 0
    ? none
    : recording.repeats.flatMap(event => {
        const { outcomes } = recording
        const erasure =
          outcomes[countAtFront(outcomes, ({ occurredAt }) => occurredAt < event.occurredAt) - 1]
        return erasure === undefined
          ? []
          : [
              findingOf(call, {
                code: 'stored-after-erasure',
                about: recording,
                at: event.occurredAt,
                events: evidence(recording.event, erasure, event),
                detail: `stored again after it was erased at ${erasure.occurredAt}`
              })
            ]
      })
