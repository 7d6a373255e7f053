/**
 * What happens to a recorded call until it is gone: it is used, claimed, asked for, and consent is taken back.
 */
import type { DeclaredPurpose, EventOf, Identifier, Purpose } from '@samtykke/core'
import { dateOf, day, hour, localDay, minute } from './calendar.ts'
import { type Company, type Declared, isAsked, isObjectable, namesOf } from './company.ts'
import type { Conversation, Recording } from './conversation.ts'
import type { History } from './history.ts'
import type { Random } from './random.ts'

/** A stretch during which a hold keeps things from being erased (milliseconds). */
export interface Hold {
  readonly from: number
  /** Absent where it is never released. */
  readonly to?: number
  readonly suspends: 'expiry' | 'all'
}

/** What the customer's acts and the company's holds mean for what is kept. Instants in milliseconds. */
export interface Afterwards {
  /** From when the recording must go, before its period is over. */
  readonly recordingUnwantedAt?: number
  /** When the time of all that it is still wanted for is over. */
  readonly recordingEndsAt: number
  readonly analysisUnwantedAt?: number
  readonly holds: ReadonlyArray<Hold>
}

const channel = (random: Random): string =>
  random.pick([
    [58, 'email'],
    [18, 'self-service'],
    [14, 'phone'],
    [6, 'in-call'],
    [4, 'letter']
  ])

/** An act by which a person takes purposes, and which it takes. */
interface Taken {
  readonly at: number
  readonly isWithdrawal: boolean
  readonly ofRecording: (purpose: DeclaredPurpose) => boolean
  readonly ofAnalysis: (purpose: DeclaredPurpose) => boolean
}

const nothing = (): boolean => false
const isTakeable = (purpose: DeclaredPurpose): boolean => isAsked(purpose) || isObjectable(purpose)

const takeBack = (history: History, { about }: Recording, end: number): Taken | undefined => {
  const { random, write, company } = history
  const at =
    end +
    random.pick([
      [40, random.between(minute, 2 * day)],
      [45, random.between(2 * day, 40 * day)],
      [15, random.between(40 * day, 150 * day)]
    ])
  const act = random.pick([
    [44, 'withdraw all'],
    [8, 'withdraw some'],
    [12, 'withdraw analysis'],
    [16, 'object'],
    [14, 'erase all'],
    [3, 'erase recording'],
    [3, 'erase analysis']
  ])
  const by = (): { readonly channel: string } => ({ channel: channel(random) })
  const take = (takes: Taken['ofRecording'], isWithdrawal = false): Taken => ({
    at,
    isWithdrawal,
    ofRecording: takes,
    ofAnalysis: takes
  })
  const withdraw = (named?: Declared): Taken => {
    write('consent-withdrawn', at, named === undefined ? by() : { ...by(), purposes: namesOf(named) })
    return take(each => isAsked(each) && named?.includes(each) !== false, true)
  }
  const objectTo = (named?: Declared): Taken => {
    write('processing-objected', at, named === undefined ? by() : { ...by(), purposes: namesOf(named) })
    return take(each => (named === undefined ? isObjectable(each) : named.includes(each)))
  }
  /** Takes back the consent to some, or objects to them where none rests on it. */
  const takeSome = (some: Declared): Taken | undefined => {
    const [asked, objectable] = [some.filter(isAsked), some.filter(isObjectable)]
    if (asked.length > 0) return withdraw(asked)
    return objectable.length > 0 ? objectTo(objectable) : undefined
  }
  const ofRecordings = company.purposes('recording', about).filter(isTakeable)
  const ofAnalyses = company.all('analysis').filter(isTakeable)
  switch (act) {
    case 'withdraw all':
      return isAnyAsked(company) ? withdraw() : objectTo()
    case 'withdraw some':
      return takeSome((ofRecordings.length > 1 ? ofRecordings.slice(1) : ofRecordings).slice(0, 1))
    case 'withdraw analysis':
      return takeSome(ofAnalyses)
    case 'object': {
      if (ofAnalyses.length === 0) return takeSome(ofRecordings.filter(isObjectable))
      // To the analysis as such, or to what it is for.
      if (!random.chance(50)) return objectTo(ofAnalyses)
      write('analysis-objected', at, by())
      return { ...take(isTakeable), ofRecording: nothing }
    }
    case 'erase all':
      write('erasure-requested', at, { ...by(), scope: 'all' })
      return take(isTakeable)
    case 'erase recording':
      write('erasure-requested', at, { ...by(), scope: 'recording' })
      return { ...take(isTakeable), ofAnalysis: nothing }
    default:
      write('erasure-requested', at, { ...by(), scope: 'analysis' })
      return { ...take(isTakeable), ofRecording: nothing }
  }
}

const isAnyAsked = (company: Company): boolean =>
  [...company.all('recording'), ...company.all('analysis')].some(isAsked)

type Kept = Required<Pick<Conversation, 'recording'>> & Conversation

