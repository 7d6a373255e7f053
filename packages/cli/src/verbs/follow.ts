/**
 * `samtykke follow STORE`: the open actions, and each change of them as it comes.
 */
import {
  callState,
  createHistories,
  type DueAction,
  dueActions,
  Duration,
  epochMilliseconds,
  type FollowStep,
  type Identifier,
  instantFromEpoch,
  isKnownEvent,
  type View
} from '@samtykke/core'
import type { EventStoreDBLog } from '@samtykke/eventstoredb'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { nameUndecodable } from '../command/askStore.ts'
import { exit, type ExitStatus, type Failure, wrongCommandLine } from '../command/failure.ts'
import { nameUnknownTypes } from '../command/nameSeen.ts'
import { parseCommandLine, wordsOf } from '../command/options.ts'
import { type Standpoint, standpointOf, viewOf } from '../command/view.ts'
import { writeOut } from '../output.ts'
import { createWaiting } from '../command/waiting.ts'
import { printable } from '../printable.ts'
import { logFailure, storeAmong, type StoreSource, withStore } from '../source/store.ts'
import { shownValue } from '../shown.ts'
import { localTime } from '../table.ts'
import type { Verb } from './verb.ts'

const options = {
  policy: { type: 'string' },
  status: { type: 'string' },
  json: { type: 'boolean' },
  'give-up-after': { type: 'string' }
} as const

const durationFrom = (given: string | undefined): E.Either<Failure, Duration | undefined> =>
  given === undefined || Duration.is(given)
    ? E.right(given)
    : E.left(wrongCommandLine(`--give-up-after: expected ${Duration.name}, found ${shownValue(given)}`))

const statuses = ['due', 'scheduled', 'suspended'] as const

type Change = 'new' | 'changed' | 'gone'

interface ActionChange {
  readonly change: Change
  readonly action: DueAction
}

const keyOf = ({ target, targetId }: DueAction): string => `${target} ${targetId}`

/** What became of a call's actions. */
const changesOf = (
  before: ReadonlyMap<string, DueAction>,
  after: ReadonlyMap<string, DueAction>
): ReadonlyArray<ActionChange> => [
  ...[...before]
    .filter(([key]) => !after.has(key))
    .map(([, action]): ActionChange => ({ change: 'gone', action })),
  ...[...after].flatMap(([key, action]): ReadonlyArray<ActionChange> => {
    const known = before.get(key)
    if (known === undefined) return [{ change: 'new', action }]
    return JSON.stringify(known) === JSON.stringify(action) ? [] : [{ change: 'changed', action }]
  })
]

/** The longest that a timer of Node can wait. */
const longestWait = 2 ** 31 - 1

/** The actions of all calls as of now, and when the next of them falls due. */
const createActions = (standpoint: Standpoint) => {
  const histories = createHistories()
  const known = new Map<Identifier, ReadonlyMap<string, DueAction>>()
  const none: ReadonlyMap<string, DueAction> = new Map()
  const rules = viewOf(standpoint)

  const look = (callId: Identifier): ReadonlyArray<ActionChange> => {
    const view: View = { ...rules, asOf: instantFromEpoch(Date.now()) }
    const actions = dueActions(view)(callState(view)(histories.of(callId)))
    const after = new Map(actions.map(action => [keyOf(action), action]))
    const changes = changesOf(known.get(callId) ?? none, after)
    if (after.size === 0) known.delete(callId)
    else known.set(callId, after)
    return changes
  }

  const scheduled = function* (): Generator<readonly [Identifier, DueAction]> {
    for (const [callId, actions] of known) {
      for (const action of actions.values()) if (action.status === 'scheduled') yield [callId, action]
    }
  }

  return {
    histories,
    look,
    /** Milliseconds until the next scheduled action falls due. */
    untilNext: (): number => {
      let next = Infinity
      for (const [, { dueAt }] of scheduled()) next = Math.min(next, epochMilliseconds(dueAt))
      return Math.min(Math.max(next - Date.now(), 0), longestWait)
    },
    /** The calls of which something has fallen due. */
    fallen: (): ReadonlyArray<Identifier> => {
      const now = instantFromEpoch(Date.now())
      const calls = new Set<Identifier>()
      for (const [callId, { dueAt }] of scheduled()) if (dueAt <= now) calls.add(callId)
      return [...calls]
    }
  }
}

/** A line for people, or for programs. */
const lineOf = (json: boolean, timeZone: string): ((change: ActionChange) => string) => {
  if (json) return ({ change, action }) => `${JSON.stringify({ change, action })}\n`
  const local = localTime(timeZone)
  return ({ change, action }) =>
    printable(
      `${change.padEnd(7)}  ${local(action.dueAt)}  ${action.status.padEnd(9)}  ${action.action} ${action.target} ${action.targetId} of call ${action.callId}: ${action.rule}, art. ${action.article}`
    ) + '\n'
}

