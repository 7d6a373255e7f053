/**
 * What the words of core's actions and findings are called in a text for people.
 */
import type {
  DueAction,
  Finding,
  FindingCode,
  GroundRule,
  Payload,
  Severity,
  TargetKind
} from '@samtykke/core'
import { both, type Bilingual } from './language.ts'

/** How grave a finding is. */
export const severityNames: Readonly<Record<Severity, Bilingual>> = {
  error: both('fejl', 'error'),
  warning: both('advarsel', 'warning'),
  info: both('oplysning', 'note')
}

/** What an action or a finding is about. */
export const targetNames: Readonly<Record<TargetKind, Bilingual>> = {
  recording: both('optagelse', 'recording'),
  analysis: both('stemmeanalyse', 'analysis'),
  'access-request': both('indsigtsanmodning', 'access request'),
  hold: both('sletningsstop', 'hold'),
  proof: both('bevis for samtykke', 'proof of consent')
}

/** The ground of an action. */
export const ruleNames: Readonly<Record<GroundRule, Bilingual>> = {
  'outside-notice': both('uden for oplysningsteksten', 'outside the notice'),
  'no-basis': both('manglende grundlag', 'no basis'),
  objection: both('indsigelse', 'objection'),
  withdrawal: both('tilbagetrækning', 'withdrawal'),
  request: both('anmodning om sletning', 'erasure request'),
  expiry: both('periodens udløb', 'end of the period'),
  answer: both('svar på indsigt', 'answer to access'),
  review: both('gennemgang', 'review')
}

/** What is to be done, as an order. */
export const actionNames: Readonly<Record<DueAction['action'], Bilingual>> = {
  erase: both('slet', 'erase'),
  anonymise: both('anonymisér', 'anonymise'),
  answer: both('besvar', 'answer'),
  review: both('gennemgå', 'review'),
  redact: both('fjern beviset', 'redact')
}

/** Whether its time has come. */
export const statusNames: Readonly<Record<DueAction['status'], Bilingual>> = {
  due: both('forfalden', 'due'),
  scheduled: both('planlagt', 'scheduled'),
  suspended: both('udsat', 'suspended')
}

export const payloadNames: Readonly<Record<Payload['_tag'], Bilingual>> = {
  readable: both('læselige', 'readable'),
  forgotten: both('gjort ulæselige (nøgle destrueret)', 'forgotten (key destroyed)'),
  redacted: both('fjernet efter bevisperioden', 'removed after the proof period'),
  undecodable: both('kan ikke læses (fejl)', 'cannot be read (fault)')
}

/**
 * What is wrong with one thing, in words: what was done late by less than the grace was done within it.
 *
 * @example
 * import { findingName } from '@samtykke/audit/render'
 *
 * assert.equal(findingName({ code: 'done-late', severity: 'error' }).en, 'Done late')
 * assert.equal(findingName({ code: 'done-late', severity: 'info' }).en, 'Done within the grace')
 */
export const findingName = ({ code, severity }: Pick<Finding, 'code' | 'severity'>): Bilingual => {
  if (severity !== 'info')
    return code === 'done-late' ? both('Udført for sent', 'Done late') : findingNames[code]
  if (code === 'done-late') return both('Udført inden for udførelsesfristen', 'Done within the grace')
  return code === 'overdue'
    ? both('Forfalden, inden for udførelsesfristen', 'Due, within the grace')
    : findingNames[code]
}

