/**
 * Findings about analyses: for which calls and purposes the policy has them, of the voice and not of what is said.
 */
import type { Analysis } from '../analysis.ts'
import type { CallState } from '../call.ts'
import { decidingActs } from '../decidingActs.ts'
import { noPurposes } from '../purposeSet.ts'
import type { View } from '../rules.ts'
import { none } from '../select.ts'
import { evidence, type Finding, findingOf } from './finding.ts'

/** An act that came after the analysis was anonymised, and so no longer reached it. */
export const alreadyAnonymised = (call: CallState, analysis: Analysis): ReadonlyArray<Finding> => {
  const outcome = analysis.outcomes[0]
  if (outcome?.type !== 'analysis-anonymised') return none
  const anonymisedAt = outcome.occurredAt
  const act = decidingActs(analysis.allActs, anonymisedAt).find(
    ({ at, takesFromAnalysis }) => at > anonymisedAt && (takesFromAnalysis & analysis.matching) !== noPurposes
  )
  return act === undefined
    ? none
    : [
        findingOf(call, {
          code: 'already-anonymised',
          about: analysis,
          at: act.at,
          events: evidence(analysis.event, outcome, act.event),
          detail: `anonymised at ${anonymisedAt}, so outside the reach of this`
        })
      ]
}

/** Findings about one analysis of an open call. */
export const analysisFindings = (
  { rules }: View,
  call: CallState,
  analysis: Analysis
): ReadonlyArray<Finding> => {
  const { event, start } = analysis
  const findings: Array<Finding> = []
  if (analysis.keptFor === noPurposes) {
    const asked = (analysis.matching & analysis.purposes.onConsent) !== noPurposes
    findings.push(
      findingOf(call, {
        code: asked ? 'analysis-without-consent' : 'analysis-without-purpose',
        about: analysis,
        at: start,
        events: [event.id],
        detail: asked
          ? 'produced without consent, or without a purpose of recordings that it needs'
          : 'produced where no purpose of the policy stood for which it may be'
      })
    )
  }
  if (analysis.outsideNotice) {
    findings.push(
      findingOf(call, {
        code: 'outbound-analysis',
        about: analysis,
        at: start,
        events: [event.id],
        detail: `the policy has no voice analysis for ${event.direction} calls`
      })
    )
  }
  if (event.region !== undefined && !rules.allowedRegions.has(event.region)) {
    findings.push(
      findingOf(call, {
        code: 'region-outside-eea',
        about: analysis,
        at: start,
        events: [event.id],
        detail: `stored in ${event.region}`
      })
    )
  }
  let others = 0
  for (const feature of event.features) if (!rules.allowedFeatures.has(feature)) others++
  if (others > 0) {
    findings.push(
      findingOf(call, {
        code: 'content-feature',
        about: analysis,
        at: start,
        events: [event.id],
        detail: `${others} of the features are not among those the notice names`
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
  return findings
}
