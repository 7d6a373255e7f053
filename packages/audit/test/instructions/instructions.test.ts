import { answerFormCsv, instructionsCsv, instructionsFor, sourceOf } from '@samtykke/audit'
import {
  callState,
  compilePolicy,
  decodeHistories,
  dueActions,
  type Instant,
  noticePolicy
} from '@samtykke/core'
import { holidaysOf } from '@samtykke/holidays'
import { historyOf } from '../../../core/test/oracle/histories.ts'

const view = {
  rules: compilePolicy(noticePolicy, holidaysOf('DK')),
  asOf: '2026-06-01T00:00:00.000Z' as Instant
}

const calls = Array.from({ length: 250 }, (_, index) => historyOf(index + 6000)).flatMap(
  ({ entries, seed }) =>
    decodeHistories(entries).calls.map(history =>
      callState(view)({ ...history, callId: `${history.callId}-${seed}` as typeof history.callId })
    )
)

const processors = [...new Set(calls.flatMap(call => call.recordings.map(({ event }) => event.processor)))]

const listFor = (processor: string) => instructionsFor(view, processor, sourceOf([]))(calls)

test('what is due of a recording stands on the list of its processor, and on no other', () => {
  let due = 0
  for (const call of calls) {
    for (const action of dueActions(view)(call)) {
      if (action.target !== 'recording') continue
      const owner = call.recordings.find(each => each.targetId === action.targetId)?.event.processor
      for (const processor of processors) {
        const { erase } = listFor(processor)
        const listed = erase.some(
          each =>
            each.callId === call.callId && each.targetId === action.targetId && each.target === 'recording'
        )
        expect(listed).toBe(processor === owner && action.status === 'due' && action.uncertain !== true)
        if (listed) due += 1
      }
    }
    if (due > 60) break
  }
  expect(due).toBeGreaterThan(60)
})

test('what a hold suspends is to be kept, and nothing is said of why', () => {
  const lists = processors.map(listFor)
  expect(lists.flatMap(({ keep }) => keep).length).toBeGreaterThan(5)
  for (const { keep, erase } of lists) {
    for (const each of keep) expect(Object.keys(each).sort()).toEqual(['reviewOn', 'target', 'targetId'])
    for (const each of erase) {
      for (const member of ['rule', 'article', 'grounds', 'purposes', 'legalBasis', 'subjectRef'])
        expect(each).not.toHaveProperty(member)
    }
  }
})

test('the order of calls changes nothing', () => {
  const backwards = instructionsFor(view, processors[0] ?? '', sourceOf([]))([...calls].reverse())
  expect(backwards).toEqual(listFor(processors[0] ?? ''))
})

test('two tables: the list, and the form of the answer', () => {
  const list = listFor(processors[0] ?? '')
  const rows = instructionsCsv(list).trimEnd().split('\r\n')
  expect(rows[0]).toBe(
    '"instruction_id","action","call_id","target","target_id","region","due_at","instructed_at","days_open","last_failure","review_on"'
  )
  expect(rows).toHaveLength(1 + list.erase.length + list.keep.length)
  expect(rows.filter(row => row.startsWith('"","keep",'))).toHaveLength(list.keep.length)
  const form = answerFormCsv(list).trimEnd().split('\r\n')
  expect(form[0]).toBe(
    '"instruction_id","action","call_id","target","target_id","executed_at","confirmation","method","copies","backups_expire_on"'
  )
  expect(form).toHaveLength(1 + list.erase.length)
})
