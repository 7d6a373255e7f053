import { context, ownTerms, trailJsonLd, trailOf, vocabulary } from '@samtykke/audit'
import { compilePolicy, decodeHistories, type Instant, noticePolicy } from '@samtykke/core'
import { holidaysOf } from '@samtykke/holidays'
import { historyOf } from '../../../core/test/oracle/histories.ts'
import { dpvTerms, haveDpv, rightsOf, whyNot } from '../render/jsonld/dpv.ts'
import { type Quad, quadsOf, strangers } from '../render/jsonld/quads.ts'

const dpv = 'https://w3id.org/dpv#'
const gdpr = 'https://w3id.org/dpv/legal/eu/gdpr#'

const view = {
  rules: compilePolicy(noticePolicy, holidaysOf('DK')),
  asOf: '2026-06-01T00:00:00.000Z' as Instant
}

const documents = () =>
  Array.from({ length: 40 }, (_, index) => historyOf(index + 1)).flatMap(({ entries }) =>
    decodeHistories(entries).calls.map(history => trailJsonLd(view)(history, trailOf(view)(history)))
  )

const objectsOf = (quads: ReadonlyArray<Quad>, predicate: string): ReadonlyArray<string> =>
  quads.filter(quad => quad.predicate === predicate).map(({ object }) => object)

if (haveDpv) {
  test('every name is a term of DPV or our own, and every resource is one', async () => {
    for (const document of documents()) expect(strangers(await quadsOf(document))).toEqual([])
    expect(strangers(await quadsOf(vocabulary))).toEqual([])
  })

  test('a name that DPV lacks is found, and so is one that the guide to 27560 has and DPV 2.3 has not', async () => {
    const wrong = {
      '@context': context,
      id: 'urn:samtykke:call:x',
      type: 'dpv:Delete',
      hasStatus: 'dpv:Nonsense',
      hasName: 'dpv:Erase'
    }
    expect(strangers(await quadsOf(wrong))).toEqual([`${dpv}Nonsense`, `${dpv}Delete`, 'the text dpv:Erase'])
  })

  test('a state of consent, a purpose and a right are of the kind that their property asks for', async () => {
    const terms = dpvTerms()
    const kinds = new Set<string>()
    for (const document of documents()) {
      const quads = await quadsOf(document)
      for (const status of objectsOf(quads, `${dpv}hasConsentStatus`)) {
        expect(terms.get(status)?.['dpvtype']).toBe(`${dpv}ConsentStatus`)
        kinds.add(status)
      }
      for (const purpose of objectsOf(quads, `${dpv}hasPurpose`)) {
        const own = ownTerms[purpose.replace('urn:samtykke:term:', '')]
        const broader = own?.broader?.replace('dpv:', dpv) ?? purpose
        expect(terms.get(broader)?.['dpvtype']).toBe(`${dpv}Purpose`)
      }
      for (const right of objectsOf(quads, `${dpv}hasRight`)) expect(terms.has(right)).toBe(true)
    }
    expect([...kinds].sort()).toEqual(
      ['ConsentGiven', 'ConsentRefused', 'ConsentWithdrawn'].map(term => `${dpv}${term}`)
    )
  })

  test('the rights of a row are those of its declared bases, and to be told of erasure', async () => {
    const expected = [...new Set([...rightsOf('A6-1-a'), ...rightsOf('A6-1-f'), `${gdpr}A19`])].sort()
    let rows = 0
    for (const document of documents()) {
      const quads = await quadsOf(document)
      for (const row of new Set(
        quads.filter(quad => quad.object === `${dpv}PersonalDataProcess`).map(({ subject }) => subject)
      )) {
        expect(
          objectsOf(
            quads.filter(quad => quad.subject === row),
            `${dpv}hasRight`
          ).toSorted()
        ).toEqual(expected)
        rows += 1
      }
    }
    expect(rows).toBeGreaterThan(50)
  })
} else {
  test.skip(`terms of DPV: ${whyNot}`, () => undefined)
}

test('legitimate interest is declared, and never the basis of a trail', async () => {
  let declared = 0
  for (const document of documents()) {
    const quads = await quadsOf(document)
    expect(
      objectsOf(quads, `${dpv}hasLegalBasis`).filter(basis => basis !== `${gdpr}A6-1-a-non-explicit-consent`)
    ).toEqual([])
    declared += objectsOf(quads, 'urn:samtykke:term:declaredBasis').filter(
      basis => basis === `${gdpr}A6-1-f-controller`
    ).length
  }
  expect(declared).toBeGreaterThan(50)
})

test('a base of the reader’s choice takes the place of ours in the names of data', () => {
  const [history] = decodeHistories(historyOf(1).entries).calls
  if (history === undefined) throw new Error('no call')
  const document = trailJsonLd(view, 'https://data.example/')(history, trailOf(view)(history))
  expect(document.graph[0]?.id).toBe(`https://data.example/call:${history.callId}`)
})
