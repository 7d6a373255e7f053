import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { destroySalts } from '../src/destroySalts.ts'
import { ndjsonSource } from '../src/ndjson.ts'
import { seal } from '../src/seal.ts'
import type { SealSource } from '../src/source.ts'
import {
  filesIn,
  instant,
  left,
  linesOf,
  origin,
  runTask,
  workshop,
  type Line,
  type Workshop
} from './support.ts'

let shop: Workshop
beforeEach(() => {
  shop = workshop()
})
afterEach(() => shop.remove())

const onPosix = process.platform === 'win32' ? describe.skip : describe
const modeOf = (path: string): number => statSync(join(shop.log, path)).mode & 0o777

onPosix('the private part', () => {
  const expectPrivate = (): void => {
    for (const name of filesIn(shop.log)) {
      const isPrivate = /^(entries|salt)\/|^state\.json$/.test(name)
      expect({ name, others: modeOf(name) & 0o077 }).toEqual({ name, others: isPrivate ? 0 : 0o044 })
    }
    for (const name of ['entries', 'salt']) expect(modeOf(name)).toBe(0o700)
    for (const name of ['tile', 'checkpoints']) expect(modeOf(name)).toBe(0o755)
  }
  let umask: number
  beforeEach(() => {
    umask = process.umask(0o022)
  })
  afterEach(() => void process.umask(umask))

  it('is for its owner alone, the public part for all', async () => {
    const redacted: Line = { ...(linesOf(1, 1, 900)[0] as Line), type: 'proof-redacted', callId: 'c7' }
    shop.write([...linesOf(300), redacted])
    await shop.seal(instant(1_000))
    expectPrivate()
    await runTask(destroySalts({ log: shop.log, calls: ['c7'] }))
    expectPrivate()
    shop.write([...linesOf(300).filter(({ callId }) => callId !== 'c7'), redacted])
    shop.append(linesOf(300, 75, 1_000))
    await shop.seal(instant(2_000))
    expectPrivate()
  })

  it('of a log that was made open to all is closed by the next run', async () => {
    shop.write(linesOf(10))
    await shop.seal(instant(100))
    for (const [name, mode] of [
      ['entries', 0o755],
      ['salt', 0o777],
      ['state.json', 0o644],
      ['salt/000', 0o666]
    ] as const)
      chmodSync(join(shop.log, name), mode)
    shop.append(linesOf(1, 1, 20))
    await shop.seal(instant(200))
    expectPrivate()
  })

  it('is not written where a link leads', async () => {
    shop.write(linesOf(10))
    await shop.seal(instant(100))
    const elsewhere = join(shop.path, 'elsewhere')
    writeFileSync(elsewhere, 'mine')
    shop.append(linesOf(10, 3, 20))
    for (const name of ['tile/0/000.p/22', 'salt/000.unfinished', 'checkpoint.unfinished']) {
      symlinkSync(elsewhere, join(shop.log, name))
      const options = { log: shop.log, key: shop.keyPath, at: instant(200) }
      expect(left(await seal(ndjsonSource([shop.events]), options)())).toMatchObject({ _tag: 'CannotWrite' })
      expect(readFileSync(elsewhere, 'utf8')).toBe('mine')
      expect(await shop.verify()).toMatchObject({ ok: true })
      rmSync(join(shop.log, name))
    }
    await shop.seal(instant(200))
    expect(await shop.verify()).toMatchObject({ ok: true, intact: 20 })
  })
})

describe('a log that could not be begun', () => {
  const breaking: SealSource = {
    async *read() {
      yield linesOf(600).map(line => ({
        stream: `call-${line.callId}`,
        id: line.id,
        type: 'recording-used',
        created: '2025-03-01T08:00:00.000Z',
        encoding: 'json' as const,
        data: '{}'
      }))
      throw new Error('the connection was lost')
    }
  }
  const begin = (source: SealSource, change: object = {}) =>
    seal(source, { log: shop.log, key: shop.keyPath, at: instant(0), init: { origin }, ...change })()

  it.each<[string, () => ReturnType<typeof begin>]>([
    ['the source is not there', () => begin(ndjsonSource([join(shop.path, 'none')]))],
    ['the source is a folder', () => begin(ndjsonSource([shop.path]))],
    ['the source breaks off after some tiles', () => begin(breaking)],
    ['the key is not there', () => begin(ndjsonSource([shop.events]), { key: join(shop.path, 'none') })],
    ['the key is none', () => begin(ndjsonSource([shop.events]), { key: shop.events })],
    ['the second key is none', () => begin(ndjsonSource([shop.events]), { alsoKey: shop.events })],
    ['its name is none', () => begin(ndjsonSource([shop.events]), { init: { origin: 'two words' } })],
    ['its time is none', () => begin(ndjsonSource([shop.events]), { at: 'now' })]
  ])('leaves nothing behind: %s', async (_, attempt) => {
    const before = readdirSync(shop.path)
    expect((await attempt())._tag).toBe('Left')
    expect(readdirSync(shop.path)).toEqual(before)

    mkdirSync(shop.log)
    writeFileSync(join(shop.log, 'mine'), 'x')
    expect((await attempt())._tag).toBe('Left')
    expect(filesIn(shop.log)).toEqual(['mine'])
    expect((await begin(ndjsonSource([shop.events])))._tag).toBe('Right')
    expect(await shop.verify()).toMatchObject({ ok: true, size: 1 })
  })

  it('leaves nothing behind of the folders above it either, and nothing where no log is to be made', async () => {
    const deep = join(shop.path, 'a', 'b', 'log')
    expect((await begin(breaking, { log: deep }))._tag).toBe('Left')
    expect(existsSync(join(shop.path, 'a'))).toBe(false)
    const options = { log: deep, key: shop.keyPath, at: instant(0) }
    expect(left(await seal(ndjsonSource([shop.events]), options)())).toEqual({ _tag: 'NoLog', path: deep })
    expect(left(await destroySalts({ log: deep, calls: [] })())).toEqual({ _tag: 'NoLog', path: deep })
    expect(existsSync(join(shop.path, 'a'))).toBe(false)
  })

  it('is the one that is there, where there is one: it stays as it is', async () => {
    shop.write(linesOf(10))
    await shop.seal(instant(100))
    const before = filesIn(shop.log).map(name => [name, readFileSync(join(shop.log, name), 'hex')])
    expect(left(await begin(ndjsonSource([shop.events])))).toMatchObject({ _tag: 'LogExists' })
    expect(left(await begin(breaking))).toMatchObject({ _tag: 'LogExists' })
    expect(filesIn(shop.log).map(name => [name, readFileSync(join(shop.log, name), 'hex')])).toEqual(before)
  })
})
