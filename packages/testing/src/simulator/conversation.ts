/**
 * The call itself: who asks whom for consent, and what is recorded and analysed.
 */
import { type EventOf, type Identifier, instantFromEpoch, noticePurposes, type Purpose } from '@samtykke/core'
import { minute, second } from './calendar.ts'
import type { History } from './history.ts'
import type { Random } from './random.ts'

type Stored = EventOf<'recording-stored'>
type Direction = Stored['direction']

/** The recording, as later acts refer to it. Instants in milliseconds. */
export interface Recording {
  readonly recordingId: Identifier
  readonly startedAt: number
  readonly anchor: number
  readonly months: number
  readonly processor: string
  /** The purposes consented to before it started. */
  readonly purposes: ReadonlyArray<Purpose>
}

export interface Analysis {
  readonly analysisId: Identifier
  readonly producedAt: number
  readonly anonymisable: boolean
  /** Whether the notice allows it at all, and the customer consented to it. */
  readonly lawful: boolean
}

export interface Conversation {
  readonly recording?: Recording
  readonly analysis?: Analysis
}

const lineOf = (random: Random, direction: Direction): Stored['line'] =>
  direction === 'inbound'
    ? random.pick([
        [92, 'customer-service'],
        [3, 'sales'],
        [5, 'other']
      ])
    : random.pick([
        [12, 'customer-service'],
        [81, 'sales'],
        [7, 'other']
      ])

const purposesAskedFor = (random: Random, direction: Direction): ReadonlyArray<Purpose> => {
  const some = random.pick<ReadonlyArray<Purpose>>([
    [90, noticePurposes.flatMap(({ purpose, of }) => (of === 'recording' ? [purpose] : []))],
    [7, ['quality-assurance', 'documentation']],
    [3, ['documentation']]
  ])
  return direction === 'inbound' && random.chance(68) ? [...some, 'voice-analysis'] : some
}

/** Mostly well under ten minutes, now and then more than half an hour. */
const duration = (random: Random): number =>
  random.pick([
    [40, random.between(30 * second, 3 * minute)],
    [45, random.between(3 * minute, 10 * minute)],
    [13, random.between(10 * minute, 30 * minute)],
    [2, random.between(30 * minute, 75 * minute)]
  ])

interface Planned {
  readonly direction: Direction
  readonly recordingId: Identifier
  readonly startedAt: number
  readonly endedAt: number
}

/** How consent is asked for: a key before the recording starts, or words that are in it. */
type How = Pick<EventOf<'consent-given'>, 'method' | 'digit' | 'recordingId' | 'offsetMs'>

const isAskedByKey = (random: Random, direction: Direction): boolean =>
  (direction === 'inbound') === !random.chance(0.4)

/** The clock of what hears the words, behind that of the recorder. */
const latestClock = 1.5 * second

const askForConsent = (
  { random, write }: History,
  direction: Direction,
  at: number,
  how: How
): ReadonlyArray<Purpose> => {
  const purposes = purposesAskedFor(random, direction)
  const notice = {
    noticeVersion: random.pick([
      [80, '2025-01'],
      [20, '2024-06']
    ]),
    language: random.pick([
      [93, 'da'],
      [7, 'en']
    ])
  }
  if (purposes.length > 1 && random.chance(30)) {
    const [first, rest] = [purposes.slice(0, -1), purposes.slice(-1)]
    write('consent-given', at, { ...how, ...notice, purposes: first })
    write('consent-given', at + random.between(0, second), { ...how, ...notice, purposes: rest })
  } else {
    write('consent-given', at, { ...how, ...notice, purposes })
  }
  return purposes
}

