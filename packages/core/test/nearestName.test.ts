import { eventTypes, nearestName } from '@samtykke/core'
import * as fc from 'fast-check'

const letter = fc.constantFrom(...Array.from('abcdefghijklmnopqrstuvwxyz-'))
const knownName = fc.constantFrom(...eventTypes)

/** One slip of the pen: a letter left out, set in, changed, or exchanged with the next. */
const slip = fc
  .record({ name: knownName, at: fc.nat(), other: letter, kind: fc.nat({ max: 3 }) })
  .map(({ name, at, other, kind }) => {
    const place = at % (name.length - 1)
    const [before, here, next, rest] = [
      name.slice(0, place),
      name[place]!,
      name[place + 1]!,
      name.slice(place + 2)
    ]
    const written = [
      before + next + rest,
      before + other + here + next + rest,
      before + other + next + rest,
      before + next + here + rest
    ]
    return { name, written: written[kind]! }
  })

test('a name is its own nearest one', () => {
  for (const name of eventTypes) expect(nearestName(name, eventTypes)).toBe(name)
})

test('one slip of the pen, in any case, is found', () => {
  fc.assert(
    fc.property(slip, fc.boolean(), ({ name, written }, loud) => {
      expect(nearestName(loud ? written.toUpperCase() : written, eventTypes)).toBe(name)
    })
  )
})

test('what is written nothing like any of them has no nearest one, however long it is', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: fc.constantFrom('0', '1', '9', '+', ' ') }), text => {
      expect(nearestName(text, eventTypes)).toBeUndefined()
    })
  )
  expect(nearestName('x'.repeat(1_000_000), eventTypes)).toBeUndefined()
  expect(nearestName('', eventTypes)).toBeUndefined()
})

test.each([
  ['esbd', 'esdb'],
  ['kurrentbd', 'kurrentdb'],
  ['https', undefined]
])('short names: %s', (written, meant) => {
  expect(nearestName(written, ['esdb', 'kurrentdb', 'kurrent'])).toBe(meant)
})

test('of equally near ones the first is taken', () => {
  expect(nearestName('expiri', ['expire', 'expiry'])).toBe('expire')
})
