import fc from 'fast-check'
import { MessageBuffer } from '../../src/persistent/messageBuffer.ts'
import { message } from './messages.ts'

const revisions = (buffer: MessageBuffer): number[] => [...buffer.waiting()].map(each => each.position)

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

describe('MessageBuffer', () => {
  it('turns live when reading meets what was committed meanwhile, with each message once and in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 39 }), (count, firstLive) => {
        fc.pre(firstLive < count)
        const buffer = new MessageBuffer({ history: 1000, live: 1000 }, false)
        for (const revision of upTo(count).slice(firstLive)) buffer.addLive(message(revision))
        for (const revision of upTo(count)) buffer.addRead(message(revision))
        expect(buffer.isLive()).toBe(true)
        expect(revisions(buffer)).toEqual(upTo(count))
      })
    )
  })

  it('falls behind when it is full, and loses nothing when history is read again from there', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 30 }), (history, more) => {
        const buffer = new MessageBuffer({ history, live: 5 }, true)
        const all = upTo(history + more)
        const behindFrom = all.find(revision => {
          buffer.addLive(message(revision))
          return !buffer.isLive()
        })
        expect(behindFrom).toBe(history)
        for (const revision of all.slice(history + 1)) buffer.addLive(message(revision))
        const pushed: number[] = []
        const takeAll = (): void => {
          for (const each of buffer.waiting()) {
            pushed.push(each.position)
            buffer.take(each)
          }
        }
        takeAll()
        for (const revision of all.slice(history)) {
          buffer.addRead(message(revision))
          takeAll()
        }
        expect(pushed).toEqual(all)
      })
    )
  })

  it('does not turn live at the end of history while events wait that were committed meanwhile', () => {
    const buffer = new MessageBuffer({ history: 10, live: 10 }, false)
    buffer.addLive(message(3))
    expect(buffer.tryTurnLive()).toBe(false)
    buffer.addRead(message(3))
    expect(buffer.isLive()).toBe(true)
  })

  it('leaves out what the checkpoint covers', () => {
    const buffer = new MessageBuffer({ history: 10, live: 10 }, false, 2)
    for (const revision of upTo(5)) buffer.addRead(message(revision))
    expect(revisions(buffer)).toEqual([3, 4])
  })

  it('gives retries first, in the order of the source, and replayed ones as they come', () => {
    const buffer = new MessageBuffer({ history: 10, live: 10 }, true)
    buffer.addLive(message(9))
    buffer.addRetry(message(5))
    buffer.addRetry(message(0, { isReplayed: true }))
    buffer.addRetry(message(3))
    expect(revisions(buffer)).toEqual([3, 5, 0, 9])
  })

  it('has room as long as a page fits in', () => {
    const buffer = new MessageBuffer({ history: 4, live: 10 }, false)
    buffer.addRead(message(0))
    expect([1, 2, 3].map(count => buffer.hasRoomFor(count))).toEqual([true, true, false])
  })
})
