/**
 * What falls if consents are held invalid: a dry run by the rules themselves, as if those consents had given nothing.
 *
 * @see GDPR art. 5(2), 7(1), 17(1)(d)
 */
import {
  type Analysis,
  type CallState,
  callState,
  type DueAction,
  dueActions,
  findings as findingsOf,
  type Instant,
  ordText,
  type Purpose,
  type Recording,
  subjectOf
} from '@samtykke/core'
import { firstAbout, keptAbout } from '../basis/aboutTarget.ts'
import { type ChallengedConsents, isChallenged, isConsent, withoutEffectOf } from './challengedConsents.ts'
import { countDifference, type FindingDifference, findingDifference } from './findingDifference.ts'
import { addCounts, type AssessedCall, type Counts, count, keepFirst, type Section } from './section.ts'

/** A recording or an analysis of which a purpose falls. */
export interface Fallen {
  readonly callId: string
  readonly target: 'recording' | 'analysis'
  readonly targetId: string
  /** From when the purposes that fall have no basis: from its start. */
  readonly since: Instant
  readonly purposes: ReadonlyArray<Purpose>
  /** For which it may be kept all the same. */
  readonly left: ReadonlyArray<Purpose>
  /** `gone`: erased or anonymised by now. */
  readonly status: DueAction['status'] | 'gone'
  /** When it would be due; not stated of what is gone. */
  readonly dueAt?: Instant
  /** Due now, and not due as the consents stand. */
  readonly newlyDue: boolean
}

/** How many of a kind fall, and what would become of them. */
export interface FallenCounts {
  /** Without any basis, from their start. */
  readonly withoutBasis: number
  /** Kept for fewer purposes. */
  readonly fewerPurposes: number
  /** Of both: due now, and not as the consents stand. */
  readonly newlyDue: number
  /** Of both: erased or anonymised by now. */
  readonly gone: number
}

/** Whom and what it concerns that a purpose falls. */
export interface FallenFor {
  readonly calls: number
  /** With a reference. */
  readonly subjects: number
  readonly recordings: number
  readonly analyses: number
}

/** What falls with the consents that are held invalid. */
export interface IfInvalid extends FindingDifference {
  readonly consents: ChallengedConsents
  readonly consentsMeant: number
  readonly consentsInAll: number
  /** Of which something falls. */
  readonly calls: number
  /** Of those calls, with a reference. */
  readonly subjects: number
  readonly callsWithoutReference: number
  readonly recordings: FallenCounts
  readonly analyses: FallenCounts
  readonly byPurpose: Readonly<Record<Purpose, FallenFor>>
  /** The first by their start, at most 500. */
  readonly first: ReadonlyArray<Fallen>
}

interface State {
  readonly counts: Counts
  /** Of all purposes under the empty name, and of each. */
  readonly subjects: Record<string, Set<string>>
  readonly first: Array<Fallen>
}

const most = 500
const all = ''

const byStart = (a: Fallen, b: Fallen): number =>
  ordText.compare(a.since, b.since) ||
  ordText.compare(a.callId, b.callId) ||
  ordText.compare(a.target, b.target) ||
  ordText.compare(a.targetId, b.targetId)

type Kept = Recording | Analysis

const keptIn = ({ recordings, analyses }: CallState): ReadonlyArray<Kept> => [...recordings, ...analyses]

const fallenOf = (
  { call, actions }: AssessedCall,
  other: CallState,
  otherActions: ReadonlyArray<DueAction>
): ReadonlyArray<Fallen> => {
  const [actionOf, otherActionOf] = [firstAbout(actions), firstAbout(otherActions)]
  return keptIn(call).flatMap(kept => {
    const without = keptAbout(other, kept)
    const fallen = kept.keptFor & ~(without?.keptFor ?? kept.keptFor)
    if (without === undefined || fallen === 0) return []
    const action = otherActionOf(kept)
    return [
      {
        callId: call.callId,
        target: kept.target,
        targetId: kept.targetId,
        since: kept.start,
        purposes: kept.purposes.namesIn(fallen),
        left: kept.purposes.namesIn(without.keptFor),
        status: action?.status ?? 'gone',
        ...(action !== undefined && { dueAt: action.dueAt }),
        newlyDue: action?.status === 'due' && actionOf(kept)?.status !== 'due'
      }
    ]
  })
}

