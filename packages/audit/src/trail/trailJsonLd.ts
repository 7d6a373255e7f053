/**
 * A trail as JSON-LD: DPV for what was done and on which basis, PROV-O for what came of what.
 *
 * @see https://www.w3.org/TR/prov-o/
 */
import {
  type Analysis,
  type CallHistory,
  callState,
  type CallState,
  type Recording,
  type View
} from '@samtykke/core'
import type { BasisRow } from '../basis/basis.ts'
import type { RetainedItem } from '../basis/segment.ts'
import { findingNode } from './jsonLdFindings.ts'
import { fulfilledObligations, obligationNode, openObligations } from './jsonLdObligations.ts'
import type { Trail } from './trail.ts'
import { basisIri, rightIri } from '../render/jsonld/basis.ts'
import { dataIri, happeningNode, happeningOf, purposeIri, recordNode } from '../render/jsonld/event.ts'
import { locationOf, namer, type Namer } from '../render/jsonld/iri.ts'
import { type CompactIri, context, type Document, type Node } from '../render/jsonld/vocabulary.ts'

const processingOf: Readonly<Record<BasisRow['activity'], CompactIri>> = {
  record: 'dpv:Record',
  store: 'dpv:Store',
  use: 'dpv:Use',
  analyse: 'dpv:Analyse',
  'store-analysis': 'dpv:Store'
}

const isOfAnalysis = ({ activity }: BasisRow): boolean =>
  activity === 'analyse' || activity === 'store-analysis'

/** A stretch of a legal basis: what was relied on is the basis, what was only declared is named apart. */
const basisNode = (row: BasisRow, index: number, name: Namer): Node => {
  const kind = isOfAnalysis(row) ? 'analysis' : 'recording'
  const { status, assessmentRef } = row.legitimateInterest
  return {
    id: `${name(kind, row.targetId)}#${row.activity}-${row.purpose ?? 'any'}-${index + 1}`,
    type: ['dpv:PersonalDataProcess', 'prov:Activity'],
    hasProcessing: processingOf[row.activity],
    hasPersonalData: dataIri[kind],
    ...(row.purpose !== undefined && { hasPurpose: purposeIri(name, row.purpose) }),
    ...(row.reliedOn !== null && {
      hasLegalBasis: basisIri[row.reliedOn.article],
      wasInformedBy: row.reliedOn.events.map(id => happeningOf(name, id))
    }),
    declaredBasis: row.declared.map(basis => basisIri[basis]),
    ...(row.legitimateInterest.declared && {
      hasStatus:
        status === 'objected' ? 'dpv:LegitimateInterestObjected' : 'dpv:LegitimateInterestNotObjected',
      ...(assessmentRef !== null && {
        hasAssessment: { type: 'dpv:LegitimateInterestAssessment', identifier: assessmentRef }
      })
    }),
    hasRight: row.rights.map(rightIri),
    basisState: row.state,
    ...(row.exemption !== undefined && {
      hasJustification: 'eu-gdpr:JustificationA17LegalClaims',
      source: `GDPR Art. ${row.exemption}`
    }),
    startedAtTime: row.from,
    ...(row.until !== null && { endedAtTime: row.until })
  }
}

const madeBy = (kept: RetainedItem, name: Namer): Node => ({
  wasGeneratedBy: happeningOf(name, kept.event.id),
  generatedAtTime: kept.event.occurredAt
})

const ended = ({ outcomes, done }: RetainedItem, name: Namer): Node => {
  const outcome = outcomes.at(-1)
  return done && outcome !== undefined
    ? { wasInvalidatedBy: happeningOf(name, outcome.id), invalidatedAtTime: outcome.occurredAt }
    : {}
}

const recordingNode = (recording: Recording, name: Namer): Node => ({
  id: name('recording', recording.targetId),
  type: ['prov:Entity', dataIri.recording],
  identifier: recording.targetId,
  wasAttributedTo: name('party', recording.event.processor),
  ...locationOf(recording.event.region),
  ...madeBy(recording, name),
  ...ended(recording, name)
})

