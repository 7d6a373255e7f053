/**
 * Which acts of a call decide what stood at an instant, and until when: a few of them, however many there are.
 *
 * Of the acts that do one and the same to a purpose, only the last before the instant and the first after it count.
 *
 * @see policies, section 3
 */
import type { ConsentAct } from './consentAct.ts'
import { type Instant, plusMilliseconds } from './instant.ts'
import { once } from './once.ts'
import { firstPlace, noPurposes, placesIn, type PurposeSet } from './purposeSet.ts'
import { countAtFront, few } from './select.ts'

/** The places of acts that do the same, in order. */
type Alike = ReadonlyArray<number>

const kinds = ['objection', 'withdrawal', 'request'] as const
const scopes = ['recording', 'analysis'] as const
const effects = ['takes', 'takesFromRecording', 'takesFromAnalysis'] as const

/** The acts that do something to a purpose, by its place. */
const byPurpose = <A>(
  acts: ReadonlyArray<A>,
  doesTo: (act: A) => PurposeSet
): ReadonlyArray<Alike | undefined> => {
  const alike: Array<Array<number> | undefined> = []
  acts.forEach((act, place) => {
    for (let left = doesTo(act); left !== noPurposes; left &= left - 1)
      (alike[firstPlace(left)] ??= []).push(place)
  })
  return alike
}

const where = (acts: ReadonlyArray<ConsentAct>, holds: (act: ConsentAct) => boolean): Alike =>
  acts.flatMap((act, place) => (holds(act) ? [place] : []))

const allAlike = once((acts: ReadonlyArray<ConsentAct>): ReadonlyArray<Alike> =>
  [
    ...byPurpose(acts, act => act.gives),
    ...kinds.flatMap(kind =>
      effects.flatMap(effect => byPurpose(acts, act => (act.kind === kind ? act[effect] : noPurposes)))
    ),
    where(acts, ({ event }) => event.type === 'analysis-objected'),
    ...scopes.map(scope =>
      where(acts, ({ event }) => event.type === 'erasure-requested' && [scope, 'all'].includes(event.scope))
    )
  ].flatMap(alike => (alike === undefined || alike.length === 0 ? [] : [alike]))
)

const actsAt = <A>(acts: ReadonlyArray<A>, places: Iterable<number>): ReadonlyArray<A> =>
  [...new Set(places)].sort((a, b) => a - b).map(place => acts[place] as A)

/**
 * The acts that decide about what began at an instant, in order: of 16 or fewer all; of more, of those that do the same
 * to a purpose, the first and those just before and after the instant.
 *
 * @param acts all of a call, in order
 * @param clockTolerance milliseconds after its start within which grants may count as given at it
 *
 * @example
 * import { callState, compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { decidingActs } from '@samtykke/core/lookups'
 *
 * const withdrawn = { type: 'consent-withdrawn', callId: 'call-1', channel: 'email' }
 * const days = Array.from({ length: 30 }, (_, place) => String(place + 1).padStart(2, '0'))
 * const { calls } = decodeHistories(
 *   days.map(day => ({
 *     ...withdrawn,
 *     id: `00000000-0000-4000-8000-0000000000${day}`,
 *     occurredAt: `2025-09-${day}T08:00:00Z`
 *   }))
 * )
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
 * const acts = calls.flatMap(history => callState(view)(history).consentActs)
 * const deciding = decidingActs(acts, instant('2025-09-15T12:00:00.000Z'))
 * assert.deepStrictEqual(
 *   deciding.map(({ at }) => at.slice(0, 10)),
 *   ['2025-09-01', '2025-09-15', '2025-09-16']
 * )
 * assert.deepStrictEqual(decidingActs(acts.slice(0, 16), acts[0]!.at), acts.slice(0, 16))
 *
 * @see contract, section 2; policies, section 3
 */
export const decidingActs = (
  acts: ReadonlyArray<ConsentAct>,
  start: Instant,
  clockTolerance = 0
): ReadonlyArray<ConsentAct> => {
  if (acts.length <= few) return acts
  const before = countAtFront(acts, ({ at }) => at < start)
  const through = countAtFront(acts, ({ at }) => at <= start)
  const until = plusMilliseconds(start, clockTolerance)
  const late = countAtFront(acts, ({ at }) => at <= until)
  const deciding = new Set<number>()
  for (const alike of allAlike(acts)) {
    deciding.add(alike[0] as number)
    for (const limit of [before, through, late]) {
      const next = countAtFront(alike, place => place < limit)
      for (const place of alike.slice(Math.max(0, next - 1), next + 1)) deciding.add(place)
    }
  }
  return actsAt(acts, deciding)
}

