/** Signed, packed, signed again, encrypted, critical; with keys that Node's own crypto made. */
import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { readVcon, renderVconError } from '@samtykke/vcon'
import * as E from 'fp-ts/lib/Either.js'

const vcon = { vcon: '0.4.0', uuid: '01928e10-193e-8231-b9a2-279e0d16bc46', parties: [], dialog: [] }
const json = JSON.stringify(vcon)
const encoded = (value: string | Buffer): string => Buffer.from(value).toString('base64url')

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const ed = generateKeyPairSync('ed25519')

type Signer = (data: Buffer) => Buffer
const signers: Readonly<Record<string, readonly [Signer, KeyObject]>> = {
  RS256: [data => sign('sha256', data, rsa.privateKey), rsa.publicKey],
  PS512: [
    data =>
      sign('sha512', data, { key: rsa.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 }),
    rsa.publicKey
  ],
  ES256: [data => sign('sha256', data, { key: ec.privateKey, dsaEncoding: 'ieee-p1363' }), ec.publicKey],
  EdDSA: [data => sign(null, data, ed.privateKey), ed.publicKey]
}

const jws = (alg: string, payload: string | Buffer, head: object = {}) => {
  const signed = { payload: encoded(payload), protected: encoded(JSON.stringify({ alg, ...head })) }
  const [signer] = signers[alg]!
  const signature = signer(Buffer.from(`${signed.protected}.${signed.payload}`)).toString('base64url')
  return {
    payload: signed.payload,
    signatures: [{ header: { x5u: 'https://a.example' }, protected: signed.protected, signature }]
  }
}

const readAs = (value: unknown, keys: ReadonlyArray<KeyObject> = []) => {
  const read = readVcon(typeof value === 'string' ? value : JSON.stringify(value), { keys })
  return E.isLeft(read)
    ? renderVconError(read.left)
    : [read.right.vcon['uuid'], ...read.right.notes.map(({ code }) => code)]
}

test.each(Object.keys(signers))('%s: verified by its key, refused by another, told without one', alg => {
  const signed = jws(alg, json)
  const [, key] = signers[alg]!
  const others = Object.values(signers)
    .map(([, each]) => each)
    .filter(each => each !== key)
  expect(readAs(signed)).toEqual([vcon.uuid, 'signed-not-verified'])
  expect(readAs(signed, [...others, key])).toEqual([vcon.uuid, 'signature-verified'])
  expect(readAs(signed, others)).toContain('by a key that was given')
  const changed = { ...signed, payload: encoded(json.replace('0.4.0', '0.3.0')) }
  expect(readAs(changed, [key])).toContain('by a key that was given')
  expect(readAs(changed)).toEqual([vcon.uuid, 'signed-not-verified'])
})

test('what a signature says must be understood is not', () => {
  expect(readAs(jws('ES256', json, { crit: ['exp'], exp: 1 }), [ec.publicKey])).toContain('found none')
})

test('an algorithm that is none verifies nothing', () => {
  const signed = jws('RS256', json)
  const [signature] = signed.signatures
  for (const alg of ['none', 'HS256', '', undefined]) {
    const forged = {
      payload: signed.payload,
      signatures: [{ ...signature, protected: encoded(JSON.stringify({ alg })) }]
    }
    expect(readAs(forged, [rsa.publicKey])).toContain('found none')
  }
})

test('flattened, compact and packed forms', () => {
  const { payload, signatures } = jws('ES256', json)
  const [{ protected: head, signature }] = signatures as [(typeof signatures)[0]]
  const verified = [vcon.uuid, 'signature-verified']
  expect(readAs({ payload, protected: head, signature }, [ec.publicKey])).toEqual(verified)
  expect(readAs(`${head}.${payload}.${signature}\n`, [ec.publicKey])).toEqual(verified)
  expect(readAs(jws('ES256', gzipSync(json)), [ec.publicKey])).toEqual(verified)
})

test('signed again for an archive: the outermost signature counts', () => {
  const twice = jws('EdDSA', JSON.stringify(jws('RS256', json)))
  expect(readAs(twice, [ed.publicKey])).toEqual([vcon.uuid, 'signature-verified'])
  expect(readAs(twice, [rsa.publicKey])).toContain('found none')
})

test('signed without end is refused', () => {
  let signed: unknown = vcon
  for (let i = 0; i < 20; i++) signed = { payload: encoded(JSON.stringify(signed)), signatures: [] }
  expect(readAs(signed)).toContain('at most 16 signed forms')
})

test('a packed payload that is torn is told', () => {
  const packed = gzipSync(json)
  expect(readAs(jws('ES256', packed.subarray(0, packed.length - 9)))).toContain('payload: expected gzip')
})

test('what is in a vCon beside its signed payload does not count', () => {
  const signed = jws('ES256', json)
  expect(
    readAs({ ...vcon, uuid: '11111111-1111-8111-8111-111111111111', ...signed }, [ec.publicKey])
  ).toEqual([vcon.uuid, 'signature-verified'])
})

test.each([
  [{ protected: 'e30', recipients: [], iv: 'AA', ciphertext: 'AAAA', tag: 'AA' }, 'encrypted (JWE)'],
  [
    { ...vcon, critical: ['lawful_basis', 'new_rules'] },
    'critical: expected extensions that are known, found 1 that is not'
  ],
  [{ ...vcon, must_support: ['a', 'b'] }, 'found 2 that are not'],
  [{ ...vcon, critical: 'new_rules' }, 'critical: expected a list of names, found a text of 9 characters'],
  [{ ...vcon, critical: [7] }, 'found 1 that is not'],
  [{ text: 'no vCon', subject: 'no vCon' }, 'expected a vCon'],
  [[vcon], 'found a list of 1'],
  ['{"vcon"', 'found text that is not JSON'],
  [`{"uuid":1,"dialog":${'['.repeat(300)}${']'.repeat(300)}}`, 'at most 200 levels']
])('%j is refused: %s', (value, said) => {
  expect(readAs(value)).toContain(said)
})

test('a critical extension that is known is no obstacle, nor is a version that is not', () => {
  expect(readAs({ ...vcon, critical: ['lawful_basis', 'samtykke', 'CC'] })).toEqual([vcon.uuid])
  expect(readAs({ ...vcon, vcon: '9.9' })).toEqual([vcon.uuid, 'unknown-version'])
  for (const version of ['0.0.1', '0.0.2', '0.3', '0.3.0', '0.4', '0.4.0', undefined])
    expect(readAs({ ...vcon, vcon: version })).toEqual([vcon.uuid])
})

test('a critical extension within a signed vCon is looked for too', () => {
  expect(readAs(jws('ES256', JSON.stringify({ ...vcon, critical: ['x'] })))).toContain('found 1 that is not')
})
