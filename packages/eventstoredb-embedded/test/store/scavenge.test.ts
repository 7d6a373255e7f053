import { createStore } from '../../src/store/store.ts'
import { expectedRevision, tombstoneRevision, type Store } from '../../src/store/types.ts'
import { event, metadataEvent, revisionsOf } from '../support/events.ts'

const { any } = expectedRevision

const left = (store: Store): string[] =>
  store
    .readAllForwards(0, Number.MAX_SAFE_INTEGER)
    .events.map(({ stream, revision }) => `${stream}@${revision}`)

const three = [event('1'), event('2'), event('3')]

describe('scavenge', () => {
  test('removes what $tb and $maxCount hide, and the old metadata', () => {
    const store = createStore()
    store.append('a', three, any)
    store.append('$$a', [metadataEvent({ $tb: 1 })], any)
    store.append('$$a', [metadataEvent({ $tb: 2 })], any)
    expect(store.scavenge()).toBe(3)
    expect(left(store)).toEqual(['a@2', '$$a@1'])
    expect(revisionsOf(store, 'a')).toEqual([2])
  })

  test('keeps the last event of a deleted stream, which carries the revision', () => {
    const store = createStore()
    store.append('a', three, any)
    store.softDelete('a', any)
    store.scavenge()
    expect(left(store)).toEqual(['a@2', '$$a@0'])
    expect(store.append('a', [event('4')], any)).toMatchObject({ lastRevision: 3 })
  })

  test('leaves only the tombstone of a tombstoned stream', () => {
    const store = createStore()
    store.append('a', three, any)
    store.append('$$a', [metadataEvent({ $maxCount: 9 })], any)
    store.tombstone('a', any)
    store.scavenge()
    expect(left(store)).toEqual([`a@${tombstoneRevision}`])
    expect(store.append('a', [event('4')], any)).toEqual({ _tag: 'StreamDeleted' })
  })

  test('brings nothing back when truncation is lifted afterwards', () => {
    const store = createStore()
    store.append('a', three, any)
    store.append('$$a', [metadataEvent({ $tb: 2 })], any)
    store.scavenge()
    store.append('$$a', [metadataEvent({})], any)
    expect(revisionsOf(store, 'a')).toEqual([2])
    expect(store.readBackwards('a', -1, 10)).toMatchObject({ events: [{ revision: 2 }], isEndOfStream: true })
  })

  test('changes nothing where nothing is hidden', () => {
    const store = createStore()
    store.append('a', three, any)
    const before = left(store)
    expect(store.scavenge()).toBe(0)
    expect(left(store)).toEqual(before)
  })
})
