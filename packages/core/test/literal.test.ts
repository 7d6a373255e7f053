// What the compiler lets through as a literal is what the codecs read unchanged.
import {
  decodePolicy,
  Duration,
  duration,
  Identifier,
  identifier,
  Instant,
  instant,
  LocalDate,
  localDate,
  noticePolicy,
  Period,
  period,
  Uuid,
  uuid
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'

test("the notice's policy is what its codec reads of it", () => {
  expect(decodePolicy(noticePolicy)).toEqual(E.right(noticePolicy))
  expect(decodePolicy(JSON.parse(JSON.stringify(noticePolicy)))).toEqual(E.right(noticePolicy))
})

test('what compiles is valid', () => {
  const identifiers = [
    identifier('a'),
    identifier('3-samtaler'),
    identifier('1234567'),
    identifier('Z.z_~-0')
  ]
  expect(identifiers.every(Identifier.is)).toBe(true)
  const instants = [
    instant('0000-01-01T00:00:00.000Z'),
    instant('9999-12-31T23:59:59.000Z'),
    instant('2025-02-28T19:00:00.000Z'),
    instant('2025-11-30T20:10:09.000Z')
  ]
  expect(instants.every(Instant.is)).toBe(true)
  expect([localDate('2025-02-28'), localDate('0000-12-31')].every(LocalDate.is)).toBe(true)
  expect([period('P6M'), period('P16M'), period('P5Y'), period('P90D')].every(Period.is)).toBe(true)
  expect([duration('P1D'), duration('PT24H'), duration('PT0S'), duration('PT30M')].every(Duration.is)).toBe(
    true
  )
})

test('a UUID', () => {
  expect(Uuid.is(uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10'))).toBe(true)
  // @ts-expect-error one digit more at the end
  expect(Uuid.is(uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a101'))).toBe(false)
  // @ts-expect-error one digit less in the first part
  expect(Uuid.is(uuid('3f0c2f0-6a3c-4c6e-9d57-1f8e2b7f4a10'))).toBe(false)
  // @ts-expect-error g is no hexadecimal digit
  expect(Uuid.is(uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a1g'))).toBe(false)
  // @ts-expect-error capitals are another text
  expect(Uuid.is(uuid('3F0C2F0E-6A3C-4C6E-9D57-1F8E2B7F4A10'))).toBe(false)
})

test('what is not valid does not compile', () => {
  // @ts-expect-error it looks like a number of a person
  const aPersons = identifier('45-12-34-56-78')
  // @ts-expect-error a number of 8 digits
  const eightDigits = identifier('12345678')
  // @ts-expect-error the first is neither letter nor digit
  const hyphenFirst = identifier('-a')
  // @ts-expect-error a blank in it
  const blank = identifier('call 1')
  // @ts-expect-error an empty text
  const empty = identifier('')
  // @ts-expect-error a text of 129 characters
  const long = identifier('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa') // prettier-ignore
  expect([aPersons, eightDigits, hyphenFirst, blank, empty, long].some(Identifier.is)).toBe(false)
  // @ts-expect-error February has no such day
  const noSuchDay = instant('2025-02-30T00:00:00.000Z')
  // @ts-expect-error a day has no such hour
  const noSuchHour = instant('2025-02-28T24:00:00.000Z')
  // @ts-expect-error February has no such day
  const noSuchDate = localDate('2025-02-30')
  // @ts-expect-error a date has two digits for its month
  const shortMonth = localDate('2025-2-03')
  expect([noSuchDate, shortMonth].some(LocalDate.is)).toBe(false)
  // @ts-expect-error an instant with an offset
  const offset = instant('2025-02-28T20:00:00.000+01:00')
  // @ts-expect-error a year of five digits
  const year = instant('12025-02-28T20:00:00.000Z')
  expect([noSuchDay, noSuchHour, offset, year].some(Instant.is)).toBe(false)
  // @ts-expect-error a period in quarters
  const quarters = period('P2Q')
  // @ts-expect-error a period in hours
  const hours = period('PT2H')
  // @ts-expect-error a duration in months
  const months = duration('P2M')
  expect([Period.is(quarters), Period.is(hours), Duration.is(months)]).toEqual([false, false, false])
})

test('a text that is not known when compiling is no literal', () => {
  const text: string = 'call-1'
  // @ts-expect-error any text at all
  expect(identifier(text)).toBe(text)
  // @ts-expect-error any text at all
  expect(instant(text)).toBe(text)
})
