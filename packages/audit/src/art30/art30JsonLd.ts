/**
 * The record of processing activities as JSON-LD. Here the controller speaks, so what it declares are its bases.
 */
import type { Policy } from '@samtykke/core'
import type { Art30Record, ProcessingActivity } from './art30.ts'
import type { TimeLimit } from './timeLimits.ts'
import { notStated } from '../render/text/notStated.ts'
import { basisIri } from '../render/jsonld/basis.ts'
import { dataIri, purposeIri } from '../render/jsonld/event.ts'
import { namer, type Namer } from '../render/jsonld/iri.ts'
import { type CompactIri, context, type Document, type Node } from '../render/jsonld/vocabulary.ts'

const isAnalysis = ({ activity }: ProcessingActivity): boolean => activity.startsWith('voice-analysis')

const purposesOf = (name: Namer, { purposes }: ProcessingActivity): ReadonlyArray<string> =>
  purposes.length === 0 ? ['dpv:RecordManagement'] : purposes.map(purpose => purposeIri(name, purpose))

const processingOf = (activity: ProcessingActivity): ReadonlyArray<CompactIri> => {
  if (isAnalysis(activity)) return ['dpv:Analyse', 'dpv:Profiling', 'eu-gdpr:Profiling']
  switch (activity.activity) {
    case 'recording':
      return ['dpv:Record']
    case 'holds':
      return ['dpv:Restrict']
    case 'access-requests':
      return ['dpv:Copy', 'dpv:MakeAvailable']
    default:
      return ['dpv:Store', 'dpv:Use']
  }
}

const storage = ({ period, source }: TimeLimit): Node => ({
  type: 'dpv:StorageDuration',
  ...(period === null
    ? { description: notStated.en }
    : { hasDuration: { type: 'dpv:TemporalDuration', duration: period } }),
  ...(source !== null && { source })
})

const activityNode = (record: Art30Record, activity: ProcessingActivity, name: Namer): Node => ({
  id: `${name('policy', record.policyVersion)}#${activity.activity}`,
  type: ['dpv:PersonalDataProcess', 'dpv:Process'],
  title: activity.name.en,
  hasPurpose: purposesOf(name, activity),
  hasProcessing: processingOf(activity),
  hasPersonalData: isAnalysis(activity) ? dataIri.analysis : dataIri.recording,
  hasDataSource: 'dpv:DataSubjectDataSource',
  hasLegalBasis: activity.legalBases.map(basis => basisIri[basis]),
  hasStorageCondition: activity.timeLimits.map(storage),
  hasRecipient: (activity.recipients ?? []).map(recipient => ({ type: 'dpv:Recipient', hasName: recipient })),
  ...(activity.interests.length > 0 && {
    hasAssessment: activity.interests.map(({ id, assessment }) => ({
      type: 'dpv:LegitimateInterestAssessment',
      title: id,
      identifier: assessment ?? notStated.en
    }))
  })
})

const party = (id: string, type: CompactIri, stated: Policy['controller'] | null): ReadonlyArray<Node> =>
  stated === null || stated === undefined
    ? []
    : [{ id, type, hasName: stated.name, hasContact: stated.email ?? notStated.en }]

/**
 * The record of processing activities as JSON-LD.
 *
 * @param base takes the place of `urn:samtykke:` in the names of data
 *
 * @example
 * import { compilePolicy, instant, noticePolicy } from '@samtykke/core'
 * import { art30JsonLd, art30Of } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
 * const [record] = art30JsonLd(art30Of(view), 'https://telecom.example/').graph
 * assert.deepStrictEqual(record?.type, 'dpv:RecordsOfActivities')
 * assert.deepStrictEqual(record['hasDataController'], 'https://telecom.example/party:controller')
 *
 * @see GDPR art. 30(1); W3C DPV 2.3; JSON-LD 1.1
 */
export const art30JsonLd = (record: Art30Record, base?: string): Document => {
  const name = namer(base)
  const activities = record.activities.map(activity => activityNode(record, activity, name))
  const controller = name('party', 'controller')
  const officer = name('party', 'data-protection-officer')
  return {
    '@context': context,
    graph: [
      {
        id: name('policy', record.policyVersion),
        type: 'dpv:RecordsOfActivities',
        identifier: record.policyVersion,
        hasApplicableLaw: 'legal-eu:law-GDPR',
        ...(record.controller !== null && { hasDataController: controller }),
        ...(record.dataProtectionOfficer !== null && { hasDataProtectionOfficer: officer }),
        hasProcess: activities.map(each => each.id),
        ...(record.measures !== null && {
          hasTechnicalOrganisationalMeasure: record.measures.map(measure => ({ description: measure }))
        })
      },
      ...party(controller, 'dpv:DataController', record.controller),
      ...party(officer, 'dpv:DataProtectionOfficer', record.dataProtectionOfficer),
      ...activities
    ]
  }
}
