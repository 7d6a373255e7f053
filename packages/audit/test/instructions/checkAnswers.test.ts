/** The answers of a processor: each fault is found where it is, and what is right is found right. */
import {
  answerFormCsv,
  checkAnswers,
  dueWithoutProcessor,
  type InstructionAnswer,
  instructionsFor,
  readAnswer,
  renderAnswerFault,
  sourceOf,
  unconfirmedOf
} from '@samtykke/audit'
import { type CallState, callState, compilePolicy, decodeHistories, noticePolicy } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { instructionIdOf } from '../../src/instructions/instructions.ts'
import { instant } from '../events.ts'

const view = {
  rules: compilePolicy(noticePolicy, () => undefined),
  asOf: instant('2026-06-01T00:00:00.000Z')
}

let count = 0
const event = (callId: string, type: string, occurredAt: string, members: object) => ({
  id: `3f0c2f0e-6a3c-4c6e-9d57-${String(count++).padStart(12, '0')}`,
  callId,
  type,
  occurredAt,
  ...members
})
const stored = (callId: string, processor: string, at = '2024-01-05T10:00:00Z') =>
  event(callId, 'recording-stored', at, {
    recordingId: 'recording',
    startedAt: at,
    direction: 'inbound',
    customerType: 'private',
    line: 'customer-service',
    processor,
    region: processor === 'second' ? 'SE' : 'DK'
  })
const analysed = (callId: string, members: object) =>
  event(callId, 'analysis-produced', '2024-01-05T10:00:00Z', {
    analysisId: 'analysis',
    direction: 'inbound',
    features: ['tempo'],
    engine: 'engine',
    engineVersion: '1',
    subjects: ['customer'],
    ...members
  })
const told = (callId: string, target: 'recording' | 'analysis', processor: string) =>
  event(callId, 'erasure-instructed', '2026-05-01T08:00:00Z', { target, targetId: target, processor })
const erased = (callId: string, occurredAt: string, confirmation: string) =>
  event(callId, 'recording-erased', occurredAt, { recordingId: 'recording', confirmation })

const states = (...events: ReadonlyArray<object>): ReadonlyArray<CallState> => {
  const { calls, rejected } = decodeHistories(events)
  expect(rejected).toEqual([])
  return calls.map(callState(view))
}
const listFor = (processor: string, calls: ReadonlyArray<CallState>) =>
  instructionsFor(view, processor, sourceOf([]))(calls)
const idOf = (processor: string, calls: ReadonlyArray<CallState>): string =>
  listFor(processor, calls).erase[0]?.instructionId ?? ''

const answer = (instructionId: string, more: Partial<InstructionAnswer> = {}): InstructionAnswer => ({
  place: 2,
  instructionId,
  executedAt: instant('2026-05-02T08:00:00.000Z'),
  confirmation: 'vendor-1',
  ...more
})
const check = (
  processor: string,
  calls: ReadonlyArray<CallState>,
  ...answers: ReadonlyArray<InstructionAnswer>
) => checkAnswers(view, processor, () => false)(calls, answers)
const tagsOf = (checked: ReturnType<typeof check>): ReadonlyArray<string> =>
  checked.faults.map(({ fault }) => fault._tag)

const calls = states(stored('a', 'recorder'), told('a', 'recording', 'recorder'))
const id = idOf('recorder', calls)

test('an answer is right from the instant of the instruction until now, and not a millisecond before or after', () => {
  const at = (executedAt: string) => check('recorder', calls, answer(id, { executedAt: instant(executedAt) }))
  expect(tagsOf(at('2026-05-01T07:59:59.999Z'))).toEqual(['BeforeInstruction'])
  for (const each of ['2026-05-01T08:00:00.000Z', '2026-06-01T00:00:00.000Z'])
    expect(at(each)).toMatchObject({ faults: [], confirmed: [{ callId: 'a', targetId: 'recording' }] })
  expect(tagsOf(at('2026-06-01T00:00:00.001Z'))).toEqual(['InFuture'])
})

test('what was never instructed, and what was before it was stored again, is not confirmed', () => {
  const never = states(stored('a', 'recorder'))
  expect(tagsOf(check('recorder', never, answer(id)))).toEqual(['NotInstructed'])
  const again = states(
    stored('a', 'recorder'),
    told('a', 'recording', 'recorder'),
    erased('a', '2026-05-02T08:00:00Z', 'vendor-1'),
    stored('a', 'recorder', '2026-05-03T08:00:00Z')
  )
  // The answer of before is recorded already; one of after needs an instruction.
  expect(check('recorder', again, answer(id))).toMatchObject({
    faults: [],
    recordedBefore: [{ callId: 'a' }]
  })
  const later = answer(id, { executedAt: instant('2026-05-04T08:00:00.000Z') })
  expect(tagsOf(check('recorder', again, later))).toEqual(['NotInstructed'])
})

