import { type CallHistory, callState, type LocalDate } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { unzipSync } from 'fflate'
import { accessPackageOf } from '../../src/access/accessPackage.ts'
import { accessPage } from '../../src/access/accessPage.ts'
import { ownCall } from '../../src/access/callCopy.ts'
import { callPage } from '../../src/access/callPage.ts'
import type { Manifest } from '../../src/access/manifest.ts'
import { receiptHtml } from '../../src/consentRecord/receiptPage.ts'
import { headOf, sourceOf } from '../../src/head/head.ts'
import { both } from '../../src/render/text/language.ts'
import { call1, eventOf } from '../events.ts'
import { hostile, seeds } from '../histories.ts'
import { hostileEvents, hostileTexts, hostileView } from '../hostileTexts.ts'
import { describePages, expectHarmless, expectWhole } from '../render/html/describePages.ts'
import { simulatedView } from '../simulated.ts'

const view = hostileView(simulatedView)

const requested = eventOf('access-requested', '2025-09-08T12:00:00Z', {
  requestId: 'request-1',
  channel: 'email'
})
const harmful: CallHistory = { callId: call1, events: [...hostileEvents(), requested], faults: [] }

const pagesOf = async (calls: ReadonlyArray<CallHistory>, from: typeof view, requestId: string) => {
  const made = await accessPackageOf(from, { media: () => TE.right(undefined) })(requestId, calls)()
  if (E.isLeft(made)) return undefined
  return Object.entries(unzipSync(made.right.zip)).flatMap(([path, bytes]) =>
    path.endsWith('.html') ? [[path, Buffer.from(bytes).toString('utf8')] as const] : []
  )
}

test('hostile text stands on every page as text', async () => {
  const pages = (await pagesOf([harmful], view, 'request-1')) ?? []
  expect(pages.map(([path]) => path).sort()).toEqual([
    'calls/call-1.html',
    'consent/call-1.html',
    'index.html'
  ])
  for (const [, page] of pages) expectHarmless(page)
})

test('no page says what is not there, nor speaks of the customer in the third person', async () => {
  let packages = 0
  for (const seed of seeds(30)) {
    const { view: seen, calls } = hostile(seed + 40_000)
    const [request] = calls.map(callState(seen)).flatMap(call => call.accessRequests)
    const pages = request && (await pagesOf(calls, seen, request.requestId))
    if (pages === undefined) continue
    packages++
    for (const [, page] of pages) {
      expectWhole(page)
      expect(page).not.toMatch(/\bkunden\b|\bthe customer\b(?! type)|bevaringspålæg/i)
    }
  }
  expect(packages).toBeGreaterThan(4)
})

const manifest: Manifest = {
  ...headOf('access-manifest', view, sourceOf([]), null),
  requestId: 'request-1',
  calls: [call1],
  receivedAt: requested.occurredAt,
  answerBy: '2025-10-08' as LocalDate,
  extended: false,
  files: [
    {
      path: 'calls/call-1.html',
      bytes: 1_234_567,
      sha256: 'ab'.repeat(32),
      mediaType: 'text/html',
      describes: both(hostileTexts.join(' '), hostileTexts.join(' ')),
      matchesStoredHash: null
    }
  ],
  notIncluded: [
    {
      what: both(hostileTexts.join(' '), 'what'),
      why: both('hvorfor', hostileTexts.join(' ')),
      article: '15(4)'
    }
  ]
}

const own = ownCall(view, undefined)(harmful)
const [request] = own.call.accessRequests

describePages({
  'first-page-both': accessPage({ view, request: request!, calls: [own], manifest }),
  'call-page-hostile': callPage(view, own),
  'receipt-hostile': receiptHtml(view, harmful, { language: 'both' })
})
