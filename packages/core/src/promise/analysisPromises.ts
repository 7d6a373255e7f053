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

const endingOf = (
  version: StatedVersion,
  purpose: StatedPurpose,
  direction: string
): 'anonymise' | 'erase' =>
  fittingAnalysisRules(version, purpose, direction).some(({ then }) => then === 'erase')
    ? 'erase'
    : 'anonymise'

/**
 * Whether an analysis may be there where the promise has none: where the promise asks for a recording, none of its
 * recording purposes is for the call, or all of them wait for a consent that this policy does not ask for.
 */
const isWithoutRecording = (
  { kept, promised }: Together,
  purpose: StatedPurpose,
  same: StatedPurpose,
  direction: string,
  place: Place | undefined
): boolean => {
  const allowed = recordingPurposes(promised, direction, place)
  const isKept = !purpose.requiresRecording || recordingPurposes(kept, direction, place).length > 0
  const waits = !purpose.requiresRecording && allowed.every(({ basis }) => basis === '6(1)(a)')
  return same.requiresRecording && isKept && (allowed.length === 0 || waits)
}

/** How it ends, and whether it needs a recording. */
const ofAnalysisItself = (asked: Asked, places: ReadonlyArray<Place>): ReadonlyArray<BrokenPromise> => {
  const { together: pair, purpose, call } = asked
  const same = promisedAs(asked)
  if (same === undefined) return []
  const { direction } = call
  const of = { target: purpose.of, purpose: purpose.purpose }
  const found = endingOf(pair.kept, purpose, direction)
  const promised = endingOf(pair.promised, same, direction)
  const isAlone = (place: Place | undefined): boolean =>
    isWithoutRecording(pair, purpose, same, direction, place)
  const place = places.find(isAlone)
  return [
    ...(found === promised ? [] : [{ promise: 'ending', ...of, call, found, promised } as const]),
    ...(isAlone(undefined) || place !== undefined
      ? [{ promise: 'requires', ...of, call: callIn(pair.span, direction, place) } as const]
      : [])
  ]
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
  return purposes.flatMap(purpose => {
    const asked: Asked = {
      ...{ compared, together: pair, purpose, call },
      isPromised: ({ when }) => matches(when, direction),
      rulesOf: version => analysisRules(version, purpose, direction)
    }
    return [...ofPurpose(asked), ...ofAnalysisItself(asked, places)]
  })
}
