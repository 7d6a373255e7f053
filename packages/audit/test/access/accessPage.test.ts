import type { LocalDate } from '@samtykke/core'
import { accessPage } from '../../src/access/accessPage.ts'
import type { Manifest } from '../../src/access/manifest.ts'
import { headOf, sourceOf } from '../../src/head/head.ts'
import { call1, instant } from '../events.ts'
import { hostileTexts, hostileView } from '../hostileTexts.ts'
import { describePages, expectHarmless } from '../render/html/describePages.ts'
import { simulatedView as view } from '../simulated.ts'

const manifest: Manifest = {
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
      describes: hostileTexts.join(' '),
      matchesStoredHash: null
    }
  ],
  notIncluded: [{ what: hostileTexts.join(' '), why: hostileTexts.join(' '), article: '15(4)' }]
}

const pages = { 'access-both': accessPage(hostileView(view), manifest) }

describePages(pages)

test('shows hostile text as text', () => {
  expectHarmless(pages['access-both'])
})
