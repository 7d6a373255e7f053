/**
 * The call itself: who asks whom for consent, and what is recorded and analysed.
 */
import { type EventOf, type Identifier, instantFromEpoch, type Purpose } from '@samtykke/core'
import { minute, second } from './calendar.ts'
import {
  type About,
  type Company,
  type Declared,
  type Direction,
  isAsked,
  type Method,
  namesOf
} from './company.ts'
import type { History } from './history.ts'
import type { Random } from './random.ts'

type Stored = EventOf<'recording-stored'>

/** The recording, as later acts refer to it. Instants in milliseconds. */
export interface Recording {
  readonly recordingId: Identifier
  readonly startedAt: number
  readonly anchor: number
  readonly processor: string
  readonly about: About
  /** The purposes that stand when it starts: consented to before, or in need of no consent. */
  readonly purposes: Declared
}

export interface Analysis {
  readonly analysisId: Identifier
  readonly producedAt: number
  readonly endsAt: number
  /** What becomes of it when its time is over. */
  readonly becomes: 'anonymise' | 'erase'
  /** The purposes that stand when it is produced. */
  readonly purposes: Declared
}

export interface Conversation {
  readonly recording?: Recording
  readonly analysis?: Analysis
}

/** In 100 calls of a direction: on a line that something is said of, on another that is named, on none of these. */
const lineShares: Readonly<Record<Direction, { usual: number; unusual: number; other: number }>> = {
  inbound: { usual: 92, unusual: 3, other: 5 },
  outbound: { usual: 81, unusual: 12, other: 7 }
}

const lineOf = (random: Random, company: Company, direction: Direction): Stored['line'] => {
  const lines = company.lines(direction)
  const { usual, unusual, other } = lineShares[direction]
  const share = (isUsual: boolean): number =>
    (isUsual ? usual : unusual) / lines.filter(each => each.isUsual === isUsual).length
  return random.pick([
    ...lines.map(({ line, isUsual }) => [share(isUsual), line] as const),
    [other, 'other'] as const
  ])
}

const purposesAskedFor = (random: Random, company: Company, about: About): ReadonlyArray<Purpose> => {
  const all = namesOf(company.purposes('recording', about).filter(isAsked))
  const [first, last] = [all.slice(0, 1), all.slice(-1)]
  const some = random.pick<ReadonlyArray<Purpose>>([
    [90, all],
    [7, [...new Set([...first, ...last])]],
    [3, last]
  ])
  const analyses = namesOf(company.purposes('analysis', about).filter(isAsked))
  return analyses.length > 0 && random.chance(68) ? [...some, ...analyses] : some
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
  /** As far as it is known before anything is stored. */
  readonly about: About
  readonly recordingId: Identifier
  readonly startedAt: number
  readonly endedAt: number
}

/** How consent is asked for: a key before the recording starts, or words that are in it. */
type How = Pick<EventOf<'consent-given'>, 'method' | 'digit' | 'recordingId' | 'offsetMs'>

const methodOf = ({ random, company }: History, direction: Direction, usual: Method): Method => {
  const { fitting, others } = company.methods(direction)
  const methods = random.chance(0.4) && others.length > 0 ? others : fitting
  return methods.length > 1 ? random.pick(methods.map(method => [1, method])) : (methods[0] ?? usual)
}

/** The clock of what hears the words, behind that of the recorder. */
const latestClock = 1.5 * second

