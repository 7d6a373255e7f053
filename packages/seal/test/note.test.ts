import { generateKeyPairSync, sign } from 'node:crypto'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { parseCheckpoint } from '../src/checkpoint.ts'
import {
  checkSignatures,
  formatNote,
  formatVerifierKey,
  parseNote,
  parseVerifierKey,
  signNote,
  signer,
  verifierKey
} from '../src/note.ts'
import { newKey, right, testKey } from './support.ts'

const name = 'example.com/log'
const key = right(signer(name, testKey))
const text = 'first line\n\nand a later one: é sera\n'
const note = signNote(text, [key])

/** The witness's cosignature of C2SP tlog-cosignature, made here with a key of our own. */
const cosign = (body: string, witness: string, time: bigint) => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(12)
  const vkey = verifierKey(witness, raw, 4)
  const stamp = Buffer.alloc(8)
  stamp.writeBigUInt64BE(time)
  const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${time}\n${body}`), privateKey)
  return { vkey, line: { name: witness, keyId: vkey.keyId, signature: Buffer.concat([stamp, signature]) } }
}

describe('a signed note', () => {
  it('reads back as it was written, and verifies', () => {
    const read = right(parseNote(Buffer.from(formatNote(note))))
    expect(read).toEqual(note)
    expect(checkSignatures(read, [key.key])).toEqual({ _tag: 'Signed', by: [key.key] })
  })

  it('is the one of the specification', () => {
    const published = `Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
`
    const read = right(parseNote(Buffer.from(published)))
    expect(read.text.endsWith('ed è subito sera.\n')).toBe(true)
    expect(read.signatures).toMatchObject([{ name: 'quasimodo.example/salvatore', keyId: '367ba04b' }])
    expect(formatNote(read)).toBe(published)
  })

  it('fails with each single bit flipped', () => {
    const bytes = Buffer.from(formatNote(note))
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes)
      flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7))
      const read = parseNote(flipped)
      const check = E.isRight(read) ? checkSignatures(read.right, [key.key])._tag : 'malformed'
      if (check === 'Signed') throw new Error(`bit ${bit}`)
    }
  })

  it('passes over keys it does not know, and rejects all where a known one fails', () => {
    const other = right(signer('example.com/other', newKey()))
    const both = signNote(text, [other, key])
    expect(checkSignatures(both, [key.key])).toEqual({ _tag: 'Signed', by: [key.key] })
    expect(checkSignatures(both, [])).toEqual({ _tag: 'UnknownKey' })
    expect(checkSignatures(both, [right(signer(name, newKey())).key])).toEqual({ _tag: 'UnknownKey' })
    const [first, second] = both.signatures
    if (first === undefined || second === undefined) throw new Error('two signatures')
    const spoilt = { text, signatures: [{ ...first, signature: Buffer.alloc(64) }, second] }
    expect(checkSignatures(spoilt, [key.key, other.key])).toEqual({ _tag: 'BadSignature', by: other.key })
  })

  it('checks the cosignatures of witnesses, with their time', () => {
    const witness = cosign(text, 'witness.example/w1', 1679315147n)
    const cosigned = { ...note, signatures: [...note.signatures, witness.line] }
    const read = right(parseNote(Buffer.from(formatNote(cosigned))))
    expect(checkSignatures(read, [witness.vkey])).toEqual({ _tag: 'Signed', by: [witness.vkey] })
    const later = Buffer.from(witness.line.signature)
    later.writeBigUInt64BE(1679315148n)
    const spoilt = { ...note, signatures: [{ ...witness.line, signature: later }] }
    expect(checkSignatures(spoilt, [witness.vkey])).toEqual({ _tag: 'BadSignature', by: witness.vkey })
  })

  it.each([
    ['no signature', 'text\n'],
    ['no end of line', 'text\n\n— a AAAAAAAA'],
    ['a control character', 'te\u0007xt\n\n— a AAAAAAAA\n'],
    ['a carriage return', 'text\r\n\n— a AAAAAAAA\n'],
    ['a hyphen for the dash', 'text\n\n- a AAAAAAAA\n'],
    ['a plus in the name', 'text\n\n— a+b AAAAAAAA\n'],
    ['base64 that is not strict', 'text\n\n— a AAAAAAB=\n'],
    ['a signature of no bytes', 'text\n\n— a AAAAAA==\n'],
    ['far too many signatures', `text\n\n${'— a AAAAAAAA\n'.repeat(200)}`]
  ])('with %s is refused', (_, bytes) => expect(E.isLeft(parseNote(Buffer.from(bytes)))).toBe(true))

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
        parseNote(Buffer.from(bytes))
        parseCheckpoint(Buffer.from(bytes))
        parseVerifierKey(Buffer.from(bytes).toString('latin1'))
      })
    )
  })
})

describe('a verifier key', () => {
  it('reads back as it was written', () =>
    expect(right(parseVerifierKey(formatVerifierKey(key.key)))).toEqual(key.key))

  it('fails with each single bit flipped', () => {
    const bytes = Buffer.from(formatVerifierKey(key.key))
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes)
      flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7))
      if (E.isRight(parseVerifierKey(flipped.toString('latin1')))) throw new Error(`bit ${bit}`)
    }
  })

  it('is Ed25519', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    expect(signer(name, rsa)).toMatchObject({ left: { expected: 'an Ed25519 private key', found: 'rsa' } })
    expect(E.isLeft(signer('two words', testKey))).toBe(true)
  })
})

describe('a checkpoint', () => {
  const signed = (body: string) => Buffer.from(formatNote(signNote(body, [key])))
  const root = Buffer.alloc(32, 7).toString('base64')

  it('has an origin, a size and a root', () => {
    const read = right(parseCheckpoint(signed(`${name}\n12\n${root}\n`)))
    expect(read).toMatchObject({ origin: name, size: 12, root: '\u0007'.repeat(32) })
  })

  it.each([
    ['a size with a leading zero', `${name}\n012\n${root}\n`],
    ['a negative size', `${name}\n-1\n${root}\n`],
    ['a size beyond what is exact', `${name}\n9007199254740993\n${root}\n`],
    ['a root of other length', `${name}\n1\nAAAA\n`],
    ['no origin', `\n1\n${root}\n`],
    ['an extension line', `${name}\n1\n${root}\nmore\n`]
  ])('with %s is refused', (_, body) => expect(E.isLeft(parseCheckpoint(signed(body)))).toBe(true))
})
