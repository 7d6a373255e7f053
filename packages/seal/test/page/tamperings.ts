// What may be done to a proof as a page, and what the page answers.
import { generateKeyPairSync, sign } from 'node:crypto'
import { formatVerifierKey, verifierKey } from '../../src/note.ts'
import type { PageEvent, PageProblem, PageProof, ReadersOwn } from '../../src/page/pageProof.ts'

type Tamper = (page: PageProof, other: PageProof) => unknown

const onEvent =
  (change: (event: PageEvent, other: PageEvent) => object, n = 0): Tamper =>
  (page, other) => ({
    ...page,
    events: page.events.map((event, at) =>
      at === n ? { ...event, ...change(event, other.events[0]!) } : event
    )
  })

/** A change of the text of the proof of the first event. */
const onProof = (change: (proof: string) => string): Tamper =>
  onEvent(({ proof }) => ({ proof: change(proof) }))
/** The same change of each event's proof: whoever forges a checkpoint forges it everywhere. */
const onEach =
  (change: (proof: string) => string): Tamper =>
  page => ({ ...page, events: page.events.map(event => ({ ...event, proof: change(event.proof) })) })

const flipped = (base64: string, at = 0): string => {
  const bytes = Buffer.from(base64, 'base64')
  bytes[at] = bytes[at]! ^ 1
  return bytes.toString('base64')
}
const flippedHex = (hex: string): string =>
  flipped(Buffer.from(hex, 'hex').toString('base64')).replace(/^.*$/, text =>
    Buffer.from(text, 'base64').toString('hex')
  )
/** Changes one line of a proof, counted from 0. */
const line =
  (n: number, change: (line: string) => string) =>
  (proof: string): string =>
    proof
      .split('\n')
      .map((each, at) => (at === n ? change(each) : each))
      .join('\n')
const lines = (proof: string): ReadonlyArray<string> => proof.split('\n')
const endOfPath = (proof: string): number => lines(proof).indexOf('')
const inExtra = (
  change: (extra: { entry: Record<string, unknown>; salt: string | null }) => object
): Tamper =>
  onProof(
    line(1, text => {
      const extra = JSON.parse(Buffer.from(text.slice(6), 'base64').toString()) as Parameters<
        typeof change
      >[0]
      return `extra ${Buffer.from(JSON.stringify(change(extra))).toString('base64')}`
    })
  )
const signatureOf = (proof: string): string => lines(proof).at(-2)!.split(' ')[2]!

const stranger = (name: string) => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const key = verifierKey(name, publicKey.export({ format: 'der', type: 'spki' }).subarray(12))
  const signed = (text: string): string =>
    `\u2014 ${name} ${Buffer.concat([Buffer.from(key.keyId, 'hex'), sign(null, Buffer.from(text), privateKey)]).toString('base64')}`
  return { vkey: formatVerifierKey(key), signed }
}
/** Signs each checkpoint anew, with a key of the forger. */
const signedBy =
  ({ signed }: ReturnType<typeof stranger>) =>
  (proof: string): string => {
    const all = lines(proof)
    const text = `${all.slice(endOfPath(proof) + 1, -3).join('\n')}\n`
    return [...all.slice(0, -2), signed(text), ''].join('\n')
  }
const nameOf = (page: PageProof): string => page.keys[0]!.split('+')[0]!

export interface Tampering {
  readonly of: string
  readonly code: PageProblem
  readonly make: Tamper
}

