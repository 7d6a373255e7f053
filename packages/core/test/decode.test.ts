import {
  decodeEvent,
  decodeKnownEvent,
  encryptableMembers,
  eventTypes,
  isIdentifier,
  isKnownEvent,
  parseInstant,
  renderMemberError
} from '@samtykke/core'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { historyOf } from './oracle/histories.ts'
import type { PlainEvent } from './oracle/plain.ts'

const plainEvents = Array.from({ length: 150 }, (_, index) => historyOf(800_000 + index)).flatMap(
  ({ entries }) => entries.filter((entry): entry is PlainEvent => !('kind' in entry))
)

const withdrawal = {
  id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10',
  type: 'consent-withdrawn',
  callId: 'call-1',
  occurredAt: '2025-08-31T14:00:00.000Z',
  channel: 'email'
}

const processingObjected = { ...withdrawal, type: 'processing-objected', purposes: ['training'] }

const said = (value: unknown): ReadonlyArray<string> => {
  const decoded = decodeEvent(value)
  return E.isLeft(decoded) ? decoded.left.map(renderMemberError) : []
}

test('events of every type are read', () => {
  const seen = new Set([...plainEvents, processingObjected].map(event => event.type))
  expect(eventTypes.filter(type => !seen.has(type))).toEqual([])
  for (const event of [...plainEvents, processingObjected]) expect(said(event)).toEqual([])
})

test('reading is idempotent: what was read reads as itself', () => {
  for (const event of plainEvents) {
    const once = decodeEvent(event)
    if (E.isLeft(once)) throw new Error('refused')
    const twice = decodeEvent(once.right)
    expect(twice).toEqual(once)
    if (isKnownEvent(once.right)) expect(E.isRight(twice) && twice.right).toBe(once.right)
  }
})

test('nulls and unknown members are left out; what is given is not changed', () => {
  const value = Object.freeze({ ...withdrawal, purposes: null, subjectRef: null, shoeSize: 43 })
  expect(decodeEvent(value)).toEqual(E.right(withdrawal))
})

test('an own member __proto__ changes no prototype and is left out', () => {
  const value: unknown = JSON.parse(
    JSON.stringify(withdrawal).replace('{', '{"__proto__":{"purposes":["documentation"]},')
  )
  const decoded = decodeEvent(value)
  expect(decoded).toEqual(E.right(withdrawal))
  expect(E.isRight(decoded) && Object.getPrototypeOf(decoded.right)).toBe(Object.prototype)
})

test('a type that is not known is kept whole', () => {
  const decoded = decodeEvent({ ...withdrawal, type: 'recording-paused', seconds: 7, none: null })
  expect(decoded).toEqual(E.right({ ...withdrawal, type: 'recording-paused', seconds: 7 }))
  expect(E.isRight(decoded) && isKnownEvent(decoded.right)).toBe(false)
})

test('a writer is refused a type that is not known; the type is repeated only where a known one is near', () => {
  const refused = (type: string): unknown => {
    const decoded = decodeKnownEvent({ ...withdrawal, type })
    return E.isLeft(decoded) && decoded.left.map(renderMemberError)
  }
  expect(refused('consent-withdrawl')).toEqual([
    'type: expected a known type of event, the nearest being consent-withdrawn, found "consent-withdrawl"'
  ])
  expect(refused('Kirsten Holm')).toEqual([
    `type: expected a known type of event (${eventTypes.join(', ')}), found a text of 12 characters`
  ])
})

test('a writer may write whatever is known, and hears the same of what is no event', () => {
  const known: ReadonlySet<unknown> = new Set(eventTypes)
  for (const event of plainEvents.filter(({ type }) => known.has(type))) {
    expect(decodeKnownEvent(event)).toEqual(decodeEvent(event))
  }
  for (const value of [undefined, [], { ...withdrawal, channel: 7 }, { ...withdrawal, type: '' }]) {
    expect(decodeKnownEvent(value)).toEqual(decodeEvent(value))
  }
})

