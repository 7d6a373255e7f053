// A vault on the command line: what is erased, and what is forgotten.
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { noticePolicy } from '@samtykke/core'
import { openEventStoreDBLog } from '@samtykke/eventstoredb'
import * as E from 'fp-ts/lib/Either.js'
import { filesWith } from './canaries.ts'
import { inProcess } from './inProcess.ts'
import { consent, startVaultArchive, stored, type VaultArchive, withRecording } from './vaultArchive.ts'

describe('with a vault', () => {
  let archive: VaultArchive
  let kept: string
  let recordings: string
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
    archive = await startVaultArchive()
    ;({ kept, recordings, secrets, vault, where } = archive)
  })
  afterEach(() => archive.stop())

  test('a withdrawal destroys the key and the bytes: nothing opens what was copied before', async () => {
    await withRecording(archive)
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
    // A call that goes on is not touched.
    await withRecording(archive)
    const policy = join(archive.home, 'policy.json')
    const proofOfConsent = { period: 'P1M', basis: '6(1)(c)' }
    writeFileSync(policy, JSON.stringify({ ...noticePolicy, proofOfConsent }))
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
    // As where the records of those before it went by their age: its own point is not known.
    const opened = openEventStoreDBLog(archive.url())
    if (E.isLeft(opened)) throw new Error(opened.left.reason)
    const point = {
      id: randomUUID(),
      type: '$scavengePoint',
      data: Buffer.from('{}'),
      metadata: Buffer.from('{}')
    }
    expect(await opened.right.store.append('$scavengePoints', [point], 'any')).toMatchObject({
      _tag: 'Right'
    })
    await opened.right.close()()
    const uncounted = await onStore('forgotten', '--policy', policy, ...vault)
    expect(uncounted.stderr).toBe('1 scavenge not counted: the reach is not known, or chunks were spared\n')
    expect(uncounted.stdout).toMatch(/; not reached: scavenged, archives/)
    // Sealed before and after, truncated, scavenged, and without its salts: the seal verifies.
    const late = await onStore('seal', ...seal, '--destroy-salts')
    expect([late.status, late.stderr]).toEqual([0, '4 salts of what is gone destroyed\n'])
    const verified = await onStore('verify', '--log', sealed, '--key', join(sealed, 'key.vkey'), '--json')
    expect([verified.status, verified.stderr]).toEqual([0, ''])
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, unsealed: 0, redacted: 4 })
    expect(filesWith(sealed, secrets)).toEqual([])
  })
})
