import fc from 'fast-check'
import { differences } from '../src/differences.ts'
import type { Json } from '../src/scenario/scenario.ts'

const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>

describe('differences', () => {
  it('finds none between equals', () => {
    fc.assert(fc.property(json, value => expect(differences(value, structuredClone(value))).toEqual([])))
  })

  it('finds every changed member, and where', () => {
    const found = differences({ a: 1, b: { c: [1, 2] } }, { a: 1, b: { c: [1, 3] }, d: 0 })
    expect(found).toEqual(['.b.c.1: recorded 2, now 3', '.d: recorded (absent), now 0'])
  })

  it('tells an array from an object with the same members', () => {
    expect(differences([1], { 0: 1 })).toHaveLength(1)
  })

  it('finds a difference wherever a value is replaced by another one', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b) && !JSON.stringify([a, b]).includes('"_'))
        fc.pre(!Object.is(a, b) && !JSON.stringify([a, b]).includes('-0'))
        expect(differences({ value: a }, { value: b }).length > 0).toBe(!sameMembers(a, b))
      })
    )
  })

  it('leaves out notes', () => {
    expect(differences({ _note: 1, a: { _note: 2 } }, { a: {} })).toEqual([])
  })
})

/** Equal but for the order of members. */
const sameMembers = (a: Json, b: Json): boolean => {
  try {
    expect(a).toStrictEqual(b)
    return true
  } catch {
    return false
  }
}
