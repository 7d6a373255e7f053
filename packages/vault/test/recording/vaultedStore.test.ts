import { randomBytes, createHash } from 'node:crypto'
import { type Identifier, recordingKey, type Ref } from '@samtykke/core'
import { createMemoryStore, recordingWriterContract } from '@samtykke/testing'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import {
  ageRecipient,
  decryptWith,
  encryptTo,
  isAgeFile,
  NotOpened,
  vaultedAnalysisStore,
  vaultedStore,
  vaultedWriter
} from '../../src/index.ts'
import { bytesOf, chunked, leftOf, rightOf, someId, someVault } from '../support/some.ts'

const callId = 'call-1' as Identifier
const ref: Ref = { callId, recordingId: 'rec-1' as Identifier, processor: 'memory' }
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const someStore = async (vault = someVault()) => {
  const opened = await vault
  const beneath = createMemoryStore()
  const store = { ...vaultedStore(opened, beneath), ...vaultedWriter(opened, beneath) }
  return { vault: opened, beneath, store }
}

describe('a file in the age format', () => {
  it('gives back what was encrypted, of any length and in any parts', async () => {
    const key = randomBytes(32)
    const recipient = await ageRecipient(key)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(0, 1, 15, 16, 65_535, 65_536, 65_537, 131_072, 200_001),
        fc.constantFrom(7, 1000, 65_536, 70_000),
        fc.constantFrom(1000, 65_552, 300_000),
        async (length, partsIn, partsOut) => {
          const bytes = randomBytes(length)
          const file = await bytesOf(
            encryptTo(recipient, chunked(bytes, length > 1000 ? partsIn + 500 : partsIn))
          )
          expect(isAgeFile(file)).toBe(true)
          const back = await bytesOf(decryptWith(key, chunked(file, partsOut)))
          expect(back.equals(bytes)).toBe(true)
        }
      ),
      { numRuns: 25 }
    )
  })

  it('is opened by nobody else', async () => {
    const file = await bytesOf(encryptTo(await ageRecipient(randomBytes(32)), chunked(randomBytes(100))))
    await expect(bytesOf(decryptWith(randomBytes(32), chunked(file)))).rejects.toThrow(NotOpened)
    await expect(bytesOf(decryptWith(randomBytes(32), chunked(Buffer.from('RIFF....WAVE'))))).rejects.toThrow(
      'expected a file in the age format, found none'
    )
    await expect(bytesOf(decryptWith(randomBytes(32), chunked(Buffer.alloc(0))))).rejects.toThrow(NotOpened)
  })

  it('flipped in a byte, or cut off anywhere, ends with an error', async () => {
    const key = randomBytes(32)
    const file = await bytesOf(encryptTo(await ageRecipient(key), chunked(randomBytes(300))))
    for (let at = 0; at < file.length; at += 5) {
      const changed = Buffer.from(file)
      changed[at] = changed[at]! ^ 1
      await expect(bytesOf(decryptWith(key, chunked(changed)))).rejects.toThrow(NotOpened)
      await expect(bytesOf(decryptWith(key, chunked(file.subarray(0, at))))).rejects.toThrow(NotOpened)
    }
    await expect(bytesOf(decryptWith(key, chunked(Buffer.concat([file, file]))))).rejects.toThrow(NotOpened)
  })

  it('whose source breaks off ends with the error of the source, and lets go of it', async () => {
    const key = randomBytes(32)
    let closed = 0
    const breaking = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
      try {
        yield* chunked(bytes, 100)
        throw new Error('the disk fell')
      } finally {
        closed++
      }
    }
    const recipient = await ageRecipient(key)
    await expect(bytesOf(encryptTo(recipient, breaking(randomBytes(1000))))).rejects.toThrow('the disk fell')
    const file = await bytesOf(encryptTo(recipient, chunked(randomBytes(200_000))))
    await expect(bytesOf(decryptWith(key, breaking(file.subarray(0, 150_000))))).rejects.toThrow(
      'the disk fell'
    )
    for await (const _ of decryptWith(key, breaking(file))) break
    for await (const _ of encryptTo(recipient, breaking(file))) break
    expect(closed).toBe(4)
  })
})

