/**
 * Acts that give or take what a purpose rests on, as sets of the purposes of one version of a policy.
 *
 * @see contract, section 2; policies, section 3; GDPR art. 7, 17(1), 21(1)
 */
import type { Event } from './event.ts'
import type { ActEvent, EventsByType } from './eventsByType.ts'
import type { Instant } from './instant.ts'
import { noPurposes, type Purposes, type PurposeSet, purposeSet } from './purposeSet.ts'
import type { Rules, VersionRules } from './rules.ts'
import { mapped, none } from './select.ts'

/** What kind of act takes: withdrawing and refusing, objecting, or asking for erasure. */
export type TakingKind = 'withdrawal' | 'objection' | 'request'

/** An act that gives or takes. */
export interface ConsentAct {
  readonly event: Event
  readonly at: Instant
  /** What it adds to consent. */
  readonly gives: PurposeSet
  /** What it removes from consent. */
  readonly takes: PurposeSet
  /** `undefined` of a grant. */
  readonly kind: TakingKind | undefined
  /** What it takes from a recording, by the bases on which purposes rest. */
  readonly takesFromRecording: PurposeSet
  /** What it takes from an analysis. */
  readonly takesFromAnalysis: PurposeSet
}

/** What it takes from a recording, or from an analysis. */
export const takesFrom = (
  act: Pick<ConsentAct, 'takesFromRecording' | 'takesFromAnalysis'>,
  from: 'takesFromRecording' | 'takesFromAnalysis'
): PurposeSet => (from === 'takesFromRecording' ? act.takesFromRecording : act.takesFromAnalysis)

const given = (event: Event, gives: PurposeSet): ConsentAct => ({
  event,
  at: event.occurredAt,
  gives,
  takes: noPurposes,
  kind: undefined,
  takesFromRecording: noPurposes,
  takesFromAnalysis: noPurposes
})

type Takes = Pick<ConsentAct, 'takes' | 'takesFromRecording' | 'takesFromAnalysis'>

const taking = (
  event: Event,
  kind: TakingKind,
  { takes, takesFromRecording, takesFromAnalysis }: Takes
): ConsentAct => ({
  event,
  at: event.occurredAt,
  gives: noPurposes,
  takes,
  kind,
  takesFromRecording,
  takesFromAnalysis
})

const fromBoth = (takes: PurposeSet, basedOn: PurposeSet): Takes => ({
  takes,
  takesFromRecording: basedOn,
  takesFromAnalysis: basedOn
})

const inScope = { recording: 'ofRecordings', analysis: 'ofAnalyses' } as const

const actOf = (purposes: Purposes, event: ActEvent): ConsentAct => {
  const { onConsent, objectable } = purposes
  switch (event.type) {
    case 'consent-given':
      return given(event, purposeSet(purposes, event.purposes))
    case 'consent-refused':
    case 'consent-withdrawn': {
      const names = event.purposes
      const named = names === undefined ? purposes.all : purposeSet(purposes, names)
      const takes = named & onConsent
      return taking(event, 'withdrawal', fromBoth(named, takes))
    }
    case 'analysis-objected':
      return taking(event, 'objection', {
        takes: purposes.ofAnalyses,
        takesFromRecording: noPurposes,
        takesFromAnalysis: onConsent | objectable
      })
    case 'processing-objected': {
      const names = event.purposes
      if (names === undefined) return taking(event, 'objection', fromBoth(noPurposes, objectable))
      const named = purposeSet(purposes, names)
      const takes = named & (onConsent | objectable)
      return taking(event, 'objection', fromBoth(named, takes))
    }
    case 'erasure-requested': {
      const { scope } = event
      const takes = onConsent | objectable
      return taking(event, 'request', {
        takes: scope === 'all' ? purposes.all : purposes[inScope[scope]],
        takesFromRecording: scope === 'analysis' ? noPurposes : takes,
        takesFromAnalysis: scope === 'recording' ? noPurposes : takes
      })
    }
  }
}

/** The acts of a call, as sets of the purposes of the version in force at the instant that is asked about. */
export type ActsUnder = (version: VersionRules) => ReadonlyArray<ConsentAct>

const noActs = () => none

/** The acts among events, made once for each version that is asked for. */
export const actsUnderEach = (rules: Rules, { acts }: EventsByType): ActsUnder => {
  if (acts.length === 0) return noActs
  const made: Array<ReadonlyArray<ConsentAct> | undefined> = []
  return version => {
    const index = rules.inForce.length === 1 ? 0 : rules.inForce.indexOf(version)
    return (made[index] ??= mapped(acts, event => actOf(version.purposes, event)))
  }
}
