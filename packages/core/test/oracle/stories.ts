// Sequences whose instants hang on each other: the very instant of a deadline, of a release, of an answer, of a grace.
import { allPurposes } from './policies.ts'
import { answerEnd, endOf, extendedAnswerEnd } from './periods.ts'
import type { PlainEvent } from './plain.ts'
import { eventOf } from './random-event.ts'
import type { Pools } from './random-event.ts'
import { hour } from './time.ts'
import type { Instant } from './time.ts'

const zone = 'Europe/Copenhagen'

const make = (pools: Pools, type: string, at: Instant, members: Record<string, unknown>): PlainEvent => ({
  ...eventOf(pools, type, at),
  ...members
})

/** Sometimes the instant itself, sometimes just beside it. */
const around = ({ random }: Pools, instant: Instant): Instant => instant + random.pick([0, 0, -1, 1])

/** Several acts of consent at one instant, each of few purposes. */
const consents = (pools: Pools): PlainEvent[] => {
  const { random, moments, base } = pools
  const at = Math.max(random.pick(moments), base + random.below(2))
  const types = ['consent-withdrawn', 'consent-withdrawn', 'consent-refused', 'consent-given']
  return Array.from({ length: 2 + random.below(3) }, () =>
    make(pools, random.pick(types), at, {
      purposes: random.shuffled(allPurposes).slice(0, 1 + random.below(2))
    })
  )
}

/** An access request, extended and answered about the ends of its time, with disclosures about the answer. */
const request = (pools: Pools): PlainEvent[] => {
  const { random, moments } = pools
  const requestId = random.pick(['req-1', 'req-3'])
  const asked = random.pick(moments)
  const [end, extendedEnd] = [answerEnd(asked, zone).dueAt, extendedAnswerEnd(asked, zone).dueAt]
  const answer = around(pools, random.pick([end, extendedEnd, asked]))
  return [
    make(pools, 'access-requested', asked, { requestId }),
    make(pools, 'access-extended', around(pools, end), { requestId }),
    make(pools, 'access-answered', answer, { requestId }),
    make(pools, 'recording-disclosed', around(pools, answer), { requestId, recordingId: 'rec-1' }),
    make(pools, 'recording-disclosed', around(pools, asked), { requestId, recordingId: 'rec-1' })
  ].filter(() => random.chance(0.8))
}

/** An erasure, and things that happen at the instant at which the recording is there again. */
const storedAgain = (pools: Pools): PlainEvent[] => {
  const { random, moments } = pools
  const erased = random.pick(moments)
  const again = random.pick([erased + hour, ...moments.filter(moment => moment > erased)])
  return [
    make(pools, 'recording-erased', erased, { recordingId: 'rec-1' }),
    make(pools, 'recording-stored', around(pools, again), { recordingId: 'rec-1' }),
    make(pools, 'recording-erased', around(pools, again), { recordingId: 'rec-1' }),
    make(pools, 'hold-placed', around(pools, again), {}),
    make(pools, 'proof-redacted', around(pools, random.pick([erased, again])), {})
  ].filter(() => random.chance(0.7))
}

/** Holds about the end of a period, and outcomes about their releases and the grace after them. */
const held = (pools: Pools): PlainEvent[] => {
  const { random, base, moments } = pools
  const end = endOf(random.pick(['P6M', 'P3M', 'P16M']), base, zone).dueAt
  const released = around(pools, random.pick([end, end + hour, end + 40 * 24 * hour, random.pick(moments)]))
  const done = around(pools, random.pick([end, released]) + random.pick([0, hour, 24 * hour, -hour]))
  return [
    make(pools, 'hold-placed', around(pools, random.pick([base, end, random.pick(moments)])), {
      holdId: 'hold-1'
    }),
    make(pools, 'hold-released', released, { holdId: 'hold-1' }),
    make(pools, 'hold-placed', around(pools, done), { holdId: 'hold-3' }),
    make(pools, 'hold-released', around(pools, done + 1000), { holdId: 'hold-3' }),
    make(pools, 'recording-used', around(pools, random.pick([end, released])), {
      recordingId: 'rec-1',
      holdId: 'hold-1'
    }),
    random.chance(0.5)
      ? make(pools, 'recording-erased', done, { recordingId: 'rec-1' })
      : make(pools, 'analysis-anonymised', done, { analysisId: 'ana-1' })
  ].filter(() => random.chance(0.75))
}

/** An analysis that was anonymised, and what comes about that instant. */
const anonymised = (pools: Pools): PlainEvent[] => {
  const { random, moments } = pools
  const done = random.pick(moments)
  const types = ['consent-withdrawn', 'consent-refused', 'analysis-objected', 'erasure-requested']
  return [
    make(pools, 'analysis-anonymised', done, { analysisId: 'ana-1' }),
    make(pools, random.pick(types), around(pools, done), {}),
    make(pools, random.pick(types), around(pools, done + hour), {}),
    make(pools, 'analysis-erased', around(pools, done), { analysisId: 'ana-1' })
  ].filter(() => random.chance(0.8))
}

const stories = [consents, request, storedAgain, held, anonymised]

export const storyOf = (pools: Pools): PlainEvent[] => pools.random.pick(stories)(pools)
