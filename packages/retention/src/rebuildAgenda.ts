/**
 * Building the agenda anew because a person asks for it; a worker does it by itself where the policy or the stores changed.
 */
import { instantFromEpoch, type LogError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { buildAgenda, handsNamed, policyHash } from './agendaBuild.ts'
import { type AttendingOptions, type AttendingPorts, createAttending } from './attending.ts'
import { changeJournal, type AgendaLine } from './journal.ts'
import type { SurveyCounts } from './surveyed.ts'
import { createOperations } from './operations.ts'

/** What came of building it. */
export interface Rebuilt {
  /** How many were looked at. */
  readonly calls: number
  readonly counts: SurveyCounts
}

/**
 * Looks at every call of the log and notes the days on which something of it falls due; what is noted already stays one
 * note. Nothing is erased. Workers with the same policy and stores take it for their own.
 *
 * A `LogError` ends it, as does the signal (`Closed`); then it counts as not built, and the next time begins anew.
 *
 * @param signal ends it
 *
 * @example
 * import { compilePolicy, type Identifier, type Instant, noticePolicy } from '@samtykke/core'
 * import { createMemoryAgenda, createMemoryJournals, rebuildAgenda, systemClock } from '@samtykke/retention'
 * import { createMemoryLog, createMemoryStore } from '@samtykke/testing'
 * import * as E from 'fp-ts/lib/Either.js'
 * import * as TE from 'fp-ts/lib/TaskEither.js'
 *
 * const log = createMemoryLog()
 * const callId = 'call-1' as Identifier
 * const stored = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'recording-stored', callId, direction: 'inbound',
 *   occurredAt: '2025-08-31T12:10:00.000Z', startedAt: '2025-08-31T12:00:00.000Z', recordingId: 'recording-1',
 *   customerType: 'private', line: 'customer-service', processor: 'another', region: 'DK' }
 * await log.append(callId, [stored as never], 'no-stream')()
 * const rebuilt = await rebuildAgenda(
 *   {
 *     log,
 *     logTime: TE.fromIO(() => new Date().toISOString() as Instant),
 *     rules: compilePolicy(noticePolicy, () => undefined),
 *     stores: { recordings: new Map([['recorder', createMemoryStore({ name: 'recorder' })]]), analyses: new Map() },
 *     agenda: createMemoryAgenda(),
 *     journals: createMemoryJournals(),
 *     clock: systemClock
 *   },
 *   { consentGrace: 0 },
 *   new AbortController().signal
 * )
 * assert.deepStrictEqual(
 *   rebuilt,
 *   E.right({ calls: 1, counts: { stored: 1, forPeople: { 'no-store': 1 }, withoutStore: { another: 1 } } })
 * )
 */
export const rebuildAgenda = async (
  ports: AttendingPorts,
  options: AttendingOptions,
  signal: AbortSignal
): Promise<E.Either<LogError, Rebuilt>> => {
  const { look, agenda, hands } = createAttending(createOperations, ports, options, false)
  const asOf = instantFromEpoch(ports.clock.now())
  const built = await buildAgenda({ log: ports.log, agenda, look, signal }, asOf)
  if (E.isLeft(built)) return built
  const { calendar, policy } = ports.rules
  const { calls, counts } = built.right
  const line: AgendaLine = {
    type: 'agenda-built',
    policy: policyHash(policy),
    hands: handsNamed(hands),
    day: calendar.localDate(asOf),
    ...counts
  }
  const written = await changeJournal<AgendaLine>(ports.journals.agenda, () => line)()
  return E.isLeft(written) ? written : E.right({ calls, counts })
}
