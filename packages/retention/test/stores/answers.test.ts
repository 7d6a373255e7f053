import type { Identifier } from '@samtykke/core'
import { createMemoryStore } from '@samtykke/testing'
import fc from 'fast-check'
import { answersPlace, openDirectoryStore } from '../../src/index.ts'
import { chunks, filesOf, left, newFolder, recording, removeFolders, right } from './some.ts'

afterAll(removeFolders)
const request = (n: number): Identifier => `request-${n}` as Identifier

describe('a place for answers', () => {
  test('in a folder keeps copies by request, until all of a request are erased', async () => {
    const folder = await newFolder()
    const place = answersPlace(await right(openDirectoryStore(folder, { name: 'answers', create: true })))
    const copies = [recording('call-1', 'rec-1'), recording('call-2', 'rec-1'), recording('call-1', 'rec-2')]
    for (const copy of copies)
      await right(place.put(request(1), { ...copy, mediaType: 'audio/wav' }, chunks('x')))
    await right(place.put(request(1), copies[0]!, chunks('x')))
    await right(place.put(request(10), copies[0]!, chunks('x')))
    expect(await right(place.list(request(1)))).toHaveLength(3)
    expect(await right(place.list())).toHaveLength(4)
    expect((await filesOf(folder))[0]).toMatch(/^request-1\/rec-1\.[0-9a-f]{16}\.wav$/)
    expect(await right(place.has(request(1), copies[1]!))).toBe(true)
    expect(await right(place.has(request(2), copies[1]!))).toBe(false)
    expect(await right(place.eraseAll(request(1)))).toBe(3)
    expect(await right(place.eraseAll(request(1)))).toBe(0)
    expect(await filesOf(folder)).toHaveLength(1)
    expect(await right(place.has(request(10), copies[0]!))).toBe(true)
  })

  test('never takes the copy of one recording for another’s, whatever their ids', async () => {
    const anId = fc.stringMatching(/^[a-z][a-z0-9._-]{0,127}$/)
    await fc.assert(
      fc.asyncProperty(anId, anId, anId, anId, async (oneCall, one, otherCall, other) => {
        fc.pre(oneCall !== otherCall || one !== other)
        const place = answersPlace(createMemoryStore())
        await right(place.put(request(1), recording(oneCall, one), chunks('one')))
        expect(await right(place.has(request(1), recording(otherCall, other)))).toBe(false)
        await right(place.put(request(1), recording(otherCall, other), chunks('other')))
        expect(await right(place.eraseAll(request(1)))).toBe(2)
      })
    )
  })

  test('says that it is not empty where the store could not say', async () => {
    const memory = createMemoryStore()
    const place = answersPlace(memory)
    await right(place.put(request(1), recording('call-1', 'rec-1'), chunks('x')))
    memory.fail({ _tag: 'Unavailable', retry: 'later', reason: 'switched off' })
    expect(await left(place.eraseAll(request(1)))).toMatchObject({ _tag: 'Unavailable' })
    expect(await left(place.has(request(1), recording('call-1', 'rec-1')))).toMatchObject({
      _tag: 'Unavailable'
    })
  })
})
