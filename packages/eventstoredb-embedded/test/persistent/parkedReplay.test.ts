import fc from 'fast-check'
import { parkedMessagesOf } from '../../src/persistent/groupStreams.ts'
import { ParkedReplay } from '../../src/persistent/parkedReplay.ts'
import { createStore } from '../../src/store/store.ts'
import { until } from '../support/observe.ts'
import { message } from './messages.ts'

/** A replay of so many parked messages, and the revisions that it gave, page by page. */
const replayOf = (count: number, readBatchSize: number, onPage = (): void => undefined) => {
  const store = createStore()
  const parked = parkedMessagesOf(store, 's::g')
  for (let each = 0; each < count; each += 1) parked.park(message(each), 'refused')
  const pages: number[][] = []
  const replay = new ParkedReplay(store, parked, readBatchSize, links => {
    pages.push(links.map(link => link.revision))
    onPage()
  })
  return { parked, pages, replay }
}

const upTo = (end: number): number[] => Array.from({ length: end }, (_, revision) => revision)

describe('replaying parked messages', () => {
  test('gives those before the stop, in order and in pages, and leaves the others parked', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 130 }),
        fc.integer({ min: 0, max: 120 }),
        fc.option(fc.integer({ min: 1, max: 140 }), { nil: undefined }),
        async (count, readBatchSize, stopAt) => {
          const { parked, pages, replay } = replayOf(count, readBatchSize)
          const end = Math.min(stopAt ?? count, count)
          replay.start(stopAt)
          expect(replay.isUnderWay).toBe(true)
          await until(() => !replay.isUnderWay)
          expect(pages.flat()).toEqual(upTo(end))
          expect(Math.max(...pages.map(page => page.length))).toBeLessThanOrEqual(readBatchSize || 20)
          expect(parked.count()).toBe(count - end)
        }
      ),
      { numRuns: 50 }
    ))

  test('does not begin a second time while it is under way', async () => {
    const { pages, replay } = replayOf(30, 10)
    replay.start(undefined)
    replay.start(undefined)
    await until(() => !replay.isUnderWay)
    expect(pages.flat()).toEqual(upTo(30))
  })

  test('is over at once where nothing was ever parked', () => {
    const { replay } = replayOf(0, 10)
    replay.start(undefined)
    expect(replay.isUnderWay).toBe(false)
  })

  test('stops between two pages', async () => {
    const { parked, pages, replay } = replayOf(30, 10, () => replay.stop())
    replay.start(undefined)
    for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate)
    expect(pages).toEqual([upTo(10)])
    expect(parked.count()).toBe(30)
  })
})