/** `first.events[0]` has content, metadata and a path of two hashes or more; `other` is of another call of the log. */
export const tamperings: ReadonlyArray<Tampering> = [
  {
    of: 'a byte of the event',
    code: 'content-differs',
    make: onEvent(({ data }) => ({ data: flipped(data!, 9) }))
  },
  {
    of: 'a byte of the metadata',
    code: 'content-differs',
    make: onEvent(({ metadata }) => ({ metadata: flipped(metadata!) }))
  },
  { of: 'metadata taken away', code: 'content-differs', make: onEvent(() => ({ metadata: undefined })) },
  {
    of: 'content that is no base64',
    code: 'content-malformed',
    make: onEvent(({ data }) => ({ data: `${data} ` }))
  },
  {
    of: 'content taken away',
    code: 'content-missing',
    make: onEvent(() => ({ data: undefined, metadata: undefined }))
  },
  { of: 'the content of another event', code: 'content-differs', make: onEvent((_, { data }) => ({ data })) },
  {
    of: 'the digest in the entry',
    code: 'leaf-differs',
    make: inExtra(({ entry, salt }) => ({ entry: { ...entry, digest: 'f'.repeat(64) }, salt }))
  },
  {
    of: 'a byte of the salt',
    code: 'content-differs',
    make: inExtra(({ entry, salt }) => ({ entry, salt: flipped(salt!) }))
  },
  { of: 'the salt taken away', code: 'salt-missing', make: inExtra(({ entry }) => ({ entry, salt: null })) },
  {
    of: 'content and salt taken away, metadata left',
    code: 'content-missing',
    make: (page, other) =>
      onEvent(() => ({ data: undefined }))(
        inExtra(({ entry }) => ({ entry, salt: null }))(page, other) as PageProof,
        other
      )
  },
  {
    of: 'content and salt taken away',
    code: 'salt-missing',
    make: (page, other) =>
      onEvent(() => ({ data: undefined, metadata: undefined }))(
        inExtra(({ entry }) => ({ entry, salt: null }))(page, other) as PageProof,
        other
      )
  },
  {
    of: 'the time in the entry',
    code: 'leaf-differs',
    make: inExtra(({ entry, salt }) => ({ entry: { ...entry, created: '2001-01-01T00:00:00.000Z' }, salt }))
  },
  {
    of: 'the entry of a seal',
    code: 'entry-malformed',
    make: inExtra(({ salt }) => ({ entry: { at: '2025', kind: 'seal', root: '', size: '0', v: 1 }, salt }))
  },
  {
    of: 'a member put into the entry',
    code: 'extra-malformed',
    make: inExtra(({ entry, salt }) => ({ entry: { ...entry, x: 1 }, salt }))
  },
  { of: 'no entry at all', code: 'extra-malformed', make: onProof(line(1, () => 'extra bnVsbA')) },
  { of: 'the leaf', code: 'leaf-differs', make: onEvent(({ leaf }) => ({ leaf: flippedHex(leaf) })) },
  { of: 'the first hash of the path', code: 'root-differs', make: onProof(line(3, flipped)) },
  { of: 'the second hash of the path', code: 'root-differs', make: onProof(line(4, flipped)) },
  {
    of: 'the last hash of the path',
    code: 'root-differs',
    make: onProof(proof => line(endOfPath(proof) - 1, flipped)(proof))
  },
  {
    of: 'two hashes swapped',
    code: 'root-differs',
    make: onProof(proof => line(3, () => lines(proof)[4]!)(line(4, () => lines(proof)[3]!)(proof)))
  },
  {
    of: 'a hash taken out of the path',
    code: 'path-short',
    make: onProof(proof =>
      lines(proof)
        .filter((_, at) => at !== 3)
        .join('\n')
    )
  },
  { of: 'a hash put into the path', code: 'path-long', make: onProof(line(3, hash => `${hash}\n${hash}`)) },
  {
    of: 'a line in the path that is no hash',
    code: 'proof-line',
    make: onProof(line(3, hash => `${hash}\nAAAA`))
  },
  {
    of: 'another index',
    code: 'root-differs',
    make: onProof(line(2, text => `index ${Number(text.slice(6)) ^ 1}`))
  },
  {
    of: 'the index after the last',
    code: 'index-beyond',
    make: onProof(proof => line(2, () => `index ${lines(proof)[endOfPath(proof) + 2]}`)(proof))
  },
  { of: 'an index beyond the tree', code: 'index-beyond', make: onProof(line(2, () => 'index 999999')) },
  { of: 'an index that is no number', code: 'index-malformed', make: onProof(line(2, () => 'index 01')) },
  { of: 'another format', code: 'proof-malformed', make: onProof(line(0, text => `${text}0`)) },
  {
    of: 'a proof cut off in its path',
    code: 'proof-truncated',
    make: onProof(proof => lines(proof).slice(0, 4).join('\n'))
  },
  {
    of: 'a proof cut off in its checkpoint',
    code: 'proof-truncated',
    make: onProof(proof =>
      lines(proof)
        .slice(0, endOfPath(proof) + 3)
        .join('\n')
    )
  },
  {
    of: 'a proof without its last line feed',
    code: 'proof-truncated',
    make: onProof(proof => proof.slice(0, -1))
  },
  {
    of: 'the size in the checkpoint',
    code: 'bad-signature',
    make: onEach(proof => line(endOfPath(proof) + 2, size => `${Number(size) + 1}`)(proof))
  },
  {
    of: 'the root in the checkpoint',
    code: 'bad-signature',
    make: onEach(proof => line(endOfPath(proof) + 3, flipped)(proof))
  },
  {
    of: 'a root that is none',
    code: 'checkpoint-malformed',
    make: onEach(proof => line(endOfPath(proof) + 3, () => 'AAAA')(proof))
  },
  {
    of: 'the origin in the checkpoint',
    code: 'origin-other',
    make: onEach(proof => line(endOfPath(proof) + 1, name => `${name}x`)(proof))
  },
  {
    of: 'a line more in the checkpoint',
    code: 'checkpoint-line',
    make: onEach(proof => line(endOfPath(proof) + 3, root => `${root}\nmore`)(proof))
  },
  {
    of: 'a byte of the signature',
    code: 'bad-signature',
    make: onEach(proof => proof.replace(signatureOf(proof), text => flipped(text, 20)))
  },
  {
    of: 'the key id of the signature',
    code: 'unknown-key',
    make: onEach(proof => proof.replace(signatureOf(proof), text => flipped(text)))
  },
  {
    of: 'a signature cut short',
    code: 'bad-signature',
    make: onEach(proof =>
      proof.replace(signatureOf(proof), text =>
        Buffer.from(text, 'base64').subarray(0, 40).toString('base64')
      )
    )
  },
  {
    of: 'a signature line that is none',
    code: 'signature-line',
    make: onEach(proof => proof.replace('\u2014', '-'))
  },
  {
    of: 'the checkpoint of one event',
    code: 'checkpoint-other',
    make: onEvent(({ proof }) => ({ proof: signedBy(stranger('x.example/log'))(proof) }), 1)
  },
  {
    of: "a forger's signature",
    code: 'unknown-key',
    make: (page, other) => onEach(signedBy(stranger(nameOf(page))))(page, other)
  },
  {
    of: "a forger's key of another name, with its signature",
    code: 'origin-other',
    make: (page, other) => {
      const forger = stranger('forger.example/log')
      return { ...(onEach(signedBy(forger))(page, other) as PageProof), keys: [forger.vkey] }
    }
  },
  {
    of: "a forger's key beside the log's",
    code: 'unknown-key',
    make: page => ({ ...page, keys: [...page.keys, stranger(nameOf(page)).vkey] })
  },
  {
    of: 'a byte of the key',
    code: 'key-id',
    make: page => ({ ...page, keys: page.keys.map(key => key.replace(/[^+]*$/, text => flipped(text, 5))) })
  },
  {
    of: 'the name of the key',
    code: 'key-id',
    make: page => ({ ...page, keys: page.keys.map(key => `x${key}`) })
  },
  {
    of: "a witness's key in the key's place",
    code: 'key-malformed',
    make: page => ({ ...page, keys: [formatVerifierKey(verifierKey(nameOf(page), Buffer.alloc(32, 1), 4))] })
  },
  {
    of: 'a key with a byte too many',
    code: 'key-malformed',
    make: page => ({ ...page, keys: [formatVerifierKey(verifierKey(nameOf(page), Buffer.alloc(33, 1)))] })
  },
  { of: 'a key that is none', code: 'key-malformed', make: page => ({ ...page, keys: ['key'] }) },
  { of: 'another call', code: 'call-other', make: page => ({ ...page, call: `${page.call}x` }) },
  {
    of: "an event of another call, put in the first one's place",
    code: 'call-other',
    make: (page, other) => ({ ...page, events: [other.events[0], ...page.events.slice(1)] })
  },
  {
    of: 'an event shown twice',
    code: 'event-twice',
    make: page => ({ ...page, events: [...page.events, page.events[0]] })
  },
  {
    of: 'two proofs swapped',
    code: 'leaf-differs',
    make: (page, other) => {
      const [first, second] = page.events.map(({ proof }) => proof)
      return onEvent(() => ({ proof: first }), 1)(
        onEvent(() => ({ proof: second }))(page, other) as PageProof,
        other
      )
    }
  },
  { of: 'no event', code: 'no-events', make: page => ({ ...page, events: [] }) },
  { of: 'no key', code: 'page-malformed', make: page => ({ ...page, keys: [] }) },
  { of: 'something else in its place', code: 'page-malformed', make: () => ['else'] }
]

