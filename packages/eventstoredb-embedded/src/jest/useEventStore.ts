/**
 * A server for the tests of a file.
 */
import { start, type EmbeddedEventStore, type StartOptions } from '../start.ts'

type Hook = (action: () => unknown) => void

interface Hooks {
  readonly beforeAll?: Hook
  readonly beforeEach?: Hook
  readonly afterAll?: Hook
}

/** The server of a test file. */
export interface TestEventStore {
  /** What a client connects with; known as soon as the hooks of the file have run. */
  readonly connectionString: string
  /** The server itself, for its faults and its scavenge. */
  readonly server: EmbeddedEventStore
}

/**
 * A server for the tests of a file: started before the first, emptied before each, stopped after the last.
 *
 * Works wherever `beforeAll`, `beforeEach` and `afterAll` are global, as in jest; inside a `describe` it serves that
 * block only. Clients may stay connected from test to test; dispose of them in an `afterAll` of your own, or the
 * process does not exit.
 *
 * @throws Error when called outside of a test file, or when `connectionString` is read before the hooks ran
 * @example
 * ```ts no-run
 * import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
 * import { useEventStore } from '@samtykke/eventstoredb-embedded'
 *
 * const eventStore = useEventStore()
 * let client: EventStoreDBClient
 * beforeAll(() => {
 *   client = EventStoreDBClient.connectionString(eventStore.connectionString)
 * })
 * afterAll(() => client.dispose())
 *
 * it('appends', async () => {
 *   const { success } = await client.appendToStream('call-1', jsonEvent({ type: 'consent-given', data: {} }))
 *   expect(success).toBe(true)
 * })
 * ```
 */
export const useEventStore = (options: StartOptions = {}): TestEventStore => {
  const { beforeAll, beforeEach, afterAll } = globalThis as Hooks
  if (beforeAll === undefined || beforeEach === undefined || afterAll === undefined) {
    throw new Error(
      'useEventStore: no beforeAll, beforeEach and afterAll here; call it in a test file, outside of tests'
    )
  }
  let server: EmbeddedEventStore | undefined
  const started = (): EmbeddedEventStore => {
    if (server === undefined) {
      throw new Error('useEventStore: the server is not started yet; read it in a hook or a test')
    }
    return server
  }
  beforeAll(async () => {
    server = await start(options)
  })
  beforeEach(() => started().reset())
  afterAll(() => server?.stop())
  return {
    get connectionString() {
      return started().connectionString
    },
    get server() {
      return started()
    }
  }
}
