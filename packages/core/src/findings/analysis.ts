/**
 * Findings about analyses: the notice allows them for inbound calls, with consent, of the voice and not of
 * what is said.
 */
import type { Analysis } from '../analysis.ts'
import type { CallState } from '../call.ts'
import { permitsAnalysis } from '../consent.ts'
import type { Event } from '../event.ts'
import type { View } from '../rules.ts'
import { evidence, type Finding, findingOf } from './finding.ts'

const rightsOverAnalysis = (event: Event): boolean => {
  switch (event.type) {
    case 'consent-withdrawn':
    case 'consent-refused':
      return event.purposes === undefined || event.purposes.includes('voice-analysis')
    case 'analysis-objected':
      return true
    case 'erasure-requested':
      return event.scope !== 'recording'
    default:
      return false
  }
}

const alreadyAnonymised = (call: CallState, analysis: Analysis): ReadonlyArray<Finding> => {
  const outcome = analysis.outcomes[0]
  if (outcome?.type !== 'analysis-anonymised') return []
  const act = call.consentActs.find(({ event, at }) => at > outcome.occurredAt && rightsOverAnalysis(event))
  return act === undefined
    ? []
    : [
        findingOf(call, {
          code: 'already-anonymised',
          about: analysis,
          at: act.at,
          events: evidence(analysis.event, outcome, act.event),
          detail: `anonymised at ${outcome.occurredAt}, so outside the reach of this`
        })
      ]
}

/** Findings about one analysis of an open call. */
export const analysisFindings = (
  { rules }: View,
  call: CallState,
  analysis: Analysis
): ReadonlyArray<Finding> => {
  const { event, start, consent } = analysis
  const findings: Array<Finding> = []
  if (!permitsAnalysis(consent)) {
    findings.push(
      findingOf(call, {
        code: 'analysis-without-consent',
        about: analysis,
        at: start,
        events: [event.id],
        detail: 'produced without consent to recording and voice analysis'
      })
    )
  }
  if (event.direction === 'outbound') {
    findings.push(
      findingOf(call, {
        code: 'outbound-analysis',
        about: analysis,
        at: start,
        events: [event.id],
        detail: 'the notice has voice analysis for calls to customer service only'
      })
    )
  }
  const others = event.features.filter(feature => !rules.allowedFeatures.has(feature))
  if (others.length > 0) {
    findings.push(
      findingOf(call, {
        code: 'content-feature',
        about: analysis,
        at: start,
        events: [event.id],
        detail: `${others.length} of the features are not among those the notice names`
      })
    )
  }
  if (event.subjects.includes('agent')) {
    findings.push(
      findingOf(call, {
        code: 'agent-emotion',
        about: analysis,
        at: start,
        events: [event.id],
        detail: "the agent's voice is analysed: AI Act art. 5(1)(f) forbids inferring emotions at work"
      })
    )
  }
  return [...findings, ...alreadyAnonymised(call, analysis)]
}