/** What the reader gives, and what the page answers to it. `own` is of the page's own log. */
export const givenByReader = (
  page: PageProof,
  forged: (size: number, root: string) => string
): ReadonlyArray<{ readonly of: string; readonly code: PageProblem; readonly own: ReadersOwn }> => {
  const checkpoint = page.events[0]!.proof.slice(page.events[0]!.proof.indexOf('\n\n') + 2)
  const [, size = ''] = checkpoint.split('\n')
  return [
    { of: "a stranger's key", code: 'key-given-other', own: { key: stranger(nameOf(page)).vkey } },
    { of: 'no key', code: 'key-given-malformed', own: { key: 'key' } },
    { of: 'no checkpoint', code: 'kept-malformed', own: { checkpoint: 'a\nb\n' } },
    {
      of: "another log's checkpoint",
      code: 'kept-other-log',
      own: { checkpoint: checkpoint.replace(/^/, 'x') }
    },
    {
      of: 'a checkpoint whose signature does not hold',
      code: 'kept-not-signed',
      own: { checkpoint: checkpoint.replace(`\n${size}\n`, '\n1\n') }
    },
    {
      of: 'a checkpoint of the same size with another root',
      code: 'kept-other-tree',
      own: { checkpoint: forged(Number(size), Buffer.alloc(32, 3).toString('base64')) }
    }
  ]
}
