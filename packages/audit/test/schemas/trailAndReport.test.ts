import { compilePolicy, decodeHistories, type LocalDate, noticePolicy, type View } from '@samtykke/core'
import { simulate } from '@samtykke/testing'
import { reportOf } from '../../src/report/report.ts'
import { trailOf } from '../../src/trail/trail.ts'
import { instant } from '../events.ts'
import { danish, hostile, seeds } from '../histories.ts'
import { validators } from './validator.ts'

const schemas = validators()

/** What a reader of the output meets. */
const written = (output: unknown): unknown => JSON.parse(JSON.stringify(output))

const faultsIn = (name: string, output: unknown): ReadonlyArray<string> => {
  const validate = schemas.get(name)!
  return validate(written(output))
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`)
}

test('trails and reports of a thousand hostile histories are as their schemas say', () => {
  for (const seed of seeds(1000)) {
    const { view, calls } = hostile(seed)
    const reporter = reportOf(view, { since: instant('2024-01-01T00:00:00Z'), whatIf: view.rules })
    for (const call of calls) {
      expect(faultsIn('trail', trailOf(view)(call))).toEqual([])
      reporter.add(call)
    }
    expect(faultsIn('report', reporter.finish({ rejectedLines: 3 }))).toEqual([])
  }
})

test('trails and reports of simulated calls are as their schemas say', () => {
  const view: View = { rules: compilePolicy(noticePolicy, danish), asOf: instant('2025-11-10T10:00:00Z') }
  const events = simulate({
    calls: 60,
    seed: 3,
    from: '2024-10-01' as LocalDate,
    to: '2025-10-31' as LocalDate
  })
  const { calls } = decodeHistories([...events])
  const seal = { origin: 'log.example', size: 12, root: 'AAAA' }
  const reporter = reportOf(view)
  for (const call of calls) {
    const placeOf = () => ({ stream: `call-${call.callId}`, revision: '0', leaf: 0 })
    expect(faultsIn('trail', trailOf(view, { seal, placeOf })(call))).toEqual([])
    reporter.add(call)
  }
  expect(faultsIn('report', reporter.finish({ sealed: { seal, unsealedEvents: 3 } }))).toEqual([])
})

test('the closed schemas refuse what is not as they say', () => {
  const { view, calls } = hostile(1)
  const trail = trailOf(view)(calls[0]!)
  expect(faultsIn('trail', { ...trail, more: 1 })).not.toEqual([])
  expect(faultsIn('trail', { ...trail, entries: [{ ...trail.entries[0], at: 'noon' }] })).not.toEqual([])
  expect(faultsIn('report', { ...reportOf(view).finish(), limits: [] })).not.toEqual([])
})
