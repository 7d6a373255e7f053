/**
 * What an insider may do who can write the source and the sealed directory, but cannot sign: every file, and what catches
 * it. A row of the table is caught with one of its codes, or is harmless, and then shown to be so: the leaves lead to the
 * root that was signed, and every event is intact.
 */
import { readFileSync, rmSync, symlinkSync, writeFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'
import { destroySalts } from '../src/destroySalts.ts'
import type { EventEntry } from '../src/entry.ts'
import { digestOf, eventEntry, parseEntry } from '../src/entry.ts'
import { appendLeaf, emptyRange, leafHash, rootOf, type Hash } from '../src/merkle.ts'
import { ndjsonSource } from '../src/ndjson.ts'
import { prove } from '../src/prove.ts'
import { seal } from '../src/seal.ts'
import { verify } from '../src/verify.ts'
import { verifyProof } from '../src/verifyProof.ts'
import {
  copyFolder,
  filesIn,
  instant,
  linesOf,
  newKey,
  readText,
  runTask,
  workshop,
  type Line,
  type Workshop
} from './support.ts'

/** How many: 10,000 on demand, by SAMTYKKE_TAMPERINGS=10000. */
const tamperings = Number(process.env['SAMTYKKE_TAMPERINGS'] ?? 250)
jest.setTimeout(Math.max(240_000, tamperings * 2_000))

const redaction: Line = { ...(linesOf(1, 1, 700)[0] as Line), type: 'proof-redacted', callId: 'c7' }
const all = [...linesOf(200, 50), redaction, ...linesOf(110, 50, 200)]
const lines = all.filter(line => line.callId !== 'c7' || line === redaction || all.indexOf(line) > 200)
const width = 256

let shop: Workshop
let kept: string
let untouched: string
let earlier: string
let foreign: string
let out: string
const leaves = new Map<string, number>()

beforeAll(async () => {
  shop = workshop()
  ;[kept, untouched, earlier, foreign, out] = ['kept', 'untouched', 'earlier', 'foreign', 'proof'].map(name =>
    join(shop.path, name)
  ) as [string, string, string, string, string]
  for (const [run, size] of [201, 290, all.length].entries()) {
    shop.write(all.slice(0, size))
    await shop.seal(instant(1_000 + run))
    if (run === 1) copyFolder(shop.log, earlier)
  }
  shop.write(lines)
  expect((await runTask(destroySalts({ log: shop.log, calls: ['c7'] }))).destroyed).toBe(4)
  copyFolder(shop.log, untouched)
  writeFileSync(kept, readFileSync(join(shop.log, 'checkpoint')))
  ;['000', '001'].forEach((name, group) =>
    readText(join(shop.log, `entries/${name}.ndjson`))
      .split('\n')
      .forEach((text, at) => {
        const entry = parseEntry(text)
        if (entry?.kind === 'event') leaves.set(entry.id, group * width + at)
      })
  )
  const other = workshop()
  other.write(all.map(line => ({ ...line, digit: 'other' })))
  for (const run of [1, 2, 3]) await other.seal(instant(1_000 + run))
  copyFolder(other.log, foreign)
  other.remove()
})
afterAll(() => shop.remove())

const restore = (): void => {
  copyFolder(untouched, shop.log)
  shop.write(lines)
}

const path = (name: string): string => join(shop.log, name)
/** Writes a file anew: where it has become a link, what it leads to stays as it is. */
const put = (name: string, bytes: Uint8Array | string): void => {
  rmSync(path(name), { force: true })
  writeFileSync(path(name), bytes)
}
const change = (name: string, by: (bytes: Buffer) => Uint8Array | string): void =>
  put(name, by(readFileSync(path(name))))

/** The error or the codes by which a tampering is caught; none = it verifies. */
const caughtBy = async (since: ReadonlyArray<string> = [kept]): Promise<ReadonlyArray<string>> => {
  const found = await verify({ log: shop.log, keys: [shop.vkey], since }, ndjsonSource([shop.events]))()
  if (E.isLeft(found)) return [found.left._tag]
  const { problems, intact, redacted, root, size } = found.right
  if (problems.length > 0) return [...new Set(problems.map(({ code }) => code))]
  const [, keptSize = '', keptRoot = ''] = readText(kept).split('\n')
  if (since.length > 0) expect({ root, size }).toEqual({ root: keptRoot, size: Number(keptSize) })
  expect({ intact, redacted }).toEqual({ intact: lines.length, redacted: all.length - lines.length })
  return []
}

/** A run on top of what was changed does not make it true, and neither does a proof. */
const expectNotMadeTrue = async (isOther: boolean, callId = 'c1'): Promise<void> => {
  const source = ndjsonSource([shop.events])
  rmSync(out, { recursive: true, force: true })
  const proven = await prove(source, { log: shop.log, call: callId, out })()
  if (E.isRight(proven)) {
    const found = await runTask(verifyProof({ proofs: [out], keys: [shop.vkey] }))
    if (found.ok) {
      for (const { id, revision, content } of found.verified) {
        if (content !== 'intact') continue
        const line = all.find(each => each.id === id)
        expect(JSON.parse(readText(join(out, `${revision}.data`)))).toEqual(line)
      }
      // Of a directory rolled back to an earlier seal no more is proven than that seal holds: what is above it counts as
      // unsealed, and a checkpoint kept elsewhere tells.
      const { size } = proven.right
      const sealed = all.filter(line => line.callId === callId && (leaves.get(line.id) ?? size) < size)
      expect(found.verified).toHaveLength(sealed.length)
    }
  }
  const run = await seal(source, { log: shop.log, key: shop.keyPath, at: instant(2_000) })()
  if (E.isLeft(run) || !isOther) return
  const found = await verify({ log: shop.log, keys: [shop.vkey], since: [kept] }, source)()
  expect(E.isRight(found) && found.right.ok).toBe(false)
}

const files = [
  'checkpoint',
  ...[0, 202, 292, 314].map(size => `checkpoints/${size}`),
  ...['000', '001'].flatMap(name => [`entries/${name}.ndjson`, `salt/${name}`]),
  'tile/0/000',
  'tile/0/001.p/36',
  'tile/0/001.p/58',
  'tile/1/000.p/1',
  'key.vkey',
  'key.pem',
  'state.json'
] as const
type File = (typeof files)[number]

it('knows every file of the directory', () => {
  restore()
  expect(filesIn(shop.log)).toEqual([...files].sort())
})

/** What may be done to any file. */
const deeds: Readonly<Record<string, (name: File) => void>> = {
  'is removed': name => rmSync(path(name)),
  'is emptied': name => put(name, ''),
  'is zeroed': name => change(name, bytes => Buffer.alloc(bytes.length)),
  'is cut in half': name => change(name, bytes => bytes.subarray(0, bytes.length >> 1)),
  'has more behind it': name => change(name, bytes => Buffer.concat([bytes, Buffer.from('more\n')])),
  'has its first line twice': name =>
    change(name, bytes => Buffer.concat([bytes.subarray(0, bytes.indexOf(10) + 1), bytes])),
  'is that of another log': name => {
    const from =
      filesIn(foreign).find(each => each === name) ??
      filesIn(foreign).find(each => each.startsWith(name.slice(0, 6)))
    put(name, readFileSync(join(foreign, from ?? 'checkpoint')))
  },
  'is rolled back': name => {
    const from = filesIn(earlier).find(each => each === name)
    if (from === undefined) rmSync(path(name))
    else put(name, readFileSync(join(earlier, from)))
  },
  'is a link to a copy': name => {
    symlinkSync(join(untouched, name), path(`${name}.link`))
    rmSync(path(name))
    symlinkSync(join(untouched, name), path(name))
    rmSync(path(`${name}.link`))
  },
  'is a folder': name => {
    rmSync(path(name))
    mkdirSync(path(name))
  }
}

/** What catches a file that is not as it was. */
const checkpointCodes = [
  'NoLog',
  'CannotRead',
  'bad-signature',
  'unknown-key',
  'not-consistent',
  'rolled-back'
]
const caught: ReadonlyArray<readonly [RegExp, ReadonlyArray<string>]> = [
  [/^checkpoint/, checkpointCodes],
  [/^entries\//, ['leaf-mismatch', 'CannotRead']],
  [/^salt\//, ['salt-missing', 'altered', 'CannotRead']],
  [/^tile\//, ['leaf-mismatch', 'root-mismatch', 'CannotRead']],
  [/^key/, ['bad-signature', 'CannotRead']],
  [/^state/, ['Malformed', 'CannotRead']]
]
const codesFor = (name: string): ReadonlyArray<string> =>
  caught.find(([files]) => files.test(name))?.[1] ?? []

/** What need not be caught: all of the content is there as it was sealed. */
const harmless: ReadonlyArray<readonly [RegExp, string]> = [
  [/^checkpoints\/.* is removed/, 'the tree names its size and root; that its signature is gone is told'],
  [/^(entries|salt)\/.* has more behind it/, 'behind the leaves that are sealed nothing is read'],
  [/^checkpoints\/314 is rolled back/, 'as is removed'],
  [/^state\.json is removed/, 'the source is read from its beginning'],
  [/^salt\/000 is rolled back/, 'the salts of what is redacted are there again, its content is not'],
  [/^tile\/0\/001\.p\/36 is (removed|rolled back)/, 'the leaves give the tiles of earlier checkpoints'],
  [/^key\.(vkey|pem) is removed/, 'the verifier has the key from elsewhere, and the next run writes it'],
  [/^key\.vkey (is emptied|has its first line twice)/, 'it names no other key']
]
const isHarmless = (row: string): boolean => harmless.some(([rows]) => rows.test(row))

/** Whether the directory gives the same bytes as before, through links or not. */
const isAsItWas = (name: string): boolean =>
  filesIn(shop.log).includes(name) && readFileSync(path(name)).equals(readFileSync(join(untouched, name)))

describe.each(files)('%s', name => {
  it.each(Object.keys(deeds))('%s', async deed => {
    restore()
    deeds[deed]?.(name)
    const found = await caughtBy()
    if (found.length > 0) expect(codesFor(name)).toContain(codesFor(name).find(code => found.includes(code)))
    else
      expect({ deed, harmless: isAsItWas(name) || isHarmless(`${name} ${deed}`) }).toEqual({
        deed,
        harmless: true
      })
    await expectNotMadeTrue(false)
  })
})

it('says that earlier signatures are gone', async () => {
  restore()
  rmSync(path('checkpoints/202'))
  const { notChecked: one } = await shop.verify({ since: [kept] })
  expect(one.map(({ what }) => what)).toContain('signatures of 1 earlier checkpoint')
  rmSync(path('checkpoints/292'))
  const { ok, notChecked } = await shop.verify({ since: [kept] })
  expect(ok).toBe(true)
  expect(notChecked.map(({ what }) => what)).toContain('signatures of 2 earlier checkpoints')
})

const flip = (name: string, bit: number): void =>
  change(name, bytes => {
    const at = (bit >> 3) % bytes.length
    bytes[at] = (bytes[at] as number) ^ (1 << (bit & 7))
    return bytes
  })

/** The leaves whose salts say nothing: those of runs, and of what is redacted. */
const isSaltless = (leaf: number): boolean => {
  const id = [...leaves].find(([, at]) => at === leaf)?.[0]
  return id === undefined || !lines.some(line => line.id === id)
}

it('each bit of each file is caught, but for salts of leaves that have none', async () => {
  const sizes = files.map(name => ({ name, bits: 8 * readFileSync(join(untouched, name)).length }))
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...sizes), fc.nat(), async ({ name, bits }, bit) => {
      restore()
      flip(name, bit % bits)
      const found = await caughtBy()
      if (found.length > 0)
        expect(codesFor(name)).toContain(codesFor(name).find(code => found.includes(code)))
      else {
        if (name === 'state.json') return
        expect(name).toMatch(/^salt\//)
        expect(isSaltless(Number(name.slice(-3)) * width + Math.floor((bit % bits) / 128))).toBe(true)
      }
    }),
    { numRuns: tamperings }
  )
})

/** Changes of the source, so that its content is another. Each gives the call that it is about. */
const sourceDeeds: Readonly<Record<string, (at: number) => string>> = {
  'an event is edited': at => {
    shop.write(lines.map((line, index) => (index === at ? { ...line, digit: 'forged' } : line)))
    return lines[at]?.callId ?? ''
  },
  'a text of an event is a number': at => {
    const { digit, ...line } = lines[at] as Line
    shop.write(lines.with(at, { ...line, digit: Number(digit) }))
    return line.callId
  },
  'an event is deleted': at => {
    shop.write(lines.toSpliced(at, 1))
    return lines[at]?.callId ?? ''
  },
  'an event is said to be of another time': at => {
    shop.write(lines.map((line, index) => (index === at ? { ...line, recordedAt: instant(-1) } : line)))
    return lines[at]?.callId ?? ''
  },
  'an erased event is back, and other': () => {
    const erased = all.find(line => line.callId === 'c7')
    shop.write([{ ...(erased as Line), digit: 'forged' }, ...lines])
    return 'c7'
  },
  'an erased event is back behind its redaction, and other': () => {
    const erased = all.find(line => line.callId === 'c7')
    shop.write([...lines, { ...(erased as Line), digit: 'forged' }])
    return 'c7'
  }
}

it('files in pairs, with the source changed too: no content but the sealed one verifies', async () => {
  const anyDeed = fc.oneof(
    fc.record({ name: fc.constantFrom(...files), deed: fc.constantFrom(...Object.keys(deeds)) }),
    fc.record({ name: fc.constantFrom(...files), bit: fc.nat() }),
    fc.record({ name: fc.constantFrom(...files), with: fc.constantFrom(...files) }),
    fc.record({ name: fc.constantFrom('salt/000', 'salt/001'), zero: fc.nat(255) })
  )
  const source = fc.option(fc.constantFrom(...Object.keys(sourceDeeds)))
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyDeed, { minLength: 1, maxLength: 3 }),
      source,
      fc.nat(),
      async (done, other, n) => {
        restore()
        for (const each of done) {
          if (!filesIn(shop.log).includes(each.name)) continue
          const { length } = readFileSync(path(each.name))
          if ('deed' in each) deeds[each.deed]?.(each.name)
          else if ('bit' in each && length > 0) flip(each.name, each.bit)
          else if ('with' in each) put(each.name, readFileSync(join(untouched, each.with)))
          else if ('zero' in each && length >= 16 * each.zero + 16)
            change(each.name, bytes => bytes.fill(0, each.zero * 16, each.zero * 16 + 16))
        }
        const call = other === null ? undefined : sourceDeeds[other]?.(n % lines.length)
        for (const since of [[kept], []]) {
          const found = await caughtBy(since).catch((cause: unknown) => {
            if (call === undefined) throw cause
            return []
          })
          if (call !== undefined) expect({ other, caught: found.length > 0 }).toEqual({ other, caught: true })
        }
        await expectNotMadeTrue(call !== undefined, call)
      }
    ),
    { numRuns: tamperings }
  )
})

