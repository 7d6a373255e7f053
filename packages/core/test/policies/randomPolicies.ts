// Policies of any company, and histories that name their purposes: few names and instants, so that much ties.
import type { PlainEvent } from '../oracle/plain.ts'
import { randomOf, type Random } from '../oracle/random.ts'

export interface PlainPurpose {
  purpose: string
  of: 'recording' | 'analysis'
  basis: string
  declared?: readonly string[]
  when?: Record<string, string | readonly string[]>
  requires?: 'recording' | 'nothing'
}

export interface PlainRule {
  rule: string
  keep: string
  source: string
  purposes?: readonly string[]
  [condition: string]: unknown
}

export interface PlainVersion {
  version: string
  effectiveFrom: string
  purposes: readonly PlainPurpose[]
  recordings: readonly PlainRule[]
  analyses: readonly { keep: string; then: string; source: string; purposes?: readonly string[] }[]
}

export interface Case {
  policy: { clockTolerance: string; spokenConsentWithin: string; versions: readonly PlainVersion[] }
  events: readonly PlainEvent[]
  asOf: string
}

const names = ['orders', 'quality', 'training', 'claims', 'tone', 'mood']
const bases = ['6(1)(a)', '6(1)(a)', '6(1)(b)', '6(1)(c)', '6(1)(d)', '6(1)(e)', '6(1)(f)', '6(1)(f)']
const lines = ['orders', 'sales', 'help']
const periods = ['P1W', 'P1M', 'P3M', 'P6M', 'P1Y']
const day = 86_400_000
const start = Date.UTC(2025, 0, 10, 9)

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString()

const conditionOf = (random: Random): Record<string, string | readonly string[]> => ({
  ...(random.chance(0.3) && { direction: random.pick(['inbound', 'outbound']) }),
  ...(random.chance(0.3) && { line: random.chance(0.5) ? random.pick(lines) : random.some(lines) }),
  ...(random.chance(0.3) && { customerType: random.pick(['private', 'business']) })
})

const purposeOf =
  (random: Random) =>
  (purpose: string): PlainPurpose => ({
    purpose,
    of: purpose === 'tone' || purpose === 'mood' ? 'analysis' : 'recording',
    basis: random.pick(bases),
    ...(random.chance(0.4) && { when: conditionOf(random) }),
    ...(random.chance(0.3) && { requires: random.pick(['recording', 'nothing'] as const) })
  })

export const randomVersion = (random: Random, version: string, effectiveFrom: number): PlainVersion => {
  const purposes = random.shuffled(random.some(names)).map(purposeOf(random))
  const ofRecordings = purposes.filter(({ of }) => of === 'recording').map(({ purpose }) => purpose)
  const ofAnalyses = purposes.filter(({ of }) => of === 'analysis').map(({ purpose }) => purpose)
  const rule = (name: string): PlainRule => ({
    rule: name,
    keep: random.pick(periods),
    source: 'source',
    ...conditionOf(random),
    ...(ofRecordings.length > 0 && random.chance(0.5) && { purposes: random.some(ofRecordings) })
  })
  return {
    version,
    effectiveFrom: instant(effectiveFrom),
    purposes,
    recordings: ['one', 'two', 'three'].slice(random.below(3)).map(rule),
    analyses: [
      { keep: random.pick(periods), then: 'anonymise', source: 'source' },
      ...(ofAnalyses.length > 0 && random.chance(0.5)
        ? [{ keep: random.pick(periods), then: 'erase', source: 'source', purposes: random.some(ofAnalyses) }]
        : [])
    ]
  }
}

const momentOf = (random: Random): number =>
  random.pick([start - 1000, start, start + 1000, start + 30_000]) +
  random.pick([0, 0, 1, 9, 40, 100, 400]) * day

const namedIn = (random: Random): { purposes?: readonly string[] } =>
  random.chance(0.6) ? { purposes: random.some([...names, 'unknown']) } : {}

const acts: readonly ((random: Random) => Record<string, unknown>)[] = [
  random => ({
    type: 'consent-given',
    method: random.pick(['keypress', 'spoken', 'web']),
    purposes: random.some(names),
    noticeVersion: '1',
    language: 'en',
    ...(random.chance(0.5) && {
      recordingId: 'recording-1',
      offsetMs: random.pick([0, 1000, 30_000, 90_000])
    })
  }),
  random => ({ type: 'consent-refused', method: 'keypress', ...namedIn(random) }),
  random => ({ type: 'consent-withdrawn', channel: 'email', ...namedIn(random) }),
  random => ({ type: 'processing-objected', channel: 'email', ...namedIn(random) }),
  () => ({ type: 'analysis-objected', channel: 'email' }),
  random => ({
    type: 'erasure-requested',
    channel: 'email',
    scope: random.pick(['all', 'recording', 'analysis'])
  }),
  random => ({
    type: 'recording-used',
    recordingId: 'recording-1',
    purpose: random.pick(names),
    usedBy: 'agent-7'
  })
]

const recordingOf = (random: Random, n: number): Record<string, unknown> => ({
  type: 'recording-stored',
  recordingId: `recording-${n}`,
  startedAt: instant(start),
  direction: random.pick(['inbound', 'outbound']),
  customerType: random.pick(['private', 'business', 'unknown']),
  line: random.pick([...lines, 'another']),
  processor: 'recorder',
  region: 'DK'
})

const analysisOf = (random: Random): Record<string, unknown> => ({
  type: 'analysis-produced',
  analysisId: 'analysis-1',
  direction: random.pick(['inbound', 'inbound', 'outbound']),
  features: ['tempo'],
  engine: 'engine',
  engineVersion: '1',
  subjects: ['customer'],
  ...(random.chance(0.2) && { region: 'US', processor: 'analyst' })
})

const eventsOf = (random: Random): PlainEvent[] => {
  let count = 0
  const event = (occurredAt: number, members: Record<string, unknown>): PlainEvent => ({
    id: `00000000-0000-4000-8000-${String((count += 1)).padStart(12, '0')}`,
    callId: 'call-1',
    occurredAt: instant(occurredAt),
    type: String(members['type']),
    ...members
  })
  const consents = random.chance(0.7)
    ? [event(start - 1000, { ...acts[0]?.(random), method: 'keypress' })]
    : []
  return [
    ...consents,
    event(start + 600_000, recordingOf(random, 1)),
    ...(random.chance(0.3) ? [event(start + 700_000, recordingOf(random, 2))] : []),
    ...(random.chance(0.6) ? [event(start + 800_000, analysisOf(random))] : []),
    ...Array.from({ length: random.below(6) }, () => event(momentOf(random), random.pick(acts)(random)))
  ]
}

/** The policy and the history of a seed. */
export const caseOf = (seed: number): Case => {
  const random = randomOf(seed)
  const later = random.chance(0.4) ? [randomVersion(random, '2', start + random.pick([-1, 1, 50]) * day)] : []
  return {
    policy: {
      clockTolerance: random.chance(0.7) ? 'PT0S' : 'PT5S',
      spokenConsentWithin: random.chance(0.5) ? 'PT0S' : 'PT1M',
      versions: [randomVersion(random, '1', start - 1000 * day), ...later]
    },
    events: eventsOf(random),
    asOf: instant(start + random.pick([0, 1, 10, 60, 200, 500]) * day + random.below(2))
  }
}
