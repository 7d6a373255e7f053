// A vault on the command line: what is encrypted and opened, and what a stranger is told.
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { encryptTo } from '@samtykke/vault'
import { contentOf, filesWith, formsOf } from './canaries.ts'
import { inProcess } from './inProcess.ts'
import {
  at,
  makeVault,
  startVaultArchive,
  type VaultArchive,
  withMembers,
  withRecording
} from './vaultArchive.ts'

describe('a vault', () => {
  let archive: VaultArchive
  let kept: string
  let recordings: string
  let sound: string
  let secrets: string[]
  let vault: ReadonlyArray<string>
  let where: ReadonlyArray<string>
  const run = (...args: ReadonlyArray<string>) => inProcess(args)
  const onStore = (verb: string, ...more: ReadonlyArray<string>) => inProcess([verb, archive.url(), ...more])
  const secret = (): string => archive.secret()
  const record: VaultArchive['record'] = (...given) => archive.record(...given)
  const ids = ['--call', 'call-1', '--recording', 'rec-call-1']

  /** After each verb: nothing that was said in confidence stands anywhere in the clear. */
  const nothingInTheClear = (): void => {
    expect(filesWith(kept, secrets)).toEqual([])
  }

  beforeEach(async () => {
    // Files are compared, and what the store projects by itself it writes when it comes to it.
    archive = await startVaultArchive({ startStandardProjections: false })
    ;({ kept, recordings, sound, secrets, vault, where } = archive)
  })
  afterEach(() => archive.stop())

  test('the canaries are found where they do stand', () => {
    writeFileSync(join(kept, 'planted'), formsOf(secrets[0]!)[3]!)
    expect(filesWith(kept, secrets)).toHaveLength(1)
    rmSync(join(kept, 'planted'))
    nothingInTheClear()
  })

  test('members are stored encrypted, and read through the vault', async () => {
    const usedBy = await withMembers(archive)
    nothingInTheClear()
    const trail = await onStore('trail', '--call', 'call-1', '--format', 'json', ...vault)
    expect([trail.status, trail.stderr]).toEqual([0, ''])
    expect(trail.stdout).toContain(usedBy)
    nothingInTheClear()
  })

  test('a recording is stored encrypted, and given only through the vault', async () => {
    await withMembers(archive)
    const put = await archive.put('call-1', where)
    expect(put.status).toBe(0)
    nothingInTheClear()
    const plain = await run('store', 'get', archive.url(), ...where, ...ids, ...vault)
    expect([plain.status, plain.stdout, plain.stderr]).toEqual([0, sound, ''])
    const cipher = await run('store', 'get', ...where, ...ids)
    expect(cipher.stdout.startsWith('age-encryption.org/v1\n')).toBe(true)
    nothingInTheClear()
    const event = JSON.parse(put.stdout) as { sha256: string; bytes: number }
    expect(event.bytes).toBeGreaterThan(sound.length)
    const again = await run('store', 'get', ...where, ...ids, ...vault)
    expect([again.status, again.stderr]).toEqual([2, expect.stringContaining('expected a store')])
  })

  test('a file that a recorder encrypted is kept as it is, and one for another recording is refused', async () => {
    const key = ['--call', 'call-r', '--recording', 'rec-call-r']
    const recipient = await run('key', 'recipient', ...key, ...vault)
    expect(recipient.status).toBe(0)
    const file = join(archive.home, 'recorded.wav.age')
    const chunks: Uint8Array[] = []
    for await (const chunk of encryptTo(recipient.stdout.trim(), Readable.from([Buffer.from(sound)])))
      chunks.push(chunk)
    writeFileSync(file, Buffer.concat(chunks))
    const refused = await archive.put('call-other', where, 2, file)
    expect([refused.status, refused.stdout]).toEqual([4, ''])
    expect(refused.stderr).toContain('has no key recording/call-other/rec-call-other')
    expect(refused.stderr.trim().split('\n')).toHaveLength(1)
    const put = await archive.put('call-r', where, 2, file)
    expect(put.status).toBe(0)
    expect(JSON.parse(put.stdout)).toMatchObject({ bytes: readFileSync(file).length, mediaType: 'audio/wav' })
    expect(readFileSync(join(recordings, 'call-r', 'rec-call-r.wav')).equals(readFileSync(file))).toBe(true)
    const got = await run('store', 'get', archive.url(), ...where, ...key, ...vault)
    expect([got.status, got.stdout]).toEqual([0, sound])
    nothingInTheClear()
  })

  test('without it, with another, or without its master key: one sentence, 4, and nothing is written', async () => {
    const [otherKeys, otherMaster] = [join(archive.home, 'other-keys'), join(archive.home, 'other.key')]
    await makeVault(otherKeys, otherMaster)
    const wrong: ReadonlyArray<readonly [ReadonlyArray<string>, string]> = [
      [[], 'it holds members that a vault encrypted, and no vault was named'],
      [['--vault', archive.keys], 'expected its master key: --master-key FILE, or SAMTYKKE_MASTER_KEY'],
      [['--vault', archive.keys, '--master-key', otherMaster], 'expected the master key'],
      [
        ['--vault', otherKeys, '--master-key', otherMaster],
        'encrypted by another vault, or by one that is not yet restored'
      ],
      [['--vault', join(archive.home, 'nowhere'), '--master-key', archive.master], ''],
      [['--vault', archive.keys, '--master-key', join(archive.home, 'nowhere')], 'its file cannot be read']
    ]
    await withRecording(archive)
    const before = contentOf(kept)
    for (const [options, sentence] of wrong) {
      for (const args of [
        ['trail', archive.url(), '--call', 'call-1'],
        ['due', archive.url()],
        ['sweep', archive.url(), ...where]
      ]) {
        const { status, stdout, stderr } = await run(...args, ...options)
        expect([args[0], options, status, stdout]).toEqual([args[0], options, 4, ''])
        expect(stderr).toContain(sentence)
        expect(stderr.trim().split('\n')).toHaveLength(1)
      }
    }
    const file = join(archive.home, 'late.ndjson')
    writeFileSync(
      file,
      JSON.stringify({
        id: randomUUID(),
        type: 'access-extended',
        callId: 'call-1',
        occurredAt: at(0),
        requestId: 'r-1',
        reason: secret()
      })
    )
    for (const [options] of wrong.slice(1)) {
      expect((await run('record', file, archive.url(), ...options)).status).toBe(4)
    }
    expect(contentOf(kept)).toEqual(before)
    expect((await run('trail', archive.wav, '--call', 'x', '--master-key', archive.master)).status).toBe(2)
  })

  test('access packs the audio that it opens, and never ciphertext', async () => {
    await withRecording(archive)
    const name = 'request-1'
    const requested = { type: 'access-requested', callId: 'call-1', requestId: name, channel: 'email' }
    expect((await record([{ ...requested, occurredAt: at(1) }], ...vault)).status).toBe(0)
    const [media, out] = [join(archive.home, 'media'), join(archive.home, 'package.zip')]
    mkdirSync(media)
    const cipher = readFileSync(join(recordings, 'call-1', 'rec-call-1.wav'))
    writeFileSync(join(media, 'rec-call-1.wav'), cipher)
    const asked = ['--request', name, '--call', 'call-1', '--media', media, '--out', out, '--incomplete']
    const packed = await onStore('access', ...asked, ...vault)
    expect(packed.status).toBe(0)
    expect(packed.stderr).not.toContain('recording')
    expect(readFileSync(out).includes(sound)).toBe(true)
    rmSync(out)
    cipher[cipher.length - 1]! ^= 1
    writeFileSync(join(media, 'rec-call-1.wav'), cipher)
    const altered = await onStore('access', ...asked, ...vault)
    expect([altered.status, altered.stdout, existsSync(out)]).toEqual([5, '', false])
    nothingInTheClear()
    const answered = {
      type: 'access-answered',
      callId: 'call-1',
      occurredAt: at(0),
      requestId: name,
      copyHandedOver: true
    }
    expect((await record([answered], ...vault)).status).toBe(0)
  })
})
