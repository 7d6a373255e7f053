import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Identifier, Ref } from '@samtykke/core'
import { createMemoryStore } from '@samtykke/testing'
import { ageIdentity, ageRecipient, decryptWith, keyOfRef, vaultedWriter } from '../../src/index.ts'
import { bytesOf, chunked, rightOf, someVault } from '../support/some.ts'

const isThere = spawnSync('age', ['--version']).status === 0
const where = isThere ? '' : ' (skipped: no program `age` is installed)'

describe(`the program age${where}`, () => {
  const test = isThere ? it : it.skip
  const folder = mkdtempSync(join(tmpdir(), 'age-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const [identity, file] = [join(folder, 'identity'), join(folder, 'recording.age')]
  const ref: Ref = { callId: 'call-1' as Identifier, recordingId: 'rec-1' as Identifier, processor: 'memory' }

  test('opens what was stored, given the identity, and refuses it after one flipped byte', async () => {
    const vault = await someVault()
    const store = createMemoryStore()
    const sound = randomBytes(200_000)
    await rightOf(vaultedWriter(vault, store).put(ref, chunked(sound)))
    const kept = await bytesOf(await rightOf(store.open(ref)))
    writeFileSync(identity, ageIdentity(await rightOf(vault.key(keyOfRef(ref)))), { mode: 0o600 })
    writeFileSync(file, kept)
    expect(execFileSync('age', ['-d', '-i', identity, file], { maxBuffer: 1 << 20 }).equals(sound)).toBe(true)
    for (const at of [30, 200, 100_000, kept.length - 1]) {
      const changed = Buffer.from(kept)
      changed[at] = changed[at]! ^ 1
      writeFileSync(file, changed)
      expect(spawnSync('age', ['-d', '-i', identity, '-o', '/dev/null', file]).status).not.toBe(0)
    }
  })

  test('encrypts to the recipient what the project opens', async () => {
    const key = randomBytes(32)
    const sound = randomBytes(150_000)
    const recipient = await ageRecipient(key)
    execFileSync('age', ['-r', recipient, '-o', file], { input: sound })
    const opened = await bytesOf(decryptWith(key, chunked(readFileSync(file))))
    expect(opened.equals(sound)).toBe(true)
  })
})
