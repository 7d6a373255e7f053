import { compilePolicy, type Instant, noticePolicy } from '@samtykke/core'
import { clockOf, moment } from '../../../src/render/text/words.ts'

const { calendar } = compilePolicy(noticePolicy, () => undefined)
const danish = clockOf('Europe/Copenhagen', calendar.localDate)
const at = (instant: string) => moment('da', danish, instant as Instant)

test('on the night when clocks go back, what they show twice has its offset', () => {
  expect(at('2025-10-26T00:30:00.000Z')).toBe('26. oktober 2025 kl. 02.30 (UTC+2)')
  expect(at('2025-10-26T01:30:00.000Z')).toBe('26. oktober 2025 kl. 02.30 (UTC+1)')
  expect(at('2025-10-26T01:30:59.999Z')).toBe('26. oktober 2025 kl. 02.30 (UTC+1)')
})

test.each([
  ['2025-10-25T23:59:00.000Z', '26. oktober 2025 kl. 01.59'],
  ['2025-10-26T02:00:00.000Z', '26. oktober 2025 kl. 03.00'],
  ['2025-03-30T00:59:00.000Z', '30. marts 2025 kl. 01.59'],
  ['2025-03-30T01:00:00.000Z', '30. marts 2025 kl. 03.00'],
  ['2025-10-27T01:30:00.000Z', '27. oktober 2025 kl. 02.30']
])('%s is shown once, and without', (instant, shown) => {
  expect(at(instant)).toBe(shown)
})

test('no two minutes of a night read alike, in zones that go back by an hour or by half of one', () => {
  for (const [zone, from] of [
    ['Europe/Copenhagen', '2025-10-25T20:00:00.000Z'],
    ['Australia/Lord_Howe', '2025-04-05T10:00:00.000Z'],
    ['America/Havana', '2025-11-02T00:00:00.000Z']
  ] as const) {
    const localDate = (instant: Instant) =>
      new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date(instant))
    const clock = clockOf(zone, localDate as typeof calendar.localDate)
    const shown = Array.from({ length: 600 }, (_, minute) =>
      moment('en', clock, new Date(Date.parse(from) + minute * 60_000).toISOString() as Instant)
    )
    expect(new Set(shown).size).toBe(shown.length)
  }
})