/** What is wrong, in words. */
export const findingNames: Readonly<Record<FindingCode, Bilingual>> = {
  'recording-without-consent': both('Optaget uden samtykke', 'Recorded without consent'),
  'consent-after-start': both(
    'Samtykket kom efter optagelsens start',
    'Consent came after the recording began'
  ),
  'recording-without-purpose': both('Optaget uden formål', 'Recorded without a purpose'),
  'stale-consent': both('Samtykket er for gammelt', 'The consent is too old'),
  'analysis-without-consent': both('Analyseret uden samtykke', 'Analysed without consent'),
  'analysis-without-purpose': both('Analyseret uden formål', 'Analysed without a purpose'),
  'outbound-analysis': both(
    'Samtale analyseret i strid med regelsættet',
    'A call was analysed that is not to be'
  ),
  'content-feature': both(
    'Andet end stemmens toneområde, tempo og styrke analyseret',
    'More than tone, tempo and loudness analysed'
  ),
  'agent-emotion': both('Medarbejderens stemme analyseret', "The agent's voice was analysed"),
  'region-outside-eea': both('Opbevaret uden for de tilladte lande', 'Stored outside the allowed countries'),
  'used-without-basis': both('Anvendt uden grundlag', 'Used without a basis'),
  overdue: both('Forfalden og ikke udført', 'Due and not done'),
  'done-late': both('Udført efter forfald', 'Done after it was due'),
  'erased-under-hold': both('Slettet trods sletningsstop', 'Erased under a hold'),
  'done-early': both('Slettet, før noget var forfaldent', 'Erased before anything was due'),
  'erased-before-handover': both(
    'Slettet, før kopien var udleveret',
    'Erased before the copy was handed over'
  ),
  'anonymised-not-erased': both('Anonymiseret i stedet for slettet', 'Anonymised where it was to be erased'),
  'outcome-before-target': both('Udført, før det fandtes', 'Done before it existed'),
  'stored-after-erasure': both('Gemt igen efter sletning', 'Stored again after erasure'),
  'answered-late': both('Besvaret for sent', 'Answered too late'),
  'answered-without-copy': both(
    'Besvaret uden kopi og uden begrundelse',
    'Answered without a copy or a reason'
  ),
  'extension-late': both('Forlænget for sent', 'Extended too late'),
  'hold-after-due': both('Sletningsstop iværksat efter fristen', 'Hold placed after the date'),
  'hold-review-overdue': both('Sletningsstop ikke gennemgået til tiden', 'Review of a hold is due'),
  'hold-released-by-one': both('Sletningsstop ophævet med for få godkendelser', 'Hold released by too few'),
  'method-direction-mismatch': both(
    'Samtykkets form passer ikke til samtalens retning',
    'Way of consent does not fit the direction'
  ),
  'consent-evidence-mismatch': both(
    'Samtykke og optagelse angiver forskellige tidspunkter',
    'Consent and recording differ on the time'
  ),
  'unknown-purpose': both('Ukendt formål', 'Unknown purpose'),
  'act-without-effect': both('Handling uden virkning', 'Act without effect'),
  'bundled-consent': both('Flere formål i ét samtykke', 'Several purposes in one consent'),
  'policy-gap': both('Oplysningsteksten har ingen regel for samtalen', 'The notice has no rule'),
  'customer-type-unknown': both('Kundetype ikke oplyst', 'Customer type not known'),
  'customer-type-conflict': both(
    'Kilderne angiver forskellige kundetyper',
    'Sources differ on the customer type'
  ),
  'no-call-end': both('Sluttidspunkt ikke oplyst', 'End of the call not known'),
  'implausible-end': both(
    'Det oplyste sluttidspunkt kan ikke være rigtigt',
    'End of the call cannot be right'
  ),
  'already-anonymised': both('Allerede anonymiseret', 'Already anonymised'),
  'unknown-target': both('Henviser til noget ukendt', 'Points to something unknown'),
  'proof-redacted-early': both('Beviset er fjernet for tidligt', 'Proof redacted too early'),
  'future-event': both('Hændelse med et tidspunkt i fremtiden', 'Event from the future'),
  'duplicate-event': both('Hændelse modtaget mere end én gang', 'Event sent twice'),
  'conflicting-event': both('Modstridende hændelser', 'Conflicting events'),
  'unknown-event-type': both('Ukendt hændelsestype', 'Unknown type of event'),
  'unreadable-event': both('Hændelsen kan ikke læses', 'Event cannot be read'),
  'proof-period-unset': both('Ingen opbevaringsperiode for beviset', 'No period for the proof'),
  'record-incomplete': both('Fortegnelsen er ufuldstændig', 'The record of processing is incomplete')
}
