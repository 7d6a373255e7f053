/**
 * Building the agenda anew from a replay, and checking a day of it in full.
 */
import { createHash } from 'node:crypto'
import {
  canonicalJson,
  epochMilliseconds,
  type EventLog,
  type Identifier,
  type Instant,
  instantFromEpoch,
  type LocalDate,
  type LogError,
  type Policy,
  type Position
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type { Agenda } from '@samtykke/log'
import { type CallIds, createCallIds } from './callIds.ts'
import { callsOf } from './feed.ts'
import type { AgendaLine } from './journal.ts'
import { createSurveyCounter, type SurveyCounts } from './surveyed.ts'
import type { Hands } from './step.ts'
import type { Survey } from './survey.ts'

/** By what an agenda was built: changed rules make other days. */
export const policyHash = (policy: Policy): string =>
  createHash('sha256').update(canonicalJson(policy)).digest('hex')

/** For what an agenda was built: what has no store, or no place, is not noted once it is due. */
export const handsNamed = ({ recordings, analyses, answers, redacts }: Hands): ReadonlyArray<string> => [
  ...[...recordings].sort().map(name => `recordings ${name}`),
  ...[...analyses].sort().map(name => `analyses ${name}`),
  ...(answers ? ['answers'] : []),
  ...(redacts ? ['redaction'] : [])
]

/** The last day whose notes are all dealt with. */
export const doneThrough = (lines: ReadonlyArray<AgendaLine>): LocalDate | undefined => {
  let last: LocalDate | undefined
  for (const line of lines)
    if (line.type === 'day-done' && (last === undefined || line.day > last)) last = line.day
  return last
}

export const plusDays = (day: LocalDate, days: number): LocalDate =>
  instantFromEpoch(epochMilliseconds(`${day}T00:00:00.000Z` as Instant) + days * 86_400_000).slice(
    0,
    10
  ) as LocalDate

interface BuildPorts {
  readonly log: Pick<EventLog, 'replay'>
  readonly agenda: Pick<Agenda, 'note' | 'read'>
  readonly look: (callId: Identifier, asOf: Instant) => Promise<E.Either<LogError, Survey>>
  readonly signal: AbortSignal
}

const atOnce = 16

/** Looks at every call of the log, some at once; the first error ends it. Gives the position of the last entry. */
export const surveyAll = async (
  { log, look, signal }: Pick<BuildPorts, 'log' | 'look' | 'signal'>,
  asOf: Instant,
  use: (survey: Survey) => Promise<E.Either<LogError, unknown>>
): Promise<E.Either<LogError, Position | undefined>> => {
  let position: Position | undefined
  const one = async (callId: Identifier): Promise<E.Either<LogError, unknown>> => {
    const seen = await look(callId, asOf)
    if (E.isLeft(seen)) return seen.left._tag === 'StreamDeleted' ? E.right(undefined) : seen
    return use(seen.right)
  }
  for await (const page of callsOf(log)) {
    if (E.isLeft(page)) return page
    const { callIds } = page.right
    for (let i = 0; i < callIds.length; i += atOnce) {
      if (signal.aborted) return E.left({ _tag: 'Closed', retry: 'never' })
      const results = await Promise.all(callIds.slice(i, i + atOnce).map(one))
      const wrong = results.find(E.isLeft)
      if (wrong !== undefined) return wrong
    }
    position = page.right.position
  }
  return E.right(position)
}

/** What came of building it. */
interface Built {
  /** Of the last entry. */
  readonly position: Position | undefined
  readonly calls: number
  readonly counts: SurveyCounts
}

/** Notes every call again, on each day on which there is something to do; what is noted already stays one note. */
export const buildAgenda = async (ports: BuildPorts, asOf: Instant): Promise<E.Either<LogError, Built>> => {
  const counter = createSurveyCounter()
  let calls = 0
  const seen = await surveyAll(ports, asOf, async survey => {
    const { callId, days } = survey
    calls++
    counter.add(survey, asOf)
    for (const day of days) {
      const noted = await ports.agenda.note(day, callId)()
      if (E.isLeft(noted)) return noted
    }
    return E.right(undefined)
  })
  return E.isLeft(seen) ? seen : E.right({ position: seen.right, calls, counts: counter.counts() })
}

/** What was recorded within this time may not have been attended yet. */
const attendedWithin = 60 * 60_000

/**
 * Whether everything that falls due on a day, or is due already, is noted: looks at every call, notes what is missing,
 * and gives how many were, and what is left to people.
 *
 * @param open the days whose notes are not dealt with
 */
export const checkAgenda = async (
  ports: BuildPorts,
  asOf: Instant,
  day: LocalDate,
  open: ReadonlyArray<LocalDate>
): Promise<E.Either<LogError, { readonly missed: number; readonly counts: SurveyCounts }>> => {
  const { agenda } = ports
  const counter = createSurveyCounter()
  const noted = async (days: ReadonlyArray<LocalDate>): Promise<E.Either<LogError, CallIds>> => {
    const known = createCallIds()
    for (const each of days) {
      for await (const page of agenda.read(each)) {
        if (E.isLeft(page)) return page
        for (const callId of page.right) known.add(callId)
      }
    }
    return E.right(known)
  }
  const onDay = await noted([day])
  if (E.isLeft(onDay)) return onDay
  const onOpen = await noted(open)
  if (E.isLeft(onOpen)) return onOpen

  const today = open.at(-1)
  const before = instantFromEpoch(epochMilliseconds(asOf) - attendedWithin)
  let missed = 0
  const checked = await surveyAll(ports, asOf, async survey => {
    const { callId, days, lastRecordedAt } = survey
    counter.add(survey, asOf)
    if (lastRecordedAt === undefined || lastRecordedAt > before) return E.right(undefined)
    const missing = [
      ...(days.has(day) && !onDay.right.has(callId) ? [day] : []),
      ...(today !== undefined && days.has(today) && !onOpen.right.has(callId) && !onDay.right.has(callId)
        ? [today]
        : [])
    ]
    for (const each of missing) {
      const again = await agenda.note(each, callId)()
      if (E.isLeft(again)) return again
    }
    if (missing.length > 0) missed++
    return E.right(undefined)
  })
  return E.isLeft(checked) ? checked : E.right({ missed, counts: counter.counts() })
}
