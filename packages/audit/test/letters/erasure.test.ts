import { type Letter, erasureLetter } from '@samtykke/audit'
import { callState, isGoneAt } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { hostile, seeds } from '../histories.ts'
import { analysed, callsOf, erased, event, recorded, view } from './story.ts'

const letterOf = (events: ReadonlyArray<object>, choice = {}): Letter => {
  const letter = erasureLetter(view, choice)(callsOf(events))
  if (E.isLeft(letter)) throw new Error(JSON.stringify(letter.left))
  return letter.right
}
const danish = ({ paragraphs }: Letter): string =>
  paragraphs.flatMap(({ text, items = [] }) => [text.da, ...items.map(({ da }) => da)]).join('\n')

const withdrawn = (callId: string) =>
  event(callId, 'consent-withdrawn', '2026-02-01T10:00:00Z', { channel: 'email' })

const ways = [
  [
    'a withdrawal',
    withdrawn,
    'Du trak dit samtykke tilbage pr. e-mail, og vi modtog det den 1. februar 2026 kl. 11.00'
  ],
  [
    'a request for erasure',
    (callId: string) =>
      event(callId, 'erasure-requested', '2026-02-01T10:00:00Z', { channel: 'letter', scope: 'all' }),
    'Du bad pr. brev om sletning af alt, og vi modtog det den 1. februar 2026 kl. 11.00'
  ]
] as const

test.each(ways)('after %s what is confirmed was erased, and nothing else', (_, act, sentence) => {
  const base = [...recorded('a', '2026-01-02'), ...recorded('b', '2026-01-03'), act('a'), act('b')]
  const told = event('a', 'erasure-instructed', '2026-02-01T10:05:00Z', {
    target: 'recording',
    targetId: 'rec-a',
    processor: 'recorder'
  })
  const before = letterOf([...base, told])
  expect(danish(before)).toContain(sentence)
  expect(before.title.da).toBe('Sletning af dine samtaler er ikke bekræftet endnu')
  expect(danish(before)).not.toMatch(/blev slettet|er slettet/)
  expect(danish(before)).toContain('Vores databehandler blev instrueret i det den 1. februar 2026 kl. 11.05.')
  const half = letterOf([...base, erased('a', '2026-02-01T12:00:00Z')])
  expect(half.title.en).toBe('We have erased some of your calls; the rest is not confirmed')
  const whole = letterOf([...base, erased('a', '2026-02-01T12:00:00Z'), erased('b', '2026-02-02T12:00:00Z')])
  expect(whole.title).toEqual({
    da: 'Vi har slettet 2 optagelser af dine samtaler',
    en: 'We have erased 2 recordings of your calls'
  })
  expect(danish(whole)).toContain(
    'Optagelsen fra den 3. januar 2026 kl. 11.00. Den blev slettet den 2. februar 2026 kl. 13.00.'
  )
  expect(danish(whole)).not.toContain('SECRET')
})

test('after an objection the analysis is erased, and the recording is said to be kept until its day', () => {
  const letter = letterOf([
    ...recorded('a', '2026-01-02'),
    analysed('a', '2026-01-02'),
    event('a', 'analysis-objected', '2026-02-01T10:00:00Z', { channel: 'phone' }),
    event('a', 'analysis-erased', '2026-02-01T11:00:00Z', { analysisId: 'an-a', confirmation: 'c' })
  ])
  expect(letter.title.da).toBe('Vi har slettet 1 stemmeanalyse af dine samtaler')
  expect(danish(letter)).toContain('Du gjorde pr. telefon indsigelse mod stemmeanalysen')
  expect(danish(letter)).toContain('Følgende berøres ikke og gemmes fortsat:')
  expect(danish(letter)).toContain('Den gemmes til og med den 2. juli 2026 og bliver derefter slettet.')
})

test('what is held is not erased, says why, and that one may complain and go to court', () => {
  const letter = letterOf([
    ...recorded('a', '2026-01-02'),
    event('a', 'hold-placed', '2026-01-20T10:00:00Z', {
      holdId: 'hold-1',
      claimReference: 'SECRET-krav',
      approvedBy: 'SECRET-jurist',
      reviewOn: '2026-06-01',
      suspends: 'all'
    }),
    withdrawn('a')
  ])
  expect(letter.title.da).toBe('Derfor sletter vi ikke dine samtaler endnu')
  expect(danish(letter)).toContain('forsvare et retskrav (GDPR artikel 17, stk. 3, litra e)')
  expect(danish(letter)).toContain(
    'du kan indbringe sagen for domstolene (GDPR artikel 12, stk. 4; artikel 79)'
  )
  expect(danish(letter)).not.toContain('SECRET')
})

