// A bank that keeps orders by law, quality on consent and training on an interest: what its documents say of each basis.
import {
  callState,
  compilePolicy,
  decodeHistories,
  decodePolicy,
  dueActions,
  explain,
  type Instant,
  legalBases as allBases,
  noticePolicy
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { art30Of } from '../../src/art30/art30.ts'
import { legalBases } from '../../src/basis/basis.ts'
import { rightsUnder } from '../../src/basis/rights.ts'
import { explanationText } from '../../src/explanation/explanationText.ts'
import { basisIri } from '../../src/render/jsonld/basis.ts'
import { trailHtml } from '../../src/trail/page/trailPage.ts'
import { trailOf } from '../../src/trail/trail.ts'

const decoded = decodePolicy({
  ...noticePolicy,
  versions: [
    {
      version: '1',
      effectiveFrom: '2018-01-01T00:00:00Z',
      purposes: [
        {
          purpose: 'orders',
          of: 'recording',
          basis: '6(1)(c)',
          text: { da: 'opbevaring af ordrer', en: 'keeping of orders' }
        },
        { purpose: 'quality', of: 'recording', basis: '6(1)(a)' },
        { purpose: 'training', of: 'recording', basis: '6(1)(f)' }
      ],
      recordings: [
        { rule: 'orders', purposes: ['orders'], keep: 'P5Y', source: 's' },
        { rule: 'rest', purposes: ['quality', 'training'], keep: 'P6M', source: 's' }
      ],
      analyses: { keep: 'P1M', then: 'erase', source: 's' }
    }
  ]
})
if (E.isLeft(decoded)) throw new Error('no policy')
const view = {
  rules: compilePolicy(decoded.right, () => undefined),
  asOf: '2026-06-01T00:00:00.000Z' as Instant
}

const event = (n: number, type: string, occurredAt: string, members: object) => ({
  id: `00000000-0000-4000-8000-00000000000${n}`,
  callId: 'call-1',
  type,
  occurredAt,
  ...members
})
const { calls } = decodeHistories([
  event(1, 'consent-given', '2025-09-01T09:59:00Z', {
    method: 'keypress',
    purposes: ['quality'],
    noticeVersion: '1',
    language: 'da'
  }),
  event(2, 'recording-stored', '2025-09-01T10:20:00Z', {
    recordingId: 'recording-1',
    startedAt: '2025-09-01T10:00:00Z',
    endedAt: '2025-09-01T10:15:00Z',
    direction: 'inbound',
    customerType: 'private',
    line: 'trading',
    processor: 'recorder',
    region: 'DK'
  }),
  event(3, 'processing-objected', '2025-10-01T10:00:00Z', { channel: 'email' })
])
const history = calls[0]
if (history === undefined) throw new Error('no call')

test('each purpose has its own basis over time, and one whose period is over is told from one without a basis', () => {
  const rows = legalBases(view)(callState(view)(history)).filter(({ activity }) => activity === 'store')
  expect(
    rows.map(({ purpose, until, state, reliedOn, endReason }) => [
      purpose,
      until,
      state,
      reliedOn?.article,
      endReason
    ])
  ).toEqual([
    ['orders', null, 'relied-on', '6(1)(c)', undefined],
    ['quality', '2026-03-01T23:00:00.000Z', 'relied-on', '6(1)(a)', 'expiry'],
    ['quality', null, 'ended', undefined, undefined],
    ['training', '2025-10-01T10:00:00.000Z', 'relied-on', '6(1)(f)', 'objection'],
    ['training', null, 'no-basis', undefined, undefined]
  ])
  expect(rows.map(({ legitimateInterest: { status } }) => status)).toEqual([
    'not-relied-on',
    'not-relied-on',
    'not-relied-on',
    'relied-on',
    'objected'
  ])
})

test('on the page of a trail consent is called consent, and another basis is not', () => {
  const page = trailHtml(view, trailOf(view)(history), 'en')
  const states = [...page.matchAll(/<td[^>]*>(consent|basis stands|purpose ended, kept for others)</g)]
  expect(states.map(([, state]) => state)).toEqual([
    'basis stands',
    'basis stands',
    'consent',
    'purpose ended, kept for others',
    'basis stands'
  ])
  expect(page).toContain('The customer has objected.')
  const [objection] = history.events.filter(({ type }) => type === 'processing-objected')
  const events = history.events.filter(each => each !== objection)
  const unopposed = trailHtml(view, trailOf(view)({ ...history, events }), 'en')
  expect(unopposed).toContain('>Relied on.<')
  expect(unopposed).not.toContain('The customer has objected.')
})

test('what was used for a purpose on consent is unknown where the consent cannot be read, beside orders kept by law', () => {
  const used = (purpose: string) => ({
    ...event(4, 'recording-used', '2025-09-02T10:00:00Z', {
      recordingId: 'recording-1',
      purpose,
      usedBy: 'employee-1'
    })
  })
  const fault = { _tag: 'undecodable', id: 'e-1', recordedAt: '2025-09-01T09:59:00.000Z' as Instant } as const
  const stateOfUseFor = (purpose: string, faults: ReadonlyArray<typeof fault>) => {
    const [stored] = history.events.filter(({ type }) => type === 'recording-stored')
    const [use] = decodeHistories([used(purpose)]).calls.flatMap(({ events }) => events)
    if (stored === undefined || use === undefined) throw new Error('no use')
    const rows = legalBases(view)(callState(view)({ callId: stored.callId, events: [stored, use], faults }))
    return rows.find(({ activity }) => activity === 'use')?.state
  }
  expect(stateOfUseFor('quality', [fault])).toBe('unknown')
  expect(stateOfUseFor('quality', [])).toBe('no-basis')
  expect(stateOfUseFor('orders', [fault])).toBe('relied-on')
})

test('a trail says in both languages on which basis it was kept, by the text of the policy', () => {
  const texts = trailOf(view)(history).entries.filter(({ code }) => code.startsWith('basis-'))
  expect(texts.map(({ text }) => text.en)).toEqual([
    'A legal obligation (GDPR art. 6(1)(c)) now covers the keeping of recording recording-1 for keeping of orders.',
    'A legitimate interest (GDPR art. 6(1)(f)) now covers the keeping of recording recording-1 for “training”.',
    'Consent (GDPR art. 6(1)(a)) now covers the keeping of recording recording-1 for “quality”.',
    'A legitimate interest (GDPR art. 6(1)(f)) no longer covers the keeping of recording recording-1 for “training”. No other basis takes its place.',
    'Consent (GDPR art. 6(1)(a)) no longer covers the keeping of recording recording-1 for “quality”. Legitimate interest does not take its place.'
  ])
  expect(texts[0]?.text.da).toBe(
    'Opbevaringen af optagelse recording-1 til opbevaring af ordrer sker nu på grundlag af en retlig forpligtelse (GDPR artikel 6, stk. 1, litra c).'
  )
})

test('an explanation names the purposes that end at different times, and the one that decides', () => {
  const call = callState(view)(history)
  const [action] = dueActions(view)(call)
  if (action === undefined) throw new Error('no action')
  const { da, en } = explanationText(view)(call, action, explain(view)(call, action))
  expect(en).toMatch(
    /^It is kept for several purposes, and for each as long as its own period runs: keeping of orders on a legal obligation \(GDPR art\. 6\(1\)\(c\)\) until 2 September 2030 at 00:00,? /
  )
  expect(da).toMatch(
    /^Der opbevares til flere formål, og til hvert af dem, så længe dets egen frist løber: opbevaring af ordrer /
  )
  expect(action.dueAt).toBe('2030-09-01T22:00:00.000Z')
})

test('the record of processing has the declared purposes, each with its bases and periods', () => {
  const { activities } = art30Of(view)
  expect(
    activities
      .filter(({ purposes }) => purposes.length > 0)
      .map(({ activity, legalBases, timeLimits }) => [
        activity,
        legalBases,
        timeLimits.map(({ period }) => period)
      ])
  ).toEqual([
    ['recording', ['6(1)(a)', '6(1)(c)', '6(1)(f)'], ['P5Y', 'P6M']],
    ['storage-and-use-orders', ['6(1)(c)'], ['P5Y']],
    ['storage-and-use-quality', ['6(1)(a)'], ['P6M']],
    ['storage-and-use-training', ['6(1)(f)'], ['P6M']]
  ])
})

test('every basis has a term of its own, and its rights', () => {
  expect(new Set(allBases.map(basis => basisIri[basis])).size).toBe(6)
  expect(rightsUnder(['6(1)(c)'])).toEqual(['13', '15', '16', '18', '19', '77'])
  expect(rightsUnder(['6(1)(b)'])).toContain('20')
  expect(rightsUnder(['6(1)(e)'])).toContain('21')
})
