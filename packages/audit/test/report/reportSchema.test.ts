import { reportOf } from '../../src/report/report.ts'
import { instant } from '../events.ts'
import { hostile, seeds } from '../histories.ts'
import { faultsIn } from '../schema.ts'
import { simulatedCalls, simulatedView } from '../simulated.ts'

test('reports of a thousand hostile histories are as their schema says', () => {
  for (const seed of seeds(1000)) {
    const { view, calls } = hostile(seed)
    const reporter = reportOf(view, {
      since: instant('2024-01-01T00:00:00Z'),
      whatIf: view.rules,
      ifInvalid: seed % 2 === 0 ? { bundled: true } : { method: 'keypress', until: view.asOf }
    })
    calls.forEach(reporter.add)
    expect(faultsIn('report', reporter.finish({ rejectedLines: 3 }))).toEqual([])
  }
})

test('a report of simulated calls under a seal is as its schema says', () => {
  const seal = { origin: 'log.example', size: 12, root: 'AAAA' }
  const reporter = reportOf(simulatedView)
  simulatedCalls(60, 3).forEach(reporter.add)
  expect(faultsIn('report', reporter.finish({ sealed: { seal, unsealedEvents: 3 } }))).toEqual([])
})

test('the closed schema refuses what is not as it says', () => {
  expect(faultsIn('report', { ...reportOf(hostile(1).view).finish(), limits: [] })).not.toEqual([])
})
