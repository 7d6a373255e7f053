import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProjector } from '../../src/projections/projector.ts'
import { openJournal } from '../../src/store/journal.ts'
import { createStore } from '../../src/store/store.ts'
import { expectedRevision, type Store } from '../../src/store/types.ts'
import { event, eventsOf } from '../support/events.ts'
import { unexpected } from '../support/journals.ts'

const { any } = expectedRevision

/** Settles when a stream has so many events. */
const untilCount = async (store: Store, stream: string, count: number): Promise<string[]> => {
  while (eventsOf(store, stream).length < count)
    await new Promise<void>(resolve => {
      const forget = store.onCommitted(() => {
        forget()
        resolve()
      })
    })
  return eventsOf(store, stream).map(({ data }) => Buffer.from(data).toString())
}

describe('projector', () => {
  test('links come after the write, not with it', async () => {
    const store = createStore()
    const projector = startProjector(store)
    store.append('call-1', [event('1'), event('2')], any)
    expect(store.lastRevision('$ce-call')).toBe(-1)
    expect(await untilCount(store, '$ce-call', 2)).toEqual(['0@call-1', '1@call-1'])
    expect(await untilCount(store, '$et-Happened', 2)).toEqual(['0@call-1', '1@call-1'])
    expect(await untilCount(store, '$category-call', 1)).toEqual(['call-1'])
    expect(await untilCount(store, '$streams', 1)).toEqual(['0@call-1'])
    projector.stop()
  })

  test('each stream of a projection can be read by anybody, and says so before its first event', async () => {
    const store = createStore()
    const projector = startProjector(store)
    store.append('call-1', [event('1')], any)
    await untilCount(store, '$ce-call', 1)
    store.append('call-1', [event('2')], any)
    await untilCount(store, '$ce-call', 2)
    const [metadata, ...more] = eventsOf(store, '$$$ce-call')
    expect(more).toEqual([])
    expect(Buffer.from(metadata!.data).toString()).toBe('{"$acl":{"$r":"$all","$mr":"$all"}}')
    expect(metadata!.position).toBeLessThan(eventsOf(store, '$ce-call')[0]!.position)
    projector.stop()
  })

  test('by correlation id', async () => {
    const store = createStore()
    const projector = startProjector(store)
    const metadata = Buffer.from('{"$correlationId":"one"}')
    store.append('call-1', [event('0'), { ...event('1'), metadata }], any)
    expect(await untilCount(store, '$bc-one', 1)).toEqual(['1@call-1'])
    projector.stop()
  })

  test('a stopped projection goes on where it stood', async () => {
    const store = createStore()
    const projector = startProjector(store)
    store.append('call-1', [event('1')], any)
    await untilCount(store, '$ce-call', 1)
    expect(projector.run('$by_category', 'Stopped')).toBe(true)
    expect(projector.run('$none', 'Stopped')).toBe(false)
    store.append('call-1', [event('2')], any)
    await untilCount(store, '$et-Happened', 2)
    expect(eventsOf(store, '$ce-call')).toHaveLength(1)
    projector.run('$by_category', 'Running')
    expect(await untilCount(store, '$ce-call', 2)).toEqual(['0@call-1', '1@call-1'])
    projector.stop()
  })

  test('goes on after a restart without a link too few or too many', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'projector-'))
    try {
      let store = createStore(await openJournal(directory, unexpected))
      let projector = startProjector(store)
      store.append('call-1', [event('1'), event('2')], any)
      await untilCount(store, '$ce-call', 2)
      projector.stop()
      store.append('call-1', [event('3')], any)
      await store.close()

      store = createStore(await openJournal(directory, unexpected))
      projector = startProjector(store)
      store.append('call-1', [event('4')], any)
      const all = ['0@call-1', '1@call-1', '2@call-1', '3@call-1']
      expect(await untilCount(store, '$ce-call', 4)).toEqual(all)
      expect(await untilCount(store, '$et-Happened', 4)).toEqual(all)
      expect(eventsOf(store, '$streams')).toHaveLength(1)
      projector.stop()
      await store.close()
    } finally {
      rmSync(directory, { recursive: true })
    }
  })
})
