import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  callState,
  compilePolicy,
  decodeHistories,
  decodePolicy,
  dueActions,
  type Event,
  type LocalDate,
  noticePolicy,
  type View
} from '@samtykke/core'
import { simulate } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import { type Browser, chromium, type Page } from 'playwright-core'
import { accessPage } from '../../src/access/accessPage.ts'
import type { Manifest } from '../../src/access/manifest.ts'
import { art30Of } from '../../src/art30/art30.ts'
import { certificatesOf } from '../../src/certificate/certificate.ts'
import { headOf, sourceOf } from '../../src/head/head.ts'
import { art30Html } from '../../src/art30/art30Page.ts'
import { certificateHtml } from '../../src/certificate/certificatePage.ts'
import { reportHtml } from '../../src/report/page/reportPage.ts'
import { trailHtml } from '../../src/trail/page/trailPage.ts'
import { reportOf } from '../../src/report/report.ts'
import { trailOf } from '../../src/trail/trail.ts'
import { call1, eventOf, instant } from '../events.ts'
import { danish, hostile, seeds } from '../histories.ts'
import { chromiumProgram } from './browser.ts'

const view: View = { rules: compilePolicy(noticePolicy, danish), asOf: instant('2025-11-10T10:00:00Z') }

const calls = decodeHistories([
  ...simulate({ calls: 250, seed: 7, from: '2024-10-01' as LocalDate, to: '2025-10-31' as LocalDate })
]).calls

const withHold = calls.find(call => {
  const { holds, analyses } = callState(view)(call)
  return holds.length > 0 && analyses.length > 0
})!
const open = calls.find(call => dueActions(view)(callState(view)(call)).length > 1)!

const nasty = [
  '<script>document.title="owned"</script>',
  '"onload="document.title=1',
  "'><img src=x onerror=alert(1)>",
  'abc\u202Etxt.exe',
  ']]></style><script>1</script>',
  '&lt;b&gt;',
  '\u001b[31mred'
]

/** Every free member holds something hostile. */
const hostileCall = (): ReadonlyArray<Event> => {
  const free = nasty.join(' ')
  return [
    eventOf('consent-given', '2025-08-31T11:40:00Z', {
      method: 'spoken',
      digit: free,
      purposes: ['quality-assurance', 'voice-analysis'],
      noticeVersion: free,
      language: 'da'
    }),
    eventOf('recording-stored', '2025-08-31T12:01:00Z', {
      recordingId: 'r-1',
      startedAt: instant('2025-08-31T11:45:00Z'),
      direction: 'inbound',
      customerType: 'private',
      line: 'customer-service',
      processor: free,
      region: 'DK'
    }),
    eventOf('analysis-produced', '2025-08-31T12:02:00Z', {
      analysisId: 'a-1',
      direction: 'inbound',
      features: [free],
      engine: free,
      engineVersion: free,
      subjects: ['customer']
    }),
    eventOf('recording-used', '2025-09-01T12:00:00Z', {
      recordingId: 'r-1',
      purpose: 'documentation',
      usedBy: free
    }),
    eventOf('recording-disclosed', '2025-09-01T12:01:00Z', {
      recordingId: 'r-1',
      recipient: free,
      reason: free
    }),
    eventOf('hold-placed', '2025-09-02T12:00:00Z', {
      holdId: 'h-1',
      claimReference: free,
      approvedBy: free,
      reviewOn: '2025-10-01',
      suspends: 'all'
    }),
    eventOf('consent-withdrawn', '2025-09-03T12:00:00Z', { channel: free }),
    eventOf('retention-failed', '2025-09-04T12:00:00Z', {
      target: 'recording',
      targetId: 'r-1',
      action: 'erase',
      reason: free,
      permanent: false
    }),
    eventOf('recording-erased', '2025-09-05T12:00:00Z', {
      recordingId: 'r-1',
      confirmation: free,
      processor: free
    }),
    eventOf('analysis-anonymised', '2025-09-06T12:00:00Z', { analysisId: 'a-1', technique: free }),
    { ...eventOf('access-requested', '2025-09-07T12:00:00Z', {}), type: free } as never
  ]
}

