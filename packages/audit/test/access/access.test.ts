import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accessPackageOf, fileName, type Media, type MediaError } from '@samtykke/audit'
import {
  callState,
  compilePolicy,
  decodeHistories,
  findings,
  forgotten,
  type Instant,
  noticePolicy
} from '@samtykke/core'
import { holidaysOf } from '@samtykke/holidays'
import * as fc from 'fast-check'
import { unzipSync } from 'fflate'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'

const view = {
  rules: compilePolicy(noticePolicy, holidaysOf('DK')),
  asOf: '2026-03-10T12:34:56.000Z' as Instant
}
const audio = new Uint8Array(4096).map((_, index) => index % 251)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

const event = (n: number, callId: string, type: string, occurredAt: string, members: object) => ({
  id: `00000000-0000-4000-8000-0000000000${String(n).padStart(2, '0')}`,
  type,
  callId,
  occurredAt,
  subjectRef: 'subject-1',
  ...members
})

const call = (callId: string, hash: string, ...more: ReadonlyArray<object>) => [
  event(1, callId, 'consent-given', '2026-01-05T09:59:00Z', {
    method: 'keypress',
    purposes: ['documentation'],
    noticeVersion: '1',
    language: 'da'
  }),
  event(2, callId, 'recording-stored', '2026-01-05T10:10:00Z', {
    recordingId: `recording-of-${callId}`,
    startedAt: '2026-01-05T10:00:00Z',
    endedAt: '2026-01-05T10:09:00Z',
    direction: 'inbound',
    customerType: 'private',
    line: 'customer-service',
    processor: '<script>alert(1)</script>',
    region: 'DK',
    sha256: hash,
    mediaType: 'audio/wav'
  }),
  event(3, callId, 'recording-used', '2026-01-06T10:00:00Z', {
    recordingId: `recording-of-${callId}`,
    purpose: 'documentation',
    usedBy: 'SECRET-employee'
  }),
  event(4, callId, 'hold-placed', '2026-01-07T10:00:00Z', {
    holdId: 'hold-1',
    claimReference: 'SECRET-claim',
    approvedBy: 'SECRET-approver',
    reviewOn: '2026-06-01',
    suspends: 'all'
  }),
  event(5, callId, 'access-requested', '2026-03-05T10:00:00Z', { requestId: 'request-1', channel: 'email' }),
  ...more
]

const media: Media = () => TE.right({ bytes: audio })

const packageOf = async (events: ReadonlyArray<object>, from: Media = media) => {
  const result = await accessPackageOf(view, { media: from })('request-1', decodeHistories(events).calls)()
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

const answerTo = (events: ReadonlyArray<object>) =>
  accessPackageOf(view, { media })('request-1', decodeHistories(events).calls)()

test('the copy is the audio itself, and every file is named with its hash', async () => {
  const { zip, manifest, answers } = await packageOf(call('call-1', sha256(audio)))
  const files = unzipSync(zip)
  expect(Object.keys(files).sort()).toEqual([
    'SHA256SUMS',
    'calls/call-1.html',
    'calls/call-1.json',
    'consent/call-1.html',
    'consent/call-1.jsonld',
    'index.html',
    'manifest.json',
    'recordings/recording-of-call-1.wav',
    'uses.csv'
  ])
  expect(files['recordings/recording-of-call-1.wav']).toEqual(audio)
  for (const { path, sha256: hash } of manifest.files)
    expect(sha256(files[path] ?? new Uint8Array())).toBe(hash)
  expect(manifest).toMatchObject({
    requestId: 'request-1',
    answerBy: '2026-04-07',
    extended: false,
    calls: ['call-1']
  })
  expect(answers).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      type: 'access-answered',
      callId: 'call-1',
      occurredAt: view.asOf,
      requestId: 'request-1',
      copyHandedOver: true,
      recordingIds: ['recording-of-call-1'],
      packageSha256: sha256(zip)
    }
  ])
  // As it is printed it can be recorded.
  expect(decodeHistories(answers).rejected).toEqual([])
})

test('nothing in it tells of others, and markup is text', async () => {
  const { zip } = await packageOf(call('call-1', sha256(audio)))
  for (const [path, bytes] of Object.entries(unzipSync(zip))) {
    const text = Buffer.from(bytes).toString('utf8')
    expect({ path, leaks: /SECRET/.test(text) }).toEqual({ path, leaks: false })
    if (path.endsWith('.html')) expect(text).not.toContain('<script')
  }
})

test('a call can be read as a page, in both languages, that the first page leads to', async () => {
  const files = unzipSync((await packageOf(call('call-1', sha256(audio)))).zip)
  const page = Buffer.from(files['calls/call-1.html']!).toString('utf8')
  expect(page).toContain('<article lang="da"')
  expect(page).toContain('<article lang="en"')
  expect(page).toContain('The recording was used for documentation.')
  expect(page).toContain('Optagelsen blev brugt til dokumentation.')
  expect(Buffer.from(files['index.html']!).toString('utf8')).toContain('<a href="calls/call-1.html#da">')
})