describe('a store that only a vault opens', () => {
  it('keeps ciphertext, and says the hash and length of what it keeps', async () => {
    const { beneath, store } = await someStore()
    const sound = Buffer.from('the voice of someone'.repeat(1000))
    const written = await rightOf(store.put(ref, chunked(sound)))
    const kept = await bytesOf(await rightOf(beneath.open(ref)))
    expect(written).toEqual({ sha256: sha256Of(kept), bytes: kept.length })
    expect(kept.includes('someone')).toBe(false)
    expect((await bytesOf(await rightOf(store.open(ref)))).equals(sound)).toBe(true)
    expect(await rightOf(store.find(ref))).toMatchObject({ _tag: 'present', copies: 1, bytes: kept.length })
  })

  it('keeps the same once, and replaces nothing', async () => {
    const { store } = await someStore()
    const sound = randomBytes(100_000)
    const first = await rightOf(store.put(ref, chunked(sound)))
    expect(await rightOf(store.put(ref, chunked(sound, 999)))).toEqual(first)
    expect((await leftOf(store.put(ref, chunked(randomBytes(100_000)))))._tag).toBe('Conflict')
    expect((await leftOf(store.put(ref, chunked(Buffer.alloc(0)))))._tag).toBe('Conflict')
    expect(await rightOf(store.find(ref))).toMatchObject({ copies: 1, versions: 1 })
  })

  it('erases by destroying the key, and then the bytes: no copy is readable from then on', async () => {
    const { vault, beneath, store } = await someStore()
    await rightOf(store.put(ref, chunked(randomBytes(1000))))
    const backup = await bytesOf(await rightOf(beneath.open(ref)))
    beneath.fail({ _tag: 'Unavailable', retry: 'later', reason: 'down' })
    expect((await leftOf(store.erase(ref)))._tag).toBe('Unavailable')
    // A crash here: the key is gone, the bytes are not.
    beneath.fail(undefined)
    expect((await leftOf(vault.key(recordingKey(callId, 'rec-1' as Identifier))))._tag).toBe('KeyDestroyed')
    expect(await leftOf(store.open(ref))).toMatchObject({ _tag: 'NotFound' })
    expect(await rightOf(store.find(ref))).toMatchObject({ _tag: 'present' })
    expect(await rightOf(store.erase(ref))).toMatchObject({ _tag: 'gone', copies: 1 })
    expect(await rightOf(store.find(ref))).toEqual({ _tag: 'absent' })
    expect(await rightOf(store.erase(ref))).toMatchObject({ _tag: 'gone', copies: 0 })
    beneath.replace(ref, backup)
    expect(await leftOf(store.open(ref))).toMatchObject({ _tag: 'NotFound' })
    expect((await leftOf(store.put(ref, chunked(randomBytes(10)))))._tag).toBe('Refused')
  })

  it('touches no bytes where the key cannot be destroyed', async () => {
    const vault = await someVault()
    const { beneath, store } = await someStore(
      Promise.resolve({
        ...vault,
        destroy: () => () =>
          Promise.resolve(E.left({ _tag: 'OutOfSpace', retry: 'later', reason: 'full' } as const))
      })
    )
    await rightOf(store.put(ref, chunked(randomBytes(10))))
    expect(await leftOf(store.erase(ref))).toMatchObject({ _tag: 'Unavailable', retry: 'later' })
    expect(await rightOf(beneath.find(ref))).toMatchObject({ _tag: 'present' })
  })

  it('does not take its word for it that a key is destroyed', async () => {
    const vault = await someVault()
    const destroyed = await rightOf(vault.destroy(recordingKey(callId, 'other' as Identifier)))
    const { beneath, store } = await someStore(
      Promise.resolve({ ...vault, destroy: () => () => Promise.resolve(E.right(destroyed)) })
    )
    await rightOf(store.put(ref, chunked(randomBytes(10))))
    expect(await leftOf(store.erase(ref))).toMatchObject({ _tag: 'Unavailable' })
    expect(await rightOf(beneath.find(ref))).toMatchObject({ _tag: 'present' })
  })

  it('leaves a recording of the same id in another call alone', async () => {
    const { store } = await someStore()
    const other: Ref = { ...ref, callId: 'call-2' as Identifier }
    const sound = randomBytes(10)
    await rightOf(store.put(ref, chunked(sound)))
    await rightOf(store.put(other, chunked(sound)))
    await rightOf(store.erase(ref))
    expect((await bytesOf(await rightOf(store.open(other)))).equals(sound)).toBe(true)
  })

  it('tells what stands there in the clear, or is not what was recorded, from what it wrote', async () => {
    const { beneath, vault, store } = await someStore()
    await rightOf(vault.keyOrNew(recordingKey(callId, 'rec-1' as Identifier)))
    beneath.replace(ref, Buffer.from('RIFF of someone'))
    await expect(bytesOf(await rightOf(store.open(ref)))).rejects.toThrow('expected a file in the age format')
    expect((await leftOf(store.put(ref, chunked(randomBytes(10)))))._tag).toBe('Conflict')
    const written = await rightOf(
      store.put({ ...ref, callId: 'call-2' as Identifier }, chunked(randomBytes(9)))
    )
    const named = { ...ref, callId: 'call-2' as Identifier, sha256: written.sha256 } as Ref
    expect(await bytesOf(await rightOf(store.open(named)))).toHaveLength(9)
    // Whoever has the recipient can encrypt something else to it; the log has the hash of what was stored.
    await expect(bytesOf(await rightOf(store.open({ ...named, sha256: '0'.repeat(64) })))).rejects.toThrow(
      'what is stored is not what was recorded as stored'
    )
  })

  it('opens nothing of another vault', async () => {
    const { beneath, store } = await someStore()
    await rightOf(store.put(ref, chunked(randomBytes(10))))
    const other = vaultedStore(await someVault(), beneath)
    expect(await leftOf(other.open(ref))).toEqual({
      _tag: 'Refused',
      retry: 'never',
      reason: 'the vault has no key recording/call-1/rec-1: it is another vault, or not yet restored'
    })
  })

  it('refuses ids that are none before any key is made or destroyed', async () => {
    const { store } = await someStore()
    const bad = { ...ref, recordingId: '../x' as Identifier } as Ref
    for (const asked of [store.erase(bad), store.open(bad), store.put(bad, chunked(randomBytes(1)))])
      expect((await leftOf<{ _tag: string }>(asked))._tag).toBe('InvalidRef')
  })

  it('destroys the key of an analysis once it is anonymised', async () => {
    const vault = await someVault()
    const beneath = createMemoryStore()
    const analysis: Ref = { callId, analysisId: someId('an'), processor: 'memory' }
    await rightOf(vaultedWriter(vault, beneath).put(analysis, chunked(randomBytes(10))))
    const store = vaultedAnalysisStore(vault, {
      ...beneath,
      technique: 'k-anonymity',
      anonymise: asked => beneath.erase(asked)
    })
    expect(await rightOf(store.anonymise(analysis))).toMatchObject({ _tag: 'gone' })
    beneath.replace(analysis, randomBytes(10))
    expect((await leftOf(store.open(analysis)))._tag).toBe('NotFound')
  })
})

