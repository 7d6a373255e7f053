import type { Instant, RecordingStore, Uuid } from '@samtykke/core'
import { recordingStoreContract, type StoreUnderTest } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import { type HttpOptions, httpStore } from '../../../src/index.ts'
import { left, recording, right } from '../some.ts'
import { startVendor, type Vendor } from './vendor.ts'

const vendors: Vendor[] = []
afterEach(async () => {
  for (const vendor of vendors.splice(0)) await vendor.stop()
})

const vendorWith = async (acceptsUntil?: Instant): Promise<Vendor> => {
  const vendor = await startVendor(acceptsUntil)
  vendors.push(vendor)
  return vendor
}

const storeOf = ({ url }: { url: string }, options: Partial<HttpOptions> = {}): RecordingStore => {
  const store = httpStore({ name: 'vendor', url, token: 'a-token', ...options })
  if (E.isLeft(store)) throw new Error(JSON.stringify(store.left))
  return store.right
}

const start = async (acceptsUntil?: Instant): Promise<StoreUnderTest> => {
  const vendor = await vendorWith(acceptsUntil)
  const gone = await startVendor()
  await gone.stop()
  return {
    store: storeOf(vendor),
    unreachable: storeOf(gone),
    place: async (ref, bytes) => vendor.memory.replace(ref, bytes),
    traces: {
      'a copy': async ref => {
        vendor.memory.replace(ref, Buffer.from('x'))
        vendor.memory.copy(ref)
      }
    },
    carryOut: async () => vendor.memory.carryOut()
  }
}

describe('a processor that answers at once', () => recordingStoreContract({ describe, it }, () => start()))

describe('a processor that only accepts', () =>
  recordingStoreContract({ describe, it }, () => start('2026-01-01T00:00:00.000Z' as Instant)))

describe('a processor', () => {
  const ref = recording('call-1', 'rec-1', { processor: 'vendor' })

  test('gets the id of the instruction as idempotency key, and a new one without', async () => {
    const vendor = await vendorWith()
    const store = storeOf(vendor)
    vendor.memory.replace(ref, Buffer.from('x'))
    const id = '0b6e8c1e-0000-4000-8000-000000000000' as Uuid
    const first = await right(store.erase(ref, id))
    expect(first).toMatchObject({ copies: 1 })
    // The same order again has the same answer, although nothing was there any more.
    expect(await right(store.erase(ref, id))).toEqual(first)
    expect(await right(store.erase(ref))).toMatchObject({ copies: 0 })
    expect(vendor.keys.slice(0, 2)).toEqual([id, id])
    expect(new Set(vendor.keys).size).toBe(2)
  })

  test.each([
    [400, 'Refused', 'never'],
    [401, 'AccessDenied', 'never'],
    [403, 'AccessDenied', 'never'],
    [404, 'Refused', 'never'],
    [301, 'Refused', 'never'],
    [423, 'Locked', 'never'],
    [429, 'Unavailable', 'later'],
    [500, 'Unavailable', 'later'],
    [503, 'Unavailable', 'later'],
    [507, 'OutOfSpace', 'later']
  ])('that answers %d is %s', async (status, _tag, retry) => {
    const vendor = await vendorWith()
    vendor.answer = (_, response) =>
      response.writeHead(status, { location: 'https://elsewhere.example' }).end('secret')
    for (const task of [storeOf(vendor).find(ref), storeOf(vendor).erase(ref)]) {
      const error = await left(task)
      expect(error).toMatchObject({ _tag, retry })
      expect(JSON.stringify(error)).not.toContain('secret')
    }
  })

  test.each([
    ['no JSON', '<html>'],
    ['nothing', ''],
    ['null', 'null'],
    ['an unknown status', '{"status":"deleted"}'],
    ['gone without a confirmation', '{"status":"gone","copies":1}'],
    ['gone with a negative count', '{"status":"gone","confirmation":"c","copies":-1}'],
    ['a confirmation of many lines', '{"status":"gone","confirmation":"a\\nb","copies":1}'],
    ['accepted without a time', '{"status":"accepted","reference":"r"}'],
    ['a day that is none', '{"status":"gone","confirmation":"c","copies":1,"backupsExpireOn":"2026-02-30"}']
  ])('that says %s is not believed', async (_, body) => {
    const vendor = await vendorWith()
    vendor.answer = (_request, response) => response.end(body)
    for (const task of [storeOf(vendor).find(ref), storeOf(vendor).erase(ref), storeOf(vendor).progress('r')])
      expect(await left(task as never)).toMatchObject({ _tag: 'Refused', retry: 'never' })
  })

  test('that says nothing, begins and stops, or never ends, is told after the time limit', async () => {
    const vendor = await vendorWith()
    const store = storeOf(vendor, { timeLimit: 300 })
    const late = { _tag: 'Unavailable', retry: 'later', reason: 'no answer within 300 ms' }
    vendor.answer = () => undefined
    expect(await left(store.find(ref))).toEqual(late)
    vendor.answer = (_, response) => void response.write('{"status":')
    expect(await left(store.find(ref))).toEqual(late)
    const bytes = await right(store.open(ref))
    await expect(
      (async () => {
        for await (const _ of bytes);
      })()
    ).rejects.toThrow('the store cannot be reached: no answer within 300 ms')
    vendor.answer = (_, response) => {
      const more = (): void => {
        while (response.write(Buffer.alloc(1_000_000, 32)));
        response.once('drain', more)
      }
      more()
    }
    expect(await left(storeOf(vendor).find(ref))).toMatchObject({ _tag: 'Refused' })
  })

  test('whose connection breaks off is told, and never gone', async () => {
    const vendor = await vendorWith()
    vendor.answer = (_, response) => {
      response.writeHead(200, { 'content-length': 1000 }).write('{"status":"gone"')
      setImmediate(() => response.destroy())
    }
    expect(await left(storeOf(vendor).erase(ref))).toMatchObject({ _tag: 'Unavailable', retry: 'later' })
  })

  test('whose inventory turns in a circle is told', async () => {
    const vendor = await vendorWith()
    vendor.answer = (_, response) => response.end('{"refs":[],"next":"1"}')
    const pages: unknown[] = []
    for await (const page of storeOf(vendor).inventory()) pages.push(page)
    expect(pages.at(-1)).toMatchObject({ left: { reason: 'GET /inventory: the same page follows itself' } })
  })

  test.each([
    ['not an address', 'expected the address of a processor'],
    ['http://vendor.example', 'expected https'],
    ['ftp://127.0.0.1', 'expected https'],
    ['https://user:pass@vendor.example', 'expected no password in it']
  ])('at %s is refused', (url, reason) => {
    expect(httpStore({ name: 'vendor', url })).toEqual(
      E.left({ _tag: 'Refused', retry: 'never', reason: `url: ${reason}` })
    )
  })
})