/** What the act means for what is kept: it goes when nothing is left that it is kept for. */
const unwantedAfter = (
  { company }: History,
  { recording, analysis }: Kept,
  taken: Taken | undefined
): Omit<Afterwards, 'holds'> => {
  const { purposes, about, anchor } = recording
  const isTaken = (each: DeclaredPurpose): boolean => taken?.ofRecording(each) === true
  const judged = purposes.length > 0 ? purposes : [...company.purposes('recording', about), undefined]
  const ends = judged.map(each => {
    const end = company.endOf('recording', each, anchor, about)
    return each !== undefined && taken !== undefined && isTaken(each) ? Math.min(end, taken.at) : end
  })
  const recordingEndsAt = Math.max(...ends)
  if (taken === undefined) return { recordingEndsAt }
  const { at, ofAnalysis, isWithdrawal } = taken
  const isAllTaken = purposes.every(isTaken)
  const isAnalysisTaken =
    analysis?.purposes.every(
      each => ofAnalysis(each) || (isWithdrawal && isAllTaken && each.requiresRecording)
    ) === true
  return {
    recordingEndsAt,
    ...(isAllTaken ? { recordingUnwantedAt: at } : {}),
    ...(isAnalysisTaken ? { analysisUnwantedAt: at } : {})
  }
}

const placeHold = ({ random, write, reference }: History, end: number): Hold => {
  const holdId = reference()
  const from = end + random.between(day, 140 * day)
  const suspends: Hold['suspends'] = random.chance(70) ? 'expiry' : 'all'
  const reviewOn = localDay(from) + 90
  write('hold-placed', from, {
    holdId,
    claimReference: `claim-${random.hex(8)}`,
    approvedBy: `officer-${random.between(1, 9)}`,
    reviewOn: dateOf(reviewOn),
    suspends
  })
  const reviewed = random.chance(75)
  const reviewedAt = (reviewOn - random.between(0, 9)) * day + 9 * hour
  if (reviewed) {
    write('hold-reviewed', reviewedAt, {
      holdId,
      approvedBy: `officer-${random.between(1, 9)}`,
      reviewOn: dateOf(reviewOn + 90)
    })
  }
  if (random.chance(15)) return { from, suspends }
  const to = (reviewed ? reviewedAt : from) + random.between(2 * day, 85 * day)
  const approvals = random.chance(95) ? 2 : 1
  write('hold-released', to, {
    holdId,
    approvals,
    approvedBy: Array.from({ length: approvals }, (_, index) => `officer-${index + 1}`)
  })
  return { from, to, suspends }
}

/** The first is what recordings are mostly used for. */
const usesOf = (purposes: Declared): ReadonlyArray<readonly [number, Purpose]> =>
  namesOf(purposes).map((purpose, index) => [index === 0 ? 50 : 50 / (purposes.length - 1), purpose])

const use = ({ random, write, company }: History, recording: Recording, until: number): void => {
  const from = recording.anchor + hour
  const uses = usesOf(company.purposes('recording', recording.about))
  const granted = namesOf(recording.purposes)
  if (uses.length > 0 && random.chance(38)) {
    const purpose = random.pick(uses)
    const usual = granted.includes(purpose) ? purpose : (granted[0] ?? purpose)
    const at = from + random.between(0, 45 * day)
    if (at < until || random.chance(5)) {
      write('recording-used', at, {
        recordingId: recording.recordingId,
        purpose: random.chance(99) ? usual : purpose,
        usedBy: `agent-${random.between(1, 240)}`
      })
    }
  }
  if (random.chance(0.7)) {
    const at = from + random.between(day, 90 * day)
    if (at < until || random.chance(5)) {
      write('recording-disclosed', at, {
        recordingId: recording.recordingId,
        recipient: random.pick([
          [60, 'complaints-board'],
          [30, 'legal-counsel'],
          [10, 'police']
        ]),
        reason: `case-${random.hex(8)}`
      })
    }
  }
}

const askForAccess = (
  { write, customer, random }: History,
  recordingId: Identifier | undefined,
  start: number
): void => {
  const { access } = customer
  if (access === undefined || access.at < start) return
  const { requestId, answer } = access
  write('access-requested', access.at, { requestId, channel: access.channel })
  if (access.extendedAt !== undefined) {
    write('access-extended', access.extendedAt, { requestId, reason: 'many calls to find' })
  }
  if (answer === undefined) return
  const answered: Omit<
    EventOf<'access-answered'>,
    'id' | 'type' | 'callId' | 'occurredAt'
  > = answer.refused || recordingId === undefined
    ? {
        requestId,
        copyHandedOver: false,
        refusedBecause: answer.refused ? 'identity not shown' : 'nothing recorded'
      }
    : answer.copy
      ? { requestId, copyHandedOver: true, recordingIds: [recordingId], packageSha256: random.hex(64) }
      : { requestId, copyHandedOver: false }
  write('access-answered', answer.at, answered)
}

/** Simulates what comes after the call and before its end. */
export const liveOn = (history: History, conversation: Conversation, startsAt: number): Afterwards => {
  const { random } = history
  const { recording, analysis } = conversation
  askForAccess(history, recording?.recordingId, startsAt)
  if (recording === undefined) return { holds: [], recordingEndsAt: startsAt }
  const taken = random.chance(4.5) ? takeBack(history, recording, recording.anchor) : undefined
  const unwanted = unwantedAfter(history, { ...conversation, recording }, taken)
  const holds = random.chance(1) ? [placeHold(history, recording.anchor)] : []
  use(history, recording, Math.min(unwanted.recordingUnwantedAt ?? Infinity, unwanted.recordingEndsAt))
  const isGroundless = recording.purposes.length === 0
  return {
    ...unwanted,
    ...(isGroundless ? { recordingUnwantedAt: recording.startedAt } : {}),
    ...(analysis?.purposes.every(each => isGroundless && each.requiresRecording) === true
      ? { analysisUnwantedAt: analysis.producedAt }
      : {}),
    holds
  }
}
