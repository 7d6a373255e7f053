import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { ndjsonSource } from '../src/ndjson.ts'
import { seal } from '../src/seal.ts'
import { killedAt } from './killed.ts'
import { copyFolder, instant, linesOf, origin, workshop, type Workshop } from './support.ts'

/** How many kills at any write of any run, besides those below: 1,000 on demand, by SAMTYKKE_KILLS=1000. */
const kills = Number(process.env['SAMTYKKE_KILLS'] ?? 60)
jest.setTimeout(Math.max(240_000, kills * 2_000))

const calls = 40
const lines = linesOf(1_200, calls)

const sealNow = (shop: Workshop, at: number) =>
  seal(ndjsonSource([shop.events]), { log: shop.log, key: shop.keyPath, at: instant(at) })()

/** Seals, and is killed at the change; tells whether the run got to its end before. */
const sealUntil = async (shop: Workshop, stop: number, at: number): Promise<boolean> => {
  const killed = killedAt(stop)
  const result = await sealNow(shop, at)
  killed.restore()
  if (killed.changes() >= stop) return false
  expect(result._tag).toBe('Right')
  return true
}

/** As a log that verifies: either the one before the run that was killed, or the one after it. */
const expectWhole = async (shop: Workshop, kept: string, stored: number, sealed: ReadonlyArray<number>) => {
  const found = await shop.verify({ since: [kept] })
  expect(found.problems).toEqual([])
  expect(found.intact + found.unsealed).toBe(stored)
  expect(sealed).toContain(found.intact)
}

/** Sizes of the source: at the run before, at the one that is killed, and at the next. */
type Growth = readonly [before: number, during: number, after: number]

const growing: ReadonlyArray<readonly [string, ...Growth]> = [
  ['from nothing', 0, 300, 300],
  ['within one tile', 10, 20, 30],
  ['within one tile, to the same size', 10, 20, 20],
  ['within one tile, and then past it', 100, 150, 400],
  ['past a tile, and then more', 200, 300, 310],
  ['exactly to the end of a tile', 200, 255, 256],
  ['past two tiles', 250, 600, 601],
  ['of an upper tile', 300, 310, 1_100]
]

/** A log that holds `before` events, in a folder beside it too, so that it can be had again. */
const begun = async (before: number) => {
  const shop = workshop()
  const untouched = join(shop.path, 'untouched')
  shop.write(lines.slice(0, before))
  await shop.seal(instant(2_000))
  copyFolder(shop.log, untouched)
  return { shop, untouched, kept: join(untouched, 'checkpoint') }
}

describe.each(growing)('a kill at any write of a run %s', (_, before, during, after) => {
  it('leaves a log that verifies, and that the next run continues', async () => {
    const { shop, untouched, kept } = await begun(before)
    for (let stop = 1; ; stop++) {
      copyFolder(untouched, shop.log)
      shop.write(lines.slice(0, during))
      if (await sealUntil(shop, stop, 2_001)) {
        expect(stop).toBeGreaterThan(10)
        break
      }
      await expectWhole(shop, kept, during, [before, during])
      shop.write(lines.slice(0, after))
      await expectWhole(shop, kept, after, [before, during])
      expect(await sealNow(shop, 2_002)).toMatchObject({ _tag: 'Right', right: { kind: 'seal' } })
      await expectWhole(shop, kept, after, [after])
    }
    shop.remove()
  })
})

describe('a kill', () => {
  it('after the partial tile of the run was written leaves it, and nobody takes it for sealed', async () => {
    const { shop, untouched, kept } = await begun(10)
    const tile = 'tile/0/000.p/22'
    let left = 0
    for (let stop = 1; ; stop++) {
      copyFolder(untouched, shop.log)
      shop.write(lines.slice(0, 20))
      if (await sealUntil(shop, stop, 2_001)) break
      const { size } = await shop.verify()
      if (size > 11 || !existsSync(join(shop.log, tile))) continue
      left++
      shop.write(lines.slice(0, 30))
      await sealNow(shop, 2_002)
      expect(existsSync(join(shop.log, tile))).toBe(true)
      await expectWhole(shop, kept, 30, [30])
    }
    expect(left).toBeGreaterThan(2)
    shop.remove()
  })

  it('at any write of the first run leaves a log to continue, or none, to be made again', async () => {
    const shop = workshop()
    shop.write(lines.slice(0, 300))
    const options = { log: shop.log, key: shop.keyPath, at: instant(2_000), init: { origin } }
    for (let stop = 1; ; stop++) {
      rmSync(shop.log, { recursive: true, force: true })
      const killed = killedAt(stop)
      await seal(ndjsonSource([shop.events]), options)()
      killed.restore()
      if (killed.changes() < stop) break
      const isThere = existsSync(join(shop.log, 'checkpoint'))
      if (isThere) expect(await shop.verify()).toMatchObject({ ok: true, problems: [] })
      const again = isThere ? await sealNow(shop, 2_001) : await seal(ndjsonSource([shop.events]), options)()
      expect(again._tag).toBe('Right')
      expect(await shop.verify()).toMatchObject({ ok: true, problems: [], intact: 300 })
    }
    shop.remove()
  })

  it('at any writes of any runs of a growing source does so too', async () => {
    const size = fc.nat(lines.length)
    const runs = fc.array(fc.record({ size, stop: fc.integer({ min: 1, max: 45 }) }), {
      minLength: 2,
      maxLength: 6
    })
    let killed = 0
    for (let seed = 1; killed < kills; seed++) {
      const [sample = []] = fc.sample(runs, { numRuns: 1, seed })
      const growth = [...sample].sort((a, b) => a.size - b.size)
      const { shop, kept } = await begun(0)
      let sealed = 0
      for (const [run, { size, stop }] of growth.entries()) {
        shop.write(lines.slice(0, size))
        if (!(await sealUntil(shop, stop, 2_001 + run))) killed++
        await expectWhole(shop, kept, size, [sealed, size])
        sealed = (await shop.verify()).intact
      }
      const last = growth.at(-1)?.size ?? 0
      expect((await sealNow(shop, 2_100))._tag).toBe('Right')
      await expectWhole(shop, kept, last, [last])
      expect(existsSync(join(shop.log, 'lock'))).toBe(false)
      shop.remove()
    }
  })
})