const givingTo = once((acts: ReadonlyArray<Pick<ConsentAct, 'gives'>>) => byPurpose(acts, act => act.gives))
const takingFrom = once((acts: ReadonlyArray<Pick<ConsentAct, 'takes'>>) => byPurpose(acts, act => act.takes))

/**
 * The grants of purposes that stood at an instant, in order: those that came after the last act that took the purpose.
 * Where none stood, and of an empty set, there are none.
 *
 * @param acts all of a call, in order
 * @param until the last instant whose grants count
 *
 * @example
 * import { instant } from '@samtykke/core'
 * import { grantsStandingAt } from '@samtykke/core/lookups'
 *
 * const training = 0b0010
 * const given = { at: instant('2025-09-01T08:00:00.000Z'), gives: training, takes: 0 }
 * const withdrawn = { at: instant('2025-09-02T08:00:00.000Z'), gives: 0, takes: training }
 * const again = { at: instant('2025-09-03T08:00:00.000Z'), gives: training, takes: 0 }
 * const acts = [given, withdrawn, again]
 * assert.deepStrictEqual(grantsStandingAt(acts, training, given.at, given.at), [given])
 * assert.deepStrictEqual(grantsStandingAt(acts, training, withdrawn.at, withdrawn.at), [])
 * assert.deepStrictEqual(grantsStandingAt(acts, training, again.at, again.at), [again])
 *
 * @see contract, section 2; GDPR art. 7(1)
 */
export const grantsStandingAt = <A extends Pick<ConsentAct, 'at' | 'gives' | 'takes'>>(
  acts: ReadonlyArray<A>,
  purposes: PurposeSet,
  instant: Instant,
  until: Instant
): ReadonlyArray<A> => {
  const cameBy = (instantOf: Instant) => (place: number) => (acts[place] as A).at <= instantOf
  return actsAt(
    acts,
    placesIn(purposes).flatMap(purpose => {
      const [given = [], taken = []] = [givingTo(acts)[purpose], takingFrom(acts)[purpose]]
      const last = taken[countAtFront(taken, cameBy(instant)) - 1] ?? -1
      return given.slice(
        countAtFront(given, place => place < last),
        countAtFront(given, cameBy(until))
      )
    })
  )
}

type TakingAct = Pick<ConsentAct, 'at' | 'kind' | 'takes' | 'takesFromRecording' | 'takesFromAnalysis'>

const objectingTo = {
  takesFromRecording: once((acts: ReadonlyArray<TakingAct>) =>
    byPurpose(acts, act => (act.kind === 'objection' ? act.takes | act.takesFromRecording : noPurposes))
  ),
  takesFromAnalysis: once((acts: ReadonlyArray<TakingAct>) =>
    byPurpose(acts, act => (act.kind === 'objection' ? act.takes | act.takesFromAnalysis : noPurposes))
  )
}

/**
 * The objections to purposes of recordings, or of analyses, that had come by an instant, in order. Where none had, and of
 * an empty set, there are none.
 *
 * @param acts all of a call, in order
 * @param from of what the purposes are: recordings or analyses
 *
 * @example
 * import { instant } from '@samtykke/core'
 * import { objectionsBy } from '@samtykke/core/lookups'
 *
 * const training = 0b0010
 * const at = instant('2025-09-02T08:00:00.000Z')
 * const objected = { at, kind: 'objection', takes: 0, takesFromRecording: training, takesFromAnalysis: 0 } as const
 * assert.deepStrictEqual(objectionsBy([objected], training, 'takesFromRecording', at), [objected])
 * assert.deepStrictEqual(objectionsBy([objected], training, 'takesFromAnalysis', at), [])
 * const before = instant('2025-09-01T08:00:00.000Z')
 * assert.deepStrictEqual(objectionsBy([objected], training, 'takesFromRecording', before), [])
 *
 * @see GDPR art. 21(1)
 */
export const objectionsBy = <A extends TakingAct>(
  acts: ReadonlyArray<A>,
  purposes: PurposeSet,
  from: keyof typeof objectingTo,
  instant: Instant
): ReadonlyArray<A> =>
  actsAt(
    acts,
    placesIn(purposes).flatMap(purpose => {
      const objections = objectingTo[from](acts)[purpose] ?? []
      return objections.slice(
        0,
        countAtFront(objections, place => (acts[place] as A).at <= instant)
      )
    })
  )
