import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { entriesPath, saltPath, tilePath } from '../src/directory.ts'
import { ndjsonSource } from '../src/ndjson.ts'
import { seal } from '../src/seal.ts'
import {
  filesIn,
  instant,
  left,
  linesOf,
  newKey,
  origin,
  readText,
  vkeyOf,
  workshop,
  type Line,
  type Workshop
} from './support.ts'

let shop: Workshop
beforeEach(() => {
  shop = workshop()
})
afterEach(() => shop.remove())

describe('seal', () => {
  it('seals, verifies, and adds only what is new', async () => {
    shop.write(linesOf(10))
    const first = await shop.seal(instant(10))
    expect(first).toMatchObject({ origin, size: 11, sealed: 10, compared: 0, gaps: 0 })
    shop.append(linesOf(5, 3, 10))
    const second = await shop.seal(instant(20))
    expect(second).toMatchObject({ size: 17, sealed: 5, compared: 10 })
    const found = await shop.verify()
    expect(found).toMatchObject({
      ok: true,
      problems: [],
      size: 17,
      checked: 17,
      events: 15,
      seals: 2,
      intact: 15,
      unsealed: 0
    })
    expect(found.root).toBe(second.root)
    expect(found.signedBy).toEqual([origin])
  })

  it('writes checkpoints, tiles, entries and salts in the layout of tlog-tiles', async () => {
    shop.write(linesOf(300))
    await shop.seal(instant(400))
    expect(filesIn(shop.log)).toEqual(
      [
        'checkpoint',
        'checkpoints/0',
        'checkpoints/301',
        'entries/000.ndjson',
        'entries/001.ndjson',
        'key.pem',
        'key.vkey',
        'salt/000',
        'salt/001',
        'state.json',
        'tile/0/000',
        'tile/0/001.p/45',
        'tile/1/000.p/1'
      ].sort()
    )
    expect(readFileSync(join(shop.log, 'tile/0/000'))).toHaveLength(8192)
    expect(readFileSync(join(shop.log, 'salt/000'))).toHaveLength(4096)
    expect(readText(join(shop.log, 'key.vkey'))).toBe(`${shop.vkey}\n`)
    expect(tilePath(0, 1234067, 3)).toBe('tile/0/x001/x234/067.p/3')
    expect(entriesPath(1234)).toBe('entries/x001/234.ndjson')
    expect(saltPath(0)).toBe('salt/000')
  })

  it('drops partial tiles once the tile is full, and verifies across tile borders', async () => {
    let sealed = 0
    for (const size of [100, 255, 256, 257, 511, 600, 1100]) {
      shop.append(linesOf(size - sealed, 40, sealed))
      sealed = size
      await shop.seal(instant(size))
      expect(await shop.verify()).toMatchObject({ ok: true, intact: size })
    }
    expect(existsSync(join(shop.log, 'tile/0/000.p'))).toBe(false)
    expect(existsSync(join(shop.log, 'tile/0/000'))).toBe(true)
  })

  it('seals a run without events: it bounds the time of what comes later', async () => {
    await shop.seal(instant(0))
    await shop.seal(instant(1))
    expect(await shop.verify()).toMatchObject({ ok: true, size: 2, seals: 2, events: 0 })
  })

  it('keeps the policy of the run', async () => {
    await shop.seal(instant(0), { policy: 'ab'.repeat(32) })
    expect(readText(join(shop.log, 'entries/000.ndjson'))).toContain(`"policy":"${'ab'.repeat(32)}"`)
    expect(await shop.verify()).toMatchObject({ ok: true })
  })

  it('draws a fresh salt for every leaf', async () => {
    shop.write(linesOf(100))
    await shop.seal(instant(200))
    const salts = readFileSync(join(shop.log, 'salt/000'))
    const distinct = new Set(
      Array.from({ length: 100 }, (_, at) => salts.toString('hex', at * 16, at * 16 + 16))
    )
    expect(distinct.size).toBe(100)
  })

  it('refuses to sign where the source contradicts what is sealed', async () => {
    const lines = linesOf(20)
    shop.write(lines)
    await shop.seal(instant(20))
    const before = readText(join(shop.log, 'checkpoint'))
    shop.write(lines.map((line, index) => (index === 7 ? { ...line, digit: 'x' } : line)))
    const refused = left(
      await seal(ndjsonSource([shop.events]), { log: shop.log, key: shop.keyPath, at: instant(30) })()
    )
    expect(refused).toMatchObject({
      _tag: 'Refused',
      problems: [{ code: 'altered', leaf: 7, id: lines[7]?.id }]
    })
    expect(readText(join(shop.log, 'checkpoint'))).toBe(before)
    shop.write(lines)
    await shop.seal(instant(30))
    expect(await shop.verify()).toMatchObject({ ok: true, intact: 20 })
  })

  it('refuses to sign where its own tree was changed', async () => {
    shop.write(linesOf(20))
    await shop.seal(instant(20))
    const path = join(shop.log, 'tile/0/000.p/21')
    const tile = readFileSync(path)
    tile[33] = (tile[33] as number) ^ 1
    writeFileSync(path, tile)
    const refused = left(
      await seal(ndjsonSource([shop.events]), { log: shop.log, key: shop.keyPath, at: instant(30) })()
    )
    expect(refused).toMatchObject({ _tag: 'Refused', problems: [{ code: 'root-mismatch' }] })
  })

  it('refuses with a key that did not sign the log, and hands over with two', async () => {
    const next = newKey()
    const nextPath = join(shop.path, 'next.pem')
    writeFileSync(nextPath, next.export({ format: 'pem', type: 'pkcs8' }))
    await shop.seal(instant(0))
    const options = { log: shop.log, at: instant(1) }
    const source = ndjsonSource([shop.events])
    expect(left(await seal(source, { ...options, key: nextPath })())).toMatchObject({
      _tag: 'Refused',
      problems: [{ code: 'unknown-key' }]
    })
    await shop.seal(instant(1), { alsoKey: nextPath })
    await shop.seal(instant(2), { key: nextPath })
    const keys = [shop.vkey, vkeyOf(next)]
    expect(await shop.verify({ keys })).toMatchObject({ ok: true, size: 3 })
    expect((await shop.verify()).problems.map(({ code }) => code)).toContain('unknown-key')
  })

  it('names what is wrong with its arguments', async () => {
    const source = ndjsonSource([shop.events])
    const options = { log: shop.log, key: shop.keyPath, at: instant(0) }
    expect(left(await seal(source, options)())).toMatchObject({ _tag: 'NoLog' })
    expect(left(await seal(source, { ...options, key: join(shop.path, 'none') })())).toMatchObject({
      _tag: 'CannotRead'
    })
    expect(left(await seal(source, { ...options, key: shop.events })())).toMatchObject({ _tag: 'Malformed' })
    expect(left(await seal(source, { ...options, at: '2025-01-01' })())).toMatchObject({
      _tag: 'Malformed',
      path: 'at'
    })
    await shop.seal(instant(0))
    expect(left(await seal(source, { ...options, init: { origin } })())).toMatchObject({ _tag: 'LogExists' })
    expect(left(await seal(ndjsonSource([join(shop.path, 'none')]), options)())).toMatchObject({
      _tag: 'CannotRead',
      reason: 'ENOENT'
    })
  })

  it('lets one run in at a time', async () => {
    await shop.seal(instant(0))
    const options = { log: shop.log, key: shop.keyPath, at: instant(1) }
    const results = await Promise.all([1, 2, 3].map(() => seal(ndjsonSource([shop.events]), options)()))
    const locked = results.filter(result => result._tag === 'Left').map(left)
    expect(locked).toHaveLength(2)
    expect(locked).toEqual([
      expect.objectContaining({ _tag: 'Locked' }),
      expect.objectContaining({ _tag: 'Locked' })
    ])
    expect(await shop.verify()).toMatchObject({ ok: true, seals: 2 })
    expect(existsSync(join(shop.log, 'lock'))).toBe(false)
  })

  it('takes over the lock of a process that is no more, not one of another host', async () => {
    await shop.seal(instant(0))
    const lock = join(shop.log, 'lock')
    writeFileSync(lock, JSON.stringify({ process: 1, host: 'another.example' }))
    const options = { log: shop.log, key: shop.keyPath, at: instant(1) }
    expect(left(await seal(ndjsonSource([shop.events]), options)())).toMatchObject({
      _tag: 'Locked',
      host: 'another.example'
    })
    writeFileSync(lock, '')
    expect(await shop.seal(instant(1))).toMatchObject({ size: 2 })
  })

  it('seals several files that both grew, in any order of lines of different calls', async () => {
    const [a, b] = [linesOf(40, 4), linesOf(40, 4, 100).map(line => ({ ...line, callId: `d${line.callId}` }))]
    const other = join(shop.path, 'other.ndjson')
    const source = () => ndjsonSource([shop.events, other])
    const text = (lines: ReadonlyArray<Line>) => lines.map(line => JSON.stringify(line)).join('\n')
    writeFileSync(shop.events, text(a.slice(0, 20)))
    writeFileSync(other, text(b.slice(0, 20)))
    const options = { log: shop.log, key: shop.keyPath }
    await seal(source(), { ...options, at: instant(200), init: { origin } })()
    writeFileSync(shop.events, text(a))
    writeFileSync(other, text(b))
    const again = await seal(source(), { ...options, at: instant(201) })()
    expect(again).toMatchObject({ right: { sealed: 40, compared: 40 } })
    expect(await shop.verify({}, [shop.events, other])).toMatchObject({
      ok: true,
      intact: 80,
      claimsEarlier: 40
    })
    expect(await shop.verify({}, [other, shop.events])).toMatchObject({ ok: true, intact: 80 })
  })
})
