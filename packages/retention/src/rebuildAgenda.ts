/**
 * Building the agenda anew because a person asks for it; a worker does it by itself where the policy changed.
 */
import { instantFromEpoch, type LogError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { buildAgenda, policyHash } from './agendaBuild.ts'
import { type AttendingOptions, type AttendingPorts, createAttending } from './attending.ts'
import { changeJournal, type AgendaLine } from './journal.ts'
import { createOperations } from './operations.ts'

/**
 * Notes every call of the log again; what is noted already stays one note. Gives how many calls were looked at.
 *
 * @param signal ends it; then the next time begins anew
 */
export const rebuildAgenda = async (
  ports: AttendingPorts,
  options: AttendingOptions,
  signal: AbortSignal
): Promise<E.Either<LogError, number>> => {
  const { look, agenda } = createAttending(createOperations, ports, options, false)
  const asOf = instantFromEpoch(ports.clock.now())
  let calls = 0
  const built = await buildAgenda(
    {
      log: ports.log,
      agenda,
      look: (callId, at) => {
        calls++
        return look(callId, at)
      },
      signal
    },
    asOf
  )
  if (E.isLeft(built)) return built
  const { calendar, policy } = ports.rules
  const line: AgendaLine = { type: 'agenda-built', policy: policyHash(policy), day: calendar.localDate(asOf) }
  const written = await changeJournal<AgendaLine>(ports.journals.agenda, () => line)()
  return E.isLeft(written) ? written : E.right(calls)
}
