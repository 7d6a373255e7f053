/**
 * The state of the consent to a purpose.
 *
 * @see ISO/IEC TS 27560:2023, DPV consent status
 */
import {
  type CallState,
  consentAt,
  type DeclaredPurpose,
  type EventOf,
  type LegalBasis,
  remainedAt,
  rulesAt,
  type View
} from '@samtykke/core'
import type { RetainedItem } from '../basis/segment.ts'
import type { CompactIri } from '../render/jsonld/vocabulary.ts'

type ConsentEvent = EventOf<'consent-given'> | EventOf<'consent-refused'> | EventOf<'consent-withdrawn'>

export const isConsentEvent = (event: CallState['facts']['events'][number]): event is ConsentEvent =>
  event.type === 'consent-given' || event.type === 'consent-refused' || event.type === 'consent-withdrawn'

export const keptFor = (call: CallState, { of }: DeclaredPurpose): ReadonlyArray<RetainedItem> =>
  of === 'analysis' ? call.analyses : call.recordings

/** Whether the act is about the purpose: one that names none is about all that rest on consent. */
export const isAbout = (event: ConsentEvent, { purpose, basis }: DeclaredPurpose): boolean =>
  event.purposes === undefined ? basis === '6(1)(a)' : event.purposes.includes(purpose)

/** The state of the consent to a purpose: what the last act about it made of it, where none may be among what cannot be read. */
export const statusOf = (view: View, call: CallState, declared: DeclaredPurpose): CompactIri => {
  if (call.facts.faults.length > 0 || call.facts.redacted) return 'dpv:ConsentUnknown'
  const last = call.facts.events
    .filter(isConsentEvent)
    .filter(event => isAbout(event, declared))
    .at(-1)
  const bit = rulesAt(view.rules, view.asOf).purposes.setOf(declared.purpose)
  const stands = (consentAt(call.consentActs, view.asOf) & bit) !== 0
  if (!stands) return last?.type === 'consent-refused' ? 'dpv:ConsentRefused' : 'dpv:ConsentWithdrawn'
  const kept = keptFor(call, declared)
  const cameTooLate =
    kept.length > 0 &&
    kept.every(({ consent, purposes }) => (consent & purposes.setOf(declared.purpose)) === 0)
  return cameTooLate ? 'dpv:ConsentInvalidated' : 'dpv:ConsentGiven'
}

/** The basis on which something of the call is kept for the purpose. */
export const basisReliedOn = (
  view: View,
  call: CallState,
  declared: DeclaredPurpose
): LegalBasis | undefined => {
  const relying = keptFor(call, declared).find(
    kept =>
      !kept.done &&
      (remainedAt(kept, view.asOf) & kept.purposes.setOf(declared.purpose)) !== 0 &&
      !kept.grounds.some(ground => ground.rule !== 'expiry' && ground.at <= view.asOf)
  )
  return relying?.purposes.listed.find(({ purpose }) => purpose === declared.purpose)?.basis
}
