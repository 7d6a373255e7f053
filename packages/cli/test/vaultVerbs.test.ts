// A vault on the command line: what is encrypted, opened, erased and forgotten, and what a stranger is told.
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { noticePolicy } from '@samtykke/core'
import { encryptTo } from '@samtykke/vault'
import { contentOf, filesWith, formsOf } from './canaries.ts'
import { inProcess } from './inProcess.ts'
import { at, consent, makeVault, startVaultArchive, stored, type VaultArchive } from './vaultArchive.ts'

describe('a vault', () => {
  let archive: VaultArchive
  let kept: string
  let recordings: string
  let sound: string
  let secrets: string[]
  let vault: ReadonlyArray<string>
  let where: ReadonlyArray<string>
  let policy: string
  const run = (...args: ReadonlyArray<string>) => inProcess(args)
  const onStore = (verb: string, ...more: ReadonlyArray<string>) => inProcess([verb, archive.url(), ...more])
  const secret = (): string => archive.secret()
  const record: VaultArchive['record'] = (...given) => archive.record(...given)
  const ids = ['--call', 'call-1', '--recording', 'rec-call-1']

  /** After each verb: nothing that was said in confidence stands anywhere in the clear. */
  const nothingInTheClear = (): void => {
    expect(filesWith(kept, secrets)).toEqual([])
  }

  beforeAll(async () => {
    archive = await startVaultArchive()
    ;({ kept, recordings, sound, secrets, vault, where } = archive)
    policy = join(archive.home, 'policy.json')
    const proofOfConsent = { period: 'P1M', basis: '6(1)(c)' }
    writeFileSync(policy, JSON.stringify({ ...noticePolicy, proofOfConsent }))
  })
  afterAll(() => archive.stop())

  test('the canaries are found where they do stand', () => {
    writeFileSync(join(kept, 'planted'), formsOf(secrets[0]!)[3]!)
    expect(filesWith(kept, secrets)).toHaveLength(1)
    rmSync(join(kept, 'planted'))
    nothingInTheClear()
  })

  test('members are stored encrypted, and read through the vault', async () => {
    const usedBy = secret()
    const recorded = await record(
      [
        { ...consent, callId: 'call-1', occurredAt: at(2) },
        {
          type: 'recording-used',
          callId: 'call-1',
          occurredAt: at(1),
          recordingId: 'rec-call-1',
          purpose: 'documentation',
          usedBy
        },
        {
          type: 'hold-placed',
          callId: 'call-2',
          occurredAt: at(1),
          holdId: 'hold-1',
          claimReference: secret(),
          approvedBy: secret(),
          reviewOn: '2040-01-01',
          suspends: 'expiry'
        }
      ],
      ...vault
    )
    expect([recorded.status, recorded.stderr]).toEqual([0, ''])
    nothingInTheClear()
    const trail = await onStore('trail', '--call', 'call-1', '--format', 'json', ...vault)
    expect([trail.status, trail.stderr]).toEqual([0, ''])
    expect(trail.stdout).toContain(usedBy)
    nothingInTheClear()
  })

  test('a recording is stored encrypted, and given only through the vault', async () => {
    const put = await archive.put('call-1', where)
    expect([put.status, put.stderr]).toMatchObject([0, expect.any(String)])
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
    const name = 'request-1'
    const requested = { type: 'access-requested', callId: 'call-1', requestId: name, channel: 'email' }
    expect((await record([{ ...requested, occurredAt: at(1) }], ...vault)).status).toBe(0)
    const [media, out] = [join(archive.home, 'media'), join(archive.home, 'package.zip')]
    mkdirSync(media)
    const cipher = readFileSync(join(recordings, 'call-1', 'rec-call-1.wav'))
    writeFileSync(join(media, 'rec-call-1.wav'), cipher)
    const asked = ['--request', name, '--call', 'call-1', '--media', media, '--out', out]
    const packed = await onStore('access', ...asked, ...vault)
    expect([packed.status, packed.stderr]).toEqual([0, ''])
    expect(readFileSync(out).includes(sound)).toBe(true)
    rmSync(out)
    cipher[cipher.length - 1]! ^= 1
    writeFileSync(join(media, 'rec-call-1.wav'), cipher)
    const altered = await onStore('access', ...asked, ...vault)
    expect([altered.status, readFileSync(out).includes(sound)]).toEqual([5, false])
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

  test('a withdrawal destroys the key and the bytes: nothing opens what was copied before', async () => {
    const copy = readFileSync(join(recordings, 'call-1', 'rec-call-1.wav'))
    expect((await onStore('withdraw', '--call', 'call-1', '--channel', 'email', ...vault)).status).toBe(0)
    const dry = await onStore('sweep', '--dry-run', ...where, ...vault)
    expect([dry.status, existsSync(join(recordings, 'call-1', 'rec-call-1.wav'))]).toEqual([0, true])
    const swept = await onStore('sweep', '--json', ...where, ...vault)
    expect([swept.status, swept.stderr]).toEqual([0, ''])
    nothingInTheClear()
    const certificate = await onStore(
      'certificate',
      '--recording',
      'rec-call-1',
      '--format',
      'json',
      ...vault
    )
    expect(JSON.parse(certificate.stdout)).toMatchObject({
      targetId: 'rec-call-1',
      rule: 'withdrawal',
      destroyedKey: { name: 'recording/call-1/rec-call-1', heldForSeconds: 300 }
    })
    const disposal = await onStore('certificate', '--all', '--format', 'csv', ...vault)
    expect(disposal.stdout).toMatch(/,"destroyed_key","key_destroyed_at_utc"\r\n/)
    expect(disposal.stdout).toMatch(/,"recording\/call-1\/rec-call-1","[^"]+Z"\r\n/)
    mkdirSync(join(recordings, 'call-1'), { recursive: true })
    writeFileSync(join(recordings, 'call-1', 'rec-call-1.wav'), copy)
    const got = await run('store', 'get', archive.url(), ...where, ...ids, ...vault)
    expect([got.status, got.stdout]).toEqual([4, ''])
    expect(got.stderr).toContain('the key recording/call-1/rec-call-1 was destroyed at')
    expect((await onStore('reconcile', ...where, ...vault)).status).toBe(7)
    expect((await onStore('reconcile', ...where, ...vault)).status).toBe(0)
    expect(existsSync(join(recordings, 'call-1', 'rec-call-1.wav'))).toBe(false)
    nothingInTheClear()
  })

  test('a call whose proof period is over is forgotten, and every output says so', async () => {
    const callId = 'call-9'
    const recorded = await record(
      [
        { ...consent, callId, occurredAt: '2025-01-01T08:00:00Z', digit: '1' },
        {
          ...stored,
          callId,
          occurredAt: '2025-01-01T08:10:00Z',
          startedAt: '2025-01-01T08:01:00Z',
          recordingId: 'rec-9'
        },
        {
          type: 'recording-used',
          callId,
          occurredAt: '2025-01-02T08:00:00Z',
          recordingId: 'rec-9',
          purpose: 'documentation',
          usedBy: secret()
        },
        {
          type: 'recording-erased',
          callId,
          occurredAt: '2025-06-01T08:00:00Z',
          recordingId: 'rec-9',
          confirmation: secret(),
          verifiedBy: secret()
        }
      ],
      ...vault
    )
    expect(recorded.status).toBe(0)
    const before = await onStore('certificate', '--recording', 'rec-9', '--format', 'json', ...vault)
    expect(before.stdout).toContain(secrets.at(-1)!)
    const [sealed, signing] = [join(archive.home, 'sealed'), join(archive.home, 'signing.pem')]
    const pair = generateKeyPairSync('ed25519')
    writeFileSync(signing, pair.privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 })
    const seal = ['--log', sealed, '--key', signing]
    expect((await onStore('seal', ...seal, '--init', '--origin', 'telecom.example/log')).status).toBe(0)
    const swept = await onStore('sweep', ...where, '--policy', policy, ...vault)
    expect(swept.status).toBe(0)
    expect(swept.stderr).toMatch(
      /^forgotten: .*"callId":"call-9".*"level":"forgotten","key":"call\/call-9".*"notReached":\["scavenged","archives","backups","salts"\]/m
    )
    nothingInTheClear()
    const trail = await onStore('trail', '--call', callId, '--format', 'json', '--policy', policy, ...vault)
    expect([trail.status, trail.stderr]).toEqual([0, ''])
    expect(trail.stdout).toContain('proof-redacted')
    for (const each of secrets.slice(-3)) expect(trail.stdout).not.toContain(each)
    // The store still has the records until it is scavenged, and reads them as forgotten.
    for (const verb of ['due', 'findings', 'report'])
      expect(
        (await onStore(verb, ...(verb === 'report' ? [] : ['--json']), '--policy', policy, ...vault)).status
      ).toBeLessThan(2)
    const forgotten = async () => {
      const told = await onStore('forgotten', '--json', '--call', callId, '--policy', policy, ...vault)
      expect([told.status, told.stderr]).toEqual([0, ''])
      return JSON.parse(told.stdout) as { reached: ReadonlyArray<{ level: string }>; notReached: unknown }
    }
    expect(await forgotten()).toMatchObject({
      reached: [
        { level: 'redacted', revision: '4' },
        { level: 'forgotten', key: 'call/call-9' },
        { level: 'hidden', before: '4' }
      ],
      notReached: ['scavenged', 'archives', 'backups', 'salts']
    })
    // What is still in the chunks keeps its salts.
    const early = await onStore('seal', ...seal, '--destroy-salts')
    expect([early.status, early.stderr]).toEqual([0, '0 salts of what is gone destroyed\n'])
    const asked = await onStore('scavenge')
    expect([asked.status, asked.stdout, asked.stderr]).toEqual([
      0,
      expect.stringMatching(/^scavenge \S+\n$/),
      ''
    ])
    const after = await forgotten()
    expect(after.reached.at(-1)).toMatchObject({ level: 'scavenged', node: expect.any(String) as string })
    expect(after.notReached).toEqual(['archives', 'backups', 'salts'])
    const inWords = await onStore('forgotten', '--policy', policy, ...vault)
    expect(inWords.stdout).toMatch(
      /^call-9: redacted at revision 4; its key .*; scavenged on .*; not reached: archives/
    )
    expect((await onStore('forgotten', '--call', 'call-2', ...vault)).status).toBe(4)
    nothingInTheClear()
    // Sealed before and after, truncated, scavenged, and without its salts: the seal verifies.
    const late = await onStore('seal', ...seal, '--destroy-salts')
    expect([late.status, late.stderr]).toEqual([0, '4 salts of what is gone destroyed\n'])
    const verified = await onStore('verify', '--log', sealed, '--key', join(sealed, 'key.vkey'), '--json')
    expect([verified.status, verified.stderr]).toEqual([0, ''])
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, unsealed: 0, redacted: 4 })
    expect(filesWith(sealed, secrets)).toEqual([])
  })
})
