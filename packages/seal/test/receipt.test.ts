import { createPublicKey } from 'node:crypto'
import { copyFileSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Sign1 } from '@auth0/cose'
import * as transmute from '@transmute/cose'
import * as fc from 'fast-check'
import { ndjsonSource } from '../src/ndjson.ts'
import { pemOf, signer } from '../src/note.ts'
import { prove } from '../src/prove.ts'
import { checkReceipt, parseReceipt, receiptIssuer } from '../src/receipt.ts'
import { verifyProof } from '../src/verifyProof.ts'
import {
  copyFolder,
  instant,
  left,
  linesOf,
  newKey,
  origin,
  right,
  runTask,
  testKey,
  vkeyOf,
  workshop,
  type Workshop
} from './support.ts'
import { treeOf } from './tree.ts'

jest.setTimeout(120_000)

const own = right(signer(origin, testKey))
const entryOf = (n: number): string => `{"entry":${n}}`
const logOf = (size: number) =>
  treeOf(
    Array.from({ length: size }, (_, n) => entryOf(n)),
    [own]
  )
const sized = fc.integer({ min: 1, max: 300 }).chain(size => fc.tuple(fc.constant(size), fc.nat(size - 1)))
const numRuns = Number(process.env['SAMTYKKE_RECEIPT_RUNS'] ?? 60)

const receiptOf = async (size: number, index: number): Promise<Uint8Array> => {
  const { checkpoint, pathOf } = logOf(size)
  return receiptIssuer(checkpoint, own)(index, await pathOf(index))
}
const holds = (bytes: Uint8Array, entry: string, keys = [own.key]): string => {
  const receipt = parseReceipt(bytes)
  return receipt === undefined ? 'malformed' : checkReceipt(receipt, entry, keys)
}

/** What is not ours: @transmute/cose reads the receipt and climbs the path, @auth0/cose checks the signature over its root. */
const heldByOthers = async (receipt: Uint8Array, entry: string): Promise<boolean> => {
  const key = createPublicKey(pemOf(own.key))
  const verifier = {
    verify: async ({ coseSign1, payload }: { coseSign1: Uint8Array; payload: Uint8Array }) => {
      await Sign1.decode(coseSign1).verify(key, { detachedPayload: payload })
      return true
    }
  }
  // What it calls an entry is the leaf, which it makes as well.
  const leaf = await transmute.receipt.leaf(new TextEncoder().encode(entry))
  const bytes = Uint8Array.from(receipt)
  return transmute.receipt.inclusion
    .verify({ entry: leaf, receipt: bytes as never, verifier: verifier as never })
    .then(() => true)
    .catch(() => false)
}

describe('a receipt', () => {
  it('holds for any leaf of any log, and no other entry, key or log', async () => {
    const stranger = right(signer(origin, newKey())).key
    await fc.assert(
      fc.asyncProperty(sized, async ([size, index]) => {
        const receipt = await receiptOf(size, index)
        expect(parseReceipt(receipt)).toMatchObject({ index, size, origin, keyId: own.key.keyId })
        expect(holds(receipt, entryOf(index))).toBe('holds')
        expect(holds(receipt, entryOf(index + 1))).toBe('bad-signature')
        expect(holds(receipt, entryOf(index), [stranger])).toBe('unknown-key')
      }),
      { numRuns }
    )
  })

  it('is read by others: @transmute/cose follows its path, @auth0/cose checks its signature', async () => {
    await fc.assert(
      fc.asyncProperty(sized, async ([size, index]) => {
        // That library asks for a path, as the RFC does: a tree of one leaf has none.
        fc.pre(size > 1)
        const receipt = await receiptOf(size, index)
        expect(await heldByOthers(receipt, entryOf(index))).toBe(true)
        expect(await heldByOthers(receipt, entryOf(index + 1))).toBe(false)
      }),
      { numRuns: 20 }
    )
    const receipt = await receiptOf(13, 4)
    const at = receipt.length - 3
    const spoilt = receipt.with(at, receipt[at]! ^ 1)
    expect(await heldByOthers(spoilt, entryOf(4))).toBe(false)
  })

  it('is a receipt of inclusion of RFC 9942, to the byte', async () => {
    const { checkpoint, pathOf } = logOf(13)
    const path = (await pathOf(4)).map(hash => `5820${Buffer.from(hash, 'latin1').toString('hex')}`)
    const name = Buffer.from(origin)
    const length = (hex: string): string => (hex.length / 2).toString(16)
    // { 1: -8, 4: key id, 15: { 1: name }, 395: 1 }
    const header = `a401270444${own.key.keyId}0fa10178${length(name.toString('hex'))}${name.toString('hex')}19018b01`
    // [13, 4, [path]]
    const proof = `830d0484${path.join('')}`
    // 18([header, { 396: { -1: [proof] } }, null, signature])
    const receipt = Buffer.from(receiptIssuer(checkpoint, own)(4, await pathOf(4))).toString('hex')
    expect(path).toHaveLength(4)
    expect(receipt.slice(0, -128)).toBe(
      `d28458${length(header)}${header}a119018ca12081` + `58${length(proof)}${proof}f65840`
    )
  })

  it('does not hold with any bit of it flipped, but for the size, which nobody signed', async () => {
    const receipt = await receiptOf(13, 4)
    const entry = entryOf(4)
    for (let bit = 0; bit < receipt.length * 8; bit++) {
      const spoilt = receipt.with(bit >> 3, receipt[bit >> 3]! ^ (1 << (bit & 7)))
      const read = parseReceipt(spoilt)
      if (read === undefined || read.size !== 13) continue
      if (checkReceipt(read, entry, [own.key]) === 'holds') throw new Error(`bit ${bit}`)
    }
  })

  it('is nothing that is written otherwise', async () => {
    const receipt = await receiptOf(13, 4)
    expect(parseReceipt(Buffer.concat([receipt, Buffer.from([0])]))).toBeUndefined()
    expect(parseReceipt(receipt.subarray(0, -1))).toBeUndefined()
    expect(parseReceipt(receipt.subarray(1))).toBeUndefined()
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async bytes => {
        expect(parseReceipt(bytes)).toBeUndefined()
      }),
      { numRuns: 200 }
    )
  })
})