describe('what stands beside the id of an instruction is what that is of', () => {
  const many = states(
    ...['a', 'b', 'c', 'd'].flatMap(each => [stored(each, 'recorder'), told(each, 'recording', 'recorder')])
  )
  const [header = '', ...rows] = answerFormCsv(listFor('recorder', many)).trimEnd().split('\r\n')
  const columns = header.replaceAll('"', '').split(',')
  const form = rows
    .map(row => row.replaceAll('"', '').split(','))
    .toSorted((a, b) => (a[2]! < b[2]! ? -1 : 1))
  const filledIn = (cells: ReadonlyArray<string>, more: object = {}): Readonly<Record<string, unknown>> => ({
    ...Object.fromEntries(columns.map((each, index) => [each, cells[index]])),
    executed_at: '2026-05-02T08:00:00Z',
    confirmation: 'vendor-1',
    ...more
  })
  const answered = (...given: ReadonlyArray<Readonly<Record<string, unknown>>>) =>
    check(
      'recorder',
      many,
      ...given.map((each, place) => {
        const read = readAnswer(place, each)
        if (E.isLeft(read) || read.right === undefined) throw new Error('it is an answer')
        return read.right
      })
    )

  test('a sheet of which one column was sorted: each row that it moved is wrong, and only these', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(form, { minLength: form.length }), moved => {
        const { confirmed, faults } = answered(
          ...form.map((cells, index) => filledIn([moved[index]![0]!, ...cells.slice(1)]))
        )
        const wrong = form.flatMap((cells, index) =>
          moved[index] === cells
            ? []
            : [
                {
                  place: index,
                  fault: {
                    _tag: 'NamesAnother',
                    member: 'callId',
                    expected: moved[index]![columns.indexOf('call_id')],
                    found: { da: cells[columns.indexOf('call_id')], en: cells[columns.indexOf('call_id')] }
                  }
                }
              ]
        )
        expect(faults).toEqual(wrong)
        expect(confirmed).toHaveLength(form.length - wrong.length)
      })
    )
  })

  test.each([
    ['call_id', 'b', 'callId: expected a, as the instruction of that id has, found b'],
    ['callId', 'x', 'callId: expected a, as the instruction of that id has, found a text of 1 character'],
    ['target', 'analysis', 'target: expected recording, as the instruction of that id has, found analysis'],
    [
      'targetId',
      'another',
      'targetId: expected recording, as the instruction of that id has, found a text of 7 characters'
    ],
    ['action', 'anonymise', 'action: expected erase, as the instruction of that id has, found anonymise']
  ])('another %s is named, and what is not known is not repeated', (name, value, sentence) => {
    const { confirmed, faults } = answered(filledIn(form[0]!, { [name]: value }))
    expect([confirmed, faults.map(({ fault }) => renderAnswerFault(fault).en)]).toEqual([[], [sentence]])
  })

  test('all that differs is named; what is empty or absent is not looked at, and what is no text is wrong', () => {
    const { instruction_id, ...rest } = filledIn(form[0]!)
    const answerOf = (more: object) => ({ ...rest, instruction_id, ...more })
    expect(
      answered(answerOf({ target: 'x', target_id: 'y' })).faults.map(
        ({ fault }) => 'member' in fault && fault.member
      )
    ).toEqual(['target', 'targetId'])
    const none = { action: '', call_id: ' ', target: null, target_id: undefined }
    expect(answered(answerOf(none))).toMatchObject({ faults: [], confirmed: [{ callId: 'a' }] })
    expect(readAnswer(2, answerOf({ callId: 7 }))).toMatchObject({
      left: [{ _tag: 'Unreadable', member: 'callId', found: { en: 'a number' } }]
    })
  })

  test('what was recorded before, and what repeats, is wrong too where it names another', () => {
    const [first, second] = form
    const { confirmed, repeated, faults } = answered(
      filledIn(first!),
      filledIn(first!, { call_id: second![columns.indexOf('call_id')] })
    )
    expect([confirmed.length, repeated.length, faults.length]).toEqual([1, 0, 1])
  })
})

test('what is recorded stands: the same is nothing new, and another is said', () => {
  const done = states(
    stored('a', 'recorder'),
    told('a', 'recording', 'recorder'),
    erased('a', '2026-05-02T08:00:00Z', 'vendor-1')
  )
  expect(check('recorder', done, answer(id))).toMatchObject({
    confirmed: [],
    recordedBefore: [{}],
    differing: []
  })
  expect(check('recorder', done, answer(id, { confirmation: 'vendor-2' }))).toMatchObject({
    confirmed: [],
    recordedBefore: [{}],
    differing: [{ answer: { confirmation: 'vendor-2' } }],
    faults: []
  })
})

test('twice the same counts once; another answer to the same contradicts, whatever it differs in', () => {
  const twice = check('recorder', calls, answer(id), answer(id, { place: 3 }))
  expect(twice).toMatchObject({ confirmed: [{}], repeated: [{ place: 3, first: 2 }], faults: [] })
  const others: ReadonlyArray<Partial<InstructionAnswer>> = [
    { executedAt: instant('2026-05-03T08:00:00.000Z') },
    { confirmation: 'vendor-2' },
    { method: 'shredded' },
    { copies: 3 }
  ]
  for (const each of others)
    expect(check('recorder', calls, answer(id), answer(id, { place: 3, ...each })).faults).toEqual([
      { place: 3, fault: { _tag: 'Contradicts', place: 2 } }
    ])
})