test('the reference of another person stands nowhere in it, and that it is left out is said', async () => {
  const other = {
    ...event(6, 'call-1', 'consent-withdrawn', '2026-02-01T10:00:00Z', { channel: 'email' }),
    // Before the subject's in any order.
    subjectRef: 'another-SECRET'
  }
  const said = (what: { notIncluded: ReadonlyArray<{ what: { en: string } }> }) =>
    what.notIncluded.some(({ what: { en } }) => en === 'What another person who took part in a call did')
  const { zip, manifest } = await packageOf(call('call-1', sha256(audio), other))
  for (const bytes of Object.values(unzipSync(zip)))
    expect(Buffer.from(bytes).toString('utf8')).not.toContain('SECRET')
  expect(manifest.subjectRef).toBe('subject-1')
  expect(said(manifest)).toBe(true)
  expect(said((await packageOf(call('call-1', sha256(audio)))).manifest)).toBe(false)
})

test('a request that names nobody is of the one person whom the calls name, and of nobody where they name two', async () => {
  const nameless = call('call-1', sha256(audio)).map(each =>
    'requestId' in each ? { ...each, subjectRef: null } : each
  )
  expect((await packageOf(nameless)).manifest.subjectRef).toBe('subject-1')
  const two = nameless.map((each, index) => (index === 0 ? { ...each, subjectRef: 'another' } : each))
  const { manifest, zip } = await packageOf(two)
  expect(manifest).not.toHaveProperty('subjectRef')
  for (const bytes of Object.values(unzipSync(zip)))
    expect(Buffer.from(bytes).toString('utf8')).not.toMatch(/"another"|subject-1/)
})

test('audio that is not what was stored gives no package and no event', async () => {
  const altered = { _tag: 'Altered', targets: [{ target: 'recording', targetId: 'recording-of-call-1' }] }
  expect(await answerTo(call('call-1', '00'.repeat(32)))).toEqual(E.left(altered))
  const both = [...call('call-1', '00'.repeat(32)), ...call('call-2', sha256(audio))]
  expect(await answerTo(both)).toEqual(E.left(altered))
})

const erasure = event(6, 'call-1', 'recording-erased', '2026-03-06T10:00:00Z', {
  recordingId: 'recording-of-call-1',
  confirmation: 'SECRET-confirmation'
})

test('where nothing is left the event says why no copy is handed over, and it is right', async () => {
  const { manifest, answers, gaps } = await packageOf(call('call-1', sha256(audio), erasure))
  expect(manifest.notIncluded[0]).toMatchObject({
    target: 'recording',
    targetId: 'recording-of-call-1',
    why: { da: 'den er slettet', en: 'it was erased' }
  })
  expect(answers).toMatchObject([{ copyHandedOver: false, refusedBecause: 'Optagelsen er slettet.' }])
  expect(answers[0]).not.toHaveProperty('recordingIds')
  expect(gaps.map(({ member }) => member)).toEqual(['address', 'contact', 'authority', 'processor'])
  const after = { ...view, asOf: '2026-03-11T00:00:00.000Z' as Instant }
  const found = (answered: ReadonlyArray<object>) =>
    decodeHistories([...call('call-1', sha256(audio), erasure), ...answered])
      .calls.map(callState(after))
      .flatMap(findings(after))
      .map(({ code }) => code)
  expect(found(answers)).not.toContain('answered-without-copy')
  expect(found(answers.map(({ refusedBecause: _, ...rest }) => rest))).toContain('answered-without-copy')
})

test('each call has its own event: with its copies, or with why there is none', async () => {
  const { answers } = await packageOf([
    ...call('call-1', sha256(audio), erasure),
    ...call('call-2', sha256(audio)),
    event(5, 'call-3', 'access-requested', '2026-03-05T10:00:00Z', {
      requestId: 'request-1',
      channel: 'email'
    })
  ])
  expect(
    answers.map(({ callId, copyHandedOver, refusedBecause }) => [callId, copyHandedOver, refusedBecause])
  ).toEqual([
    ['call-1', false, 'Optagelsen er slettet.'],
    ['call-2', true, undefined],
    ['call-3', false, 'Samtalen blev ikke optaget.']
  ])
})

