/**
 * What a policy does with analyses that was not promised.
 */
import type { BrokenPromise } from './brokenPromise.ts'
import { analysisRules, fittingAnalysisRules, matches } from './matching.ts'
import { type Asked, ofPurpose, promisedAs } from './purposePromises.ts'
import type { Place, StatedPurpose, StatedVersion } from './stated.ts'
import { callIn, type Compared, type Together } from './together.ts'

const recordingPurposes = (
  { purposes }: StatedVersion,
  direction: string,
  place?: Place
): ReadonlyArray<StatedPurpose> =>
  purposes.filter(({ of, when }) => of === 'recording' && matches(when, direction, place))

type Ending = 'anonymise' | 'erase'

/** Whether a purpose stands whatever a person says. */
const alwaysStands = ({ basis }: StatedPurpose): boolean =>
  basis === '6(1)(b)' || basis === '6(1)(c)' || basis === '6(1)(d)'

/** Whether a recording of the call is kept under each, where a person agrees to all that it is for, or to nothing. */
interface Recorded {
  readonly place: Place | undefined
  readonly kept: boolean
  readonly promised: boolean
}

/** Each of the cases there can be, with the first call that is one. */
const recordedCases = (
  { kept, promised }: Together,
  direction: string,
  places: ReadonlyArray<Place>
): ReadonlyArray<Recorded> => {
  const cases = new Map<string, Recorded>()
  for (const place of [undefined, ...places]) {
    for (const isAgreed of [true, false]) {
      const isKept = (version: StatedVersion): boolean =>
        recordingPurposes(version, direction, place).some(purpose => isAgreed || alwaysStands(purpose))
      const found = { place, kept: isKept(kept), promised: isKept(promised) }
      const name = `${found.kept} ${found.promised}`
      if (!cases.has(name)) cases.set(name, found)
    }
  }
  return [...cases.values()]
}

/**
 * What becomes of an analysis when its time is over, where a person lets only these purposes of it be; `undefined` where none
 * stands.
 */
const endingOf = (
  version: StatedVersion,
  direction: string,
  allowed: ReadonlyArray<string>,
  isRecorded: boolean
): Ending | undefined => {
  const standing = version.purposes.filter(
    purpose =>
      purpose.of === 'analysis' &&
      matches(purpose.when, direction) &&
      (isRecorded || !purpose.requiresRecording) &&
      (alwaysStands(purpose) || allowed.includes(purpose.purpose))
  )
  if (standing.length === 0) return undefined
  const isErased = standing.some(purpose =>
    fittingAnalysisRules(version, purpose, direction).some(({ then }) => then === 'erase')
  )
  return isErased ? 'erase' : 'anonymise'
}

/**
 * How an analysis that is kept for a purpose ends otherwise than promised. One more purpose beside it is enough to show
 * whatever any number of them would: one has it erased, or stands where the promise is.
 */
const otherEnding = (
  { kept, promised }: Together,
  { purpose }: StatedPurpose,
  direction: string,
  cases: ReadonlyArray<Recorded>
): { readonly found: Ending; readonly promised: Ending; readonly place: Place | undefined } | undefined => {
  const named = [...kept.purposes, ...promised.purposes]
    .filter(({ of }) => of === 'analysis')
    .map(each => each.purpose)
  for (const recorded of cases) {
    for (const beside of named) {
      const allowed = [purpose, beside]
      const found = endingOf(kept, direction, allowed, recorded.kept)
      const instead = endingOf(promised, direction, allowed, recorded.promised)
      if (found !== undefined && instead !== undefined && found !== instead)
        return { found, promised: instead, place: recorded.place }
    }
  }
  return undefined
}

/**
 * Whether an analysis may be there where the promise has none: where the promise asks for a recording, none of its
 * recording purposes is for the call, or all of them wait for a consent that this policy does not ask for.
 */
const isWithoutRecording = (
  { together: { kept, promised }, purpose, call: { direction } }: Asked,
  same: StatedPurpose,
  place: Place | undefined
): boolean => {
  const allowed = recordingPurposes(promised, direction, place)
  const isKept = !purpose.requiresRecording || recordingPurposes(kept, direction, place).length > 0
  const waits = !purpose.requiresRecording && allowed.every(({ basis }) => basis === '6(1)(a)')
  return same.requiresRecording && isKept && (allowed.length === 0 || waits)
}

/** How it ends. */
const ofEnding = (
  { together: pair, purpose, call: { direction } }: Asked,
  cases: ReadonlyArray<Recorded>
): ReadonlyArray<BrokenPromise> => {
  const other = otherEnding(pair, purpose, direction, cases)
  if (other === undefined) return []
  const { found, promised, place } = other
  const of = { target: purpose.of, purpose: purpose.purpose }
  return [{ promise: 'ending', ...of, call: callIn(pair.span, direction, place), found, promised }]
}

/** Whether it needs a recording. */
const ofRequiring = (asked: Asked, places: ReadonlyArray<Place>): ReadonlyArray<BrokenPromise> => {
  const { together: pair, purpose, call } = asked
  const same = promisedAs(asked)
  if (same === undefined) return []
  const { direction } = call
  const isAlone = (place: Place | undefined): boolean => isWithoutRecording(asked, same, place)
  const place = places.find(isAlone)
  return isAlone(undefined) || place !== undefined
    ? [
        {
          ...{ promise: 'requires', target: purpose.of, purpose: purpose.purpose },
          call: callIn(pair.span, direction, place)
        }
      ]
    : []
}

export const ofAnalyses = (
  compared: Compared,
  pair: Together,
  direction: string,
  places: ReadonlyArray<Place>
): ReadonlyArray<BrokenPromise> => {
  const call = callIn(pair.span, direction)
  const isRecorded = [undefined, ...places].some(
    place => recordingPurposes(pair.kept, direction, place).length > 0
  )
  const purposes = pair.kept.purposes.filter(
    ({ of, when, requiresRecording }) =>
      of === 'analysis' && matches(when, direction) && (isRecorded || !requiresRecording)
  )
  if (!pair.kept.analysisDirections.includes(direction) || purposes.length === 0) return []
  if (!pair.promised.analysisDirections.includes(direction)) return [{ promise: 'direction', call }]
  const cases = recordedCases(pair, direction, places)
  return purposes.flatMap(purpose => {
    const asked: Asked = {
      ...{ compared, together: pair, purpose, call },
      isPromised: ({ when }) => matches(when, direction),
      rulesOf: version => analysisRules(version, purpose, direction)
    }
    return [...ofPurpose(asked), ...ofEnding(asked, cases), ...ofRequiring(asked, places)]
  })
}
