import { callState, compilePolicy, isGoneAt, noticePolicy } from '@samtykke/core'
import { type BasisRow, legalBases } from '../../src/basis/basis.ts'
import { rightsUnder } from '../../src/basis/rights.ts'
import { call1, eventOf, instant } from '../events.ts'
import { hostile, seeds } from '../histories.ts'
import { haveDpv, rightsOf, whyNot } from '../render/jsonld/dpv.ts'
import { simulatedCalls, simulatedView } from '../simulated.ts'

const seen = (seed: number) => {
  const { view, calls } = hostile(seed)
  return calls.map(history => {
    const call = callState(view)(history)
    return { view, call, rows: legalBases(view)(call) }
  })
}

const stretches = (rows: ReadonlyArray<BasisRow>): ReadonlyArray<ReadonlyArray<BasisRow>> => {
  const groups = new Map<string, Array<BasisRow>>()
  for (const row of rows) {
    if (row.activity !== 'store' && row.activity !== 'store-analysis') continue
    const key = `${row.activity} ${row.targetId} ${row.purpose ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups.values()]
}

describe('legal bases of hostile histories', () => {
  test('rows tile the time through which a thing is there', () => {
    for (const { view, call, rows } of seeds(80).flatMap(seen)) {
      for (const rowsOfOne of stretches(rows)) {
        const kept = [...call.recordings, ...call.analyses].find(
          each =>
            each.targetId === rowsOfOne[0]!.targetId &&
            (each.target === 'recording') === (rowsOfOne[0]!.activity === 'store')
        )!
        const repeats = kept.target === 'recording' ? kept.repeats : []
        expect(rowsOfOne[0]!.from).toBe(kept.start)
        rowsOfOne.forEach((row, index) => {
          const next = rowsOfOne[index + 1]
          if (row.until === null) expect(next).toBeUndefined()
          else if (next !== undefined) {
            expect(next.from >= row.until).toBe(true)
            if (next.from > row.until) expect(isGoneAt(kept.outcomes, repeats, row.until)).toBe(true)
          } else expect(isGoneAt(kept.outcomes, repeats, view.asOf)).toBe(true)
        })
      }
      const there = [...call.recordings, ...call.analyses].filter(kept => kept.start <= view.asOf)
      expect(new Set(stretches(rows).map(([row]) => `${row!.activity} ${row!.targetId}`)).size).toBe(
        new Set(there.map(kept => `${kept.target} ${kept.targetId}`)).size
      )
    }
  })

  test('consent alone is relied on, and names the consents', () => {
    for (const { call, rows } of seeds(80).flatMap(seen)) {
      const consents = new Set<string>(
        call.facts.events.filter(event => event.type === 'consent-given').map(event => event.id)
      )
      for (const { reliedOn, state, exemption, hold } of rows) {
        if (reliedOn !== null) {
          expect(reliedOn.article).toBe('6(1)(a)')
          expect(reliedOn.events.length).toBeGreaterThan(0)
          expect(reliedOn.events.filter(id => !consents.has(id))).toEqual([])
        }
        if (state === 'relied-on' || state === 'overdue') expect(reliedOn).not.toBeNull()
        if (state === 'no-basis' || state === 'unknown') expect(reliedOn).toBeNull()
        expect(state === 'held').toBe(exemption !== undefined && hold !== undefined)
      }
    }
  })

  test('without consent at the start nothing is ever relied on', () => {
    for (const { call, rows } of seeds(60).flatMap(seen)) {
      for (const recording of call.recordings.filter(each => each.keptFor === 0)) {
        const own = rows.filter(row => row.activity === 'store' && row.targetId === recording.targetId)
        expect(own.filter(row => row.reliedOn !== null)).toEqual([])
      }
    }
  })
})

describe('the consents that are named', () => {
  const given = (occurredAt: string) =>
    eventOf('consent-given', occurredAt, {
      method: 'keypress',
      purposes: ['documentation'],
      noticeVersion: '2025-01',
      language: 'da'
    })
  const stored = eventOf('recording-stored', '2025-08-31T12:10:00Z', {
    recordingId: 'recording-1',
    startedAt: instant('2025-08-31T12:00:00Z'),
    direction: 'inbound',
    customerType: 'private',
    line: 'customer-service',
    processor: 'recorder',
    region: 'DK'
  })
  const rowsUnder = (members: object, ...events: ReadonlyArray<ReturnType<typeof eventOf>>) => {
    const rules = compilePolicy({ ...noticePolicy, ...members }, () => undefined)
    const view = { rules, asOf: instant('2025-09-05T00:00:00Z') }
    return legalBases(view)(callState(view)({ callId: call1, events: [...events, stored], faults: [] }))
  }

  test('are those within the tolerance where the others were taken back, and none where that was at the very start', () => {
    const before = given('2025-08-31T11:58:00Z')
    const back = (at: string) => eventOf('consent-withdrawn', at, { channel: 'in-call' })
    const after = given('2025-08-31T12:01:00Z')
    const eventsAfter = (at: string) =>
      rowsUnder({ clockTolerance: 'PT5M' }, before, back(at), after, given('2025-08-31T13:00:00Z')).map(
        ({ reliedOn }) => reliedOn?.events
      )
    expect(eventsAfter('2025-08-31T11:59:00Z')).toEqual([[after.id], [after.id]])
    expect(eventsAfter('2025-08-31T12:00:00Z')).toEqual([undefined, undefined])
  })

  test('stand beside no interest that the policy does not name, or not for the purpose', () => {
    const text = { da: 'x', en: 'x' }
    const interests = [
      { id: 'any', text },
      { id: 'other', text, purposes: ['voice-analysis'] }
    ]
    for (const members of [{ interests: undefined }, { interests }]) {
      const rows = rowsUnder(members, given('2025-08-31T11:59:00Z'))
      expect(rows.map(({ legitimateInterest }) => legitimateInterest.interestId)).toEqual([null, null])
    }
  })
})

describe('consent that cannot be read', () => {
  const stored = eventOf('recording-stored', '2025-08-31T12:10:00Z', {
    recordingId: 'recording-1',
    startedAt: instant('2025-08-31T12:00:00Z'),
    endedAt: instant('2025-08-31T12:09:00Z'),
    direction: 'inbound',
    customerType: 'private',
    line: 'customer-service',
    processor: 'recorder',
    region: 'DK'
  })
  const rowsWith = (
    fault: 'undecodable' | 'redacted',
    ...others: ReadonlyArray<ReturnType<typeof eventOf>>
  ): ReadonlyArray<BasisRow> => {
    const view = { ...simulatedView, asOf: instant('2025-09-05T00:00:00Z') }
    const recordedAt = instant('2025-08-31T11:59:00Z')
    return legalBases(view)(
      callState(view)({
        callId: call1,
        events: [stored, ...others],
        faults: [{ _tag: fault, id: '0@call-1', recordedAt }]
      })
    )
  }
  const placed = eventOf('hold-placed', '2025-09-01T09:00:00Z', {
    holdId: 'hold-1',
    claimReference: 'claim-1',
    approvedBy: 'counsel',
    reviewOn: '2026-06-01',
    suspends: 'all'
  })

  test('is unknown, and what is held is used on a basis that is unknown', () => {
    const use = { recordingId: 'recording-1', purpose: 'documentation', usedBy: 'employee-1' }
    const rows = rowsWith(
      'undecodable',
      placed,
      eventOf('recording-used', '2025-09-02T09:00:00Z', use),
      eventOf('recording-used', '2025-09-03T09:00:00Z', { ...use, holdId: 'hold-1' })
    )
    expect(rows.map(({ activity, state, hold }) => [activity, state, hold])).toEqual([
      ['record', 'unknown', undefined],
      ['store', 'unknown', undefined],
      ['store', 'held', 'hold-1'],
      ['use', 'unknown', undefined],
      ['use', 'held', 'hold-1']
    ])
  })

  test('stays unknown once a redaction of the proof explains why', () => {
    const erased = eventOf('recording-erased', '2025-09-01T09:00:00Z', {
      recordingId: 'recording-1',
      confirmation: 'c-1'
    })
    const redacted = eventOf('proof-redacted', '2025-09-02T09:00:00Z', { keyDestroyed: true })
    expect(rowsWith('redacted', erased, redacted).map(({ state }) => state)).toEqual(['unknown', 'unknown'])
  })
})

const gdpr = 'https://w3id.org/dpv/legal/eu/gdpr#'
const articleOf = (right: string): string => right.slice(gdpr.length + 1).replace(/^(\d+)-(\d+)$/, '$1($2)')

test('at the very instant at which its period has passed a recording is overdue', () => {
  let recordings = 0
  for (const history of simulatedCalls(40, 3)) {
    const [recording] = callState(simulatedView)(history).recordings
    const asOf = recording?.grounds.find(({ rule }) => rule === 'expiry')?.at
    if (recording === undefined || asOf === undefined || recording.grounds.length > 1) continue
    const view = { ...simulatedView, asOf }
    const call = callState(view)(history)
    if (call.holdsInForce.length > 0 || call.recordings[0]?.done === true) continue
    const rows = legalBases(view)(call).filter(row => row.activity === 'store' && row.until === null)
    const own = rows.filter(row => row.targetId === recording.targetId)
    expect(own.map(({ from, state }) => [from, state])).toEqual(own.map(() => [asOf, 'overdue']))
    recordings += own.length
  }
  expect(recordings).toBeGreaterThan(5)
})

describe(haveDpv ? 'rights' : `rights: ${whyNot}`, () => {
  const withTerms = haveDpv ? test : test.skip

  withTerms.each([
    ['6(1)(a)', 'A6-1-a'],
    ['6(1)(f)', 'A6-1-f']
  ] as const)('under %s agree with the mapping of the Data Privacy Vocabulary', (basis, term) => {
    const rights = rightsOf(term).map(articleOf)
    expect(rights.length).toBeGreaterThan(5)
    expect([...rightsUnder([basis])].sort()).toEqual([...new Set([...rights, '19'])].sort())
  })
})
