import { callState, dueActions } from '@samtykke/core'
import { trailHtml } from '../../../src/trail/page/trailPage.ts'
import { trailOf } from '../../../src/trail/trail.ts'
import { call1 } from '../../events.ts'
import { hostile, seeds } from '../../histories.ts'
import { hostileEvents } from '../../hostileTexts.ts'
import { describePages, expectHarmless, expectWhole } from '../../render/html/describePages.ts'
import { simulatedCalls, simulatedView as view } from '../../simulated.ts'

const calls = simulatedCalls(1000, 7)

const withHold = calls.find(call => {
  const { holds, analyses } = callState(view)(call)
  return holds.length > 0 && analyses.length > 0
})!
const open = calls.find(call => dueActions(view)(callState(view)(call)).length > 1)!

const sealed = {
  seal: { origin: 'company.example/samtykke', size: 5_000_000, root: `${'A'.repeat(43)}=` },
  placeOf: () => ({ leaf: 4_999_999 })
}

const pages = {
  'trail-both': trailHtml(view, trailOf(view, sealed)(withHold), 'both'),
  'trail-da': trailHtml(view, trailOf(view)(open), 'da'),
  'trail-hostile': trailHtml(
    view,
    trailOf(view)({ callId: call1, events: hostileEvents(), faults: [] }),
    'both'
  ),
  'trail-empty': trailHtml(
    view,
    trailOf(view)({ callId: call1, events: [], faults: [{ _tag: 'bad-line' }] }),
    'da'
  )
}

describePages(pages)

test('shows hostile text as text', () => {
  expectHarmless(pages['trail-hostile'])
})

test('says nothing that is not there', () => {
  for (const seed of seeds(25)) {
    const { view, calls } = hostile(seed)
    for (const call of calls) expectWhole(trailHtml(view, trailOf(view)(call), 'both'))
  }
})
