import { art30Of, consentRecordOf } from '@samtykke/audit'
import {
  type CallHistory,
  compilePolicy,
  decodeHistories,
  decodePolicy,
  type Instant,
  noticePolicy
} from '@samtykke/core'
import { holidaysOf } from '@samtykke/holidays'
import * as E from 'fp-ts/lib/Either.js'
import { historyOf } from '../../../core/test/oracle/histories.ts'
import { instant } from '../events.ts'
import { haveDpv, whyNot } from '../render/jsonld/dpv.ts'
import { type Quad, quadsOf, strangers } from '../render/jsonld/quads.ts'

const dpv = 'https://w3id.org/dpv#'
const dct = 'http://purl.org/dc/terms/'
const rdfType = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'
const profile = 'https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr'

const asOf = '2026-03-10T12:00:00.000Z' as Instant
const view = { rules: compilePolicy(noticePolicy, holidaysOf('DK')), asOf }

const histories = Array.from({ length: 120 }, (_, index) => historyOf(index + 1)).flatMap(({ entries }) =>
  decodeHistories(entries).calls.filter(({ events }) =>
    events.some(event => event.type === 'consent-given' && event.occurredAt <= asOf)
  )
)

const objects = (quads: ReadonlyArray<Quad>, subject: string, predicate: string): ReadonlyArray<string> =>
  quads.filter(quad => quad.subject === subject && quad.predicate === predicate).map(({ object }) => object)

const ofType = (quads: ReadonlyArray<Quad>, type: string): ReadonlyArray<string> =>
  quads.filter(quad => quad.predicate === rdfType && quad.object === type).map(({ subject }) => subject)

test('what is not stated is what the record of processing lacks', () => {
  const lacking = { ...noticePolicy, notices: [{ version: '1', language: 'da' }], measures: [] }
  const decoded = decodePolicy(lacking)
  if (E.isLeft(decoded)) throw new Error('refused')
  const ofLacking = { ...view, rules: compilePolicy(decoded.right, holidaysOf('DK')) }
  const [record] = histories.map(consentRecordOf(ofLacking))
  expect(record?.notStated).toEqual(art30Of(ofLacking).missing)
  expect(record?.notStated).toEqual(expect.arrayContaining(['measures', 'notices.0.url', 'notices.0.sha256']))
})

test('the mandatory fields of TS 27560 stand once or more', async () => {
  let records = 0
  for (const history of histories) {
    const { document, recordId } = consentRecordOf(view)(history)
    const quads = await quadsOf(document)
    const [record = ''] = ofType(quads, `${dpv}ConsentRecord`)
    const given = history.events.some(event => event.type === 'consent-given' && event.occurredAt <= asOf)
    if (!given || objects(quads, record, `${dpv}hasNotice`).length === 0) continue
    records += 1
    expect(objects(quads, record, `${dct}conformsTo`)).toEqual([profile])
    expect(objects(quads, record, `${dpv}hasIdentifier`)).toEqual([recordId])
    for (const field of [
      `${dpv}hasDataSubject`,
      `${dpv}hasNotice`,
      `${dct}language`,
      `${dpv}hasProcess`,
      `${dpv}hasDataController`,
      `${dpv}hasJurisdiction`,
      `${dpv}hasConsentControl`,
      `${dpv}hasRight`
    ]) {
      expect({ field, count: objects(quads, record, field).length }).not.toEqual({ field, count: 0 })
    }
    const [controller = ''] = objects(quads, record, `${dpv}hasDataController`)
    for (const field of ['hasIdentifier', 'hasName', 'hasAddress', 'hasContact']) {
      expect(objects(quads, controller, `${dpv}${field}`)).toHaveLength(1)
    }
    const [control = ''] = objects(quads, record, `${dpv}hasConsentControl`)
    expect(objects(quads, control, `${dpv}isExercisedAt`)).toEqual(['databeskyttelse@3.dk'])
    for (const process of objects(quads, record, `${dpv}hasProcess`)) {
      for (const field of [
        'hasPurpose',
        'hasPersonalData',
        'hasConsentStatus',
        'hasStorageCondition',
        'hasDuration'
      ]) {
        expect({ field, count: objects(quads, process, `${dpv}${field}`).length }).not.toEqual({
          field,
          count: 0
        })
      }
      expect(objects(quads, process, `${dpv}hasConsentStatus`)).toHaveLength(1)
    }
    for (const event of ofType(quads, 'https://w3id.org/dpv/legal/eu/gdpr#A6-1-a-non-explicit-consent')) {
      expect(objects(quads, event, `${dpv}isIndicatedAtTime`)).toHaveLength(1)
      expect(objects(quads, event, `${dpv}isIndicatedBy`)).toHaveLength(1)
      expect(objects(quads, event, `${dpv}hasConsentStatus`)).toHaveLength(1)
    }
  }
  expect(records).toBeGreaterThan(50)
})

