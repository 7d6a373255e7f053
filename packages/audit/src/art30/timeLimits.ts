/**
 * How long the data of an activity are kept, by the rules of the policy.
 *
 * @see GDPR art. 30(1)(f)
 */
import {
  analysisRules,
  type DeclaredPurpose,
  type Period,
  type PolicyVersion,
  type Purpose
} from '@samtykke/core'
import { type Bilingual, both } from '../render/text/language.ts'

/** A time limit, with the rule that sets it. */
export interface TimeLimit {
  /** An ISO 8601 period; `null`: the policy does not state one. */
  readonly period: string | null
  /** The rule's id, where it has one. */
  readonly rule: string | null
  /** From when it runs. */
  readonly anchor: Bilingual
  readonly source: string | null
}

/** What a period runs from. */
export const anchor = {
  call: both(
    'samtalens afslutning; er den ukendt, da dens begyndelse',
    'the end of the call; where that is unknown, its start'
  ),
  analysis: both('det tidspunkt, hvor stemmeanalysen blev foretaget', 'the making of the analysis'),
  erasure: both(
    'sletningen af det sidste, som beviset angår',
    'the erasure of the last thing that the proof is about'
  ),
  receipt: both('modtagelsen af anmodningen', 'receipt of the request'),
  release: both('ophævelsen af sletningsstoppet', 'the release of the hold')
}

interface RetentionRule {
  readonly keep: Period
  readonly source: string
  readonly purposes?: ReadonlyArray<Purpose>
}

/** The rules for purposes; where a purpose has none of its own, all of its kind, of which the shortest applies. */
const rulesFor = <R extends RetentionRule>(
  rules: ReadonlyArray<R>,
  about: ReadonlyArray<DeclaredPurpose>
): ReadonlyArray<R> => {
  const own = rules.filter(
    ({ purposes }) => purposes === undefined || about.some(({ purpose }) => purposes.includes(purpose))
  )
  return own.length === 0 ? rules : own
}

export const recordingLimits = (
  { recordings }: PolicyVersion,
  about: ReadonlyArray<DeclaredPurpose>
): ReadonlyArray<TimeLimit> =>
  rulesFor(recordings, about).map(({ keep, rule, source }) => ({
    period: keep,
    rule,
    anchor: anchor.call,
    source
  }))

export const analysisLimits = (
  version: PolicyVersion,
  about: ReadonlyArray<DeclaredPurpose>
): ReadonlyArray<TimeLimit> =>
  rulesFor(analysisRules(version), about).map(({ keep, then, source }) => ({
    period: keep,
    rule: then,
    anchor: anchor.analysis,
    source
  }))
