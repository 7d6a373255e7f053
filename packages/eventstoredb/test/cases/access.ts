/** Over TLS the server asks for users and heeds access lists. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { FollowStep } from '@samtykke/core'
import { type EmbeddedEventStore, start } from '@samtykke/eventstoredb-embedded'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { startFollower } from '@samtykke/log'
import { checkpointsInStore, type EventStoreDBLog, startScavenge } from '../../src/index.ts'
import { openLog, type TestedClient } from '../server.ts'
import { objected, rightOf, someId } from '../../../log/test/some.ts'

const pem = (name: string): string =>
  resolve(__dirname, '../../../eventstoredb-embedded/test/support/tls', `${name}.pem`)

const denied = { left: { _tag: 'AccessDenied', retry: 'never' } }

export const accessCases = ({ client, raw }: TestedClient): void => {
  describe('access', () => {
    let server: EmbeddedEventStore
    const logs: EventStoreDBLog[] = []
    const url = (credentials: string): string =>
      `esdb://${credentials}localhost:${server.port}?tls=true&tlsCAFile=${pem('certificate')}`
    const logAs = (credentials: string): EventStoreDBLog => {
      const log = openLog(url(credentials), { client, retryFor: 2_000 })
      logs.push(log)
      return log
    }

    beforeAll(async () => {
      server = await start({
        tls: { certificate: readFileSync(pem('certificate')), key: readFileSync(pem('key')) }
      })
    })
    afterAll(async () => {
      for (const log of logs) await log.close()()
      await server.stop()
    })

    const firstEnd = async (steps: AsyncIterable<FollowStep>): Promise<FollowStep | undefined> => {
      for await (const step of steps) if (step._tag === 'failed' || step._tag === 'caught-up') return step
      return undefined
    }

    it('wrong credentials are told at once, by every call', async () => {
      const log = logAs('admin:wrong@')
      const call = someId('call')
      expect(await log.append(call, [objected(call)], 'no-stream')()).toMatchObject(denied)
      expect(await log.load(call)()).toMatchObject(denied)
      expect(await startScavenge(log)()).toMatchObject(denied)
      expect(await log.link(someId('subject'), call)()).toMatchObject(denied)
      const pages: unknown[] = []
      for await (const page of log.replay()) pages.push(page)
      expect(pages).toMatchObject([denied])
      expect(await firstEnd(log.follow('start'))).toMatchObject({
        _tag: 'failed',
        error: { _tag: 'AccessDenied' }
      })
      const follower = startFollower(log, {
        handler: () => TE.right(undefined),
        checkpoints: checkpointsInStore(log, someId('follower')),
        parking: { park: () => TE.right(undefined) }
      })
      expect(await follower.ended).toMatchObject({ state: 'failed', error: { _tag: 'AccessDenied' } })
    })

    it('who may write calls need not be able to read everything, nor who reads to write', async () => {
      const admin = raw.connect(url('admin:changeit@'))
      const setDefaults = (write: string, read: string) =>
        admin.appendToStream('$settings', [
          raw.jsonEvent({
            type: '$settings',
            data: {
              $userStreamAcl: { $r: read, $w: write, $d: '$admins', $mr: '$all', $mw: '$admins' },
              $systemStreamAcl: {
                $r: '$admins',
                $w: '$admins',
                $d: '$admins',
                $mr: '$admins',
                $mw: '$admins'
              }
            }
          })
        ])
      const [writer, call] = [logAs('ops:changeit@'), someId('call')]

      await setDefaults('$all', '$all')
      await rightOf(writer.append(call, [objected(call)], 'no-stream'))
      expect((await rightOf(writer.load(call))).entries).toHaveLength(1)
      expect(await firstEnd(writer.follow('start'))).toMatchObject({ _tag: 'failed' })

      await setDefaults('$admins', '$all')
      await admin.setStreamMetadata('$all', { acl: { readRoles: ['$admins', '$ops'] } })
      expect(await writer.append(call, [objected(call)], 0n)()).toMatchObject(denied)
      expect((await rightOf(writer.load(call))).entries).toHaveLength(1)
      expect(await firstEnd(writer.follow('start'))).toEqual({ _tag: 'caught-up' })
      await admin.dispose()
    })
  })
}
