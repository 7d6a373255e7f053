import { accessLetter, extensionLetter, type Letter, type LetterError, refusalLetter } from '@samtykke/audit'
import * as E from 'fp-ts/lib/Either.js'
import { callsOf, erased, event, recorded, view } from './story.ts'

const requested = (callId: string) =>
  event(callId, 'access-requested', '2026-02-05T10:00:00Z', { requestId: 'anmodning-1', channel: 'letter' })
const answered = (callId: string, members: object) =>
  event(callId, 'access-answered', '2026-02-20T10:00:00Z', { requestId: 'anmodning-1', ...members })

const right = (letter: E.Either<LetterError, Letter>): Letter => {
  if (E.isLeft(letter)) throw new Error(JSON.stringify(letter.left))
  return letter.right
}
const textIn = (language: 'da' | 'en', { paragraphs }: Letter): string =>
  paragraphs
    .flatMap(({ text, items = [] }) => [text[language], ...items.map(each => each[language])])
    .join('\n')

const two = [
  ...recorded('a', '2026-01-02'),
  ...recorded('b', '2025-06-02'),
  erased('b', '2025-12-03T09:00:00Z'),
  requested('a'),
  requested('b')
]

test('the letter with a package says of which recordings there is a copy, and what became of the others', () => {
  const letter = right(accessLetter(view, 'anmodning-1')(callsOf(two)))
  expect(letter).toMatchObject({
    letter: 'access',
    reference: 'anmodning-1',
    subjectRef: 'kunde-1',
    calls: ['a', 'b'],
    date: '2026-03-10',
    missing: []
  })
  const [copies, others] = textIn('da', letter).split('Herudover har vi eller har vi haft:')
  expect(copies).toContain(
    'Du bad os pr. brev om indsigt i dine samtaler. Vi modtog din anmodning den 5. februar 2026 kl. 11.00 (GDPR artikel 15).'
  )
  expect(copies).toContain('Optagelsen fra den 2. januar 2026 kl. 11.00.')
  expect(others).toContain(
    'Optagelsen fra den 2. juni 2025 kl. 12.00. Den blev slettet den 3. december 2025 kl. 10.00.'
  )
})

test('once it is answered, what was handed over is what was recorded', () => {
  const sha = 'ab'.repeat(32)
  const letter = right(
    accessLetter(
      view,
      'anmodning-1'
    )(
      callsOf([
        ...two,
        answered('a', { copyHandedOver: false }),
        answered('b', { copyHandedOver: false, packageSha256: sha, refusedBecause: 'Optagelsen er slettet.' })
      ])
    )
  )
  expect(textIn('en', letter)).toContain('We have no recording of which you can have a copy.')
  expect(textIn('en', letter)).toContain(`The SHA-256 of the package is ${sha}.`)
})

test.each([
  ['with the recordings named', { recordingIds: ['rec-a'] }],
  ['without', {}]
])('a copy was handed over, though the recording was erased since: %s', (_, members) => {
  const story = [
    ...two,
    erased('a', '2026-03-01T09:00:00Z'),
    answered('a', { copyHandedOver: true, ...members }),
    answered('b', { copyHandedOver: true, recordingIds: [] })
  ]
  const letter = right(accessLetter(view, 'anmodning-1')(callsOf(story)))
  const [copies = '', others = ''] = textIn('en', letter).split('Besides these we have or had:')
  expect(copies).toContain('comes a package (a zip file) with a copy of the sound of:')
  expect(copies).toContain('2 January 2026')
  expect(copies).not.toContain('2 June 2025')
  expect(others).toContain('2 June 2025')
})

test('what had been erased when it was answered was not handed over, where the answer names no recordings', () => {
  const story = [...two, answered('a', { copyHandedOver: true }), answered('b', { copyHandedOver: true })]
  const [copies] = textIn('en', right(accessLetter(view, 'anmodning-1')(callsOf(story)))).split(
    'Besides these we have or had:'
  )
  expect(copies).toContain('2 January 2026')
  expect(copies).not.toContain('2 June 2025')
})