test('what is not found lacks, and is no reason to refuse; what cannot be read is an error', async () => {
  const missing: Media = () => TE.right(undefined)
  const { manifest, gaps, answers } = await packageOf(call('call-1', sha256(audio)), missing)
  expect(manifest.notIncluded[0]).toMatchObject({ why: { en: 'its audio was not found' } })
  expect(gaps).toContainEqual({ member: 'audio', id: 'recording-of-call-1' })
  expect(answers).toMatchObject([{ copyHandedOver: false }])
  expect(answers[0]).not.toHaveProperty('refusedBecause')
  const error: MediaError = { _tag: 'MediaError', targetId: 'recording-of-call-1', reason: 'EACCES' }
  expect(
    await accessPackageOf(view, { media: () => TE.left(error) })(
      'request-1',
      decodeHistories(call('call-1', sha256(audio))).calls
    )()
  ).toEqual(E.left(error))
  expect(
    await accessPackageOf(view, { media })(
      'request-2',
      decodeHistories(call('call-1', sha256(audio))).calls
    )()
  ).toEqual(E.left({ _tag: 'UnknownRequest', requestId: 'request-2' }))
})

const analysed = (subjects: ReadonlyArray<string>) =>
  event(7, 'call-1', 'analysis-produced', '2026-01-05T10:11:00Z', {
    analysisId: 'analysis-1',
    direction: 'inbound',
    features: ['tempo'],
    engine: 'Engine',
    engineVersion: '2',
    subjects
  })

test('the results of an analysis are packed where they are given, and listed as missing where not', async () => {
  const calls = decodeHistories(call('call-1', sha256(audio), analysed(['customer']))).calls
  const results = new TextEncoder().encode('{"tempo":1}')
  const given = await accessPackageOf(view, { media, results: () => TE.right(results) })('request-1', calls)()
  if (E.isLeft(given)) throw new Error(given.left._tag)
  expect(unzipSync(given.right.zip)['analysis/analysis-1.json']).toEqual(results)
  const without = await packageOf(call('call-1', sha256(audio), analysed(['customer'])))
  expect(without.manifest.notIncluded).toContainEqual(
    expect.objectContaining({
      targetId: 'analysis-1',
      why: { da: 'resultaterne blev ikke fundet', en: 'its results were not found' }
    })
  )
  expect(without.gaps).toContainEqual({ member: 'results', id: 'analysis-1' })
  const altered = await accessPackageOf(view, { media, results: () => TE.right('altered') })(
    'request-1',
    calls
  )()
  expect(altered).toEqual(
    E.left({ _tag: 'Altered', targets: [{ target: 'analysis', targetId: 'analysis-1' }] })
  )
})

test('the engine is named, and what is of an employee alone is not handed over', async () => {
  const { zip } = await packageOf(call('call-1', sha256(audio), analysed(['customer', 'agent'])))
  expect(Buffer.from(unzipSync(zip)['index.html']!).toString('utf8')).toContain(
    'Din og medarbejderens stemme blev analyseret med Engine 2: taletempo.'
  )
  const ofStaff = decodeHistories(call('call-1', sha256(audio), analysed(['agent']))).calls
  const results = () => TE.right(new Uint8Array([1]))
  const made = await accessPackageOf(view, { media, results })('request-1', ofStaff)()
  if (E.isLeft(made)) throw new Error(made.left._tag)
  expect(Object.keys(unzipSync(made.right.zip))).not.toContain('analysis/analysis-1.json')
  expect(made.right.manifest.notIncluded).toContainEqual(
    expect.objectContaining({ targetId: 'analysis-1', article: '15(4)' })
  )
})

test('recordings of two calls with one id do not take the place of each other', async () => {
  const own = (callId: string) =>
    call(callId, sha256(audio)).map(each => ('recordingId' in each ? { ...each, recordingId: 'r' } : each))
  const { zip, manifest } = await packageOf([...own('call-1'), ...own('call-2')])
  const paths = manifest.files.map(({ path }) => path)
  expect(paths).toEqual(expect.arrayContaining(['recordings/call-1/r.wav', 'recordings/call-2/r.wav']))
  expect(new Set(paths).size).toBe(paths.length)
  expect(unzipSync(zip)['recordings/call-2/r.wav']).toEqual(audio)
})

test('two packages of the same facts are the same bytes, in any order and any time zone', async () => {
  const events = [...call('call-1', sha256(audio)), ...call('call-2', sha256(audio))]
  const one = await packageOf(events)
  const two = await packageOf([...events].reverse())
  expect(Buffer.compare(one.zip, two.zip)).toBe(0)
  const before = process.env['TZ']
  for (const zone of ['America/New_York', 'Asia/Kolkata', 'Pacific/Apia']) {
    process.env['TZ'] = zone
    expect(Buffer.compare((await packageOf(events)).zip, one.zip)).toBe(0)
  }
  if (before === undefined) delete process.env['TZ']
  else process.env['TZ'] = before
})

test('file names are safe on every system and stay within the package', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.constantFrom('../x', 'CON', 'con.txt', 'nul', 'a.', '..', '.', 'lpt1')),
      id => {
        const name = fileName(id)
        expect(name).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._~-]*$/)
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i)
      }
    )
  )
})