const report = () => {
  const reporter = reportOf(view, { since: instant('2025-06-01T00:00:00Z'), whatIf: view.rules })
  calls.forEach(reporter.add)
  return reporter.finish()
}

/** The notice's policy with everything stated, each text hostile. */
const hostileView = (): View => {
  const free = nasty.join(' ')
  const party = { name: free, id: free, address: free, email: free, telephone: free, url: free }
  const policy = decodePolicy({
    ...noticePolicy,
    controller: party,
    representative: party,
    dataProtectionOfficer: party,
    authority: party,
    processors: [{ id: 'p', name: free, region: 'US', agreement: free }],
    interests: [
      {
        id: 'i',
        text: { da: free, en: free },
        purposes: ['documentation', 'voice-analysis'],
        assessment: free
      }
    ],
    allowedFeatures: [free],
    measures: [free, free],
    impactAssessment: free,
    proofOfConsent: { period: 'P5Y', basis: free }
  })
  if (E.isLeft(policy)) throw new Error(JSON.stringify(policy.left))
  return { ...view, rules: compilePolicy(policy.right, danish) }
}

const history = (events: ReadonlyArray<Event>) => ({ callId: call1, events, faults: [] })
const certificates = calls.flatMap(certificatesOf(view))
const hostileCertificates = certificatesOf(view)(history(hostileCall()))

const hostileManifest: Manifest = {
  ...headOf('access-manifest', view, sourceOf([]), null),
  requestId: 'request-1',
  calls: [call1],
  receivedAt: instant('2025-11-01T10:00:00Z'),
  answerBy: '2025-12-01' as LocalDate,
  extended: false,
  files: [
    {
      path: 'calls/call-1.html',
      bytes: 1_234_567,
      sha256: 'ab'.repeat(32),
      mediaType: 'text/html',
      describes: nasty.join(' '),
      matchesStoredHash: null
    }
  ],
  notIncluded: [{ what: nasty.join(' '), why: nasty.join(' '), article: '15(4)' }]
}

const sealed = {
  seal: { origin: 'company.example/samtykke', size: 5_000_000, root: `${'A'.repeat(43)}=` },
  placeOf: () => ({ leaf: 4_999_999 })
}

const pages: Readonly<Record<string, string>> = {
  'trail-both': trailHtml(view, trailOf(view, sealed)(withHold), 'both'),
  'trail-da': trailHtml(view, trailOf(view)(open), 'da'),
  'trail-hostile': trailHtml(view, trailOf(view)(history(hostileCall())), 'both'),
  'trail-empty': trailHtml(
    view,
    trailOf(view)({ callId: call1, events: [], faults: [{ _tag: 'bad-line' }] }),
    'da'
  ),
  'report-both': reportHtml(view, report(), 'both'),
  'report-empty': reportHtml(view, reportOf(view).finish(), 'da'),
  'art30-both': art30Html(view, art30Of(view), 'both'),
  'art30-hostile': art30Html(hostileView(), art30Of(hostileView()), 'da'),
  'certificate-both': certificateHtml(view, certificates.slice(0, 4), 'both'),
  'certificate-hostile': certificateHtml(view, hostileCertificates, 'both'),
  'certificate-one': certificateHtml(view, certificates.slice(0, 1), 'en'),
  'access-both': accessPage(hostileView(), hostileManifest),
  'certificate-none': certificateHtml(view, [], 'da')
}

