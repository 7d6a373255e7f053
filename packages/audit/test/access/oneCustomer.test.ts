// The package of one person with three calls, of which one recording is erased, one held and one due: every file is read.
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { accessPackageOf } from '@samtykke/audit'
import { compilePolicy, decodeHistories, decodePolicy, type Instant, noticePolicy } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { strFromU8, unzipSync } from 'fflate'
import { type Browser, chromium } from 'playwright-core'
import { danish } from '../histories.ts'
import { chromiumProgram } from '../render/html/chromium.ts'

const decoded = decodePolicy({
  ...noticePolicy,
  controller: { name: 'Selskabet', address: 'Gaden 1, 1000 Byen', email: 'post@selskabet.example' },
  dataProtectionOfficer: { name: 'Rådgiveren', email: 'raad@selskabet.example' },
  authority: { name: 'Datatilsynet', url: 'https://tilsyn.example' },
  processors: [
    { id: 'recorder', name: 'Optager A/S', region: 'DK' },
    { id: 'analyst', name: 'Analyst GmbH', region: 'DE' }
  ]
})
if (E.isLeft(decoded)) throw new Error('refused')
const view = {
  rules: compilePolicy(decoded.right, danish),
  asOf: '2026-03-10T09:00:00.000Z' as Instant
}

const audio = new TextEncoder().encode('RIFF, as it were')
const sha256 = createHash('sha256').update(audio).digest('hex')
let made = 0
const event = (callId: string, type: string, occurredAt: string, members: object) => ({
  id: `00000000-0000-4000-8000-0000000000${String(++made).padStart(2, '0')}`,
  type,
  callId,
  occurredAt,
  subjectRef: 'kunde-1',
  ...members
})
const call = (callId: string, day: string) => [
  event(callId, 'consent-given', `${day}T09:59:00Z`, {
    method: 'keypress',
    digit: '1',
    purposes: ['quality-assurance', 'documentation', 'voice-analysis'],
    noticeVersion: '2025-01',
    language: 'da'
  }),
  event(callId, 'recording-stored', `${day}T10:10:00Z`, {
    recordingId: `optagelse-${callId}`,
    startedAt: `${day}T10:00:00Z`,
    endedAt: `${day}T10:09:00Z`,
    direction: 'inbound',
    customerType: 'private',
    line: 'customer-service',
    processor: 'recorder',
    region: 'DK',
    sha256,
    mediaType: 'audio/wav'
  })
]

const events = [
  ...call('a', '2025-06-02'),
  event('a', 'recording-used', '2025-06-10T08:00:00Z', {
    recordingId: 'optagelse-a',
    purpose: 'quality-assurance',
    usedBy: 'SECRET-medarbejder'
  }),
  event('a', 'retention-failed', '2025-12-03T08:00:00Z', {
    target: 'recording',
    targetId: 'optagelse-a',
    action: 'erase',
    reason: 'SECRET-disk',
    permanent: false
  }),
  event('a', 'recording-erased', '2025-12-03T09:00:00Z', {
    recordingId: 'optagelse-a',
    confirmation: 'SECRET-bekræftelse',
    verifiedBy: 'SECRET-kontrollør',
    processor: 'recorder',
    backupsExpireOn: '2026-01-02'
  }),
  ...call('b', '2025-10-01'),
  event('b', 'analysis-produced', '2025-10-01T10:11:00Z', {
    analysisId: 'analyse-b',
    recordingId: 'optagelse-b',
    direction: 'inbound',
    features: ['tone-range', 'loudness'],
    engine: 'Stemmemotor',
    engineVersion: '4.2',
    subjects: ['customer'],
    processor: 'analyst',
    region: 'DE'
  }),
  event('b', 'hold-placed', '2025-11-01T10:00:00Z', {
    holdId: 'hold-1',
    claimReference: 'SECRET-krav',
    approvedBy: 'SECRET-jurist',
    reviewOn: '2026-06-01',
    suspends: 'all'
  }),
  event('b', 'recording-disclosed', '2025-11-05T10:00:00Z', {
    recordingId: 'optagelse-b',
    recipient: 'Advokatfirmaet Holm',
    reason: 'retssag',
    holdId: 'hold-1'
  }),
  ...call('c', '2025-08-14'),
  // Another person took part in the call.
  {
    ...event('c', 'consent-withdrawn', '2025-09-01T10:00:00Z', {
      channel: 'email',
      purposes: ['internal-training']
    }),
    subjectRef: 'SECRET-anden'
  },
  ...['a', 'b', 'c'].map(id =>
    event(id, 'access-requested', '2026-03-05T11:50:00Z', { requestId: 'anmodning-7', channel: 'email' })
  )
]

