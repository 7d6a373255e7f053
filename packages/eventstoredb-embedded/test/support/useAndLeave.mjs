// Uses a server and lets go of it: the process must end by itself.
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
require('./typescript.cjs')
const { start } = require('../../src/index.ts')
const {
  EventStoreDBClient,
  jsonEvent,
  persistentSubscriptionToStreamSettingsFromDefaults
} = require('@eventstore/db-client')

const server = await start()
const client = EventStoreDBClient.connectionString(server.connectionString)
const event = () => jsonEvent({ type: 'A', data: {} })
await client.appendToStream('s', event())
await client.createPersistentSubscriptionToStream(
  's',
  'g',
  persistentSubscriptionToStreamSettingsFromDefaults()
)
const open = [
  client.subscribeToStream('s'),
  client.subscribeToAll(),
  client.subscribeToPersistentSubscriptionToStream('s', 'g')
]
await Promise.all(
  open.map(each => new Promise(resolve => each.on('error', () => undefined).once('confirmation', resolve)))
)
if (process.argv.includes('--kill')) {
  await server.faults.kill()
  await server.faults.restore()
}
if (process.argv.includes('--hang')) server.faults.hang()
if (process.argv.includes('--client-first')) await client.dispose()
await server.stop()
if (!process.argv.includes('--client-first')) await client.dispose()
console.log('stopped')
