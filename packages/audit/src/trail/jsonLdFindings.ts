/**
 * Findings as JSON-LD, with the article that each is about.
 */
import type { Finding, FindingCode } from '@samtykke/core'
import type { Namer } from '../render/jsonld/iri.ts'
import type { Node } from '../render/jsonld/vocabulary.ts'
import { namedTarget } from './jsonLdObligations.ts'

const articles: Readonly<Record<FindingCode, string>> = {
  'recording-without-consent': '6(1)(a)',
  'consent-after-start': '6(1)(a)',
  'recording-without-purpose': '5(1)(b)',
  'stale-consent': '7(1)',
  'analysis-without-consent': '6(1)(a)',
  'analysis-without-purpose': '5(1)(b)',
  'outbound-analysis': '5(1)(a)',
  'content-feature': '5(1)(c)',
  'agent-emotion': 'AI Act 5(1)(f)',
  'region-outside-eea': '44',
  'used-without-basis': '6(1)',
  overdue: '5(1)(e)',
  'done-late': '5(1)(e)',
  'erased-under-hold': '17(3)(e)',
  'done-early': '5(1)(f)',
  'erased-before-handover': '15(3)',
  'anonymised-not-erased': '17(1)',
  'outcome-before-target': '5(1)(d)',
  'stored-after-erasure': '17(1)',
  'answered-late': '12(3)',
  'answered-without-copy': '15(3)',
  'extension-late': '12(3)',
  'hold-after-due': '17(3)(e)',
  'hold-review-overdue': '17(3)(e)',
  'hold-released-by-one': '5(2)',
  'method-direction-mismatch': '7(1)',
  'consent-evidence-mismatch': '7(1)',
  'unknown-purpose': '5(1)(b)',
  'act-without-effect': '5(1)(d)',
  'bundled-consent': '7(2)',
  'policy-gap': '5(1)(e)',
  'customer-type-unknown': '5(1)(d)',
  'customer-type-conflict': '5(1)(d)',
  'no-call-end': '5(1)(d)',
  'implausible-end': '5(1)(d)',
  'already-anonymised': '4(1)',
  'unknown-target': '5(1)(d)',
  'proof-redacted-early': '7(1)',
  'future-event': '5(1)(d)',
  'duplicate-event': '5(1)(d)',
  'conflicting-event': '5(1)(d)',
  'unknown-event-type': '5(2)',
  'unreadable-event': '5(2)',
  'proof-period-unset': '5(1)(e)',
  'record-incomplete': '30(1)'
}

/** The article; what is overdue of a request for access is about the time for its answer. */
const articleOfFinding = ({ code, target }: Pick<Finding, 'code' | 'target'>): string =>
  code === 'overdue' && target === 'access-request' ? '12(3)' : articles[code]

/** A finding as an entity that was derived from records. */
export const findingNode = (finding: Finding, id: string, name: Namer): Node => ({
  id,
  type: ['sam:Finding', 'prov:Entity'],
  title: finding.code,
  severity: finding.severity,
  description: finding.detail,
  created: finding.at,
  ...(finding.target !== undefined &&
    finding.targetId !== undefined && { target: name(namedTarget[finding.target], finding.targetId) }),
  article: articleOfFinding(finding),
  wasDerivedFrom: finding.events.map(event => name('event', event))
})
