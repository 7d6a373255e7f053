/**
 * One version of a policy: for which purposes calls are recorded and analysed, on which legal bases, and for how long.
 *
 * @see policies, section 2
 */
import type * as t from 'io-ts'
import { Type } from './codec.ts'
import { Identifier, Name } from './identifier.ts'
import { Instant } from './instant.ts'
import { LegalBasis } from './legalBasis.ts'
import { nonEmptyList, oneOf, oneOrMore, Text, TextByLanguage } from './member.ts'
import { Period } from './period.ts'
import { Purpose } from './purpose.ts'
import { closedStruct } from './struct.ts'

const Bases = nonEmptyList('a list of legal bases (6(1)(a) to 6(1)(f)), not empty', LegalBasis)
const Purposes = nonEmptyList('a list of purposes, not empty', Purpose)
const Direction = oneOf('inbound', 'outbound')

/** What of a call a purpose or a rule is for; what is absent matches all. */
const conditions = {
  direction: oneOrMore('inbound, outbound or a list of them, not empty', Direction),
  line: oneOrMore('a line or a list of lines, not empty', Name),
  customerType: oneOrMore('private, business or a list of them, not empty', oneOf('private', 'business'))
}

const StatedPurpose = closedStruct(
  'a purpose { purpose, of, basis }',
  { purpose: Purpose, of: oneOf('recording', 'analysis'), basis: LegalBasis },
  {
    declared: Bases,
    when: closedStruct('a condition { direction, line, customerType }', {}, conditions),
    requires: oneOf('recording', 'nothing'),
    text: TextByLanguage,
    source: Text
  }
)

const RecordingRule = closedStruct(
  'a rule of retention for recordings',
  { rule: Identifier, keep: Period, source: Text },
  { ...conditions, purposes: Purposes }
)

const AnalysisRule = closedStruct(
  'a rule of retention for analyses',
  { keep: Period, then: oneOf('anonymise', 'erase'), source: Text },
  { direction: conditions.direction, purposes: Purposes }
)

const AnalysisRules = nonEmptyList('a list of rules for analyses, not empty', AnalysisRule)

const OneOrMoreAnalysisRules = new Type<AnalysisRule | ReadonlyArray<AnalysisRule>, unknown>(
  'a rule of retention for analyses, or a list of them',
  (u): u is AnalysisRule | ReadonlyArray<AnalysisRule> => AnalysisRule.is(u) || AnalysisRules.is(u),
  (u, context) => (Array.isArray(u) ? AnalysisRules.validate(u, context) : AnalysisRule.validate(u, context)),
  a => a
)

export const PolicyVersion = closedStruct(
  'a version of the policy',
  {
    version: Identifier,
    effectiveFrom: Instant,
    recordings: nonEmptyList('a list of rules for recordings, not empty', RecordingRule),
    analyses: OneOrMoreAnalysisRules
  },
  {
    bases: closedStruct('declared bases { recording, analysis }', { recording: Bases, analysis: Bases }, {}),
    purposes: nonEmptyList('a list of purposes, not empty', StatedPurpose),
    analysisDirections: nonEmptyList('a list of directions, not empty', Direction)
  }
)

/** A rule of retention for recordings. */
export type RecordingRule = t.TypeOf<typeof RecordingRule>
/** A rule of retention for analyses. */
export type AnalysisRule = t.TypeOf<typeof AnalysisRule>
/** One version of a policy, in force from an instant. */
export type PolicyVersion = t.TypeOf<typeof PolicyVersion>
/** What of a call a purpose is for. */
export type Condition = NonNullable<t.TypeOf<typeof StatedPurpose>['when']>