const analyse = (
  { random, write, reference }: History,
  { direction, recordingId, endedAt: at }: Planned,
  purposes: ReadonlyArray<Purpose>
): Analysis | undefined => {
  const consented = purposes.includes('voice-analysis')
  if (!(consented ? random.chance(92) : random.chance(0.3))) return undefined
  const analysisId = reference()
  const anonymisable = !random.chance(2)
  write('analysis-produced', at, {
    analysisId,
    recordingId,
    direction,
    features: random.chance(0.2)
      ? ['tone-range', 'tempo', 'topics']
      : random.pick([
          [80, ['tone-range', 'tempo', 'loudness']],
          [20, ['tone-range', 'tempo']]
        ]),
    engine: 'voice-feedback',
    engineVersion: random.pick([
      [70, '4.2.0'],
      [30, '4.1.3']
    ]),
    subjects: random.chance(12) ? ['customer', 'agent'] : ['customer'],
    ...(anonymisable ? {} : { anonymisable })
  })
  return { analysisId, producedAt: at, anonymisable, lawful: consented && direction === 'inbound' }
}

const record = (
  { random, write, customer }: History,
  { direction, recordingId, startedAt, endedAt }: Planned
): Omit<Recording, 'purposes'> => {
  const line = lineOf(random, direction)
  const customerType = random.chance(1.5) ? 'unknown' : customer.customerType
  const processor = random.pick([
    [70, 'recorder-north'],
    [30, 'recorder-cloud']
  ])
  const endKnown = !random.chance(0.5)
  write('recording-stored', endedAt + random.between(second, 40 * second), {
    recordingId,
    startedAt: instantFromEpoch(startedAt),
    ...(endKnown ? { endedAt: instantFromEpoch(endedAt) } : {}),
    direction,
    customerType,
    line,
    processor,
    region: random.pick([
      [700, 'DK'],
      [200, 'SE'],
      [99, 'IE'],
      [1, 'US']
    ]),
    sha256: random.hex(64),
    bytes: Math.floor((endedAt - startedAt) / second) * 8_000 + 44,
    mediaType: 'audio/wav'
  })
  const sixteen = direction === 'inbound' && line === 'customer-service' && customerType === 'business'
  return {
    recordingId,
    startedAt,
    anchor: endKnown ? endedAt : startedAt,
    months: sixteen ? 16 : 6,
    processor
  }
}

/** Simulates the call that starts at the instant. */
export const converse = (history: History, startsAt: number): Conversation => {
  const { random, write, reference } = history
  const direction: Direction = random.chance(72) ? 'inbound' : 'outbound'
  const askedAt = startsAt + random.between(5 * second, 25 * second)
  if (random.chance(13)) {
    write('consent-refused', askedAt, { method: direction === 'inbound' ? 'keypress' : 'spoken' })
    return {}
  }
  const recordingId = reference()
  const order = random.pick([
    [990, 'consent first'],
    [6, 'recording first'],
    [4, 'no consent']
  ])
  const byKey = isAskedByKey(random, direction)
  // Words of consent are in a recording that runs: at its very beginning, or later than they count.
  const spokenAfter =
    order === 'recording first'
      ? random.between(70 * second, 4 * minute)
      : random.between(2 * second, 45 * second)
  const keyBefore =
    order === 'recording first' ? -random.between(second, 4 * second) : random.between(0, 90 * second)
  const startedAt = askedAt + (byKey ? keyBefore : -spokenAfter)
  const how: How = byKey
    ? { method: 'keypress', digit: '1' }
    : { method: 'spoken', recordingId, offsetMs: spokenAfter + random.between(0, latestClock) }
  const given = order === 'no consent' ? [] : askForConsent(history, direction, askedAt, how)
  const endedAt = Math.max(startedAt, askedAt) + duration(random)
  const planned = { direction, recordingId, startedAt, endedAt }
  const analysis = analyse(history, planned, given)
  const recording = {
    ...record(history, planned),
    purposes: order === 'consent first' ? given.filter(purpose => purpose !== 'voice-analysis') : []
  }
  return analysis === undefined ? { recording } : { recording, analysis }
}