const addFallen = (state: State, { call }: AssessedCall, fallen: ReadonlyArray<Fallen>): void => {
  const { counts } = state
  const subjects = new Set(call.facts.events.flatMap(event => subjectOf(event) ?? []))
  const purposes = new Set([all, ...fallen.flatMap(each => each.purposes)])
  for (const purpose of purposes) {
    count(counts, `calls ${purpose}`)
    const known = (state.subjects[purpose] ??= new Set())
    for (const subject of subjects) known.add(subject)
  }
  if (subjects.size === 0) count(counts, 'calls without reference')
  for (const each of fallen) {
    const { target } = each
    count(counts, `${target} ${each.left.length === 0 ? 'withoutBasis' : 'fewerPurposes'}`)
    if (each.newlyDue) count(counts, `${target} newlyDue`)
    if (each.status === 'gone') count(counts, `${target} gone`)
    for (const purpose of each.purposes) count(counts, `${target} for ${purpose}`)
    keepFirst(state.first, each, most, byStart)
  }
}

const countsOf = (counts: Counts, target: Fallen['target']): FallenCounts => ({
  withoutBasis: counts[`${target} withoutBasis`] ?? 0,
  fewerPurposes: counts[`${target} fewerPurposes`] ?? 0,
  newlyDue: counts[`${target} newlyDue`] ?? 0,
  gone: counts[`${target} gone`] ?? 0
})

/** Compares the calls with what they were if the consents that are challenged had given nothing. */
export const ifInvalidSection = (consents: ChallengedConsents): Section<State, IfInvalid> => ({
  empty: () => ({ counts: {}, subjects: {}, first: [] }),
  add: (state, assessed) => {
    const { view, history, call } = assessed
    const given = call.facts.events.filter(isConsent)
    const meant = given.filter(isChallenged(consents))
    count(state.counts, 'consents', given.length)
    if (meant.length === 0) return
    count(state.counts, 'meant', meant.length)
    const other = callState(view)(withoutEffectOf(history, meant))
    const fallen = fallenOf(assessed, other, dueActions(view)(other))
    if (fallen.length > 0) addFallen(state, assessed, fallen)
    countDifference(state.counts, assessed.findings, findingsOf(view)(other))
  },
  merge: (into, from) => {
    addCounts(into.counts, from.counts)
    for (const [purpose, subjects] of Object.entries(from.subjects)) {
      const known = (into.subjects[purpose] ??= new Set())
      for (const subject of subjects) known.add(subject)
    }
    for (const each of from.first) keepFirst(into.first, each, most, byStart)
  },
  result: ({ counts, subjects, first }) => ({
    consents,
    consentsMeant: counts['meant'] ?? 0,
    consentsInAll: counts['consents'] ?? 0,
    calls: counts[`calls ${all}`] ?? 0,
    subjects: subjects[all]?.size ?? 0,
    callsWithoutReference: counts['calls without reference'] ?? 0,
    recordings: countsOf(counts, 'recording'),
    analyses: countsOf(counts, 'analysis'),
    byPurpose: Object.fromEntries(
      Object.entries(subjects)
        .filter(([purpose]) => purpose !== all)
        .sort(([a], [b]) => ordText.compare(a, b))
        .map(([purpose, named]) => [
          purpose,
          {
            calls: counts[`calls ${purpose}`] ?? 0,
            subjects: named.size,
            recordings: counts[`recording for ${purpose}`] ?? 0,
            analyses: counts[`analysis for ${purpose}`] ?? 0
          }
        ])
    ),
    ...findingDifference(counts),
    first
  })
})
