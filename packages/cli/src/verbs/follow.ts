/**
 * `samtykke follow STORE`: the open actions, and each change of them as it comes.
 */
import {
  type ActionChange,
  type Duration,
  isKnownEvent,
  type Policy,
  printable,
  type RecordedEntry
} from '@samtykke/core'
import type { EventStoreDBLog } from '@samtykke/eventstoredb'
import type { ActionFeedStep } from '@samtykke/log'
import * as E from 'fp-ts/lib/Either.js'
import { jsonOption, policyOption, statusOption } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { describeUnknownTypes } from '../command/describeSource.ts'
import { store as storeOperand } from '../command/operands.ts'
import { duration } from '../command/option.ts'
import { nameUndecodable } from '../command/readStore.ts'
import { createWaiting } from '../command/waiting.ts'
import { vaultOptions } from '../command/vaultOptions.ts'
import { countName, type NameCounts } from '../engine/sourceSummary.ts'
import { rulesOf } from '../engine/view.ts'
import { writeOut } from '../output/output.ts'
import { logFailure, type StoreSource, withStoreToRead } from '../source/store.ts'
import { exit, type ExitStatus, type Failure } from '../text/failure.ts'
import { localTime } from '../text/table.ts'
import { actionText, becauseText, statusText } from '../text/actionText.ts'
import { both, said } from '../text/language.ts'

const changes: Readonly<Record<ActionChange['change'], string>> = {
  new: 'ny',
  changed: 'ændret',
  gone: 'væk'
}

/** A line for people, or for programs. */
const lineOf = (json: boolean, timeZone: string): ((change: ActionChange) => string) => {
  if (json) return ({ change, action }) => `${JSON.stringify({ change, action })}\n`
  const local = localTime(timeZone)
  return ({ change, action }) => {
    const { callId, targetId } = action
    const [what, why, status] = [actionText(action), becauseText(action), statusText(action)]
    const line = both(
      `${changes[change].padEnd(7)}  ${local(action.dueAt)}  ${status.da.padEnd(9)}  ${what.da} ${targetId} i samtale ${callId}: ${why.da}`,
      `${change.padEnd(7)}  ${local(action.dueAt)}  ${status.en.padEnd(9)}  ${what.en} ${targetId} of call ${callId}: ${why.en}`
    )
    return `${printable(said(line))}\n`
  }
}

/** Names each type that is not known once; those that were there already with their count. */
const createTypeNotices = () => {
  const toName: NameCounts = new Map()
  const named = new Set<string>()
  return {
    notice: ({ type, payload }: RecordedEntry): void => {
      if ('event' in payload && !isKnownEvent(payload.event) && !named.has(type)) countName(toName, type)
    },
    write: (): void => {
      describeUnknownTypes(toName)
      for (const type of toName.keys()) named.add(type)
      toName.clear()
    }
  }
}

interface Following {
  readonly policy: Policy
  readonly statuses: ReadonlyArray<string>
  readonly json: boolean
  readonly giveUpAfter: Duration | undefined
}

const followActions = async (
  store: StoreSource,
  log: EventStoreDBLog,
  { policy, statuses, json, giveUpAfter }: Following
): Promise<E.Either<Failure, ExitStatus>> => {
  const { actionFeed } = await import('@samtykke/log')
  const steps = actionFeed(log, rulesOf(policy))[Symbol.asyncIterator]()
  const stop = (): void => void steps.return?.()
  const waiting = createWaiting(store.name, giveUpAfter, stop)
  const types = createTypeNotices()
  const line = lineOf(json, policy.timeZone)
  let caughtUp = false

  const take = async (step: ActionFeedStep): Promise<E.Either<Failure, undefined>> => {
    switch (step._tag) {
      case 'action':
        if (statuses.includes(step.action.status) && !(await writeOut(line(step)))) stop()
        break
      case 'entry':
        nameUndecodable(store, step.entry)
        types.notice(step.entry)
        if (caughtUp) types.write()
        break
      case 'caught-up':
        caughtUp = true
        types.write()
        break
      case 'connected':
        waiting.isOver()
        break
      case 'dropped':
        waiting.goesOn(step.error)
        break
      case 'failed':
        return E.left(logFailure(store)(step.error))
      case 'position':
        break
    }
    return E.right(undefined)
  }

  process.on('SIGINT', stop).on('SIGTERM', stop)
  try {
    for (let step = await steps.next(); step.done !== true; step = await steps.next()) {
      const taken = await take(step.value)
      if (E.isLeft(taken)) return taken
    }
    return waiting.givenUp() ?? E.right(exit.done)
  } finally {
    waiting.end()
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}

export const follow = defineVerb({
  name: 'follow',
  operands: storeOperand,
  about:
    'Prints the open actions of all calls, then each change as it comes: new, changed, gone; also when time alone changes something, as when a scheduled action falls due. Ends on SIGINT or SIGTERM. While the store does not answer it waits, asks again every two seconds or sooner, and says so on standard error, and also when it is connected again. With --json {"change":…,"action":…}, one JSON object a line.',
  options: {
    ...statusOption,
    'give-up-after': duration(
      'ends, with exit status 4, once the store has not answered for so long: an ISO 8601 duration such as PT10M (default: it waits for ever)'
    ),
    ...policyOption,
    ...jsonOption,
    ...vaultOptions
  },
  run: ({ status: statuses, 'give-up-after': giveUpAfter, json, policy }, store) =>
    withStoreToRead(store, log => () => followActions(store, log, { policy, statuses, json, giveUpAfter }))
})
