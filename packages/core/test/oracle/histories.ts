// Adversarial histories: few ids and instants, so that everything ties, repeats, conflicts and comes too late.
import { momentsOf } from './moments.ts'
import type { Entry, PlainEvent, PlainPolicy } from './plain.ts'
import { eventOf, eventTypes, instantText } from './random-event.ts'
import type { Pools } from './random-event.ts'
import { randomPolicy } from './random-policy.ts'
import { randomOf } from './random.ts'
import type { Random } from './random.ts'
import { storyOf } from './stories.ts'
import { hour, minute, readInstant, writeInstant } from './time.ts'
import type { Instant } from './time.ts'

export interface History {
  seed: number
  entries: readonly Entry[]
  policy: PlainPolicy
  asOf: string
  knownAt?: string
}

const uuid = (number: number): string => `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`

/** What usually happens, in the order in which it does; each line a choice. */
const lifecycle: readonly (readonly string[])[] = [
  ['consent-given', 'consent-given', 'consent-given', 'consent-given', 'consent-refused'],
  ['recording-stored'],
  ['analysis-produced', 'recording-stored', 'recording-used'],
  [
    'hold-placed',
    'access-requested',
    'consent-withdrawn',
    'erasure-requested',
    'analysis-objected',
    'recording-used'
  ],
  [
    'recording-used',
    'recording-disclosed',
    'hold-placed',
    'consent-given',
    'erasure-instructed',
    'access-extended'
  ],
  ['hold-released', 'access-answered', 'hold-reviewed', 'retention-failed', 'erasure-requested'],
  ['recording-erased'],
  ['analysis-erased', 'analysis-anonymised', 'recording-stored', 'recording-erased'],
  ['proof-redacted', 'access-answered', 'access-requested', 'recording-stored', 'hold-released']
]

const sortedPicks = (random: Random, moments: readonly Instant[], count: number): Instant[] =>
  Array.from({ length: count }, () => random.pick(moments)).sort((left, right) => left - right)

const usualCall = (pools: Pools): PlainEvent[] => {
  const types = lifecycle.flatMap(choices => {
    if (choices !== lifecycle[0] && pools.random.chance(0.12)) return []
    return pools.random.chance(0.25)
      ? [pools.random.pick(choices), pools.random.pick(choices)]
      : [pools.random.pick(choices)]
  })
  const times = sortedPicks(pools.random, pools.moments, types.length)
  const beforeCall =
    pools.base -
    pools.random.pick([0, 0, 1, 1000, hour, 24 * hour - 1, 24 * hour, 24 * hour + 1, -1, -1000, -5000])
  return types.map((type, index) => {
    const time = times[index] ?? pools.base
    if (pools.random.chance(0.25)) return eventOf(pools, type, time)
    return eventOf(pools, type, index === 0 ? beforeCall : Math.max(time, pools.base))
  })
}

const anyCall = (pools: Pools, count: number): PlainEvent[] =>
  Array.from({ length: count }, () =>
    eventOf(pools, pools.random.pick(eventTypes), pools.random.pick(pools.moments))
  )

/** Ends what the call has, so that calls get closed. */
const endings = (pools: Pools, events: readonly PlainEvent[]): PlainEvent[] => {
  const at = pools.moments.at(-1) ?? pools.base
  const end = (type: string, members: Record<string, unknown>): PlainEvent => ({
    ...eventOf(pools, type, at),
    ...members
  })
  return events.flatMap(event => {
    switch (event.type) {
      case 'recording-stored':
        return [end('recording-erased', { recordingId: event['recordingId'] })]
      case 'analysis-produced':
        return [end('analysis-erased', { analysisId: event['analysisId'] })]
      case 'access-requested':
        return [end('access-answered', { requestId: event['requestId'] })]
      case 'hold-placed':
        return [end('hold-released', { holdId: event['holdId'] })]
      default:
        return []
    }
  })
}

/** The same instants, written otherwise. */
const rewritten = (random: Random, event: PlainEvent): PlainEvent => {
  const again = { ...event }
  for (const member of ['occurredAt', 'startedAt', 'endedAt']) {
    const instant = event[member]
    const isInstant = typeof instant === 'string' && instant !== 'noon'
    if (isInstant) again[member] = instantText(random, readInstant(instant))
  }
  return again
}

/** The same event once more: as it was, later, with nulls, or written otherwise. */
const again = (pools: Pools, event: PlainEvent): PlainEvent => {
  const { random, moments } = pools
  return random.pick([
    () => event,
    () => ({ ...event, recordedAt: instantText(random, random.pick(moments)) }),
    () => ({ ...event, recordedAt: null, subjectRef: event['subjectRef'] ?? null }),
    () => rewritten(random, event),
    () => rewritten(random, event),
    () => ({ ...event, occurredAt: instantText(random, random.pick(moments)) }),
    () => ({ ...eventOf(pools, random.pick(eventTypes), random.pick(moments)), id: event.id }),
    () => ({ ...eventOf(pools, event.type, readInstant(event.occurredAt)), id: event.id })
  ])()
}

const unreadOf = (pools: Pools): Entry[] => {
  const { random, callId, moments } = pools
  if (random.chance(0.88)) return []
  const recordedAt = writeInstant(random.pick(moments))
  return [
    random.pick<Entry>([
      { kind: 'undecodable', callId, id: uuid(900), recordedAt },
      { kind: 'redacted', callId, id: uuid(901), recordedAt },
      { kind: 'bad-line', callId }
    ])
  ]
}

const callOf = (random: Random, number: number, base: Instant, moments: readonly Instant[]): Entry[] => {
  const idCount = random.chance(0.8) ? 4000 : 6 + random.below(12)
  const pools: Pools = {
    random,
    callId: random.pick([`call-${number}`, `Call.${number}`, `call~${number}`, `${number}c`]),
    newId: () => uuid(1 + random.below(idCount)),
    base,
    moments
  }
  const usual = random.chance(0.7) ? usualCall(pools) : []
  const noise = anyCall(pools, usual.length > 0 ? random.below(5) : 1 + random.below(18))
  const events = [...usual, ...noise, ...(random.chance(0.4) ? storyOf(pools) : [])]
  const ended = random.chance(0.3) ? [...events, ...endings(pools, events)] : events
  const closing = random.chance(0.25)
    ? [eventOf(pools, 'proof-redacted', moments.at(-1 - random.below(2)) ?? base)]
    : []
  const all = [...ended, ...closing].filter(() => random.chance(0.95))
  const repeated = random.chance(0.35)
    ? all.filter(() => random.chance(0.15)).map(event => again(pools, event))
    : []
  return [...all, ...repeated, ...unreadOf(pools)]
}

/** The history of a seed. */
export const historyOf = (seed: number): History => {
  const random = randomOf(seed)
  const { base, moments } = momentsOf(random)
  const policy = randomPolicy(random, moments)
  const calls = Array.from({ length: 1 + random.below(3) }, (_, index) =>
    callOf(random, index + 1, base, moments)
  )
  const last = moments.at(-1) ?? base
  const sometime = (): Instant => {
    if (random.chance(0.35))
      return last + random.pick([1, hour, 24 * hour, 400 * 24 * hour, 2500 * 24 * hour])
    return random.pick(moments) + random.pick([0, 0, -1, 1, hour, 24 * hour, 24 * hour - 1, 5 * minute])
  }
  return {
    seed,
    entries: random.shuffled(calls.flat()),
    policy,
    asOf: instantText(random, sometime()),
    ...(random.chance(0.35) && { knownAt: instantText(random, sometime()) })
  }
}
