/**
 * How the verbs grow with one call: the processor time for a call with N recordings, analyses, holds, requests, consents
 * and so on, and how many times as long twice as many take. The measure to keep: about 2 for each doubling, and never 4.
 *
 * Usage: `npm run growth [N]`, the greatest number (8,000; of all together that is 160,000 events).
 */
import {
  breachOf,
  certificatesOf,
  consentRecordOf,
  instructionsFor,
  reportOf,
  sourceOf,
  trailCsv,
  trailHtml,
  trailJsonLd,
  trailOf,
  worklistOf
} from '@samtykke/audit'
import {
  type CallHistory,
  callState,
  compilePolicy,
  dueActions,
  explain,
  findings,
  instant,
  noticePolicy
} from '@samtykke/core'
import { holidaysOf } from '@samtykke/holidays'
import { allKinds, bigCall } from './bigCall.ts'
import { ratio } from './measure.ts'

const greatest = Number(process.argv[2] ?? 8_000)
const sizes = [greatest / 8, greatest / 4, greatest / 2, greatest]
const view = {
  rules: compilePolicy(noticePolicy, holidaysOf('DK')),
  asOf: instant('2026-04-01T00:00:00.000Z')
}
const since = instant('2025-06-01T00:00:00.000Z')

const verbs: Readonly<Record<string, (history: CallHistory) => unknown>> = {
  due: history => {
    const call = callState(view)(history)
    return dueActions(view)(call).map(action => explain(view)(call, action))
  },
  findings: history => findings(view)(callState(view)(history)),
  trail: history => trailOf(view)(history),
  'trail: table': history => trailCsv(view, trailOf(view)(history)),
  'trail: JSON-LD': history => trailJsonLd(view)(history, trailOf(view)(history)),
  'trail: page': history => trailHtml(view, trailOf(view)(history), 'both'),
  report: history => {
    const report = reportOf(view, { since })
    report.add(history)
    return report.finish()
  },
  certificate: history => certificatesOf(view)(history),
  instructions: history =>
    instructionsFor(view, 'recorder', sourceOf(history.events))([callState(view)(history)]),
  'consent-record': history => consentRecordOf(view)(history),
  breach: history => {
    const breach = breachOf(view, {
      processor: 'recorder',
      from: since,
      until: view.asOf,
      awareAt: view.asOf
    })
    breach.add(history)
    return breach.finish()
  },
  worklist: history => {
    const worklist = worklistOf(view, { days: 7, unconfirmedFor: 7 })
    worklist.add(history)
    return worklist.finish()
  }
}

const processorMilliseconds = (run: () => unknown): number => {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

console.log(`processor time in ms for ${sizes.join(', ')} of each, and the growth per doubling`)
for (const kind of allKinds) {
  const histories = sizes.map(size => bigCall(kind, size))
  console.log(`\n${kind}: ${histories.map(({ events }) => events.length).join(', ')} events`)
  for (const [name, run] of Object.entries(verbs)) {
    run(bigCall(kind, 100))
    const times = histories.map(history => processorMilliseconds(() => run(history)))
    const growths = times.slice(1).map((time, index) => ratio(time, times[index]!))
    const shown = times.map(time => time.toFixed(0).padStart(7)).join('')
    console.log(`  ${name.padEnd(16)}${shown}   x ${growths.join(', ')}`)
  }
}
