import fc from 'fast-check'
import { createStore } from '../../src/store/store.ts'
import { expectedRevision, tombstoneRevision, type Store, type WriteResult } from '../../src/store/types.ts'
import { event, eventsOf, idOf, metadataEvent, revisionsOf } from '../support/events.ts'

const { any, noStream, streamExists } = expectedRevision

const append = fc.record({
  _tag: fc.constant('append' as const),
  stream: fc.constantFrom('a', 'b', '$$a'),
  names: fc.array(fc.nat(30), { maxLength: 4 }),
  expected: fc.constantFrom(any, noStream, streamExists, 0, 1, 2, 5)
})
const softDelete = fc.record({ _tag: fc.constant('delete' as const), stream: fc.constantFrom('a', 'b') })
const tombstone = fc.record({ _tag: fc.constant('tombstone' as const), stream: fc.constantFrom('b') })
const truncate = fc.record({
  _tag: fc.constant('truncate' as const),
  stream: fc.constantFrom('a', 'b'),
  metadata: fc.constantFrom({ $maxCount: 2 }, { $tb: 3 }, { $maxCount: 3, $tb: 1 }, {})
})
type Operation =
  | { _tag: 'append'; stream: string; names: number[]; expected: number }
  | { _tag: 'delete' | 'tombstone'; stream: string }
  | { _tag: 'truncate'; stream: string; metadata: object }

const operations = fc.array<Operation>(
  fc.oneof({ weight: 6, arbitrary: append }, softDelete, { weight: 1, arbitrary: tombstone }, truncate),
  { maxLength: 30 }
)

const apply = (store: Store, operation: Operation): WriteResult => {
  switch (operation._tag) {
    case 'append':
      return store.append(
        operation.stream,
        operation.names.map(name => event(`${name}`)),
        operation.expected
      )
    case 'delete':
      return store.softDelete(operation.stream, any)
    case 'tombstone':
      return store.tombstone(operation.stream, any)
    case 'truncate':
      return store.append(`$$${operation.stream}`, [metadataEvent(operation.metadata)], any)
  }
}

const storeAfter = (done: ReadonlyArray<Operation>): Store => {
  const store = createStore()
  for (const operation of done) apply(store, operation)
  return store
}

const allPages = (store: Store, stream: string, size: number): number[] => {
  const found: number[] = []
  for (let from = 0; ;) {
    const slice = store.readForwards(stream, from, size)
    if (slice._tag !== 'Slice') return found
    found.push(...slice.events.map(({ revision }) => revision))
    if (slice.isEndOfStream) return found
    from = slice.nextRevision
  }
}

