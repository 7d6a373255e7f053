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
  type Policy,
  type Purpose,
  type View
} from '@samtykke/core'
import { type Head, headOf, sourceOf } from '../head/head.ts'
import { processorsNamedIn } from '../instructions/instructions.ts'
import { type InstructingParties, partiesOf } from '../instructions/parties.ts'
import { digest } from '../report/digest.ts'
import { inMemory, type Rows, type SorterOf } from '../rows/rows.ts'
import { type BreachScope, type ErasedBefore, exposedIn, type Exposure } from './exposure.ts'
import { type BreachRange, countNumbers, isCertain, type NumbersCounter } from './numbers.ts'
import { type ExposedSubject, type SubjectCall, subjectCalls, subjectKey, subjectsOf } from './subjects.ts'

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

type Listed = 'subjects' | 'exposed' | 'inDoubt' | 'erasedBefore' | 'unreadableCalls'

/** A breach of which what is listed need not stand in memory. */
export type BreachInRows = Omit<Breach, Listed> & { readonly [List in Listed]: Rows<Breach[List][number]> }

/** Which processor, which time, and when the controller became aware. */
export interface BreachRequest extends BreachScope {
  readonly awareAt?: Instant
}

/** A breach in the making: calls are added one at a time, in any order. */
export interface BreachSearch<Found extends BreachInRows = Breach> {
  readonly add: (history: CallHistory) => void
  /** The processors that the calls name. */
  readonly named: ReadonlySet<string>
  readonly finish: () => Found
}

const seventyTwoHours = 72 * 3_600_000

const customerTypes = ['private', 'business', 'unknown'] as const

type Placed = Pick<Exposure, 'callId' | 'target' | 'targetId' | 'heldFrom'>

/** Sorts by call, in it recordings before analyses, and of each what was held first. */
const placeKey = ({ callId, target, targetId, heldFrom }: Placed): string =>
  `${callId} ${target === 'recording' ? 1 : 2} ${targetId} ${heldFrom}`

const byPurpose = ({ purposes, rangeOf }: NumbersCounter): Breach['byPurpose'] =>
  Object.fromEntries(purposes().map(purpose => [purpose, rangeOf(`purpose ${purpose}`)]))

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
 * Starts to look for what a breach at a processor concerns, as `breachOf`, and keeps of a call only what is listed, where
 * `sorterOf` puts it: for logs of which a breach lists more than memory holds.
 *
 * @example
 * import { compilePolicy, instant, noticePolicy } from '@samtykke/core'
 * import { breachInRows, type SorterOf } from '@samtykke/audit'
 *
 * const sorterOf: SorterOf = <Row>() => {
 *   const found: Array<{ readonly key: string; readonly row: Row }> = []
 *   return {
 *     add: (key: string, row: Row) => void found.push({ key, row }),
 *     rows: () => found.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ row }) => row)
 *   }
 * }
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * const scope = { from: instant('2025-09-01T00:00:00.000Z'), until: instant('2025-09-02T00:00:00.000Z') }
 * const breach = breachInRows(view, { processor: 'recorder', ...scope }, sorterOf).finish()
 * assert.deepStrictEqual(breach.exposed.length, 0)
 *
 * @see GDPR art. 33(1), 33(3), 34(1)
 */
export const breachInRows = (
  view: View,
  { awareAt, ...scope }: BreachRequest,
  sorterOf: SorterOf
): BreachSearch<BreachInRows> => {
  const stateIn = callState(view)
  const look = exposedIn(view, scope)
  const read = digest.empty()
  const named = new Set<string>()
  const numbers = countNumbers()
  const [features, exposed, inDoubt] = [new Set<string>(), sorterOf<Exposure>(), sorterOf<Exposure>()]
  const [erasedBefore, unreadableCalls] = [sorterOf<ErasedBefore>(), sorterOf<string>()]
  const ofSubjects = sorterOf<SubjectCall>()
  let backupsNotStated = 0
  return {
    named,
    add: history => {
      const call = stateIn(history)
      digest.add(read, sourceOf(history.events))
      for (const each of processorsNamedIn(history.events)) named.add(each)
      const found = look(call)
      for (const each of found.exposures) {
        ;(isCertain(each) ? exposed : inDoubt).add(placeKey(each), each)
        for (const feature of each.features ?? []) features.add(feature)
      }
      for (const each of subjectCalls(found.exposures, numbers.call(found.exposures)))
        ofSubjects.add(subjectKey(each), each)
      for (const each of found.erasedBefore) {
        erasedBefore.add(placeKey(each), each)
        if (each.backupsExpireOn === undefined) backupsNotStated++
      }
      if (call.facts.uncertain && found.exposures.length === 0) unreadableCalls.add(call.callId, call.callId)
    },
    finish: () => {
      const subjects = subjectsOf(ofSubjects.rows(), numbers.subject)
      return {
        ...headOf('breach', view, digest.result(read, view), null),
        ...scope,
        awareAt: awareAt ?? null,
        notifyBy:
          awareAt === undefined ? null : instantFromEpoch(epochMilliseconds(awareAt) + seventyTwoHours),
        ...peopleOf(view.rules, scope.processor),
        numbers: numbers.rangeOf('all'),
        byPurpose: byPurpose(numbers),
        withoutPurpose: numbers.rangeOf('no-purpose'),
        byCustomerType: Object.fromEntries(
          customerTypes.map(type => [type, numbers.rangeOf(`customer ${type}`)])
        ) as Breach['byCustomerType'],
        features: [...features].sort(),
        subjects,
        exposed: exposed.rows(),
        inDoubt: inDoubt.rows(),
        erasedBefore: erasedBefore.rows(),
        backupsNotStated,
        unreadableCalls: unreadableCalls.rows()
      }
    }
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
export const breachOf = (view: View, request: BreachRequest): BreachSearch => {
  const { finish, ...search } = breachInRows(view, request, inMemory)
  return {
    ...search,
    finish: () => {
      const found = finish()
      return {
        ...found,
        subjects: [...found.subjects],
        exposed: [...found.exposed],
        inDoubt: [...found.inDoubt],
        erasedBefore: [...found.erasedBefore],
        unreadableCalls: [...found.unreadableCalls]
      }
    }
  }
}
