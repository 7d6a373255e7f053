/**
 * The persons that a breach concerns, put together from their calls.
 *
 * @see GDPR art. 34(1)
 */
import type { Rows } from '../rows/rows.ts'
import type { Exposure } from './exposure.ts'
import type { Categories, Category } from './numbers.ts'

/** One person that a breach concerns. */
export interface ExposedSubject {
  readonly subjectRef: string
  readonly calls: ReadonlyArray<string>
  readonly recordings: number
  readonly analyses: number
  /** Something of them was there; otherwise all of it is in doubt. */
  readonly certain: boolean
}

/** What there is of a person in one call. */
export interface SubjectCall extends Categories {
  readonly subjectRef: string
  readonly callId: string
  readonly recordings: number
  readonly analyses: number
}

/** What there is of each person of a call. */
export const subjectCalls = (
  exposures: ReadonlyArray<Exposure>,
  categories: Categories
): ReadonlyArray<SubjectCall> => {
  const [first] = exposures
  if (first === undefined) return []
  const { callId, subjects } = first
  const countOf = (target: Exposure['target']): number =>
    new Set(exposures.flatMap(each => (each.target === target ? [each.targetId] : []))).size
  const [recordings, analyses] = [countOf('recording'), countOf('analysis')]
  return subjects.map(subjectRef => ({ subjectRef, callId, recordings, analyses, ...categories }))
}

/** Sorts by person, and then by call. */
export const subjectKey = ({ subjectRef, callId }: SubjectCall): string => `${subjectRef} ${callId}`

/** A person, in the making. */
interface Gathered {
  readonly subjectRef: string
  readonly calls: Array<string>
  recordings: number
  analyses: number
  readonly atLeast: Set<Category>
  readonly atMost: Set<Category>
}

const begun = (subjectRef: string): Gathered => ({
  subjectRef,
  calls: [],
  recordings: 0,
  analyses: 0,
  atLeast: new Set(),
  atMost: new Set()
})

/** Each person with all their calls, which come one after another. */
function* gathered(calls: Iterable<SubjectCall>): Generator<Gathered> {
  let current: Gathered | undefined
  for (const { subjectRef, callId, recordings, analyses, atLeast, atMost } of calls) {
    if (current?.subjectRef !== subjectRef) {
      if (current !== undefined) yield current
      current = begun(subjectRef)
    }
    current.calls.push(callId)
    current.recordings += recordings
    current.analyses += analyses
    for (const each of atLeast) current.atLeast.add(each)
    for (const each of atMost) current.atMost.add(each)
  }
  if (current !== undefined) yield current
}

/** The persons, in the order of their calls; each is counted once. */
export const subjectsOf = (
  calls: Rows<SubjectCall>,
  count: (categories: Categories) => void
): Rows<ExposedSubject> => {
  let length = 0
  for (const { atLeast, atMost } of gathered(calls)) {
    count({ atLeast: [...atLeast], atMost: [...atMost] })
    length++
  }
  return {
    length,
    *[Symbol.iterator]() {
      for (const { subjectRef, calls: theirs, recordings, analyses, atLeast } of gathered(calls))
        yield { subjectRef, calls: theirs, recordings, analyses, certain: atLeast.size > 0 }
    }
  }
}
