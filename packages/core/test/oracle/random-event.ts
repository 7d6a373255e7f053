// One event with members from small pools.
import { allPurposes } from './policies.ts'
import type { PlainEvent } from './plain.ts'
import type { Random } from './random.ts'
import { hour, localDay, minute, writeInstant } from './time.ts'
import type { Instant } from './time.ts'

export interface Pools {
  random: Random
  callId: string
  newId: () => string
  base: Instant
  moments: readonly Instant[]
}

/** An instant as text, in one of the forms that RFC 3339 allows. */
export const instantText = (random: Random, instant: Instant): string => {
  if (random.chance(0.8)) return writeInstant(instant)
  const zulu = writeInstant(instant)
  const finer = random.pick(['', '1', '999999', '000'])
  if (random.chance(0.1)) return zulu.toLowerCase()
  if (random.chance(0.3)) return zulu.replace('Z', `${finer}Z`)
  if (random.chance(0.2) && zulu.endsWith('.000Z')) return zulu.replace('.000Z', 'Z')
  const [sign, hours, minutes] = random.pick([
    ['+', 2, 0],
    ['+', 1, 0],
    ['-', 8, 30],
    ['+', 0, 0],
    ['+', 14, 0],
    ['-', 0, 0]
  ] as const)
  const shift = (hours * hour + minutes * minute) * (sign === '+' ? 1 : -1)
  const offset = `${sign}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
  return writeInstant(instant + shift).replace('Z', `${finer}${offset}`)
}

// "shared": an id that a recording, an analysis, a hold and a request may all have.
const recordingIds = ['rec-1', 'rec-1', 'rec-1', 'rec-2', 'rec-3', 'shared']
const analysisIds = ['ana-1', 'ana-1', 'ana-1', 'ana-2', 'shared']
const holdIds = ['hold-1', 'hold-1', 'Hold-2', 'shared']
const requestIds = ['req-1', 'req-1', 'Req-2', 'shared']

const outcomeExtras = (random: Random): Record<string, unknown> => ({
  confirmation: 'ok-1',
  ...(random.chance(0.2) && { processor: 'voice-cloud', method: 'overwrite', copies: 2, verifiedBy: 'v-1' }),
  ...(random.chance(0.1) && { backupsExpireOn: '2027-01-01' })
})

/** Some, at times in another order, at times one of them twice. */
const someOf = (random: Random, items: readonly string[]): readonly string[] => {
  const some = random.some(items)
  if (random.chance(0.8)) return some
  return random.shuffled(random.chance(0.5) ? some : [...some, random.pick(some)])
}

const somePurposes = (random: Random): readonly string[] =>
  random.chance(0.7) ? allPurposes : someOf(random, allPurposes)

const day = (pools: Pools): string => localDay(pools.random.pick(pools.moments), 'Europe/Copenhagen')

type Make = (pools: Pools) => Record<string, unknown>

const makers: Record<string, Make> = {
  'consent-given': ({ random }) => ({
    method: random.chance(0.7) ? 'keypress' : 'spoken',
    purposes: somePurposes(random),
    noticeVersion: '2024-01',
    language: random.pick(['da', 'en-GB']),
    ...(random.chance(0.5) && { digit: '1' }),
    ...(random.chance(0.1) && { recordingId: random.pick([...recordingIds, 'rec-9']), offsetMs: 1200 })
  }),
  'consent-refused': ({ random }) => ({
    method: random.pick(['keypress', 'spoken']),
    ...(random.chance(0.6) && { purposes: someOf(random, allPurposes) })
  }),
  'consent-withdrawn': ({ random }) => ({
    channel: random.pick(['email', 'phone', 'carrier pigeon']),
    ...(random.chance(0.65) && { purposes: someOf(random, allPurposes) })
  }),
  'recording-stored': ({ random, base, moments }) => {
    const started = random.chance(0.6) ? base : random.pick(moments)
    return {
      recordingId: random.pick(recordingIds),
      startedAt: instantText(random, started),
      ...(random.chance(0.7) && {
        endedAt: instantText(
          random,
          random.chance(0.6) ? started + random.below(3) * 5 * minute : random.pick(moments)
        )
      }),
      direction: random.chance(0.75) ? 'inbound' : 'outbound',
      customerType: random.pick(['private', 'private', 'business', 'business', 'unknown']),
      line: random.pick([...Array<string>(5).fill('customer-service'), 'sales', 'other']),
      processor: 'voice-cloud',
      region: random.pick(['DK', 'DK', 'DK', 'IE', 'NO', 'US', 'GB']),
      ...(random.chance(0.2) && { sha256: 'ab'.repeat(32), bytes: 1024, mediaType: 'audio/wav' })
    }
  },
  'recording-used': ({ random }) => ({
    recordingId: random.pick(recordingIds),
    purpose: random.pick(allPurposes),
    usedBy: 'agent-7',
    ...(random.chance(0.3) && { holdId: random.pick(holdIds) }),
    ...(random.chance(0.1) && { requestId: random.pick(requestIds) })
  }),
  'recording-disclosed': ({ random }) => ({
    recordingId: random.pick(recordingIds),
    recipient: 'court',
    reason: 'asked for',
    ...(random.chance(0.3) && { holdId: random.pick(holdIds) }),
    ...(random.chance(0.5) && { requestId: random.pick(requestIds) })
  }),
  'analysis-produced': ({ random }) => ({
    analysisId: random.pick(analysisIds),
    ...(random.chance(0.5) && { recordingId: random.pick([...recordingIds, 'rec-9']) }),
    direction: random.chance(0.8) ? 'inbound' : 'outbound',
    features: random.chance(0.85) ? someOf(random, ['tone-range', 'tempo', 'loudness']) : ['tempo', 'words'],
    engine: 'tone',
    engineVersion: '3',
    subjects: someOf(random, ['customer', 'agent']),
    ...(random.chance(0.35) && { anonymisable: random.chance(0.3) })
  }),
  'analysis-objected': () => ({ channel: 'email' }),
  'erasure-requested': ({ random }) => ({
    channel: 'email',
    scope: random.pick(['all', 'recording', 'analysis'])
  }),
  'hold-placed': pools => ({
    holdId: pools.random.pick(holdIds),
    claimReference: 'claim-1',
    approvedBy: 'counsel',
    reviewOn: day(pools),
    suspends: pools.random.pick(['expiry', 'all'])
  }),
  'hold-reviewed': pools => ({
    holdId: pools.random.pick(holdIds),
    approvedBy: 'counsel',
    reviewOn: day(pools)
  }),
  'hold-released': ({ random }) => ({
    holdId: random.pick(holdIds),
    approvals: random.pick([1, 2, 2, 3]),
    ...(random.chance(0.3) && { approvedBy: ['a', 'b'] })
  }),
  'erasure-instructed': ({ random }) => {
    const target = random.pick(['recording', 'analysis'])
    const ids = target === 'recording' || random.chance(0.1) ? recordingIds : analysisIds
    return { target, targetId: random.pick(ids), processor: 'voice-cloud' }
  },
  'recording-erased': ({ random }) => ({ recordingId: random.pick(recordingIds), ...outcomeExtras(random) }),
  'analysis-erased': ({ random }) => ({ analysisId: random.pick(analysisIds), ...outcomeExtras(random) }),
  'analysis-anonymised': ({ random }) => ({ analysisId: random.pick(analysisIds), technique: 'aggregation' }),
  'retention-failed': ({ random }) => {
    const target = random.pick(['recording', 'analysis', 'analysis'])
    return {
      target,
      targetId: random.pick(target === 'recording' || random.chance(0.1) ? recordingIds : analysisIds),
      action: random.pick(['erase', 'anonymise']),
      reason: 'timeout',
      permanent: random.chance(0.5)
    }
  },
  'access-requested': ({ random }) => ({ requestId: random.pick(requestIds), channel: 'email' }),
  'access-extended': ({ random }) => ({ requestId: random.pick(requestIds), reason: 'many calls' }),
  'access-answered': ({ random }) => ({
    requestId: random.pick(requestIds),
    copyHandedOver: random.chance(0.6),
    ...(random.chance(0.3) && { refusedBecause: 'not identified' }),
    ...(random.chance(0.1) && { recordingIds: ['rec-9'] })
  }),
  'proof-redacted': ({ random, moments }) => ({
    keyDestroyed: random.chance(0.5),
    ...(random.chance(0.3) && {
      residue: [
        {
          action: 'erase',
          target: 'recording',
          article: '17(1)(a)',
          rule: 'expiry',
          at: instantText(random, random.pick(moments))
        }
      ]
    })
  }),
  'call-transferred': ({ random }) => ({
    to: random.pick(['a', 'b']),
    startedAt: 'noon',
    weight: random.pick([1, 1e21])
  })
}

export const eventTypes = Object.keys(makers)

export const eventOf = (pools: Pools, type: string, at: Instant): PlainEvent => {
  const { random, callId, newId, moments } = pools
  const recorded = (): Instant => {
    if (random.chance(0.6)) return at + random.pick([0, 1, 1000, 10 * minute, 48 * hour])
    if (random.chance(0.5)) return at - random.pick([1, 5 * minute, 5 * minute + 1, hour])
    return random.pick(moments)
  }
  return {
    id: newId(),
    type,
    callId,
    occurredAt: instantText(random, at),
    ...(random.chance(random.pick([0, 0.2, 0.5])) && { recordedAt: instantText(random, recorded()) }),
    ...(random.chance(0.05) && { recordedAt: null }),
    ...(random.chance(0.05) && { subjectRef: 'subject-1' }),
    ...makers[type]?.(pools),
    ...(random.chance(0.05) && { endedAt: null }),
    ...(random.chance(0.05) && { note: random.pick(['x', 'y']) })
  }
}