test('what was gone before is said to have been', () => {
  const letter = letterOf([
    ...recorded('a', '2025-06-02'),
    erased('a', '2025-12-03T09:00:00Z'),
    withdrawn('a')
  ])
  expect(letter.title.da).toBe('Der var ikke noget tilbage af dine samtaler at slette')
  expect(danish(letter)).toContain('Følgende var allerede slettet eller anonymiseret, da vi hørte fra dig:')
})

test('the latest act counts, or the one named; an act of another person never', () => {
  const first = event('a', 'analysis-objected', '2026-01-20T10:00:00Z', { channel: 'phone' })
  const events = [...recorded('a', '2026-01-02'), first, withdrawn('a')]
  expect(danish(letterOf(events))).toContain('Du trak dit samtykke tilbage')
  const named = letterOf(events, { eventId: first.id })
  expect(named.reference).toBe(first.id)
  expect(danish(named)).toContain('Du gjorde pr. telefon indsigelse')
  const ofAnother = { ...withdrawn('a'), subjectRef: 'kunde-2' }
  expect(
    erasureLetter(view, { subject: 'kunde-1' as never })(callsOf([...recorded('a', '2026-01-02'), ofAnother]))
  ).toEqual(E.left({ _tag: 'NothingToTell', why: 'no-act' }))
  const [stored] = events as ReadonlyArray<{ readonly id: string }>
  for (const eventId of ['none', ofAnother.id, stored!.id])
    expect(
      erasureLetter(view, { subject: 'kunde-1' as never, eventId })(callsOf([...events, ofAnother]))
    ).toEqual(E.left({ _tag: 'UnknownAct', eventId }))
  const theirs = recorded('b', '2026-01-02').map(each => ({ ...each, subjectRef: 'kunde-2' }))
  expect(erasureLetter(view, { subject: 'kunde-1' as never })(callsOf([...events, ...theirs]))).toEqual(
    E.left({ _tag: 'CallOfOthers', callId: 'b' })
  )
})

test('of many alike it is said how many they are, until when', () => {
  const days = Array.from({ length: 9 }, (_, day) => `2026-01-0${day + 1}`)
  const events = days.flatMap((day, index) => [
    ...recorded(`c${index}`, day),
    withdrawn(`c${index}`),
    erased(`c${index}`, '2026-02-01T12:00:00Z')
  ])
  const letter = letterOf(events)
  expect(danish(letter)).toContain(
    '9 optagelser fra den 1. januar 2026 til den 9. januar 2026. De er slettet, den sidste den 1. februar 2026 kl. 13.00.'
  )
  expect(letter.paragraphs.flatMap(({ items = [] }) => items)).toHaveLength(1)
})

test('a letter says "erased" only where everything of it is gone, in any history', () => {
  let letters = 0
  for (const seed of seeds(150)) {
    const { view: seen, calls } = hostile(seed + 60_000)
    const letter = erasureLetter(seen)(calls)
    if (E.isLeft(letter)) continue
    letters++
    const states = calls.filter(({ callId }) => letter.right.calls.includes(callId)).map(callState(seen))
    const gone = states.flatMap(call => [...call.recordings, ...call.analyses]).filter(({ done }) => done)
    if (letter.right.title.en.startsWith('We have erased')) expect(gone.length).toBeGreaterThan(0)
    const [, of = 0] = /^We have erased (\d+)/.exec(letter.right.title.en) ?? []
    expect(gone.length).toBeGreaterThanOrEqual(Number(of))
    if (
      /^We have erased .* of your calls$/.test(letter.right.title.en) &&
      !letter.right.title.en.includes('some')
    )
      for (const recording of states.flatMap(({ recordings }) => recordings))
        expect(
          isGoneAt(recording.outcomes, recording.repeats, seen.asOf) ||
            recording.grounds.every(({ at }) => at > seen.asOf)
        ).toBe(true)
  }
  expect(letters).toBeGreaterThan(20)
})
