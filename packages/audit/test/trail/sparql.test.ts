// The questions of docs/sparql.md, asked of an engine that is not ours, and answered from trails by hand.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import jsonld from 'jsonld'
import { trailJsonLd, type Trail, trailOf } from '@samtykke/audit'
import { type CallHistory, compilePolicy, decodeHistories, type Instant, noticePolicy } from '@samtykke/core'
import { holidaysOf } from '@samtykke/holidays'
import { Store, type Term } from 'oxigraph'
import { historyOf } from '../../../core/test/oracle/histories.ts'

const docs = readFileSync(resolve(__dirname, '../../../../docs/sparql.md'), 'utf8')
const queryNamed = (name: string): string => {
  const [, query] = new RegExp(`\`\`\`sparql ${name}\\n(.*?)\`\`\``, 's').exec(docs) ?? []
  if (query === undefined) throw new Error(`docs/sparql.md has no query ${name}`)
  return query
}

const view = {
  rules: compilePolicy(noticePolicy, holidaysOf('DK')),
  asOf: '2026-06-01T00:00:00.000Z' as Instant
}

// Ids of things are a call's own, so each history has a name space of its own.
const calls = Array.from({ length: 120 }, (_, index) => historyOf(index + 1)).flatMap(({ entries }, index) =>
  decodeHistories(entries).calls.map((history): [base: string, history: CallHistory, trail: Trail] => [
    `urn:history-${index}:${history.callId}:`,
    history,
    trailOf(view)(history)
  ])
)

const documentLoader = (url: string): never => {
  throw new Error(`nothing may be fetched: ${url}`)
}

const store = new Store()
beforeAll(async () => {
  for (const [base, history, trail] of calls) {
    const document = trailJsonLd(view, base)(history, trail)
    const quads = await jsonld.toRDF(document, { safe: true, documentLoader, format: 'application/n-quads' })
    // Blank nodes are a document's own.
    store.load(String(quads).replaceAll('_:b', `_:${base.replace(/\W/g, '')}b`), {
      format: 'application/n-quads'
    })
  }
})

const ask = (name: string): ReadonlyArray<ReadonlyArray<string>> => {
  const rows = store.query(`${queryNamed('prefixes')}\n${queryNamed(name)}`) as ReadonlyArray<
    Map<string, Term>
  >
  return rows.map(row => [...row.values()].map(term => term.value)).sort()
}

const answers = (of: (trail: Trail, base: string) => ReadonlyArray<ReadonlyArray<string>>) =>
  calls.flatMap(([base, , trail]) => of(trail, base)).sort()

test('which calls rest on consent', () => {
  const expected = answers(({ callId, basis }) =>
    basis.some(
      ({ activity, until, reliedOn }) =>
        activity.startsWith('store') && until === null && reliedOn?.article === '6(1)(a)'
    )
      ? [[callId]]
      : []
  )
  const distinct = [...new Set(expected.flat())].sort()
  expect(distinct.length).toBeGreaterThan(3)
  expect(ask('consent').flat()).toEqual(distinct)
})

test('what was erased late, and by how much', () => {
  const expected = answers(({ callId, entries }, base) =>
    entries.flatMap(({ code, facts, target, targetId, dueAt, lateSeconds }) =>
      code === 'done-late' && facts['action'] === 'erase'
        ? [[callId, `${base}${target}:${targetId}`, (dueAt ?? '').replace('.000Z', 'Z'), String(lateSeconds)]]
        : []
    )
  )
  expect(expected.length).toBeGreaterThan(10)
  expect(ask('late')).toEqual(expected)
})

test('what was used without a basis', () => {
  const expected = answers(({ callId, findings }, base) =>
    findings.flatMap(({ code, targetId, at }) =>
      code === 'used-without-basis'
        ? [[callId, `${base}recording:${targetId}`, at.replace('.000Z', 'Z'), '6(1)']]
        : []
    )
  )
  expect(expected.length).toBeGreaterThan(10)
  expect(ask('used')).toEqual([...new Map(expected.map(row => [row.join(), row])).values()])
})

test('nothing is both an entity and an activity, by its type or by what PROV-O says of its properties', () => {
  const prov = 'PREFIX prov: <http://www.w3.org/ns/prov#>'
  const both = `${prov} SELECT DISTINCT ?thing WHERE {
    { ?thing a prov:Entity } UNION { ?thing prov:wasGeneratedBy|prov:wasDerivedFrom|prov:wasInvalidatedBy|prov:wasAttributedTo ?a }
      UNION { ?b prov:used|prov:wasDerivedFrom ?thing }
    { ?thing a prov:Activity } UNION { ?thing prov:used|prov:wasInformedBy|prov:wasAssociatedWith ?c }
      UNION { ?d prov:wasGeneratedBy|prov:wasInformedBy|prov:wasInvalidatedBy ?thing } }`
  expect(store.query(both)).toEqual([])
  const counted = (type: string) =>
    store.query(`${prov} SELECT ?t WHERE { ?t a prov:${type} }`) as ReadonlyArray<unknown>
  expect(counted('Entity').length).toBeGreaterThan(1000)
  expect(counted('Activity').length).toBeGreaterThan(1000)
})