const analysisNodes = (analysis: Analysis, name: Namer): ReadonlyArray<Node> => {
  const id = name('analysis', analysis.targetId)
  const { recordingId } = analysis.event
  const anonymised = analysis.outcomes[0]
  return [
    {
      id,
      type: ['prov:Entity', dataIri.analysis],
      identifier: analysis.targetId,
      ...(recordingId !== undefined && { wasDerivedFrom: name('recording', recordingId) }),
      ...madeBy(analysis, name),
      ...ended(analysis, name)
    },
    ...(anonymised?.type === 'analysis-anonymised'
      ? [
          {
            id: `${id}#anonymised`,
            type: ['prov:Entity', 'dpv:AnonymisedData'] as const,
            wasDerivedFrom: id,
            wasGeneratedBy: happeningOf(name, anonymised.id)
          }
        ]
      : [])
  ]
}

const runNode = (call: CallState, { asOf, rules }: View, name: Namer): Node => ({
  id: `${name('call', call.callId)}#run`,
  type: 'prov:Activity',
  startedAtTime: asOf,
  used: call.facts.events.map(event => name('event', event.id)),
  qualifiedAssociation: {
    type: 'prov:Association',
    agent: { id: name('party', 'samtykke'), type: 'prov:SoftwareAgent', title: 'samtykke' },
    hadPlan: name('policy', rules.policy.policy)
  }
})

const partiesOf = (call: CallState, name: Namer): ReadonlyArray<Node> =>
  [...new Set(call.recordings.map(recording => recording.event.processor))].map(processor => ({
    id: name('party', processor),
    type: ['prov:Agent', 'dpv:DataProcessor'],
    hasName: processor
  }))

/**
 * The trail of a call as JSON-LD. `dpv:hasLegalBasis` is a basis that was relied on; a declared one is
 * `sam:declaredBasis`.
 *
 * @param base takes the place of `urn:samtykke:` in the names of data
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { trailJsonLd, trailOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-04-15T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'access-requested', callId: 'call-1',
 *     occurredAt: '2026-03-05T11:50:00Z', requestId: 'request-1', channel: 'email' }
 * ])
 * const [document] = calls.map(history => trailJsonLd(view)(history, trailOf(view)(history)))
 * const obligation = document?.graph.find(({ id }) => id === 'urn:samtykke:request:request-1#answer')
 * assert.deepStrictEqual(obligation?.['source'], 'GDPR Art. 12(3)')
 *
 * @see GDPR art. 5(2); W3C DPV 2.3, PROV-O; JSON-LD 1.1
 */
export const trailJsonLd =
  (view: View, base?: string) =>
  (history: CallHistory, trail: Trail): Document => {
    const name = namer(base)
    const call = callState(view)(history)
    const policy = name('policy', view.rules.policy.policy)
    const events = [...call.facts.events, ...call.facts.unknownEvents]
    const rows = trail.basis.map((row, index) => basisNode(row, index, name))
    const obligations = [...openObligations(trail), ...fulfilledObligations(trail)].map(each =>
      obligationNode(each, name)
    )
    const findings = trail.findings.map((finding, index) =>
      findingNode(finding, `${name('call', call.callId)}#finding-${index + 1}`, name)
    )
    return {
      '@context': context,
      graph: [
        {
          id: name('call', call.callId),
          type: 'dpv:DataProcessingRecord',
          identifier: call.callId,
          hasApplicableLaw: 'legal-eu:law-GDPR',
          hasPolicy: policy,
          ...(trail.subjectRef !== undefined && { hasDataSubject: name('subject', trail.subjectRef) }),
          hasProcess: rows.map(row => row.id),
          hasObligation: obligations.map(each => each.id),
          hasFinding: findings.map(each => each.id)
        },
        { id: policy, type: 'prov:Plan', identifier: view.rules.policy.policy },
        ...(trail.subjectRef === undefined
          ? []
          : [{ id: name('subject', trail.subjectRef), type: ['dpv:DataSubject', 'dpv:Customer'] as const }]),
        ...partiesOf(call, name),
        ...events.flatMap(event => [recordNode(event, name), happeningNode(event, name)]),
        ...call.recordings.map(recording => recordingNode(recording, name)),
        ...call.analyses.flatMap(analysis => analysisNodes(analysis, name)),
        ...rows,
        runNode(call, view, name),
        ...obligations,
        ...findings
      ]
    }
  }