const follows = async (
  store: StoreSource,
  log: EventStoreDBLog,
  standpoint: Standpoint,
  picked: ReadonlySet<string>,
  line: (change: ActionChange) => string,
  giveUpAfter: Duration | undefined
): Promise<E.Either<Failure, ExitStatus>> => {
  const actions = createActions(standpoint)
  const steps = log.follow('start')[Symbol.asyncIterator]()
  let caughtUp = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = (): void => void steps.return?.()
  const waiting = createWaiting(store.name, giveUpAfter, stop)
  const toTell = new Set<Identifier>()
  const unknownTypes = new Map<string, number>()
  const named = new Set<string>()

  /** Each type once, those that were there already with their count. */
  const tellTypes = (): void => {
    nameUnknownTypes(new Map([...unknownTypes].filter(([type]) => !named.has(type))))
    for (const type of unknownTypes.keys()) named.add(type)
    unknownTypes.clear()
  }

  const tell = async (): Promise<void> => {
    for (const callId of toTell) {
      toTell.delete(callId)
      for (const change of actions.look(callId)) {
        if (picked.has(change.action.status) && !(await writeOut(line(change)))) stop()
      }
    }
    clearTimeout(timer)
    timer = setTimeout(() => {
      for (const callId of actions.fallen()) toTell.add(callId)
      telling = telling.then(tell)
    }, actions.untilNext())
  }
  let telling: Promise<void> = Promise.resolve()

  const take = async (step: FollowStep): Promise<E.Either<Failure, undefined>> => {
    switch (step._tag) {
      case 'entry':
        actions.histories.add(step.entry)
        toTell.add(step.entry.callId)
        nameUndecodable(store, step.entry)
        if ('event' in step.entry.payload && !isKnownEvent(step.entry.payload.event)) {
          unknownTypes.set(step.entry.type, (unknownTypes.get(step.entry.type) ?? 0) + 1)
        }
        break
      case 'caught-up':
        caughtUp = true
        break
      case 'dropped':
        waiting.goesOn(step.error)
        break
      case 'failed':
        return E.left(logFailure(store)(step.error))
      case 'connected':
        waiting.isOver()
        break
      case 'position':
        break
    }
    if (caughtUp && toTell.size > 0) {
      tellTypes()
      telling = telling.then(tell)
      await telling
    }
    return E.right(undefined)
  }

  process.on('SIGINT', stop).on('SIGTERM', stop)
  try {
    for (let step = await steps.next(); step.done !== true; step = await steps.next()) {
      const taken = await take(step.value)
      if (E.isLeft(taken)) return taken
    }
    await telling
    return waiting.givenUp() ?? E.right(exit.done)
  } finally {
    waiting.end()
    clearTimeout(timer)
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}

export const follow: Verb = {
  name: 'follow',
  summary: 'the open actions of a store, and each change of them as it comes',
  usage: `samtykke follow STORE [options]

Prints the open actions of all calls, then each change as it comes: new, changed, gone; also when a scheduled action
falls due. Ends on SIGINT or SIGTERM. While the store does not answer it waits, asks again every two seconds or
sooner, and says so on standard error, and also when it is connected again. STORE is esdb://HOST:PORT, kurrentdb://HOST:PORT, or SAMTYKKE_STORE set to one.

  --status LIST      due, scheduled, suspended: only these (default: all)
  --policy FILE      the policy, as JSON (default: the notice's)
  --give-up-after D  ends, with exit status 4, once the store has not answered for so long: an ISO 8601 duration such
                     as PT10M (default: it waits for ever)
  --json             {"change":…,"action":…}, one JSON object a line`,
  run: args =>
    pipe(
      TE.Do,
      TE.bind('line', () => TE.fromEither(parseCommandLine(options, args))),
      TE.bind('named', ({ line }) => storeAmong(line.positionals)),
      TE.bind('picked', ({ line }) => TE.fromEither(wordsOf('status', statuses, line.values.status))),
      TE.bind('giveUpAfter', ({ line }) => TE.fromEither(durationFrom(line.values['give-up-after']))),
      TE.bind('standpoint', ({ line }) => standpointOf({ policy: line.values.policy })),
      TE.flatMap(({ line, named: { store }, picked, giveUpAfter, standpoint }) =>
        withStore(
          store,
          log => () =>
            follows(
              store,
              log,
              standpoint,
              new Set(picked),
              lineOf(line.values.json === true, standpoint.policy.timeZone),
              giveUpAfter
            )
        )
      )
    )
}
