import { type Worklist, worklistHtml, worklistOf, type WorkItem } from '@samtykke/audit'
import {
  type CallHistory,
  callState,
  compilePolicy,
  dueActions,
  type Event,
  findings,
  noticePolicy,
  processorsOf,
  type View
} from '@samtykke/core'
import { call1, eventOf, instant } from '../events.ts'
import { danish, hostile, seeds } from '../histories.ts'
import { describePages } from '../render/html/describePages.ts'
import { faultsIn } from '../schema.ts'
import { simulatedCalls, simulatedView } from '../simulated.ts'

const options = { days: 7, unconfirmedFor: 7 }

const listOf = (view: View, calls: ReadonlyArray<CallHistory>): Worklist => {
  const { add, finish } = worklistOf(view, options)
  calls.forEach(add)
  return finish()
}

const idOf = ({
  callId,
  target,
  targetId
}: Pick<WorkItem, 'target' | 'targetId'> & { callId?: string | null }) => `${callId} ${target} ${targetId}`

const withReason = ({ items }: Worklist, reason: WorkItem['reasons'][number]) =>
  items
    .filter(({ reasons }) => reasons.includes(reason))
    .map(idOf)
    .sort()

test('hostile histories: each kind is what a reading of actions and findings finds', () => {
  let seen = 0
  for (const seed of seeds(300)) {
    const { view, calls } = hostile(seed + 90_000)
    const list = listOf(view, calls)
    expect(faultsIn('worklist', list)).toEqual([])
    expect(listOf(view, [...calls].reverse())).toEqual(list)
    const states = calls.map(callState(view))
    const actions = states.flatMap(dueActions(view))
    const found = states.flatMap(findings(view))
    const late = found.filter(({ code, severity }) => code === 'overdue' && severity === 'error')
    const reviews = actions.filter(({ target, status }) => target === 'hold' && status === 'due')
    expect(withReason(list, 'overdue')).toEqual([...late, ...reviews].map(idOf).sort())
    expect(withReason(list, 'access-request')).toEqual(
      actions
        .filter(({ action }) => action === 'answer')
        .map(idOf)
        .sort()
    )
    const ahead = new Date(Date.parse(view.asOf) + 7 * 86_400_000).toISOString()
    expect(withReason(list, 'hold-review')).toEqual(
      actions
        .filter(({ action, dueAt }) => action === 'review' && dueAt <= ahead)
        .map(idOf)
        .sort()
    )
    const unheld = states.flatMap(call =>
      [...call.recordings, ...call.analyses]
        .filter(kept => processorsOf(call, kept).length === 0)
        .map(({ target, targetId }) => idOf({ callId: call.callId, target, targetId }))
    )
    const near = actions.filter(({ status, dueAt }) => status !== 'suspended' && dueAt <= ahead)
    expect(withReason(list, 'no-processor')).toEqual(
      near
        .map(idOf)
        .filter(each => unheld.includes(each))
        .sort()
    )
    const errors = found.filter(({ code, severity }) => severity === 'error' && code !== 'overdue')
    const looked = list.items.filter(({ finding }) => finding !== undefined)
    expect(looked.length).toBeGreaterThanOrEqual(errors.length)
    seen += list.items.length
  }
  expect(seen).toBeGreaterThan(200)
})

const view: View = { rules: compilePolicy(noticePolicy, danish), asOf: instant('2025-09-15T00:00:00Z') }
const stored = eventOf('recording-stored', '2025-09-01T08:10:00Z', {
  recordingId: 'recording-1',
  startedAt: instant('2025-09-01T08:00:00Z'),
  direction: 'inbound',
  customerType: 'private',
  line: 'customer-service',
  processor: 'recorder',
  region: 'DK'
})
const told = (at: string) =>
  eventOf('erasure-instructed', at, { target: 'recording', targetId: 'recording-1', processor: 'recorder' })
const itemsOf = (...events: ReadonlyArray<Event>) =>
  listOf(view, [{ callId: call1, events, faults: [] }]).items.filter(({ anchor }) => anchor === 'due')

test('told and not confirmed counts from the days that are given', () => {
  expect(itemsOf(stored, told('2025-09-08T00:00:00Z'))[0]?.reasons).toEqual(['overdue', 'not-confirmed'])
  expect(itemsOf(stored, told('2025-09-08T00:00:00.001Z'))[0]?.reasons).toEqual(['overdue'])
})

test('what failed for good is named with when, and is not once it is done', () => {
  const failed = eventOf('retention-failed', '2025-09-10T08:00:00Z', {
    target: 'recording',
    targetId: 'recording-1',
    action: 'erase',
    reason: 'broken',
    permanent: true
  })
  expect(itemsOf(stored, failed)[0]).toMatchObject({
    urgency: 'late',
    reasons: ['overdue', 'failed-permanently'],
    failedAt: '2025-09-10T08:00:00.000Z',
    processors: ['recorder'],
    command: `samtykke trail SOURCE --call call-1 --as-of ${view.asOf}`
  })
  const erased = eventOf('recording-erased', '2025-09-11T08:00:00Z', {
    recordingId: 'recording-1',
    confirmation: 'c-1'
  })
  expect(itemsOf(stored, failed, erased)).toEqual([])
})

test('the command of an item shows what the list shows, by whatever policy and whenever it is run', () => {
  const rules = compilePolicy({ ...noticePolicy }, danish)
  const other: View = { ...view, rules, knownAt: instant('2025-09-12T00:00:00Z') }
  const [item] = listOf(other, [{ callId: call1, events: [stored], faults: [] }]).items
  expect(item?.command).toBe(
    `samtykke trail SOURCE --call call-1 --policy POLICY --as-of ${view.asOf} --known-at 2025-09-12T00:00:00.000Z`
  )
})

describePages({
  'worklist-both': worklistHtml(simulatedView, listOf(simulatedView, simulatedCalls(40, 4)), 'both')
})

test('several reasons stand apart, as each says "and" itself', () => {
  const list = listOf(simulatedView, [])
  const [some] = listOf(simulatedView, simulatedCalls(40, 4)).items
  const item: WorkItem = { ...some!, reasons: ['overdue', 'access-request'] }
  const page = (language: 'da' | 'en') => worklistHtml(simulatedView, { ...list, items: [item] }, language)
  expect(page('da')).toContain('forfalden og ikke udført; indsigtsanmodning')
  expect(page('en')).toContain('due and not done; request for access')
})
