/**
 * How it ends: what was kept is erased or made anonymous, mostly in time, sometimes late, now and then not at all.
 */
import type { Identifier } from '@samtykke/core'
import type { Afterwards, Hold } from './afterwards.ts'
import { dateOf, day, hour, localDay, minute } from './calendar.ts'
import type { Conversation } from './conversation.ts'
import type { History } from './history.ts'
import type { Random } from './random.ts'

/** What has to go, from when on, and how. */
interface Duty {
  readonly target: 'recording' | 'analysis'
  readonly targetId: Identifier
  readonly action: 'erase' | 'anonymise'
  readonly processor: string
  readonly dueAt: number
}

/** The instant itself, or that at which the hold that keeps it is released; `undefined` where none releases it. */
const releasedAt = (
  instant: number,
  holds: ReadonlyArray<Hold>,
  keeps: (hold: Hold) => boolean
): number | undefined => {
  const inForce = holds.find(hold => keeps(hold) && hold.from <= instant && instant < (hold.to ?? Infinity))
  return inForce === undefined ? instant : inForce.to
}

/** From when on it must go: because the customer wants it, or because its period is over. */
const leavesAt = (
  unwantedAt: number | undefined,
  periodEndsAt: number,
  holds: ReadonlyArray<Hold>
): number | undefined => {
  const instants = [
    unwantedAt === undefined ? undefined : releasedAt(unwantedAt, holds, hold => hold.suspends === 'all'),
    releasedAt(periodEndsAt, holds, () => true)
  ].filter(instant => instant !== undefined)
  return instants.length === 0 ? undefined : Math.min(...instants)
}

/** Within the grace nine times out of ten. */
const lag = (random: Random, grace: number): number =>
  random.pick([
    [930, random.between(10 * minute, Math.max(20 * minute, Math.floor((grace * 5) / 6)))],
    [60, random.between(grace + hour, grace + 19 * day)],
    [10, random.between(20 * day, 70 * day)]
  ])

const carryOut = ({ random, write, company }: History, duty: Duty): number | undefined => {
  const { target, targetId, action, processor, dueAt } = duty
  if (random.chance(0.8)) return undefined
  const doneAt = dueAt + lag(random, company.grace)
  if (action === 'erase' && random.chance(75)) {
    write('erasure-instructed', dueAt + random.between(minute, 9 * minute), { target, targetId, processor })
  }
  if (random.chance(1.5)) {
    const failedAt = dueAt + Math.floor((doneAt - dueAt) / 2)
    const reason = random.pick([
      [70, 'storage did not answer'],
      [30, 'object locked']
    ])
    write('retention-failed', failedAt, { target, targetId, action, reason, permanent: random.chance(8) })
  }
  if (action === 'anonymise') {
    write('analysis-anonymised', doneAt, { analysisId: targetId, technique: 'aggregation' })
    return doneAt
  }
  const proof = {
    confirmation: `confirmation-${random.hex(16)}`,
    processor,
    ...(random.chance(60) ? { method: 'overwrite', copies: random.between(1, 3) } : {}),
    ...(random.chance(30) ? { backupsExpireOn: dateOf(localDay(doneAt) + 30) } : {})
  }
  if (target === 'recording') write('recording-erased', doneAt, { recordingId: targetId, ...proof })
  else write('analysis-erased', doneAt, { analysisId: targetId, ...proof })
  return doneAt
}

/** Simulates the end of what a conversation left behind. */
export const leave = (
  history: History,
  { recording, analysis }: Conversation,
  afterwards: Afterwards
): void => {
  const { holds, recordingUnwantedAt, recordingEndsAt, analysisUnwantedAt } = afterwards
  const ends: Array<number | undefined> = []
  if (recording !== undefined) {
    const { recordingId: targetId, processor } = recording
    const dueAt = leavesAt(recordingUnwantedAt, recordingEndsAt, holds)
    const duty = { target: 'recording', targetId, action: 'erase', processor } as const
    ends.push(dueAt === undefined ? undefined : carryOut(history, { ...duty, dueAt }))
  }
  if (analysis !== undefined) {
    const { analysisId: targetId, endsAt, becomes } = analysis
    const dueAt = leavesAt(analysisUnwantedAt, endsAt, holds)
    const unwanted = analysisUnwantedAt !== undefined && dueAt !== undefined && analysisUnwantedAt <= dueAt
    const action = unwanted ? 'erase' : becomes
    const duty = { target: 'analysis', targetId, action, processor: 'voice-feedback' } as const
    ends.push(dueAt === undefined ? undefined : carryOut(history, { ...duty, dueAt }))
  }
  const end = ends.reduce(
    (latest, at) => (latest === undefined || at === undefined ? undefined : Math.max(latest, at)),
    0
  )
  if (end !== undefined && end > 0 && history.customer.access === undefined && history.random.chance(1)) {
    history.write('proof-redacted', end + 365 * day, { keyDestroyed: true })
  }
}
