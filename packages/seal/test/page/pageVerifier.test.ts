import * as fc from 'fast-check'
import { signCheckpoint, formatCheckpoint } from '../../src/checkpoint.ts'
import { digestOf, eventEntry, redactionType } from '../../src/entry.ts'
import { hashFromBytes, hashToHex } from '../../src/merkle.ts'
import { formatVerifierKey, signer } from '../../src/note.ts'
import { pageFormats } from '../../src/page/pageFormats.ts'
import type { PageProblem, PageProof } from '../../src/page/pageProof.ts'
import { pageTexts } from '../../src/page/pageText.ts'
import { pageVerifier } from '../../src/page/pageVerifier.ts'
import { formatTlogProof } from '../../src/tlogProof.ts'
import { instant, newKey, origin, right, testKey, uuid } from '../support.ts'
import { treeOf } from '../tree.ts'
import { givenByReader, tamperings } from './tamperings.ts'

const verify = pageVerifier(pageFormats(), redactionType)
const own = right(signer(origin, testKey))
const codes = async (page: unknown, given = {}): Promise<ReadonlyArray<PageProblem>> =>
  (await verify(page, given)).problems.map(({ code }) => code)

/** A log of so many events, of which two in three are of the call `c0`; event 3 of it, where there is one, redacts. */
const logOf = (size: number, signers = [own]) => {
  const salts = Array.from({ length: size }, (_, n) => Buffer.alloc(16, (n % 255) + 1))
  const records = salts.map((_, n) => ({
    stream: n % 3 === 2 ? 'call-c1' : 'call-c0',
    id: uuid(n),
    type: n === 4 ? redactionType : 'consent-given',
    created: instant(n),
    encoding: 'json' as const,
    data: JSON.stringify({ digit: n, word: 'æble' }),
    ...(n % 2 === 0 && { metadata: JSON.stringify({ n }) })
  }))
  const entries = records.map((record, n) => eventEntry(record, n, digestOf(salts[n]!, record)))
  const { leaves, checkpoint, pathOf } = treeOf(entries, signers)
  const proofOf = async (n: number, isErased = false) => {
    const path = await pathOf(n)
    const { data, metadata } = records[n]!
    const salt = isErased ? undefined : salts[n]
    return {
      leaf: hashToHex(leaves[n]!),
      proof: formatTlogProof({ index: n, path, checkpoint, entry: entries[n]!, salt }),
      ...(!isErased && {
        data: Buffer.from(data).toString('base64'),
        ...(metadata !== undefined && { metadata: Buffer.from(metadata).toString('base64') })
      })
    }
  }
  const pageOf = async (
    call: string,
    at: ReadonlyArray<number>,
    erased: ReadonlyArray<number> = []
  ): Promise<PageProof> => ({
    call,
    keys: signers.map(({ key }) => formatVerifierKey(key)),
    events: await Promise.all(at.map(n => proofOf(n, erased.includes(n))))
  })
  return { checkpoint, pageOf }
}

const callOf = (n: number): string => (n % 3 === 2 ? 'c1' : 'c0')
const sized = fc.integer({ min: 1, max: 300 }).chain(size => fc.tuple(fc.constant(size), fc.nat(size - 1)))
const numRuns = Number(process.env['SAMTYKKE_PAGE_RUNS'] ?? 60)

