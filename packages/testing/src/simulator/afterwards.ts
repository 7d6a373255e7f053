/**
 * What happens to a recorded call until it is gone: it is used, claimed, asked for, and consent is taken back.
 */
import { type EventOf, type Identifier, type Purpose } from '@samtykke/core'
import { dateOf, day, hour, localDay, minute } from './calendar.ts'
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

type Unwanted = Pick<Afterwards, 'recordingUnwantedAt' | 'analysisUnwantedAt'>

const takeBack = ({ random, write }: History, conversation: Conversation, end: number): Unwanted => {
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
  const analysed = conversation.analysis !== undefined
  const all = { recordingUnwantedAt: at, ...(analysed ? { analysisUnwantedAt: at } : {}) }
  const analysis = analysed ? { analysisUnwantedAt: at } : {}
  switch (act) {
    case 'withdraw all':
      write('consent-withdrawn', at, { channel: channel(random) })
      return all
    case 'withdraw some': {
      const purposes: ReadonlyArray<Purpose> = ['internal-training']
      write('consent-withdrawn', at, { channel: channel(random), purposes })
      return conversation.recording?.purposes.every(purpose => purposes.includes(purpose)) === true ? all : {}
    }
    case 'withdraw analysis':
      write('consent-withdrawn', at, { channel: channel(random), purposes: ['voice-analysis'] })
      return analysis
    case 'object':
      // To the analysis as such, or to what it is for.
      if (random.chance(50)) write('analysis-objected', at, { channel: channel(random) })
      else write('processing-objected', at, { channel: channel(random), purposes: ['voice-analysis'] })
      return analysis
    case 'erase all':
      write('erasure-requested', at, { channel: channel(random), scope: 'all' })
      return all
    case 'erase recording':
      write('erasure-requested', at, { channel: channel(random), scope: 'recording' })
      return { recordingUnwantedAt: at }
    default:
      write('erasure-requested', at, { channel: channel(random), scope: 'analysis' })
      return analysis
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

const use = ({ random, write }: History, recording: Recording, until: number): void => {
  const from = recording.anchor + hour
  if (random.chance(38)) {
    const purpose = random.pick<Purpose>([
      [50, 'quality-assurance'],
      [25, 'internal-training'],
      [25, 'documentation']
    ])
    const granted = recording.purposes.includes(purpose) ? purpose : (recording.purposes[0] ?? purpose)
    const at = from + random.between(0, 45 * day)
    if (at < until || random.chance(5)) {
      write('recording-used', at, {
        recordingId: recording.recordingId,
        purpose: random.chance(99) ? granted : purpose,
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
  if (recording === undefined) return { holds: [] }
  const unwanted = random.chance(4.5) ? takeBack(history, conversation, recording.anchor) : {}
  const holds = random.chance(1) ? [placeHold(history, recording.anchor)] : []
  use(history, recording, unwanted.recordingUnwantedAt ?? Infinity)
  return {
    ...unwanted,
    ...(recording.purposes.length === 0 ? { recordingUnwantedAt: recording.startedAt } : {}),
    ...(analysis !== undefined && (!analysis.lawful || recording.purposes.length === 0)
      ? { analysisUnwantedAt: analysis.producedAt }
      : {}),
    holds
  }
}
