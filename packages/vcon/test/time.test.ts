import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'
import { readTime } from '../src/time.ts'

test.each([
  ['2025-02-19T16:15:50-05:00', '2025-02-19T21:15:50.000Z'],
  ['2025-02-26 20:02:41.706860+00:00', '2025-02-26T20:02:41.706Z'],
  ['2025-02-26T20:02:41+0100', '2025-02-26T19:02:41.000Z'],
  ['2025-02-26T20:02+01', '2025-02-26T19:02:00.000Z'],
  ['2025-02-26t20:02:41,5z', '2025-02-26T20:02:41.500Z'],
  ['Fri, 23 Sep 2022 21:44:25 -0400', '2022-09-24T01:44:25.000Z'],
  ['3 Sep 2022 21:44 GMT', '2022-09-03T21:44:00.000Z']
])('%s is %s', (text, instant) => {
  expect(readTime(text, undefined)).toEqual(E.right(instant))
})

test.each([
  '',
  'yesterday',
  '2025-02-30T10:00:00Z',
  '2025-02-26',
  '1740600000',
  '2025-02-26T25:00:00Z',
  '31 Foo 2025 10:00 GMT'
])('%j is no time', text => {
  expect(readTime(text, 'Europe/Copenhagen')).toEqual(E.left('wrong-member'))
})

test.each([
  ['2025-01-15T12:00:00', '2025-01-15T11:00:00.000Z'],
  ['2025-07-15T12:00:00.25', '2025-07-15T10:00:00.250Z'],
  // Shown twice, an hour apart: the earlier.
  ['2025-10-26T02:30:00', '2025-10-26T00:30:00.000Z'],
  // Left out: as if the clocks had not been changed yet.
  ['2025-03-30T02:30:00', '2025-03-30T01:30:00.000Z']
])('%s without an offset is %s in Copenhagen', (text, instant) => {
  expect(readTime(text, 'Europe/Copenhagen')).toEqual(E.right(instant))
})

test('a time without an offset is not guessed', () => {
  expect(readTime('2025-02-26T20:02:41.706620', undefined)).toEqual(E.left('no-offset'))
  expect(readTime('2025-02-26T20:02:41', 'Nowhere/At_All')).toEqual(E.left('no-offset'))
})

test('what a zone shows at an instant leads back to it, but for the hour that is shown twice', () => {
  const zones = ['Europe/Copenhagen', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC']
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 4_000_000_000 }),
      (timeZone, seconds) => {
        const epoch = seconds * 1000
        const shown = new Date(epoch).toLocaleString('sv-SE', { timeZone }).replace(' ', 'T')
        const read = readTime(shown, timeZone)
        const back = E.isRight(read) ? Date.parse(read.right) : NaN
        expect(new Date(back).toLocaleString('sv-SE', { timeZone }).replace(' ', 'T')).toBe(shown)
        expect(back).toBeLessThanOrEqual(epoch)
      }
    ),
    { numRuns: 300 }
  )
})
