/**
 * One reading of a whole store, in a process of its own, for `store.ts`: says how long it took, from before the
 * connection to the last answer, and what processor time.
 */
import {
  callState,
  compilePolicy,
  createHistories,
  dueActions,
  noticePolicy,
  type View
} from '@samtykke/core'
import { openEventStoreDBLog } from '@samtykke/eventstoredb'
import { holidaysOf } from '@samtykke/holidays'
import * as E from 'fp-ts/lib/Either.js'

/** What was read. */
export interface Read {
  readonly events: number
  /** How many actions were found due, where they were asked for. */
  readonly actions?: number
}

export interface Reading extends Read {
  readonly seconds: number
  readonly processorSeconds: number
}

const [name = '', connectionString = ''] = process.argv.slice(2)
const native = 'native read, KurrentDB'

/** The generated code of two clients in one process is in each other's way. */
const kurrentDB = name === native ? await import('@kurrent/kurrentdb-client') : undefined
const eventStoreDB = name === native ? undefined : await import('@eventstore/db-client')

const ofCalls = { prefixes: ['call-'] }

/** Subscribes, does nothing with what comes, and ends once it has caught up. */
const subscribeRaw = async (connectionString: string): Promise<Read> => {
  if (eventStoreDB === undefined) throw new Error('its client was not loaded')
  const { EventStoreDBClient, START, streamNameFilter } = eventStoreDB
  const client = EventStoreDBClient.connectionString(connectionString)
  const events = await new Promise<number>((resolve, reject) => {
    let seen = 0
    const subscription = client.subscribeToAll({ fromPosition: START, filter: streamNameFilter(ofCalls) })
    subscription
      .on('data', () => {
        seen++
      })
      .on('error', reject)
      .on('caughtUp', () => {
        void subscription.unsubscribe().then(() => resolve(seen))
      })
  })
  await client.dispose()
  return { events }
}

/** KurrentDB's client reads through native code, and only reads: its subscriptions are as those of EventStoreDB's. */
const readNatively = async (connectionString: string): Promise<Read> => {
  if (kurrentDB === undefined) throw new Error('its client was not loaded')
  const { KurrentDBClient, START, streamNameFilter } = kurrentDB
  const client = KurrentDBClient.connectionString(connectionString.replace(/^esdb/, 'kurrentdb'))
  let events = 0
  for await (const { event } of client.readAll({ fromPosition: START, filter: streamNameFilter(ofCalls) }))
    if (event !== undefined) events++
  await client.dispose()
  return { events }
}

const view: View = {
  rules: compilePolicy(noticePolicy, holidaysOf('DK')),
  asOf: '2026-01-01T00:00:00.000Z' as View['asOf']
}

const replayToActions = async (connectionString: string): Promise<Read> => {
  const opened = openEventStoreDBLog(connectionString)
  if (E.isLeft(opened)) throw new Error(opened.left.reason)
  const histories = createHistories()
  const [stateOf, actionsOf] = [callState(view), dueActions(view)]
  let [events, actions] = [0, 0]
  for await (const page of opened.right.replay()) {
    if (E.isLeft(page)) throw new Error(page.left._tag)
    for (const entry of page.right) histories.add(entry)
    events += page.right.length
  }
  for (const history of histories.all()) actions += actionsOf(stateOf(history)).length
  await opened.right.close()()
  return { events, actions }
}

const readings: Readonly<Record<string, (connectionString: string) => Promise<Read>>> = {
  'raw subscription': subscribeRaw,
  [native]: readNatively,
  replay: replayToActions
}

const read = readings[name]
if (read === undefined) throw new Error(`no reading of the name ${name}`)
const [start, before] = [performance.now(), process.cpuUsage()]
const found = await read(connectionString)
const { user, system } = process.cpuUsage(before)
const reading: Reading = {
  ...found,
  seconds: (performance.now() - start) / 1000,
  processorSeconds: (user + system) / 1e6
}
process.stdout.write(JSON.stringify(reading))
