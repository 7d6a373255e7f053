/**
 * The agenda in the store: a stream for each day, shared by the workers through a group on it.
 */
import { type Identifier, isIdentifier, type LocalDate, type LogError } from '@samtykke/core'
import { type Agenda, derivedId } from '@samtykke/log'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { GroupSettings } from './client.ts'
import { groupHints, onOwnClient, type Told } from './groupHints.ts'
import type { EventStoreDBLog } from './log.ts'
import { closed } from './logError.ts'
import { openPages } from './pages.ts'
import { recordsOf } from './readAnswer.ts'
import { wholeStream } from './readRequest.ts'
import { setMetadata } from './streamMetadata.ts'
import type { StoredRecord } from './storedRecord.ts'
import { agendaStream } from './streamNames.ts'

const settings: GroupSettings = { messageTimeout: 10 * 60_000, maxRetryCount: 1_000_000 }
const quietFor = 1_000
const msPerDay = 86_400_000
/** A day's stream goes by itself so long after the day, where nobody said that it is done. */
const keptAfter = 60 * msPerDay
/** A real server takes the age from the present and ends at once where that is before the year 1. */
const longestAge = 100 * 365 * msPerDay

const groupOf = (day: LocalDate) => ({ name: 'workers', stream: agendaStream(day) })

const callOf = ({ data }: StoredRecord): Identifier | undefined => {
  const { callId } = (data ?? {}) as { callId?: unknown }
  return typeof callId === 'string' && isIdentifier(callId) ? callId : undefined
}

const toldBy = (record: StoredRecord): Told | undefined => {
  const callId = callOf(record)
  return callId === undefined ? undefined : { callId }
}

/**
 * In streams `agenda-<YYYY-MM-DD>`, an event `call-due` for each note, which may stand there twice where two made it. A
 * day's group is made when it is first taken.
 *
 * @example
 * import { identifier, localDate } from '@samtykke/core'
 * import { agendaInStore, openEventStoreDBLog } from '@samtykke/eventstoredb'
 * import { start } from '@samtykke/eventstoredb-embedded'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const server = await start()
 * const opened = openEventStoreDBLog(server.connectionString)
 * if (E.isLeft(opened)) throw new Error(opened.left.reason)
 * const agenda = agendaInStore(opened.right)
 * const day = localDate('2026-03-01')
 *
 * await agenda.note(day, identifier('call-1'))()
 * for await (const hint of agenda.take(day)) {
 *   if (E.isLeft(hint)) throw new Error(hint.left._tag)
 *   assert.equal(hint.right.callId, 'call-1')
 *   await hint.right.settle()
 * }
 * await agenda.done(day)()
 * assert.deepStrictEqual(await agenda.size(day)(), E.right(0))
 *
 * await opened.right.close()()
 * await server.stop()
 */
export const agendaInStore = ({ store }: EventStoreDBLog): Agenda => {
  const { connection, retryPolicy } = store

  const note: Agenda['note'] = (day, callId) => async () => {
    const stream = agendaStream(day)
    const data = Buffer.from(JSON.stringify({ callId }))
    const event = { id: derivedId(stream, callId), type: 'call-due', data, metadata: Buffer.from('{}') }
    const appended = await store.append(stream, [event], 'any')
    if (E.isLeft(appended)) return appended
    if (appended.right.revision > 0n) return E.right(undefined)
    const age = Math.max(0, Date.parse(`${day}T00:00:00Z`) - Date.now()) + keptAfter
    return age > longestAge
      ? E.right(undefined)
      : setMetadata(store, stream, { $maxAge: Math.ceil(age / 1_000) })
  }

  async function* read(
    day: LocalDate
  ): AsyncGenerator<E.Either<LogError, ReadonlyArray<Identifier>>, void, undefined> {
    const pages = openPages(connection, wholeStream(agendaStream(day)), connection.signal)
    try {
      for (;;) {
        const page = await pages.next(retryPolicy.timeLimit)
        if (page._tag === 'end') return
        if (page._tag !== 'answers') {
          yield E.left(page._tag === 'dropped' ? page.error : closed)
          return
        }
        const callIds = recordsOf(page.answers).flatMap(record => callOf(record) ?? [])
        if (callIds.length > 0) yield E.right(callIds)
      }
    } finally {
      pages.cancel()
    }
  }

  const size: Agenda['size'] = day => async () => {
    const last = await store.last(agendaStream(day))
    return E.isLeft(last) ? last : E.right(last.right === undefined ? 0 : Number(last.right.revision) + 1)
  }

  const take: Agenda['take'] = day => {
    const isEmpty = pipe(
      size(day),
      TE.map(notes => notes === 0)
    )
    return groupHints(store, { group: groupOf(day), settings, toldBy, isEmpty, quietFor })
  }

  const done: Agenda['done'] = day => async () => {
    const group = groupOf(day)
    const last = await store.last(group.stream)
    if (E.isLeft(last)) return last
    const ungrouped = await onOwnClient(store, async client => {
      if ((await client.unansweredIn(group)) > 0) return false
      await client.deleteGroup(group)
      return true
    })()
    if (E.isLeft(ungrouped) || !ungrouped.right || last.right === undefined) return ungrouped
    const truncated = await setMetadata(store, group.stream, { $tb: Number(last.right.revision) + 1 })
    return E.isLeft(truncated) ? truncated : E.right(true)
  }

  return { note, take, read, size, done }
}