const results = new TextEncoder().encode('{"toneRange":0.4}')

const packageOf = async () => {
  const made = await accessPackageOf(view, {
    media: () => TE.right({ bytes: audio }),
    results: () => TE.right(results)
  })('anmodning-7', decodeHistories(events).calls)()
  if (E.isLeft(made)) throw new Error(made.left._tag)
  return made.right
}

let once: ReturnType<typeof packageOf> | undefined
/** Made once, since nothing changes it. */
const thePackage = () => (once ??= packageOf())
const theFiles = async () => unzipSync((await thePackage()).zip)

const halves = (page: string): readonly [danish: string, english: string] => {
  const [, danish = '', english = ''] = page.split('<article lang=')
  return [danish, english]
}
const textOf = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ')
const pagesIn = (files: Record<string, Uint8Array>) =>
  Object.entries(files).flatMap(([path, bytes]) =>
    path.endsWith('.html') ? [[path, strFromU8(bytes)] as const] : []
  )

test('nothing lacks, so nothing is said to be not stated, in any file', async () => {
  const { gaps, zip } = await thePackage()
  expect(gaps).toEqual([])
  for (const [path, bytes] of Object.entries(unzipSync(zip)))
    expect([path, /not stated|ikke angivet|ikke oplyst/i.test(strFromU8(bytes, true))]).toEqual([path, false])
})

test('no file has the name of an employee, of another person, or of a claim', async () => {
  const files = await theFiles()
  expect(Object.keys(files)).toHaveLength(19)
  for (const [path, bytes] of Object.entries(files))
    expect([path, Buffer.from(bytes).toString('utf8').includes('SECRET')]).toEqual([path, false])
})

test('the first page says of each call by date what is kept, until when and why, and it is so', async () => {
  const files = await theFiles()
  const [danish, english] = halves(strFromU8(files['index.html']!)).map(textOf)
  const inOrder = [
    '2. juni 2025 kl. 12.00 Du ringede til os (kundeservice), 9 minutter. Optagelsen: Den blev slettet den 3. december 2025 kl. 10.00. Fra den 2. januar 2026 er den heller ikke i nogen sikkerhedskopi.',
    'Grunden er, at tiden for at gemme udløb den 3. december 2025 kl. 00.00.',
    '14. august 2025 kl. 12.00 Du ringede til os (kundeservice), 9 minutter. Optagelsen: Den skulle være slettet senest den 15. februar 2026 kl. 00.00. Vi har endnu ingen bekræftelse på, at det er sket.',
    'Samtalen sluttede den 14. august 2025 kl. 12.09 dansk tid.',
    '1. oktober 2025 kl. 12.00 Du ringede til os (kundeservice), 9 minutter. Optagelsen: Den slettes ikke foreløbig, fordi den skal bruges til at fastlægge, gøre gældende eller forsvare et retskrav (GDPR artikel 17, stk. 3, litra e). Om det stadig er nødvendigt, skal vurderes igen den 1. juni 2026.',
    'gælder den oprindelige frist for sletning igen: den 2. april 2026 kl. 00.00.',
    'Kvalitetssikring, på grundlag af dit samtykke',
    'Analyst GmbH (Tyskland) er vores databehandler og har stemmeanalyser.',
    'Optager A/S (Danmark) er vores databehandler og har optagelser.',
    'Alt er gemt i lande inden for Det Europæiske Økonomiske Samarbejdsområde.',
    '5. november 2025 kl. 11.00 Advokatfirmaet Holm 1. oktober 2025',
    '10. juni 2025 kl. 10.00 Kvalitetssikring 2. juni 2025',
    'Din stemme blev analyseret med Stemmemotor 4.2: toneleje og stemmestyrke.',
    'Du kan når som helst trække dit samtykke tilbage hos databeskyttelse@3.dk (GDPR artikel 7, stk. 3).',
    'Det gør du her: Rådgiveren, raad@selskabet.example.',
    'Du kan klage til: Datatilsynet, https://tilsyn.example.',
    'Optagelsen af samtalen den 2. juni 2025 kl. 12.00 den er slettet'
  ]
  let from = 0
  for (const sentence of inOrder) {
    const at = danish!.indexOf(sentence, from)
    expect([sentence, at >= from]).toEqual([sentence, true])
    from = at
  }
  // The sentences of the notice that are about others stand nowhere.
  expect(danish).not.toMatch(/16 måneder|erhvervskunde|i salg/)
  // Voice analysis is past its three months: what is held is held for the claim alone.
  expect(danish).not.toContain('Stemmeanalyse, på grundlag af')
  expect(english).toContain(
    'The recording: It was to be erased by 15 February 2026 at 00:00. We have no confirmation yet that this has been done.'
  )
  expect(english).toContain('Everything is stored in countries of the European Economic Area.')
})

