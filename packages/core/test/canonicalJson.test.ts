import * as fc from 'fast-check'
import { canonicalJson, deepestNesting, isNestedTooDeep } from '../src/index.ts'

type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [name: string]: Json }

/** The value in so many lists and objects, by turns. */
const nested = (value: unknown, levels: number): unknown =>
  Array.from({ length: levels }).reduce<unknown>(
    (inner, _, at) => (at % 2 === 0 ? [inner] : { a: inner }),
    value
  )

const opened = (levels: number): string =>
  Array.from({ length: levels }, (_, at) => ((levels - at) % 2 === 1 ? '[' : '{"a":')).join('')
const closed = (levels: number): string =>
  Array.from({ length: levels }, (_, at) => (at % 2 === 0 ? ']' : '}')).join('')

describe('canonical JSON', () => {
  it('is the same text at any depth of nesting', () => {
    const json = fc.jsonValue().map(value => value as Json)
    fc.assert(
      fc.property(json, fc.constantFrom(1, 7, 499, 500, 501, 3_000, 20_000), (value, levels) => {
        const text = canonicalJson(nested(value, levels))
        expect(text === `${opened(levels)}${canonicalJson(value)}${closed(levels)}`).toBe(true)
      })
    )
  })

  it('holds the value it was made of, with its members sorted', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const text = canonicalJson(value)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(JSON.parse(text))).toBe(text)
      })
    )
    expect(canonicalJson({ b: undefined, aa: [undefined], a: {} })).toBe('{"a":{},"aa":[null]}')
  })
})

describe('nesting', () => {
  it.each([
    [deepestNesting, false],
    [deepestNesting + 1, true],
    [3_000, true],
    [100_000, true]
  ])('of %d levels is too deep: %p', (levels, isTooDeep) => {
    const text = `${opened(levels)}1${closed(levels)}`
    expect(isNestedTooDeep(text, JSON.parse(text))).toBe(isTooDeep)
  })
})
