import type { StoreError } from '@samtykke/core'
import { createMemoryStore, recordingStoreContract } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { analysisStore, type Anonymiser } from '../../src/index.ts'
import { analysis, inventoryOf, left, right, textOf } from './some.ts'

const outage: StoreError = { _tag: 'Unavailable', retry: 'later', reason: 'switched off' }

const counting = (): {
  anonymiser: Anonymiser
  kept: string[]
  fail: (error: StoreError | undefined) => void
} => {
  const kept: string[] = []
  let failure: StoreError | undefined
  return {
    kept,
    fail: error => {
      failure = error
    },
    anonymiser: {
      technique: 'daily-means',
      keep: bytes => async () => {
        if (failure !== undefined) return E.left(failure)
        kept.push(await textOf(bytes))
        return E.right(undefined)
      }
    }
  }
}

describe('a store of analyses', () => {
  recordingStoreContract({ describe, it }, async () => {
    const bytes = createMemoryStore()
    const unreachable = createMemoryStore()
    unreachable.fail(outage)
    return {
      store: analysisStore(bytes, counting().anonymiser),
      unreachable: analysisStore(unreachable),
      place: async (ref, content) => bytes.replace(ref, content),
      traces: {},
      holds: 'analysis'
    }
  })

  test('keeps what relates to nobody, and nothing under the ref', async () => {
    const bytes = createMemoryStore()
    const { anonymiser, kept } = counting()
    const store = analysisStore(bytes, anonymiser)
    const ref = analysis('call-1', 'it-1')
    bytes.replace(ref, Buffer.from('older'))
    bytes.replace(ref, Buffer.from('loudness 3'))
    expect(await right(store.anonymise(ref))).toMatchObject({ _tag: 'gone', copies: 1 })
    expect(await right(store.find(ref))).toEqual({ _tag: 'absent' })
    expect((await inventoryOf(store)).refs).toEqual([])
    expect(await right(store.anonymise(ref))).toMatchObject({ _tag: 'gone', copies: 0 })
    expect([store.technique, kept]).toEqual(['daily-means', ['loudness 3']])
  })

  test('erases what is only hidden, of which there is nothing to keep', async () => {
    const bytes = createMemoryStore()
    const { anonymiser, kept } = counting()
    const store = analysisStore(bytes, anonymiser)
    const ref = analysis('call-1', 'it-1')
    bytes.replace(ref, Buffer.from('x'))
    bytes.hide(ref)
    expect(await right(store.anonymise(ref))).toMatchObject({ copies: 1 })
    expect(kept).toEqual([])
    expect(await right(store.find(ref))).toEqual({ _tag: 'absent' })
  })

  test('erases nothing of which nothing could be kept', async () => {
    const bytes = createMemoryStore()
    const { anonymiser, fail } = counting()
    const store = analysisStore(bytes, anonymiser)
    const ref = analysis('call-1', 'it-1')
    bytes.replace(ref, Buffer.from('x'))
    // Also where the anonymiser's own error is that something is not found.
    for (const error of [outage, { _tag: 'NotFound', retry: 'never', reason: 'no statistic' }] as const) {
      fail(error)
      expect(await left(store.anonymise(ref))).toEqual(error)
      expect(await right(store.find(ref))).toMatchObject({ _tag: 'present' })
    }
  })

  test('without an anonymiser refuses, for good', async () => {
    const bytes = createMemoryStore()
    const ref = analysis('call-1', 'it-1')
    bytes.replace(ref, Buffer.from('x'))
    expect(await left(analysisStore(bytes).anonymise(ref))).toEqual({
      _tag: 'Refused',
      retry: 'never',
      reason: 'no anonymiser was given to this store'
    })
    expect(await right(bytes.find(ref))).toMatchObject({ _tag: 'present' })
  })

  test('that cannot be reached says so', async () => {
    const bytes = createMemoryStore()
    bytes.fail(outage)
    const store = analysisStore(bytes, { technique: 'x', keep: () => TE.right(undefined) })
    expect(await left(store.anonymise(analysis('call-1', 'it-1')))).toEqual(outage)
  })
})
