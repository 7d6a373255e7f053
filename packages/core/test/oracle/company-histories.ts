// Histories of a company's calls: small enough to be read, on few instants that hang on each other.
import {
  analysisPurposes,
  companyPolicyOf,
  companyPurposes,
  customerTypes,
  directions,
  lines,
  recordingPurposes
} from './company-policy.ts'
import type { History } from './histories.ts'
import { endOf, extendedAnswerEnd } from './periods.ts'
import type { PlainEvent, PlainPolicy } from './plain.ts'
import { randomOf } from './random.ts'
import type { Random } from './random.ts'
import { hour, minute, writeInstant } from './time.ts'
import type { Instant } from './time.ts'

const zone = 'Europe/Copenhagen'
const day = 24 * hour

interface Scene {
  random: Random
  policy: PlainPolicy
  /** When the call started. */
  base: Instant
  /** Later instants, sorted, ends of periods among them. */
  later: readonly Instant[]
}

const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** "unlisted" is a purpose of no company. */
const named = (
  { random, policy }: Scene,
  atLeast: readonly string[] = companyPurposes
): readonly string[] => {
  const own = policy.versions.flatMap(({ purposes = [] }) => purposes.map(({ purpose }) => purpose))
  const known = [...new Set(own)].filter(purpose => atLeast.includes(purpose))
  const pool = known.length > 0 && random.chance(0.9) ? known : [...atLeast, 'unlisted']
  return random.chance(0.5) ? [random.pick(pool)] : random.some(pool)
}

const someOrNone = (scene: Scene): { purposes?: readonly string[] } =>
  scene.random.chance(0.6) ? { purposes: named(scene) } : {}

const recordingId = ({ random }: Scene): string => random.pick(['rec-1', 'rec-1', 'rec-1', 'rec-2'])

type Make = (scene: Scene, at: Instant) => Record<string, unknown>

/** How far into the recording the words stand: as it was, or not. */
const evidence = ({ random, base }: Scene, at: Instant): Record<string, unknown> => {
  const offset = Math.max(0, at - base)
  const offsetMs = random.pick([
    offset,
    offset,
    offset,
    offset + 5000,
    offset + 5001,
    offset + minute + 1,
    1200
  ])
  return { recordingId: random.pick(['rec-1', 'rec-1', 'rec-1', 'rec-2', 'rec-9']), offsetMs }
}

const makers: Record<string, Make> = {
  'consent-given': (scene, at) => ({
    method: scene.random.pick(['keypress', 'spoken', 'spoken', 'spoken', 'written', 'web', 'app']),
    purposes: named(scene),
    noticeVersion: '1',
    language: 'da',
    ...(scene.random.chance(0.6) && evidence(scene, at))
  }),
  'consent-refused': scene => ({ method: 'keypress', ...someOrNone(scene) }),
  'consent-withdrawn': scene => ({ channel: 'email', ...someOrNone(scene) }),
  'processing-objected': scene => ({ channel: 'email', ...someOrNone(scene) }),
  'analysis-objected': () => ({ channel: 'email' }),
  'erasure-requested': ({ random }) => ({
    channel: 'email',
    scope: random.pick(['all', 'recording', 'analysis'])
  }),
  'recording-stored': (scene, at) => {
    const { random, base } = scene
    const started = random.chance(0.9) ? base : at
    return {
      recordingId: recordingId(scene),
      startedAt: writeInstant(started),
      ...(random.chance(0.7) && { endedAt: writeInstant(started + random.pick([0, 5 * minute])) }),
      direction: random.pick(directions),
      customerType: random.pick([...customerTypes, 'unknown']),
      line: random.pick(lines),
      processor: 'recorder',
      region: random.pick(['DK', 'DK', 'US'])
    }
  },
  'analysis-produced': ({ random }) => ({
    analysisId: random.pick(['ana-1', 'ana-1', 'ana-2']),
    direction: random.pick(directions),
    features: ['tempo'],
    engine: 'meter',
    engineVersion: '1',
    subjects: ['customer'],
    ...(random.chance(0.3) && { processor: 'analyst', region: random.pick(['DK', 'US']) }),
    ...(random.chance(0.1) && { anonymisable: false })
  }),
  'recording-used': scene => ({
    recordingId: recordingId(scene),
    purpose: named(scene, scene.random.chance(0.9) ? recordingPurposes : analysisPurposes)[0],
    usedBy: 'employee-1'
  }),
  'recording-disclosed': scene => ({
    recordingId: recordingId(scene),
    recipient: 'court',
    reason: 'asked for',
    ...(scene.random.chance(0.7) && { requestId: scene.random.pick(['req-1', 'req-2']) })
  }),
  'recording-erased': scene => ({ recordingId: recordingId(scene), confirmation: 'ok' }),
  'analysis-erased': ({ random }) => ({ analysisId: random.pick(['ana-1', 'ana-2']), confirmation: 'ok' }),
  'analysis-anonymised': ({ random }) => ({
    analysisId: random.pick(['ana-1', 'ana-1', 'ana-2']),
    technique: 'sums'
  }),
  'access-requested': ({ random }) => ({ requestId: random.pick(['req-1', 'req-2']), channel: 'email' }),
  'access-answered': ({ random }) => ({ requestId: random.pick(['req-1', 'req-2']), copyHandedOver: true }),
  'hold-placed': ({ random }) => ({
    holdId: 'hold-1',
    claimReference: 'claim-1',
    approvedBy: 'counsel',
    reviewOn: '2027-01-01',
    suspends: random.pick(['expiry', 'all'])
  }),
  'hold-released': () => ({ holdId: 'hold-1', approvals: 2 })
}

