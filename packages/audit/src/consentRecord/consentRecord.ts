/**
 * The record of consent of a call, and the receipt that the customer may have.
 *
 * @see ISO/IEC TS 27560:2023; GDPR art. 7(1)
 */
import {
  analysisRules,
  type CallHistory,
  type CallState,
  callState,
  type EventOf,
  declaredPurposes,
  type DeclaredPurpose,
  missingMembers,
  type Period,
  type Policy,
  type Purpose,
  rulesAt,
  subjectOf,
  type View
} from '@samtykke/core'
import type { RetainedItem } from '../basis/segment.ts'
import { rightsUnder } from '../basis/rights.ts'
import { documentId } from '../head/documentId.ts'
import { type Head, headOf, sourceOf } from '../head/head.ts'
import { basisIri, rightIri } from '../render/jsonld/basis.ts'
import { dataIri, happeningNode, purposeIri, recordNode } from '../render/jsonld/event.ts'
import { locationOf, namer, type Namer } from '../render/jsonld/iri.ts'
import { type CompactIri, context, type Document, type Node } from '../render/jsonld/vocabulary.ts'
import { notStated } from '../render/text/notStated.ts'
import { type Party, withdrawalContactOf } from '../subject/parties.ts'
import { basisReliedOn, isAbout, isConsentEvent, keptFor, statusOf } from './consentStatus.ts'

/** A record of consent, or its receipt: the document is JSON-LD in the profile of DPV for TS 27560. */
export interface ConsentRecord extends Head<'consent-record' | 'consent-receipt'> {
  readonly callId: string
  readonly recordId: string
  /** What records need and the policy does not state: what `record-incomplete` names. */
  readonly notStated: ReadonlyArray<string>
  readonly document: Document
}

const profile = 'https://w3id.org/dpv/schema/dpv-27560#'

/** The purposes of all versions, as the newest that has them declares them. */
const purposesOf = ({ rules }: View): ReadonlyArray<DeclaredPurpose> => {
  const newest = new Map(
    rules.versions.flatMap(declaredPurposes).map(declared => [declared.purpose, declared] as const)
  )
  return [...newest.values()]
}

const period = (keep: Period): Node => ({
  type: 'dpv:StorageDuration',
  hasDuration: { type: 'dpv:TemporalDuration', duration: keep }
})

/** The periods by which a recording or an analysis is kept for a purpose, of the version in force at its start. */
const periodsOf = ({ rules }: View, kept: RetainedItem, purpose: Purpose): ReadonlyArray<Period> => {
  const inForce = rulesAt(rules, kept.start)
  const { schedules, otherwise } =
    kept.target === 'recording' ? inForce.recordings(kept.match) : inForce.analyses(kept.event.direction)
  const bit = kept.purposes.setOf(purpose)
  return (schedules.find(({ purposes }) => (purposes & bit) !== 0) ?? otherwise).terms[0]?.periods ?? []
}

/** How long and where the data of a purpose are stored; where the call has none of them, what the policy says. */
const storageOf = (view: View, call: CallState, declared: DeclaredPurpose): ReadonlyArray<Node> => {
  const { purpose, of } = declared
  const kept = keptFor(call, declared)
  const [version] = view.rules.versions.slice(-1)
  if (kept.length === 0 && version !== undefined) {
    const rules = of === 'analysis' ? analysisRules(version) : version.recordings
    const own = rules.filter(({ purposes }) => purposes?.includes(purpose) ?? true)
    return [...new Set((own.length === 0 ? rules : own).map(({ keep }) => keep))].map(period)
  }
  return kept.flatMap(each => [
    ...periodsOf(view, each, purpose).map(period),
    {
      type: 'dpv:StorageDeletion' as const,
      hasDuration: { type: 'dpv:UntilTimeDuration', until: each.expiry.lastLawfulDay }
    },
    ...(each.target === 'recording'
      ? [{ type: 'dpv:StorageLocation' as const, ...locationOf(each.event.region) }]
      : [])
  ])
}

const processingOf = (of: DeclaredPurpose['of']): ReadonlyArray<CompactIri> =>
  of === 'analysis' ? ['dpv:Analyse', 'dpv:Profiling', 'eu-gdpr:Profiling'] : ['dpv:Record', 'dpv:Store']

