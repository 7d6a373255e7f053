/**
 * A log on EventStoreDB for the tests of a file.
 */
import { type EventStoreDBLog, type LogOptions, openEventStoreDBLog } from '@samtykke/eventstoredb'
import { type TestEventStore, useEventStore } from '@samtykke/eventstoredb-embedded'
import * as E from 'fp-ts/lib/Either.js'

/** The server of a test file, and the log of the test that runs. */
export interface TestEventStoreDBLog extends TestEventStore {
  /** Empty when a test begins; known in its hooks and in the test itself. */
  readonly log: EventStoreDBLog
}

type Hook = (action: () => unknown) => void

/**
 * A log on an EventStoreDB of its own, for the tests of a file: an embedded server is started before the first, each test has an empty
 * log, with a connection that is closed after it, and the server is stopped after the last. Files that run in parallel workers have
 * each their server, on a port of its own, so that none sees another's events. Works wherever `beforeAll`, `beforeEach`,
 * `afterEach` and `afterAll` are global, as in jest; inside a `describe` it serves that block only.
 *
 * @param options those of `openEventStoreDBLog`: the cipher and the upcasters of the service, say
 * @throws Error when called outside of a test file, or when `log` is read outside of a test
 *
 * @example
 * ```ts no-run
 * import { aCall } from '@samtykke/testing'
 * import { useEventStoreDBLog } from '@samtykke/testing/eventstoredb'
 *
 * const store = useEventStoreDBLog()
 *
 * it('keeps what happened', async () => {
 *   const [given] = aCall().with('consent-given').events
 *   await store.log.append(given!.callId, [given!], 'no-stream')()
 *   expect(await store.log.load(given!.callId)()).toMatchObject({ right: { revision: 0n } })
 * })
 * ```
 */
export const useEventStoreDBLog = (options: LogOptions = {}): TestEventStoreDBLog => {
  const { beforeEach, afterEach } = globalThis as {
    readonly beforeEach?: Hook
    readonly afterEach?: Hook
  }
  if (beforeEach === undefined || afterEach === undefined)
    throw new Error(
      'useEventStoreDBLog: no beforeEach and afterEach here; call it in a test file, outside of tests'
    )
  const eventStore = useEventStore()
  let log: EventStoreDBLog | undefined
  beforeEach(() => {
    const opened = openEventStoreDBLog(eventStore.connectionString, options)
    if (E.isLeft(opened)) throw new Error(`useEventStoreDBLog: ${opened.left.reason}`)
    log = opened.right
  })
  afterEach(async () => {
    const closing = log
    log = undefined
    await closing?.close()()
  })
  return {
    get connectionString() {
      return eventStore.connectionString
    },
    get server() {
      return eventStore.server
    },
    get log() {
      if (log === undefined)
        throw new Error('useEventStoreDBLog: no test runs; read the log in a hook or a test')
      return log
    }
  }
}
