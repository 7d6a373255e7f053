import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import type { Entry } from '../src/entry.ts'
import type { ProblemCode } from '../src/problem.ts'
import {
  copyFolder,
  filesIn,
  instant,
  linesOf,
  ndjson,
  readText,
  workshop,
  type Line,
  type Workshop
} from './support.ts'

/** How many: 10,000 on demand, by SAMTYKKE_TAMPERINGS=10000. */
const tamperings = Number(process.env['SAMTYKKE_TAMPERINGS'] ?? 250)
jest.setTimeout(Math.max(120_000, tamperings * 1_000))

const lines = linesOf(700, 130)
const runs = [200, 520, 700]
let shop: Workshop
let kept: string
let earlier: string
let forged: string
/** The leaf that each event has, by its id. */
const leaves = new Map<string, number>()

beforeAll(async () => {
  shop = workshop()
  kept = join(shop.path, 'kept')
  earlier = join(shop.path, 'earlier')
  forged = join(shop.path, 'forged')
  for (const [run, size] of runs.entries()) {
    shop.write(lines.slice(0, size))
    await shop.seal(instant(1000 + run))
    if (run === 1) copyFolder(shop.log, earlier)
  }
  writeFileSync(kept, readFileSync(join(shop.log, 'checkpoint')))
  for (const path of filesIn(shop.log).filter(name => name.startsWith('entries/'))) {
    const entries = readText(join(shop.log, path)).trim().split('\n')
    const first = Number(path.slice(8, 11)) * 256
    entries.forEach((text, at) => {
      const entry = JSON.parse(text) as Entry
      if (entry.kind === 'event') leaves.set(entry.id, first + at)
    })
  }
  const forger = workshop()
  forger.write(lines.map((line, at) => (at === 300 ? { ...line, digit: 'forged' } : line)))
  await forger.seal(instant(1002))
  copyFolder(forger.log, forged)
  forger.remove()
})
afterAll(() => shop.remove())

const leafOf = (line: Line | undefined): number => leaves.get(line?.id ?? '') ?? -1
const pick = <A>(from: ReadonlyArray<A>, by: number): A => from[by % from.length] as A

/** What is expected to be found first: its code, and its leaf. */
interface Expected {
  readonly codes: ReadonlyArray<ProblemCode>
  readonly leaf?: number
}
type Tampering = (a: number, b: number) => Expected

const inSource = (changed: ReadonlyArray<Line>): void => writeFileSync(shop.events, ndjson(changed))
const edited = (at: number, change: Partial<Line>): Expected => {
  inSource(lines.map((line, index) => (index === at ? { ...line, ...change } : line)))
  return { codes: ['altered'], leaf: leafOf(lines[at]) }
}

/** Two places, the first before the second, of one call. */
const twoOfACall = (a: number, b: number): readonly [number, number] => {
  const calls = new Map<string, number[]>()
  lines.forEach(({ callId }, index) => calls.set(callId, [...(calls.get(callId) ?? []), index]))
  const places = pick(
    [...calls.values()].filter(each => each.length > 1),
    a
  )
  const first = b % (places.length - 1)
  return [places[first] as number, places[first + 1 + (a % (places.length - first - 1))] as number]
}

const inLog = (path: string, change: (bytes: Buffer) => Uint8Array | undefined): void => {
  const full = join(shop.log, path)
  const changed = change(readFileSync(full))
  if (changed === undefined) rmSync(full)
  else writeFileSync(full, changed)
}

const sourceTamperings: Readonly<Record<string, Tampering>> = {
  'edit a member': (a, b) =>
    edited(
      a % lines.length,
      pick(
        [{ digit: 'x' }, { purposes: [] }, { extra: 1 }, { type: 'consent-refused' }, { purposes: null }],
        b
      )
    ),
  'edit a byte': (a, b) => {
    const bytes = Buffer.from(ndjson(lines))
    const at = a % (bytes.length - 1)
    const line = bytes.subarray(0, at).filter(byte => byte === 10).length
    bytes[at] = ((bytes[at] as number) + 1 + (b % 255)) % 256
    writeFileSync(shop.events, bytes)
    return { codes: ['altered', 'missing', 'moved', 'inserted'], leaf: leafOf(lines[line]) }
  },
  backdate: (a, b) =>
    edited(a % lines.length, { occurredAt: instant(-1 - (b % 100_000)), recordedAt: instant(-1) }),
  'backdate only what is claimed': (a, b) =>
    edited(a % lines.length, { occurredAt: instant(-1 - (b % 100_000)) }),
  'give another id': a => edited(a % lines.length, { id: 'another' }),
  delete: a => {
    const at = a % lines.length
    inSource(lines.toSpliced(at, 1))
    return { codes: ['missing'], leaf: leafOf(lines[at]) }
  },
  'delete a call': a => {
    const { callId } = pick(lines, a)
    inSource(lines.filter(line => line.callId !== callId))
    return { codes: ['missing'], leaf: leafOf(lines.find(line => line.callId === callId)) }
  },
  insert: (a, b) => {
    const [before, at] = twoOfACall(a, b)
    inSource(lines.toSpliced(at, 0, { ...(lines[before] as Line), id: 'inserted' }))
    return { codes: ['inserted'], leaf: leafOf(lines[at]) }
  },
  'move to another call': a => {
    const at = a % lines.length
    const elsewhere = pick(
      lines.filter(({ callId }) => callId !== lines[at]?.callId),
      a
    ).callId
    inSource(lines.map((line, index) => (index === at ? { ...line, callId: elsewhere } : line)))
    return { codes: ['moved'], leaf: leafOf(lines[at]) }
  },
  reorder: (a, b) => {
    const [first, second] = twoOfACall(a, b)
    inSource(lines.with(first, lines[second] as Line).with(second, lines[first] as Line))
    return { codes: ['moved'], leaf: leafOf(lines[first]) }
  },
  truncate: a => {
    const size = a % lines.length
    inSource(lines.slice(0, size))
    return { codes: ['missing'], leaf: leafOf(lines[size]) }
  },
  'truncate in the middle of a line': a => {
    const text = ndjson(lines)
    const size = a % (text.length - 1)
    writeFileSync(shop.events, text.slice(0, size))
    return { codes: ['missing'], leaf: leafOf(lines[text.slice(0, size + 1).split('\n').length - 1]) }
  },
  'roll the source back': a => {
    const size = pick(runs.slice(0, -1), a)
    inSource(lines.slice(0, size))
    return { codes: ['missing'], leaf: leafOf(lines[size]) }
  }
}