test('a refusal says why, in the words recorded, and where one may turn', () => {
  const because = 'Du har bedt om det samme tre gange på en måned.'
  const events = [
    ...recorded('a', '2026-01-02'),
    requested('a'),
    answered('a', { copyHandedOver: false, refusedBecause: because })
  ]
  const letter = right(refusalLetter(view, 'anmodning-1')(callsOf(events)))
  expect(letter.title.da).toBe('Afslag på din anmodning om indsigt i dine samtaler')
  expect(textIn('da', letter)).toContain(`Grunden er: ${because}`)
  expect(textIn('en', letter)).toContain('you may bring the matter before a court (GDPR art. 12(4); art. 79)')
  expect(accessLetter(view, 'anmodning-1')(callsOf(events))).toEqual(
    E.left({ _tag: 'NothingToTell', why: 'refused' })
  )
})

test('a reason that the program gave is told in each language; one of several calls is a refusal in part', () => {
  const letter = right(
    refusalLetter(
      view,
      'anmodning-1'
    )(
      callsOf([
        ...two,
        answered('a', { copyHandedOver: true, recordingIds: ['rec-a'] }),
        answered('b', { copyHandedOver: false, refusedBecause: 'Optagelsen er slettet.' })
      ])
    )
  )
  expect(letter.title.en).toBe('Refusal in part of your request for access to your calls')
  expect(textIn('en', letter)).toContain('The reason is: The recording was erased.')
  expect(textIn('da', letter)).toContain('Grunden er: Optagelsen er slettet.')
})

test('an extension says why and until when; one that came too late changes nothing and is no letter', () => {
  const extended = (occurredAt: string) => [
    ...recorded('a', '2026-01-02'),
    requested('a'),
    event('a', 'access-extended', occurredAt, { requestId: 'anmodning-1', reason: 'Der er mange samtaler.' })
  ]
  const letter = right(extensionLetter(view, 'anmodning-1')(callsOf(extended('2026-02-20T10:00:00Z'))))
  expect(textIn('da', letter)).toContain(
    'Du skulle have haft svar senest den 5. marts 2026. Vi forlænger fristen og svarer dig senest den 5. maj 2026 (GDPR artikel 12, stk. 3).'
  )
  expect(textIn('da', letter)).toContain('Grunden er: Der er mange samtaler.')
  expect(extensionLetter(view, 'anmodning-1')(callsOf(extended('2026-03-07T10:00:00Z')))).toEqual(
    E.left({ _tag: 'NothingToTell', why: 'extension-late' })
  )
})

test.each([
  [
    'no request of that id',
    refusalLetter(view, 'anden')(callsOf(two)),
    { _tag: 'UnknownRequest', requestId: 'anden' }
  ],
  [
    'no refusal',
    refusalLetter(view, 'anmodning-1')(callsOf(two)),
    { _tag: 'NothingToTell', why: 'no-refusal' }
  ],
  [
    'no extension',
    extensionLetter(view, 'anmodning-1')(callsOf(two)),
    { _tag: 'NothingToTell', why: 'no-extension' }
  ],
  [
    'a reason whose key was destroyed',
    refusalLetter(
      view,
      'anmodning-1'
    )(callsOf([...two, answered('a', { copyHandedOver: false, refusedBecause: '[forgotten]' })])),
    { _tag: 'NothingToTell', why: 'reason-forgotten' }
  ],
  [
    'a call of another person',
    accessLetter(
      view,
      'anmodning-1'
    )(callsOf([...two, ...recorded('c', '2026-01-05').map(each => ({ ...each, subjectRef: 'kunde-2' }))])),
    { _tag: 'CallOfOthers', callId: 'c' }
  ]
])('no letter: %s', (_, letter, error) => {
  expect(letter).toEqual(E.left(error))
})