describe('store', () => {
  test('whatever was done, positions rise and a stream has each revision once, without a gap', () => {
    fc.assert(
      fc.property(operations, done => {
        const store = storeAfter(done)
        const { events } = store.readAllForwards(0, Number.MAX_SAFE_INTEGER)
        const positions = events.map(({ position }) => position)
        expect(positions).toEqual([...new Set(positions)].sort((one, other) => one - other))
        for (const stream of ['a', 'b', '$$a', '$$b']) {
          const revisions = events.filter(each => each.stream === stream).map(({ revision }) => revision)
          const counted = revisions.filter(revision => revision !== tombstoneRevision)
          expect(counted).toEqual(counted.map((_, place) => place))
        }
      })
    )
  })

  test('pages of any size read the same as one page, and backwards is the reverse', () => {
    fc.assert(
      fc.property(operations, fc.integer({ min: 1, max: 5 }), (done, size) => {
        const store = storeAfter(done)
        for (const stream of ['a', 'b', '$$a']) {
          const whole = revisionsOf(store, stream)
          expect(allPages(store, stream, size)).toEqual(whole)
          const backwards = store.readBackwards(stream, -1, Number.MAX_SAFE_INTEGER)
          const revisions = backwards._tag === 'Slice' ? backwards.events.map(({ revision }) => revision) : []
          expect(revisions.reverse()).toEqual(whole)
        }
      })
    )
  })

  test('$all backwards is $all forwards reversed, from any event on', () => {
    fc.assert(
      fc.property(operations, fc.nat(), (done, choice) => {
        const store = storeAfter(done)
        const { events } = store.readAllForwards(0, Number.MAX_SAFE_INTEGER)
        const place = events.length === 0 ? 0 : choice % events.length
        const from = events[place]?.position ?? 0
        expect(store.readAllForwards(from, 10).events).toEqual(events.slice(place, place + 10))
        const before = store.readAllBackwards(from, Number.MAX_SAFE_INTEGER).events
        expect(before).toEqual(events.slice(0, place).reverse())
      })
    )
  })

  test('a write with an exact revision, repeated at once, answers the same and writes nothing', () => {
    fc.assert(
      fc.property(operations, fc.array(fc.nat(1000), { minLength: 1, maxLength: 4 }), (done, names) => {
        const store = storeAfter(done.filter(({ _tag }) => _tag !== 'tombstone'))
        const expected = store.lastRevision('a')
        const events = names.map(name => event(`new ${name}`))
        const first = store.append('a', events, expected)
        const end = store.endOfLog()
        expect(first._tag).toBe('Written')
        const repeated = store.append('a', events, expected)
        expect(repeated).toMatchObject({ _tag: 'Written', lastRevision: expected + names.length })
        expect(store.endOfLog()).toBe(end)
      })
    )
  })

  test('the log moves on as far as that of a real server, by what a record holds', () => {
    const store = createStore()
    const step = (write: () => unknown): number => {
      const before = store.endOfLog()
      write()
      return store.endOfLog() - before
    }
    const small = { ...event('1'), type: 'T' }
    expect(step(() => store.append('b-1', [small], any))).toBe(96)
    expect(step(() => store.append('b-1', [{ ...small, id: idOf('2'), metadata: small.data }], any))).toBe(98)
    expect(step(() => store.append('b-1', [], any))).toBe(93)
    expect(step(() => store.append('$$$$', [metadataEvent({ $maxCount: 2 })], any))).toBe(118)
    expect(step(() => store.softDelete('$$', any))).toBe(130)
    expect(step(() => store.tombstone('$$', any))).toBe(106)
  })

  test('a refused write leaves nothing behind', () => {
    const store = createStore()
    store.append('a', [event('1'), event('2')], noStream)
    const end = store.endOfLog()
    expect(store.append('a', [event('3')], 7)).toEqual({ _tag: 'WrongExpectedRevision', currentRevision: 1 })
    expect(store.append('a', [event('3')], noStream)).toEqual({
      _tag: 'WrongExpectedRevision',
      currentRevision: 1
    })
    expect(store.append('b', [event('3')], streamExists)).toEqual({
      _tag: 'WrongExpectedRevision',
      currentRevision: -1
    })
    expect(store.endOfLog()).toBe(end)
  })

  test('half a repeated batch is refused, even with any', () => {
    const store = createStore()
    store.append('a', [event('1'), event('2')], any)
    expect(store.append('a', [event('2'), event('3')], any)).toEqual({
      _tag: 'WrongExpectedRevision',
      currentRevision: 1
    })
  })

  test('a deleted stream goes on with its revisions, and what was deleted stays gone', () => {
    const store = createStore()
    store.append('a', [event('1'), event('2')], any)
    store.softDelete('a', any)
    expect(store.readForwards('a', 0, 10)).toEqual({ _tag: 'NoStream' })
    store.append('a', [event('3')], noStream)
    expect(revisionsOf(store, 'a')).toEqual([2])
  })

  test('a tombstone refuses every write for good', () => {
    const store = createStore()
    store.append('a', [event('1')], any)
    store.tombstone('a', any)
    for (const expected of [any, noStream, streamExists, 0])
      expect(store.append('a', [event('1')], expected)).toEqual({ _tag: 'StreamDeleted' })
    expect(store.readForwards('a', 0, 10)).toEqual({ _tag: 'StreamDeleted' })
    expect(store.lastRevision('a')).toBe(tombstoneRevision)
  })

  test('$maxAge hides events that are older', () => {
    jest.useFakeTimers({ now: 1_000_000 })
    try {
      const store = createStore()
      store.append('a', [event('old')], any)
      store.append('$$a', [metadataEvent({ $maxAge: 60 })], any)
      jest.setSystemTime(1_000_000 + 50_000)
      store.append('a', [event('young')], any)
      expect(revisionsOf(store, 'a')).toEqual([0, 1])
      jest.setSystemTime(1_000_000 + 61_000)
      expect(revisionsOf(store, 'a')).toEqual([1])
      jest.setSystemTime(1_000_000 + 200_000)
      expect(store.readForwards('a', 0, 10)).toMatchObject({ _tag: 'Slice', events: [], isEndOfStream: true })
    } finally {
      jest.useRealTimers()
    }
  })

  test('listeners hear every write in the order of the log, also what a listener writes', () => {
    const store = createStore()
    const heard: string[] = []
    store.onCommitted(events => {
      if (events[0]?.stream === 'a') store.append('b', [event('answer')], any)
    })
    store.onCommitted(events => heard.push(...events.map(({ stream, revision }) => `${stream}@${revision}`)))
    store.append('a', [event('1'), event('2')], any)
    expect(heard).toEqual(['a@0', 'a@1', 'b@0'])
  })

  test('a link resolves one step, to a reason or to nothing', () => {
    const store = createStore()
    store.append('a', [event('1')], any)
    const link = (name: string, text: string) => ({
      ...event(name),
      type: '$>',
      isJson: false,
      data: Buffer.from(text)
    })
    store.append('l', [link('l1', '0@a'), link('l2', '9@a'), link('l3', 'no link'), link('l4', '-1@a')], any)
    const [toEvent, toNothing, noLink, toLast] = eventsOf(store, 'l').map(store.resolve)
    expect(toEvent).toMatchObject({ event: { stream: 'a', revision: 0 }, link: { stream: 'l', revision: 0 } })
    expect(toNothing).not.toHaveProperty('event')
    expect(noLink).not.toHaveProperty('link')
    expect(toLast).toMatchObject({ event: { stream: 'a', revision: 0 } })
  })

  test('an emptied store is as new', () => {
    const store = createStore()
    store.append('a', [event('1')], any)
    const first = store.lastPosition()
    store.reset()
    expect(store.readForwards('a', 0, 10)).toEqual({ _tag: 'NoStream' })
    expect(store.append('a', [event('1')], noStream)).toEqual({
      _tag: 'Written',
      lastRevision: 0,
      position: first
    })
  })
})
