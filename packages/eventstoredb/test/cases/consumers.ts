import type { Identifier } from '@samtykke/core'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Handler } from '@samtykke/log'
import { type EventStoreDBLog, startConsumer } from '../../src/index.ts'
import { openLog, openRawWith, startServer, type TestedClient } from '../server.ts'
import { objected, rightOf, someId, until } from '../../../log/test/some.ts'

export const consumerCases = ({ client, raw: library }: TestedClient): void => {
  describe('competing consumers', () => {
    let server: Awaited<ReturnType<typeof startServer>>
    let log: EventStoreDBLog
    let raw: ReturnType<typeof openRawWith>
    const groups: Identifier[] = []
    const someGroup = (): Identifier => {
      const group = someId('group')
      groups.push(group)
      return group
    }

    beforeAll(async () => {
      server = await startServer()
      log = openLog(server.connectionString, { client })
      raw = openRawWith(library, server.connectionString)
    })
    afterAll(async () => {
      for (const group of groups) await raw.client.deletePersistentSubscriptionToAll(group)
      await raw.close()
      await log.close()()
      await server.stop()
    })

    it('share the entries of a group, from the start of the log, each handled', async () => {
      const call = someId('call')
      const events = Array.from({ length: 20 }, () => objected(call))
      await rightOf(log.append(call, events, 'no-stream'))
      const seen = new Map<string, number>()
      const handler: Handler = entry =>
        TE.fromIO(() => {
          if (entry.callId === call) seen.set(entry.id, (seen.get(entry.id) ?? 0) + 1)
        })
      const group = someGroup()
      const consumers = [1, 2].map(() => startConsumer(log, { group, handler }))
      await until(() => seen.size === 20)
      const health = await Promise.all(consumers.map(consumer => consumer.stop()))
      expect([...seen.keys()].sort()).toEqual(events.map(event => event.id).sort())
      for (const each of health) expect(each).toMatchObject({ state: 'stopped', inFlight: 0, parked: 0 })
    })

    it('park with the reason what keeps failing, and go on', async () => {
      const call = someId('call')
      const events = Array.from({ length: 3 }, () => objected(call))
      await rightOf(log.append(call, events, 'no-stream'))
      const handled: string[] = []
      const group = someGroup()
      const consumer = startConsumer(log, {
        group,
        attempts: 2,
        handler: entry => {
          if (entry.id === events[1]?.id) return TE.left({ _tag: 'HandlerFailure', reason: 'not this one' })
          return TE.fromIO(() => {
            if (entry.callId === call) handled.push(entry.id)
          })
        }
      })
      await until(() => consumer.health().parked === 1 && handled.length === 2)
      expect(consumer.health()).toMatchObject({ state: 'running', connected: true, retries: 1 })
      await consumer.stop()
      const stream = `$persistentsubscription-$all::${group}-parked`
      const reasons: unknown[] = []
      await until(async () => {
        reasons.length = 0
        try {
          for await (const { link } of raw.client.readStream(stream, { resolveLinkTos: true })) {
            reasons.push((link?.metadata as { reason?: unknown } | undefined)?.reason)
          }
        } catch {
          return false
        }
        return reasons.length === 1
      })
      expect(reasons).toEqual([expect.stringContaining('not this one')])
    })

    it('come back after the connection was lost', async () => {
      const group = someGroup()
      const call = someId('call')
      const handled: string[] = []
      const consumer = startConsumer(log, {
        group,
        handler: entry =>
          TE.fromIO(() => {
            if (entry.callId === call) handled.push(entry.id)
          })
      })
      await until(() => consumer.health().connected)
      await raw.client.deletePersistentSubscriptionToAll(group)
      await until(() => consumer.health().drops > 0 && consumer.health().connected)
      const event = objected(call)
      await rightOf(log.append(call, [event], 'no-stream'))
      await until(() => handled.includes(event.id))
      expect(await consumer.stop()).toMatchObject({ state: 'stopped' })
    })
  })
}