describe('a file that is in the age format already', () => {
  const sound = randomBytes(150_000)
  const sealedFor = async (key: Uint8Array, what = sound): Promise<Buffer> =>
    bytesOf(encryptTo(await ageRecipient(key), chunked(what)))
  const name = recordingKey(callId, 'rec-1' as Identifier)

  it('is kept as it is where it was encrypted to the recipient of its recording', async () => {
    const { beneath, vault, store } = await someStore()
    const file = await sealedFor(await rightOf(vault.keyOrNew(name)))
    const hash = sha256Of(file)
    const written = await rightOf(store.put({ ...ref, sha256: hash }, chunked(file, 7_000)))
    expect(written).toEqual({ sha256: hash, bytes: file.length })
    expect((await bytesOf(await rightOf(beneath.open(ref)))).equals(file)).toBe(true)
    expect((await bytesOf(await rightOf(store.open(ref)))).equals(sound)).toBe(true)
    for (const again of [file, sound, await sealedFor(await rightOf(vault.key(name)))])
      expect(await rightOf(store.put(ref, chunked(again)))).toEqual(written)
    const other = await sealedFor(await rightOf(vault.key(name)), randomBytes(10))
    expect((await leftOf(store.put(ref, chunked(other))))._tag).toBe('Conflict')
  })

  it('is refused where another key opens it, or none, and nothing is kept', async () => {
    const { beneath, vault, store } = await someStore()
    const others = recordingKey(callId, 'rec-2' as Identifier)
    const strange = await sealedFor(await rightOf(vault.keyOrNew(others)))
    expect(await leftOf(store.put(ref, chunked(strange)))).toMatchObject({ _tag: 'Refused', retry: 'never' })
    expect(await leftOf<{ _tag: string }>(vault.key(name))).toMatchObject({ _tag: 'KeyMissing' })
    const file = await sealedFor(await rightOf(vault.keyOrNew(name)))
    const altered = Buffer.from(file)
    altered[file.length - 5]! ^= 1
    for (const bad of [strange, altered, file.subarray(0, -1), file.subarray(0, 30)])
      expect(await leftOf(store.put(ref, chunked(bad)))).toMatchObject({
        _tag: 'Refused',
        retry: 'never',
        reason: expect.stringContaining('it is in the age format already, and not what this') as string
      })
    expect(await rightOf(beneath.find(ref))).toMatchObject({ _tag: 'absent' })
    await rightOf(vault.destroy(name))
    expect((await leftOf(store.put(ref, chunked(file))))._tag).toBe('Refused')
  })
})

// Sizes and hashes are of ciphertext, and a hash named beforehand is not compared: of the contract the rest holds.
const otherwise = [
  'keeps what is written, and says what it wrote',
  'keeps the same bytes once',
  'keeps nothing of bytes that are not those of the ref'
]
recordingWriterContract(
  { describe, it: (name, body) => (otherwise.includes(name) ? undefined : it(name, body)) },
  async () => (await someStore()).store
)