describe('a page', () => {
  test('shows hostile text as text', () => {
    for (const name of ['trail-hostile', 'art30-hostile', 'certificate-hostile', 'access-both']) {
      const page = pages[name]!
      expect(page).not.toMatch(/<script|<img|<[^>]*\son\w+=|\u202e|\u001b/i)
      expect(page).toContain('&lt;script&gt;')
      expect(page).toContain('U+202E')
      expect(page.match(/<\/style>/g)).toHaveLength(1)
    }
  })

  test('has no script, no style attribute, and ids that stand once', () => {
    for (const page of Object.values(pages)) {
      expect(page).not.toMatch(/<script|\sstyle=|javascript:|<link|<iframe/i)
      expect(page.match(/<h1/g)).toHaveLength(1)
      const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
      expect(new Set(ids).size).toBe(ids.length)
    }
  })

  test('says nothing that is not there', () => {
    for (const page of Object.values(pages)) expect(page).not.toMatch(/undefined|NaN|\[object|Infinity/)
    for (const seed of seeds(25)) {
      const { view, calls } = hostile(seed)
      for (const call of calls)
        for (const page of [
          trailHtml(view, trailOf(view)(call), 'both'),
          certificateHtml(view, certificatesOf(view)(call), 'both')
        ])
          expect(page).not.toMatch(/undefined|NaN|\[object|Infinity/)
    }
  })
})

const program = chromiumProgram()
if (program === undefined) console.warn('skipped: no Chromium; SAMTYKKE_CHROMIUM may name one')
const withBrowser = program === undefined ? describe.skip : describe

interface Violation {
  readonly id: string
  readonly nodes: ReadonlyArray<{ readonly html: string }>
}

withBrowser('in a real Chromium (skipped where there is none)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'samtykke-html-'))
  const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
  let browser: Browser

  beforeAll(async () => {
    for (const [name, page] of Object.entries(pages)) writeFileSync(join(folder, `${name}.html`), page)
    browser = await chromium.launch({ executablePath: program!, args: ['--no-sandbox'] })
  }, 120_000)

  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  const opened = async (name: string, width: number, colorScheme: 'light' | 'dark') => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
    const said: Array<string> = []
    page.on('console', message => said.push(message.text()))
    page.on('pageerror', error => said.push(error.message))
    page.on('request', request => {
      if (!request.url().startsWith('file:') || !request.isNavigationRequest())
        said.push(`asked for ${request.url()}`)
    })
    await page.goto(`file://${join(folder, `${name}.html`)}`)
    return { page, said }
  }

  /** What axe-core finds; the page's own policy lets no script in, the protocol of the browser does. */
  const violations = async (page: Page): Promise<ReadonlyArray<string>> => {
    const session = await page.context().newCDPSession(page)
    await session.send('Runtime.evaluate', { expression: axe })
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const { result } = await session.send('Runtime.evaluate', {
      expression: `axe.run(document, { runOnly: ${JSON.stringify(tags)} }).then(found => JSON.stringify(found.violations))`,
      awaitPromise: true,
      returnByValue: true
    })
    return (JSON.parse(result.value as string) as ReadonlyArray<Violation>).map(
      ({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`
    )
  }

  test.each(Object.keys(pages))(
    '%s opens without a word or a request, accessible in light, dark and at 320 px',
    async name => {
      const settings = [
        [320, 'light'],
        [1280, 'dark'],
        [1280, 'light']
      ] as const
      // Both languages in every setting, the others in one.
      for (const [width, scheme] of name.endsWith('both') ? settings : settings.slice(0, 1)) {
        const { page, said } = await opened(name, width, scheme)
        expect(await violations(page)).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
        expect(said).toEqual([])
        expect(await page.title()).toMatch(/samtale|call/i)
        await page.close()
      }
    },
    120_000
  )

  test('prints to A4 without cut tables', async () => {
    for (const name of [
      'trail-both',
      'report-both',
      'trail-hostile',
      'art30-both',
      'art30-hostile',
      'access-both',
      'certificate-both',
      'certificate-hostile'
    ]) {
      const { page } = await opened(name, 1280, 'light')
      await page.emulateMedia({ media: 'print' })
      // The width of A4 between the margins, at 96 dots an inch.
      await page.setViewportSize({ width: 688, height: 1000 })
      const wide = await page.evaluate(
        `[...document.querySelectorAll('table, svg, p, dd')].filter(each => each.getBoundingClientRect().right > 689).length`
      )
      expect(wide).toBe(0)
      const pdf = await page.pdf({ preferCSSPageSize: true })
      expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-')
      await page.close()
    }
  }, 120_000)
})