test('an analysis is answered by who holds it: erased, or anonymised by a technique where it can be', () => {
  const analysis = states(
    stored('a', 'recorder'),
    analysed('a', { recordingId: 'recording', processor: 'analyst', region: 'SE' }),
    told('a', 'analysis', 'analyst')
  )
  const [instruction] = listFor('analyst', analysis).erase
  expect(instruction).toMatchObject({ target: 'analysis', region: 'SE' })
  expect(listFor('recorder', analysis).erase.map(({ target }) => target)).toEqual(['recording'])
  const erase = instruction!.instructionId
  expect(check('analyst', analysis, answer(erase)).confirmed).toMatchObject([{ action: 'erase' }])
  expect(check('recorder', analysis, answer(erase)).faults).toEqual([
    { place: 2, fault: { _tag: 'OtherProcessor', expected: 'recorder', found: ['analyst'] } }
  ])
})

test('anonymising needs a technique, and an analysis that can be anonymised', () => {
  const answered = (members: object, more: Partial<InstructionAnswer>) => {
    const found = states(
      analysed('a', { processor: 'analyst', ...members }),
      told('a', 'analysis', 'analyst')
    )
    const anonymise = instructionIdOf('a', { target: 'analysis', targetId: 'analysis' }, 'anonymise')
    return check('analyst', found, answer(anonymise, more))
  }
  expect(answered({}, { method: 'k-anonymity' })).toMatchObject({
    faults: [],
    confirmed: [{ action: 'anonymise' }]
  })
  expect(answered({}, {}).faults).toMatchObject([{ fault: { _tag: 'Unreadable', member: 'method' } }])
  expect(tagsOf(answered({ anonymisable: false }, { method: 'k-anonymity' }))).toEqual(['NotAnonymisable'])
})

test('of what two hold, both are told, each its place, and the answer of one is not enough', () => {
  const two = states(
    stored('a', 'recorder'),
    stored('a', 'second', '2024-01-06T10:00:00Z'),
    told('a', 'recording', 'recorder, second')
  )
  expect(listFor('recorder', two).erase).toMatchObject([{ region: 'DK' }])
  expect(listFor('second', two).erase).toMatchObject([{ region: 'SE' }])
  expect(check('recorder', two, answer(id)).faults).toEqual([
    { place: 2, fault: { _tag: 'AlsoHeldBy', processors: ['second'] } }
  ])
  const asked = checkAnswers(view, 'recorder', (_, each) => each === 'second')(two, [answer(id)])
  expect(asked).toMatchObject({ faults: [], confirmed: [{}] })
})

test('what is due and with nobody is on no list, and is named', () => {
  const alone = states(analysed('alone', { anonymisable: false }), stored('b', 'recorder'))
  expect(alone.flatMap(dueWithoutProcessor(view))).toMatchObject([{ callId: 'alone', target: 'analysis' }])
  expect(listFor('recorder', alone).erase.map(({ callId }) => callId)).toEqual(['b'])
})

test('told, and not confirmed for so many whole days', () => {
  const waiting = (days: number, processor = 'recorder') =>
    calls.flatMap(unconfirmedOf(view, processor, days))
  expect(waiting(30)).toMatchObject([{ callId: 'a', daysSince: 30 }])
  expect([waiting(31), waiting(0, 'second')]).toEqual([[], []])
})

test('the form, filled in, is read as it was meant; each member that is not in its form is named', () => {
  const columns = answerFormCsv(listFor('recorder', calls)).split('\r\n')[0]!.replaceAll('"', '').split(',')
  const values = [
    id,
    'erase',
    'a',
    'recording',
    'recording',
    '2026-05-02T10:00:00+02:00',
    ' vendor-1 ',
    '',
    '2',
    ''
  ]
  const row = Object.fromEntries(columns.map((each, index) => [each, values[index]]))
  const named = { action: 'erase', callId: 'a', target: 'recording', targetId: 'recording' }
  expect(readAnswer(2, row)).toEqual(E.right({ ...answer(id), copies: 2, named }))
  expect(readAnswer(2, { ...row, executed_at: '', confirmation: ' ', copies: '' })).toEqual(
    E.right(undefined)
  )
  const wrong = readAnswer(2, {
    instructionId: 'x',
    executedAt: '2026-05-02 10:00',
    confirmation: '',
    copies: -1,
    backupsExpireOn: '2026-02-30'
  })
  expect(E.isLeft(wrong) && wrong.left.map(each => renderAnswerFault(each).en)).toEqual([
    'instructionId: expected a UUID, found a text of 1 character',
    'executedAt: expected an instant with the offset from UTC (2026-03-01T09:30:00+01:00), found a text of 16 characters',
    'confirmation: expected a text of 1 to 1000 characters, found nothing',
    'copies: expected a whole number from 0, found a number',
    'backupsExpireOn: expected a date (2026-04-01), found a text of 10 characters'
  ])
})
