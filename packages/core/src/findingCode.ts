/**
 * The kinds of findings, and how bad each is.
 *
 * @see contract, section 4; policies, section 3
 */

/** The severity of each code, where the policy names no other. */
export const severityOf = {
  'recording-without-consent': 'error',
  'recording-without-purpose': 'error',
  'consent-after-start': 'error',
  'stale-consent': 'warning',
  'analysis-without-consent': 'error',
  'analysis-without-purpose': 'error',
  'outbound-analysis': 'error',
  'content-feature': 'error',
  'agent-emotion': 'warning',
  'region-outside-eea': 'error',
  'used-without-basis': 'error',
  overdue: 'error',
  'done-late': 'error',
  'erased-under-hold': 'error',
  'done-early': 'warning',
  'erased-before-handover': 'error',
  'anonymised-not-erased': 'error',
  'outcome-before-target': 'error',
  'stored-after-erasure': 'error',
  'answered-late': 'error',
  'answered-without-copy': 'error',
  'extension-late': 'warning',
  'hold-after-due': 'warning',
  'hold-review-overdue': 'warning',
  'hold-released-by-one': 'warning',
  'method-direction-mismatch': 'warning',
  'consent-evidence-mismatch': 'warning',
  'unknown-purpose': 'warning',
  'act-without-effect': 'warning',
  'bundled-consent': 'info',
  'policy-gap': 'warning',
  'customer-type-unknown': 'warning',
  'customer-type-conflict': 'warning',
  'no-call-end': 'info',
  'implausible-end': 'warning',
  'already-anonymised': 'info',
  'unknown-target': 'warning',
  'proof-redacted-early': 'error',
  'future-event': 'warning',
  'duplicate-event': 'info',
  'conflicting-event': 'error',
  'unknown-event-type': 'warning',
  'unreadable-event': 'error',
  'proof-period-unset': 'warning',
  'record-incomplete': 'warning'
} as const

/** What kind of thing is wrong. */
export type FindingCode = keyof typeof severityOf

/** How bad something can be, least first. */
export const severities = ['info', 'warning', 'error'] as const

/** How bad it is. */
export type Severity = (typeof severities)[number]

/** All codes, in the order of the contract. */
export const findingCodes: ReadonlyArray<FindingCode> = Object.keys(severityOf) as ReadonlyArray<FindingCode>
