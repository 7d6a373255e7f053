import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { useEventStore } from '../../src/index.ts'

describe('useEventStore', () => {
  const eventStore = useEventStore()
  let client: EventStoreDBClient

  beforeAll(() => {
    client = EventStoreDBClient.connectionString(eventStore.connectionString)
  })
  afterAll(() => client.dispose())

  // The two tests are the same: each finds the store empty, whichever comes first.
  it.each(['one', 'another'])('gives an empty store to %s test', async () => {
    const { nextExpectedRevision } = await client.appendToStream(
      'call-1',
      jsonEvent({ type: 'A', data: {} }),
      {
        expectedRevision: 'no_stream'
      }
    )
    expect(nextExpectedRevision).toBe(0n)
  })

  it('gives the server with its faults', () => {
    expect(eventStore.server.connectionString).toBe(eventStore.connectionString)
    expect(eventStore.server.faults).toHaveProperty('kill')
  })
})

describe('useEventStore out of place', () => {
  const early = useEventStore()
  let message = ''
  try {
    expect(early.connectionString).toBeUndefined()
  } catch (error) {
    message = (error as Error).message
  }

  it('says that the server is not there yet', () => {
    expect(message).toContain('not started yet')
  })
})
