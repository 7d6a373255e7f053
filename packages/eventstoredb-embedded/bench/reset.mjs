// Prints how long each of some resets takes, in milliseconds; before each the store has 10,000 events and their links.
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { start } from '../dist/esm/index.js'

const server = await start()
const client = EventStoreDBClient.connectionString(server.connectionString)
const times = []
for (let round = 0; round < 9; round++) {
  for (let stream = 0; stream < 20; stream++) {
    const events = Array.from({ length: 500 }, (_, n) => jsonEvent({ type: 'A', data: { n } }))
    await client.appendToStream(`call-${stream}`, events)
  }
  const started = performance.now()
  server.reset()
  times.push(performance.now() - started)
}
console.log(JSON.stringify(times))
await client.dispose()
await server.stop()
