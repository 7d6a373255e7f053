/**
 * Whether a policy does what was promised: decided over every kind of call and every day, not sampled.
 */
import { calendarOf } from '../deadline.ts'
import { durationMilliseconds, type Period } from '../period.ts'
import { ofAnalyses } from './analysisPromises.ts'
import type { BrokenPromise } from './brokenPromise.ts'
import { createKeptLonger, type Keeping, type KeptLonger } from './keptLonger.ts'
import { directions, matches, placesOf, recordingRules } from './matching.ts'
import { ofPurpose } from './purposePromises.ts'
import { type Place, type Promising, type StatedPolicy, statedPolicy } from './stated.ts'
import { callIn, type Compared, type Together, togetherInForce } from './together.ts'

const ofRecordings = (
  compared: Compared,
  pair: Together,
  direction: string,
  places: ReadonlyArray<Place>
): ReadonlyArray<BrokenPromise> =>
  places.flatMap(place =>
    pair.kept.purposes
      .filter(({ of, when }) => of === 'recording' && matches(when, direction, place))
      .flatMap(purpose =>
        ofPurpose({
          ...{ compared, together: pair, purpose, call: callIn(pair.span, direction, place) },
          isPromised: ({ when }) => matches(when, direction, place),
          rulesOf: version => recordingRules(version, purpose, direction, place)
        })
      )
  )

const others = (values: ReadonlyArray<string>, promised: ReadonlyArray<string>): ReadonlyArray<string> =>
  values.filter(value => !promised.includes(value))

/** The proof of consent is kept as long in every version, from any day. */
const ofProof = (
  { proofPeriod: found }: StatedPolicy,
  { proofPeriod: promised }: StatedPolicy,
  keptLonger: KeptLonger
): ReadonlyArray<BrokenPromise> => {
  if (promised === undefined) return []
  const always = { from: undefined, to: undefined }
  const keeping = (period: Period): Keeping => ({ periods: [period], later: [] })
  const isLonger = found === undefined || keptLonger(always, keeping(found), keeping(promised)) !== undefined
  return isLonger ? [{ promise: 'proof', found, promised }] : []
}

/** What does not depend on calls. */
const ofWhole = (kept: StatedPolicy, promised: StatedPolicy): ReadonlyArray<BrokenPromise> => [
  ...others(kept.allowedRegions, promised.allowedRegions).map(
    found => ({ promise: 'region', found }) as const
  ),
  ...others(kept.allowedFeatures, promised.allowedFeatures).map(
    found => ({ promise: 'feature', found }) as const
  ),
  ...Object.entries(kept.consentMethods).flatMap(([found, fits]) =>
    others(fits, promised.consentMethods[found] ?? []).map(
      direction => ({ promise: 'method', found, direction }) as const
    )
  ),
  ...(['spokenConsentWithin', 'clockTolerance'] as const).flatMap(member =>
    durationMilliseconds(kept[member]) > durationMilliseconds(promised[member])
      ? [{ promise: 'consent-time', member, found: kept[member], promised: promised[member] } as const]
      : []
  )
]

/** What stays the same however often it is broken: all but when. */
const nameOf = (broken: BrokenPromise): string => {
  const { call, kept: _kept, ...others } = { call: undefined, kept: undefined, ...broken }
  const { startedAt: _startedAt, endedAt: _endedAt, ...where } = call ?? {}
  return JSON.stringify(
    broken.promise === 'period' ? [broken.target, broken.purpose, where] : [others, where]
  )
}

const zoneOf = (timeZone: string): ReturnType<typeof calendarOf> => calendarOf(timeZone, () => undefined)

/**
 * What a policy does that another did not promise; empty where it keeps within all that was promised.
 *
 * Every direction, every line that either policy names and one that none does, every customer type, every purpose, and
 * every day of the 400 years after which the calendar repeats itself, in the versions in force. Each broken promise comes
 * once for a kind of call, with the first day on which it shows.
 *
 * @param policy what is done
 * @param promise the published notice, as a policy
 *
 * @example
 * import { brokenPromises, noticePolicy, period } from '@samtykke/core'
 *
 * assert.deepStrictEqual(brokenPromises(noticePolicy, noticePolicy), [])
 * const versions = noticePolicy.versions.map(version => ({
 *   ...version,
 *   recordings: version.recordings.map(rule => ({ ...rule, keep: period('P7M') }))
 * }))
 * const [broken] = brokenPromises({ ...noticePolicy, versions }, noticePolicy)
 * assert.equal(broken?.promise, 'period')
 *
 * @see policies, section 4; GDPR art. 5(1)(b) and (e), 13(2)(a)
 */
export const brokenPromises = (policy: Promising, promise: Promising): ReadonlyArray<BrokenPromise> => {
  const [kept, promised] = [statedPolicy(policy), statedPolicy(promise)]
  const calendar = zoneOf(kept.timeZone)
  const promisedCalendar = promised.timeZone === kept.timeZone ? calendar : zoneOf(promised.timeZone)
  const keptLonger = createKeptLonger(calendar, promisedCalendar)
  const compared: Compared = { kept: kept.versions, promised: promised.versions, keptLonger }
  const places = placesOf([...kept.versions, ...promised.versions])
  const ofCalls = togetherInForce(compared).flatMap(pair =>
    directions.flatMap(direction => [
      ...ofRecordings(compared, pair, direction, places),
      ...ofAnalyses(compared, pair, direction, places)
    ])
  )
  const first = new Map<string, BrokenPromise>()
  for (const broken of [...ofCalls, ...ofProof(kept, promised, keptLonger), ...ofWhole(kept, promised)]) {
    const name = nameOf(broken)
    if (!first.has(name)) first.set(name, broken)
  }
  return [...first.values()]
}