/** Writes the tiles that these leaves give, as who can write all of the directory would; gives their root. */
const writeTiles = (hashes: ReadonlyArray<Hash>): Hash => {
  const range = emptyRange()
  let upper = ''
  hashes.forEach(hash =>
    appendLeaf(range, hash, (height, _, node) => (height === 8 ? (upper += node) : undefined))
  )
  const bytes = (from: number, to: number) => Buffer.from(hashes.slice(from, to).join(''), 'latin1')
  writeFileSync(path('tile/0/000'), bytes(0, width))
  for (const more of [36, 58]) writeFileSync(path(`tile/0/001.p/${more}`), bytes(width, width + more))
  writeFileSync(path('tile/1/000.p/1'), Buffer.from(upper, 'latin1'))
  return rootOf(range)
}

/** What is done in turn to make the seal agree with an edited event, each on top of those before. */
const forging: ReadonlyArray<readonly [string, ReadonlyArray<string>, (leaf: number, line: Line) => void]> = [
  ['the event is edited', ['altered'], () => undefined],
  [
    'its salt is drawn anew',
    ['altered'],
    leaf =>
      change(`salt/00${leaf >> 8}`, bytes => bytes.fill(7, (leaf % width) * 16, (leaf % width) * 16 + 16))
  ],
  [
    'its entry says so',
    ['leaf-mismatch'],
    (leaf, line) =>
      change(`entries/00${leaf >> 8}.ndjson`, bytes => {
        const texts = bytes.toString('utf8').split('\n')
        const entry = JSON.parse(texts[leaf % width] ?? '') as EventEntry
        const data = JSON.stringify(
          Object.fromEntries(Object.entries(line).sort(([a], [b]) => (a < b ? -1 : 1)))
        )
        texts[leaf % width] = eventEntry(entry, entry.revision, digestOf(Buffer.alloc(16, 7), { data }))
        return texts.join('\n')
      })
  ],
  [
    'its hash is in the tile',
    ['root-mismatch'],
    leaf =>
      change(leaf < width ? 'tile/0/000' : 'tile/0/001.p/58', bytes => {
        const text = readText(path(`entries/00${leaf >> 8}.ndjson`)).split('\n')[leaf % width] ?? ''
        bytes.write(leafHash(text), (leaf % width) * 32, 'latin1')
        return bytes
      })
  ],
  [
    'all tiles agree, and the seals in the tree',
    ['not-consistent', 'root-mismatch'],
    () => {
      const texts = ['000', '001'].flatMap(name =>
        readText(path(`entries/${name}.ndjson`))
          .trimEnd()
          .split('\n')
      )
      writeTiles(texts.map(leafHash))
    }
  ],
  [
    'the checkpoint has its root, under the old signature',
    ['bad-signature'],
    () => {
      const texts = ['000', '001'].flatMap(name =>
        readText(path(`entries/${name}.ndjson`))
          .trimEnd()
          .split('\n')
      )
      const root = Buffer.from(writeTiles(texts.map(leafHash)), 'latin1').toString('base64')
      change('checkpoint', bytes => bytes.toString('utf8').replace(/^[A-Za-z0-9+/]{43}=$/m, root))
      writeFileSync(path('checkpoints/314'), readFileSync(path('checkpoint')))
    }
  ],
  [
    'no earlier checkpoint is there',
    ['bad-signature'],
    () => [0, 202, 292].forEach(size => rmSync(path(`checkpoints/${size}`)))
  ]
]

