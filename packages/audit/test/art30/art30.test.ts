import { art30Csv, art30JsonLd, art30Of } from '@samtykke/audit'
import { compilePolicy, decodePolicy, type Instant, noticePolicy, runFindings } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { haveDpv, whyNot } from '../render/jsonld/dpv.ts'
import { quadsOf, strangers } from '../render/jsonld/quads.ts'

const asOf = '2026-06-01T00:00:00.000Z' as Instant
const viewOf = (policy: object) => {
  const decoded = decodePolicy({ ...noticePolicy, ...policy })
  if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left))
  return { rules: compilePolicy(decoded.right, () => undefined), asOf }
}
const record = art30Of(viewOf({}))

test('each time limit of the policy stands in the record, with its sentence', () => {
  const limits = record.activities.flatMap(({ timeLimits }) => timeLimits)
  for (const { keep, rule, source } of noticePolicy.versions[0]?.recordings ?? []) {
    expect(limits).toContainEqual(expect.objectContaining({ period: keep, rule, source }))
  }
  expect(limits).toContainEqual(expect.objectContaining({ period: 'P3M', rule: 'anonymise' }))
})

test('what the policy does not state is not guessed, and is listed', () => {
  expect(record).toMatchObject({ dataProtectionOfficer: null, measures: null })
  expect(record.missing).toEqual(
    expect.arrayContaining(['dataProtectionOfficer', 'authority', 'processors', 'notices', 'measures'])
  )
  expect(art30Csv(record, 'da')).toContain('IKKE ANGIVET')
  expect(art30Csv(record, 'en')).toContain('NOT STATED')
  const stated = art30Of(
    viewOf({ measures: ['encryption'], processors: [{ id: 'p', name: 'Recorder', region: 'DK' }] })
  )
  expect(stated.measures).toEqual(['encryption'])
  expect(stated.activities[0]?.recipients).toEqual(['Recorder'])
})

test('an empty list states nothing, here as in the findings of the run', () => {
  const view = viewOf({ measures: [], processors: [], notices: [], interests: [] })
  const { measures, activities, missing } = art30Of(view)
  expect([measures, activities[0]?.recipients]).toEqual([null, null])
  expect(missing).toEqual(expect.arrayContaining(['measures', 'processors', 'notices', 'interests']))
  expect(
    runFindings(view).flatMap(({ code, detail }) => (code === 'record-incomplete' ? [detail] : []))
  ).toEqual(missing.map(member => `the policy does not state ${member}`))
})

test('a processor outside the allowed regions is a transfer to a third country; none is a statement', () => {
  const transferred = art30Of(viewOf({ processors: [{ id: 'p', name: 'Recorder', region: 'US' }] }))
  expect(transferred.activities[0]?.thirdCountries).toEqual(['US'])
  expect(art30Csv(record, 'en')).toContain('"none"')
})

test('the version in force is recorded', () => {
  const [first] = noticePolicy.versions
  const later = (effectiveFrom: string) =>
    art30Of(viewOf({ versions: [first, { ...first, version: '2', effectiveFrom }] })).policyVersion
  expect(later('2026-05-01T00:00:00Z')).toBe('3-samtaler/2')
  expect(later('2026-07-01T00:00:00Z')).toBe('3-samtaler/1')
})

test('both declared bases are bases of the record, since the controller speaks', async () => {
  const quads = await quadsOf(art30JsonLd(record))
  const bases = quads
    .filter(({ predicate }) => predicate === 'https://w3id.org/dpv#hasLegalBasis')
    .map(({ object }) => object)
  expect(bases).toContain('https://w3id.org/dpv/legal/eu/gdpr#A6-1-f-controller')
  expect(bases).toContain('https://w3id.org/dpv/legal/eu/gdpr#A6-1-a-non-explicit-consent')
})

if (haveDpv) {
  test('every name is a term of DPV or our own', async () => {
    const full = art30Of(
      viewOf({ measures: ['m'], dataProtectionOfficer: { name: 'd' }, processors: [{ id: 'p', name: 'P' }] })
    )
    for (const each of [record, full]) expect(strangers(await quadsOf(art30JsonLd(each)))).toEqual([])
  })
} else {
  test.skip(`terms of DPV: ${whyNot}`, () => undefined)
}
