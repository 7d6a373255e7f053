import { createCipheriv, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { appendFileSync, copyFileSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson } from '@samtykke/core'
import { ndjsonSource } from '../src/ndjson.ts'
import * as E from 'fp-ts/lib/Either.js'
import { formatVerifierKey, parseVerifierKey, verifierKey } from '../src/note.ts'
import { seal } from '../src/seal.ts'
import type { SealSource, StoredRecord } from '../src/source.ts'
import { verify } from '../src/verify.ts'
import { verifyProof } from '../src/verifyProof.ts'
import {
  copyFolder,
  filesIn,
  instant,
  left,
  linesOf,
  newKey,
  origin,
  readText,
  runTask,
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

const codes = async (verification: ReturnType<Workshop['verify']>) =>
  (await verification).problems.map(({ code }) => code)

describe('verify, of the log alone', () => {
  beforeEach(async () => {
    shop.write(linesOf(40))
    await shop.seal(instant(50))
    shop.append(linesOf(10, 10, 60))
    await shop.seal(instant(80))
  })

  it('needs no source, and says what it did not look for', async () => {
    const found = await shop.verify({}, [])
    expect(found).toMatchObject({
      ok: true,
      checked: 52,
      events: 50,
      seals: 2,
      intact: 0,
      heldCheckpoints: 4,
      outsideCheckpoints: 0
    })
    expect(found.notChecked.map(({ what }) => what)).toEqual([
      'roll-back and replacement',
      'two histories shown to two readers',
      'stored events',
      'times of events'
    ])
  })

  it('knows another key, and a spoilt signature', async () => {
    expect(await codes(shop.verify({ keys: [vkeyOf(newKey())] }))).toContain('unknown-key')
    expect(await codes(shop.verify({ keys: [vkeyOf(newKey(), 'another.example')] }))).toContain('unknown-key')
    const path = join(shop.log, 'checkpoint')
    writeFileSync(path, readText(path).replace('\n52\n', '\n51\n'))
    expect(await codes(shop.verify())).toContain('bad-signature')
  })

  it('finds a roll-back and a replacement by a checkpoint kept elsewhere', async () => {
    const kept = join(shop.path, 'kept')
    copyFileSync(join(shop.log, 'checkpoint'), kept)
    const older = join(shop.path, 'older')
    copyFolder(shop.log, older)
    expect(await shop.verify({ since: [kept] })).toMatchObject({
      ok: true,
      heldCheckpoints: 5,
      outsideCheckpoints: 1
    })
    shop.append(linesOf(5, 5, 90))
    await shop.seal(instant(99))
    copyFileSync(join(shop.log, 'checkpoint'), kept)
    expect(await shop.verify({ since: [kept] })).toMatchObject({ ok: true })
    copyFolder(older, shop.log)
    const found = await shop.verify({ since: [kept] })
    expect(found.problems).toMatchObject([{ code: 'rolled-back', leaf: 52, until: 58 }])
    expect((await shop.verify({})).ok).toBe(true)

    const another = workshop()
    another.write(linesOf(60).map(line => ({ ...line, digit: 'x' })))
    await another.seal(instant(99))
    expect((await another.verify({ since: [kept] })).problems).toMatchObject([
      { code: 'not-consistent', leaf: 0, until: 58 }
    ])
    another.remove()
  })

  it('finds the latest checkpoint set back', async () => {
    copyFileSync(join(shop.log, 'checkpoints/41'), join(shop.log, 'checkpoint'))
    expect((await shop.verify()).problems).toContainEqual(
      expect.objectContaining({ code: 'rolled-back', leaf: 41 })
    )
  })

  it('finds each single bit flipped in entries, tiles and checkpoints', async () => {
    const last = readText(join(shop.log, 'checkpoint'))
    for (const path of [
      'entries/000.ndjson',
      'tile/0/000.p/52',
      'tile/0/000.p/41',
      'checkpoints/41',
      'checkpoint'
    ]) {
      const full = join(shop.log, path)
      const bytes = readFileSync(full)
      for (let at = 0; at < bytes.length; at += path.startsWith('checkpoint') ? 7 : 101) {
        const flipped = Buffer.from(bytes)
        flipped[at] = (flipped[at] as number) ^ (1 << (at & 7))
        writeFileSync(full, flipped)
        const result = await verify({ log: shop.log, keys: [shop.vkey] })()
        if (result._tag === 'Right' && result.right.ok) throw new Error(`${path}, byte ${at}`)
      }
      writeFileSync(full, bytes)
    }
    expect(readText(join(shop.log, 'checkpoint'))).toBe(last)
    expect((await shop.verify()).ok).toBe(true)
  }, 120_000)

  it('takes no key of the log, under any name or type, for that of a witness', async () => {
    const own = parseVerifierKey(shop.vkey)
    if (E.isLeft(own)) throw new Error('the log has a key')
    const { publicKey } = own.right
    for (const [witness, expected, found] of [
      [own.right, "a witness's key, of type 04", 'a key of type 01'],
      [verifierKey(origin, publicKey, 4), "another key than the log's", "the log's"],
      [verifierKey('witness.example/w1', publicKey, 4), "another key than the log's", "the log's"]
    ] as const) {
      const options = { witnesses: [formatVerifierKey(witness)], quorum: 1, keys: [shop.vkey] }
      const malformed = E.left({ _tag: 'Malformed', path: 'witness', expected, found })
      expect(await verify({ log: shop.log, ...options })()).toEqual(malformed)
      expect(await verifyProof({ proofs: [], ...options })()).toEqual(malformed)
    }
  })

  it('keeps and checks the cosignatures of witnesses', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const witness = verifierKey(
      'witness.example/w1',
      publicKey.export({ format: 'der', type: 'spki' }).subarray(12),
      4
    )
    const path = join(shop.log, 'checkpoint')
    const body = readText(path).split('\n\n')[0] ?? ''
    const time = Buffer.alloc(8)
    time.writeBigUInt64BE(1_700_000_000n)
    const signature = sign(null, Buffer.from(`cosignature/v1\ntime 1700000000\n${body}\n`), privateKey)
    const material = Buffer.concat([Buffer.from(witness.keyId, 'hex'), time, signature])
    const witnesses = [formatVerifierKey(witness)]
    expect(await codes(shop.verify({ witnesses }))).toEqual(['bad-signature'])
    appendFileSync(path, `— ${witness.name} ${material.toString('base64')}\n`)
    expect(await shop.verify({ witnesses })).toMatchObject({ ok: true, signedBy: [origin, witness.name] })
    expect(await codes(shop.verify({ witnesses, quorum: 2 }))).toEqual(['bad-signature'])
    const twice = [...witnesses, ...witnesses]
    expect(await codes(shop.verify({ witnesses: twice, quorum: 2 }))).toEqual(['bad-signature'])
    await shop.seal(instant(90))
    expect(readText(join(shop.log, 'checkpoints/52'))).toContain(witness.name)
    appendFileSync(path, `— ${witness.name} ${material.toString('base64')}\n`)
    expect(await codes(shop.verify({ witnesses }))).toContain('bad-signature')
  })

  it('finds a seal entry that names another tree, and a seal that goes back in time', async () => {
    await shop.seal(instant(10))
    expect((await shop.verify()).problems).toMatchObject([{ code: 'time-backwards', leaf: 52 }])
  })

  it('needs keys that are keys, and a log', async () => {
    expect(left(await verify({ log: shop.log, keys: ['x'] })())).toMatchObject({
      _tag: 'Malformed',
      path: 'key'
    })
    expect(left(await verify({ log: shop.path, keys: [] })())).toMatchObject({ _tag: 'NoLog' })
    expect(left(await verify({ log: shop.log, keys: [], since: ['none'] })())).toMatchObject({
      _tag: 'CannotRead'
    })
  })
})

describe('verify, of erased events', () => {
  it('goes on where the key of a payload is destroyed: what is sealed is the ciphertext', async () => {
    const key = randomBytes(32)
    const lines = linesOf(10).map(line => {
      const cipher = createCipheriv('aes-256-gcm', key, randomBytes(12))
      const reason = Buffer.concat([
        cipher.update('a reason that must be forgotten'),
        cipher.final(),
        cipher.getAuthTag()
      ])
      return { ...line, reason: reason.toString('base64') }
    })
    shop.write(lines)
    await shop.seal(instant(20))
    key.fill(0)
    expect(await shop.verify()).toMatchObject({ ok: true, intact: 10 })
    for (const path of filesIn(shop.log)) expect(readText(join(shop.log, path))).not.toContain('forgotten')
  })

  const proofRedacted = (callId: string, number: number): Line => ({
    ...(linesOf(1, 1, number)[0] as Line),
    type: 'proof-redacted',
    callId,
    keyDestroyed: true
  })

  it('counts what was truncated as redacted, where a proof-redacted of the call is sealed after it', async () => {
    const lines = linesOf(40, 4)
    shop.write(lines)
    await shop.seal(instant(40))
    const redacted = proofRedacted('c1', 41)
    shop.append([redacted])
    await shop.seal(instant(60))
    const left = lines.filter(({ callId }) => callId !== 'c1')
    shop.write([...left, redacted])
    expect(await shop.verify()).toMatchObject({ ok: true, intact: 31, redacted: 10, missing: 0 })
    expect(await shop.verify({ call: 'c1' })).toMatchObject({ ok: true, intact: 1, redacted: 10 })
    shop.append([{ ...proofRedacted('c1', 70), type: 'access-requested' }])
    expect(await shop.seal(instant(80))).toMatchObject({ sealed: 1 })
    expect(await shop.verify()).toMatchObject({ ok: true, intact: 32, redacted: 10 })
    shop.write([redacted])
    expect(await shop.verify()).toMatchObject({ ok: false, missing: 31, redacted: 10 })
  })

  it('does not take one of another call, or one that is not sealed, for it', async () => {
    const lines = linesOf(40, 4)
    shop.write([...lines, proofRedacted('c2', 41)])
    await shop.seal(instant(60))
    const left = lines.filter(({ callId }) => callId !== 'c1')
    shop.write([...left, proofRedacted('c2', 41), proofRedacted('c1', 42)])
    expect(await shop.verify()).toMatchObject({ ok: false, missing: 10, redacted: 0 })
  })

  it('does not take a proof-redacted that is gone itself for it', async () => {
    const lines = linesOf(8, 2)
    shop.write([...lines, proofRedacted('c1', 9)])
    await shop.seal(instant(20))
    shop.write(lines.filter(({ callId }) => callId !== 'c1'))
    const found = await shop.verify()
    expect(found).toMatchObject({ ok: false, missing: 1 })
    expect(found.problems).toMatchObject([{ code: 'missing', leaf: 8 }])
  })

  it('finds each salt that is gone where nothing is redacted, with and without the source', async () => {
    shop.write(linesOf(10))
    await shop.seal(instant(20))
    const path = join(shop.log, 'salt/000')
    const salts = readFileSync(path)
    const zeroed = Buffer.from(salts).fill(0, 0, 3 * 16)
    for (const [rest, lost] of [
      [zeroed, 3],
      [salts.subarray(0, 9 * 16 + 15), 1],
      [undefined, 10]
    ] as const) {
      if (rest === undefined) rmSync(path)
      else writeFileSync(path, rest)
      expect(await shop.verify()).toMatchObject({ ok: false, intact: 10 - lost, saltMissing: lost })
      expect(await shop.verify({}, [])).toMatchObject({ ok: false, saltMissing: lost })
      expect(await shop.verify({ call: 'nobody' })).toMatchObject({ ok: false, saltMissing: lost })
      shop.append(linesOf(1, 1, 30))
      const options = { log: shop.log, key: shop.keyPath, at: instant(50) }
      const refused = left(await seal(ndjsonSource([shop.events]), options)())
      expect(refused).toMatchObject({ _tag: 'Refused', problems: Array(lost).fill({ code: 'salt-missing' }) })
      shop.write(linesOf(10))
    }
    writeFileSync(path, salts)
    expect(await shop.verify()).toMatchObject({ ok: true, intact: 10 })
  })

  it('takes a redacted event for back where its content is stored again, wherever it stands', async () => {
    const lines = linesOf(8, 2)
    const redacted = proofRedacted('c1', 9)
    shop.write([...lines, redacted])
    await shop.seal(instant(20))
    const erased = lines.filter(({ callId }) => callId === 'c1')
    const others = lines.filter(({ callId }) => callId !== 'c1')
    const [first = redacted] = erased
    shop.write([...others, redacted])
    expect(await shop.verify()).toMatchObject({ ok: true, redacted: 4 })
    for (const zero of [false, true]) {
      if (zero) {
        const path = join(shop.log, 'salt/000')
        writeFileSync(path, readFileSync(path).fill(0, 16, 32))
      }
      for (const [back, code] of [
        [first, zero ? 'salt-missing' : 'moved'],
        [{ ...first, digit: 'x' }, zero ? 'salt-missing' : 'altered']
      ] as const) {
        shop.write([...others, redacted, back])
        const found = await shop.verify()
        expect(found).toMatchObject({ ok: false, redacted: 3, unsealed: 0 })
        expect(found.problems).toMatchObject([{ code, leaf: 1, id: first.id }])
      }
    }
  })

  it('allows pruned entries only where a sealed proof-redacted accounts for them', async () => {
    const lines = linesOf(8, 2)
    const redacted = proofRedacted('c0', 9)
    shop.write([...lines, redacted])
    await shop.seal(instant(20))
    const path = join(shop.log, 'entries/000.ndjson')
    const entries = readText(path).split('\n')
    const prune = (call: string) =>
      writeFileSync(
        path,
        entries
          .map(line => (line.includes(`"call-${call}"`) && !line.includes('proof-') ? 'null' : line))
          .join('\n')
      )
    prune('c0')
    shop.write([...lines.filter(({ callId }) => callId !== 'c0'), redacted])
    const found = await shop.verify()
    expect(found).toMatchObject({ ok: true, pruned: 4, intact: 5 })
    expect(found.notChecked.map(({ what }) => what)).toContain('of which calls 4 pruned entries were')
    prune('c1')
    shop.write([...lines.filter(({ callId }) => callId !== 'c1'), redacted])
    expect((await shop.verify()).problems.map(({ code }) => code)).toContain('missing')
  })
})

/** Records as a store gives them: with revisions and positions. */
const store = (records: ReadonlyArray<StoredRecord>): SealSource => ({
  async *read(after) {
    yield records.filter(({ position }) => BigInt(position?.commit ?? 0) > BigInt(after?.commit ?? -1))
  }
})

const stored = (number: number, revision: number, created = instant(number), callId = 'a'): StoredRecord => ({
  stream: `call-${callId}`,
  revision: String(revision),
  id: `id-${number}`,
  type: 'recording-used',
  created,
  encoding: number % 2 === 0 ? 'json' : 'bytes',
  data: number % 2 === 0 ? canonicalJson({ number }) : Buffer.from([number, 255, 0]),
  metadata: canonicalJson({ correlation: number }),
  position: { commit: String(100 + number), prepare: String(100 + number) }
})

describe('verify, of a store', () => {
  const sealStore = (records: ReadonlyArray<StoredRecord>, at: string, init = false) =>
    runTask(
      seal(store(records), { log: shop.log, key: shop.keyPath, at, ...(init ? { init: { origin } } : {}) })
    )
  const verifyStore = (records: ReadonlyArray<StoredRecord>) =>
    runTask(verify({ log: shop.log, keys: [shop.vkey] }, store(records)))

  it('goes on from the position of the last run, and compares what came since with what is stored', async () => {
    const records = Array.from({ length: 30 }, (_, number) => stored(number, number))
    expect(await sealStore(records.slice(0, 20), instant(25), true)).toMatchObject({
      sealed: 20,
      compared: 0,
      gaps: 0
    })
    expect(JSON.parse(readText(join(shop.log, 'state.json')))).toEqual({
      v: 1,
      runs: [
        { size: 21, commit: '119', prepare: '119', signatures: expect.stringMatching(/^— .*\n$/) as unknown }
      ]
    })
    expect(await sealStore(records, instant(35))).toMatchObject({ sealed: 10, compared: 0, gaps: 0 })
    expect(await verifyStore(records)).toMatchObject({ ok: true, intact: 30 })
  })

  it('goes on from a position that it signed itself only: another has events passed over, or sealed twice', async () => {
    const records = Array.from({ length: 30 }, (_, number) => stored(number, number))
    await sealStore(records.slice(0, 10), instant(10), true)
    await sealStore(records.slice(0, 20), instant(20))
    const path = join(shop.log, 'state.json')
    const honest = readText(path)
    const { runs } = JSON.parse(honest) as { readonly runs: ReadonlyArray<Readonly<Record<string, unknown>>> }
    const [older = {}, latest = {}] = runs
    const untouched = join(shop.path, 'untouched')
    copyFolder(shop.log, untouched)
    for (const [forged, compared] of [
      [[{ ...latest, commit: '125', prepare: '125' }], 20],
      [[{ ...latest, commit: '105', prepare: '105' }], 20],
      [[{ ...latest, size: 11 }], 20],
      [[{ ...latest, size: '22' }], 20],
      [[{ ...older, size: 22 }], 20],
      [[{ ...latest, signatures: older['signatures'] }], 20],
      [[{ ...latest, signatures: '' }], 20],
      [[], 20],
      [[older], 10],
      [[older, latest], 0]
    ] as const) {
      copyFolder(untouched, shop.log)
      writeFileSync(path, JSON.stringify({ v: 1, runs: forged }))
      expect(await sealStore(records, instant(35))).toMatchObject({ sealed: 10, compared, gaps: 0 })
      expect(await verifyStore(records)).toMatchObject({ ok: true, intact: 30 })
    }
    copyFolder(untouched, shop.log)
    shop.write(linesOf(5))
    const options = { log: shop.log, key: shop.keyPath, at: instant(40) }
    expect(left(await seal(ndjsonSource([shop.events]), options)())).toMatchObject({ _tag: 'Refused' })
  })

  it('reports a clock that was set back', async () => {
    await sealStore([stored(0, 0)], instant(100), true)
    const records = [stored(0, 0), stored(1, 1, instant(96)), stored(2, 2, instant(94))]
    await sealStore(records, instant(101))
    expect((await verifyStore(records)).problems).toMatchObject([
      { code: 'time-backwards', leaf: 3, stream: 'call-a', revision: '2' }
    ])
    expect((await shop.verify({}, [])).problems).toMatchObject([{ code: 'time-backwards', leaf: 3 }])
  })

  it('reports revisions that were gone before they were sealed, unless a proof-redacted stands after them', async () => {
    const gap = [
      stored(0, 0),
      stored(2, 2),
      stored(3, 1, instant(3), 'b'),
      { ...stored(5, 2, instant(5), 'b'), type: 'proof-redacted' }
    ]
    expect(await sealStore(gap, instant(10), true)).toMatchObject({ sealed: 4, gaps: 2 })
    expect((await verifyStore(gap)).problems).toMatchObject([
      { code: 'gap-before-seal', leaf: 1, stream: 'call-a', revision: '1' }
    ])
  })

  it('reports what stands elsewhere, was put in, or was exchanged', async () => {
    const records = Array.from({ length: 6 }, (_, number) => stored(number, number))
    await sealStore(records, instant(10), true)
    const at = async (changed: ReadonlyArray<StoredRecord>) =>
      (await verifyStore(changed)).problems.map(({ code, leaf }) => [code, leaf])
    const [first, second, ...rest] = records as [StoredRecord, StoredRecord, ...StoredRecord[]]
    const swapped = [{ ...second, revision: '0' }, { ...first, revision: '1' }, ...rest]
    expect(await at(swapped)).toEqual([
      ['moved', 0],
      ['moved', 1]
    ])
    expect(await at([first, { ...second, id: 'other' }, ...rest])).toEqual([['altered', 1]])
    expect(await at([first, second, { ...second, id: 'more' }, ...rest])).toEqual(
      [['inserted', undefined]].map(() => ['inserted', 2])
    )
    expect(await at([first, { ...second, metadata: '{}' }, ...rest])).toEqual([['altered', 1]])
    expect(await at([first, ...rest])).toEqual([['missing', 1]])
    expect(await at([first, { ...second, stream: 'call-z', revision: '0' }, ...rest])).toEqual([['moved', 1]])
  })
})

describe('verify, of a checkpoint that is given but lies in the log', () => {
  it.each([['checkpoint'], ['a link to it']])('does not count %s as kept elsewhere', async given => {
    shop.write(linesOf(4))
    await shop.seal(instant(10))
    const own = join(shop.log, 'checkpoint')
    const link = join(shop.path, 'link')
    symlinkSync(own, link)
    const found = await shop.verify({ since: [given === 'checkpoint' ? own : link] })
    expect(found).toMatchObject({ ok: true, outsideCheckpoints: 0 })
    expect(found.notChecked[0]).toEqual({
      code: 'roll-back',
      what: 'roll-back and replacement',
      because: 'none of the checkpoints given is one of this log that was kept elsewhere'
    })
  })
})

describe('verify, of lines that were added', () => {
  it('calls them unsealed, and seals them next time', async () => {
    shop.write(linesOf(10))
    await shop.seal(instant(10))
    shop.append(linesOf(3, 3, 20))
    expect(await shop.verify()).toMatchObject({ ok: true, intact: 10, unsealed: 3 })
    expect(await shop.seal(instant(30))).toMatchObject({ sealed: 3 })
    expect(await shop.verify()).toMatchObject({ ok: true, intact: 13, unsealed: 0 })
  })

  it('says of a file what claims to be older than the seal before it, and that it is a claim', async () => {
    shop.write(linesOf(10))
    await shop.seal(instant(500))
    shop.append(linesOf(2, 2, 20))
    await shop.seal(instant(600))
    expect(await shop.verify()).toMatchObject({
      ok: true,
      claimsEarlier: 2,
      firstClaim: {
        code: 'time-backwards',
        leaf: 11,
        detail: `recorded ${instant(20).replace('00.000', '10.000')}, but sealed after ${instant(500)}`
      }
    })
  })

  it('takes an event that was sent twice for two', async () => {
    const [line] = linesOf(1) as [Line]
    shop.write([line, line])
    await shop.seal(instant(10))
    expect(await shop.verify()).toMatchObject({ ok: true, intact: 2 })
    shop.write([line])
    expect(await shop.verify()).toMatchObject({ ok: false, intact: 1, missing: 1 })
  })

  it('of one call only, where asked', async () => {
    const lines = linesOf(20, 4)
    shop.write(lines)
    await shop.seal(instant(30))
    shop.write(lines.map(line => (line.callId === 'c2' ? { ...line, digit: 'x' } : line)))
    expect(await shop.verify({ call: 'c1' })).toMatchObject({ ok: true, intact: 5 })
    expect(await shop.verify({ call: 'c2' })).toMatchObject({ ok: false, altered: 5 })
  })

  it('reads the source once, from files that are compressed too', async () => {
    shop.write(linesOf(10))
    await shop.seal(instant(30))
    const reads: number[] = []
    const source = ndjsonSource([shop.events])
    await runTask(
      verify({ log: shop.log, keys: [shop.vkey] }, { read: after => (reads.push(1), source.read(after)) })
    )
    expect(reads).toEqual([1])
  })
})
