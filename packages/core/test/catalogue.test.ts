// What is published about events is what the codecs do: each example is read, and the schema says of every value what
// the codec says of it.
import { decodeKnownEvent, type EventType, eventTypes } from '@samtykke/core'
import { envelopeMembers, eventCatalogue, eventSchema } from '@samtykke/core/catalogue'
import { Ajv2020 } from 'ajv/dist/2020.js'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'

const validate = new Ajv2020({ allowUnionTypes: true }).compile(eventSchema)
const isRead = (value: unknown): boolean => E.isRight(decodeKnownEvent(value))

const each = eventCatalogue.map(description => [description.type, description] as const)

test('every type is described, in its order', () => {
  expect(eventCatalogue.map(({ type }) => type)).toEqual(eventTypes)
})

test.each(each)('the example of %s has every member, and is an event', (_, { members, example }) => {
  expect(Object.keys(example)).toEqual([...envelopeMembers, ...members].map(({ name }) => name))
  expect(decodeKnownEvent(example)).toEqual(E.right(example))
  expect(validate(example)).toBe(true)
})

test.each(each)('%s is refused without what it must have, and only then', (_, { members, example }) => {
  for (const { name, required } of [...envelopeMembers, ...members]) {
    const others = Object.fromEntries(Object.entries(example).filter(([member]) => member !== name))
    for (const event of [others, { ...example, [name]: null }]) {
      expect([name, isRead(event), validate(event)]).toEqual([name, !required, !required])
    }
  }
})

test('each description is one line that a table can hold', () => {
  for (const { members, meaning } of eventCatalogue) {
    for (const text of [meaning, ...members.map(member => member.meaning)]) {
      expect(text).toMatch(/^[A-Z][^\n]*[^.\s]$/)
    }
  }
})

const borders: ReadonlyArray<unknown> = [
  ...[null, '', 'x', 'DK', 'dk', 'da-DK', 'inbound', 'all', 'voice-analysis', '[forgotten]', '4512345678'],
  ...['45-12-34-56-78', '1234567', '1.2.3.4.5.6.7.8.9.0.1.2.3.4.5.6', '-1', 'call 1', 'a'.repeat(129)],
  ...['3F0C2F0E-6A3C-4C6E-9D57-1F8E2B7F4A10', 'a'.repeat(64), '2025-02-29', '2024-02-29', '2025-12-31'],
  ...[0, 1, 1.5, -1, 2 ** 53, true, false, [], {}, [''], ['customer'], ['documentation', 'x'], ['a-1']],
  [{ action: 'a', target: 'b', article: 'c', rule: 'd', at: '2025-01-01T00:00:00Z' }],
  [{ action: 'a', target: 'b', article: 'c', rule: 'd' }]
]

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0')
const instants = fc.oneof(
  fc
    .date({ min: new Date(0), max: new Date('2400-01-01'), noInvalidDate: true })
    .map(date => date.toISOString()),
  fc
    .tuple(
      fc.nat(9999),
      fc.nat(13),
      fc.nat(32),
      fc.constantFrom('T08:00:00Z', 't23:59:59.1234+02:00', 'T24:00:00Z')
    )
    .map(([year, month, day, rest]) => `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}${rest}`)
    // The first and the last day of what can be written may, by their offset, be outside it.
    .filter(text => !/^(0000-01-01|9999-12-31)/.test(text))
)
const values: fc.Arbitrary<unknown> = fc.oneof(
  instants,
  instants.map(instant => instant.slice(0, 10)),
  fc.jsonValue()
)

describe('the schema accepts an event where the codec does, and nowhere else', () => {
  const expectTheSame = (event: unknown): void => {
    expect({ event, accepted: validate(event) }).toEqual({ event, accepted: isRead(event) })
  }

  test.each(each)('%s with a member of any form', (_, { members, example }) => {
    const names = [...envelopeMembers, ...members].map(({ name }) => name)
    for (const name of names) for (const value of borders) expectTheSame({ ...example, [name]: value })
    fc.assert(
      fc.property(fc.constantFrom(...names), values, (name, value) => {
        expectTheSame({ ...example, [name]: value })
      }),
      { numRuns: 200 }
    )
  })

  test('any JSON value', () => {
    fc.assert(fc.property(fc.jsonValue(), expectTheSame))
  })
})

test('what another type of event has is not asked for', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...eventCatalogue),
      fc.constantFrom(...eventTypes),
      (one, type: EventType) => {
        const event = { ...one.example, type }
        expect(validate(event)).toBe(isRead(event))
      }
    )
  )
})
