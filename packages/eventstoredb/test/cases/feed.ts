import type { Identifier, LogError } from '@samtykke/core'
import type { Hint, Hints } from '@samtykke/log'
import * as E from 'fp-ts/lib/Either.js'
import { type EventStoreDBLog, feedInStore } from '../../src/index.ts'
import { openLog, openRawWith, startServer, type TestedClient } from '../server.ts'
import { objected, rightOf, someId, until } from '../../../log/test/some.ts'

export const feedCases = ({ client, raw: library }: TestedClient): void => {
  describe('a shared feed', () => {
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

    const record = async (events: number, callId = someId('call')): Promise<Identifier> => {
      const { revision } = await rightOf(log.load(callId))
      const some = Array.from({ length: events }, () => objected(callId))
      await rightOf(log.append(callId, some, revision))
      return callId
    }
    const positionOf = async (callId: Identifier) => (await rightOf(log.load(callId))).entries[0]!.position

    /** Follows, and settles what `use` says. */
    const following = (hints: Hints, use: (hint: Hint) => boolean = () => true) => {
      const seen: Identifier[] = []
      const run = async (): Promise<LogError | undefined> => {
        for await (const hint of hints) {
          if (E.isLeft(hint)) return hint.left
          seen.push(hint.right.callId)
          if (use(hint.right)) await rightOf(hint.right.settle)
        }
        return undefined
      }
      return { seen, ended: run() }
    }

    it('gives each event to one of those who follow, who has room for it', async () => {
      const feed = feedInStore(log, someGroup())
      await rightOf(feed.startBehind(await positionOf(await record(1))))
      const stopping = new AbortController()
      const followers = Array.from({ length: 10 }, () => following(feed.follow(stopping.signal), () => false))
      const callIds: Identifier[] = []
      for (let n = 0; n < 40; n++) callIds.push(await record(2))
      for (const callId of callIds) await record(1, callId)
      const countOf = (callId: Identifier, { seen }: (typeof followers)[number]): number =>
        seen.filter(each => each === callId).length
      const total = (callId: Identifier): number =>
        followers.reduce((sum, follower) => sum + countOf(callId, follower), 0)
      await until(() => callIds.every(callId => total(callId) >= 3))
      stopping.abort()
      await Promise.all(followers.map(({ ended }) => ended))
      expect(callIds.map(total)).toEqual(callIds.map(() => 3))
      const shared = followers.filter(({ seen }) => callIds.some(callId => seen.includes(callId)))
      expect(shared.length).toBeGreaterThan(1)
    })

    it('begins at the start of the log, or where it is told before anyone followed', async () => {
      const early = await record(1)
      const late = await record(1)
      const whole = someGroup()
      const partial = someGroup()
      const position = await positionOf(late)
      for (let time = 0; time < 2; time++) await rightOf(feedInStore(log, partial).startBehind(position))
      const last = await record(1)
      const stopping = new AbortController()
      const all = following(feedInStore(log, whole).follow(stopping.signal))
      const some = following(feedInStore(log, partial).follow(stopping.signal))
      await until(() => [all, some].every(({ seen }) => seen.includes(last)))
      expect(all.seen).toEqual(expect.arrayContaining([early, late, last]))
      expect(some.seen).not.toContain(early)
      stopping.abort()
      expect(await Promise.all([all.ended, some.ended])).toEqual([undefined, undefined])
    })

    it('gives again what was not settled, and never what was, also when it was settled after the end', async () => {
      const feed = feedInStore(log, someGroup())
      const [first] = [await record(1)]
      await rightOf(feed.startBehind(await positionOf(first)))
      const [settled, left] = [await record(1), await record(1)]
      const stopping = new AbortController()
      const hints = feed.follow(stopping.signal)[Symbol.asyncIterator]()
      const given = new Map<Identifier, Hint>()
      while (!given.has(left) || !given.has(settled)) {
        const next = await hints.next()
        if (next.done === true || E.isLeft(next.value)) throw new Error('it ended')
        const hint = next.value.right
        given.set(hint.callId, hint)
        if (hint.callId === first) await rightOf(hint.settle)
      }
      stopping.abort()
      expect((await hints.next()).done).toBe(true)
      await rightOf(given.get(settled)!.settle)
      await hints.return?.()
      expect(E.isLeft(await given.get(left)!.settle())).toBe(true)
      const again = new AbortController()
      const { seen, ended } = following(feed.follow(again.signal))
      await until(() => seen.includes(left))
      const marker = await record(1)
      await until(() => seen.includes(marker))
      expect(seen).not.toContain(settled)
      again.abort()
      await ended
    })

    it('ends with an error when the group is lost, and goes on when it is followed again', async () => {
      const group = someGroup()
      const feed = feedInStore(log, group)
      const before = await record(1)
      const stopping = new AbortController()
      const { seen, ended } = following(feed.follow(stopping.signal))
      await until(() => seen.includes(before))
      await raw.client.deletePersistentSubscriptionToAll(group)
      expect(await ended).toMatchObject({ _tag: expect.any(String) })
      const after = await record(1)
      const again = following(feed.follow(stopping.signal))
      await until(() => again.seen.includes(after))
      stopping.abort()
      expect(await again.ended).toBeUndefined()
    })

    it('ends when its signal is aborted before, and when the log is closed', async () => {
      const feed = feedInStore(log, someId('group'))
      const { seen, ended } = following(feed.follow(AbortSignal.abort()))
      expect([await ended, seen]).toEqual([undefined, []])
      const other = openLog(server.connectionString, { client })
      const group = someGroup()
      await rightOf(feedInStore(log, group).startBehind(await positionOf(await record(1))))
      const open = following(feedInStore(other, group).follow(new AbortController().signal))
      const one = await record(1)
      await until(() => open.seen.includes(one))
      await other.close()()
      await open.ended
    })
  })
}