it.each(['first', 'later'] as const)(
  'a %s event forged step by step up to the signature is caught at each',
  async which => {
    restore()
    const at = which === 'first' ? 2 : 305
    const line = { ...(lines[at] as Line), digit: 'forged' }
    shop.write(lines.with(at, line))
    for (const [step, codes, forge] of forging) {
      forge(leaves.get(line.id) ?? -1, line)
      for (const since of [[kept], []])
        expect({ step, found: await caughtBy(since) }).toEqual({
          step,
          found: expect.arrayContaining([codes[0]]) as unknown
        })
      const copy = join(shop.path, 'copy')
      copyFolder(shop.log, copy)
      await expectNotMadeTrue(true, line.callId)
      copyFolder(copy, shop.log)
    }
  }
)

it('a directory made anew with another key is caught by the key, and so are its key files put in', async () => {
  const forger = workshop(newKey())
  forger.write(lines)
  await forger.seal(instant(1_000))
  restore()
  for (const name of ['key.vkey', 'key.pem']) {
    restore()
    writeFileSync(path(name), readFileSync(join(forger.log, name)))
    expect(await caughtBy()).toEqual(['bad-signature'])
    writeFileSync(path(name), `${readText(join(untouched, name))}${readText(join(forger.log, name))}`)
    expect(await caughtBy()).toEqual(['bad-signature'])
  }
  restore()
  copyFolder(forger.log, shop.log)
  expect(await caughtBy([])).toEqual(['unknown-key'])
  expect(await caughtBy()).toContain('unknown-key')
  await expectNotMadeTrue(true)
  forger.remove()
})

it('an entry that is pruned with its event, where nothing is redacted, is caught also for its call alone', async () => {
  for (const line of [lines[0], lines.findLast(({ callId }) => callId === lines[0]?.callId), lines.at(-1)]) {
    if (line === undefined) continue
    restore()
    const leaf = leaves.get(line.id) ?? -1
    change(`entries/00${leaf >> 8}.ndjson`, bytes =>
      bytes
        .toString('utf8')
        .split('\n')
        .with(leaf % width, 'null')
        .join('\n')
    )
    shop.write(lines.filter(each => each !== line))
    expect(await caughtBy()).toContain('missing')
    expect((await shop.verify({ call: line.callId })).problems.map(({ code }) => code)).toContain('missing')
    await expectNotMadeTrue(true, line.callId)
    const run = await seal(ndjsonSource([shop.events]), {
      log: shop.log,
      key: shop.keyPath,
      at: instant(3_000)
    })()
    expect(E.isLeft(run)).toBe(true)
  }
})