describe('prove with a key for receipts', () => {
  let shop: Workshop
  let out: string
  const lines = linesOf(40, 8)
  const proven = (key: string, folder = out) =>
    prove(ndjsonSource([shop.events]), { log: shop.log, call: 'c3', out: folder, receiptKey: key })
  const verified = (folder: string, keys = [shop.vkey]) => runTask(verifyProof({ proofs: [folder], keys }))

  beforeAll(async () => {
    shop = workshop()
    out = join(shop.path, 'proof')
    shop.write(lines)
    await shop.seal(instant(100))
    await runTask(proven(shop.keyPath))
  })
  afterAll(() => shop.remove())

  it('writes one beside each proof, and both verify', async () => {
    expect(readdirSync(out).filter(name => name.endsWith('.cose'))).toEqual(
      [0, 1, 2, 3, 4].map(n => `${n}.cose`)
    )
    const found = await verified(out)
    expect(found).toMatchObject({ ok: true, problems: [] })
    expect(found.verified.map(({ path, content }) => [path.slice(out.length + 1), content])).toContainEqual([
      '2.cose',
      'intact'
    ])
    expect(found.verified).toHaveLength(10)
  })

  it('gives receipts that others verify', async () => {
    for (const n of [0, 1, 2, 3, 4]) {
      const [receipt, entry] = [
        readFileSync(join(out, `${n}.cose`)),
        readFileSync(join(out, `${n}.entry.json`), 'utf8')
      ]
      expect(await heldByOthers(receipt, entry)).toBe(true)
      expect(await heldByOthers(receipt, `${entry} `)).toBe(false)
    }
  })

  it.each([
    ['0.cose', 'bad-signature|leaf-mismatch|unknown-key'],
    ['0.entry.json', 'bad-signature'],
    ['0.data', 'altered'],
    ['0.salt', 'altered'],
    ['checkpoint', 'bad-signature|leaf-mismatch|unknown-key']
  ])('finds any bit of %s that was flipped', async (name, codes) => {
    const copy = join(shop.path, 'copy')
    copyFolder(out, copy)
    await fc.assert(
      fc.asyncProperty(fc.nat(), async at => {
        const bytes = readFileSync(join(out, name))
        const bit = at % (bytes.length * 8)
        bytes[bit >> 3] = bytes[bit >> 3]! ^ (1 << (bit & 7))
        writeFileSync(join(copy, name), bytes)
        const found = await verified(join(copy, '0.cose'))
        expect(found.problems.map(({ code }) => code).join()).toMatch(new RegExp(`^(${codes})$`))
      }),
      { numRuns }
    )
  })

  it('needs entry and checkpoint beside it, and a key that was given', async () => {
    const alone = join(shop.path, 'alone')
    copyFolder(out, alone)
    rmSync(join(alone, 'checkpoint'))
    expect((await verified(join(alone, '1.cose'))).problems).toMatchObject([{ code: 'bad-signature' }])
    rmSync(join(alone, '1.entry.json'))
    expect((await verified(join(alone, '1.cose'))).problems).toMatchObject([{ code: 'leaf-mismatch' }])
    expect((await verified(join(out, '1.cose'), [vkeyOf(newKey())])).problems).toMatchObject([
      { code: 'unknown-key' }
    ])
    copyFileSync(join(out, '2.cose'), join(alone, '3.cose'))
    expect((await verified(join(alone, '3.cose'))).problems).toMatchObject([{ code: 'bad-signature' }])
  })

  it('signs nothing with a key that has not signed the checkpoint', async () => {
    const other = join(shop.path, 'other.pem')
    writeFileSync(other, newKey().export({ format: 'pem', type: 'pkcs8' }))
    expect(left(await proven(other, join(shop.path, 'none'))())).toMatchObject({ _tag: 'Refused' })
    expect(left(await proven(join(shop.path, 'nowhere'))())).toMatchObject({ _tag: 'CannotRead' })
    expect(readdirSync(shop.path)).not.toContain('none')
  })
})