/** The processing of a call's data for one purpose, in the record of that id. */
interface Processing {
  readonly view: View
  readonly call: CallState
  readonly name: Namer
  readonly id: string
  readonly declared: DeclaredPurpose
}

const processNode = ({ view, call, name, id, declared }: Processing): Node => {
  const { purpose, of } = declared
  const version = keptFor(call, declared)[0]?.inForceAtStart ?? view.rules.versions.at(-1)
  const inForce = version === undefined ? [] : declaredPurposes(version)
  const { declared: bases } = inForce.find(each => each.purpose === purpose) ?? declared
  const reliedOn = basisReliedOn(view, call, declared)
  const processors = [...new Set(call.recordings.map(({ event }) => event.processor))]
  const disclosed = call.facts.events.flatMap(event =>
    event.type === 'recording-disclosed' ? [event.recipient] : []
  )
  return {
    id: `${id}-${purpose}`,
    type: ['dpv:Process', 'dpv:PersonalDataProcess'],
    hasPurpose: purposeIri(name, purpose),
    hasPersonalData: dataIri[of],
    hasProcessing: processingOf(of),
    hasDataSource: 'dpv:DataSubjectDataSource',
    hasConsentStatus: statusOf(view, call, declared),
    ...(reliedOn !== undefined && { hasLegalBasis: basisIri[reliedOn] }),
    declaredBasis: bases.map(basis => basisIri[basis]),
    ...(of === 'analysis' && { hasHumanInvolvement: 'dpv:HumanInvolvement' }),
    hasStorageCondition: storageOf(view, call, declared),
    hasDataProcessor: processors.map(processor => name('party', processor)),
    ...(disclosed.length > 0 && {
      hasRecipient: [...new Set(disclosed)].map(recipient => ({ type: 'dpv:Recipient', hasName: recipient }))
    }),
    hasDuration: {
      type: 'dpv:UntilEventDuration',
      description: 'until the consent is withdrawn or the data are erased'
    }
  }
}

/** A party by what is stated of it. */
const party = (id: string, type: CompactIri, stated: Party): Node => {
  const contact = stated.email ?? stated.telephone ?? stated.url
  return {
    id,
    type,
    hasIdentifier: stated.id ?? stated.name,
    hasName: stated.name,
    ...(stated.address !== undefined && { hasAddress: stated.address }),
    ...(contact !== undefined && { hasContact: contact })
  }
}

/** The controller, of whom the record must have every part. */
const controllerNode = (id: string, { controller }: Policy): Node => ({
  hasIdentifier: notStated.en,
  hasName: notStated.en,
  hasAddress: notStated.en,
  hasContact: notStated.en,
  ...(controller === undefined
    ? { id, type: 'dpv:DataController' }
    : party(id, 'dpv:DataController', controller))
})

const noticeNode = (policy: Policy, name: Namer, event: EventOf<'consent-given'>): Node => {
  const stated = policy.notices?.find(
    each => each.version === event.noticeVersion && each.language === event.language
  )
  return {
    id: name('notice', event.noticeVersion),
    type: ['dpv:ConsentNotice', 'dpv:PrivacyNotice'],
    language: event.language,
    identifier: event.noticeVersion,
    ...(stated?.url !== undefined && { source: stated.url }),
    ...(stated?.sha256 !== undefined && { description: `sha256 ${stated.sha256}` })
  }
}

/** What a record is of, and what it and its names are called. */
interface Recorded {
  readonly view: View
  readonly call: CallState
  readonly kind: ConsentRecord['kind']
  readonly recordId: string
  readonly base: string | undefined
}

