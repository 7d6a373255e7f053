/**
 * What a changed policy would do to the same events: a dry run that writes nothing.
 */
import {
  type Analysis,
  callState,
  type DueAction,
  dueActions,
  expiryOf,
  findings as findingsOf,
  type Fit,
  type GroundRule,
  type Instant,
  ordText,
  type Recording,
  type Rules,
  type TargetKind,
  versionName,
  type View
} from '@samtykke/core'
import {
  addCounts,
  type Counts,
  count,
  keepFirst,
  type Section,
  type AssessedCall,
  under
} from './section.ts'
import { countDifference, type FindingDifference, findingDifference } from './findingDifference.ts'

/** An action whose date the other policy moves. */
export interface Moved {
  readonly callId: string
  readonly target: TargetKind
  readonly targetId: string
  readonly rule: GroundRule
  readonly from: Instant
  readonly to: Instant
}

/** What moves in one direction. */
export interface Movement {
  readonly count: number
  readonly byRule: Readonly<Record<string, number>>
  /** By each purpose for which what moves is kept, under the one policy or the other. */
  readonly byPurpose: Readonly<Record<string, number>>
  /** By the local month of the new date. */
  readonly byMonth: Readonly<Record<string, number>>
  /** The first by the new date, at most 500. */
  readonly first: ReadonlyArray<Moved>
}

/** The other policy against the present one. */
export interface WhatIf extends FindingDifference {
  readonly policy: { readonly policy: string; readonly latestVersion: string }
  readonly newlyDue: Movement
  readonly earlier: Movement
  readonly later: Movement
  /** Kept longer by the text of its latest version, and yet not later: a later version only shortens. */
  readonly laterInTextOnly: Movement
}

const most = 500
const kinds = ['newlyDue', 'earlier', 'later', 'laterInTextOnly'] as const
type Kind = (typeof kinds)[number]

interface State {
  readonly counts: Counts
  readonly first: Record<Kind, Array<Moved>>
}

const byNewDate = (a: Moved, b: Moved): number =>
  ordText.compare(a.to, b.to) ||
  ordText.compare(a.callId, b.callId) ||
  ordText.compare(a.target, b.target) ||
  ordText.compare(a.targetId, b.targetId)

/** The purposes for which the target itself is kept: of a recording not those of its analysis. */
const purposesOf = ({ inForce }: Rules, { target, legalBasis }: DueAction): ReadonlyArray<string> =>
  (legalBasis?.purposes ?? []).filter(purpose =>
    inForce.some(
      ({ purposes: { setOf, ofAnalyses, ofRecordings } }) =>
        (setOf(purpose) & (target === 'analysis' ? ofAnalyses : ofRecordings)) !== 0
    )
  )

const keyOf = ({ target, targetId }: DueAction): string => `${target} ${targetId}`

/** Whether the latest version's own period, if it alone counted, would end later. */
const isLaterInText = (rules: Rules, { call }: AssessedCall, action: DueAction): boolean => {
  if (action.rule !== 'expiry') return false
  const latest = rules.inForce[rules.inForce.length - 1]!
  const lastEnd = (kept: Recording | Analysis, { schedules, otherwise }: Fit): Instant => {
    const names = kept.purposes.namesIn(kept.keptFor || kept.matching)
    const set = names.reduce((all, purpose) => all | latest.purposes.setOf(purpose), 0)
    const own = schedules.filter(({ purposes }) => (purposes & set) !== 0)
    const ends = (own.length === 0 ? [otherwise] : own).map(each => expiryOf(rules, kept.anchor, each).dueAt)
    return ends.sort(ordText.compare)[ends.length - 1] ?? action.dueAt
  }
  const isIt = ({ targetId }: Recording | Analysis): boolean => targetId === action.targetId
  if (action.target === 'recording') {
    const recording = call.recordings.find(isIt)
    return recording !== undefined && lastEnd(recording, latest.recordings(recording.match)) > action.dueAt
  }
  const analysis = action.target === 'analysis' ? call.analyses.find(isIt) : undefined
  return analysis !== undefined && lastEnd(analysis, latest.analyses(analysis.event.direction)) > action.dueAt
}

/** An action under the other policy, and under the present one with its rules. */
interface UnderBoth {
  readonly action: DueAction
  readonly before: DueAction
  readonly present: Rules
}

/** Compares the present policy with another on the same events. */
export const whatIfSection = (rules: Rules): Section<State, WhatIf> => {
  const move = (state: State, kind: Kind, { action, before, present }: UnderBoth): void => {
    const { callId, target, targetId, rule, dueAt } = action
    count(state.counts, `${kind} all`)
    count(state.counts, `${kind} rule ${rule}`)
    count(state.counts, `${kind} month ${rules.calendar.localDate(dueAt).slice(0, 7)}`)
    for (const purpose of new Set([...purposesOf(present, before), ...purposesOf(rules, action)]))
      count(state.counts, `${kind} purpose ${purpose}`)
    const moved = { callId, target, targetId, rule, from: before.dueAt, to: dueAt }
    keepFirst(state.first[kind], moved, most, byNewDate)
  }

  const addActions = (state: State, assessed: AssessedCall, others: ReadonlyArray<DueAction>): void => {
    const present = new Map(assessed.actions.map(action => [keyOf(action), action]))
    for (const action of others) {
      const before = present.get(keyOf(action))
      if (before === undefined) continue
      const moved = (kind: Kind): void => move(state, kind, { action, before, present: assessed.view.rules })
      if (action.status === 'due' && before.status !== 'due') moved('newlyDue')
      if (action.dueAt < before.dueAt) moved('earlier')
      else if (action.dueAt > before.dueAt) moved('later')
      else if (isLaterInText(rules, assessed, action)) moved('laterInTextOnly')
    }
  }

  const movementOf = ({ counts, first }: State, kind: Kind): Movement => ({
    count: counts[`${kind} all`] ?? 0,
    byRule: under(counts, `${kind} rule `),
    byPurpose: under(counts, `${kind} purpose `),
    byMonth: under(counts, `${kind} month `),
    first: first[kind]
  })

  return {
    empty: () => ({ counts: {}, first: { newlyDue: [], earlier: [], later: [], laterInTextOnly: [] } }),
    add: (state, assessed) => {
      const view: View = { ...assessed.view, rules }
      const call = callState(view)(assessed.history)
      addActions(state, assessed, dueActions(view)(call))
      countDifference(state.counts, assessed.findings, findingsOf(view)(call))
    },
    merge: (into, from) => {
      addCounts(into.counts, from.counts)
      for (const kind of kinds) {
        for (const moved of from.first[kind]) keepFirst(into.first[kind], moved, most, byNewDate)
      }
    },
    result: state => ({
      policy: {
        policy: rules.policy.policy,
        latestVersion: versionName(rules, rules.versions[rules.versions.length - 1]!)
      },
      newlyDue: movementOf(state, 'newlyDue'),
      earlier: movementOf(state, 'earlier'),
      later: movementOf(state, 'later'),
      laterInTextOnly: movementOf(state, 'laterInTextOnly'),
      ...findingDifference(state.counts)
    })
  }
}