test('each call is told in the second person, and of another person no more than that there was one', async () => {
  const files = await theFiles()
  const [danish, english] = halves(strFromU8(files['calls/c.html']!)).map(textOf)
  expect(danish).toContain(
    'Du gav samtykke ved tryk på en tast (1) til kvalitetssikring, dokumentation og stemmeanalyse'
  )
  expect(danish).toContain('En anden person, der tog del i samtalen, gjorde noget')
  expect(danish).not.toMatch(/Du trak|intern undervisning/)
  expect(english).not.toMatch(/You withdrew|internal training/)
  const copy = JSON.parse(strFromU8(files['calls/c.json']!)) as {
    entries: ReadonlyArray<{ code: string; facts: object }>
  }
  expect(copy.entries.filter(({ code }) => code === 'of-another')).toMatchObject([{ facts: {} }])
  const erased = textOf(strFromU8(files['calls/a.html']!))
  expect(erased).toContain('Vores databehandler Optager A/S har bekræftet, at optagelsen er slettet.')
  expect(erased).toContain('Et forsøg på at slette optagelsen lykkedes ikke. Det skal stadig ske.')
})

const english =
  /\b(the|and|was|were|with|recording|erased|your|you|call|received|customer-service|quality-assurance|voice-analysis|tone-range|loudness|inbound|private|keypress|email)\b/i
const members =
  /\b(callId|recordingId|analysisId|usedBy|approvedBy|claimReference|verifiedBy|engineVersion|subjectRef|occurredAt|holdId|requestId)\b/

test('the Danish half has no English and neither half has the names of members', async () => {
  for (const [path, page] of pagesIn(await theFiles())) {
    const [danish, inEnglish] = halves(page).map(textOf)
    // Names of addresses and files stand as they are.
    const plain = danish!.replace(/\S+@\S+|https?:\S+|“[^”]*”/g, ' ')
    expect([path, english.exec(plain)?.[0]]).toEqual([path, undefined])
    expect([path, members.exec(danish! + inEnglish!)?.[0]]).toEqual([path, undefined])
    expect([
      path,
      /\b(og|den|samtalen|slettet|optagelsen|du)\b/i.exec(inEnglish!.replace(/“[^”]*”/g, ' '))?.[0]
    ]).toEqual([path, undefined])
  }
})

test('the same events give the same bytes', async () => {
  expect(Buffer.compare((await thePackage()).zip, (await packageOf()).zip)).toBe(0)
})

const program = chromiumProgram()
const withBrowser = program === undefined ? test.skip : test

withBrowser(
  'a browser without a network shows every page of the package, and every link leads to a file of it (skipped where there is no Chromium)',
  async () => {
    const files = await theFiles()
    const browser: Browser = await chromium.launch({ executablePath: program!, args: ['--no-sandbox'] })
    const page = await browser.newPage({ viewport: { width: 390, height: 800 } })
    await page.context().setOffline(true)
    const said: Array<string> = []
    page.on('console', message => said.push(message.text()))
    const folder = mkdtempSync(join(tmpdir(), 'samtykke-access-'))
    for (const [path, bytes] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), bytes)
    }
    for (const [path] of pagesIn(files)) {
      await page.goto(`file://${join(folder, path)}`)
      const visible = await page.evaluate<string>('document.body.innerText')
      expect(visible).not.toMatch(/SECRET|undefined|NaN/)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
      const hrefs = await page.evaluate<ReadonlyArray<string>>(
        "[...document.querySelectorAll('a')].map(each => each.getAttribute('href'))"
      )
      for (const href of hrefs.filter(each => !each.startsWith('#'))) {
        const target = new URL(href.split('#')[0]!, `file:///${path}`).pathname.slice(1)
        expect([path, Object.keys(files)]).toEqual([path, expect.arrayContaining([target])])
      }
    }
    expect(said).toEqual([])
    await browser.close()
    rmSync(folder, { recursive: true })
  },
  120_000
)