const logTamperings: Readonly<Record<string, Tampering>> = {
  'edit an entry': (a, b) => {
    const leaf = a % 703
    inLog(`entries/00${Math.floor(leaf / 256)}.ndjson`, bytes => {
      const entries = bytes.toString('utf8').split('\n')
      const text = entries[leaf % 256] as string
      const at = b % text.length
      const character = text[at] === '0' ? '1' : '0'
      entries[leaf % 256] = text.slice(0, at) + character + text.slice(at + 1)
      return Buffer.from(entries.join('\n'))
    })
    return { codes: ['leaf-mismatch'], leaf }
  },
  'edit the hash of a leaf': (a, b) => {
    const leaf = a % 512
    inLog(`tile/0/00${Math.floor(leaf / 256)}`, bytes => {
      const at = (leaf % 256) * 32 + (b % 32)
      bytes[at] = (bytes[at] as number) ^ (1 << (a & 7))
      return bytes
    })
    return { codes: ['leaf-mismatch'], leaf }
  },
  'edit a hash of an upper tile': (a, b) => {
    inLog('tile/1/000.p/2', bytes => {
      bytes[b % 64] = (bytes[b % 64] as number) ^ (1 << (a & 7))
      return bytes
    })
    return { codes: ['root-mismatch'], leaf: b % 64 < 32 ? 0 : 256 }
  },
  'edit a checkpoint': (a, b) => {
    const path = pick(['checkpoints/0', 'checkpoints/201', 'checkpoints/522', 'checkpoints/703'], a)
    inLog(path, bytes => {
      bytes[b % bytes.length] = ((bytes[b % bytes.length] as number) + 1) % 256
      return bytes
    })
    return { codes: ['bad-signature', 'unknown-key', 'not-consistent', 'rolled-back'] }
  },
  'delete a file': a => {
    const path = pick(
      filesIn(shop.log).filter(name => /^(entries|tile\/0\/00[01]$|tile\/1)/.test(name)),
      a
    )
    inLog(path, () => undefined)
    return { codes: ['leaf-mismatch', 'root-mismatch'] }
  },
  'roll the log back': () => {
    copyFolder(earlier, shop.log)
    return { codes: ['rolled-back'], leaf: 522 }
  },
  'roll log and source back': () => {
    copyFolder(earlier, shop.log)
    inSource(lines.slice(0, 520))
    return { codes: ['rolled-back'], leaf: 522 }
  },
  'replace the log by one of the same key': () => {
    copyFolder(forged, shop.log)
    inSource(lines.map((line, at) => (at === 300 ? { ...line, digit: 'forged' } : line)))
    return { codes: ['rolled-back', 'not-consistent'] }
  }
}

const all = { ...sourceTamperings, ...logTamperings }

describe('tampering', () => {
  let untouched: string

  beforeAll(() => {
    untouched = join(shop.path, 'untouched')
    copyFolder(shop.log, untouched)
  })
  const restore = (name: string): void => {
    inSource(lines)
    if (name in logTamperings) copyFolder(untouched, shop.log)
  }

  it('is absent: the log verifies', async () => {
    inSource(lines)
    expect(await shop.verify({ since: [kept] })).toMatchObject({
      ok: true,
      problems: [],
      intact: lines.length
    })
  })

  it.each(Object.keys(all))('"%s" is reported, with the first place where it differs', async name => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), async (a, b) => {
        const { codes, leaf } = (all[name] as Tampering)(a, b)
        const result = await shop.verify({ since: [kept] }).catch((cause: unknown) => {
          if (name === 'edit a checkpoint') return undefined
          throw cause
        })
        restore(name)
        const [first] = result?.problems ?? []
        expect(result?.ok).toBe(false)
        expect(codes).toContain(first?.code)
        if (leaf !== undefined) expect(first?.leaf).toBe(leaf)
      }),
      { numRuns: Math.max(1, Math.ceil(tamperings / Object.keys(all).length)) }
    )
    expect((await shop.verify({ since: [kept] })).ok).toBe(true)
  })
})
