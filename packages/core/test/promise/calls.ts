// What is kept of a call under a policy, as `due` shows it.
import type { Assess } from '../oracle/judge.ts'
import { companyPurposes, customerTypes, directions, lines } from '../oracle/company-policy.ts'
import type { Action, PlainEvent, PlainPolicy, Purpose, PurposeKind } from '../oracle/plain.ts'
import { versionAt } from '../oracle/periods.ts'
import { purposesFor } from '../oracle/purposes.ts'
import type { Random } from '../oracle/random.ts'
import { hour, writeInstant } from '../oracle/time.ts'
import type { Instant } from '../oracle/time.ts'

export interface Call {
  direction: string
  line: string
  /** `several`: two recordings of different types. */
  customerType: string
  startedAt: Instant
  endedAt: Instant
  /** Whether it was recorded as well as analysed. */
  recorded: boolean
  /** What the customer agreed to, objecting to all else; absent: to every purpose, without objection. */
  agreed?: readonly string[]
}

const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

export const named = [
  ...companyPurposes,
  'quality-assurance',
  'internal-training',
  'documentation',
  'voice-analysis'
]

/** A call, and the consent before it. */
export const eventsOf = (call: Call): readonly PlainEvent[] => {
  const { direction, line, customerType, startedAt, endedAt, recorded, agreed = named } = call
  const event = (number: number, type: string, at: Instant, members: object): PlainEvent => ({
    ...{ id: uuid(number), type, callId: 'call-1', occurredAt: writeInstant(at) },
    ...members
  })
  const stored = (number: number, recordingId: string, type: string): PlainEvent =>
    event(number, 'recording-stored', endedAt, {
      ...{ recordingId, direction, line, customerType: type, processor: 'recorder', region: 'DK' },
      ...{ startedAt: writeInstant(startedAt), endedAt: writeInstant(endedAt) }
    })
  const types = customerType === 'several' ? customerTypes : [customerType]
  return [
    event(1, 'consent-given', startedAt - 1000, {
      ...{ method: 'keypress', purposes: agreed, noticeVersion: '1', language: 'da' }
    }),
    ...(call.agreed === undefined
      ? []
      : [
          event(8, 'processing-objected', startedAt - 1000, {
            ...{ channel: 'letter', purposes: named.filter(purpose => !agreed.includes(purpose)) }
          })
        ]),
    ...(recorded ? types.map((type, index) => stored(2 + index, `rec-${index + 1}`, type)) : []),
    event(9, 'analysis-produced', startedAt, {
      ...{ analysisId: 'ana-1', direction, features: ['tempo'], engine: 'meter', engineVersion: '1' },
      subjects: ['customer']
    })
  ]
}

export interface Kept {
  dueAt: Instant
  action: string
  rule: string
  /** The purposes of its kind for which it may be used, with their bases. */
  purposes: ReadonlyMap<string, string>
}

const keptAs = (action: Action, policy: PlainPolicy, start: Instant, asOf: Instant): Kept => {
  const { legalBasis, target } = action
  const own = purposesFor(versionAt(policy, start), target as PurposeKind)
  const isOver = Date.parse(action.dueAt) <= asOf
  const { purposes = [], bases, reliedOn = null } = legalBasis ?? {}
  // What is listed on a consent that nothing was kept by is listed without a basis.
  const basisOf = ({ purpose, basis }: Purpose): string | undefined =>
    bases === undefined ? (basis === reliedOn ? basis : undefined) : bases[purpose]
  const alive = own.flatMap(purpose => {
    const basis = purposes.includes(purpose.purpose) && !isOver ? basisOf(purpose) : undefined
    return basis === undefined ? [] : [[purpose.purpose, basis] as const]
  })
  return {
    ...{ dueAt: Date.parse(action.dueAt), action: action.action, rule: action.rule },
    purposes: new Map(alive)
  }
}

/** The first recording, and the analysis, as they stand at an instant. */
export const keptOf = (
  due: Assess,
  policy: PlainPolicy,
  call: Call,
  asOf: Instant
): ReadonlyMap<PurposeKind, Kept> =>
  new Map(
    due(eventsOf(call), policy, { asOf: writeInstant(asOf) })
      .actions.filter(({ targetId }) => targetId === 'rec-1' || targetId === 'ana-1')
      .map(action => [action.target as PurposeKind, keptAs(action, policy, call.startedAt, asOf)])
  )

/** On days on which months end, and about instants at which versions come into force. */
export const randomCall = (random: Random, policies: readonly PlainPolicy[]): Call => {
  const starts = policies.flatMap(({ versions }) =>
    versions.map(version => Date.parse(version.effectiveFrom))
  )
  const anyDay = Date.UTC(
    2015 + random.below(14),
    random.below(12),
    random.pick([1, 15, 27, 28, 29, 30, 31]),
    random.below(24)
  )
  const about = random.pick(starts) + random.pick([-40 * 24, -24, -1, 0, 1, 24, 40 * 24]) * hour
  const startedAt = random.chance(0.6) ? anyDay : about + random.pick([-1, 0, 0])
  return {
    direction: random.pick(directions),
    line: random.pick([...lines, 'elsewhere']),
    customerType: random.pick([...customerTypes, 'unknown', 'several']),
    startedAt,
    endedAt: startedAt + random.pick([0, 0, hour]),
    recorded: random.chance(0.8)
  }
}