test.each([
  ['no object', [withdrawal], 'event: expected an event (a JSON object), found a list of 1'],
  [
    'no member',
    { ...withdrawal, channel: undefined },
    'channel: expected a text that is not empty, found nothing'
  ],
  [
    'an impossible date',
    { ...withdrawal, occurredAt: '2025-02-30T10:00:00Z' },
    'occurredAt: expected an instant (RFC 3339), found a day that does not exist'
  ],
  [
    'an empty list',
    { ...withdrawal, purposes: [] },
    'purposes: expected a list of purposes, not empty, found a list of 0'
  ],
  [
    'an element',
    { ...withdrawal, purposes: ['documentation', 'fun and games'] },
    'purposes.1: expected an identifier (1 to 128 of A-Z a-z 0-9 . _ ~ -, and no number of a person), found a text of 13 characters'
  ],
  ['an id', { ...withdrawal, id: 'x' }, 'id: expected a UUID, found a text of 1 character'],
  [
    'a type that is none',
    { ...withdrawal, type: 4 },
    /^type: expected a type of event \(consent-given, .*, found a number of 1 character$/
  ]
])('%s', (_, value, message) => {
  expect(said(value)).toEqual([typeof message === 'string' ? message : expect.stringMatching(message)])
})

test('several faults are all named', () => {
  expect(
    said({ ...withdrawal, callId: '', channel: 3, occurredAt: 0 }).map(each => each.split(':')[0])
  ).toEqual(['callId', 'occurredAt', 'channel'])
})

test('what is found is never shown where it may be personal, and never breaks a terminal', () => {
  const secret = '\u001b[31mAnna\u202e 4512345678'
  for (const member of ['id', 'callId', 'subjectRef', ...encryptableMembers]) {
    for (const event of plainEvents.slice(0, 200)) {
      for (const each of said({ ...event, [member]: { toString: secret } }))
        expect(each).not.toContain('Anna')
      for (const each of said({ ...event, [member]: [secret] })) expect(each).not.toContain('Anna')
    }
  }
  for (const member of Object.keys(withdrawal)) {
    for (const value of [secret, [secret], { [secret]: secret }, 4_512_345_678]) {
      for (const each of said({ ...withdrawal, [member]: value }))
        expect(each).not.toMatch(/Anna|45123|\u001b/)
    }
  }
})

test('no value makes it throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      decodeEvent(value)
    }),
    { numRuns: 500 }
  )
  fc.assert(
    fc.property(
      fc.constantFrom(...plainEvents.slice(0, 300)),
      fc.string(),
      fc.jsonValue(),
      (event, member, value) => {
        const members = Object.keys(event)
        const replaced = members[member.length % members.length] ?? member
        decodeEvent({ ...event, [replaced]: value })
      }
    ),
    { numRuns: 1000 }
  )
})

describe('instants', () => {
  test('any offset and any digits name the instant that the platform names', () => {
    const offset = fc.tuple(
      fc.constantFrom('+', '-'),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 59 })
    )
    const two = (n: number) => String(n).padStart(2, '0')
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0002-01-01'), max: new Date('9998-12-31'), noInvalidDate: true }),
        offset,
        fc.stringMatching(/^\d{0,6}$/),
        (date, [sign, hours, minutes], digits) => {
          const local = `${date.toISOString().slice(0, 23)}${digits}${sign}${two(hours)}:${two(minutes)}`
          expect(parseInstant(local)).toBe(
            new Date(`${local.slice(0, 23)}${local.slice(23 + digits.length)}`).toISOString()
          )
        }
      )
    )
  })

  test.each([
    '2025-13-01T00:00:00Z',
    '2025-00-01T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2025-01-01T24:00:00Z',
    '2025-01-01T23:60:00Z',
    '2025-01-01T23:59:60Z',
    '2025-01-01T00:00:00',
    '2025-01-01 00:00:00Z',
    '2025-01-01T00:00:00.Z',
    '2025-01-01T00:00:00+24:00',
    '2025-01-01T00:00Z',
    '0000-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    '+02025-01-01T00:00:00Z',
    ''
  ])('%s names none', text => {
    expect(parseInstant(text)).toBeUndefined()
  })

  test('letters of either case', () => {
    expect(parseInstant('2024-02-29t12:00:00z')).toBe('2024-02-29T12:00:00.000Z')
  })
})

describe('identifiers', () => {
  test.each([
    'a',
    'A1',
    '1234567',
    '1234567890123456',
    'call-45123456',
    '45123456x',
    'x45123456',
    'a~b_c.d-e',
    'a'.repeat(128)
  ])('%s is one', text => {
    expect(isIdentifier(text)).toBe(true)
  })
  test.each([
    '',
    '-a',
    '.a',
    'a b',
    'æ',
    'a'.repeat(129),
    '12345678',
    '123456789012345',
    '45-12.34-56.78',
    '010190-1234',
    '+4512345678',
    'a\n'
  ])('%j is none', text => {
    expect(isIdentifier(text)).toBe(false)
  })
})
