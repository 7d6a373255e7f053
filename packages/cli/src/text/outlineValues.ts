/**
 * What the codes under the members of documents are called on a terminal in Danish.
 */
import {
  actionNames,
  cite,
  durationInWords,
  findingName,
  findingNames,
  periodInWords,
  purposeName,
  ruleNames,
  severityNames,
  statusNames,
  targetNames
} from '@samtykke/audit/render'
import { Duration, durationMilliseconds, type FindingCode, Period, type Severity } from '@samtykke/core'
import { detailText, purposePhrases } from './findingPhrases.ts'
import { type Bilingual, language } from './language.ts'
import { translator } from './phrase.ts'
import { policyMemberText } from './policyMemberText.ts'

/** What a code is called, where one of these names it. */
export const known = (names: Readonly<Record<string, Bilingual>>, code: string): string | undefined =>
  Object.hasOwn(names, code) ? names[code]?.da : undefined

/** A purpose of the notice, or undefined of a company's own, which has its own name. */
export const noticePurpose = (name: string): string | undefined => {
  const { da, en } = purposeName(name)
  return da === en ? undefined : da
}

const kinds: Readonly<Record<string, string>> = {
  report: 'rapport',
  art30: 'fortegnelse over behandlingsaktiviteter'
}

/** The states of a basis over time. */
const states: Readonly<Record<string, string>> = {
  'relied-on': 'grundlaget består',
  overdue: 'grundlaget består, men perioden er udløbet',
  held: 'sletningsstop',
  ended: 'perioden for formålet er udløbet, opbevares til andre formål',
  'no-basis': 'intet grundlag',
  unknown: 'kan ikke læses'
}

/** The activities of the record of processing, by purpose where they are many. */
const activityOf = translator([
  ['recording', 'optagelse'],
  ['proof-of-consent', 'bevis for samtykke'],
  ['access-requests', 'indsigtsanmodninger'],
  ['holds', 'sletningsstop'],
  ['storage-and-use-{…}', 'opbevaring og brug: {…}'],
  ...purposePhrases,
  ['voice-analysis-{…}', 'stemmeanalyse: {…}']
])

/** The members that stand in the same line or block. */
type Beside = Readonly<Record<string, unknown>>

/** How grave a finding is, or all of those that are counted. */
const severityOf = ({ severity, bySeverity }: Beside): string | undefined => {
  if (typeof severity === 'string') return severity
  const found = Object.entries(bySeverity ?? {}).flatMap(([each, count]) => (count === 0 ? [] : [each]))
  return found.length === 1 ? found[0] : undefined
}

const findingText = (code: string, beside: Beside): string | undefined => {
  const severity = severityOf(beside)
  return severity !== undefined && Object.hasOwn(findingNames, code)
    ? findingName({ code: code as FindingCode, severity: severity as Severity }).da
    : known(findingNames, code)
}

const ofGdpr = 'GDPR art. '

const wordsOf: Readonly<Record<string, (code: string, beside: Beside) => string | undefined>> = {
  kind: code => kinds[code],
  activity: activityOf,
  code: findingText,
  severity: code => known(severityNames, code),
  target: code => known(targetNames, code),
  action: code => known(actionNames, code),
  status: code => known(statusNames, code),
  // A period of the record of processing is by a rule of the policy, or by what is done.
  rule: code => known(ruleNames, code) ?? known(actionNames, code),
  state: code => states[code],
  purpose: code => (code === 'any' ? 'uanset formål' : noticePurpose(code)),
  purposes: noticePurpose,
  interestsWithoutAssessment: noticePurpose,
  legalBases: article => cite('da', article),
  source: text => (text.startsWith(ofGdpr) ? cite('da', text.slice(ofGdpr.length)) : undefined),
  policyMissing: policyMemberText,
  missing: policyMemberText,
  notStatedByThePolicy: policyMemberText,
  detail: detail => detailText({ detail }).da
}

/** A text under a member: a code by its name, anything else as it stands. */
export const danishValue = (member: string, value: string, beside: Beside = {}): string =>
  wordsOf[member]?.(value, beside) ?? value

/** What is a form for programs, in words of the language of the run. */
const inWords = (member: string, value: string): string | undefined => {
  if (member === 'period' && Period.is(value)) return periodInWords(language(), value)
  return member === 'executionGrace' && Duration.is(value)
    ? durationInWords(language(), durationMilliseconds(value) / 1000)
    : undefined
}

/** A text under a member, in the language of the run; in English a code stands as it is. */
export const valueText = (member: string, value: string, beside: Beside): string =>
  inWords(member, value) ?? (language() === 'da' ? danishValue(member, value, beside) : value)

const instants = new Set<string>([
  ...['asOf', 'knownAt', 'since', 'at', 'startedAt', 'effectiveFrom'],
  ...['from', 'to', 'until', 'dueAt']
])

/** Whether it is an instant, or a sentence with instants, that stands under a member. */
export const hasInstants = (member: string): boolean => instants.has(member) || member === 'detail'
