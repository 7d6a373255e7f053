// Prints a hash over everything that a simulated month and a policy give.
import { createHash } from 'node:crypto'
import { canonicalJson, compilePolicy, decodeHistories, noticePolicy, parseInstant } from '@samtykke/core'
import {
  art30Html,
  art30Of,
  certificateHtml,
  certificatesOf,
  reportCsv,
  reportHtml,
  reportOf,
  trailHtml,
  trailOf
} from '@samtykke/audit'
import { simulate } from '@samtykke/testing'

const isEaster = date => (date === '2026-04-05' ? 'easter-sunday' : undefined)
const view = { rules: compilePolicy(noticePolicy, isEaster), asOf: parseInstant('2025-11-10T10:00:00Z') }
const { calls } = decodeHistories([...simulate({ calls: 60, seed: 5, from: '2025-03-01', to: '2025-03-31' })])
const reporter = reportOf(view)
const hash = createHash('sha256')
for (const call of calls) {
  const trail = trailOf(view)(call)
  hash.update(canonicalJson(trail)).update(trailHtml(view, trail, 'both'))
  reporter.add(call)
}
const report = reporter.finish()
hash
  .update(canonicalJson(report))
  .update(reportHtml(view, report, 'both'))
  .update(reportCsv(report))
hash.update(art30Html(view, art30Of(view), 'both'))
hash.update(certificateHtml(view, calls.flatMap(certificatesOf(view)), 'both'))
console.log(hash.digest('hex'))