if (haveDpv) {
  test('every name is a term of DPV, of its profile or our own', async () => {
    for (const history of histories.slice(0, 60)) {
      for (const receipt of [false, true]) {
        const { document } = consentRecordOf(view, { receipt })(history)
        expect(strangers(await quadsOf(document), [profile, profile.replace('#record', '#receipt')])).toEqual(
          []
        )
      }
    }
  })
} else {
  test.skip(`terms of DPV: ${whyNot}`, () => undefined)
}

const call = (...events: ReadonlyArray<object>) => {
  const [history] = decodeHistories(
    events.map((event, index) => ({
      id: `00000000-0000-4000-8000-00000000000${index}`,
      callId: 'call-1',
      ...event
    }))
  ).calls
  if (history === undefined) throw new Error('no call')
  return history
}
const given = (occurredAt: string) => ({
  type: 'consent-given',
  occurredAt,
  method: 'keypress',
  purposes: ['documentation'],
  noticeVersion: '1',
  language: 'da'
})
const stored = {
  type: 'recording-stored',
  occurredAt: '2026-02-01T10:10:00Z',
  recordingId: 'recording-1',
  startedAt: '2026-02-01T10:00:00Z',
  direction: 'inbound',
  customerType: 'private',
  line: 'customer-service',
  processor: 'recorder',
  region: 'DK'
}
const about = { occurredAt: '2026-02-02T10:00:00Z' }

test.each([
  ['ConsentGiven', [given('2026-02-01T09:59:00Z'), stored]],
  ['ConsentInvalidated', [given('2026-02-01T10:01:00Z'), stored]],
  [
    'ConsentWithdrawn',
    [given('2026-02-01T09:59:00Z'), stored, { ...about, type: 'consent-withdrawn', channel: 'email' }]
  ],
  [
    'ConsentRefused',
    [given('2026-02-01T09:59:00Z'), stored, { ...about, type: 'consent-refused', method: 'spoken' }]
  ]
])('%s', async (status, events) => {
  const quads = await quadsOf(consentRecordOf(view)(call(...events)).document)
  expect(
    quads.filter(
      ({ predicate, subject }) => predicate === `${dpv}hasConsentStatus` && subject.endsWith('-documentation')
    )
  ).toMatchObject([{ object: `${dpv}${status}` }])
  const relied = quads.filter(({ predicate }) => predicate === `${dpv}hasLegalBasis`)
  expect(relied).toHaveLength(status === 'ConsentGiven' ? 1 : 0)
})

test('what stands after a redaction tells of no consent: what was redacted may have come last', async () => {
  const withdrawn = { ...about, type: 'consent-withdrawn', channel: 'email' }
  const redacted = { occurredAt: '2026-02-03T10:00:00Z', type: 'proof-redacted', keyDestroyed: true }
  const left = call(stored, withdrawn, redacted)
  const fault = { _tag: 'redacted', id: '0@call-1', recordedAt: instant('2026-02-01T10:00:00Z') } as const
  const statusesOf = async (faults: CallHistory['faults']) =>
    new Set(
      (await quadsOf(consentRecordOf(view)({ ...left, faults }).document))
        .filter(
          ({ predicate, subject }) => predicate === `${dpv}hasConsentStatus` && /#(?!happening)/.test(subject)
        )
        .map(({ object }) => object.slice(dpv.length))
    )
  expect(await statusesOf([])).toEqual(new Set(['ConsentWithdrawn']))
  expect(await statusesOf([fault])).toEqual(new Set(['ConsentUnknown']))
})

test('what the policy does not state is not guessed', () => {
  const decoded = decodePolicy({ ...noticePolicy, controller: null, withdrawalContact: null })
  if (E.isLeft(decoded)) throw new Error('refused')
  const unstated = { rules: compilePolicy(decoded.right, holidaysOf('DK')), asOf }
  const record = consentRecordOf(unstated)(call(given('2026-02-01T09:59:00Z'), stored))
  expect(record.notStated).toContain('controller')
  expect(JSON.stringify(record.document.graph)).toContain('"hasName":"not stated"')
})
