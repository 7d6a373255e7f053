import { createServer, connect as connectTo, type Server } from 'node:net'
import type { KeyName, KeyTable } from '@samtykke/core'
import { openPostgresKeyTable } from '@samtykke/postgres'
import { keyTableContract } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import { run, startServer, type TestServer, title } from './support/server.ts'

let server: TestServer
const open: KeyTable[] = []
const ways: Server[] = []

beforeAll(async () => {
  server = await startServer()
})
afterEach(async () => {
  for (const table of open.splice(0)) await table.close()()
  for (const way of ways.splice(0)) way.close()
})
afterAll(() => server.stop())

const opened = async (url: string, create = false): Promise<KeyTable> => {
  const table = await openPostgresKeyTable({ url, create, retryFor: 100 })()
  if (E.isLeft(table)) throw new Error(JSON.stringify(table.left))
  open.push(table.right)
  return table.right
}

/** The same server by a way that can be shut. */
const wayTo = (url: string): Promise<{ readonly url: string; readonly shut: () => void }> =>
  new Promise(resolve => {
    const { hostname, port } = new URL(url)
    const sockets = new Set<{ destroy: () => void }>()
    const way = createServer(inward => {
      const outward = connectTo(Number(port), hostname)
      for (const each of [inward, outward]) sockets.add(each.on('error', () => undefined))
      inward.pipe(outward).pipe(inward)
    })
    ways.push(way)
    way.listen(0, '127.0.0.1', () => {
      const address = new URL(url)
      address.host = `127.0.0.1:${(way.address() as { port: number }).port}`
      resolve({
        url: address.href,
        shut: () => {
          way.close()
          for (const socket of sockets) socket.destroy()
        }
      })
    })
  })

describe(title, () => {
  describe('a table of keys', () => {
    keyTableContract({ describe, it }, async () => {
      const url = await server.emptyDatabase()
      const table = await opened(url, true)
      const way = await wayTo(url)
      const unreachable = await opened(way.url)
      way.shut()
      return {
        table,
        another: () => opened(url),
        damage: async (name: KeyName) => {
          await run(url, 'alter table samtykke_keys drop constraint samtykke_keys_one_thing')
          await run(url, `update samtykke_keys set wrapped = null where name = '${name}'`)
        },
        unreachable,
        // More than one page of a listing.
        many: 1100
      }
    })
  })
})