const askForConsent = (
  { random, write, company }: History,
  about: About,
  at: number,
  how: How
): ReadonlyArray<Purpose> => {
  const purposes = purposesAskedFor(random, company, about)
  if (purposes.length === 0) return purposes
  const [language, otherLanguage] = company.languages
  const notice = {
    noticeVersion: random.pick([
      [80, '2025-01'],
      [20, '2024-06']
    ]),
    language: random.pick([
      [93, language],
      [7, otherLanguage]
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
  { random, write, reference, company }: History,
  { about, recordingId, endedAt: at }: Planned,
  consented: ReadonlyArray<Purpose>
): Analysis | undefined => {
  if (company.all('analysis').length === 0) return undefined
  const purposes = company
    .purposes('analysis', about)
    .filter(each => !isAsked(each) || consented.includes(each.purpose))
  if (!random.chance(purposes.length > 0 ? 92 : 0.3)) return undefined
  const analysisId = reference()
  const anonymisable = !random.chance(2)
  const { features } = company
  write('analysis-produced', at, {
    analysisId,
    recordingId,
    direction: about.direction,
    features: random.chance(0.2)
      ? [...features.slice(0, 2), 'topics']
      : random.pick([
          [80, features],
          [20, features.slice(0, Math.max(1, features.length - 1))]
        ]),
    engine: 'voice-feedback',
    engineVersion: random.pick([
      [70, '4.2.0'],
      [30, '4.1.3']
    ]),
    subjects: random.chance(12) ? ['customer', 'agent'] : ['customer'],
    ...(anonymisable ? {} : { anonymisable })
  })
  const judged = purposes.length > 0 ? purposes : company.all('analysis')
  return {
    analysisId,
    producedAt: at,
    endsAt: Math.max(...judged.map(each => company.endOf('analysis', each, at, about))),
    becomes: anonymisable ? company.thenOf(judged, about.direction) : 'erase',
    purposes
  }
}

const record = (
  { random, write, customer, company }: History,
  { about: { direction, line: knownLine }, recordingId, startedAt, endedAt }: Planned,
  consented: ReadonlyArray<Purpose>
): Recording => {
  const line = knownLine ?? lineOf(random, company, direction)
  const customerType = random.chance(1.5) ? 'unknown' : customer.customerType
  const processor = random.pick([
    [70, 'recorder-north'],
    [30, 'recorder-cloud']
  ])
  const endKnown = !random.chance(0.5)
  const [region, secondRegion, thirdRegion] = company.regions
  write('recording-stored', endedAt + random.between(second, 40 * second), {
    recordingId,
    startedAt: instantFromEpoch(startedAt),
    ...(endKnown ? { endedAt: instantFromEpoch(endedAt) } : {}),
    direction,
    customerType,
    line,
    processor,
    region: random.pick([
      [700, region],
      [200, secondRegion],
      [99, thirdRegion],
      [1, 'US']
    ]),
    sha256: random.hex(64),
    bytes: Math.floor((endedAt - startedAt) / second) * 8_000 + 44,
    mediaType: 'audio/wav'
  })
  const about = { direction, line, customerType }
  return {
    recordingId,
    startedAt,
    anchor: endKnown ? endedAt : startedAt,
    processor,
    about,
    purposes: company
      .purposes('recording', about)
      .filter(each => !isAsked(each) || consented.includes(each.purpose))
  }
}

/** How the consent of a call is asked for, and when the recording starts. */
const planConsent = (
  history: History,
  direction: Direction,
  recordingId: Identifier,
  { usual, askedAt, isLate }: { readonly usual: Method; readonly askedAt: number; readonly isLate: boolean }
): { readonly how: How; readonly startedAt: number } => {
  const { random, company } = history
  const method = methodOf(history, direction, usual)
  const { wordsWithin } = company
  const latest = Math.min(45 * second, wordsWithin - latestClock)
  // Words of consent are in a recording that runs, where they then count: at its very beginning, or later than that.
  const isInRecording = method === 'spoken' && latest >= 2 * second
  const spokenAfter = isLate
    ? random.between(wordsWithin + 10 * second, wordsWithin + 180 * second)
    : random.between(2 * second, Math.max(2 * second, latest))
  const givenBefore = isLate ? -random.between(second, 4 * second) : random.between(0, 90 * second)
  return isInRecording
    ? {
        how: { method, recordingId, offsetMs: spokenAfter + random.between(0, latestClock) },
        startedAt: askedAt - spokenAfter
      }
    : {
        how: method === 'keypress' ? { method, digit: '1' } : { method },
        startedAt: askedAt + givenBefore
      }
}

const aboutOf = ({ random, customer, company }: History): About => {
  const [usual, other = usual] = company.directions as [Direction, Direction?]
  const direction = usual === other || random.chance(72) ? usual : other
  const line = company.asksByLine ? lineOf(random, company, direction) : undefined
  return { direction, line, customerType: customer.customerType }
}

/** Simulates the call that starts at the instant. */
export const converse = (history: History, startsAt: number): Conversation => {
  const { random, write, reference, company } = history
  const about = aboutOf(history)
  const { direction } = about
  const [usual] = company.methods(direction).fitting
  const isConsentNeeded = (['recording', 'analysis'] as const).some(of =>
    company.purposes(of, about).some(isAsked)
  )
  const isRecordedAnyway = company.purposes('recording', about).some(each => !isAsked(each))
  const askedAt = startsAt + random.between(5 * second, 25 * second)
  const method = isConsentNeeded ? usual : undefined
  const isRefused = method !== undefined && random.chance(13)
  if (isRefused) write('consent-refused', askedAt, { method })
  const isAsking = method !== undefined && !isRefused
  if (!isRecordedAnyway && !isAsking) return {}
  const recordingId = reference()
  const order = isAsking
    ? random.pick([
        [990, 'consent first'],
        [6, 'recording first'],
        [4, 'no consent']
      ])
    : 'no consent'
  const { how, startedAt } = isAsking
    ? planConsent(history, direction, recordingId, {
        usual: method,
        askedAt,
        isLate: order === 'recording first'
      })
    : { how: undefined, startedAt: askedAt }
  const given = how === undefined || order === 'no consent' ? [] : askForConsent(history, about, askedAt, how)
  const endedAt = Math.max(startedAt, askedAt) + duration(random)
  const planned = { about, recordingId, startedAt, endedAt }
  const analysis = analyse(history, planned, given)
  const recording = record(history, planned, order === 'consent first' ? given : [])
  return analysis === undefined ? { recording } : { recording, analysis }
}