const recordDocument = ({ view, call, kind, recordId, base }: Recorded): Document => {
  const { policy } = view.rules
  const name = namer(base)
  const id = `${name('call', call.callId)}#${kind}`
  const consents = call.facts.events.filter(isConsentEvent)
  const given = consents.filter(event => event.type === 'consent-given')
  const about = purposesOf(view).filter(declared => consents.some(event => isAbout(event, declared)))
  const [subjectRef] = call.facts.events.flatMap(event => subjectOf(event) ?? [])
  const subject = subjectRef === undefined ? name('call', call.callId) : name('subject', subjectRef)
  const processes = about.map(declared => processNode({ view, call, name, id, declared }))
  const version = view.rules.versions.at(-1)
  const declared = version === undefined ? [] : declaredPurposes(version).flatMap(each => each.declared)
  return {
    '@context': context,
    graph: [
      {
        id,
        type: kind === 'consent-receipt' ? 'dpv:ConsentReceipt' : 'dpv:ConsentRecord',
        conformsTo: `${profile}${kind === 'consent-receipt' ? 'receipt' : 'record'}-eu-gdpr`,
        identifier: recordId,
        hasIdentifier: recordId,
        hasDataSubject: subject,
        hasNotice: [...new Set(given.map(event => name('notice', event.noticeVersion)))],
        language: [...new Set(given.map(event => event.language))],
        hasProcess: processes.map(process => process.id),
        hasDataController: name('party', 'controller'),
        ...(policy.dataProtectionOfficer !== undefined && {
          hasDataProtectionOfficer: name('party', 'data-protection-officer')
        }),
        ...(policy.authority !== undefined && { hasAuthority: name('party', 'authority') }),
        hasJurisdiction: `loc:${policy.holidays}`,
        hasApplicableLaw: 'legal-eu:law-GDPR',
        hasLocation: 'loc:EEA',
        hasConsentControl: {
          type: 'dpv:WithdrawConsent',
          isExercisedAt: withdrawalContactOf(policy) ?? notStated.en
        },
        hasRight: rightsUnder(declared).map(rightIri),
        ...(policy.impactAssessment !== undefined && {
          hasAssessment: { identifier: policy.impactAssessment }
        }),
        wasDerivedFrom: consents.map(event => name('event', event.id))
      },
      { id: subject, type: ['dpv:DataSubject', 'dpv:Customer'] },
      controllerNode(name('party', 'controller'), policy),
      ...(policy.dataProtectionOfficer === undefined
        ? []
        : [
            party(
              name('party', 'data-protection-officer'),
              'dpv:DataProtectionOfficer',
              policy.dataProtectionOfficer
            )
          ]),
      ...(policy.authority === undefined
        ? []
        : [party(name('party', 'authority'), 'eu-gdpr:DataProtectionAuthority', policy.authority)]),
      ...given.map(event => noticeNode(policy, name, event)),
      ...processes,
      ...consents.flatMap(event => [
        recordNode(event, name),
        {
          ...happeningNode(event, name),
          type: ['prov:Activity', 'eu-gdpr:A6-1-a-non-explicit-consent'] as const,
          isIndicatedBy: subject
        }
      ])
    ]
  }
}

/**
 * The record of the consents of a call, as the controller keeps it; or the receipt, as the customer may have it.
 * What the policy does not state stands as "not stated", and is listed.
 *
 * @param options `receipt`: the receipt; `base` takes the place of `urn:samtykke:` in the names of data
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { consentRecordOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a0f', type: 'consent-given', callId: 'call-1', occurredAt: '2025-08-31T11:59:00Z',
 *     method: 'keypress', purposes: ['documentation'], noticeVersion: '2025-01', language: 'da' }
 * ])
 * const [record] = calls.map(consentRecordOf(view))
 * const process = record?.document.graph.find(({ hasStorageCondition }) => hasStorageCondition !== undefined)
 * assert.deepStrictEqual(
 *   [process?.['hasPurpose'], process?.['hasConsentStatus']],
 *   ['dpv:DisputeManagement', 'dpv:ConsentGiven']
 * )
 * assert.deepStrictEqual(record?.notStated.slice(0, 3), ['dataProtectionOfficer', 'authority', 'processors'])
 *
 * @see ISO/IEC TS 27560:2023, sections 6 and 7
 */
export const consentRecordOf =
  (view: View, options: { readonly receipt?: boolean; readonly base?: string } = {}) =>
  (history: CallHistory): ConsentRecord => {
    const call = callState(view)(history)
    const kind = options.receipt === true ? 'consent-receipt' : 'consent-record'
    const recordId = documentId(`${namer()('call', call.callId)}#${kind}`)
    return {
      ...headOf(kind, view, sourceOf(history.events), null),
      callId: call.callId,
      recordId,
      notStated: missingMembers(view.rules.policy),
      document: recordDocument({ view, call, kind, recordId, base: options.base })
    }
  }
