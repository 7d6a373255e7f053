/**
 * A breach at a processor: whose calls, which recordings and analyses and for which purposes were with it during a time,
 * what had been erased before, and what is in doubt. It gives the numbers that a notification asks for, and decides
 * nothing: whether there was a breach, and how likely a risk is, people judge.
 *
 * @see GDPR art. 33, 34; EDPB Guidelines 9/2022
 */
import {
  type CallHistory,
  callState,
  epochMilliseconds,
  type Instant,
  instantFromEpoch,
  ordText,
  type Policy,
  type Purpose,
  type View
} from '@samtykke/core'
import { type Head, headOf, sourceOf } from '../head/head.ts'
import { processorsNamedIn } from '../instructions/instructions.ts'
import { type InstructingParties, partiesOf } from '../instructions/parties.ts'
import { digest } from '../report/digest.ts'
import { type BreachScope, type ErasedBefore, exposedIn, type Exposure } from './exposure.ts'
import { type BreachRange, isCertain, rangeOf } from './numbers.ts'

/** One person that a breach concerns. */
export interface ExposedSubject {
  readonly subjectRef: string
  readonly calls: ReadonlyArray<string>
  readonly recordings: number
  readonly analyses: number
  /** Something of them was there; otherwise all of it is in doubt. */
  readonly certain: boolean
}

/** A breach at a processor. */
export interface Breach extends Head<'breach'>, BreachScope {
  /** When the controller became aware of it; `null`: not stated. */
  readonly awareAt: Instant | null
  /** The last instant for notifying the authority: 72 hours later, also on days off. */
  readonly notifyBy: Instant | null
  readonly controller: InstructingParties['controller']
  readonly contact: InstructingParties['contact']
  readonly authority: Policy['authority'] | null
  readonly processorName: string | null
  readonly agreement: string | null
  /** What of these the policy does not state. */
  readonly missing: ReadonlyArray<'controller' | 'contact' | 'agreement' | 'authority'>
  readonly numbers: BreachRange
  readonly byPurpose: Readonly<Record<Purpose, BreachRange>>
  /** What was kept for no purpose any more. */
  readonly withoutPurpose: BreachRange
  readonly byCustomerType: Readonly<Record<Exposure['customerType'], BreachRange>>
  /** What of the voice the analyses are about. */
  readonly features: ReadonlyArray<string>
  readonly subjects: ReadonlyArray<ExposedSubject>
  /** What was there, by call. */
  readonly exposed: ReadonlyArray<Exposure>
  /** What may have been there, and why that is in doubt. */
  readonly inDoubt: ReadonlyArray<Exposure>
  readonly erasedBefore: ReadonlyArray<ErasedBefore>
  /** Of what had been erased before, that of which nobody said when the last back-up is gone. */
  readonly backupsNotStated: number
  /** Other calls of which something cannot be read: they may have been there as well. */
  readonly unreadableCalls: ReadonlyArray<string>
}

/** Which processor, which time, and when the controller became aware. */
export interface BreachRequest extends BreachScope {
  readonly awareAt?: Instant
}

/** A breach in the making: calls are added one at a time, in any order. */
export interface BreachSearch {
  readonly add: (history: CallHistory) => void
  /** The processors that the calls name. */
  readonly named: ReadonlySet<string>
  readonly finish: () => Breach
}

const seventyTwoHours = 72 * 3_600_000

const customerTypes = ['private', 'business', 'unknown'] as const

type Placed = Pick<Exposure, 'callId' | 'target' | 'targetId' | 'heldFrom'>

const byCall = (a: Placed, b: Placed): number =>
  ordText.compare(a.callId, b.callId) ||
  ordText.compare(b.target, a.target) ||
  ordText.compare(a.targetId, b.targetId) ||
  ordText.compare(a.heldFrom, b.heldFrom)

const subjectsOf = (exposures: ReadonlyArray<Exposure>): ReadonlyArray<ExposedSubject> => {
  const bySubject = new Map<string, Array<Exposure>>()
  for (const each of exposures)
    for (const subject of each.subjects) bySubject.set(subject, [...(bySubject.get(subject) ?? []), each])
  return [...bySubject]
    .sort(([a], [b]) => ordText.compare(a, b))
    .map(([subjectRef, theirs]) => {
      const { recordings, analyses } = rangeOf(theirs).atMost
      const calls = [...new Set(theirs.map(({ callId }) => callId))]
      return { subjectRef, calls, recordings, analyses, certain: theirs.some(isCertain) }
    })
}