test('different ids have different file names', () => {
  const id = fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,4}$/),
    fc.constantFrom('con', 'a.', 'a_', 'a-', 'a~')
  )
  fc.assert(
    fc.property(id, id, (a, b) => {
      expect(fileName(a) === fileName(b)).toBe(a === b)
    }),
    { numRuns: 2_000 }
  )
})

const have = (tool: string): boolean => spawnSync(tool, ['--help']).error === undefined

const withTools = have('unzip') && have('sha256sum') ? test : test.skip

withTools('unzip and sha256sum agree (skipped where they are not installed)', async () => {
  const { zip } = await packageOf([...call('call-1', sha256(audio)), ...call('CON', sha256(audio))])
  const folder = mkdtempSync(join(tmpdir(), 'access-'))
  writeFileSync(join(folder, 'package.zip'), zip)
  expect(spawnSync('unzip', ['-t', 'package.zip'], { cwd: folder }).status).toBe(0)
  expect(spawnSync('unzip', ['-q', 'package.zip', '-d', 'out'], { cwd: folder }).status).toBe(0)
  const out = join(folder, 'out')
  const checked = spawnSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: out, encoding: 'utf8' })
  expect(checked.status).toBe(0)
  expect(checked.stdout.trim().split('\n')).toHaveLength(
    readdirSync(out, { recursive: true, withFileTypes: true }).filter(each => each.isFile()).length - 1
  )
  expect(readFileSync(join(out, 'recordings/recording-of-CON.wav')).equals(audio)).toBe(true)
})

const renamed = (events: ReadonlyArray<object>, members: object) =>
  events.map((each, index) => ({
    ...each,
    id: `00000000-0000-4000-8000-0000000001${String(index).padStart(2, '0')}`,
    ...members
  }))

test('a call of others is not packed for who asks', async () => {
  const own = call('call-1', sha256(audio))
  const others = renamed(call('call-2', sha256(audio)).slice(0, 4), { subjectRef: 'subject-2' })
  const refused = E.left({ _tag: 'CallOfOthers', callId: 'call-2' })
  expect(await answerTo([...own, ...others])).toEqual(refused)
  // Nor where the request names nobody, but its call does.
  const unnamed = own.map(each => ('requestId' in each ? { ...each, subjectRef: undefined } : each))
  expect(await answerTo([...unnamed, ...others])).toEqual(refused)
})

test('a call whose subject was forgotten is packed only where the request stands in it', async () => {
  const own = call('call-1', sha256(audio))
  const forgetting = (events: ReadonlyArray<object>): ReadonlyArray<object> =>
    events.map(each => ({ ...each, subjectRef: forgotten }))
  const second = call('call-2', sha256(audio))
  const refused = E.left({ _tag: 'CallOfOthers', callId: 'call-2' })
  const { manifest } = await packageOf([...forgetting(own), ...forgetting(second)])
  expect(manifest.calls).toEqual(['call-1', 'call-2'])
  expect(manifest).not.toHaveProperty('subjectRef')
  // Another's, for all that anyone can tell.
  const withoutRequest = second.slice(0, 4)
  for (const first of [own, forgetting(own)]) {
    expect(await answerTo([...first, ...forgetting(withoutRequest)])).toEqual(refused)
  }
  expect(await answerTo([...forgetting(own), ...withoutRequest])).toEqual(refused)
})

test('who is named still is not taken for who was forgotten', async () => {
  const two = call('call-1', sha256(audio)).map((each, index) =>
    'requestId' in each
      ? { ...each, subjectRef: null }
      : index === 0
        ? { ...each, subjectRef: forgotten }
        : each
  )
  const { manifest, zip } = await packageOf(two)
  expect(manifest).not.toHaveProperty('subjectRef')
  for (const bytes of Object.values(unzipSync(zip)))
    expect(Buffer.from(bytes).toString('utf8')).not.toContain('subject-1')
})

test('a call that several took part in, or that names nobody, is packed for one of them', async () => {
  const own = call('call-1', sha256(audio))
  const shared = renamed(call('call-2', sha256(audio)).slice(0, 4), { subjectRef: 'subject-2' })
  const joined = [...shared.slice(1), { ...shared[0], subjectRef: 'subject-1' }]
  const nameless = renamed(call('call-3', sha256(audio)).slice(0, 4), { subjectRef: undefined }).map(
    (each, index) => ({ ...each, id: `00000000-0000-4000-8000-0000000002${String(index).padStart(2, '0')}` })
  )
  const { manifest } = await packageOf([...own, ...joined, ...nameless])
  expect(manifest.calls).toEqual(['call-1', 'call-2', 'call-3'])
})
