/**
 * What of a log needs a person this week: by urgency, each with the trail behind it.
 */
import { type CallHistory, callState, ordText, runFindings, type View } from '@samtykke/core'
import { type Head, headOf, sourceOf } from '../head/head.ts'
import { digest } from '../report/digest.ts'
import { findingItem, itemsOf, type WorklistOptions } from './itemsOf.ts'
import { urgencies, type Urgency, type WorkItem } from './workItem.ts'

/** What needs a person. */
export interface Worklist extends Head<'worklist'>, WorklistOptions {
  readonly counts: Readonly<Record<Urgency, number>>
  /** The most urgent first; of one urgency the oldest first. */
  readonly items: ReadonlyArray<WorkItem>
}

/** A list in the making: calls are added one at a time, in any order. */
export interface WorklistMaker {
  readonly add: (history: CallHistory) => void
  readonly finish: () => Worklist
}

const text = (value: string | null | undefined): string => value ?? ''

const byUrgency = (a: WorkItem, b: WorkItem): number =>
  urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency) ||
  ordText.compare(a.at, b.at) ||
  ordText.compare(text(a.callId), text(b.callId)) ||
  ordText.compare(text(a.target), text(b.target)) ||
  ordText.compare(text(a.targetId), text(b.targetId)) ||
  ordText.compare(text(a.finding), text(b.finding))

/**
 * Starts a list of what needs a person: what is overdue, failed for good, due without a known processor, told and not
 * confirmed, requests for access, holds to review, errors, conflicts, and what of these falls due soon.
 *
 * @param view `asOf` is now
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { worklistOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-03-10T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'access-requested', callId: 'call-1',
 *     occurredAt: '2026-03-05T11:50:00Z', requestId: 'request-1', channel: 'email' }
 * ])
 * const list = worklistOf(view, { days: 7, unconfirmedFor: 7 })
 * calls.forEach(list.add)
 * const [first] = list.finish().items
 * assert.deepStrictEqual([first?.urgency, first?.reasons, first?.lastLawfulDay], ['later', ['access-request'], '2026-04-06'])
 *
 * @see GDPR art. 5(2), 12(3), 24(1), 39(1)(b)
 */
export const worklistOf = (view: View, options: WorklistOptions): WorklistMaker => {
  const stateIn = callState(view)
  const itemsIn = itemsOf(view, options)
  const read = digest.empty()
  const found: Array<WorkItem> = runFindings(view).flatMap(findingItem(view))
  return {
    add: history => {
      const call = stateIn(history)
      digest.add(read, sourceOf(history.events))
      found.push(...itemsIn(call))
    },
    finish: () => {
      const items = [...found].sort(byUrgency)
      return {
        ...headOf('worklist', view, digest.result(read, view), null),
        ...options,
        counts: Object.fromEntries(
          urgencies.map(each => [each, items.filter(({ urgency }) => urgency === each).length])
        ) as Worklist['counts'],
        items
      }
    }
  }
}