const grants = ['consent-given']
const acts = [
  ...['consent-withdrawn', 'consent-withdrawn', 'consent-refused', 'processing-objected'],
  ...['processing-objected', 'analysis-objected', 'erasure-requested']
]
const uses = [
  'recording-used',
  'recording-used',
  'recording-disclosed',
  'access-requested',
  'access-answered'
]
const outcomes = [
  'recording-erased',
  'analysis-anonymised',
  'analysis-erased',
  'hold-placed',
  'hold-released'
]

/** Each line: how often, of which types, at one of which instants. */
const plan = ({ random, base, later }: Scene): readonly [type: string, at: Instant][] => {
  const near = [
    base - 25 * hour,
    base - hour,
    base - 1000,
    base,
    base,
    base + 1000,
    base + 5000,
    base + 30_000
  ]
  const words = [
    base + 1,
    base + 1000,
    base + 4000,
    base + 5000,
    base + 20_000,
    base + minute,
    base + minute + 1
  ]
  const many = (count: number, types: readonly string[], instants: readonly Instant[]) =>
    Array.from({ length: count }, () => [random.pick(types), random.pick(instants)] as [string, Instant])
  const afterStart = [base, base + 1, base + 1000, ...later]
  return [
    ...many(random.below(3), grants, [...near, ...words]),
    ...many(random.chance(0.25) ? 1 : 0, acts, near),
    ...many(random.chance(0.85) ? 1 : 0, ['recording-stored'], [base + 10 * minute]),
    ...many(random.chance(0.2) ? 1 : 0, ['recording-stored'], [base + 10 * minute, ...later]),
    ...many(random.chance(0.6) ? 1 : 0, ['analysis-produced'], [base, base + 1000, base + minute, ...later]),
    ...many(random.below(4), acts, afterStart),
    ...many(random.below(3), uses, afterStart),
    ...many(random.chance(0.4) ? 1 : 0, outcomes, afterStart)
  ]
}

type Happening = readonly [type: string, at: Instant, members?: Record<string, unknown>]
type Story = (scene: Scene) => readonly Happening[]

/** Words in the call, with what is said before, with and after them. */
const spokenWords: Story = ({ random, base, policy }) => {
  const words = base + random.pick([1000, 5000, 30_000, minute])
  const purposes = policy.versions.flatMap(version => version.purposes ?? [])
  const asked = purposes.filter(({ of, basis }) => of === 'recording' && basis === '6(1)(a)')
  const named = random.some([...new Set(['quality', ...asked.map(({ purpose }) => purpose)])])
  const offsetMs = Math.max(0, words - base + random.pick([0, 0, 0, 5000, 5001, -5001]))
  const said = { method: 'spoken', purposes: named, recordingId: 'rec-1', offsetMs }
  const [start, between] = [base + random.pick([0, 1]), words - random.pick([1, 500, 1000])]
  return [
    ['recording-stored', base + 10 * minute, { recordingId: 'rec-1', startedAt: writeInstant(base) }],
    ['consent-given', words, said],
    ...(random.chance(0.3)
      ? ([['consent-refused', start, { purposes: [random.pick(named)] }]] as Happening[])
      : []),
    ...(random.chance(0.4) ? ([['consent-refused', between]] as Happening[]) : []),
    ...(random.chance(0.4)
      ? ([['consent-given', base - hour, { purposes: [random.pick(named)] }]] as Happening[])
      : [])
  ]
}