const purposesOf = (exposures: ReadonlyArray<Exposure>): Readonly<Record<Purpose, BreachRange>> =>
  Object.fromEntries(
    [...new Set(exposures.flatMap(({ purposes }) => purposes))]
      .sort()
      .map(purpose => [purpose, rangeOf(exposures.filter(({ purposes }) => purposes.includes(purpose)))])
  )

const peopleOf = ({ policy }: View['rules'], processor: string) => {
  const { missing, ...parties } = partiesOf(policy, processor)
  const { authority } = policy
  return {
    ...parties,
    authority: authority ?? null,
    missing: [...missing, ...(authority === undefined ? (['authority'] as const) : [])]
  }
}

/**
 * Starts to look for what a breach at a processor concerns, seen from `asOf`.
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { breachOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'recording-stored', callId: 'call-1', subjectRef: 'person-1',
 *     occurredAt: '2025-08-31T12:10:00Z', startedAt: '2025-08-31T12:00:00Z', recordingId: 'recording-1',
 *     direction: 'inbound', customerType: 'private', line: 'customer-service', processor: 'recorder', region: 'DK' }
 * ])
 * const search = breachOf(view, {
 *   processor: 'recorder',
 *   from: instant('2025-09-01T00:00:00.000Z'),
 *   until: instant('2025-09-02T00:00:00.000Z'),
 *   awareAt: instant('2025-09-03T08:30:00.000Z')
 * })
 * calls.forEach(search.add)
 * const breach = search.finish()
 * assert.deepStrictEqual(breach.subjects.map(({ subjectRef }) => subjectRef), ['person-1'])
 * assert.deepStrictEqual(breach.numbers.atLeast.recordings, 1)
 * assert.deepStrictEqual(breach.notifyBy, '2025-09-06T08:30:00.000Z')
 *
 * @see GDPR art. 33(1), 33(3), 34(1)
 */
export const breachOf = (view: View, { awareAt, ...scope }: BreachRequest): BreachSearch => {
  const stateIn = callState(view)
  const look = exposedIn(view, scope)
  const read = digest.empty()
  const named = new Set<string>()
  const found: Array<Exposure> = []
  const erasedBefore: Array<ErasedBefore> = []
  const unreadableCalls: Array<string> = []
  return {
    named,
    add: history => {
      const call = stateIn(history)
      digest.add(read, sourceOf(history.events))
      for (const each of processorsNamedIn(history.events)) named.add(each)
      const { exposures, erasedBefore: gone } = look(call)
      found.push(...exposures)
      erasedBefore.push(...gone)
      if (call.facts.uncertain && exposures.length === 0) unreadableCalls.push(call.callId)
    },
    finish: () => {
      const exposures = [...found].sort(byCall)
      return {
        ...headOf('breach', view, digest.result(read, view), null),
        ...scope,
        awareAt: awareAt ?? null,
        notifyBy:
          awareAt === undefined ? null : instantFromEpoch(epochMilliseconds(awareAt) + seventyTwoHours),
        ...peopleOf(view.rules, scope.processor),
        numbers: rangeOf(exposures),
        byPurpose: purposesOf(exposures),
        withoutPurpose: rangeOf(exposures.filter(({ purposes }) => purposes.length === 0)),
        byCustomerType: Object.fromEntries(
          customerTypes.map(type => [type, rangeOf(exposures.filter(each => each.customerType === type))])
        ) as Breach['byCustomerType'],
        features: [...new Set(exposures.flatMap(({ features }) => features ?? []))].sort(),
        subjects: subjectsOf(exposures),
        exposed: exposures.filter(isCertain),
        inDoubt: exposures.filter(each => !isCertain(each)),
        erasedBefore: [...erasedBefore].sort(byCall),
        backupsNotStated: erasedBefore.filter(each => each.backupsExpireOn === undefined).length,
        unreadableCalls: [...unreadableCalls].sort()
      }
    }
  }
}