describe('the verifier of a page', () => {
  it('says yes to any event of any log', async () => {
    await fc.assert(
      fc.asyncProperty(sized, async ([size, n]) => {
        const { checkpoint, pageOf } = logOf(size)
        const verdict = await verify(await pageOf(callOf(n), [n]), {
          key: formatVerifierKey(own.key),
          checkpoint: formatCheckpoint(checkpoint)
        })
        expect(verdict).toMatchObject({
          problems: [],
          origin,
          size,
          kept: 'same',
          otherSignatures: 0,
          events: [{ index: n, revision: `${n}`, id: uuid(n) }]
        })
      }),
      { numRuns }
    )
  })

  it('says no to any bit that is flipped in any of it', async () => {
    const { pageOf } = logOf(11)
    const page = Buffer.from(JSON.stringify(await pageOf('c0', [0, 1, 3])))
    await fc.assert(
      fc.asyncProperty(fc.nat(page.length * 8 - 1), async bit => {
        const bytes = Buffer.from(page)
        bytes[bit >> 3] = bytes[bit >> 3]! ^ (1 << (bit & 7))
        let read: unknown
        try {
          read = JSON.parse(bytes.toString('utf8'))
        } catch {
          return
        }
        expect((await verify(read)).problems).not.toEqual([])
      }),
      { numRuns: numRuns * 20 }
    )
  })

  it('never throws, whatever it is given', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), fc.string(), async (page, key) => {
        expect((await verify(page, { key, checkpoint: key })).problems).toHaveLength(1)
      }),
      { numRuns }
    )
  })

  describe('of a page that was changed', () => {
    const log = logOf(20)
    const pages = Promise.all([log.pageOf('c0', [0, 1, 3, 6]), log.pageOf('c1', [2, 5])])

    it('says yes before it was', async () => expect(await codes((await pages)[0])).toEqual([]))

    it.each(tamperings.map(each => [each.of, each] as const))('finds %s', async (_, { make, code }) => {
      const [page, other] = await pages
      expect(await codes(make(page, other))).toContain(code)
    })

    it('finds what the reader gives that contradicts it', async () => {
      const [page] = await pages
      const forged = (size: number, root: string): string =>
        formatCheckpoint(
          signCheckpoint({ origin, size, root: hashFromBytes(Buffer.from(root, 'base64')) }, [own])
        )
      for (const { own: given, code, of } of givenByReader(page, forged))
        expect([of, await codes(page, given)]).toEqual([of, [code]])
    })
  })

  it('says how a checkpoint that was kept stands to its own', async () => {
    const [before, now, after] = [5, 9, 12].map(size => logOf(size))
    const page = await now!.pageOf('c0', [0])
    for (const [log, kept] of [
      [before, 'earlier'],
      [after, 'later']
    ] as const)
      expect(await verify(page, { checkpoint: formatCheckpoint(log!.checkpoint) })).toMatchObject({
        problems: [],
        kept
      })
  })

  it('lets content be gone only beneath a redaction of the call', async () => {
    const { pageOf } = logOf(12)
    expect(await verify(await pageOf('c0', [0, 1, 3, 4, 6], [0, 1, 3]))).toMatchObject({ problems: [] })
    expect(await codes(await pageOf('c0', [0, 1, 3], [0]))).toEqual(['salt-missing'])
    expect((await verify(await pageOf('c0', [0, 4, 6], [6]))).problems).toEqual([
      { code: 'salt-missing', event: 2 }
    ])
  })

  it('asks both keys of a hand-over, and counts signatures of others', async () => {
    const next = right(signer(origin, newKey()))
    const { pageOf } = logOf(5, [own, next])
    const page = await pageOf('c0', [0])
    expect(await verify(page)).toMatchObject({ problems: [], otherSignatures: 0, keys: { length: 2 } })
    const one = { ...page, keys: page.keys.slice(0, 1) }
    expect(await verify(one)).toMatchObject({ problems: [], otherSignatures: 1 })
    expect(await verify(one, { key: page.keys[1]! })).toMatchObject({
      problems: [],
      otherSignatures: 0,
      keys: [page.keys[1]]
    })
    // The signature of the reader's key is spoilt; the page itself does not name that key.
    const spoilt = one.events.map(each => ({
      ...each,
      proof: each.proof.replace(
        /.{9}(?===\n$|=\n$|\n$)/,
        text => (text.startsWith('A') ? 'B' : 'A') + text.slice(1)
      )
    }))
    expect(await codes({ ...one, events: spoilt })).toEqual([])
    expect(await codes({ ...one, events: spoilt }, { key: page.keys[1]! })).toEqual(['bad-signature'])
  })
})

describe('the sentences', () => {
  it('are each of their own kind, in both languages', () => {
    for (const { problems } of Object.values(pageTexts)) {
      const said = Object.values(problems)
      expect(new Set(said).size).toBe(said.length)
      for (const each of said) expect(each).toMatch(/^[A-ZÆØÅ].{15,}\.$/s)
    }
    expect(Object.keys(pageTexts.da.problems)).toEqual(Object.keys(pageTexts.en.problems))
  })

  it('hold no markup, since the page takes them as they are', () =>
    expect(JSON.stringify(pageTexts)).not.toMatch(/[<>&]/))

  it('are said for at least twenty kinds of tampering', () =>
    expect(new Set(tamperings.map(({ code }) => code)).size).toBeGreaterThanOrEqual(20))
})
