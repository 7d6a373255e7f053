/**
 * Events: what happened, an activity in DPV's terms, and the record that tells of it, an entity. Nothing is both.
 *
 * @see PROV-O (prov:Activity and prov:Entity are disjoint)
 */
import {
  type AnyEvent,
  type Event,
  type EventOf,
  isKnownEvent,
  type Purpose,
  recordedAt
} from '@samtykke/core'
import { locationOf, type Namer } from './iri.ts'
import type { CompactIri, Node } from './vocabulary.ts'

/** The purposes that DPV has a term for, or this vocabulary. */
const knownPurposes: Readonly<Record<Purpose, CompactIri>> = {
  'quality-assurance': 'dpv:ServiceMonitoring',
  'internal-training': 'sam:internal-training',
  documentation: 'dpv:DisputeManagement',
  'voice-analysis': 'dpv:OptimisationForController'
}

/** The purpose of a name: a term, or where it is a company's own, the name of data. */
export const purposeIri = (name: Namer, purpose: Purpose): string =>
  (Object.hasOwn(knownPurposes, purpose) ? knownPurposes[purpose] : undefined) ?? name('purpose', purpose)

/** What a recording and an analysis are as data. */
export const dataIri = {
  recording: 'pd:VoiceCommunicationRecording',
  analysis: 'sam:voice-tone-feedback'
} as const

const purposesOf = (name: Namer, purposes: ReadonlyArray<Purpose> | undefined): Node =>
  purposes === undefined ? {} : { hasPurpose: purposes.map(purpose => purposeIri(name, purpose)) }

const consent = (
  event: EventOf<'consent-given'> | EventOf<'consent-refused'> | EventOf<'consent-withdrawn'>,
  status: CompactIri,
  name: Namer
): Node => ({
  hasConsentStatus: status,
  isIndicatedAtTime: event.occurredAt,
  hasIndicationMethod: 'method' in event ? event.method : event.channel,
  ...purposesOf(name, event.purposes)
})

const rightExercised = (right: CompactIri, status: CompactIri): Node => ({
  type: ['prov:Activity', 'dpv:RightExerciseActivity'],
  hasRight: right,
  hasStatus: status
})

const hold: Node = {
  type: ['prov:Activity', 'sam:Hold'],
  hasProcessing: 'dpv:Restrict',
  hasJustification: 'eu-gdpr:JustificationA17LegalClaims'
}

const erasure = (event: EventOf<'recording-erased'> | EventOf<'analysis-erased'>, name: Namer): Node => ({
  hasProcessing: 'dpv:Erase',
  hasStatus: 'dpv:NotificationCompleted',
  ...(event.processor !== undefined && { wasAssociatedWith: name('party', event.processor) })
})

/** What an event of each type says, beside that it is an activity. */
const saidBy = (event: Event, name: Namer): Node => {
  switch (event.type) {
    case 'consent-given':
      return { ...consent(event, 'dpv:ConsentGiven', name), hasNotice: name('notice', event.noticeVersion) }
    case 'consent-refused':
      return consent(event, 'dpv:ConsentRefused', name)
    case 'consent-withdrawn':
      return consent(event, 'dpv:ConsentWithdrawn', name)
    case 'recording-stored':
      return {
        hasProcessing: ['dpv:Record', 'dpv:Store'],
        hasPersonalData: dataIri.recording,
        hasDataProcessor: name('party', event.processor),
        ...locationOf(event.region)
      }
    case 'recording-used':
      return {
        hasProcessing: 'dpv:Use',
        used: name('recording', event.recordingId),
        ...purposesOf(name, [event.purpose])
      }
    case 'recording-disclosed':
      return {
        hasProcessing: 'dpv:MakeAvailable',
        used: name('recording', event.recordingId)
      }
    case 'analysis-produced':
      return {
        hasProcessing: ['dpv:Analyse', 'dpv:Profiling', 'eu-gdpr:Profiling'],
        hasPersonalData: dataIri.analysis,
        hasHumanInvolvement: 'dpv:HumanInvolvement',
        ...(event.recordingId !== undefined && { used: name('recording', event.recordingId) }),
        ...purposesOf(name, ['voice-analysis'])
      }
    case 'analysis-objected':
      return rightExercised('eu-gdpr:A21', 'dpv:LegitimateInterestObjected')
    case 'processing-objected':
      return {
        ...rightExercised('eu-gdpr:A21', 'dpv:RequestInitiated'),
        ...purposesOf(name, event.purposes)
      }
    case 'erasure-requested':
      return rightExercised('eu-gdpr:A17', 'dpv:RequestInitiated')
    case 'hold-placed':
    case 'hold-reviewed':
    case 'hold-released':
      return hold
    case 'erasure-instructed':
      return { hasStatus: 'dpv:NotificationOngoing', hasRecipient: name('party', event.processor) }
    case 'recording-erased':
    case 'analysis-erased':
      return erasure(event, name)
    case 'analysis-anonymised':
      return { hasProcessing: 'dpv:Anonymise' }
    case 'retention-failed':
      return { hasStatus: ['dpv:ActivityNotCompleted', 'dpv:NotificationFailed'] }
    case 'access-requested':
      return rightExercised('eu-gdpr:A15', 'dpv:RequestInitiated')
    case 'access-extended':
      return {
        ...rightExercised('eu-gdpr:A15', 'dpv:RequestActionDelayed'),
        hasJustification: 'eu-gdpr:JustificationA12Delay'
      }
    case 'access-answered':
      return rightExercised(
        'eu-gdpr:A15',
        event.copyHandedOver ? 'dpv:RequestFulfilled' : 'dpv:RequestUnfulfilled'
      )
    case 'proof-redacted':
      return { hasTechnicalOrganisationalMeasure: 'dpv:DataRedaction' }
  }
}

/** The name of what happened, where that of an event is its record's. */
export const happeningOf = (name: Namer, eventId: string): string => `${name('event', eventId)}#happening`

/** What happened: an activity that began and ended when it occurred. */
export const happeningNode = (event: AnyEvent, name: Namer): Node => ({
  id: happeningOf(name, event.id),
  type: 'prov:Activity',
  title: event.type,
  startedAtTime: event.occurredAt,
  endedAtTime: event.occurredAt,
  ...(isKnownEvent(event) && saidBy(event, name))
})

/** The record of it in the log. */
export const recordNode = (event: AnyEvent, name: Namer): Node => ({
  id: name('event', event.id),
  type: ['prov:Entity', 'sam:EventRecord'],
  identifier: event.id,
  title: event.type,
  created: recordedAt(event),
  wasGeneratedBy: happeningOf(name, event.id)
})
