/** The log on EventStoreDB for a test file: empty in each test, its own in each worker. */
import { aCall } from '@samtykke/testing'
import { useEventStoreDBLog } from '@samtykke/testing/eventstoredb'
import * as E from 'fp-ts/lib/Either.js'

const call = aCall({ callId: 'call-1' }).with('consent-given').with('recording-stored')
const { callId } = call.events[0]!

describe('a log on EventStoreDB', () => {
  const store = useEventStoreDBLog({ timeLimit: 5_000, retryFor: 0 })
  const logs = new Set<unknown>()

  // Each finds the log empty, whichever comes first.
  test.each(['one', 'another', 'a third'])('is empty in %s test, and its own', async () => {
    expect(await store.log.append(callId, call.events, 'no-stream')()).toEqual(E.right(1n))
    const loaded = await store.log.load(callId)()
    if (E.isLeft(loaded)) throw new Error(loaded.left._tag)
    expect(loaded.right.entries.map(({ type }) => type)).toEqual(['consent-given', 'recording-stored'])
    expect(logs.has(store.log)).toBe(false)
    logs.add(store.log)
  })

  test('gives the server, with its faults', async () => {
    await store.server.faults.kill()
    const appended = await store.log.append(callId, call.events, 'no-stream')()
    expect(E.isLeft(appended) && appended.left._tag).toBe('Unavailable')
    await store.server.faults.restore()
  })
})

describe('out of place', () => {
  const early = useEventStoreDBLog()
  let message = ''
  try {
    expect(early.log).toBeUndefined()
  } catch (error) {
    message = (error as Error).message
  }
  test('says that no test runs', () => {
    expect(message).toBe('useEventStoreDBLog: no test runs; read the log in a hook or a test')
  })
})