/** Each purpose taken by an act of its own, some by two, and uses between them. */
const takenOneByOne: Story = ({ random, base, policy, later }) => {
  const purposes = policy.versions.flatMap(version => version.purposes ?? [])
  const after = (): Instant =>
    random.pick(random.chance(0.5) ? later : [base + 1, base + day, base + 2 * day])
  const taking = purposes.flatMap(({ purpose, basis }): readonly Happening[] =>
    Array.from({ length: random.below(3) }, () => {
      const types =
        basis === '6(1)(a)' ? ['consent-withdrawn', 'processing-objected'] : ['processing-objected']
      return [random.pick(types), after(), { purposes: [purpose] }]
    })
  )
  return [
    ['consent-given', base - hour, { purposes: companyPurposes }],
    ['recording-stored', base + 10 * minute, { recordingId: 'rec-1', startedAt: writeInstant(base) }],
    ['analysis-produced', base + random.pick([0, minute]), { analysisId: 'ana-1' }],
    ...taking.slice(0, 5),
    random.chance(0.3)
      ? ['erasure-requested', after()]
      : ['recording-used', after(), { recordingId: 'rec-1' }],
    ['recording-used', after(), { recordingId: 'rec-1' }],
    ...(random.chance(0.3)
      ? ([['analysis-anonymised', after(), { analysisId: 'ana-1' }]] as Happening[])
      : [])
  ]
}

/** An access request about the erasure of a recording. */
const handover: Story = ({ random, base }) => {
  const [asked, erased] = [base + random.pick([0, hour, day]), base + random.pick([hour, day, day + 1])]
  const [requestId, recordingId] = ['req-1', 'rec-1']
  return [
    ['recording-stored', base + 10 * minute, { recordingId, startedAt: writeInstant(base) }],
    ['access-requested', asked, { requestId }],
    ['recording-erased', erased, { recordingId }],
    random.chance(0.5)
      ? ['access-answered', erased + random.pick([-1, 0, 1]), { requestId }]
      : ['recording-disclosed', erased + random.pick([-1, 0, 1]), { requestId, recordingId }]
  ]
}

/** At times several acts of one instant. */
const gathered = (
  random: Random,
  planned: readonly [type: string, at: Instant][]
): readonly [type: string, at: Instant][] => {
  const last = planned.filter(([type]) => acts.includes(type)).at(-1)?.[1]
  if (last === undefined || random.chance(0.6)) return planned
  return planned.map(([type, at]) => [type, acts.includes(type) && random.chance(0.6) ? last : at])
}

/** The history of a company's call. */
export const companyHistoryOf = (seed: number): History => {
  const random = randomOf(seed)
  const base = random.pick(
    ['2026-01-05T10:00:00Z', '2026-01-31T22:59:59Z', '2026-03-02T09:00:00Z'].map(text => Date.parse(text))
  )
  const ends = ['P1D', 'P2W', 'P4W', 'P30D', 'P1M', 'P5W', 'P2M', 'P6M'].map(
    period => endOf(period, base, zone).dueAt
  )
  const end = random.pick(ends)
  const later = [base + day, base + 10 * day, end, end, end - 1, end + 1, random.pick(ends), base + 40 * day]
  const starts = [base - 30 * day, base, base + 1, base + day, base + 5 * day, ...later]
  const policy = companyPolicyOf(random, starts)
  const scene: Scene = { random, policy, base, later }
  const story = random.chance(0.45) ? random.pick([spokenWords, takenOneByOne, handover])(scene) : []
  const told = story.filter(() => random.chance(0.85))
  const planned = gathered(random, plan(scene))
  const happened: readonly Happening[] = random.chance(0.5) && told.length > 0 ? told : [...planned, ...told]
  const entries = happened.map(([type, at, members], index): PlainEvent => ({
    ...{ id: uuid(index + 1), type, callId: 'call-1', occurredAt: writeInstant(at) },
    ...makers[type]?.(scene, at),
    ...members
  }))
  const soon = [...later, base, base + minute, extendedAnswerEnd(base, zone).dueAt]
  const asOf = random.chance(0.5) ? base + 400 * day : random.pick(soon) + random.pick([0, 0, 0, 1, hour])
  return { seed, entries: random.shuffled(entries), policy, asOf: writeInstant(asOf) }
}
