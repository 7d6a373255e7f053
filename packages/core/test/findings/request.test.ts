// The last day of an answer is whole: at its end, `dueAt`, the time is over.
import { callState, compilePolicy, decodeHistories, findings, instant, noticePolicy } from '@samtykke/core'

const rules = compilePolicy(noticePolicy, () => undefined)
const view = { rules, asOf: instant('2025-12-01T00:00:00.000Z') }

const dueAt = '2025-10-02T22:00:00.000Z' // midnight in Copenhagen, a month from the day of the request

const codesOf = (answeredAt: string) =>
  decodeHistories(
    [
      { type: 'access-requested', occurredAt: '2025-09-02T08:00:00Z', channel: 'email' },
      { type: 'access-answered', occurredAt: answeredAt, copyHandedOver: true }
    ].map((event, index) => ({
      ...event,
      id: `00000000-0000-4000-8000-00000000000${index}`,
      callId: 'call-1',
      requestId: 'request-1'
    }))
  )
    .calls.map(callState(view))
    .flatMap(findings(view))
    .map(({ code, detail }) => [code, detail])

test.each([
  ['2025-09-02T08:00:00.000Z', []],
  ['2025-10-02T21:59:59.999Z', []],
  [dueAt, [['answered-late', `0 s after ${dueAt}`]]],
  ['2025-10-02T22:00:01.000Z', [['answered-late', `1 s after ${dueAt}`]]]
])('an answer at %s', (at, expected) => {
  expect(codesOf(at)).toEqual(expected)
})
